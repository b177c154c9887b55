"""Atom 1.0 (RFC 4287)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pelican_crossing.feeds.feedgen import generator

if TYPE_CHECKING:
    from pelican_crossing.feeds.model import Feed

MEDIA_TYPE: Final = "application/atom+xml"


def atom(feed: Feed) -> bytes:
    """Return the feed as Atom in UTF-8, well-formed whatever its texts hold; the same feed gives the same bytes."""
    document: bytes = generator(feed, MEDIA_TYPE).atom_str(pretty=True)
    return document
