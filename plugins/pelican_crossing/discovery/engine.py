"""Rank the related posts of every post, and say why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pelican_crossing.discovery.catalogue import Catalogue
from pelican_crossing.discovery.coverage import cover
from pelican_crossing.discovery.evidence import Evidence
from pelican_crossing.discovery.reasons import Neighbour
from pelican_crossing.discovery.signals import gather
from pelican_crossing.discovery.similarity import nearest
from pelican_crossing.markup import read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pelican_crossing.model import Post

_CANDIDATES: Final = 60


def rank(posts: Sequence[Post], k: int, *, site_url: str = "") -> dict[str, tuple[Neighbour, ...]]:
    """Return up to `k` related posts for every post, best first, by key.

    Published articles have related posts and are related posts; everything else has none and is none. The order
    of `posts` does not matter. The author's word wins: `related` comes first (a key or a slug), `related_not`
    never. The translations of a work count as one, shown in the language of the post where they can be. The
    first five places together lead from every post to every other wherever that is possible. `site_url` lets whole
    addresses of our own pages count as links between posts.
    """
    articles = sorted(
        (post for post in posts if post.listed and post.kind == "article"),
        key=lambda post: (-post.date.timestamp(), post.key),
    )
    related: dict[str, tuple[Neighbour, ...]] = {post.key: () for post in posts}
    if not articles or k < 1:
        return related
    documents = [read(post.html) for post in articles]
    signals = gather(articles, documents, site_url)
    catalogue = Catalogue(articles)
    places, scores = nearest(signals, catalogue.works, catalogue.surplus(max(_CANDIDATES, 2 * k)))
    shelves = [catalogue.shelf(host, row) for host, row in enumerate(places.tolist())]
    lists = cover(shelves, catalogue, k)
    evidence = Evidence(articles, documents, signals)
    for host, row in enumerate(lists):
        near = dict(zip(places[host].tolist(), scores[host].tolist(), strict=True))
        picks = shelves[host].candidates[: shelves[host].picks]
        related[articles[host].key] = tuple(
            Neighbour(
                key=articles[other].key,
                score=near.get(other, 0.0),
                reasons=evidence.reasons(host, other, picked=other in picks),
            )
            for other in row
        )
    return related
