"""The pages fit every window, read well, and print well."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.browser.visitor import Scheme, Visitor

LENGTHS = """() => {
  const lengths = [], range = document.createRange();
  for (const paragraph of document.querySelectorAll('.e-content > p')) {
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT), lines = [0];
    let bottom = null;
    for (let text; (text = walker.nextNode()); ) {
      for (let at = 0; at < text.length; at++) {
        range.setStart(text, at);
        range.setEnd(text, at + 1);
        const box = range.getClientRects()[0];
        if (!box) continue;
        if (bottom !== null && box.bottom - bottom > 8) lines.push(0);
        bottom = box.bottom;
        lines[lines.length - 1]++;
      }
    }
    lengths.push(...lines.slice(0, -1));
  }
  return lengths.sort((a, b) => a - b);
}"""


def test_nothing_is_wider_than_the_window(visitor: Visitor, address: str) -> None:
    page = visitor.open(address)
    for width in (320, 360, 1280):
        page.set_viewport_size({"width": width, "height": 780})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("width", "least", "most"), [(360, 34, 45), (1280, 60, 75)])
def test_a_full_line_has_a_comfortable_length(
    visitor: Visitor, find_post: Callable[[str], str], width: int, least: int, most: int
) -> None:
    lengths = visitor.open(find_post('id="related"'), width=width).evaluate(LENGTHS)
    assert len(lengths) > 20
    assert least <= lengths[len(lengths) // 2] <= most


def test_text_is_at_least_18_pixels_high(visitor: Visitor, find_post: Callable[[str], str]) -> None:
    page = visitor.open(find_post('id="related"'))
    assert page.locator(".e-content").evaluate("body => parseFloat(getComputedStyle(body).fontSize)") >= 18


@pytest.mark.parametrize(("scheme", "is_light"), [("light", True), ("dark", False)])
def test_the_ground_follows_the_readers_colours_without_javascript(
    visitor: Visitor, scheme: Scheme, is_light: bool
) -> None:
    page = visitor.open("", scheme=scheme, javascript=False)
    ground = page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor")
    channels = [int(part) for part in ground.removeprefix("rgb(").removesuffix(")").split(",")]
    assert (sum(channels) / 3 > 128) is is_light


def test_on_a_phone_the_deepest_reply_keeps_nearly_the_full_width(
    visitor: Visitor, find_post: Callable[[str], str]
) -> None:
    page = visitor.open(find_post('id="comments"'), width=360)
    widths = page.locator(".comments .h-cite").evaluate_all("all => all.map(one => one.getBoundingClientRect().width)")
    assert min(widths) > 0.85 * max(widths)


def test_paper_gets_the_post_and_its_addresses_without_the_navigation(
    visitor: Visitor, find_post: Callable[[str], str]
) -> None:
    page = visitor.open(find_post('id="related"'), scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.locator(".e-content").is_visible()
    assert not page.get_by_role("navigation").first.is_visible()
    assert page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor") == "rgb(255, 255, 255)"
    permalink = page.locator("h1 ~ .meta .u-url")
    printed = permalink.evaluate("link => getComputedStyle(link, '::after').content")
    assert "attr(href)" in printed or str(permalink.get_attribute("href")) in printed
