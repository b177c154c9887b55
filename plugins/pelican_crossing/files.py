"""Writing files so that a crash leaves the old content or the new, never a part."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from pelican_crossing.errors import OutputError, Problem


def write_atomically(path: Path, data: bytes | str) -> bool:
    """Write `data` (text as UTF-8) to `path`, making its folder; return whether the file changed.

    The data goes to a temporary file beside the target, is flushed to disk and renamed over it. A file that
    already holds the same bytes is left untouched, so its modification time stays.

    Raises OutputError when the file system refuses.
    """
    content = data.encode() if isinstance(data, str) else data
    try:
        if path.is_file() and path.read_bytes() == content:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:80]}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).chmod(0o644)
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        _sync_folder(path.parent)
    except OSError as error:
        raise OutputError(
            Problem(
                str(path), 0, f"cannot be written: {error.strerror}", "check that the disk has room and lets you write"
            )
        ) from error
    return True


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
