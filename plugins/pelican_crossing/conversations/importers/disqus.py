"""Read a Disqus XML export.

The file lists all threads (pages) and then all posts (comments), joined by numbers. E-mail and IP addresses are in
old exports; they are not read. A username belongs to an account at Disqus, a name is whatever a visitor typed.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from pelican_crossing.conversations.importers import xml
from pelican_crossing.conversations.importers.export import Export, SourceComment, SourceThread, instant

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml import etree

    from pelican_crossing.model import CommentStatus

NAME: Final = "disqus"

_WANTED: Final = frozenset({"disqus/thread", "disqus/post"})


def read(path: Path) -> Export:
    """Return the threads and comments of the export; raise ExportError when it cannot be read whole."""
    return xml.read(path, NAME, _WANTED, _threads)


@dataclass(slots=True)
class _Gathered:
    threads: dict[str, SourceThread] = field(default_factory=dict)
    deleted: set[str] = field(default_factory=set)
    comments: defaultdict[str, list[SourceComment]] = field(default_factory=lambda: defaultdict(list))


def _threads(elements: Iterator[etree._Element]) -> tuple[SourceThread, ...]:
    """Return all threads; comments of one that the export does not describe get one without an address."""
    gathered = _Gathered()
    for element in elements:
        if xml.local(element) == "thread":
            _add_thread(gathered, element)
        else:
            _add_comment(gathered, element)
    for id_ in gathered.comments:
        gathered.threads.setdefault(id_, SourceThread(id=f"{NAME}:{id_}"))
    return tuple(
        replace(thread, comments=_of_thread(gathered.comments[id_], deleted=id_ in gathered.deleted))
        for id_, thread in gathered.threads.items()
    )


def _of_thread(comments: list[SourceComment], *, deleted: bool) -> tuple[SourceComment, ...]:
    if not deleted:
        return tuple(comments)
    return tuple(
        comment if comment.reason else replace(comment, status="deleted", reason="thread deleted")
        for comment in comments
    )


def _add_thread(gathered: _Gathered, element: etree._Element) -> None:
    values = xml.fields(element)
    id_ = _number(element) or values.get("link", "")
    thread = SourceThread(
        id=f"{NAME}:{id_}",
        url=values.get("link", ""),
        title=values.get("title", ""),
        identifiers=(values["id"],) if "id" in values else (),
        date=instant(values.get("createdAt", "")),
    )
    gathered.threads.setdefault(id_, thread)
    if _is_true(values.get("isDeleted")):
        gathered.deleted.add(id_)


def _add_comment(gathered: _Gathered, element: etree._Element) -> None:
    values = xml.fields(element)
    children = {xml.local(child): child for child in element}
    author = xml.fields(children["author"]) if "author" in children else {}
    thread = _number(children.get("thread"))
    parent = _number(children.get("parent"))
    status, reason = _status(values)
    comment = SourceComment(
        id=f"{NAME}:{_number(element, text=False) or _digest(thread, values, author)}",
        parent=f"{NAME}:{parent}" if parent else "",
        author=author.get("name", ""),
        username="" if _is_true(author.get("isAnonymous")) else author.get("username", ""),
        html=values.get("message", ""),
        date=instant(values.get("createdAt", "")),
        status=status,
        reason=reason,
    )
    gathered.comments[thread].append(comment)


def _number(element: etree._Element | None, *, text: bool = True) -> str:
    """Return the number of a record or reference: its attribute `id`, in references of old files the text."""
    if element is None:
        return ""
    for name, value in element.items():
        if str(name).rpartition("}")[2].rpartition(":")[2] == "id":
            return str(value).strip()
    return (element.text or "").strip() if text else ""


def _digest(thread: str, values: dict[str, str], author: dict[str, str]) -> str:
    """Return an id for a comment without one, the same at every import."""
    parts = (thread, author.get("name", ""), values.get("createdAt", ""), values.get("message", ""))
    return "x" + hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def _status(values: dict[str, str]) -> tuple[CommentStatus, str]:
    if _is_true(values.get("isSpam")):
        return "spam", "spam"
    if _is_true(values.get("isDeleted")):
        return "deleted", "deleted"
    return "published", ""


def _is_true(text: str | None) -> bool:
    return (text or "").strip().lower() in {"true", "1"}
