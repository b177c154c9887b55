"""The pages and files that no Markdown file stands for: cards, events, aliases and the sitemap."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from pelican.generators import Generator

from pelican_crossing.feeds.sitemap import sitemap
from pelican_crossing.files import write_atomically
from pelican_crossing.identity import metadata, qr
from pelican_crossing.identity.cards import Card, EventPage, cards, event_pages
from pelican_crossing.identity.photo import jpeg_for_contact, size
from pelican_crossing.identity.vcard import vcard
from pelican_crossing.model import UNDATED, Post

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from pelican.writers import Writer

    from pelican_crossing.adapters.views import RelatedView, SiteView


def alias_file(alias: str) -> str | None:
    """Return the file that answers at an old permalink, or None where no file can (a query, the home page).

    An address without an ending is a folder with an `index.html`, which every static host serves.
    """
    parts = urlsplit(alias)
    path = unquote(parts.path).lstrip("/")
    if parts.query or not path or any(part in {"..", "."} for part in path.split("/")) or not path.isprintable():
        return None
    if path.endswith("/"):
        return f"{path}index.html"
    return path if "." in path.rsplit("/", 1)[-1] else f"{path}/index.html"


def planned(view: SiteView) -> Iterator[tuple[str, str]]:
    """Yield each file that we make ourselves, with what makes it."""
    for page in view.site.cards:
        yield f"{page}index.html", "identity.toml"
    for post in view.site.listed_pages:
        for alias in post.aliases:
            if file := alias_file(alias):
                yield file, f"the alias {alias} of {post.source}"
    yield "sitemap.xml", "the sitemap"


class CrossingGenerator(Generator):  # type: ignore[misc] # Pelican is untyped
    """Writes our own pages, after the articles and pages and before the static files."""

    def generate_output(self, writer: Writer) -> None:
        """Write cards, events, aliases and the sitemap."""
        view: SiteView = self.context["crossing"]
        if view.identity:
            for card in cards(view.identity):
                self._write_card(writer, view, card)
            for page in event_pages(view.identity):
                self._write_event(writer, view, page)
        for post in view.site.listed_pages:
            for file in filter(None, map(alias_file, post.aliases)):
                target = view.canonical(post.url)
                self._write_page(writer, file, "crossing/alias.html", target=target, title=post.title)
        if view.url:
            self._write(Path("sitemap.xml"), sitemap(view.site, view.site.cards))

    def _write_card(self, writer: Writer, view: SiteView, card: Card) -> None:
        photo = self._photo(card)
        revised = _revised(view)
        self._write_page(
            writer,
            f"{card.path}index.html",
            "crossing/card.html",
            url=card.path,
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
            url=page.path,
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
    return max((post.modified or post.date for post in view.site.listed), default=UNDATED)
