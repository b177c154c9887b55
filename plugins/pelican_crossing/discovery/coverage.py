"""See to it that related posts lead everywhere: no post without a way in, and every post reachable from every other.

Both steps trade the last shown places of a few lists for the places of posts that need a way in, and never touch an
author's pick. Where the lists are too short for that (a handful of posts, many picks) they do what they can.
"""

from __future__ import annotations

from collections import Counter
from heapq import nsmallest
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from pelican_crossing.discovery.catalogue import Catalogue, Shelf

SHOWN: Final = 5
_PROTECTED: Final = 3
_ATTEMPTS: Final = 10
_CHOICES: Final = 50
_csr_array: Final[Any] = sparse.csr_array  # scipy has no types


def cover(shelves: Sequence[Shelf], catalogue: Catalogue, k: int) -> list[list[int]]:
    """Return the first `k` candidates of every post, changed so that the first five places lead everywhere.

    A reader finds the versions of a work from each other, so a way to one is a way to all.
    """
    lists = _Lists(shelves, catalogue, k)
    lists.adopt_orphans()
    lists.connect()
    return lists.lists


class _Lists:
    """The lists while they change, with the number of ways that lead into each work."""

    def __init__(self, shelves: Sequence[Shelf], catalogue: Catalogue, k: int) -> None:
        self._shelves = shelves
        self._catalogue = catalogue
        self._works = works = catalogue.works
        self._k = k
        self._shown = min(k, SHOWN)
        self.lists = [list(shelf.candidates[:k]) for shelf in shelves]
        self._placed: set[tuple[int, int]] = set()
        self._ways_in = Counter(works[target] for row in self.lists for target in row[: self._shown])

    def adopt_orphans(self) -> None:
        """Give every post without a way in the last place of the post that likes it most and can spare one."""
        for work, versions in self._versions().items():
            if not self._ways_in[work]:
                likely = chain.from_iterable(self._shelves[version].candidates for version in versions)
                any(self._place(host, work) for host in chain(likely, range(len(self.lists))))

    def connect(self) -> None:
        """Exchange places until every work can be reached from every other, or no exchange helps.

        Each round mends all gaps at once; a round that joins nothing is taken back and tried with the next choices.
        """
        count, parts = self._parts()
        attempt = 0
        while count > 1 and attempt < _ATTEMPTS:
            before = list(self.lists), self._ways_in.copy(), set(self._placed)
            for bridges in self._gaps(parts):
                any(self._place(host, work) for host, work in bridges[attempt:])
            fewer, joined = self._parts()
            if fewer < count:
                count, parts, attempt = fewer, joined, 0
            else:
                self.lists, self._ways_in, self._placed = before
                attempt += 1

    def _gaps(self, parts: NDArray[np.int32]) -> Iterator[list[tuple[int, int]]]:
        """Yield a list of exchanges for every part without a way in, or out: each makes one, the best liked first."""
        part_of = parts[self._works]
        main = int(np.bincount(part_of).argmax())
        hosts, targets = (parts[works] for works in self._ways())
        across = hosts != targets
        no_way_in = np.setdiff1d(part_of, targets[across])
        no_way_out = np.setdiff1d(part_of, hosts[across])
        for part in np.setdiff1d(np.union1d(no_way_in, no_way_out), main).tolist():
            pairs = self._outside(part_of, part, main)
            if part in no_way_in:
                yield [(other, self._works[post]) for post, other in pairs]
            if part in no_way_out:
                yield [(post, self._works[other]) for post, other in pairs]

    def _outside(self, part_of: NDArray[np.int32], part: int, main: int) -> list[tuple[int, int]]:
        """Return posts of one part with posts they like in others, those of the main part first."""
        found = (
            (part_of[other] != main, rank, post, other)
            for post in np.flatnonzero(part_of == part).tolist()
            for rank, other in enumerate(self._liked(post))
            if part_of[other] != part
        )
        return [(post, other) for _, _, post, other in nsmallest(_CHOICES, found)]

    def _liked(self, post: int) -> Iterator[int]:
        """Yield the candidates of a post, then those beside it in time, so that no part is without a neighbour."""
        yield from self._shelves[post].candidates
        yield from (other for other in (post - 1, post + 1) if 0 <= other < len(self._shelves))

    def _parts(self) -> tuple[int, NDArray[np.int32]]:
        """Return how many parts there are, in which each work can be reached from each, and the part of every work."""
        hosts, targets = self._ways()
        size = max(self._works) + 1
        graph = _csr_array((np.ones(len(hosts)), (hosts, targets)), shape=(size, size))
        return csgraph.connected_components(graph, connection="strong")  # type: ignore[no-any-return] # scipy has no types

    def _ways(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the works at both ends of every related link that is shown."""
        works = np.array(self._works)
        shown = [row[: self._shown] for row in self.lists]
        return np.repeat(works, [len(row) for row in shown]), works[list(chain.from_iterable(shown))]

    def _place(self, host: int, work: int) -> bool:
        """Show `work` in the last place of `host` whose post has another way in; tell whether there was one."""
        row = self.lists[host]
        target = self._catalogue.version(host, work)
        if target is None or target in row[: self._shown]:
            return False
        protected = max(self._shelves[host].picks, min(_PROTECTED, self._shown - 1))
        for place in range(min(self._shown, len(row)) - 1, protected - 1, -1):
            if self._ways_in[self._works[row[place]]] > 1 and (host, row[place]) not in self._placed:
                rest = [post for post in row if post not in {row[place], target}]
                rest[self._shown - 1 : self._shown - 1] = [target, row[place]]
                self._ways_in.subtract([self._works[row[place]]])
                self._ways_in.update([work])
                self.lists[host] = rest[: self._k]
                self._placed.add((host, target))
                return True
        return False

    def _versions(self) -> dict[int, list[int]]:
        versions: dict[int, list[int]] = {}
        for post, work in enumerate(self._works):
            versions.setdefault(work, []).append(post)
        return versions
