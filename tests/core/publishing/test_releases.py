"""The rules of a root: what is ours, what a release is called, which ones go."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pelican_crossing.errors import PublishError
from pelican_crossing.publishing.releases import Found, content_hash, hashes, holds, new_id, outdated, require_ours

NOON = datetime(2026, 4, 1, 12, tzinfo=UTC)
FILES = {"index.html": "00", "post/index.html": "11"}


def found(**what: object) -> Found:
    return Found(**{"site": None, "names": (), "folders": (), "link": "", **what})  # type: ignore[arg-type]


def test_a_release_is_named_by_its_time_and_content() -> None:
    assert new_id(FILES, NOON, []) == f"20260401T120000Z-{content_hash(FILES)}"
    assert holds(new_id(FILES, NOON, []), FILES)


def test_the_content_hash_knows_names_and_bytes_and_no_order() -> None:
    assert content_hash(dict(reversed(FILES.items()))) == content_hash(FILES)
    for other in ({"index.html": "00"}, {**FILES, "index.html": "22"}, {"home.html": "00", "post/index.html": "11"}):
        assert not holds(new_id(other, NOON, []), FILES)


@given(st.lists(st.timedeltas(timedelta(days=-400), timedelta(days=400)), max_size=8))
def test_a_new_release_sorts_after_all_others_whatever_the_clock_says(leaps: list[timedelta]) -> None:
    names: list[str] = []
    for leap in leaps:
        names.append(new_id({"index.html": str(leap)}, NOON + leap, names))
    assert names == sorted(set(names))


def test_a_release_that_never_arrived_keeps_its_name() -> None:
    unfinished = f"incoming-{new_id(FILES, NOON, [])}"
    assert new_id(FILES, NOON, [unfinished]).startswith("20260401T120001Z-")


def test_only_folders_named_as_we_name_them_are_releases() -> None:
    release = new_id(FILES, NOON, [])
    there = found(folders=("backup", f"{release}.old", "incoming-x", release), link=f"releases/{release}")
    assert (there.releases, there.unfinished, there.current) == ((release,), ("incoming-x",), release)


@pytest.mark.parametrize("link", ["", "releases/gone", "/elsewhere"])
def test_a_link_to_no_release_of_ours_is_no_current_release(link: str) -> None:
    assert found(folders=(new_id(FILES, NOON, []),), link=link).current == ""


def test_the_newest_are_kept_and_the_current_one_always() -> None:
    names = ["1", "2", "3", "4"]
    assert outdated(names, "4", 3) == ("1",)
    assert outdated(names, "1", 2) == ("2", "3")
    assert outdated(names, "4", 1) == ("1", "2", "3")
    assert outdated(names, "4", 9) == ()


@pytest.mark.parametrize("names", [(), (".crossing-next",)])
def test_an_empty_root_may_become_ours(names: tuple[str, ...]) -> None:
    require_ours(found(names=names), "https://example.org", "/srv/www")


def test_our_own_root_may_hold_other_files_too() -> None:
    there = found(site="https://example.org", names=(".crossing-site", "current", "logs"), link="releases/x")
    require_ours(there, "https://example.org", "/srv/www")


def test_a_root_with_files_of_others_is_refused() -> None:
    with pytest.raises(PublishError, match=r"^/srv/www: holds files that are not ours: a, b, c, d, e \.\.\."):
        require_ours(found(names=tuple("fedcba")), "https://example.org", "/srv/www")


def test_the_root_of_another_site_is_refused() -> None:
    with pytest.raises(PublishError, match=r"is the home of another site, https://example\.net"):
        require_ours(found(site="https://example.net"), "https://example.org", "/srv/www")


def test_a_current_that_is_no_link_is_refused() -> None:
    with pytest.raises(PublishError, match="not a link"):
        require_ours(found(site="https://example.org", names=("current",)), "https://example.org", "/srv/www")


def test_the_files_of_a_site_are_listed_without_the_builds_marker(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("index.html", ".nojekyll", "b/c.html", ".crossing-output"):
        (tmp_path / name).write_text("x")
    assert list(hashes(tmp_path)) == [".nojekyll", "b/c.html", "index.html"]


def test_a_folder_without_a_home_page_is_no_site(tmp_path: Path) -> None:
    (tmp_path / "post.html").write_text("x")
    with pytest.raises(PublishError, match=r"there is no index\.html"):
        hashes(tmp_path)


def test_links_in_a_site_are_refused_each_by_name(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("x")
    (tmp_path / "one").symlink_to("/etc")
    (tmp_path / "two").symlink_to("index.html")
    with pytest.raises(PublishError) as refused:
        hashes(tmp_path)
    assert [problem.path for problem in refused.value.problems] == [str(tmp_path / "one"), str(tmp_path / "two")]


def test_a_folder_with_an_impossible_date_is_none_of_ours() -> None:
    strange = Found(site=None, names=(), folders=("99991231T235959Z-aaaaaaaaaaaa",), link="")
    assert strange.releases == ()
    assert new_id({"a": "0"}, datetime(2026, 4, 1, tzinfo=UTC), strange.folders).startswith("20260401T000000Z-")
