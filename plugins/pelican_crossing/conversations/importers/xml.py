"""Read XML exports in a stream: strictly first, then repaired, or not at all.

A document type declaration is refused, nothing is ever fetched, and an element is forgotten once it was read. What
is wrong but loses nothing is accepted: undeclared prefixes, and words of a server before the declaration or after
the end. If the XML is not well-formed it is read once more with its common faults repaired; if it still is not,
nothing is imported.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Final, cast

from lxml import etree

from pelican_crossing.conversations.importers.decoding import characters
from pelican_crossing.conversations.importers.export import Export, SourceThread
from pelican_crossing.conversations.importers.mending import mended
from pelican_crossing.errors import ExportError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from pathlib import Path

    Collect = Callable[[Iterator[etree._Element]], tuple[SourceThread, ...]]

_BEFORE_ROOT: Final = re.compile(r"(?:\s+|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)
_ROOT: Final = re.compile(r"<([A-Za-z][\w.:-]*)")
_KNOWN_ROOT: Final = re.compile(r"<(?:rss|disqus)[\s>]")
_HTML_DOCTYPE: Final = re.compile(r"<!DOCTYPE\s+html\b", re.IGNORECASE)

_SWALLOWED: Final = re.compile(r"</message>|<post dsq:id=|<wp:comment>")

_SECOND_EXPORT: Final = ("a second export begins after the first", "put each into a file of its own")


def root_of(text: str, path: Path) -> str:
    """Return the local name of the root element of a document that begins with `text`, "" if it is no XML.

    Raises ExportError when the document declares a type: entities can be made to read files or fill the memory.
    """
    _, at = _beginning(text)
    if _HTML_DOCTYPE.match(text, at):
        return "html"
    if text.startswith("<!", at):
        line = text.count("\n", 0, at) + 1
        what = "declares a document type (DTD), which no export of comments has"
        raise ExportError(Problem(str(path), line, what, "do not trust this file; export the comments again"))
    root = _ROOT.match(text, at)
    return root[1].rpartition(":")[2].lower() if root else ""


def read(path: Path, source: str, wanted: Collection[str], collect: Collect) -> Export:
    """Return the export that `collect` makes of the elements named in `wanted`, each as `parent/name`.

    Raises ExportError with the line when the document is not well-formed and cannot be repaired, or ends too early.
    """
    try:
        return _read(path, source, wanted, collect, mend=False)
    except ExportError as strict:
        try:
            return _read(path, source, wanted, collect, mend=True)
        except ExportError:
            raise strict from None


def local(element: etree._Element) -> str:
    """Return the name of an element without its namespace or undeclared prefix."""
    return _local(str(element.tag))


@lru_cache(maxsize=1024)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2].rpartition(":")[2]


def fields(element: etree._Element) -> dict[str, str]:
    """Return the text of each child that has one, by local name; of two with a name, the first."""
    found: dict[str, str] = {}
    for child in element:
        text = "".join(map(str, child.itertext())) if len(child) else child.text or ""
        if text and not text.isspace():
            found.setdefault(local(child), text.strip())
    return found


def _read(path: Path, source: str, wanted: Collection[str], collect: Collect, *, mend: bool) -> Export:
    notes: Counter[str] = Counter()
    text = _from_root(path, characters(path, notes), notes)
    threads = collect(_elements(path, mended(text, notes) if mend else text, wanted, notes))
    found = tuple(f"{what}: {count:,}" for what, count in sorted(notes.items()) if count)
    return Export(source=source, threads=threads, notes=found)


def _beginning(text: str) -> tuple[int, int]:
    """Return where the XML begins in `text`, and where its root element or document type does."""
    declared = max(0, text.find("<?xml "))
    match = _BEFORE_ROOT.match(text, declared)
    at = match.end() if match else declared
    if not declared and not text.startswith("<!", at) and (known := _KNOWN_ROOT.search(text)):
        return (0 if known.start() == at else known.start()), known.start()
    return declared, at


def _from_root(path: Path, pieces: Iterator[str], notes: Counter[str]) -> Iterator[str]:
    """Yield the document from its root element on, with a line end for each line before it."""
    text = next(pieces, "")
    root_of(text, path)
    begin, at = _beginning(text)
    notes["characters before the beginning of the XML, ignored"] += len(text[:begin].strip())
    yield "\n" * text.count("\n", 0, at) + text[at:]
    yield from pieces


def _elements(
    path: Path, text: Iterator[str], wanted: Collection[str], notes: Counter[str]
) -> Iterator[etree._Element]:
    """Yield each wanted element when it is whole; its content is gone when the next one is asked for."""
    document = _Document(path)
    last: etree._Element | None = None
    for piece in text:
        for element in document.feed(piece):
            parent = element.getparent()
            if parent is None or f"{local(parent)}/{local(element)}" not in wanted:
                continue
            _refuse_swallowed(path, element)
            yield element
            element.clear()
            # The element itself may still be joined to what the parser reads next, the one before it may not.
            if last is not None and (above := last.getparent()) is not None:
                above.remove(last)
            last = element
    document.close()
    notes["characters after the end of the XML, ignored"] += document.ignored


def _refuse_swallowed(path: Path, element: etree._Element) -> None:
    """Raise ExportError when a text holds the tags of a comment: the end of its CDATA section was damaged."""
    for child in element:
        if child.text and _SWALLOWED.search(child.text):
            line = cast("int", child.sourceline)
            what = "is damaged: this text has no end and holds the comments after it"
            raise ExportError(Problem(str(path), line, what, "download it again; nothing was imported"))


class _Document:
    """One pass over a document. `ignored` counts what stands after its end."""

    def __init__(self, path: Path) -> None:
        self.ignored = 0
        self._path = path
        self._line = 1
        self._ended = False
        self._parser = etree.XMLPullParser(
            events=("end",),
            recover=True,  # for undeclared prefixes only: _fatal stops at everything that loses text
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=True,  # posts that carry pictures pass libxml2's 10 MB
            remove_comments=True,
            remove_pis=True,
            encoding="utf-8",
        )

    def feed(self, piece: str) -> Iterator[etree._Element]:
        """Yield the elements that end in `piece`; raise ExportError at a fault."""
        if self._ended:
            self._ignore(piece)
        else:
            self._parser.feed(piece.encode())
            self._after_end(piece)
            for _, element in self._parser.read_events():
                assert isinstance(element, etree._Element), "only ends of elements are asked for"
                yield element
                self._ended = element.getparent() is None
            if self._ended:
                self._parser.close()
                self._ignore(self._after_end(piece))
        self._line += piece.count("\n")

    def close(self) -> None:
        """Raise ExportError if the document has not ended."""
        if not self._ended:
            what = "the export breaks off here: its end is missing"
            raise self._error(self._line, what, "download it again; nothing was imported")

    def _after_end(self, piece: str) -> str:
        """Return the part of `piece` that stands after the document; raise ExportError at any other fault."""
        faults = self._parser.feed_error_log.filter_from_fatals()
        if not len(faults):
            return ""
        first = faults[0]
        if first.type_name == "ERR_RESERVED_XML_NAME":
            raise self._error(first.line, *_SECOND_EXPORT)
        if first.type_name != "ERR_DOCUMENT_END":
            raise self._error(first.line, f"is not well-formed XML: {first.message}", "nothing was imported")
        rest = piece.split("\n", max(0, first.line - self._line))[-1]
        return rest.encode()[first.column - 1 :].decode(errors="replace")

    def _ignore(self, text: str) -> None:
        if _KNOWN_ROOT.search(text):
            raise self._error(self._line, *_SECOND_EXPORT)
        self.ignored += len(text.strip())

    def _error(self, line: int, what: str, remedy: str) -> ExportError:
        return ExportError(Problem(str(self._path), line, what, remedy))
