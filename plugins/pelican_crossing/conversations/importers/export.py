"""What an export holds, in the words of its source: the one form that all importers return."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pelican_crossing.conversations.records import EARLIEST, LATEST

if TYPE_CHECKING:
    from pelican_crossing.model import CommentKind, CommentStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceComment:
    """A comment as the export has it: nothing in it is clean.

    `id` and `parent` begin with the source (`disqus:1234`). `reason` tells why it is not to be shown, and is empty
    for a published comment. `username` is the account at the source, if the writer was logged in; `by_owner` is
    set where the export itself proves that the site's author wrote it.
    """

    id: str
    date: datetime | None
    author: str
    html: str
    parent: str = ""
    url: str = ""
    username: str = ""
    kind: CommentKind = "comment"
    status: CommentStatus = "published"
    reason: str = ""
    by_owner: bool = False
    tz_unknown: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceThread:
    """The comments of one page, and everything the export tells about which page it was."""

    id: str
    url: str = ""
    title: str = ""
    slug: str = ""
    identifiers: tuple[str, ...] = ()
    date: datetime | None = None
    comments: tuple[SourceComment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """A whole export; `notes` say in plain words what had to be repaired while reading."""

    source: str
    threads: tuple[SourceThread, ...]
    notes: tuple[str, ...] = ()


def instant(text: str) -> datetime | None:
    """Return an ISO 8601 time in UTC; no zone means UTC.

    None where the text is none (`0000-00-00 00:00:00`) or lies outside of the years that the store takes.
    """
    try:
        time = datetime.fromisoformat(text.strip())
        utc = time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return utc if EARLIEST <= utc <= LATEST else None
