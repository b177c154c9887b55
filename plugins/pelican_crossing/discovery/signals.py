"""What the engine knows of each post, as matrices: row i of each belongs to post i.

The text counts as TF-IDF, the title three times and the headings twice. Measured on fourteen real blogs: raising the
idf to the power of 1.5 gains much, stemming and phrases gain nothing.
"""

from __future__ import annotations

from array import array
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from scipy import sparse

from pelican_crossing.discovery.graph import own_links
from pelican_crossing.discovery.series import name_of
from pelican_crossing.links import external
from pelican_crossing.text import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from pelican_crossing.markup import Markup
    from pelican_crossing.model import Post

_TITLE: Final = 3
_IDF_POWER: Final = 1.5
_DAY: Final = 86_400.0
_csr_array: Final[Any] = sparse.csr_array  # scipy has no types


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One kind of evidence, as a sparse matrix of posts by names.

    Its rows have unit length, or are empty; `spread` is on how many posts each name is.
    """

    matrix: Any
    names: tuple[str, ...]
    spread: NDArray[np.int64]

    def row(self, post: int) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """Return the columns of the names that a post has, and their weights."""
        span = slice(*self.matrix.indptr[post : post + 2])
        return self.matrix.indices[span], self.matrix.data[span]

    def shared(self, post: int, other: int) -> list[int]:
        """Return the columns of the names that two posts share, the rarest first, then by name."""
        columns = np.intersect1d(self.row(post)[0], self.row(other)[0]).tolist()
        return sorted(columns, key=lambda column: (self.spread[column], self.names[column]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Signals:
    """All evidence on n posts; `links` is an n by n matrix with 1 where post i links to post j, `days` are dates."""

    text: Signal
    tags: Signal
    sources: Signal
    series: Signal
    links: Any
    days: NDArray[np.float64]


def gather(posts: Sequence[Post], documents: Sequence[Markup], site_url: str) -> Signals:
    """Return the evidence on `posts`, whose bodies were read into `documents`."""
    return Signals(
        text=_signal(_terms(post, document) for post, document in zip(posts, documents, strict=True)),
        tags=_signal({tag.casefold(): 1 for tag in post.tags} for post in posts),
        sources=_signal(_sources(document, site_url) for document in documents),
        series=_signal({f"{post.lang} {name}": 1} if (name := name_of(post)) else {} for post in posts),
        links=_links(posts, documents, site_url),
        days=np.array([post.date.timestamp() / _DAY for post in posts]),
    )


def _terms(post: Post, document: Markup) -> Counter[str]:
    return Counter(words(document.text) + words("\n".join((*[post.title] * _TITLE, *document.headings))))


def _sources(document: Markup, site_url: str) -> dict[str, int]:
    return {address: 1 for link in document.links if (address := external(link.href, site_url))}


def _links(posts: Sequence[Post], documents: Sequence[Markup], site_url: str) -> Any:
    place = {post.key: number for number, post in enumerate(posts)}
    found = own_links(posts, site_url, [document.links for document in documents])
    pairs = [(place[source], place[target]) for source, targets in found.items() for target in targets]
    rows, columns = np.array(pairs, dtype=np.int32).reshape(-1, 2).T
    return _csr_array((np.ones(len(pairs), np.float32), (rows, columns)), shape=(len(posts), len(posts)))


def _signal(rows: Iterable[Mapping[str, int]]) -> Signal:
    """Count names into a matrix, weigh them by rarity and scale every row to unit length."""
    places: dict[str, int] = {}
    columns, counts, ends = array("i"), array("f"), array("q", [0])
    for row in rows:
        columns.extend(places.setdefault(name, len(places)) for name in row)
        counts.extend(row.values())
        ends.append(len(columns))
    height = len(ends) - 1
    at = np.frombuffer(columns, np.int32) if columns else np.zeros(0, np.int32)
    spread = np.bincount(at, minlength=len(places))
    rarity = np.log((1 + height) / np.maximum(spread, 1)) ** _IDF_POWER
    weights = ((1 + np.log(np.array(counts))) * rarity[at]).astype(np.float32)
    matrix = _csr_array((weights, at, np.array(ends)), shape=(height, len(places)))
    length = np.sqrt(matrix.multiply(matrix).sum(axis=1))
    scale = np.divide(1, length, out=np.zeros_like(length), where=length > 0)
    return Signal(matrix=_csr_array(matrix.multiply(scale[:, None])), names=tuple(places), spread=spread)
