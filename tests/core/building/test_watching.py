"""A change of any source is seen, also one that comes too early; what editors write for themselves is not."""

from __future__ import annotations

import itertools
import shutil
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from pelican_crossing.building.swap import put_in_place
from pelican_crossing.building.watching import Stamps, sources, stamps, wait_for_change
from pelican_crossing.settings import load


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A content folder with one post."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "post.md").write_text("first")
    return tmp_path / "content"


def ends(paths: Sequence[Path], before: Stamps, change: Callable[[], object] = lambda: None) -> bool:
    """Whether the waiting ends after a change; a minute is more than enough."""
    waiting = threading.Thread(target=wait_for_change, args=(lambda: paths, before), daemon=True)
    waiting.start()
    change()
    waiting.join(timeout=60)
    return not waiting.is_alive()


def test_everything_that_the_site_is_made_from_is_a_source(content: Path) -> None:
    root = content.parent
    (root / "pelicanconf.py").write_text("")
    (root / "publishconf.py").write_text(
        "PATH = 'content'\nCROSSING_IDENTITY = 'me.toml'\nCROSSING_COMMENTS = '../talk'\nTHEME = 'themes/mine'\n"
    )
    (root / "me.toml").write_text("")
    (root / "pyproject.toml").write_text("")
    found = {path.resolve() for path in sources(load(root / "publishconf.py"), root / "publishconf.py")}
    named = ("content", "talk", "themes/mine", "me.toml", "pyproject.toml", "pelicanconf.py", "publishconf.py")
    assert {root / name for name in named} < found
    assert (found - {root / name for name in named}).pop().parts[-2:] == ("pelican_crossing", "templates")


@pytest.mark.parametrize("name", [".post.md.swp", ".DS_Store", "post.md~", "drafts/.#post.md"])
def test_an_editors_own_files_do_not_count(content: Path, name: str) -> None:
    before = stamps([content])
    (content / name).parent.mkdir(exist_ok=True)
    (content / name).write_text("")
    assert stamps([content]) == before


@pytest.mark.parametrize("name", ["output", ".venv", ".crossing/publish"])
def test_what_is_built_or_installed_inside_the_content_does_not_count(content: Path, name: str) -> None:
    before = stamps([content])
    put_in_place(Path(shutil.copytree(content, content.parent / "stage")), content / name)
    assert stamps([content]) == before


def test_edited_new_and_removed_files_are_told_apart(content: Path) -> None:
    states = [stamps([content])]
    (content / "post.md").write_text("longer than before")
    states.append(stamps([content]))
    (content / "other.md").write_text("")
    states.append(stamps([content]))
    (content / "post.md").unlink()
    states.append(stamps([content]))
    assert all(one != other for one, other in itertools.pairwise(states))
    assert stamps([content]) == states[-1]


def test_a_source_that_is_not_there_is_no_fault(content: Path) -> None:
    assert stamps([content.parent / "nowhere"]) == {}


def test_a_change_that_came_before_the_watcher_is_seen(content: Path) -> None:
    before = stamps([content])
    (content / "post.md").write_text("changed while the site was built")
    assert ends([content], before)


@pytest.mark.parametrize("change", ["edit", "add", "replace", "remove"])
def test_a_change_ends_the_waiting(content: Path, change: str) -> None:
    post, new = content / "post.md", content / "new.md"
    changes: dict[str, Callable[[], object]] = {
        "edit": lambda: post.write_text("changed"),
        "add": lambda: new.write_text(""),
        "replace": lambda: (new.write_text("replaced"), new.replace(post)),
        "remove": post.unlink,
    }
    assert ends([content, post], stamps([content, post]), changes[change])


def test_a_source_that_joins_the_others_ends_the_waiting(content: Path) -> None:
    before = stamps([content])
    paths = [content]
    (content.parent / "new.toml").write_text("")
    assert ends(paths, before, lambda: paths.append(content.parent / "new.toml"))
