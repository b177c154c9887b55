"""Read the HTML of a post in one pass: its text, its headings and its links.

libxml2 does the parsing, through lxml's target interface: it mends broken HTML as browsers do, builds no tree, and is
in memory already for the feeds. The standard library's `html.parser` imports a little faster but takes more than a
minute over 100 kB of unclosed attributes, where libxml2 takes milliseconds.
"""

from __future__ import annotations

import html as entities
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Mapping

_DEPTH: Final = 1000
_CHUNK: Final = 16_384  # libxml2 hears of hostile nesting only between two chunks
_TAG: Final = re.compile(r"<[^<>]*>")
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SKIPPED: Final = frozenset(
    {"button", "iframe", "math", "noscript", "object", "pre", "script", "select", "style", "svg", "textarea"}
)
_PHRASING: Final = """
a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q rb rp rt ruby s samp small span
strong sub sup time tt u var wbr
"""
_INLINE: Final = frozenset(_PHRASING.split())  # everything else begins a new line of text
# Links that a Markdown or reStructuredText renderer adds: footnote marks, the way back, permalinks of headings.
_MACHINE_MADE: Final = ("footnote", "backref", "headerlink")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link as it stands in the HTML; `text` is what the reader clicks, `rel` the words of its `rel` attribute."""

    href: str
    text: str = ""
    rel: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Markup:
    """What a reader sees of a post, without code: a line of `text` for each block, headings included."""

    text: str
    headings: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()


class _TooDeep(Exception):  # noqa: N818 - it never leaves this module
    """The nesting is hostile."""


def read(html: str) -> Markup:
    """Return the text, headings and links of `html`, in time proportional to its length; any string will do.

    Blocks of code (`pre`), scripts, drawings and form fields are left out, and so are the links that renderers add.
    Where elements are nested more than 1,000 deep, which no author writes, the text is taken with the tags cut out.
    """
    target: Any = _Reader()  # lxml's types ask for methods that it does not need
    parser = etree.HTMLParser(target=target, encoding="utf-8", huge_tree=True)
    try:
        content = html.encode("utf-8", "replace")
        for start in range(0, len(content) or 1, _CHUNK):
            parser.feed(content[start : start + _CHUNK])
        return cast("Markup", parser.close())
    except _TooDeep:
        return Markup(text=_tidy(entities.unescape(_TAG.sub(" ", html))))


class _Reader:
    """The target of the parser; it keeps the pieces of text and where the open link and heading began."""

    def __init__(self) -> None:
        self._depth = 0
        self._skipping = 0
        self._pieces: list[str] = []
        self._headings: list[str] = []
        self._links: list[Link] = []
        self._heading: int | None = None
        self._link: tuple[int, str, str] | None = None

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEPTH:
            raise _TooDeep
        if self._skipping or tag in _SKIPPED or (tag == "a" and _machine_made(attributes)):
            self._skipping += 1
        elif tag == "a":
            self._close_link()
            if "href" in attributes:
                self._link = len(self._pieces), attributes["href"].strip(), attributes.get("rel", "")
        elif tag in _HEADINGS:
            self._close_heading()
            self._pieces.append("\n")
            self._heading = len(self._pieces)
        elif tag not in _INLINE:
            self._pieces.append("\n")

    def end(self, tag: str) -> None:
        self._depth -= 1
        if self._skipping:
            self._skipping -= 1
            return
        if tag == "a":
            self._close_link()
        elif tag in _HEADINGS:
            self._close_heading()
        if tag not in _INLINE:
            self._pieces.append("\n")

    def data(self, text: str) -> None:
        if not self._skipping:
            self._pieces.append(text.replace("\n", " "))

    def close(self) -> Markup:
        self._close_link()
        self._close_heading()
        return Markup(text=_tidy("".join(self._pieces)), headings=tuple(self._headings), links=tuple(self._links))

    def _close_link(self) -> None:
        if self._link is not None:
            start, href, rel = self._link
            self._links.append(Link(href=href, text=self._since(start), rel=tuple(rel.lower().split())))
            self._link = None

    def _close_heading(self) -> None:
        if self._heading is not None:
            if heading := self._since(self._heading):
                self._headings.append(heading)
            self._heading = None

    def _since(self, start: int) -> str:
        return " ".join("".join(self._pieces[start:]).split())


def _machine_made(attributes: Mapping[str, str]) -> bool:
    classes = attributes.get("class", "")
    return any(mark in classes for mark in _MACHINE_MADE)


def _tidy(text: str) -> str:
    """Return the lines that hold anything, with single spaces between words."""
    return "\n".join(line for line in (" ".join(line.split()) for line in text.split("\n")) if line)
