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


def match(url: str = "", *identifiers: str, slug: str = "") -> tuple[str, str] | None:
    return Matcher(SITE).match(SourceThread(id="x", url=url, identifiers=identifiers, slug=slug))


@pytest.mark.parametrize(
    ("url", "identifiers", "slug", "found"),
    [
        ("http://www.example.org/posts/rope/index.html?utm_source=x", (), "", ("rope", "url")),
        ("https://example.org/de/posts/rope/", (), "", ("rope.de", "url")),
        ("https://example.org/posts/rope/?page=2", (), "", ("rope", "url")),
        ("http://moved.example/posts/pier", (), "", ("pier", "path")),
        ("http://moved.example/x", ("rope-1",), "", ("rope", "identifier")),
        ("http://moved.example/x", ("12 http://moved.example/?p=12",), "", ("rope", "identifier")),
        ("http://moved.example/?p=12", (), "", ("rope", "identifier")),
        ("http://moved.example/x", ("77",), "", ("rope", "identifier")),
        ("http://moved.example/x", ("/posts/pier/",), "", ("pier", "identifier")),
        ("http://moved.example/x", ("3 http://moved.example/the-pier/",), "", ("pier", "identifier")),
        ("http://moved.example/2009/knots.html", (), "", ("rope", "alias")),
        ("http://moved.example/?p=5", (), "", ("rope", "alias")),
        ("https://new.example/the-pier", (), "", ("pier", "alias")),
        ("http://moved.example/blog/2011/05/pier.html", (), "", ("pier", "slug")),
        ("http://moved.example/2011-05-06-pier/", (), "", ("pier", "slug")),
        ("http://moved.example/?p=999", (), "pier", ("pier", "slug")),
        ("http://moved.example/archive/rope/", (), "", ("rope", "slug")),
        ("http://moved.example/draft/", (), "", ("draft", "slug")),
        ("http://moved.example/archive/tide/", (), "", None),
        ("http://moved.example/shared/", (), "", None),
        ("http://moved.example/x", ("twice",), "", None),
        ("http://moved.example/", (), "", None),
        ("", (), "", None),
        ("http://[broken", ("",), "", None),
    ],
)
def test_a_thread_finds_the_one_post_that_it_can_mean(
    url: str, identifiers: tuple[str, ...], slug: str, found: tuple[str, str] | None
) -> None:
    assert match(url, *identifiers, slug=slug) == found


def test_the_map_wins_over_every_rule(tmp_path: Path) -> None:
    path = tmp_path / "map.csv"
    path.write_text(
        '\ufeff# old, new\nhttps://example.org/posts/rope/,pier\n\nident-9 , tide\n"http://moved.example/a,b",draft\n',
        "utf-8",
    )
    matcher = Matcher(SITE, read_map(path, SITE))
    assert matcher.match(SourceThread(id="x", url="http://www.example.org/posts/rope")) == ("pier", "map")
    assert matcher.match(SourceThread(id="x", identifiers=("ident-9",))) == ("tide", "map")
    assert matcher.match(SourceThread(id="x", url="http://moved.example/a,b")) == ("draft", "map")


def test_no_map_is_no_mapping(tmp_path: Path) -> None:
    assert read_map(tmp_path / "map.csv", SITE) == {}


def test_all_faults_of_the_map_are_told_with_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "map.csv"
    path.write_text("/a/,rope\n/b/\n/c/,rop\n/a/,pier\n,pier\n/d/,pier,x\n")
    with pytest.raises(StoreError) as caught:
        read_map(path, SITE)
    assert [problem.line for problem in caught.value.problems] == [2, 3, 4, 5, 6]
    assert "did you mean 'rope'?" in str(caught.value)


def test_a_map_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "map.csv"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(StoreError, match="UTF-8"):
        read_map(path, SITE)
