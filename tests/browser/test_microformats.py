"""What other sites' software reads in the pages: microformats, `rel="me"`, feeds, JSON-LD."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import mf2py
import pytest
from lxml import html

HOME = "https://example.org/"


@pytest.fixture(scope="session")
def parse(sample_site: Path) -> Callable[[str], dict[str, Any]]:
    def parsed(address: str) -> dict[str, Any]:
        source = (sample_site / address / "index.html").read_text("utf-8")
        found: dict[str, Any] = mf2py.parse(source, url=f"{HOME}{address}", html_parser="lxml")
        return found

    return parsed


@pytest.mark.parametrize("address", ["", "hi/"])
def test_the_author_is_the_representative_h_card(parse: Callable[[str], dict[str, Any]], address: str) -> None:
    page = parse(address)
    (card,) = [item for item in page["items"] if item["type"] == ["h-card"]]
    assert card["properties"]["name"] == ["Mira Lindqvist"]
    assert card["properties"]["uid"] == [HOME]
    assert card["properties"]["photo"][0]["alt"]
    assert HOME in card["properties"]["url"]
    assert HOME in page["rels"]["me"]
    assert "https://social.example/@mira" in page["rels"]["me"]


def test_rel_me_stands_only_on_the_home_page_and_on_cards(sample_site: Path) -> None:
    claiming = {
        page.relative_to(sample_site).as_posix()
        for page in sample_site.rglob("*.html")
        if any("me" in rel.split() for rel in html.parse(page).xpath("//@rel"))
    }
    assert claiming == {"index.html", "hi/index.html"}


def test_a_post_is_an_h_entry_by_its_author(
    parse: Callable[[str], dict[str, Any]], find_post: Callable[[str], str]
) -> None:
    address = find_post('id="related"')
    (entry,) = [item for item in parse(address)["items"] if item["type"] == ["h-entry"]]
    properties = entry["properties"]
    assert properties["url"] == [HOME + address]
    assert len(properties["name"]) == len(properties["published"]) == len(properties["content"]) == 1
    assert re.fullmatch(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[+-]\d\d:?\d\d", properties["published"][0])
    (author,) = properties["author"]
    assert author["properties"] == {"name": ["Mira Lindqvist"], "url": [HOME]}


def test_each_comment_is_a_citation_with_author_date_and_permalink(
    parse: Callable[[str], dict[str, Any]], find_post: Callable[[str], str]
) -> None:
    address = find_post('id="comments"')
    (entry,) = [item for item in parse(address)["items"] if item["type"] == ["h-entry"]]
    comments = [item for item in entry["properties"]["comment"] if "content" in item["properties"]]
    assert comments
    for comment in comments:
        assert "h-cite" in comment["type"]
        assert comment["properties"]["author"][0]["properties"]["name"][0]
        assert comment["properties"]["url"] == [f"{HOME}{address}#{comment['id']}"]


def test_the_home_page_is_a_feed_of_entries(parse: Callable[[str], dict[str, Any]]) -> None:
    (feed,) = [item for item in parse("")["items"] if item["type"] == ["h-feed"]]
    assert len(feed["children"]) > 1
    for entry in feed["children"]:
        assert {"name", "url", "published", "summary"} <= set(entry["properties"])


def test_every_page_announces_the_feeds_and_its_own_address_once(sample_site: Path) -> None:
    for page in sample_site.rglob("*.html"):
        source = page.read_text("utf-8")
        if 'http-equiv="refresh"' in source:
            continue
        path = page.relative_to(sample_site).as_posix()
        assert len(re.findall(r'<link rel="alternate" type="application/(?:atom|rss)\+xml"', source)) == 2, path
        canonical = re.findall(r'<link rel="canonical" href="([^"]*)"', source)
        assert canonical == ([] if path == "404.html" else [HOME + path.removesuffix("index.html")])
        assert len(re.findall("<h1", source)) == 1, path


def test_json_ld_on_every_post_can_be_read(sample_site: Path) -> None:
    for page in sample_site.glob("posts/*/index.html"):
        (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.read_text("utf-8"))
        assert json.loads(data)["@type"] == "BlogPosting"


def test_a_german_post_says_so_and_its_frame_stays_english(sample_site: Path) -> None:
    for page in sample_site.glob("de/posts/*/index.html"):
        source = page.read_text("utf-8")
        assert '<html lang="en">' in source
        assert '<article class="h-entry" lang="de">' in source
        assert '<footer lang="en">' in source


def test_what_is_hidden_or_a_draft_asks_not_to_be_indexed(sample_site: Path) -> None:
    unlisted = [page for page in sample_site.rglob("*.html") if '"robots" content="noindex"' in page.read_text("utf-8")]
    names = {page.relative_to(sample_site).as_posix() for page in unlisted}
    assert "404.html" in names
    assert not any(page.parent == sample_site and page.name == "index.html" for page in unlisted)
