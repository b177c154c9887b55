"""Notice that a source of the site has changed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from watchfiles import watch

from pelican_crossing.building.swap import MARKER

if TYPE_CHECKING:
    from pelican_crossing.settings import Settings

Stamps = Mapping[Path, tuple[int, int]]
"""For each file its modification time in nanoseconds and its size in bytes."""


def sources(settings: Settings, settings_file: Path) -> tuple[Path, ...]:
    """Return the files and folders from which the site is made; some may not exist.

    All Python and TOML files beside the settings are among them: the settings may import or read any of these.
    """
    templates = Path(__file__).parents[1] / "templates"
    beside = sorted([*settings.root.glob("*.py"), *settings.root.glob("*.toml")])
    named = (settings.content, settings.comments, settings.theme, settings.identity, templates, settings_file)
    return tuple(path for path in (*named, *beside) if path is not None)


def stamps(paths: Iterable[Path]) -> Stamps:
    """Return what tells one state of the sources from another.

    Hidden files and folders do not count, nor what an editor leaves beside a file, nor what a build has made.
    """
    found: dict[Path, tuple[int, int]] = {}
    for file in _files(paths):
        with suppress(FileNotFoundError):  # an editor's temporary file comes and goes
            status = file.stat()
            found[file] = (status.st_mtime_ns, status.st_size)
    return found


def wait_for_change(find: Callable[[], Iterable[Path]], before: Stamps) -> None:
    """Return when the sources that `find` returns are no longer as `before`, within a second if they are not now.

    The watcher only wakes us; the comparison decides. It is also made every second, so that no change is missed
    that comes before the watcher stands, or on a file system that reports none.
    """
    watched = [path for path in find() if path.exists()]
    with suppress(FileNotFoundError):  # removed since we looked, which is a change
        for _ in watch(*watched, watch_filter=None, rust_timeout=1000, yield_on_timeout=True):
            if stamps(find()) != before:
                return


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_file():
            yield path
        for parent, folders, names in os.walk(path):
            built = MARKER in names
            folders[:] = [] if built else [name for name in folders if not name.startswith(".")]
            yield from (
                Path(parent, name) for name in names if not (built or name.startswith(".") or name.endswith("~"))
            )
