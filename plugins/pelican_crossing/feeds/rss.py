"""RSS 2.0 (RSS Advisory Board, with content:encoded, dc:creator and atom:link)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pelican_crossing.feeds.feedgen import generator

if TYPE_CHECKING:
    from pelican_crossing.feeds.model import Feed

MEDIA_TYPE: Final = "application/rss+xml"


def rss(feed: Feed) -> bytes:
    """Return the feed as RSS in UTF-8, well-formed whatever its texts hold; the same feed gives the same bytes."""
    document: bytes = generator(feed, MEDIA_TYPE).rss_str(pretty=True)
    return document
