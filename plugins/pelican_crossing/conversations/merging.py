"""Join what an export says with what the store holds."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from pelican_crossing.conversations import sanitise
from pelican_crossing.model import Comment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pelican_crossing.conversations.importers.export import SourceComment

DUPLICATE: Final = "duplicate"
"""The reason for not importing a comment that the export holds twice."""

_NO_COMMENTS_BEFORE: Final = datetime(1995, 1, 1, tzinfo=UTC)
_AT_THE_END: Final = datetime.max.replace(tzinfo=UTC)


@dataclass(slots=True)
class Tally:
    """What became of the comments, counted while it happens."""

    imported: int = 0
    unchanged: int = 0
    not_imported: Counter[str] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)


def tell_apart(homes: Mapping[str, Iterable[SourceComment]], tally: Tally) -> dict[str, list[SourceComment]]:
    """Return the comments of each home with ids that are unique in the export.

    Of several comments with one id and home that are alike in everything, one stays. Of those that differ, the first
    (published before withheld, then by date) keeps the id, the others get a digest of their content after a `~`;
    replies in their home follow them.
    """
    named: defaultdict[str, Counter[tuple[str, SourceComment]]] = defaultdict(Counter)
    for home, comments in homes.items():
        for comment in comments:
            named[comment.id][home, comment] += 1
    distinct: dict[str, list[SourceComment]] = {home: [] for home in homes}
    renamed: dict[tuple[str, str], str] = {}
    for id_, variants in named.items():
        tally.not_imported[DUPLICATE] += variants.total() - len(variants)
        for number, (home, comment) in enumerate(sorted(variants, key=_rank)):
            new = f"{id_}~{_digest(home, comment)}" if number else id_
            renamed.setdefault((home, id_), new)
            distinct[home].append(replace(comment, id=new) if number else comment)
    return {
        home: [_follow(comment, renamed.get((home, comment.parent))) for comment in comments]
        for home, comments in distinct.items()
    }


def merge(
    held: Mapping[str, Comment],
    moved: Mapping[str, Comment],
    incoming: Iterable[SourceComment],
    owners: frozenset[str],
    tally: Tally,
) -> dict[str, Comment]:
    """Return all comments of a home: those `held` there, those `moved` there and those of the export.

    `owners` are the accounts of the site's author, case-folded. A comment once known as the author's stays so: an
    import without them must not take it back.
    """
    merged = {**moved, **held}
    withheld: dict[str, Comment] = {}
    for source in incoming:
        if source.reason:
            tally.not_imported[source.reason] += 1
            if source.id in merged:
                merged[source.id] = replace(merged[source.id], status=source.status)
            else:
                withheld[source.id] = _place_of(source)
            continue
        comment = cleaned(source, owners)
        if comment.id in merged and merged[comment.id].by_owner:
            comment = replace(comment, by_owner=True)
        _take_note(source, tally)
        if held.get(comment.id) == comment:
            tally.unchanged += 1
        else:
            tally.imported += 1
            merged[comment.id] = comment
    return _with_parents(merged, withheld)


def cleaned(source: SourceComment, owners: frozenset[str] = frozenset()) -> Comment:
    """Return a comment of an export as the store keeps it, everything in it harmless."""
    return Comment(
        id=source.id,
        date=source.date,
        author=sanitise.clean_name(source.author),
        html=sanitise.clean(source.html),
        url=sanitise.clean_url(source.url),
        parent=source.parent,
        kind=source.kind,
        by_owner=source.by_owner or (bool(source.username) and source.username.casefold() in owners),
        tz_unknown=source.tz_unknown,
    )


def _place_of(source: SourceComment) -> Comment:
    """Return what is kept of a withheld comment: where it stood, but neither name nor words."""
    return Comment(
        id=source.id,
        date=source.date,
        author="",
        html="",
        parent=source.parent,
        kind=source.kind,
        status=source.status,
        tz_unknown=source.tz_unknown,
    )


def _with_parents(merged: dict[str, Comment], withheld: Mapping[str, Comment]) -> dict[str, Comment]:
    """Return `merged` and, of the withheld comments, those that stand above a published one."""
    for comment in list(merged.values()):
        above = comment.parent if comment.status == "published" else ""
        while above in withheld and above not in merged:
            merged[above] = withheld[above]
            above = withheld[above].parent
    return merged


def _rank(variant: tuple[str, SourceComment]) -> tuple[bool, datetime, str]:
    home, comment = variant
    return bool(comment.reason), comment.date or _AT_THE_END, _digest(home, comment)


def _digest(home: str, comment: SourceComment) -> str:
    date = comment.date.isoformat() if comment.date else ""
    words = (home, comment.author, date, comment.html, comment.parent, comment.url, comment.username, comment.reason)
    flags = (comment.kind, str(comment.by_owner), str(comment.tz_unknown))
    return hashlib.sha256("\0".join(words + flags).encode()).hexdigest()[:8]


def _follow(comment: SourceComment, parent: str | None) -> SourceComment:
    return comment if parent in {None, comment.parent} else replace(comment, parent=parent or "")


def _take_note(source: SourceComment, tally: Tally) -> None:
    if sanitise.too_long(source.html):
        tally.notes[f"characters of {source.id} over the limit, cut"] += len(source.html) - sanitise.LIMIT
    if source.date is None:
        tally.notes["comments without a date"] += 1
    elif not _NO_COMMENTS_BEFORE < source.date < datetime.now(UTC) + timedelta(days=1):
        tally.notes["comments dated before 1995 or in the future"] += 1
