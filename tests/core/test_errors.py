"""Errors say what, where and what to do."""

from pathlib import Path

import pytest

from pelican_crossing.errors import ContentError, Problem, nearest, told


def test_a_problem_reads_place_fault_remedy() -> None:
    problem = Problem("identity.toml", 12, "[me] has no key 'nmae'", "did you mean 'name'?")
    assert str(problem) == "identity.toml:12: [me] has no key 'nmae'\n  -> did you mean 'name'?"


def test_a_problem_without_a_place_begins_with_the_fault() -> None:
    assert str(Problem("", 0, "the disk is full")) == "the disk is full"


def test_an_error_lists_all_its_problems() -> None:
    error = ContentError(Problem("a.md", 1, "one"), Problem("b.md", 2, "two"))
    assert str(error).splitlines() == ["a.md:1: one", "b.md:2: two"]
    assert error.exit_status == 1


def test_the_nearest_name_is_suggested_and_else_all_are_told() -> None:
    assert nearest("nmae", ["name", "note"]) == "did you mean 'name'?"
    assert nearest("zebra", ["name", "note"]) == "known here: name, note"


def test_a_path_is_told_as_seen_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    error = ContentError(Problem(str(tmp_path / "posts" / "a.md"), 3, "is wrong"), Problem("/elsewhere/b.md", 1, "too"))
    assert told(error) == "crossing: posts/a.md:3: is wrong\n/elsewhere/b.md:1: too"
