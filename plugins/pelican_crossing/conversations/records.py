"""Write comments as JSON, and read them back with care: a store is a file that people and tools may touch.

The order of keys is fixed and what has its usual value is left out, so that a change is one line of a diff.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, get_args

from pelican_crossing.model import Comment, CommentKind, CommentStatus

if TYPE_CHECKING:
    from collections.abc import Mapping

EARLIEST: Final = datetime(1990, 1, 1, tzinfo=UTC)
LATEST: Final = datetime(2100, 1, 1, tzinfo=UTC)
"""Between these lies the time of every comment; at the ends of the calendar a change of time zone has no answer."""

_TEXTS: Final = ("id", "date", "author", "url", "parent", "kind", "status")
_FLAGS: Final = ("by_owner", "tz_unknown")
_LISTS: Final = ("aka", "html")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_CHOICES: Final = {"kind": get_args(CommentKind), "status": get_args(CommentStatus)}


class MalformedError(Exception):
    """A record is not what the store writes; the message says what to fix."""


def to_record(comment: Comment) -> dict[str, Any]:
    """Return the comment as a JSON object, the HTML as a list of lines."""
    record: dict[str, Any] = {"id": comment.id, "date": from_date(comment.date), "author": comment.author}
    optional = {
        "url": comment.url,
        "parent": comment.parent,
        "kind": "" if comment.kind == "comment" else comment.kind,
        "status": "" if comment.status == "published" else comment.status,
        "by_owner": comment.by_owner,
        "tz_unknown": comment.tz_unknown,
        "aka": list(comment.aka),
    }
    record.update((key, value) for key, value in optional.items() if value)
    return record | {"html": comment.html.split("\n") if comment.html else []}


def from_record(record: object) -> Comment:
    """Return the comment of a JSON object; raise MalformedError, in words for a reader, where it is none."""
    if not isinstance(record, dict):
        raise MalformedError("a comment must be an object in braces")
    check_keys(record, {*_TEXTS, *_FLAGS, *_LISTS}, {"id", "date", "author", "html"})
    texts = {key: text(record, key) for key in _TEXTS if key in record}
    for key, known in _CHOICES.items():
        if key in texts and texts[key] not in known:
            raise MalformedError(f"'{key}' must be one of {', '.join(known)}")
    for key in _FLAGS:
        if not isinstance(record.get(key, False), bool):
            raise MalformedError(f"'{key}' must be true or false")
    if not texts["id"]:
        raise MalformedError("'id' must not be empty")
    return Comment(
        **{
            **texts,
            **{key: record[key] for key in _FLAGS if key in record},
            "date": to_date(texts["date"]),
            "aka": text_list(record, "aka"),
            "html": "\n".join(text_list(record, "html")),
        }
    )


def check_keys(record: Mapping[str, Any], known: set[str], needed: set[str]) -> None:
    """Raise MalformedError when a needed key is missing or an unknown one is there."""
    if missing := sorted(needed - record.keys()):
        raise MalformedError(f"'{missing[0]}' is missing")
    if unknown := sorted(record.keys() - known):
        raise MalformedError(f"'{unknown[0]}' is not a known key")


def text(record: Mapping[str, Any], key: str) -> str:
    """Return a text of the record; raise MalformedError when it is none or cannot be written as UTF-8."""
    return _text(record.get(key, ""), key)


def text_list(record: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """Return a list of texts of the record; raise MalformedError when it is none."""
    values = record.get(key, [])
    if not isinstance(values, list):
        raise MalformedError(f"'{key}' must be a list of texts")
    return tuple(_text(value, key) for value in values)


def from_date(date: datetime | None) -> str:
    """Return a time as UTC with a `Z`, "" for none."""
    return date.astimezone(UTC).isoformat().replace("+00:00", "Z") if date else ""


def to_date(value: str) -> datetime | None:
    """Return the time that `from_date` wrote; raise MalformedError when it is none."""
    if not value:
        return None
    try:
        date = datetime.fromisoformat(value)
        utc = date.astimezone(UTC) if date.tzinfo else None
    except (ValueError, OverflowError):
        utc = None
    if utc is None:
        raise MalformedError(f"'date' must be a time like 2020-02-29T12:30:00Z, not {value!r}")
    if not EARLIEST <= utc <= LATEST:
        raise MalformedError(f"'date' must lie between {EARLIEST.year} and {LATEST.year}, not {value!r}")
    return utc


def _text(value: object, key: str) -> str:
    if not isinstance(value, str):
        raise MalformedError(f"'{key}' must be a text")
    if _SURROGATE.search(value):
        raise MalformedError(f"'{key}' holds half a character (a lone surrogate)")
    return value
