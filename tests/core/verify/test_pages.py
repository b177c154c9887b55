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


def test_an_empty_file_is_a_page_that_lacks_everything(output: Path, site: Site, write: Write) -> None:
    write("empty.html", "")
    assert [finding.rule for finding in check(output, site).findings] == ["page-lang", "page-title"]
