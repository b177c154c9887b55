"""Read exports of comments: one module for each source, found by looking into the file.

An importer is a module with a `NAME` and `read(path) -> Export`. To add one, write the module and name it in
`sniff`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from pelican_crossing.errors import ExportError, Problem

if TYPE_CHECKING:
    from pathlib import Path

    from pelican_crossing.conversations.importers.export import Export

_REMEDY: Final = (
    "give the XML file that Disqus (Admin, Moderation, Export) or WordPress (Tools, Export, All content) writes"
)
_LOOKS_LIKE: Final = {
    "": "text that is not XML",
    "feed": "an Atom feed",
    "html": "a web page, perhaps of a login form",
    "opml": "a list of feeds (OPML)",
    "rss": "an RSS feed without WordPress's own elements",
    "urlset": "a sitemap",
}


class Importer(Protocol):
    """What the module of a source offers."""

    NAME: str

    def read(self, path: Path) -> Export:
        """Return everything that the export holds; raise ExportError when it cannot be read whole."""


def sniff(path: Path) -> Importer:
    """Return the importer for a file, whatever its name, told by its content.

    Raises ExportError, saying what the file looks like, when no importer knows it.
    """
    from pelican_crossing.conversations.importers import disqus, wordpress
    from pelican_crossing.conversations.importers.decoding import head
    from pelican_crossing.conversations.importers.xml import root_of

    text = head(path)
    root = root_of(text, path)
    if root == "disqus":
        return disqus
    if root == "rss" and ("wordpress.org/export/" in text or "<wp:" in text or "<dsq:" in text):
        return wordpress
    looks = (
        "JSON"
        if not root and text.lstrip()[:1] in {"{", "["}
        else _LOOKS_LIKE.get(root, f"XML of another kind, <{root}>")
    )
    raise ExportError(Problem(str(path), 0, f"this looks like {looks}, not an export of comments", _REMEDY))
