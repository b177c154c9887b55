"""The pages need no script and no third party, and they are light."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path

from tests.browser.visitor import Visitor


def test_a_page_asks_nobody_else_for_anything_and_raises_no_complaint(visitor: Visitor, address: str) -> None:
    visitor.open(address).wait_for_load_state("networkidle")
    assert visitor.strayed == []
    assert visitor.said == []


def test_a_page_carries_no_script_and_no_style_of_its_own(sample_site: Path) -> None:
    for page in sample_site.rglob("*.html"):
        html = page.read_text("utf-8")
        assert set(re.findall(r"<script([^>]*)>", html)) <= {' type="application/ld+json"'}, page
        assert not re.search(r"<style|<[^>]*\s(style|on\w+)=", html), page


def test_without_javascript_the_whole_conversation_can_be_read(
    visitor: Visitor, find_post: Callable[[str], str]
) -> None:
    page = visitor.open(find_post('id="comments"'), javascript=False)
    assert page.locator(".e-content").first.is_visible()
    comments = page.locator(".comments .u-comment .e-content")
    assert comments.count() > 0
    assert all(comment.is_visible() for comment in comments.all())


def test_without_javascript_the_pings_unfold(visitor: Visitor, find_post: Callable[[str], str]) -> None:
    page = visitor.open(find_post("Linked from ("), javascript=False)
    ping = page.locator("details li").first
    assert not ping.is_visible()
    page.locator("summary").click()
    assert ping.is_visible()


def test_a_post_and_its_stylesheet_weigh_less_than_10_000_bytes(sample_site: Path) -> None:
    def weight(path: Path) -> int:
        return len(gzip.compress(path.read_bytes(), 9, mtime=0))

    stylesheet = weight(sample_site / "theme/css/crossing.css")
    assert stylesheet <= 3_000
    furniture = [weight(page) for page in sample_site.glob("posts/*/index.html")]
    assert sorted(furniture)[len(furniture) // 2] + stylesheet <= 10_000
