"""Arrange the comments of a post into threads.

Nothing here calls itself: a conversation may be thousands of replies deep. Nothing is lost either: every
published comment is in `roots` or in `pings` once.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pelican_crossing.model import Comment, Thread

_AT_THE_END: Final = datetime.max.replace(tzinfo=UTC)
_NOT_AN_ANCHOR: Final = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A comment and the replies shown below it.

    A `removed` comment keeps its place because replies hang on it, and has neither name nor text. `was_reply` says
    that the comment answers one that is not here; `in_reply_to` is the comment that it answers where that is not
    the one above it, because the thread is deeper than the page shows.
    """

    comment: Comment
    anchor: str
    children: tuple[Node, ...] = ()
    removed: bool = False
    was_reply: bool = False
    in_reply_to: Comment | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Discussion:
    """What a page shows of a thread: `count` published comments in trees, and the pings apart.

    `anchors` gives for each comment and ping the `id` of its element, unique on the page.
    """

    roots: tuple[Node, ...] = ()
    pings: tuple[Comment, ...] = ()
    count: int = 0
    anchors: Mapping[str, str]


def arrange(thread: Thread, *, max_depth: int = 5) -> Discussion:
    """Return the thread as trees of at most `max_depth` levels, siblings by date.

    A comment that was removed stays as a placeholder while a published reply hangs on it. A reply whose parent is
    missing comes to the top. A ring of replies is cut at its earliest comment. What lies deeper than `max_depth`
    is shown on the last level. Takes time in proportion to the comments, and their sorting.
    """
    ordered = sorted(thread.comments, key=_order)
    talk = {comment.id: comment for comment in ordered if comment.kind == "comment"}
    parents = _parents(talk)
    shown = _shown(talk, parents)
    pings = tuple(comment for comment in ordered if comment.kind != "comment" and comment.status == "published")
    in_trees = [comment for comment in ordered if comment.id in shown]
    anchors = _anchors((*in_trees, *pings))
    return Discussion(
        roots=_trees(in_trees, parents, anchors, max_depth),
        pings=pings,
        count=sum(comment.status == "published" for comment in talk.values()),
        anchors=anchors,
    )


def anchor(comment: Comment) -> str:
    """Return the `id` that the comment's element wants, as Disqus and WordPress wrote it: `comment-1234`.

    Two sources may want the same one on a page; `Discussion.anchors` has them told apart.
    """
    return "comment-" + _NOT_AN_ANCHOR.sub("-", comment.id.rpartition(":")[2])


def _order(comment: Comment) -> tuple[datetime, str]:
    return comment.date or _AT_THE_END, comment.id


def _parents(talk: Mapping[str, Comment]) -> dict[str, str]:
    """Return comment -> parent without rings, and without parents that are not here."""
    parents = {id_: comment.parent for id_, comment in talk.items() if comment.parent in talk}
    settled: set[str] = set()
    for start in talk:
        path: list[str] = []
        here: str | None = start
        while here is not None and here not in settled:
            settled.add(here)
            path.append(here)
            here = parents.get(here)
        if here in path:
            ring = path[path.index(here) :]
            del parents[min(ring, key=lambda id_: _order(talk[id_]))]
    return parents


def _shown(talk: Mapping[str, Comment], parents: Mapping[str, str]) -> set[str]:
    """Return the published comments and everything above them."""
    shown: set[str] = set()
    for comment in talk.values():
        here = comment.id if comment.status == "published" else None
        while here is not None and here not in shown:
            shown.add(here)
            here = parents.get(here)
    return shown


def _anchors(comments: Iterable[Comment]) -> dict[str, str]:
    anchors: dict[str, str] = {}
    taken: set[str] = set()
    for comment in comments:
        wanted = anchor(comment)
        if wanted in taken:
            wanted = "comment-" + _NOT_AN_ANCHOR.sub("-", comment.id)
        base, number = wanted, 2
        while wanted in taken:
            wanted, number = f"{base}-{number}", number + 1
        taken.add(wanted)
        anchors[comment.id] = wanted
    return anchors


def _trees(
    shown: list[Comment], parents: Mapping[str, str], anchors: Mapping[str, str], max_depth: int
) -> tuple[Node, ...]:
    """Build the nodes from the deepest level up."""
    visible = {comment.id: _without_words(comment) for comment in shown}
    above = _places(shown, parents, max_depth)
    children: defaultdict[str, list[Node]] = defaultdict(list)
    for comment in sorted(shown, key=lambda comment: above[comment.id][1], reverse=True):
        parent, place = parents.get(comment.id, ""), above[comment.id][0]
        children[place].append(
            Node(
                comment=visible[comment.id],
                anchor=anchors[comment.id],
                children=tuple(children.pop(comment.id, ())),
                removed=comment.status != "published",
                was_reply=bool(comment.parent) and comment.parent not in visible,
                in_reply_to=visible[parent] if parent != place else None,
            )
        )
    return tuple(children[""])


def _without_words(comment: Comment) -> Comment:
    """Return what a page may know of a comment: of a removed one, only where it stood."""
    if comment.status == "published":
        return comment
    return replace(comment, author="", html="", url="", by_owner=False)


def _places(shown: list[Comment], parents: Mapping[str, str], max_depth: int) -> dict[str, tuple[str, int]]:
    """Return for each comment the one it is shown under ("" at the top), and its level from 1."""
    replies: defaultdict[str, list[str]] = defaultdict(list)
    for comment in shown:
        replies[parents.get(comment.id, "")].append(comment.id)
    places: dict[str, tuple[str, int]] = {}
    waiting = [(id_, "", 1) for id_ in replies[""]]
    while waiting:
        id_, place, level = waiting.pop()
        places[id_] = place, level
        below = (id_, level + 1) if level < max_depth else (place, level)
        waiting += [(reply, *below) for reply in replies[id_]]
    return places
