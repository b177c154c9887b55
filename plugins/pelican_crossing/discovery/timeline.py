"""The way from post to post through time."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pelican_crossing.model import Post


def in_time(posts: Iterable[Post]) -> dict[str, tuple[str | None, str | None]]:
    """Return the next older and the next newer published article of the same language, None at either end.

    Articles of one moment are ordered by their keys. Posts that are not published articles are left out.
    """
    languages: defaultdict[str, list[Post]] = defaultdict(list)
    for post in posts:
        if post.listed and post.kind == "article":
            languages[post.lang].append(post)
    ways: dict[str, tuple[str | None, str | None]] = {}
    for articles in languages.values():
        keys = [post.key for post in sorted(articles, key=lambda post: (post.date.timestamp(), post.key))]
        ways |= {key: (older, newer) for older, key, newer in zip([None, *keys], keys, [*keys[1:], None], strict=False)}
    return ways
