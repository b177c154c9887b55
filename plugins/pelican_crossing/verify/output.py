"""The output folder: its files, each read once, and what the addresses in them mean."""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote, urljoin, urlsplit

from pelican_crossing import links
from pelican_crossing.model import without_index
from pelican_crossing.verify.documents import Document, FeedDocument, Mark, Page
from pelican_crossing.verify.html import read_page, strings
from pelican_crossing.verify.xml import read_xml

_HTML: Final = (".html", ".htm", ".xhtml")
_XML: Final = (".xml", ".atom", ".rss", ".opml")
_JSON: Final = (".json", ".webmanifest")
_FOLDED: Final = (".ics", ".vcf")
_TEXT: Final = (".txt", ".js", ".css", ".svg", ".csv", ".md", *_FOLDED)
_FOLD: Final = re.compile(r"\r?\n[ \t]")
_QUOTED: Final = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ADDRESS: Final = re.compile(  # a whole address, or a path: a word with a slash
    r"""https?://[^\s"'`<>()\\]+|(?<![^\s"'`<>()\\,;:=])[^\s"'`<>()\\,;:=/]*/[^\s"'`<>()\\,;:=]*"""
)


@dataclass(frozen=True, slots=True)
class Target:
    """Where an address on our own site leads: `file` is empty when the output has none for it."""

    path: str
    file: str
    fragment: str


class Output:
    """A finished output folder of the site whose public address is `url` (without a trailing slash)."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder
        self.url = url
        self.files = frozenset(_walk(folder))
        self.documents = tuple(document for path in sorted(self.files) if (document := self._read(path)))
        self.pages = {document.path: document for document in self.documents if isinstance(document, Page)}
        self.feeds = tuple(document for document in self.documents if isinstance(document, FeedDocument))
        self._targets: dict[tuple[str, str], Target | None] = {}

    def address(self, path: str) -> str:
        """Return the address at which a file is served."""
        return f"{self.url}/{quote(without_index(path))}"

    def resolve(self, url: str, base: str = "") -> Target | None:
        """Return where `url`, met at the address `base`, leads; None when that is not on our own site.

        Queries are left aside, percent-encoding is undone, and a folder means its `index.html`. An address that
        cannot be read leads to no file.
        """
        url = url.strip()
        # Most links are the same on every page, so each is resolved once: only relative ones depend on their page.
        start = f"{self.url}/" if not base or url.startswith(("/", "https://", "http://")) else base
        if (url, start) not in self._targets:
            self._targets[url, start] = self._resolve(url, start)
        return self._targets[url, start]

    def _resolve(self, url: str, start: str) -> Target | None:
        try:
            whole = urljoin(start, url)
            fragment = unquote(urlsplit(whole).fragment)
        except ValueError:
            return Target(url, "", "")
        path = links.resolve(whole, "", self.url)
        if path is not None:
            return Target(path, self.file(path), fragment)
        # A site that lives in a folder of its host is left by an address from the host's root, which nobody means.
        return Target(url, "", "") if url.startswith("/") and not url.startswith("//") else None

    def file(self, path: str) -> str:
        """Return the file that a host serves at a path of the site, or an empty text."""
        choices = (path, f"{path}index.html" if path.endswith("/") or not path else f"{path}/index.html")
        return next((choice for choice in choices if choice in self.files), "")

    def _read(self, path: str) -> Document | None:
        suffix = Path(path).suffix.lower()
        if suffix not in _HTML + _XML + _JSON + _TEXT:
            return None
        data, address = (self.folder / path).read_bytes(), self.address(path)
        if suffix in _HTML:
            return read_page(data, path, address)
        if suffix in _XML:
            return read_xml(data, path, address)
        text = data.decode(errors="replace")
        return _read_text(_FOLD.sub("", text) if suffix in _FOLDED else text, path, address)


def _read_text(text: str, path: str, address: str) -> Document:
    """Return a JSON file by its texts, and any other by the quoted texts, addresses and paths in it."""
    try:
        found = tuple(Mark(text, 0) for text in strings(json.loads(text)))
    except ValueError:
        found = tuple(
            Mark(match[match.lastindex or 0], number)
            for number, line in enumerate(text.replace(r"\/", "/").splitlines(), start=1)
            for pattern in (_QUOTED, _ADDRESS)
            for match in pattern.finditer(line)
        )
    return Document(path=path, base=address, mentions=found, names=found)


def _walk(folder: Path) -> list[str]:
    return [Path(parent, name).relative_to(folder).as_posix() for parent, _, names in os.walk(folder) for name in names]
