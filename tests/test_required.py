"""A test that needs a program is skipped without it, or fails where it is asked for."""

from __future__ import annotations

import pytest
from tests.required import require


def test_a_program_that_is_there_is_named_by_its_path() -> None:
    assert require("sh").endswith("/sh")


def test_one_that_is_missing_skips(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CROSSING_REQUIRE", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no-such-program is not installed"):
        require("no-such-program")


def test_one_that_is_missing_fails_where_it_is_required(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CROSSING_REQUIRE", "1")
    with pytest.raises(pytest.fail.Exception, match="CROSSING_REQUIRE=1"):
        require("no-such-program")
