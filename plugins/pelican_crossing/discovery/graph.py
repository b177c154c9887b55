"""The links between our own posts: which post links to which, who links here, and what a reader can reach."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pelican_crossing.links import Link, canonical, external, links, resolve

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pelican_crossing.model import Post


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What a reader meets who follows related posts only: who has no way in, and who is not on the round trip.

    `orphans` are works that no other work leads to. `cut_off` are works from which, or to which, some posts cannot be
    reached; it is empty when every post is reachable from every other.
    """

    orphans: tuple[str, ...]
    cut_off: tuple[str, ...]


def own_links(
    posts: Sequence[Post], site_url: str, found: Sequence[tuple[Link, ...]] | None = None
) -> dict[str, tuple[str, ...]]:
    """Return for each post the keys of the posts it links to, in order and once each, itself left out.

    A link to an alias counts as a link to the post. `found` are the links of each post where they are read already.
    """
    known = _addresses(posts, site_url)
    result = {}
    for post, own in zip(posts, found or [links(post.html) for post in posts], strict=True):
        keys = (known.get(_address(link.href, post.url, site_url)) for link in own)
        result[post.key] = tuple(dict.fromkeys(key for key in keys if key is not None and key != post.key))
    return result


def backlinks(posts: Sequence[Post], site_url: str) -> dict[str, tuple[str, ...]]:
    """Return for each post the keys of the published articles and pages that link to it, newest first.

    The translations of one work are one: a link to any of them counts for all, a work is named once, in the
    language of the post where that version has the link, and it is never named under its own translations.
    """
    by_key = {post.key: post for post in posts}
    sources: defaultdict[str, list[Post]] = defaultdict(list)
    for key, targets in own_links(posts, site_url).items():
        for work in {by_key[target].work: None for target in targets}:
            if by_key[key].listed and by_key[key].work != work:
                sources[work].append(by_key[key])
    return {post.key: _named_once(sources[post.work], post.lang) for post in posts}


def reach(posts: Iterable[Post], related: Mapping[str, Iterable[str]]) -> Reach:
    """Return what a reader can reach from post to post, where `related` holds the keys shown under each.

    A reader finds the translations of a post from the post, so they count as one.
    """
    work_of = {post.key: post.work for post in posts if post.listed and post.kind == "article"}
    ahead: dict[str, set[str]] = {work: set() for work in sorted(set(work_of.values()))}
    back: dict[str, set[str]] = {work: set() for work in ahead}
    for key, work in work_of.items():
        for target in related.get(key, ()):
            if work_of[target] != work:
                ahead[work].add(work_of[target])
                back[work_of[target]].add(work)
    if len(ahead) < 2:
        return Reach(orphans=(), cut_off=())
    middle = max(ahead, key=lambda work: len(back[work]))
    round_trip = _reachable(ahead, middle) & _reachable(back, middle)
    return Reach(
        orphans=tuple(work for work in ahead if not back[work]),
        cut_off=tuple(work for work in ahead if work not in round_trip),
    )


def _addresses(posts: Sequence[Post], site_url: str) -> dict[str, str]:
    """Return the key of the post behind each address and alias; a post's own address wins over an alias."""
    aliases = {
        _address(alias, "", site_url) if "//" in alias else canonical(alias): post.key
        for post in reversed(posts)
        for alias in post.aliases
    }
    return aliases | {canonical(post.url): post.key for post in posts}


def _address(href: str, base_url: str, site_url: str) -> str:
    """Return one spelling of the address that a link leads to: a path on our site, or `//host/path`."""
    path = resolve(href, base_url, site_url)
    return f"//{external(href, site_url)}" if path is None else canonical(path)


def _named_once(sources: Iterable[Post], lang: str) -> tuple[str, ...]:
    best: dict[str, Post] = {}
    for post in sorted(sources, key=lambda post: (post.lang != lang, -post.date.timestamp(), post.key)):
        best.setdefault(post.work, post)
    return tuple(post.key for post in sorted(best.values(), key=lambda post: (-post.date.timestamp(), post.key)))


def _reachable(ways: Mapping[str, Iterable[str]], start: str) -> set[str]:
    seen, waiting = {start}, [start]
    while waiting:
        fresh = set(ways[waiting.pop()]) - seen
        seen |= fresh
        waiting.extend(fresh)
    return seen
