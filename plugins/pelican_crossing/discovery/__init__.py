"""From any post to the others: related posts with reasons, backlinks, series, and the way through time.

`rank` is the engine; numpy and scipy are imported when it is called, not before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pelican_crossing.discovery.reasons import Neighbour, Reason, phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pelican_crossing.model import Post

__all__ = ["Neighbour", "Reason", "phrase", "rank"]


def rank(posts: Sequence[Post], k: int, *, site_url: str = "") -> dict[str, tuple[Neighbour, ...]]:
    """Return up to `k` related posts for every post, best first; see `engine.rank`."""
    from pelican_crossing.discovery import engine

    return engine.rank(posts, k, site_url=site_url)
