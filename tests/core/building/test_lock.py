"""The second build waits for the first, and for nobody else."""

from __future__ import annotations

import fcntl
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from pelican_crossing.building.lock import lock
from pelican_crossing.errors import OutputError

HOLDER = """
import subprocess, sys
from pathlib import Path
from pelican_crossing.building.lock import lock
with lock(Path(sys.argv[1])) as held:
    child = "print('held', flush=True); input()"
    subprocess.run([sys.executable, "-c", child], pass_fds=[held] if sys.argv[2] == "share" else [])
"""


def hold(file: Path, share: str) -> subprocess.Popen[str]:
    """Start a process that holds the lock, and a child of it that ends when its standard input does."""
    command = [sys.executable, "-c", HOLDER, str(file), share]
    holder = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    return holder


def is_free(file: Path) -> bool:
    with file.open("a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def test_a_free_lock_is_taken_without_a_word_and_freed_again(tmp_path: Path) -> None:
    said: list[str] = []
    with lock(tmp_path / "deep" / "lock", said.append):
        assert not is_free(tmp_path / "deep" / "lock")
    assert is_free(tmp_path / "deep" / "lock")
    assert said == []


def test_it_is_freed_when_the_work_fails(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), lock(tmp_path / "lock"):
        raise RuntimeError
    assert is_free(tmp_path / "lock")


def test_the_second_says_once_that_it_waits_and_gets_it_when_the_first_ends(tmp_path: Path) -> None:
    said: list[str] = []
    waiting = threading.Event()

    def work() -> None:
        with lock(tmp_path / "lock", lambda line: (said.append(line), waiting.set())[0]):
            said.append("worked")

    with hold(tmp_path / "lock", "keep") as holder:
        second = threading.Thread(target=work, daemon=True)
        second.start()
        assert waiting.wait(timeout=60)
        assert said == ["Another crossing command is running here; waiting for it to end."]
        holder.communicate("\n")
        second.join(timeout=60)
    assert said[1:] == ["worked"]


def test_a_killed_holder_frees_it(tmp_path: Path) -> None:
    with hold(tmp_path / "lock", "keep") as holder:
        assert not is_free(tmp_path / "lock")
        holder.kill()
        holder.wait()
        assert is_free(tmp_path / "lock")


def test_a_child_that_outlives_its_killed_parent_keeps_it(tmp_path: Path) -> None:
    with hold(tmp_path / "lock", "share") as holder:
        holder.kill()
        holder.wait()
        assert not is_free(tmp_path / "lock")
        assert holder.stdin is not None
        holder.stdin.close()
        with lock(tmp_path / "lock", lambda _: None):
            pass


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot be created"), lock(tmp_path / "file" / "lock"):
        pass
