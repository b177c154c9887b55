"""Addresses of our own pages as feeds and sitemaps want them: whole and percent-encoded (RFC 3986)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from pelican_crossing.model import without_index

if TYPE_CHECKING:
    from pelican_crossing.model import Site

_KEPT: Final = "/:?#[]@!$&'()*+,;=%~"


def public(site: Site, url: str) -> str:
    """Return the canonical public address of one of our pages, without the name of an index file."""
    return quote(site.absolute(without_index(url)), safe=_KEPT)
