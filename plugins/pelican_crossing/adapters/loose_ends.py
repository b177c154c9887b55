"""What a post or the identity says that means nothing, and that would otherwise be passed over in silence."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from pelican_crossing.adapters.permalinks import is_permalink
from pelican_crossing.adapters.read import Reading, shown_path, source_of
from pelican_crossing.errors import ContentError, IdentityError, Problem, nearest
from pelican_crossing.identity.locate import line_of, locate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pelican.contents import Content

    from pelican_crossing.identity.model import Identity
    from pelican_crossing.model import Post, Site

_UNRESOLVED: Final = re.compile(r"""(?:href|src)=["']([{|](?:filename|static|attach)[}|][^"']*)["']""")


class _Fault(NamedTuple):
    """A fault of a post; `sign` is a text that stands in the line at fault."""

    sign: str
    what: str
    remedy: str


def refuse_loose_ends(reading: Reading, root: Path) -> None:
    """Raise ContentError for a link, neighbour, place in a series or alias that means nothing."""
    slugs = {post.slug for post in reading.site.posts} | {post.key for post in reading.site.posts}
    problems = [
        Problem(
            source_of(content, root), _line_of(Path(str(content.source_path)), fault.sign), fault.what, fault.remedy
        )
        for post in reading.site.posts
        for content in (reading.contents[post.key],)
        for fault in (*_nameless(post, content), *_dangling(post, content, slugs))
    ]
    if problems:
        raise ContentError(*sorted(problems))


def _nameless(post: Post, content: Content) -> Iterator[_Fault]:
    """Yield what of a post cannot have an address: its title, a tag, its category."""
    if not post.slug:
        yield _Fault("Title:", "no address can be made from the title", "add a line 'Slug: some-name'")
    named = {"Tags:": getattr(content, "tags", ()), "Category:": [getattr(content, "category", None)]}
    for field, names in named.items():
        for name in names:
            if name is not None and not name.slug:
                yield _Fault(field, f"no address can be made from '{name}'", "use letters or digits in it")


def _dangling(post: Post, content: Content, slugs: set[str]) -> Iterator[_Fault]:
    """Yield what a post refers to and is not there."""
    for target in dict.fromkeys(_UNRESOLVED.findall(post.html)):
        yield _Fault(target, f"{target} names no file", "correct the path; it starts here, or after a / in content/")
    series_index = str(content.metadata.get("series_index", ""))
    if series_index and post.series_index is None:
        yield _Fault("Series_index:", f"'{series_index}' is not a number", "write Series_index: 2")
    for slug in (*post.related, *post.related_not):
        if slug not in slugs:
            yield _Fault("Related", f"'{slug}' is the slug of no post", nearest(slug, slugs))
    for alias in post.aliases:
        if not is_permalink(alias):
            yield _Fault(alias, f"the alias {alias} is not an old permalink", "write it as /2019/04/old-name.html")


def _line_of(path: Path, sign: str) -> int:
    """Return the first line of a file that holds `sign`, in whatever case; 0 where none does."""
    lines = path.read_text(encoding="utf-8-sig", errors="replace").casefold().splitlines()
    return next((number for number, line in enumerate(lines, start=1) if sign.casefold() in line), 0)


def refuse_broken_promises(identity: Identity, site: Site, root: Path) -> None:
    """Raise IdentityError if an event promises a post that no reader can find."""
    listed = {post.key for post in site.listed}
    lines = locate(identity.path.read_text(encoding="utf-8-sig"))
    remedy = "write the post first, or take it out of the list"
    problems = [
        Problem(
            shown_path(identity.path, root),
            line_of(("events", number, "posts", place), lines),
            f"the event '{event.id}' promises '{slug}', which is not a published post",
            nearest(slug, listed) if listed else remedy,
        )
        for number, event in enumerate(identity.events)
        for place, slug in enumerate(event.posts)
        if slug not in listed
    ]
    if problems:
        raise IdentityError(*problems)
