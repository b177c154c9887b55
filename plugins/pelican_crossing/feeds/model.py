"""A feed as data, whatever its format."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""When an empty feed was updated: any fixed time does, as long as it is not the time of the build."""

# XML 1.0 (5th edition) 2.2 forbids C0 controls, surrogates, U+FFFE and U+FFFF, and discourages C1 controls.
_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who wrote a feed or an entry; `uri` is their page."""

    name: str
    uri: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedLink:
    """Another post that a reader of an entry may want; `url` is whole."""

    url: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One post of a feed.

    `id` is the same for ever and in every feed. `html` is the whole body, with whole addresses; `title` and
    `summary` are plain text. `updated` is the author's date, never that of a comment or a build. What may change
    without the author (`related`) stands beside the body, because readers show a changed body as unread.
    """

    id: str
    title: str
    url: str
    published: datetime
    updated: datetime
    author: Author
    html: str
    summary: str = ""
    lang: str = "en"
    categories: tuple[str, ...] = ()
    related: tuple[RelatedLink, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed, its entries newest first; `url` is the page for people, `self_url` the feed's own address."""

    id: str
    title: str
    url: str
    self_url: str
    author: Author
    entries: tuple[Entry, ...]
    subtitle: str = ""
    lang: str = "en"

    @property
    def updated(self) -> datetime:
        """Return when the newest change was made, so that a rebuild without changes gives the same bytes."""
        return max((entry.updated for entry in self.entries), default=EPOCH)


def without_forbidden(text: str) -> str:
    """Return `text` without the characters that XML 1.0 cannot carry or advises against (control characters)."""
    return _FORBIDDEN.sub("", text)


def well_formed(feed: Feed) -> Feed:
    """Return the feed with every text of it fit for XML."""
    result: Feed = _cleaned(feed)
    return result


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return without_forbidden(value)
    if isinstance(value, tuple):
        return tuple(map(_cleaned, value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _cleaned(getattr(value, field.name)) for field in fields(value)})
    return value
