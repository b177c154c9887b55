"""Which post may stand under which: works and their versions, the author's picks and vetoes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pelican_crossing.model import Post


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """What one post may show: its candidates, best first, of which the first `picks` are the author's own."""

    candidates: tuple[int, ...]
    picks: int = 0


class Catalogue:
    """The articles of a blog by their numbers, and the works, numbered too, that they are versions of."""

    def __init__(self, articles: Sequence[Post]) -> None:
        numbers: dict[str, int] = {}
        self.works = [numbers.setdefault(post.work, len(numbers)) for post in articles]
        self._languages = [post.lang for post in articles]
        self._versions: dict[tuple[int, str], int] = {}
        self._originals: dict[int, int] = {}
        names: dict[str, int] = {}
        # Originals come first, so that they are what a name or a missing language falls back to.
        for number in sorted(range(len(articles)), key=lambda number: (bool(articles[number].translation_of), number)):
            self._versions.setdefault((self.works[number], articles[number].lang), number)
            self._originals.setdefault(self.works[number], number)
            names.setdefault(articles[number].slug, self.works[number])
        names |= {post.key: work for post, work in zip(articles, self.works, strict=True)}
        self._vetoes = [
            {work, *(names[name] for name in post.related_not if name in names)}
            for post, work in zip(articles, self.works, strict=True)
        ]
        self._picks = [[names[name] for name in post.related if name in names] for post in articles]

    def surplus(self, count: int) -> int:
        """Return how many of the nearest articles hold at least `count` different works that may be shown."""
        return (count + max(map(len, self._vetoes))) * max(Counter(self.works).values())

    def version(self, host: int, work: int) -> int | None:
        """Return the version of a work to show under `host`, in its language if there is one; None by veto."""
        if work in self._vetoes[host]:
            return None
        return self._versions.get((work, self._languages[host]), self._originals[work])

    def shelf(self, host: int, nearest: Iterable[int]) -> Shelf:
        """Return what `host` may show: the author's picks, then the nearest articles, one version of each work."""
        picks = self._allowed(host, self._picks[host])
        others = self._allowed(host, (self.works[number] for number in nearest))
        return Shelf(candidates=tuple(dict.fromkeys((*picks, *others))), picks=len(picks))

    def _allowed(self, host: int, works: Iterable[int]) -> list[int]:
        versions = (self.version(host, work) for work in dict.fromkeys(works))
        return [version for version in versions if version is not None]
