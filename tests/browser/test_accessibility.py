"""Everyone can read and use the pages: WCAG 2.2 AA, judged by axe-core and by keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.browser.visitor import Scheme, Visitor

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

FOCUS = """() => {
  const element = document.activeElement, style = getComputedStyle(element);
  return { text: element.textContent.trim(), outline: style.outlineStyle, width: parseFloat(style.outlineWidth),
           left: element.getBoundingClientRect().left };
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault(visitor: Visitor, address: str, scheme: Scheme) -> None:
    page = visitor.open(address, scheme=scheme)
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 780})
        found = Axe().run(page, options={"runOnly": RULES})
        assert found.violations_count == 0, found.generate_report()


def test_the_first_tab_stop_is_a_visible_link_to_the_content(visitor: Visitor, address: str) -> None:
    page = visitor.open(address)
    page.keyboard.press("Tab")
    focused = page.evaluate(FOCUS)
    assert focused["text"] == "Skip to the content"
    assert focused["left"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.localName") == "main"


def test_every_tab_stop_shows_that_it_has_the_focus(visitor: Visitor, address: str) -> None:
    page = visitor.open(address)
    stops = page.locator("a[href], summary, [tabindex='0']").count()
    for _ in range(min(stops, 25)):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUS)
        assert focused["outline"] == "solid", focused
        assert focused["width"] >= 2, focused


def test_a_long_line_of_code_can_be_reached_and_scrolled_by_keyboard(
    visitor: Visitor, find_post: Callable[[str], str]
) -> None:
    page = visitor.open(find_post("<pre"), width=320)
    blocks = page.locator("pre")
    assert blocks.count() > 0
    assert blocks.evaluate_all("all => all.every(block => block.tabIndex === 0)")
