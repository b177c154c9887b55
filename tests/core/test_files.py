"""A write leaves the old content or the new, never a part."""

import os
from pathlib import Path

import pytest

from pelican_crossing.errors import OutputError
from pelican_crossing.files import write_atomically


def test_folders_are_made_and_text_is_utf_8(tmp_path: Path) -> None:
    file = tmp_path / "a" / "b.txt"
    assert write_atomically(file, "Brücke")
    assert file.read_bytes() == b"Br\xc3\xbccke"


def test_the_same_bytes_leave_the_file_untouched(tmp_path: Path) -> None:
    file = tmp_path / "b.txt"
    write_atomically(file, b"same")
    os.utime(file, (1, 1))
    assert not write_atomically(file, b"same")
    assert file.stat().st_mtime == 1


def test_a_failure_keeps_the_old_content_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "b.txt"
    write_atomically(file, b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="No space left on device"):
        write_atomically(file, b"new")
    assert file.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["b.txt"]
