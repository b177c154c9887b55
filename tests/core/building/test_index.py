"""The index carries the whole site but its bodies from the build to the commands that come after it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pelican_crossing.building.index import read_index, write_index
from pelican_crossing.errors import ContentError
from pelican_crossing.model import UNDATED, Post, Site

NOON = datetime(2026, 3, 1, 12, tzinfo=timezone(timedelta(hours=1)))
SITE = Site(
    url="https://example.org",
    title="The Footbridge",
    posts=(
        Post(
            key="handshake.de",
            slug="handshake",
            title="Händedruck",
            url="de/posts/handshake/",
            date=NOON,
            modified=NOON,
            html="<p>A long body</p>",
            summary="<p>A summary</p>",
            lang="de",
            tags=("hands",),
            series="Meeting",
            series_index=2,
            aliases=("/old/",),
            translation_of="handshake",
            status="hidden",
        ),
        Post(key="pages/about", slug="about", title="About", url="about/", date=UNDATED, kind="page"),
    ),
    cards=("hi/",),
)


def without_bodies(site: Site) -> Site:
    return replace(site, posts=tuple(replace(post, html="", summary="") for post in site.posts))


def test_a_site_comes_back_without_bodies_and_summaries(tmp_path: Path) -> None:
    write_index(SITE, tmp_path / ".crossing/index.json")
    assert read_index(tmp_path / ".crossing/index.json") == without_bodies(SITE)
    assert "A long body" not in (tmp_path / ".crossing/index.json").read_text(encoding="utf-8")


def test_the_same_site_gives_the_same_bytes(tmp_path: Path) -> None:
    write_index(SITE, tmp_path / "one")
    write_index(read_index(tmp_path / "one"), tmp_path / "two")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    post=st.builds(
        Post,
        key=texts,
        slug=texts,
        title=texts,
        url=texts,
        date=st.datetimes(timezones=st.just(NOON.tzinfo)),
        modified=st.none() | st.datetimes(timezones=st.just(NOON.tzinfo)),
        html=st.just(""),
        summary=st.just(""),
        tags=st.lists(texts, max_size=3).map(tuple),
        series_index=st.none() | st.integers(0, 99),
    )
)
def test_any_post_comes_back_as_it_was(tmp_path: Path, post: Post) -> None:
    site = Site(url="https://example.org", title="T", posts=(post,))
    write_index(site, tmp_path / "index.json")
    assert read_index(tmp_path / "index.json") == site


def test_a_site_that_was_never_built_says_how_to_build_it(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"there is no index of the site\n  -> run `crossing build`"):
        read_index(tmp_path / "index.json")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("", "cannot be read"),
        ("{half", "cannot be read"),
        ("\x80", "cannot be read"),
        ("[]", "version None"),
        ('{"version": 0, "site": {}}', "version 0, not 1"),
        ('{"version": 1}', "damaged"),
        ('{"version": 1, "site": {"posts": []}}', "damaged"),
        ('{"version": 1, "site": {"url": "", "title": "", "posts": [{"date": "x"}]}}', "damaged"),
        ('{"version": 1, "site": {"url": "", "title": "", "posts": [7]}}', "damaged"),
    ],
)
def test_an_index_that_cannot_be_used_says_why_and_what_to_do(tmp_path: Path, content: str, what: str) -> None:
    index = tmp_path / "index.json"
    index.write_bytes(content.encode("latin-1"))
    with pytest.raises(ContentError, match=what) as caught:
        read_index(index)
    assert caught.value.problems[0].remedy == "run `crossing build`"


def test_a_field_of_another_version_is_damage_and_no_traceback(tmp_path: Path) -> None:
    index = tmp_path / "index.json"
    write_index(SITE, index)
    data = json.loads(index.read_text(encoding="utf-8"))
    data["site"]["posts"][0]["mood"] = "good"
    index.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(ContentError, match="mood"):
        read_index(index)
