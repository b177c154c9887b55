"""Reading an HTML page, or the HTML in a feed."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin

import lxml.html
from lxml import etree

from pelican_crossing.feeds.content import candidates, parse
from pelican_crossing.verify.documents import Mark, Page

if TYPE_CHECKING:
    from collections.abc import Iterator

_ADDRESSES: Final = frozenset({"href", "src", "poster", "cite", "action", "data"})
_LABELS: Final = frozenset({"title", "aria-label", "alt", "content"})
_PHRASING: Final = "abbr b bdi bdo code data del dfn em i ins kbd mark q s samp small strong sub sup time u var"
_IN_SENTENCES: Final = frozenset(_PHRASING.split())
"""Elements that hold a few words of a sentence; the whole text of any other may be a title."""

_LONGEST_NAME: Final = 500  # characters: no title is longer, and the texts of whole pages need not be kept
_PREVIEWS: Final = frozenset({"og:url", "og:image", "og:image:url", "og:audio", "og:video", "twitter:image"})
_REFRESH: Final = re.compile(r"\s*[\d.]+\s*[;,]\s*url\s*=\s*['\"]?([^'\"]*)", re.IGNORECASE)


class Reading:
    """What was found so far in one tree of HTML."""

    def __init__(self) -> None:
        self.marks: defaultdict[str, list[Mark]] = defaultdict(list)
        self.ids: set[str] = set()

    def add(self, kind: str, text: str, line: int) -> None:
        """Note a text under the name of a field of `Page`."""
        self.marks[kind].append(Mark(text, line))

    def of(self, kind: str) -> tuple[Mark, ...]:
        """Return all marks of one kind in the order of the file."""
        return tuple(self.marks[kind])

    def read(self, root: lxml.html.HtmlElement, line: int | None = None) -> None:
        """Read every element below and including `root`; all stand on `line` when it is given.

        What strangers write in comments is no name. Their links, which say so (rel="ugc"), need not lead anywhere.
        """
        strangers = {element for comment in root.find_class("u-comment") for element in comment.iter()}
        for element in root.iter(etree.Element):
            place = line if line is not None else element.sourceline or 0
            if element.tag != "base":
                self._addresses(element, place)
            if element not in strangers:
                self._names(element, place)
            self._element(element, place)

    def _addresses(self, element: lxml.html.HtmlElement, line: int) -> None:
        kind = "mentions" if "ugc" in element.get("rel", "").lower().split() else "links"
        for name, value in element.items():
            if name in _ADDRESSES:
                self.add(kind, value, line)
            elif name == "srcset":
                for url, _ in candidates(value):
                    self.add(kind, url, line)
            elif name in {"id", "name"}:
                self.ids.add(value)

    def _names(self, element: lxml.html.HtmlElement, line: int) -> None:
        texts = [value for name, value in element.items() if name in _LABELS]
        if element.tag not in _IN_SENTENCES:
            texts.append(element.text_content())
        for text in map(_line, texts):
            if 0 < len(text) <= _LONGEST_NAME:
                self.add("names", text, line)

    def _element(self, element: lxml.html.HtmlElement, line: int) -> None:
        tag = element.tag
        if tag == "title" and element.getparent().tag == "head":
            self.add("titles", _line(element.text_content()), line)
        elif tag == "img" and "alt" not in element.attrib:
            self.add("bare_images", "", line)
        elif tag == "meta":
            self._meta(element, line)
        elif tag == "link" and "canonical" in element.get("rel", "").lower().split():
            self.add("canonicals", element.get("href", ""), line)
        elif tag == "script" and element.get("type") == "application/ld+json":
            self._json(element.text or "", line)

    def _meta(self, element: lxml.html.HtmlElement, line: int) -> None:
        name = (element.get("property") or element.get("name") or "").lower()
        content = element.get("content", "")
        refresh = _REFRESH.match(content) if element.get("http-equiv", "").lower() == "refresh" else None
        self.add("mentions", content, line)
        if refresh:
            self.add("links", refresh[1].strip(), line)
            self.add("moved", "", line)
        elif name in _PREVIEWS:
            self.add("links", content, line)
        elif name == "robots":
            self.add("robots", content.lower(), line)

    def _json(self, text: str, line: int) -> None:
        try:
            data = json.loads(text)
        except ValueError as error:
            self.add("broken_json", str(error), line)
            return
        for found in strings(data):
            self.add("mentions", found, line)
            self.add("names", _line(found), line)


def read_page(data: bytes, path: str, address: str) -> Page:
    """Return the page in `data`, which is served at `address`."""
    reading = Reading()
    lang, base = "", ""
    try:
        root = lxml.html.document_fromstring(data, parser=lxml.html.HTMLParser(encoding="utf-8", huge_tree=True))
    except etree.ParserError:  # an empty file; the checks will say what it lacks
        pass
    else:
        reading.read(root)
        lang = root.get("lang", "").strip()
        base = next((element.get("href", "") for element in root.iter("base")), "")
    return Page(
        path=path,
        base=urljoin(address, base),
        links=reading.of("links"),
        mentions=reading.of("mentions"),
        names=reading.of("names"),
        lang=lang,
        titles=tuple(mark.text for mark in reading.of("titles")),
        canonicals=reading.of("canonicals"),
        robots=",".join(mark.text for mark in reading.of("robots")),
        ids=frozenset(reading.ids),
        moved=bool(reading.of("moved")),
        bare_images=tuple(mark.line for mark in reading.of("bare_images")),
        broken_json=reading.of("broken_json"),
    )


def read_fragment(html: str, line: int) -> Reading:
    """Read a piece of HTML, all of it on the line where it stands in its file."""
    reading = Reading()
    reading.read(parse(html), line)
    return reading


def strings(data: Any) -> Iterator[str]:
    """Yield every text in a value read from JSON, in the order of the file."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, list):
        for item in data:
            yield from strings(item)
    elif isinstance(data, dict):
        for item in data.values():
            yield from strings(item)


def _line(text: str) -> str:
    return " ".join(text.split())
