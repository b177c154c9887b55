"""Find out why one post stands under another, the strongest evidence first."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

import numpy as np

from pelican_crossing import text
from pelican_crossing.discovery.reasons import Reason
from pelican_crossing.discovery.stopwords import STOPWORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pelican_crossing.discovery.signals import Signal, Signals
    from pelican_crossing.markup import Markup
    from pelican_crossing.model import Post

_WEEK: Final = 7.0
_NAMES: Final = 2
_LOOKED_AT: Final = 30
_SHORTEST: Final = 4
_STEM: Final = 5
# An article or pronoun that French and Italian write together with the next word.
_ELISION: Final = re.compile(r"\b(?:[^\W\d_]|qu|dell|nell|sull)['’]", re.IGNORECASE)
# A word that stands between spaces and punctuation on its own, and so is no half of `e-mail` or `don't`.
_ALONE: Final = re.compile(rf"(?<!\S)[^\w\s]*([^\W\d_]{{{_SHORTEST},}})[^\w\s]*(?!\S)")


class Evidence:
    """All that speaks for the neighbours of the posts; quickest when asked for one host after the other."""

    def __init__(self, posts: Sequence[Post], documents: Sequence[Markup], signals: Signals) -> None:
        self._posts = posts
        self._signals = signals
        self._links = set(zip(*(places.tolist() for places in signals.links.nonzero()), strict=True))
        self._words = _Words(posts, documents, signals.text)
        self._categories = Counter(post.category for post in posts)

    def reasons(self, host: int, other: int, *, picked: bool) -> tuple[Reason, ...]:
        """Return why `other` stands under `host`, strongest first; there is always at least one reason."""
        found = [Reason(kind="pick")] if picked else []
        found += self._ties(host, other)
        found += self._subjects(host, other)
        apart = self._signals.days[other] - self._signals.days[host]
        if abs(apart) < _WEEK:
            found.append(Reason(kind="week"))
        return tuple(found) or (self._last_resort(host, other, later=bool(apart > 0)),)

    def _ties(self, host: int, other: int) -> Iterator[Reason]:
        if len(self._signals.series.shared(host, other)):
            yield Reason(kind="series", names=(self._posts[host].series,))
        if (other, host) in self._links:
            yield Reason(kind="links_here")
        if (host, other) in self._links:
            yield Reason(kind="linked_from_here")

    def _subjects(self, host: int, other: int) -> Iterator[Reason]:
        tags, sources = self._signals.tags, self._signals.sources
        written = {tag.casefold(): tag for tag in self._posts[host].tags}
        shared = [written[tags.names[column]] for column in tags.shared(host, other)][:_NAMES]
        if shared:
            yield Reason(kind="tags", names=tuple(shared))
        if words := self._words.shared(host, other, besides=text.words(" ".join(shared))):
            yield Reason(kind="words", names=words)
        for column in sources.shared(host, other)[:1]:
            if _rare(sources, column):
                yield Reason(kind="sources", names=(sources.names[column].split("/")[0],))

    def _last_resort(self, host: int, other: int, *, later: bool) -> Reason:
        category = self._posts[host].category
        if category and category == self._posts[other].category and self._categories[category] < len(self._posts):
            return Reason(kind="category", names=(category,))
        if self._words.in_common(host, other):
            return Reason(kind="words")
        return Reason(kind="later" if later else "earlier")


class _Words:
    """The distinctive words that two posts share, as their authors wrote them."""

    def __init__(self, posts: Sequence[Post], documents: Sequence[Markup], signal: Signal) -> None:
        self._posts = posts
        self._documents = documents
        self._signal = signal
        self._host = -1
        self._weights = np.zeros(len(signal.names), np.float32)
        self._written: dict[str, str] = {}
        self._titles = [frozenset(text.words(post.title)) for post in posts]
        self._repeats: dict[int, frozenset[str]] = {}

    def shared(self, host: int, other: int, besides: Sequence[str]) -> tuple[str, ...]:
        """Return the two words that bring the posts together most, no forms of each other or of words `besides`.

        That both happen to use a rare word says nothing to a reader: see `_matters`.
        """
        self._turn_to(host)
        columns, weights = self._signal.row(other)
        products = self._weights[columns] * weights
        chosen: list[str] = []
        for place in np.lexsort((columns, -products))[: min(_LOOKED_AT, np.count_nonzero(products))]:
            word = self._signal.names[columns[place]]
            fresh = not any(_alike(word, known) for known in (*chosen, *besides))
            if fresh and self._tells(word, columns[place]) and self._matters(word, host, other):
                chosen.append(word)
            if len(chosen) == _NAMES:
                break
        return tuple(self._surface(word, other) for word in chosen)

    def in_common(self, host: int, other: int) -> bool:
        """Tell whether the posts share any word that counts."""
        self._turn_to(host)
        columns, weights = self._signal.row(other)
        return bool(np.any(self._weights[columns] * weights))

    def _matters(self, word: str, host: int, other: int) -> bool:
        """Tell whether the word stands in the title of one of the posts, or several times in both."""
        return any(word in self._titles[post] for post in (host, other)) or all(
            word in self._repeated(post) for post in (host, other)
        )

    def _repeated(self, post: int) -> frozenset[str]:
        """Return the words that a post has more than once."""
        known = self._repeats.get(post)
        if known is None:
            counts = Counter(text.words(self._documents[post].text))
            known = self._repeats[post] = frozenset(word for word, count in counts.items() if count > 1)
        return known

    def _tells(self, word: str, column: int) -> bool:
        return (
            word in self._written and word not in STOPWORDS and not text.unspaced(word) and _rare(self._signal, column)
        )

    def _turn_to(self, host: int) -> None:
        """Spread out the weights and the words of one host."""
        if host == self._host:
            return
        self._weights[self._signal.row(self._host)[0] if self._host >= 0 else []] = 0
        columns, weights = self._signal.row(host)
        self._weights[columns] = weights
        self._written = _written(f"{self._posts[host].title} {self._documents[host].text}")
        self._host = host

    def _surface(self, word: str, other: int) -> str:
        """Return the word as the host writes it; a capital that only begins a sentence there goes by the other post."""
        surface = self._written[word]
        if surface != word and re.search(rf"\b{re.escape(word)}\b", self._documents[other].text):
            return word
        return surface


def _written(prose: str) -> dict[str, str]:
    """Return the words that stand on their own in a text, as written, by their lower case."""
    forms: dict[str, str] = {}
    for word in _ALONE.findall(_ELISION.sub(" ", prose)):
        # Capitals sort before small letters: "Bridges" gives way to "bridges", "BRIDGES" to both.
        forms[word.lower()] = max(word, forms.get(word.lower(), ""))
    return forms


def _alike(word: str, other: str) -> bool:
    return word[:_STEM] == other[:_STEM] or word.startswith(other) or other.startswith(word)


def _rare(signal: Signal, column: int) -> bool:
    """Tell whether a name is on few posts: one in eight, or three on a small blog."""
    return bool(signal.spread[column] <= max(3, signal.matrix.shape[0] // 8))
