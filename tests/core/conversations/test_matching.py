from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pelican_crossing.conversations.importers.export import SourceThread
from pelican_crossing.conversations.matching import Matcher, read_map
from pelican_crossing.errors import StoreError
from pelican_crossing.model import Post, Site


def post(key: str, url: str, **more: Any) -> Post:
    named = {"slug": key.rpartition("/")[2], "title": key, "date": datetime(2020, 1, 1, tzinfo=UTC)}
    return Post(key=key, url=url, **{**named, **more})


SITE = Site(
    url="https://example.org",
    title="The Footbridge",
    posts=(
        post("rope", "posts/rope/", identifiers=("rope-1", "?p=12", "77"), aliases=("/2009/knots.html", "/?p=5")),
        post("rope.de", "de/posts/rope/", slug="rope", lang="de", translation_of="rope"),
        post("pier", "posts/pier/", aliases=("http://old.example/the-pier/", "/shared/")),
        post("tide", "posts/tide/", aliases=("/shared/",), identifiers=("twice",)),
        post("pages/tide", "tide/", kind="page", identifiers=("twice",)),
        post("draft", "drafts/draft/", status="draft"),
    ),
)


def match(url: str = "", *identifiers: str, slug: str = "") -> str:
    return Matcher(SITE).match(SourceThread(id="x", url=url, identifiers=identifiers, slug=slug))


@pytest.mark.parametrize(
    ("url", "identifiers", "slug", "found"),
    [
        ("http://www.example.org/posts/rope/index.html?utm_source=x", (), "", "rope"),
        ("https://example.org/de/posts/rope/", (), "", "rope.de"),
        ("https://example.org/posts/rope/?page=2", (), "", "rope"),
        ("http://moved.example/posts/pier", (), "", "pier"),
        ("http://moved.example/x", ("rope-1",), "", "rope"),
        ("http://moved.example/x", ("12 http://moved.example/?p=12",), "", "rope"),
        ("http://moved.example/?p=12", (), "", "rope"),
        ("http://moved.example/x", ("77",), "", "rope"),
        ("http://moved.example/x", ("/posts/pier/",), "", "pier"),
        ("http://moved.example/x", ("3 http://moved.example/the-pier/",), "", "pier"),
        ("http://moved.example/2009/knots.html", (), "", "rope"),
        ("http://moved.example/?p=5", (), "", "rope"),
        ("https://new.example/the-pier", (), "", "pier"),
        ("http://moved.example/blog/2011/05/pier.html", (), "", "pier"),
        ("http://moved.example/2011-05-06-pier/", (), "", "pier"),
        ("http://moved.example/?p=999", (), "pier", "pier"),
        ("http://moved.example/archive/rope/", (), "", "rope"),
        ("http://moved.example/draft/", (), "", "draft"),
        ("https://example.org/posts/pier/", ("rope-1",), "", "pier"),
        ("http://moved.example/posts/pier/", ("rope-1",), "", "pier"),
        ("http://moved.example/2009/knots.html", ("/posts/pier/",), "", "pier"),
        ("http://moved.example/the-pier/", (), "rope", "pier"),
        ("http://moved.example/archive/tide/", (), "", ""),
        ("http://moved.example/shared/", (), "", ""),
        ("http://moved.example/x", ("twice",), "", ""),
        ("http://moved.example/", (), "", ""),
        ("", (), "", ""),
        ("http://[broken", ("",), "", ""),
    ],
)
def test_a_thread_finds_the_one_post_that_it_can_mean(
    url: str, identifiers: tuple[str, ...], slug: str, found: str
) -> None:
    assert match(url, *identifiers, slug=slug) == found


def test_the_map_wins_over_every_rule(tmp_path: Path) -> None:
    path = tmp_path / "map.csv"
    path.write_text(
        '\ufeff# old, new\nhttps://example.org/posts/rope/,pier\n\nident-9 , tide\n"http://moved.example/a,b",draft\n',
        "utf-8",
    )
    matcher = Matcher(SITE, read_map(path, SITE))
    assert matcher.match(SourceThread(id="x", url="http://www.example.org/posts/rope")) == "pier"
    assert matcher.match(SourceThread(id="x", identifiers=("ident-9",))) == "tide"
    assert matcher.match(SourceThread(id="x", url="http://moved.example/a,b")) == "draft"


def test_no_map_is_no_mapping(tmp_path: Path) -> None:
    assert read_map(tmp_path / "map.csv", SITE) == {}


def test_all_faults_of_the_map_are_told_with_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "map.csv"
    path.write_text("/a/,rope\n/b/\n/c/,rop\n/a/,pier\n,pier\n/d/,pier,x\n")
    with pytest.raises(StoreError) as caught:
        read_map(path, SITE)
    assert [problem.line for problem in caught.value.problems] == [2, 3, 4, 5, 6]
    assert "this row does not have two columns" in str(caught.value)
    assert "did you mean 'rope'?" in str(caught.value)


def test_a_map_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "map.csv"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(StoreError, match="UTF-8"):
        read_map(path, SITE)


def test_a_map_that_is_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="Is a directory"):
        read_map(tmp_path, SITE)
