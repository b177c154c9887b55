"""Waiting for a condition."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

import pytest


def wait_until(condition: Callable[[], object]) -> None:
    """Return when `condition` holds; give up after a minute."""
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end, "it never came true"
        os.sched_yield()


@pytest.fixture
def until() -> Callable[[Callable[[], object]], None]:
    """The function that waits for a condition."""
    return wait_until
