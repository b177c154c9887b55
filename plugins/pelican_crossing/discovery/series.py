"""The place of each post in its series."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pelican_crossing.model import Post


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesPlace:
    """Where a post stands: part `index` (from 1) of the posts `keys`, in reading order."""

    name: str
    index: int
    keys: tuple[str, ...]


def series_of(posts: Iterable[Post]) -> dict[str, SeriesPlace]:
    """Return the place of each article that is part of a series.

    Only published articles of one language make a series, so a hidden part is neither listed nor counted. Parts
    with a `series_index` come first, in its order, then the others by date. A single article is no series yet:
    "part 1 of 1" tells a reader nothing. Names that differ in case or spacing only are one series, written as in its
    first part.
    """
    groups: defaultdict[tuple[str, str], list[Post]] = defaultdict(list)
    for post in posts:
        if (name := name_of(post)) and post.listed and post.kind == "article":
            groups[name, post.lang].append(post)
    places: dict[str, SeriesPlace] = {}
    for parts in groups.values():
        parts.sort(key=_reading_order)
        keys = tuple(post.key for post in parts)
        if len(keys) > 1:
            name = " ".join(parts[0].series.split())
            places |= {key: SeriesPlace(name=name, index=index, keys=keys) for index, key in enumerate(keys, 1)}
    return places


def name_of(post: Post) -> str:
    """Return the name of a post's series in one spelling, empty where it is in none."""
    return " ".join(post.series.casefold().split())


def _reading_order(post: Post) -> tuple[bool, int, float, str]:
    return (post.series_index is None, post.series_index or 0, post.date.timestamp(), post.key)
