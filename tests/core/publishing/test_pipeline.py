"""Publishing a blog: what is missing is told first, what is faulty is not deployed."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from tests.tiny_builder import COMMAND, make_blog

from pelican_crossing.building.lock import lock
from pelican_crossing.building.site import BuildError, build, index_of
from pelican_crossing.errors import CheckError, SettingsError, UsageError
from pelican_crossing.publishing import pipeline
from pelican_crossing.publishing.deploy import Deployment
from pelican_crossing.publishing.target import Folder, Remote
from pelican_crossing.settings import load

from .conftest import Server, read

SETTINGS = 'SITEURL = "https://example.org"\nCROSSING_DEPLOY = "../site"\n'


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    """A blog that can be published to a folder beside it."""
    return make_blog(tmp_path / "blog", SETTINGS, first="hello").parent


def publish(blog: Path, to: str | None = None, ssh: str | None = None) -> Deployment:
    return pipeline.publish(blog / "conf.py", to, ssh, command=COMMAND, say=lambda _: None)


def test_the_production_site_goes_to_the_folder_that_the_settings_name(blog: Path) -> None:
    done = publish(blog)
    assert (done.target, done.uploaded) == (str(blog.parent / "site"), 2)
    shown = read(blog.parent / "site" / "current")
    assert set(shown) == {"index.html", "first/index.html"}
    assert "<p>production</p>" in shown["index.html"]


def test_the_output_folder_and_its_index_are_left_as_they_were(blog: Path) -> None:
    built = build(blog / "conf.py", command=COMMAND)
    before = (read(built.output), built.site_index_path.stat())
    (blog / "content" / "second.txt").write_text("good day")
    publish(blog)
    assert (read(built.output), index_of(load(blog / "conf.py")).stat()) == before


def test_publishing_again_sends_nothing(blog: Path) -> None:
    first = publish(blog)
    again = publish(blog)
    assert (again.release, again.uploaded, again.changed) == (first.release, 0, False)


def test_another_target_and_another_way_to_call_ssh_may_be_named(blog: Path, server: Server, tmp_path: Path) -> None:
    publish(blog, to=f"crossing-test:{tmp_path}/elsewhere", ssh=server.ssh)
    assert set(read(tmp_path / "elsewhere" / "current")) == {"index.html", "first/index.html"}
    assert not (blog.parent / "site").exists()


def test_as_many_releases_stay_as_the_settings_say(blog: Path) -> None:
    (blog / "conf.py").write_text(f"{SETTINGS}CROSSING_DEPLOY_KEEP = 1\n")
    publish(blog)
    (blog / "content" / "first.txt").write_text("changed")
    last = publish(blog)
    assert [entry.name for entry in (blog.parent / "site" / "releases").iterdir()] == [last.release]


def test_all_that_is_missing_is_told_at_once_before_anything_is_built(blog: Path) -> None:
    (blog / "conf.py").write_text("")
    (blog / "content" / "fault").write_text("1")
    with pytest.raises(SettingsError) as told:
        publish(blog)
    assert [(problem.path, problem.what.split()[0]) for problem in told.value.problems] == [
        ("conf.py", "SITEURL"),
        ("conf.py", "CROSSING_DEPLOY"),
    ]
    assert all("write " in problem.remedy for problem in told.value.problems)
    assert not (blog / ".crossing").exists()


def test_a_target_on_the_command_line_starts_here_and_one_in_the_settings_there(
    blog: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(blog / "content")
    settings = load(blog / "conf.py")
    assert pipeline.require_ready(settings, "conf.py") == Folder(blog.parent / "site")
    assert pipeline.require_ready(settings, "conf.py", "here") == Folder(blog / "content" / "here")
    assert pipeline.require_ready(settings, "conf.py", "web:/srv/www") == Remote("web", "/srv/www")


def test_a_target_that_means_nothing_is_told_with_the_setting_it_came_from(blog: Path) -> None:
    (blog / "conf.py").write_text(SETTINGS.replace("../site", "ftp://example.org/"))
    with pytest.raises(UsageError, match=r"^CROSSING_DEPLOY: "):
        publish(blog)


def test_a_site_with_faults_is_not_deployed_and_every_fault_is_told(blog: Path) -> None:
    publish(blog)
    before = read(blog.parent / "site" / "current")
    (blog / "content" / "first.txt").write_text('<a href="/nowhere/">one</a>\n<a href="/no/way/">two</a>')
    with pytest.raises(CheckError) as told:
        publish(blog)
    assert [(problem.path, problem.line) for problem in told.value.problems] == [
        ("first/index.html", 1),
        ("first/index.html", 2),
    ]
    assert read(blog.parent / "site" / "current") == before


def test_a_failed_build_is_not_deployed(blog: Path) -> None:
    (blog / "content" / "fault").write_text("1")
    with pytest.raises(BuildError):
        publish(blog)
    assert not (blog.parent / "site").exists()


@pytest.mark.parametrize("folder", [".", "content", "output"])
def test_the_blogs_own_folders_are_no_place_to_publish_to(
    blog: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    monkeypatch.chdir(blog)
    build(blog / "conf.py", command=COMMAND)
    with pytest.raises(Exception, match="files that are not ours"):
        publish(blog, to=folder)
    assert (blog / "content" / "first.txt").read_text() == "hello"


def test_each_step_can_be_taken_by_itself(blog: Path) -> None:
    built = pipeline.build_for_readers(blog / "conf.py", command=COMMAND)
    pipeline.require_faultless(built)
    assert built.output == blog / ".crossing" / "publish" / "site"
    assert built.site_index_path == blog / ".crossing" / "publish" / "index.json"


def test_a_check_during_a_publish_waits_and_leaves_the_site_that_is_being_sent(blog: Path) -> None:
    built = pipeline.build_for_readers(blog / "conf.py", command=COMMAND)
    before = read(built.output)
    (blog / "content" / "second.txt").write_text("good day")
    waits = threading.Event()

    def check() -> None:
        pipeline.build_for_readers(blog / "conf.py", command=COMMAND, say=lambda _: waits.set())

    with lock(blog / ".crossing" / "publish.lock"):
        checking = threading.Thread(target=check, daemon=True)
        checking.start()
        assert waits.wait(timeout=60)
        assert read(built.output) == before
    checking.join(timeout=60)
    assert set(read(built.output)) > set(before)
