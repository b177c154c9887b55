"""The results of the core, attached to Pelican's articles and pages.

`article.crossing` holds everything; the bare names (`related_posts`, `prev_article`, `next_article`, `series`) are
those that foreign themes already use.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pelican_crossing.adapters.views import PostView, RelatedView, SeriesView, SiteView
from pelican_crossing.conversations.sanitise import clean, clean_name, clean_url
from pelican_crossing.conversations.store import Store
from pelican_crossing.conversations.threading import Discussion, arrange
from pelican_crossing.discovery import Neighbour, phrase, rank
from pelican_crossing.discovery.graph import backlinks
from pelican_crossing.discovery.series import SeriesPlace, series_of
from pelican_crossing.discovery.timeline import in_time

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pelican.contents import Content

    from pelican_crossing.model import Comment, Post
    from pelican_crossing.settings import Settings


_LOG: Final = logging.getLogger(__name__)


def attach(view: SiteView, settings: Settings) -> None:
    """Give every article and page its `crossing` and the names that foreign themes use."""
    posts, contents = view.site.posts, view.reading.contents
    related = rank(posts, settings.related, site_url=view.site.url) if settings.related else {}
    linking = backlinks(posts, view.site.url)
    times = in_time(posts)
    series = series_of(posts)
    store = Store(settings.comments)
    _tell_orphans(store, {post.key for post in posts})
    for post in posts:
        older, newer = times.get(post.key, (None, None))
        content = contents[post.key]
        shown = PostView(
            post=post,
            content=content,
            site=view,
            related=_related(related.get(post.key, ()), contents),
            backlinks=tuple(contents[key] for key in linking.get(post.key, ())),
            older=contents[older] if older else None,
            newer=contents[newer] if newer else None,
            series=_series(series.get(post.key), contents),
            discussion=_discussion(store, post),
        )
        content.crossing = shown
        content.related_posts = [item.article for item in shown.related]
        content.prev_article = shown.older
        content.next_article = shown.newer
        content.series = shown.series


def _related(neighbours: tuple[Neighbour, ...], contents: Mapping[str, Content]) -> tuple[RelatedView, ...]:
    return tuple(
        RelatedView(article=contents[neighbour.key], reason=phrase(neighbour.reasons[0])) for neighbour in neighbours
    )


def _series(place: SeriesPlace | None, contents: Mapping[str, Content]) -> SeriesView | None:
    if place is None:
        return None
    parts = tuple(contents[key] for key in place.keys)
    at = place.index - 1
    return SeriesView(
        name=place.name,
        index=place.index,
        all=parts,
        previous=parts[at - 1] if at else None,
        next=parts[at + 1] if at + 1 < len(parts) else None,
    )


def _tell_orphans(store: Store, keys: set[str]) -> None:
    """Warn of comments that are shown nowhere: their post was renamed or removed."""
    for key in store.orphans(keys):
        _LOG.warning(
            "the comments of '%s' are not shown: no post has that key. If the post has a new slug, import the comments"
            " again with its old address as an alias, or rename the file and its key in %s",
            key,
            store.folder,
        )


def _discussion(store: Store, post: Post) -> Discussion | None:
    thread = store.read(post.key)
    if thread is None:
        return None
    return arrange(replace(thread, comments=tuple(_cleaned(comment) for comment in thread.comments)))


def _cleaned(comment: Comment) -> Comment:
    """Clean once more what an import has cleaned: the store is a file that others may send changes to."""
    return replace(comment, author=clean_name(comment.author), url=clean_url(comment.url), html=clean(comment.html))
