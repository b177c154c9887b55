"""What Pelican would let pass: bad posts that vanish, and two sources for one output file.

Pelican skips a post that it cannot read and ends with status 0. Here every such post is listed, each with its line
and the remedy, before anything is written.
"""

from __future__ import annotations

import os
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pelican.utils import get_date

from pelican_crossing.adapters.read import Reading, shown_path, source_of
from pelican_crossing.errors import ContentError, Problem, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pelican.generators import Generator


_MARKDOWN: Final = frozenset({".md", ".markdown", ".mkd", ".mdown"})
_STATUSES: Final = ("published", "draft", "hidden", "skip")
_DOTFILES: Final = frozenset({".well-known", ".nojekyll", ".htaccess"})
_DATES: Final = ("date", "modified")


def refuse_odd_files(content: Path, root: Path) -> None:
    """Raise ContentError if the content folder holds a pipe, socket or device: reading it would never end."""
    problems = [
        Problem(shown_path(path, root), 0, "is neither a file nor a folder", "take it out of the content folder")
        for folder, _, names in os.walk(content)
        for path in (Path(folder) / name for name in sorted(names))
        if path.exists() and not path.is_file()
    ]
    if problems:
        raise ContentError(*problems)


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
        shown = shown_path(content / path, root)
        own = list(diagnose(content / path, shown))
        theirs = [Problem(shown, 0, text, "fix this file") for text in said if path in text]
        problems += own or theirs or [Problem(shown, 0, "Pelican could not read this file", "check its front matter")]
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
        yield Problem(shown, 0, f"cannot be read: {error.strerror}", "check its permissions")
        return
    if not text.strip():
        yield Problem(shown, 1, "the file is empty", "give it a 'Title:' and a 'Date:', or remove it")
        return
    fields = dict(_front_matter(text))
    # Other formats have other places for these.
    for name in ("title", "date") if path.suffix in _MARKDOWN else ():
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


def refuse_outsiders(generators: Iterable[Generator], content: Path, root: Path) -> None:
    """Raise ContentError if a file from outside the content folder, or a hidden one, would be published.

    `{attach}../../x` and a symbolic link can name any file that the author may read.
    """
    sources = {
        str(static.source_path) for generator in generators for static in generator.context["static_content"].values()
    }
    problems = [
        Problem(shown_path(Path(source), root), 0, "would be published, but is no file of the content folder", remedy)
        for source in sorted(sources)
        for remedy in ("copy it into the content folder if all the world may read it, or take the link to it out",)
        if not _is_public(Path(source), content.resolve())
    ]
    if problems:
        raise ContentError(*problems)


def _is_public(source: Path, content: Path) -> bool:
    if not source.resolve().is_relative_to(content):
        return False
    inside = Path(os.path.abspath(source)).relative_to(content).parts  # noqa: PTH100 - resolve() would follow links
    return not any(part.startswith(".") and part not in _DOTFILES for part in inside)


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
