"""A folder of this machine: kills, and a disk that is full."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.killed import killed_at_each_step

from pelican_crossing.publishing.deploy import deploy
from pelican_crossing.publishing.target import Folder

from .conftest import read

SITE = "https://example.org"
IMPORTS = """
from pathlib import Path
from pelican_crossing.publishing.deploy import deploy
from pelican_crossing.publishing.target import Folder
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The root of the target."""
    return tmp_path / "site"


def action(output: Path, root: Path) -> str:
    return f"deploy(Path({str(output)!r}), Folder(Path({str(root)!r})), {SITE!r}, keep=2)"


def test_a_kill_at_any_step_leaves_a_whole_site_and_the_next_publish_works(
    root: Path, write: Callable[[dict[str, str]], Path]
) -> None:
    """Every publish is of another version, in two files; a killed one shows the last version or its own."""

    def version(number: int) -> dict[str, str]:
        return {"index.html": "home", "a/b.html": f"version {number}", "c.html": f"version {number}"}

    deploy(write(version(0)), Folder(root), SITE)
    seen = [version(0)]
    output = write(version(1))
    for step in killed_at_each_step(IMPORTS, action(output, root)):
        seen.append(read(root / "current"))
        assert seen[-1] in (seen[-2], version(step))
        write(version(step + 1))
    assert read(root / "current") == version(len(seen))
    assert seen[-1] == version(len(seen) - 1)
    assert len(list((root / "releases").iterdir())) == 2


def test_a_kill_at_any_step_of_the_very_first_publish_does_no_harm(
    root: Path, write: Callable[[dict[str, str]], Path]
) -> None:
    for _ in killed_at_each_step(IMPORTS, action(write({"a.html": "a"}), root)):
        assert not (root / "current").exists() or read(root / "current") == {"index.html": "home", "a.html": "a"}
    assert read(root / "current") == {"index.html": "home", "a.html": "a"}


def test_a_disk_that_is_full_leaves_the_old_site_and_no_rubbish(
    root: Path, write: Callable[[dict[str, str]], Path]
) -> None:
    """The largest file that the process may write stands for the room on the disk."""
    first = deploy(write({"a.html": "a"}), Folder(root), SITE)
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000))"
    output = write({"a.html": "changed", "b.html": "x" * 10_000})
    code = f"{IMPORTS}\n{limit}\ntry:\n    {action(output, root)}\nexcept Exception as error:\n    print(repr(error))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.startswith("PublishError(")
    assert "the new release cannot be written: File too large" in done.stdout
    assert read(root / "current") == {"index.html": "home", "a.html": "a"}
    assert [entry.name for entry in (root / "releases").iterdir()] == [first.release]
    assert deploy(output, Folder(root), SITE).uploaded == 2


def test_a_switch_that_fails_leaves_the_old_site(root: Path, write: Callable[[dict[str, str]], Path]) -> None:
    deploy(write({"a.html": "a"}), Folder(root), SITE)
    (root / ".crossing-next").mkdir()
    output = write({"a.html": "changed"})
    with pytest.raises(Exception, match="cannot be switched on"):
        deploy(output, Folder(root), SITE)
    assert read(root / "current")["a.html"] == "a"
    (root / ".crossing-next").rmdir()
    deploy(output, Folder(root), SITE)
    assert read(root / "current")["a.html"] == "changed"
