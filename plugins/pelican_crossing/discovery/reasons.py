"""Why one post leads to another, as data and in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

ReasonKind = Literal[
    "pick",
    "series",
    "links_here",
    "linked_from_here",
    "tags",
    "words",
    "sources",
    "week",
    "category",
    "earlier",
    "later",
]

_LONGEST: Final = 6
_PLAIN: Final[dict[ReasonKind, str]] = {
    "pick": "picked by the author",
    "series": "in the same series",
    "links_here": "links to this post",
    "linked_from_here": "linked from this post",
    "tags": "on the same topic",
    "words": "on a similar subject",
    "sources": "both link to one page",
    "week": "written the same week",
    "category": "in the same category",
    "earlier": "an earlier post",
    "later": "a later post",
}
# Openings for a reason that has names, the longest first.
_OPENINGS: Final[dict[ReasonKind, tuple[str, ...]]] = {
    "series": ("part of the series", "also in"),
    "tags": ("also about",),
    "words": ("both mention",),
    "sources": ("both link to",),
    "category": ("also filed under",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One piece of evidence that two posts belong together.

    `names` are the series, the category, the shared tags, the shared words as the author wrote them, or the host of
    a page that both link to, the most telling first; other kinds have none.
    """

    kind: ReasonKind
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """A related post: its key, how near it is (comparable within one list only), and why, strongest reason first."""

    key: str
    score: float
    reasons: tuple[Reason, ...]


def phrase(reason: Reason) -> str:
    """Return a reason in English, in at most six words: `also about spaced repetition`."""
    for count in range(len(reason.names), 0, -1):
        for opening in _OPENINGS.get(reason.kind, ()):
            text = f"{opening} {_listed(reason.names[:count])}"
            if len(text.split()) <= _LONGEST:
                return text
    return _PLAIN[reason.kind]


def _listed(names: tuple[str, ...]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
