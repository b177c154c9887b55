"""The files of an output folder, as the checks see them: each is read and parsed once."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """A text of a file, and the line that it stands on."""

    text: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One file.

    `path` is relative to the output, `base` the address that its relative links start from. `links` must lead
    somewhere; `mentions` are other texts that may be addresses; `names` are whole texts that may be the title of a
    post: of headings, paragraphs, cells, links, attributes. `fault` is why an XML file could not be read.
    """

    path: str
    base: str
    links: tuple[Mark, ...] = ()
    mentions: tuple[Mark, ...] = ()
    names: tuple[Mark, ...] = ()
    fault: Mark | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Document):
    """An HTML page.

    `bare_images` are the lines of images without an `alt`; `moved` says that it sends its readers on to another page.
    """

    lang: str = ""
    titles: tuple[str, ...] = ()
    canonicals: tuple[Mark, ...] = ()
    robots: str = ""
    ids: frozenset[str] = frozenset()
    moved: bool = False
    bare_images: tuple[int, ...] = ()
    broken_json: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """An entry of a feed; what it lacks is empty. `relative` are the addresses in its body that are not whole."""

    line: int
    id: str
    title: str
    updated: str
    link: str
    relative: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedDocument(Document):
    """An Atom or RSS feed."""

    self_url: str = ""
    entries: tuple[FeedEntry, ...] = ()
