"""A user's mistake, told by a plain `pelican` run as `crossing` tells it."""

from __future__ import annotations

import functools
import sys
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from pelican_crossing.errors import CrossingError, told

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
R = TypeVar("R")


def telling(receiver: Callable[P, R]) -> Callable[P, R]:
    """Let a user's mistake end the run with its message and status instead of Pelican's traceback."""

    @functools.wraps(receiver)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return receiver(*args, **kwargs)
        except CrossingError as error:
            sys.stderr.write(f"{told(error)}\n")
            raise SystemExit(error.exit_status) from error

    return guarded
