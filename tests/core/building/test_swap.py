"""The output folder is replaced at once, and only if we made it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from tests.killed import killed_at_each_step

from pelican_crossing.building.swap import (
    MARKER,
    exchange,
    exchange_by_renames,
    put_in_place,
    recover,
    require_replaceable,
)
from pelican_crossing.errors import OutputError

OLD = {"index.html": "old home", "posts/gone.html": "old post"}
NEW = {"index.html": "new home", "posts/come.html": "new post"}


def tree(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def read(folder: Path) -> dict[str, str]:
    files = (file for file in folder.rglob("*") if file.is_file() and file.name != MARKER)
    return {file.relative_to(folder).as_posix(): file.read_text() for file in files}


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """An output folder that a build has put in place."""
    put_in_place(tree(tmp_path / "first", OLD), tmp_path / "output")
    return tmp_path / "output"


def test_the_output_becomes_the_stage_and_the_old_tree_is_gone(output: Path, tmp_path: Path) -> None:
    put_in_place(tree(tmp_path / "stage", NEW), output)
    assert read(output) == NEW
    assert [entry.name for entry in tmp_path.iterdir()] == ["output"]


def test_a_missing_output_is_made_with_the_folders_above_it(tmp_path: Path) -> None:
    put_in_place(tree(tmp_path / "stage", NEW), tmp_path / "public" / "html")
    assert read(tmp_path / "public" / "html") == NEW


def test_an_empty_output_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "output").mkdir()
    put_in_place(tree(tmp_path / "stage", NEW), tmp_path / "output")
    assert read(tmp_path / "output") == NEW


def test_the_marker_lists_every_file_in_order(output: Path) -> None:
    assert json.loads((output / MARKER).read_text()) == ["index.html", "posts/gone.html"]


def test_a_folder_that_no_build_made_is_refused_and_stays(tmp_path: Path) -> None:
    output = tree(tmp_path / "output", {"thesis.txt": "ten years of work"})
    stage = tree(tmp_path / "stage", NEW)
    with pytest.raises(OutputError, match=r"thesis\.txt") as refused:
        put_in_place(stage, output)
    assert refused.value.problems[0].remedy == "move them away, or choose another output folder"
    assert read(output) == {"thesis.txt": "ten years of work"}
    assert read(stage) == NEW


@pytest.mark.parametrize("name", ["note.txt", ".git/HEAD", "posts/photo.jpg"])
def test_what_others_put_into_our_output_is_not_lost(output: Path, tmp_path: Path, name: str) -> None:
    tree(output, {name: "mine"})
    with pytest.raises(OutputError, match="no build of ours made"):
        put_in_place(tree(tmp_path / "stage", NEW), output)
    assert read(output) == {**OLD, name: "mine"}


def test_of_many_foreign_files_five_are_named_and_the_others_counted(tmp_path: Path) -> None:
    output = tree(tmp_path / "output", {f"{number}.txt": "" for number in range(8)})
    with pytest.raises(OutputError, match=r"made: 0\.txt, 1\.txt, 2\.txt, 3\.txt, 4\.txt and 3 more") as refused:
        require_replaceable(output)
    assert len(refused.value.problems) == 1


def test_what_file_managers_leave_behind_does_not_count(output: Path) -> None:
    tree(output, {".DS_Store": "", "posts/Thumbs.db": ""})
    require_replaceable(output)


@pytest.mark.parametrize("marker", ["", "not json", "7", "[[]]"])
def test_a_marker_that_cannot_be_read_makes_nothing_ours(output: Path, marker: str) -> None:
    (output / MARKER).write_text(marker)
    with pytest.raises(OutputError, match=r"index\.html"):
        require_replaceable(output)


def test_a_symbolic_link_is_refused(output: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(output)
    with pytest.raises(OutputError, match="symbolic link"):
        require_replaceable(link)


def test_a_file_is_refused(tmp_path: Path) -> None:
    tree(tmp_path, {"output": "a file"})
    with pytest.raises(OutputError, match="not a folder"):
        require_replaceable(tmp_path / "output")


@pytest.mark.parametrize("name", [".", "content", "content/posts", "/"])
def test_a_folder_that_must_be_kept_is_refused_and_so_is_all_above_it(tmp_path: Path, name: str) -> None:
    (tmp_path / "content" / "posts").mkdir(parents=True)
    with pytest.raises(OutputError, match="cannot be the output folder"):
        require_replaceable(tmp_path / name, [tmp_path / "content" / "posts"])


def test_the_home_folder_is_refused_even_when_it_is_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    with pytest.raises(OutputError, match="cannot be the output folder"):
        require_replaceable(tmp_path)


def test_a_stage_that_cannot_be_moved_leaves_the_old_site(output: Path, tmp_path: Path) -> None:
    stage = tree(tmp_path / "output" / "within", NEW)
    (output / MARKER).write_text(json.dumps([*OLD, "within/index.html", "within/posts/come.html"]))
    with pytest.raises(OutputError, match="cannot be replaced"):
        put_in_place(stage, output)
    assert OLD.items() <= read(output).items()


@pytest.mark.parametrize("work", ["put_in_place", "exchange_by_renames"])
def test_a_kill_at_any_step_leaves_the_old_tree_or_the_new_one(output: Path, tmp_path: Path, work: str) -> None:
    seen = []
    stage = tree(tmp_path / "stage", NEW)
    imports = f"from pathlib import Path\nfrom pelican_crossing.building.swap import {work}"
    for _ in killed_at_each_step(imports, f"{work}(Path({str(stage)!r}), Path({str(output)!r}))"):
        recover(output)
        seen.append(read(output))
        shutil.rmtree(stage, ignore_errors=True)
        exchange(tree(tmp_path / "again", OLD), output)
        shutil.rmtree(tmp_path / "again")
        (output / MARKER).write_text(json.dumps(list(OLD)))
        tree(stage, NEW)
    assert OLD in seen
    assert NEW in seen
    assert all(found in (OLD, NEW) for found in seen)
    assert read(output) == NEW


def test_renames_do_where_folders_cannot_be_exchanged(output: Path, tmp_path: Path) -> None:
    exchange_by_renames(tree(tmp_path / "stage", NEW), output)
    assert read(output) == NEW
    assert read(tmp_path / "stage") == OLD
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["output", "stage"]


def test_the_old_folder_is_put_back_when_the_stage_cannot_be_moved(output: Path, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        exchange_by_renames(tmp_path / "no stage", output)
    assert read(output) == OLD


def test_there_is_nothing_to_recover_after_a_good_build(output: Path) -> None:
    recover(output)
    assert read(output) == OLD


def test_an_exchange_of_a_folder_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        exchange(tmp_path / "one", tmp_path / "other")
