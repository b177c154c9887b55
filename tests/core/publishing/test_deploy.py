"""What readers of a target see, for a folder and over rsync and ssh alike."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from pelican_crossing.building.swap import MARKER
from pelican_crossing.errors import PublishError
from pelican_crossing.publishing import deploy as deploying
from pelican_crossing.publishing.deploy import Deployment

from .conftest import Place, read

SITE = "https://example.org"
Write = Callable[[dict[str, str]], Path]


def deploy(output: Path, place: Place, *, site: str = SITE, keep: int = 3) -> Deployment:
    return deploying.deploy(output, place.target, site, ssh=place.ssh, keep=keep)


def releases(place: Place) -> list[str]:
    return sorted(entry.name for entry in (place.root / "releases").iterdir())


def test_the_first_release_holds_the_whole_site(place: Place, write: Write) -> None:
    files = {"index.html": "home", "posts/one.html": "one", "feeds/all.atom.xml": "<feed/>"}
    done = deploy(write(files), place)
    assert read(place.root / "current") == files
    assert str((place.root / "current").readlink()) == f"releases/{done.release}"
    assert (done.changed, done.uploaded, done.unchanged) == (True, 3, 0)
    assert str(done).endswith(f"release {done.release}, 3 files sent, 0 unchanged.")


def test_the_same_site_again_sends_nothing_and_makes_no_release(place: Place, write: Write) -> None:
    first = deploy(write({"a.html": "a"}), place)
    again = deploy(write({"a.html": "a"}), place)
    assert (again.release, again.changed, again.uploaded, again.unchanged) == (first.release, False, 0, 2)
    assert releases(place) == [first.release]
    assert str(again).startswith("Nothing to publish: ")


def test_only_what_changed_is_sent_and_the_rest_keeps_its_inode_and_time(place: Place, write: Write) -> None:
    deploy(write({"same.html": "same", "edited.html": "before"}), place)
    current = place.root / "current"
    for name in ("same.html", "edited.html"):
        os.utime(current / name, (1_700_000_000, 1_700_000_000))
    before = (current / "same.html").stat()
    done = deploy(write({"same.html": "same", "edited.html": "behind"}), place)
    after = (current / "same.html").stat()
    assert (done.uploaded, done.unchanged) == (1, 2)
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert (current / "edited.html").stat().st_mtime != 1_700_000_000


def test_a_release_is_never_written_to_through_its_successor(place: Place, write: Write) -> None:
    first = deploy(write({"a.html": "before", "gone.html": "gone"}), place)
    deploy(write({"a.html": "behind"}), place)
    assert read(place.root / "current") == {"index.html": "home", "a.html": "behind"}
    assert read(place.root / "releases" / first.release) == {
        "index.html": "home",
        "a.html": "before",
        "gone.html": "gone",
    }


def test_a_file_that_was_damaged_there_is_sent_again(place: Place, write: Write) -> None:
    deploy(write({"a.html": "whole"}), place)
    (place.root / "current" / "a.html").write_text("w")
    assert deploy(write({"a.html": "whole", "b.html": "new"}), place).uploaded == 2
    assert read(place.root / "current")["a.html"] == "whole"


def test_names_that_other_tools_stumble_over_arrive(place: Place, write: Write) -> None:
    names = (
        ".nojekyll",
        ".well-known/x",
        "core/a.html",
        "a.orig",
        "-rf",
        "it's; rm $HOME `a`.html",
        "ä/日本.html",
        "two\nlines",
    )
    output = write(dict.fromkeys(names, "x"))
    deploy(output, place)
    assert set(read(place.root / "current")) == {*names, "index.html"}


def test_the_builds_own_marker_stays_at_home(place: Place, write: Write) -> None:
    deploy(write({MARKER: "[]"}), place)
    assert set(read(place.root / "current")) == {"index.html"}


def test_web_servers_can_read_what_a_careful_author_wrote(place: Place, write: Write) -> None:
    output = write({"posts/a.html": "a"})
    (output / "posts" / "a.html").chmod(0o600)
    (output / "posts").chmod(0o700)
    deploy(output, place)
    current = place.root / "current"
    assert (current / "posts" / "a.html").stat().st_mode & 0o777 == 0o644
    assert (current / "posts").stat().st_mode & 0o777 == 0o755
    assert current.stat().st_mode & 0o777 == 0o755


def test_as_many_releases_stay_as_are_asked_for(place: Place, write: Write) -> None:
    names = [deploy(write({"a.html": str(number)}), place, keep=2).release for number in range(3)]
    done = deploy(write({"a.html": "last"}), place, keep=2)
    assert names == sorted(names)
    assert releases(place) == [names[2], done.release]


def test_folders_of_others_among_the_releases_stay(place: Place, write: Write) -> None:
    deploy(write({}), place)
    (place.root / "releases" / "2025-backup").mkdir()
    (place.root / "logs").mkdir()
    deploy(write({"a.html": "a"}), place, keep=1)
    assert releases(place)[0] == "2025-backup"
    assert (place.root / "logs").is_dir()


def test_a_folder_with_files_of_others_is_refused_and_left_alone(place: Place, write: Write) -> None:
    place.root.mkdir(parents=True)
    (place.root / "data.db").write_text("precious")
    with pytest.raises(PublishError, match=r"not ours: data\.db") as refused:
        deploy(write({}), place)
    assert refused.value.problems[0].path == str(place.target)
    assert read(place.root) == {"data.db": "precious"}


def test_the_home_of_another_site_is_refused_and_left_alone(place: Place, write: Write) -> None:
    deploy(write({"a.html": "theirs"}), place, site="https://example.net")
    before = read(place.root)
    with pytest.raises(PublishError, match=r"another site, https://example\.net"):
        deploy(write({"a.html": "ours"}), place)
    assert read(place.root) == before


def test_without_a_site_nothing_is_made_there(place: Place, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(PublishError, match="holds no site"):
        deploy(tmp_path / "empty", place)
    assert not place.root.exists()


def test_a_publish_during_another_is_refused_and_works_afterwards(place: Place, write: Write) -> None:
    first = deploy(write({"a.html": "first"}), place)
    with deploying._root(place.target, place.ssh) as root, root.locked():
        with pytest.raises(PublishError, match="another publish is running there"):
            deploy(write({"a.html": "second"}), place)
        assert releases(place) == [first.release]
    assert deploy(write({"a.html": "second"}), place).changed


def test_a_target_that_cannot_be_made_is_told(place: Place, write: Write) -> None:
    place.root.parent.parent.mkdir(parents=True, exist_ok=True)
    place.root.parent.write_text("a file is in the way")
    with pytest.raises(PublishError, match="cannot be created"):
        deploy(write({}), place)


def test_going_back_by_hand_is_respected_by_the_next_publish(place: Place, write: Write) -> None:
    first = deploy(write({"a.html": "good"}), place)
    deploy(write({"a.html": "bad"}), place)
    (place.root / "current").unlink()
    (place.root / "current").symlink_to(f"releases/{first.release}")
    assert not deploy(write({"a.html": "good"}), place).changed
    assert deploy(write({"a.html": "bad"}), place).changed
    assert read(place.root / "current")["a.html"] == "bad"


def read_at_once(folder: Path, *names: str) -> tuple[str, ...]:
    """Return the texts of files as one look at the folder finds them."""
    handle = os.open(folder, os.O_RDONLY)
    texts = []
    for name in names:
        with os.fdopen(os.open(name, os.O_RDONLY, dir_fd=handle)) as file:
            texts.append(file.read())
    os.close(handle)
    return tuple(texts)


def test_a_reader_never_sees_a_mix_nor_a_missing_file(place: Place, write: Write) -> None:
    versions = [{"a.html": f"{word} a", "b.html": f"{word} b"} for word in ("day", "night")]
    deploy(write(versions[0]), place, keep=10_000)
    seen: list[tuple[str, ...]] = []
    stop = threading.Event()

    def reads() -> None:
        while not stop.is_set():
            seen.append(read_at_once(place.root / "current", "a.html", "b.html"))
            (place.root / "current" / "index.html").read_text()

    reader = threading.Thread(target=reads)
    reader.start()
    for number in range(1, 6):
        deploy(write(versions[number % 2]), place, keep=10_000)
        count = len(seen)
        while len(seen) < count + 2 and reader.is_alive():
            os.sched_yield()
    stop.set()
    reader.join()
    assert set(seen) == {("day a", "day b"), ("night a", "night b")}
    assert len(releases(place)) == 6
