"""Tell what an import did, in numbers that add up."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pelican_crossing.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pelican_crossing.conversations.store import Unmatched


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The outcome of one import; every comment that was read is counted in one place.

    `imported` are new or changed in the store, `unmatched` those of them that belong to no post yet,
    `not_imported` counts the others by reason. `waiting` are all threads in the store without a post, `map_path` is
    where the site's author places them, `notes` tell what had to be repaired in the file.
    """

    file: str
    source: str
    read: int
    imported: int
    unchanged: int
    not_imported: Mapping[str, int]
    unmatched: int
    map_path: Path
    waiting: tuple[Unmatched, ...] = ()
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """See that nothing was lost on the way."""
        assert self.read == self.imported + self.unchanged + sum(self.not_imported.values())
        assert self.unmatched <= self.imported

    @property
    def problem(self) -> Problem | None:
        """What to tell after the table, with a failing exit status: an export without a single comment."""
        if self.read:
            return None
        what = "the export holds no comments; nothing was written"
        return Problem(self.file, 0, what, "check that comments were chosen when it was made")

    def as_json(self) -> dict[str, Any]:
        """Return the numbers as an object for `--json`."""
        return {
            "file": self.file,
            "source": self.source,
            "read": self.read,
            "imported": self.imported,
            "unchanged": self.unchanged,
            "not_imported": dict(self.not_imported),
            "unmatched": self.unmatched,
        }

    def as_text(self) -> str:
        """Return the table, what had to be repaired, and the threads that want a place, all safe to print."""
        rows = [
            ("read", self.read),
            ("imported", self.imported),
            ("  of them without a post", self.unmatched),
            ("unchanged", self.unchanged),
            ("not imported", sum(self.not_imported.values())),
            *((f"  {reason}", count) for reason, count in self.not_imported.items()),
        ]
        width = max(len(label) for label, _ in rows)
        lines = [f"{self.file} ({self.source})", *(f"  {label:<{width}}  {count:>7,}" for label, count in rows)]
        lines += [f"note: {note}" for note in self.notes]
        return "\n".join(printable(line) for line in lines + self._waiting())

    def _waiting(self) -> list[str]:
        if not self.waiting:
            return []
        threads = sorted(self.waiting, key=lambda thread: (-len(thread.comments), thread.url, thread.id))
        subject = "1 thread belongs" if len(threads) == 1 else f"{len(threads):,} threads belong"
        return [
            "",
            f"{subject} to no post; the comments are kept, but not shown. To place them, add a line for each thread",
            f"to {_shown(self.map_path)} (old address or identifier, comma, key of the post) and import again:",
            *(f"  {len(thread.comments):>5,}  {_name(thread)}  {thread.title}".rstrip() for thread in threads),
        ]


def _name(thread: Unmatched) -> str:
    return thread.url or " ".join(thread.identifiers) or thread.id


def _shown(path: Path) -> str:
    """Return a path as the user would type it here."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def printable(text: str) -> str:
    """Return text that cannot steer a terminal: control and format characters become escapes."""
    return "".join(
        char.encode("unicode_escape").decode() if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else char
        for char in text
    )
