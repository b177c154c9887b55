"""The sitemap (sitemaps.org 0.9, with hreflang alternates as xhtml:link)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lxml import etree

from pelican_crossing.feeds.addresses import public
from pelican_crossing.model import UNDATED, Post, Site

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

_SITEMAP: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML: Final = "http://www.w3.org/1999/xhtml"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Address:
    url: str
    changed: datetime = UNDATED
    translations: tuple[Post, ...] = ()


def sitemap(site: Site, extra: Sequence[str] = ()) -> bytes:
    """Return the sitemap: the home page, listed articles and pages, then the addresses in `extra`, each once.

    Drafts and hidden posts are left out. Each translation names all of its work, itself included. `lastmod` is when
    the author last changed the post, the home page's is that of its newest article; what has no date has none.
    """
    root = etree.Element(f"{{{_SITEMAP}}}urlset", nsmap={None: _SITEMAP, "xhtml": _XHTML})  # type: ignore[dict-item]  # lxml takes None
    seen = set()
    for address in _addresses(site, extra):
        location = public(site, address.url)
        if location not in seen:
            seen.add(location)
            _append(root, site, location, address)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _addresses(site: Site, extra: Sequence[str]) -> Iterator[_Address]:
    yield _Address(url="", changed=max((post.modified or post.date for post in site.listed), default=UNDATED))
    works: dict[str, list[Post]] = {}
    for post in site.listed_pages:
        works.setdefault(post.work, []).append(post)
    for post in site.listed_pages:
        work = tuple(sorted(works[post.work], key=lambda other: (other.lang, other.key)))
        yield _Address(url=post.url, changed=post.modified or post.date, translations=work if len(work) > 1 else ())
    for url in extra:
        yield _Address(url=url)


def _append(root: etree._Element, site: Site, location: str, address: _Address) -> None:
    entry = etree.SubElement(root, f"{{{_SITEMAP}}}url")
    etree.SubElement(entry, f"{{{_SITEMAP}}}loc").text = location
    if address.changed != UNDATED:
        etree.SubElement(entry, f"{{{_SITEMAP}}}lastmod").text = address.changed.isoformat(timespec="seconds")
    for post in address.translations:
        etree.SubElement(
            entry, f"{{{_XHTML}}}link", {"rel": "alternate", "hreflang": post.lang, "href": public(site, post.url)}
        )
