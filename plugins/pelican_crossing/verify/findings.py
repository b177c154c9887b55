"""What a check has to say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pelican_crossing.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A fault of the output; `path` is relative to it, `line` counts from 1, 0 where it does not apply."""

    path: str
    line: int
    rule: str
    what: str
    remedy: str

    @property
    def problem(self) -> Problem:
        """Return the finding as a problem to report."""
        return Problem(self.path, self.line, f"{self.what} [{self.rule}]", self.remedy)


@dataclass(frozen=True, slots=True)
class Report:
    """All findings, sorted, and how much was looked at: `counts` has pages, links, feeds, entries and cards."""

    findings: tuple[Finding, ...]
    counts: Mapping[str, int]
