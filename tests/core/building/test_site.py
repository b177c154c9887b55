"""A build goes to a stage, in a process of its own, and takes the place of the old site only when all is well."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.killed import killed_at_each_step
from tests.tiny_builder import COMMAND, make_blog

from pelican_crossing.building import site
from pelican_crossing.building.index import read_index
from pelican_crossing.building.site import BuildError, Built, read_site
from pelican_crossing.errors import OutputError, SettingsError


def build(settings_file: Path, output: Path | None = None, *, production: bool = False) -> Built:
    return site.build(settings_file, output, production=production, command=COMMAND, say=lambda _: None)


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    """A blog in a folder with a space in its name, not built yet."""
    return make_blog(tmp_path / "my blog", first="hello").parent


def stages(blog: Path) -> list[Path]:
    return list((blog / ".crossing").glob("stage-*"))


def test_a_build_leaves_the_site_its_index_and_a_summary(blog: Path) -> None:
    built = build(blog / "conf.py")
    assert built == Built(output=blog / "output", site_index_path=blog / ".crossing" / "index.json", summary="1 posts")
    assert "hello" in (blog / "output" / "first" / "index.html").read_text()
    assert [post.key for post in read_index(built.site_index_path).posts] == ["first"]
    assert stages(blog) == []


def test_it_may_go_to_another_folder(blog: Path, tmp_path: Path) -> None:
    assert build(blog / "conf.py", tmp_path / "other").output == tmp_path / "other"
    assert (tmp_path / "other" / "index.html").is_file()
    assert not (blog / "output").exists()


@pytest.mark.parametrize(("production", "kind"), [(False, "preview"), (True, "production")])
def test_the_kind_of_build_is_passed_on(blog: Path, production: bool, kind: str) -> None:
    build(blog / "conf.py", production=production)
    assert f"<p>{kind}</p>" in (blog / "output" / "index.html").read_text()


def test_settings_may_be_named_from_anywhere(blog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(blog.parent)
    assert build(Path("my blog/conf.py")).output == blog / "output"


def test_a_post_that_was_removed_is_gone_from_the_site(blog: Path) -> None:
    build(blog / "conf.py")
    (blog / "content" / "first.txt").rename(blog / "content" / "second.txt")
    build(blog / "conf.py")
    assert not (blog / "output" / "first").exists()
    assert (blog / "output" / "second" / "index.html").is_file()


def test_a_failed_build_keeps_the_old_site_and_passes_the_status_on(
    blog: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    build(blog / "conf.py")
    (blog / "content" / "first.txt").write_text("changed")
    (blog / "content" / "fault").write_text("1")
    with pytest.raises(BuildError) as failed:
        build(blog / "conf.py")
    assert (failed.value.exit_status, str(failed.value)) == (1, "")
    assert capfd.readouterr().err == "content/fault:1: something is wrong\n"
    assert "hello" in (blog / "output" / "first" / "index.html").read_text()
    assert stages(blog) == []


def test_a_builder_that_is_killed_is_told(blog: Path) -> None:
    command = (sys.executable, "-c", "import os; os.kill(os.getpid(), 9)")
    with pytest.raises(BuildError, match="ended by signal 9") as failed:
        site.build(blog / "conf.py", command=command)
    assert failed.value.exit_status == 137
    assert not (blog / "output").exists()


def test_an_output_folder_of_others_is_refused_before_the_work_begins(blog: Path) -> None:
    (blog / "output").mkdir()
    (blog / "output" / "mine.txt").write_text("mine")
    (blog / "content" / "fault").write_text("1")
    with pytest.raises(OutputError, match=r"mine\.txt"):
        build(blog / "conf.py")


@pytest.mark.parametrize("setting", [".", "content", "..", "/"])
def test_the_blog_and_its_content_are_never_the_output(blog: Path, setting: str) -> None:
    (blog / "conf.py").write_text(f"PATH = 'content'\nOUTPUT_PATH = {setting!r}\n")
    with pytest.raises(OutputError, match="cannot be the output folder"):
        build(blog / "conf.py")
    assert (blog / "content" / "first.txt").read_text() == "hello"


def test_missing_settings_are_told(blog: Path) -> None:
    with pytest.raises(SettingsError, match="no such settings file"):
        build(blog / "nothing.py")


def test_what_killed_builds_left_is_removed_and_nothing_else(blog: Path) -> None:
    (blog / ".crossing" / "stage-killed" / "site").mkdir(parents=True)
    (blog / ".crossing" / "notes").mkdir()
    build(blog / "conf.py")
    assert stages(blog) == []
    assert (blog / ".crossing" / "notes").is_dir()


def test_builds_at_the_same_time_come_one_after_the_other(blog: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        built = list(pool.map(build, [blog / "conf.py"] * 4))
    assert {each.summary for each in built} == {"1 posts"}


def test_a_folder_that_cannot_be_written_is_told(blog: Path) -> None:
    (blog / ".crossing").write_text("a file is in the way")
    with pytest.raises(OutputError, match=r"\.crossing"):
        build(blog / "conf.py")


def test_the_site_can_be_read_without_building_it(blog: Path) -> None:
    assert [post.key for post in read_site(blog / "conf.py", command=COMMAND).posts] == ["first"]
    assert sorted(entry.name for entry in blog.iterdir()) == ["conf.py", "content"]


def test_reading_passes_a_fault_on(blog: Path) -> None:
    (blog / "content" / "fault").write_text("2")
    with pytest.raises(BuildError) as failed:
        read_site(blog / "conf.py", command=COMMAND)
    assert failed.value.exit_status == 2


RUN = "from pelican_crossing.building.site import build\nfrom pathlib import Path\nimport sys"


def action(blog: Path) -> str:
    return f"build(Path({str(blog / 'conf.py')!r}), command={COMMAND!r}, say=lambda _: None)"


def test_ctrl_c_ends_the_builder_and_leaves_the_old_site_and_no_stage(blog: Path, until: Callable[..., None]) -> None:
    build(blog / "conf.py")
    before = (blog / "output" / "index.html").stat()
    (blog / "content" / "endless").touch()
    wrapped = f"{RUN}\ntry:\n    {action(blog)}\nexcept KeyboardInterrupt:\n    sys.exit(130)"
    with subprocess.Popen([sys.executable, "-c", wrapped]) as process:
        note = blog / ".crossing" / "endless"
        until(lambda: note.exists() and note.read_text())
        process.send_signal(signal.SIGINT)
        assert process.wait() == 130
    with pytest.raises(ProcessLookupError):
        os.kill(int(note.read_text()), 0)
    assert (blog / "output" / "index.html").stat() == before
    assert stages(blog) == []


def test_a_kill_at_any_step_leaves_a_whole_site_and_the_next_build_works(blog: Path) -> None:
    """Every build is of another version, in both posts; the killed ones show the last good version or their own."""

    def write(version: int) -> None:
        for name in ("first", "second"):
            (blog / "content" / f"{name}.txt").write_text(f"version {version:03}")

    def shown() -> list[int]:
        pages = sorted((blog / "output").glob("*/index.html"))
        return [int(page.read_text().partition("version ")[2][:3]) for page in pages]

    write(0)
    build(blog / "conf.py")
    seen = [[0, 0]]
    write(1)
    for step in killed_at_each_step(RUN, action(blog)):
        seen.append(shown())
        assert seen[-1] in (seen[-2], [step, step])
        write(step + 1)
    assert len({*map(tuple, seen)}) > 2
    assert shown() == [len(seen), len(seen)]
    assert stages(blog) == []
