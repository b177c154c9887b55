"""Put a finished tree in the place of the output folder, at once.

The output folder is only ever replaced as a whole, and only where we made all of it: every tree that is put in place
carries the list of its files. So a mistyped path costs nothing, and neither does a `.git` or a note left in there.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pelican_crossing.errors import OutputError, Problem
from pelican_crossing.files import write_atomically

if TYPE_CHECKING:
    from collections.abc import Iterable

MARKER: Final = ".crossing-output"
"""The file that marks an output folder as ours and lists what is in it. It is never deployed."""

_LITTER: Final = frozenset({MARKER, ".DS_Store", "Thumbs.db"})
_AT_FDCWD: Final = -100
_RENAME_EXCHANGE: Final = 2
_NOT_HERE: Final = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP})


def put_in_place(stage: Path, output: Path, keep: Iterable[Path] = ()) -> None:
    """Make the finished tree `stage` the output folder and remove the tree that was there.

    Both must be on one disk. Whoever looks, and a kill at any moment, finds the old tree or the new one; see `recover`
    for file systems that cannot exchange two folders.

    Raises OutputError when `output` must not be replaced (see `require_replaceable`) or the file system refuses.
    """
    require_replaceable(output, keep)
    write_atomically(stage / MARKER, json.dumps(_files(stage), indent=0))
    try:
        if not output.exists():
            output.parent.mkdir(parents=True, exist_ok=True)
            stage.rename(output)
        elif not exchange(stage, output):
            exchange_by_renames(stage, output)
    except OSError as error:
        remedy = "keep the output folder on the blog's own disk, not a mount, and check that you may write there"
        raise OutputError(Problem(str(output), 0, f"cannot be replaced: {error.strerror}", remedy)) from error
    shutil.rmtree(stage, ignore_errors=True)


def require_replaceable(output: Path, keep: Iterable[Path] = ()) -> None:
    """Raise OutputError unless `output` is missing, empty, or holds only what a build put there.

    It is also refused where it is a symbolic link, or is or contains one of `keep` or the home folder.
    """
    if found := _obstacle(output, (Path.home(), *keep)):
        what, remedy = found
        raise OutputError(Problem(str(output), 0, what, remedy))


def _obstacle(output: Path, keep: Iterable[Path]) -> tuple[str, str] | None:
    if output.is_symlink():
        return "is a symbolic link, which a build would replace", "name the folder that it points to"
    for kept in keep:
        if kept.resolve().is_relative_to(output.resolve()):
            return f"cannot be the output folder: {kept} is in it", "choose a folder of its own, such as output/"
    if not output.exists():
        return None
    if not output.is_dir():
        return "is not a folder", "move it away, or choose another output folder"
    try:
        recorded = frozenset(json.loads((output / MARKER).read_bytes()))
    except (OSError, ValueError, TypeError):
        recorded = frozenset()
    strangers = [name for name in _files(output) if name not in recorded and Path(name).name not in _LITTER]
    if not strangers:
        return None
    named = ", ".join(strangers[:5]) + (f" and {len(strangers) - 5} more" if len(strangers) > 5 else "")
    return f"holds files that no build of ours made: {named}", "move them away, or choose another output folder"


def _files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())


def exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; return False where the system or the file system cannot."""
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    if renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    error = ctypes.get_errno()
    if error in _NOT_HERE:
        return False
    raise OSError(error, os.strerror(error), str(one))


def exchange_by_renames(stage: Path, output: Path) -> None:
    """Exchange two folders where it cannot be done in one step: for a moment there is no `output`.

    When the stage cannot be moved the old folder is put back.
    """
    aside = _aside(output)
    output.rename(aside)
    try:
        stage.rename(output)
    except OSError:
        aside.rename(output)
        raise
    aside.rename(stage)


def recover(output: Path) -> None:
    """Put the old folder back, or remove it, where `exchange_by_renames` was killed at its work."""
    aside = _aside(output)
    if aside.exists() and output.exists():
        shutil.rmtree(aside, ignore_errors=True)
    elif aside.exists():
        aside.rename(output)


def _aside(output: Path) -> Path:
    return output.with_name(f".{output.name}.crossing-old")
