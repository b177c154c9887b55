"""What Pelican would let pass: bad posts that vanish, and two sources for one output file.

Pelican skips a post that it cannot read and ends with status 0. Here every such post is listed, each with its line
and the remedy, before anything is written.
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Final

from pelican.utils import get_date

from pelican_crossing.adapters.read import Reading, source_of
from pelican_crossing.errors import ContentError, IdentityError, Problem, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pelican.generators import Generator

    from pelican_crossing.adapters.views import SiteView

_STATUSES: Final = ("published", "draft", "hidden")
_DATES: Final = ("date", "modified")


def refuse_bad_sources(generators: Iterable[Generator], content: Path, root: Path, messages: Iterable[str]) -> None:
    """Raise ContentError if Pelican could not use a file; `messages` are what Pelican said about errors."""
    failed = sorted(
        {
            path
            for generator in generators
            for path, item in generator.context["generated_content"].items()
            if item is None
        }
    )
    said = list(messages)
    problems: list[Problem] = []
    for path in failed:
        shown = _shown(content / path, root)
        own = list(diagnose(content / path, shown))
        theirs = [Problem(shown, 0, text, "mend this file") for text in said if path in text]
        problems += own or theirs or [Problem(shown, 0, "Pelican could not read this file", "see its front matter")]
    if problems:
        raise ContentError(*problems)


def diagnose(path: Path, shown: str) -> Iterator[Problem]:
    """Yield what is wrong with the front matter of a Markdown or reStructuredText file, line by line."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        yield Problem(shown, line, "the text is not UTF-8", "save the file as UTF-8")
        return
    except OSError as error:
        yield Problem(shown, 0, f"cannot be read: {error.strerror}", "see its permissions")
        return
    if not text.strip():
        yield Problem(shown, 1, "the file is empty", "give it a 'Title:' and a 'Date:', or remove it")
        return
    fields = dict(_front_matter(text))
    for name in ("title", "date"):
        if name not in fields:
            yield Problem(shown, 1, f"there is no '{name.title()}:' at the top", f"add a line '{name.title()}: ...'")
    for name, (line, value) in fields.items():
        if name in _DATES and not _is_date(value):
            yield Problem(shown, line, f"'{value}' is not a date", "write it as 2026-03-14 09:30")
        elif name == "status" and value.lower() not in _STATUSES:
            yield Problem(shown, line, f"'{value}' is not a status", nearest(value.lower(), _STATUSES))


def _front_matter(text: str) -> Iterator[tuple[str, tuple[int, str]]]:
    """Yield (name, (line, value)) of the `Name: value` or `:name: value` lines before the first empty line."""
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            if number == 1 or text.lstrip().startswith(("#", "=")):
                continue
            return
        name, colon, value = line.strip().lstrip(":").partition(":")
        if colon and not line[0].isspace() and " " not in name:
            yield name.lower(), (number, value.strip())


def _is_date(value: str) -> bool:
    try:
        get_date(value)
    except (ValueError, OverflowError):
        return False
    return True


def refuse_collisions(reading: Reading, ours: Iterable[tuple[str, str]], root: Path) -> None:
    """Raise ContentError if two sources want one output file, also when only the case of a letter differs.

    `ours` are the files that we make ourselves, as (path in the output, what makes it).
    """
    makers: dict[str, list[tuple[str, str]]] = {}
    contents = ((str(content.save_as), source_of(content, root)) for content in reading.contents.values())
    for path, maker in [*sorted(contents, key=itemgetter(1)), *ours]:
        if path:
            makers.setdefault(path.casefold(), []).append((maker, path))
    problems = [
        Problem(
            "",
            0,
            f"{' and '.join(maker for maker, _ in several)} make the same file, {several[0][1]}",
            "give one of them another 'Slug:' (or another alias)",
        )
        for several in makers.values()
        if len(several) > 1
    ]
    if problems:
        raise ContentError(*sorted(problems))


def refuse_broken_promises(view: SiteView) -> None:
    """Raise IdentityError if an event promises a post that no reader can find."""
    events = view.identity.events if view.identity else ()
    listed = {post.key for post in view.site.listed}
    problems = [
        Problem("identity.toml", 0, f"the event '{event.id}' promises '{slug}', which is not published", remedy)
        for event in events
        for slug in event.posts
        if slug not in listed
        for remedy in (nearest(slug, listed) if listed else "write the post first",)
    ]
    if problems:
        raise IdentityError(*problems)


def _shown(path: Path, root: Path) -> str:
    path = path.resolve()
    return str(path.relative_to(root)) if path.is_relative_to(root) else str(path)
