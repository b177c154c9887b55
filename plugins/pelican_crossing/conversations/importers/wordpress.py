"""Read a WordPress export (WXR 1.0 to 1.2), and the form of it that Disqus reads for imports.

Posts and comments are in one RSS file; elements are told by local name, since the namespace changes with the
version and from http to https. Comment numbers are unique within a blog only, so ids carry the blog's address. The
e-mail address of a comment tells the site's author and goes no further; IP addresses are not read.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from html import unescape
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from pelican_crossing.conversations.autop import autop
from pelican_crossing.conversations.importers import xml
from pelican_crossing.conversations.importers.export import Export, SourceComment, SourceThread, instant

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml import etree

    from pelican_crossing.model import CommentKind, CommentStatus

NAME: Final = "wordpress"

_WANTED: Final = frozenset({"channel/base_blog_url", "channel/link", "channel/author", "channel/item", "item/comment"})
_STATES: Final[dict[str, tuple[CommentStatus, str]]] = {
    "1": ("published", ""),
    "approve": ("published", ""),
    "0": ("pending", "pending"),
    "hold": ("pending", "pending"),
    "spam": ("spam", "spam"),
    "trash": ("trash", "trash"),
    "post-trashed": ("trash", "post-trashed"),
}
_KINDS: Final[dict[str, CommentKind]] = {
    "": "comment",
    "comment": "comment",
    "pingback": "pingback",
    "trackback": "trackback",
}


def read(path: Path) -> Export:
    """Return the threads and comments of the export; raise ExportError when it cannot be read whole."""
    return xml.read(path, NAME, _WANTED, _threads)


@dataclass(slots=True)
class _Blog:
    """What the head of the file tells of the blog and its authors."""

    base: str = ""
    link: str = ""
    users: set[str] = field(default_factory=set)
    mails: set[str] = field(default_factory=set)


def _threads(elements: Iterator[etree._Element]) -> tuple[SourceThread, ...]:
    blog = _Blog()
    threads: list[SourceThread] = []
    comments: list[SourceComment] = []
    for element in elements:
        match xml.local(element):
            case "comment":
                comments.append(_comment(xml.fields(element), blog))
            case "item":
                threads.append(_thread(element, comments, blog))
                comments = []
            case "author":
                _add_author(blog, xml.fields(element))
            case "base_blog_url":
                blog.base = blog.base or (element.text or "").strip()
            case _:
                blog.link = blog.link or (element.text or "").strip()
    return tuple(threads)


def _add_author(blog: _Blog, values: dict[str, str]) -> None:
    if "author_id" in values:
        blog.users.add(values["author_id"])
    elif "author_email" in values:
        blog.mails.add(values["author_email"].lower())


def _thread(element: etree._Element, comments: list[SourceComment], blog: _Blog) -> SourceThread:
    values = xml.fields(element)
    link, number = values.get("link", ""), values.get("post_id", "")
    key = _blog_key(blog, link)
    named = (number, values.get("guid", ""), values.get("thread_identifier", ""))
    return SourceThread(
        id=f"wp:{key}:post:{number or link}",
        url=link,
        title=unescape(values.get("title", "")),
        slug=values.get("post_name", ""),
        identifiers=tuple(dict.fromkeys(name for name in named if name)),
        date=instant(values.get("post_date_gmt", "")) or instant(values.get("post_date", "")),
        comments=tuple(
            replace(
                comment,
                id=f"wp:{key}:{comment.id}",
                parent=f"wp:{key}:{comment.parent}" if comment.parent else "",
            )
            for comment in comments
        ),
    )


def _blog_key(blog: _Blog, link: str) -> str:
    """Return the blog's host and path, since several may live on one host; without a head, the host of a post."""
    parts = urlsplit(blog.base or blog.link)
    host = parts.netloc or urlsplit(link).netloc
    return "/".join(filter(None, (host.lower().removeprefix("www."), parts.path.strip("/")))) or "blog"


def _comment(values: dict[str, str], blog: _Blog) -> SourceComment:
    """Return a comment whose ids still lack the blog."""
    text = values.get("comment_content", "")
    time = instant(values.get("comment_date_gmt", ""))
    local_time = instant(values.get("comment_date", ""))
    kind = values.get("comment_type", "")
    status, reason = _STATES.get(values.get("comment_approved", "1"), ("pending", "pending"))
    if kind not in _KINDS and not reason:
        status, reason = "pending", f"type {kind}"
    parent = values.get("comment_parent", "0")
    return SourceComment(
        id=values.get("comment_id") or _digest(values),
        parent="" if parent == "0" else parent,
        author=unescape(values.get("comment_author", "")),
        url=values.get("comment_author_url", ""),
        html=autop(text),
        date=time or local_time,
        tz_unknown=time is None and local_time is not None,
        kind=_KINDS.get(kind, "comment"),
        status=status,
        reason=reason,
        by_owner=_is_author(values, blog),
    )


def _digest(values: dict[str, str]) -> str:
    """Return an id for a comment without one, the same at every import."""
    names = ("comment_author", "comment_date_gmt", "comment_date", "comment_content")
    return "x" + hashlib.sha256("\0".join(values.get(name, "") for name in names).encode()).hexdigest()[:16]


def _is_author(values: dict[str, str], blog: _Blog) -> bool:
    """Whether a logged-in author of the blog wrote the comment; what a visitor may type proves nothing."""
    user = values.get("comment_user_id", "0")
    return user != "0" and (user in blog.users or values.get("comment_author_email", "").lower() in blog.mails)
