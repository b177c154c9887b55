"""One at a time: the second build waits for the first."""

from __future__ import annotations

import fcntl
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from pelican_crossing.errors import OutputError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import IO


@contextmanager
def lock(file: Path, say: Callable[[str], None] = print) -> Iterator[int]:
    """Hold the lock `file`, creating it and its folder; while another process holds it, say so once and wait.

    The system releases it when its holder ends, however that ends. Yields the file descriptor: a child process that
    inherits it keeps the lock if its parent is killed, so nobody meddles with what the child still writes.

    Raises OutputError when the file system refuses.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle = file.open("a")
    except OSError as error:
        raise OutputError(
            Problem(str(file), 0, f"cannot be created: {error.strerror}", "check that you may write in this folder")
        ) from error
    with handle:
        if not try_lock(handle):
            say("Another crossing command is running here; waiting for it to end.")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield handle.fileno()


def try_lock(handle: IO[Any]) -> bool:
    """Lock an open file until it is closed; return False, without waiting, while another holds it."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
