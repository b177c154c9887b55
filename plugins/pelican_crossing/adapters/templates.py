"""Our partials and filters, given to each generator's Jinja environment."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from jinja2 import FileSystemLoader
from markupsafe import Markup

if TYPE_CHECKING:
    from pelican.generators import Generator

_MONTHS: Final = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
_SCROLLING: Final = re.compile(r"<(pre|table)\b(?![^>]*\btabindex=)")
_ALIGNED: Final = re.compile(r'(?<=<t[dh]) style="text-align: (left|center|right);"')


def offer(generator: Generator) -> None:
    """Add our templates as the last place to look, so that a theme can override each, and our filters.

    Their names begin with `crossing_`: a site may have filters of its own.
    """
    generator.env.loader.loaders.append(FileSystemLoader(Path(__file__).parent.parent / "templates"))
    zone = ZoneInfo(generator.settings.get("TIMEZONE") or "UTC")

    def day(date: date | datetime) -> str:
        """Write a date as 14 March 2025, a moment in the site's time zone."""
        local = date.astimezone(zone) if isinstance(date, datetime) else date
        return f"{local.day} {_MONTHS[local.month - 1]} {local.year}"

    def iso(date: datetime) -> str:
        """Write a date as RFC 3339, in the site's time zone."""
        return date.astimezone(zone).isoformat(timespec="seconds")

    filters = {"day": day, "iso": iso, "host": host, "focusable": focusable}
    generator.env.filters.update({f"crossing_{name}": function for name, function in filters.items()})


def host(url: str) -> str:
    """Return the host of an address."""
    return urlsplit(url).hostname or url


def focusable(html: str) -> Markup:
    """Let the keyboard reach what can be scrolled: blocks of code and tables (WCAG 2.1.1).

    The styles by which Markdown aligns the cells of a table become classes, since our pages allow no inline style.
    """
    html = _ALIGNED.sub(r' class="\1"', _SCROLLING.sub(r'<\1 tabindex="0"', str(html)))
    return Markup(html)  # noqa: S704 - the author's own, rendered HTML, or a comment that passed the sanitiser
