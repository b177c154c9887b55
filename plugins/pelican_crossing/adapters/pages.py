"""The pages and files that no Markdown file stands for: cards, events, aliases and the sitemap."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pelican.generators import Generator

from pelican_crossing.adapters.permalinks import alias_files
from pelican_crossing.adapters.telling import telling
from pelican_crossing.errors import ContentError, Problem
from pelican_crossing.feeds.model import EPOCH
from pelican_crossing.feeds.sitemap import sitemap
from pelican_crossing.files import write_atomically
from pelican_crossing.identity import metadata, qr
from pelican_crossing.identity.cards import Card, EventPage, cards, event_pages
from pelican_crossing.identity.photo import jpeg_for_contact, size
from pelican_crossing.identity.vcard import vcard

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from pelican.writers import Writer

    from pelican_crossing.adapters.views import RelatedView, SiteView
    from pelican_crossing.model import Post


_SITEMAP: Final = "sitemap.xml"


def planned(view: SiteView) -> Iterator[tuple[str, str]]:
    """Yield each file that we make ourselves, with what makes it."""
    for page in view.site.cards:
        yield from ((f"{page}{name}", "identity.toml") for name in ("index.html", "qr.svg", "qr.png"))
    for card in cards(view.identity) if view.identity else ():
        yield f"{card.path}{card.vcf}", "identity.toml"
    for post in view.site.listed_pages:
        yield from ((file, f"an alias of {post.source}") for file in alias_files(post))
    yield _SITEMAP, "the sitemap"


class CrossingGenerator(Generator):  # type: ignore[misc] # Pelican is untyped
    """Writes our own pages, after the articles and pages and before the static files."""

    @telling
    def generate_output(self, writer: Writer) -> None:
        """Write cards, events, aliases and the sitemap.

        Raises ContentError where an alias is the address of something else.
        """
        view: SiteView = self.context["crossing"]
        if view.identity:
            for card in cards(view.identity):
                self._write_card(writer, view, card)
            for page in event_pages(view.identity):
                self._write_event(writer, view, page)
        self._write_aliases(writer, view)
        # A site may make its own sitemap from a template.
        if view.url and str(Path(self.output_path) / _SITEMAP) not in writer._written_files:
            self._write(Path(_SITEMAP), sitemap(view.site, view.site.cards))

    def _write_aliases(self, writer: Writer, view: SiteView) -> None:
        taken = {os.path.relpath(name, self.output_path) for name in writer._written_files}
        taken |= {static.save_as for static in self.context["static_content"].values()}
        theme = f"{self.settings['THEME_STATIC_DIR']}/"
        problems = [
            Problem(post.source, 0, f"an alias is the address of something else, {file}", "remove this alias")
            for post in view.site.listed_pages
            for file in alias_files(post)
            if file in taken or file.startswith(theme)
        ]
        if problems:
            raise ContentError(*problems)
        for post in view.site.listed_pages:
            for file in alias_files(post):
                target = view.canonical(post.url)
                self._write_page(writer, file, "crossing/alias.html", to=post.url, target=target, title=post.title)

    def _write_card(self, writer: Writer, view: SiteView, card: Card) -> None:
        photo = self._photo(card)
        revised = _revised(view)
        self._write_page(
            writer,
            f"{card.path}index.html",
            "crossing/card.html",
            card=card,
            qr_svg=qr.svg(card.url),
            json_ld=metadata.json_ld(card, modified=revised),
            open_graph=metadata.open_graph(card, site_name=view.site.title, photo_size=size(photo) if photo else None),
            fediverse_creator=metadata.fediverse_creator(card),
        )
        contact = vcard(card, revised=revised, photo=jpeg_for_contact(photo) if photo else None)
        self._write(Path(card.path) / card.vcf, contact)
        self._write_codes(card.path, card.url)

    def _write_event(self, writer: Writer, view: SiteView, page: EventPage) -> None:
        promised = [post for slug in page.event.posts for post in view.site.listed if post.key == slug]
        contents = view.reading.contents
        photo = self._photo(page.card)
        photo_size = size(photo) if photo else None
        self._write_page(
            writer,
            f"{page.path}index.html",
            "crossing/event.html",
            event_page=page,
            card=page.card,
            posts=tuple(contents[post.key] for post in promised),
            related=_related(view, promised),
            qr_svg=qr.svg(page.url),
            json_ld=metadata.event_json_ld(page),
            open_graph=metadata.event_open_graph(page, site_name=view.site.title, photo_size=photo_size),
        )
        self._write_codes(page.path, page.url)

    def _photo(self, card: Card) -> Path | None:
        return Path(self.path) / card.person.photo if card.person.photo else None

    def _write_codes(self, path: str, url: str) -> None:
        self._write(Path(path) / "qr.svg", qr.svg(url).encode())
        self._write(Path(path) / "qr.png", qr.png(url))

    def _write_page(self, writer: Writer, name: str, template: str, **values: Any) -> None:
        writer.write_file(name, self.env.get_template(template), self.context, self.settings["RELATIVE_URLS"], **values)

    def _write(self, path: Path, data: bytes) -> None:
        write_atomically(Path(self.output_path) / path, data)


def _related(view: SiteView, posts: list[Post]) -> tuple[RelatedView, ...]:
    """Return what the promised posts lead on to, best first, each once."""
    found: dict[str, RelatedView] = {}
    for post in posts:
        for related in view.reading.contents[post.key].crossing.related:
            found.setdefault(related.article.crossing.post.key, related)
    for post in posts:
        found.pop(post.key, None)
    return tuple(found.values())[:3]


def _revised(view: SiteView) -> datetime:
    """Return when the site last changed, as its posts tell it, so that a rebuild gives the same bytes."""
    return max((post.modified or post.date for post in view.site.listed), default=EPOCH)
