"""Programs that some tests need: where one is missing they are skipped, or fail if CROSSING_REQUIRE=1 is set."""

from __future__ import annotations

import os
import shutil

import pytest


def require(program: str) -> str:
    """Return the path of a program, looking also where Debian keeps its servers."""
    path = shutil.which(program, path=os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/sbin")))
    if path is None:
        reason = f"{program} is not installed"
        if os.environ.get("CROSSING_REQUIRE") == "1":
            pytest.fail(f"{reason}, and CROSSING_REQUIRE=1 asks for it")
        pytest.skip(reason)
    return path
