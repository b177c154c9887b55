"""How near every post is to every other, in pieces that fit in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from pelican_crossing.discovery.signals import Signal, Signals

# Each kind of evidence multiplies what the text says; added to it, a tag outweighs a page of text.
_TAGS: Final = 0.5
_SOURCES: Final = 0.25
_LINKS: Final = 0.5
_SERIES: Final = 0.5
_SEASON: Final = ((0.5, 365.0), (0.3, 30.0))  # bonus, days until little is left of it
# What the author tied together stays together, even where the two texts have no word in common.
_TIED: Final = 0.1
_HUBNESS: Final = 0.25
_HUB_OF: Final = 10
# So that posts without a word in common still have an order among them.
_FLOOR: Final = 1e-4
_CELLS: Final = 1_000_000
# Far below any difference that means something: the newer post wins a tie, then the smaller key.
_TIE: Final = 1e-10


def nearest(signals: Signals, works: Sequence[int], count: int) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
    """Return for each of n posts the places of its `count` nearest posts, nearest first, and how near they are.

    Both are n by min(count, n); places where `works` agree (the post itself, its translations) come last with a
    score of minus infinity. A post that is near to everything loses a quarter of that (cross-domain similarity
    local scaling, Conneau et al. 2018), so that a few general posts do not stand under all the others.
    """
    n = len(works)
    count = min(count, n)
    places, scores = np.zeros((n, count), np.int32), np.zeros((n, count))
    for rows, block in _blocks(signals, np.asarray(works)):
        places[rows], scores[rows] = _best(block, count)
    finite = np.where(np.isfinite(scores[:, :_HUB_OF]), scores[:, :_HUB_OF], 0)
    scores -= _HUBNESS * finite.mean(axis=1)[places]
    order = np.argsort(-scores, axis=1, kind="stable")
    return np.take_along_axis(places, order, axis=1), np.take_along_axis(scores, order, axis=1)


def _blocks(signals: Signals, works: NDArray[np.int64]) -> Iterator[tuple[slice, NDArray[np.float64]]]:
    height = max(1, _CELLS // len(works))
    links = (signals.links + signals.links.T).sign().tocsr()
    text, tags, sources, series = map(_cosines, (signals.text, signals.tags, signals.sources, signals.series))
    days = signals.days
    for start in range(0, len(works), height):
        rows = slice(start, start + height)
        linked, together = links[rows].toarray(), series(rows)
        block = text(rows) + _FLOOR + _TIED * (linked + together)
        block *= (1 + _LINKS * linked) * (1 + _SERIES * together)
        block *= (1 + _TAGS * tags(rows)) * (1 + _SOURCES * sources(rows))
        for weight, span in _SEASON:
            block *= 1 + weight * np.exp(-np.abs(days[rows, None] - days[None, :]) / span)
        block -= _TIE * np.arange(len(works))
        block[works[rows, None] == works[None, :]] = -np.inf
        yield rows, block


def _cosines(signal: Signal) -> Callable[[slice], NDArray[np.float64]]:
    """Return a function from some rows to the cosine of each of them with every row."""
    across = signal.matrix.T.tocsr()
    return lambda rows: (signal.matrix[rows] @ across).toarray().astype(np.float64)


def _best(block: NDArray[np.float64], count: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    places = np.sort(np.argpartition(-block, count - 1, axis=1)[:, :count], axis=1)
    scores = np.take_along_axis(block, places, axis=1)
    order = np.argsort(-scores, axis=1, kind="stable")
    return np.take_along_axis(places, order, axis=1), np.take_along_axis(scores, order, axis=1)
