"""Reading XML files: Atom and RSS feeds, sitemaps, and whatever else is there."""

from __future__ import annotations

import re
from html import escape
from typing import Any, Final

from lxml import etree

from pelican_crossing.verify.documents import Document, FeedDocument, FeedEntry, Mark
from pelican_crossing.verify.html import read_fragment

_ATOM: Final = "{http://www.w3.org/2005/Atom}"
_CONTENT: Final = "{http://purl.org/rss/1.0/modules/content/}"
_SITEMAPS: Final = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_LINKING: Final = frozenset({"link", "loc", "url", "comments"})
_BODIES: Final = frozenset({f"{_ATOM}content", f"{_CONTENT}encoded", "description"})


def read_xml(data: bytes, path: str, address: str) -> Document:
    """Return the XML file in `data`, which is served at `address`; one that is not well-formed has a `fault`."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        return Document(path=path, base=address, fault=Mark(str(error.msg), error.lineno or 0))
    if root.tag == f"{_ATOM}feed":
        return _feed(root, path, address, tuple(map(_atom_entry, root.iterfind(f"{_ATOM}entry"))))
    if root.tag == "rss":
        return _feed(root, path, address, tuple(map(_rss_entry, root.iter("item"))))
    links = _links(root) if str(root.tag).startswith(_SITEMAPS) else ()
    return Document(path=path, base=address, links=links, mentions=_texts(root), names=_texts(root))


def _feed(root: etree._Element, path: str, address: str, entries: tuple[FeedEntry, ...]) -> FeedDocument:
    bodies = [read_fragment(_html(body), _line(body)) for body in root.iter(*_BODIES)]
    selves = (link.get("href", "") for link in root.iter(f"{_ATOM}link") if link.get("rel") == "self")
    return FeedDocument(
        path=path,
        base=address,
        links=_links(root) + tuple(link for body in bodies for link in body.of("links")),
        mentions=_texts(root) + tuple(mention for body in bodies for mention in body.of("mentions")),
        names=_texts(root) + tuple(name for body in bodies for name in body.of("names")),
        self_url=next(selves, ""),
        entries=entries,
    )


def _atom_entry(entry: etree._Element) -> FeedEntry:
    links = {link.get("rel", "alternate"): link.get("href", "") for link in entry.iterfind(f"{_ATOM}link")}
    return FeedEntry(
        line=_line(entry),
        id=_text(entry, f"{_ATOM}id"),
        title=_text(entry, f"{_ATOM}title"),
        updated=_text(entry, f"{_ATOM}updated"),
        link=links.get("alternate", ""),
        relative=_relative(entry),
    )


def _rss_entry(item: etree._Element) -> FeedEntry:
    return FeedEntry(
        line=_line(item),
        id=_text(item, "guid"),
        title=_text(item, "title"),
        updated=_text(item, "pubDate"),
        link=_text(item, "link"),
        relative=_relative(item),
    )


def _relative(entry: etree._Element) -> tuple[str, ...]:
    """Return the addresses in the body of an entry that are not whole."""
    links = (link.text for body in entry.iter(*_BODIES) for link in read_fragment(_html(body), 0).of("links"))
    return tuple(url for url in links if not _SCHEME.match(url))


def _html(body: etree._Element) -> str:
    """Return the HTML in the body of an entry: escaped as feeds carry it, or as XHTML elements."""
    if body.get("type") == "xhtml":
        return "".join(etree.tostring(child, encoding="unicode") for child in body)
    text = body.text or ""
    return escape(text) if body.tag == f"{_ATOM}content" and body.get("type", "text") == "text" else text


def _links(root: etree._Element) -> tuple[Mark, ...]:
    """Return the address of each link, given as an attribute (Atom, hreflang) or as text (RSS, sitemaps)."""
    found = []
    for element in root.iter(etree.Element):
        if etree.QName(element).localname in _LINKING:
            url = element.get("href") or (element.text or "").strip()
            found.append(Mark(url, _line(element)))
    return tuple(found)


def _texts(root: etree._Element) -> tuple[Mark, ...]:
    """Return every text and attribute, each on one line, but for the bodies of entries, which are read as HTML."""
    found = []
    for element in root.iter(etree.Element):
        texts = [str(value) for value in element.attrib.values()]
        if element.tag not in _BODIES:
            texts.append(element.text or "")
        found += [Mark(" ".join(text.split()), _line(element)) for text in texts if text.strip()]
    return tuple(found)


def _text(parent: etree._Element, name: str) -> str:
    return (parent.findtext(name) or "").strip()


def _line(element: Any) -> int:
    line: int | None = element.sourceline
    return line or 0
