"""Debian's Chromium looking at the sample site, driven by playwright."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from tests.browser.visitor import Visitor
from tests.required import require

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = require("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visitor(browser: Browser, served: str) -> Iterator[Visitor]:
    visitor = Visitor(browser, served)
    yield visitor
    for context in visitor.contexts:
        context.close()


@pytest.fixture(scope="session")
def find_post(sample_site: Path) -> Callable[[str], str]:
    """Return a function that gives the address of the first post whose page has a text."""

    def find(text: str) -> str:
        pages = sorted(sample_site.glob("posts/*/index.html"))
        page = next(page for page in pages if text in page.read_text("utf-8"))
        return f"{page.parent.relative_to(sample_site).as_posix()}/"

    return find


@pytest.fixture(params=["home", "post with comments", "post with code", "card", "event", "archive", "topic", "lost"])
def address(request: pytest.FixtureRequest, find_post: Callable[[str], str]) -> str:
    """Each kind of page of the sample site."""
    match request.param:
        case "post with comments":
            return find_post('id="comments"')
        case "post with code":
            return find_post("<pre")
        case name:
            return {
                "home": "",
                "card": "hi/",
                "event": "c/p26/",
                "archive": "archives/",
                "topic": "topics/",
                "lost": "404.html",
            }[name]
