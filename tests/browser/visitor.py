"""A reader of the sample site."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from playwright.sync_api import Browser, BrowserContext, Page, Route

Scheme = Literal["light", "dark"]


@dataclass
class Visitor:
    """A reader with a fresh profile for each page.

    `strayed` are the requests that left the site, `said` the messages on the console.
    """

    browser: Browser
    site: str
    strayed: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def open(self, address: str, *, width: int = 360, scheme: Scheme = "light", javascript: bool = True) -> Page:
        """Open an address of the sample site in a window `width` CSS pixels wide."""
        context = self.browser.new_context(
            viewport={"width": width, "height": 780}, color_scheme=scheme, java_script_enabled=javascript
        )
        self.contexts.append(context)
        context.route("**/*", self._pass)
        page = context.new_page()
        page.on("console", lambda message: self.said.append(message.text))
        page.goto(f"{self.site}/{address}")
        return page

    def _pass(self, route: Route) -> None:
        if route.request.url.startswith(f"{self.site}/"):
            route.continue_()
        else:
            self.strayed.append(route.request.url)
            route.abort()
