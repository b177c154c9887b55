"""What every page needs, whatever the theme."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pelican_crossing.model import Site
from pelican_crossing.verify import check

Write = Callable[..., Path]
Edit = Callable[[str, str, str], int]
QUAY = "posts/quay/index.html"
CANONICAL = '<link rel="canonical" href="https://example.org/posts/quay/">'


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("<title>At the quay - The Footbridge</title>", "", "page-title"),
        ("<title>At the quay - The Footbridge</title>", "<title> </title>", "page-title"),
        ("</title>", "</title><title>Again</title>", "page-title"),
        (' lang="en"', "", "page-lang"),
        (' srcset="/images/rope.png 1x" alt=""', "", "image-alt"),
        ('"@type": ', '"@type" ', "json-ld"),
        (CANONICAL, '<link rel="canonical" href="https://social.example/posts/quay/">', "canonical"),
        (CANONICAL, '<link rel="canonical" href="/posts/quay/">', "canonical"),
        (CANONICAL, '<link rel="canonical" href="https://example.org/posts/handshake/">', "canonical"),
    ],
)
def test_a_fault_is_found(output: Path, site: Site, edit: Edit, old: str, new: str, rule: str) -> None:
    edit(QUAY, old, new)
    assert [(finding.path, finding.rule) for finding in check(output, site).findings] == [(QUAY, rule)]


def test_an_image_is_found_with_its_line(output: Path, site: Site, edit: Edit) -> None:
    line = edit(QUAY, ' srcset="/images/rope.png 1x" alt=""', "")
    assert [finding.line for finding in check(output, site).findings] == [line]


def test_two_different_canonical_addresses_are_found(output: Path, site: Site, edit: Edit) -> None:
    edit(QUAY, CANONICAL, f'{CANONICAL}<link rel="canonical" href="https://example.org/">')
    assert {finding.rule for finding in check(output, site).findings} == {"canonical"}


def test_a_page_may_do_without_a_canonical_address(output: Path, site: Site, edit: Edit) -> None:
    edit(QUAY, CANONICAL, "")
    assert check(output, site).findings == ()


def test_the_title_of_a_drawing_is_not_that_of_the_page(output: Path, site: Site, edit: Edit) -> None:
    edit(QUAY, "</main>", "<svg><title>A rope</title></svg></main>")
    assert check(output, site).findings == ()


@pytest.mark.parametrize("path", ["index.html", QUAY, "posts/notes-from-the-harbour/index.html", "hi/index.html"])
def test_an_empty_file_in_the_place_of_a_page_lacks_everything(
    output: Path, site: Site, write: Write, path: str
) -> None:
    write(path, "")
    found = {finding.rule for finding in check(output, site).findings if finding.path == path}
    assert {"page-lang", "page-title"} <= found


@pytest.mark.parametrize(
    "link",
    [
        '<a href="/">Home</a>',
        '<a href="index.html">Home</a>',
        '<link rel="alternate" href="https://example.org/feeds/all.rss.xml">',
    ],
)
def test_a_page_that_leads_to_the_home_page_or_a_feed_was_rendered(
    output: Path, site: Site, write: Write, link: str
) -> None:
    write("topics.html", f"{link}<img src='/images/rope.png'>")
    assert {finding.rule for finding in check(output, site).findings} == {"image-alt", "page-lang", "page-title"}


@pytest.mark.parametrize(
    "content",
    [
        "",
        "google-site-verification: google123.html",
        '<link rel="stylesheet" href="/images/slides.css"><img src="/images/rope.png"><a href="https://example.com/">x</a>',
        '<html><head><title>A</title><title>B</title><link rel="canonical" href="https://social.example/"></head>',
    ],
)
def test_a_page_that_the_author_copied_is_left_as_it_is(output: Path, site: Site, write: Write, content: str) -> None:
    write("images/slides.css", "")
    write("google123.html", content)
    assert check(output, site).findings == ()
