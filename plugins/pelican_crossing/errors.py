"""What can go wrong, as one tree.

    CrossingError            something the user can mend; shown without a traceback
    ├── UsageError       2   the command line
    ├── SettingsError    2   pelicanconf.py, publishconf.py
    ├── IdentityError    2   identity.toml
    ├── ContentError     1   posts and pages
    ├── ExportError      1   an export of comments that cannot be read
    ├── StoreError       1   the comment store
    ├── CheckError       3   the gate found something that must not be published
    ├── OutputError      4   files could not be written
    └── PublishError     5   the site did not reach its target, or not all that follows was done

The numbers are exit statuses. Every error carries its `Problem`s: what was found, where, and what to do.
Anything else that is raised is a bug of ours and shows its traceback.
"""

from __future__ import annotations

import difflib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend.

    `path` is a file, an address or the name of a setting; `line` counts from 1, 0 where it does not apply.
    """

    path: str
    line: int
    what: str
    remedy: str = ""

    def __str__(self) -> str:
        """Return `path:line: what`, and the remedy on a line of its own."""
        where = f"{self.path}:{self.line}: " if self.line else f"{self.path}: " if self.path else ""
        return f"{where}{self.what}" + (f"\n  -> {self.remedy}" if self.remedy else "")


class CrossingError(Exception):
    """The base of all errors that a user can mend."""

    exit_status: int = 1

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class UsageError(CrossingError):
    """The command line asks for something that cannot be."""

    exit_status = 2


class SettingsError(CrossingError):
    """A setting is missing, unknown or of the wrong kind."""

    exit_status = 2


class IdentityError(CrossingError):
    """`identity.toml` is missing or says something that cannot be."""

    exit_status = 2


class ContentError(CrossingError):
    """A post or page cannot be published as it is."""


class ExportError(CrossingError):
    """An export cannot be read; nothing of it was imported."""


class StoreError(CrossingError):
    """The comment store is damaged or was changed by hand into something unreadable."""


class CheckError(CrossingError):
    """The finished output has faults that must not be published."""

    exit_status = 3


class OutputError(CrossingError):
    """Files could not be written."""

    exit_status = 4


class PublishError(CrossingError):
    """The target did not take the site, or did not let older releases be removed.

    Readers see a whole site in either case: the one before, or the new one where it was switched on already.
    """

    exit_status = 5


def told(error: CrossingError) -> str:
    """Return the message for the terminal: paths below the current folder are relative to it."""
    return f"crossing: {error}".replace(f"{Path.cwd()}{os.sep}", "")


def nearest(name: str, known: Iterable[str]) -> str:
    """Return a remedy that names the nearest known name, or all of them when none is near."""
    names = sorted(known)
    close = difflib.get_close_matches(name, names, n=1, cutoff=0.6)
    return f"did you mean '{close[0]}'?" if close else f"known here: {', '.join(names)}"
