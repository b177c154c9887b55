"""Pelican's writer, with our feeds: Pelican decides which feeds there are, we decide what is in them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pelican.utils import sanitised_join
from pelican.writers import Writer

from pelican import signals
from pelican_crossing.feeds.atom import atom
from pelican_crossing.feeds.entries import site_feed
from pelican_crossing.feeds.rss import rss

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pelican.contents import Content

    from pelican_crossing.adapters.views import SiteView
    from pelican_crossing.model import Post


class FeedWriter(Writer):  # type: ignore[misc] # Pelican is untyped
    """Writes every feed through `pelican_crossing.feeds`, and everything else as Pelican does."""

    def write_feed(
        self,
        elements: Sequence[Content],
        context: dict[str, Any],
        path: str | None = None,
        url: str | None = None,
        feed_type: str = "atom",
        override_output: bool = False,
        feed_title: str | None = None,
    ) -> Any:
        """Write one feed of `elements`; without a public address, which feeds need, leave it to Pelican."""
        view: SiteView = context["crossing"]
        if not view.url or not path:
            return super().write_feed(elements, context, path, url, feed_type, override_output, feed_title)
        limit = self.settings["FEED_MAX_ITEMS"]
        shown = [content.crossing for content in list(elements)[:limit]]
        feed = site_feed(
            view.site,
            [_with_text(item.post, item.content, view.url) for item in shown],
            related={item.post.key: [other.article.crossing.post for other in item.related] for item in shown},
            path=url or path,
            title=feed_title,
            limit=len(shown),
        )
        target = Path(sanitised_join(self.output_path, path))
        target.parent.mkdir(parents=True, exist_ok=True)
        with self._open_w(str(target), "utf-8", override_output) as file:
            file.write((rss if feed_type == "rss" else atom)(feed).decode())
        signals.feed_written.send(str(target), context=context, feed=feed)
        return feed


def _with_text(post: Post, content: Content, url: str) -> Post:
    """Return the post with its final body and summary, as every plugin left them, with whole addresses."""
    return replace(post, html=content.get_content(url), summary=content.get_summary(url))
