"""Find the post that an old thread belongs to.

The rules are tried in order, and the first that names exactly one post wins: `map` (what the site's author wrote
into `map.csv`), `url`, `path` (the blog has moved to another host), `identifier`, `alias`, `slug`. Where a rule
finds two posts it finds none: a thread without a place is reported, one under the wrong post is not noticed.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from pelican_crossing.conversations.addresses import Address, parse
from pelican_crossing.errors import Problem, StoreError, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from pelican_crossing.conversations.importers.export import SourceThread
    from pelican_crossing.model import Post, Site

    Index = defaultdict[object, set[str]]

_NUMBER: Final = re.compile(r"(?:^|[?&])(?:p|page_id)=(\d+)(?:&|$)")
_DISQUS_IDENTIFIER: Final = re.compile(r"^\d+\s+(?=https?://)")
_DATE_PREFIX: Final = re.compile(r"^\d{4}-\d{2}-\d{2}-(?=.)")
_SUFFIX: Final = re.compile(r"\.(?:html?|php|md)$")


class Matcher:
    """The posts of a site, to be found by the names that old threads have for them."""

    def __init__(self, site: Site, mapping: Mapping[str, str] | None = None) -> None:
        """Take the posts of `site`, and a mapping from old addresses or identifiers to keys of posts."""
        self._mapping: Index = defaultdict(set)
        self._addresses: Index = defaultdict(set)
        self._places: Index = defaultdict(set)
        self._identifiers: Index = defaultdict(set)
        self._aliases: Index = defaultdict(set)
        self._slugs: Index = defaultdict(set)
        for old, key in (mapping or {}).items():
            for name in (old, parse(old)):
                self._mapping[name].add(key)
        for post in site.posts:
            self._add(post, parse(site.absolute(post.url)))

    def match(self, thread: SourceThread) -> str:
        """Return the key of the thread's post, "" where there is none or it is not certain."""
        rules = (self._by_map, self._by_url, self._by_path, self._by_identifier, self._by_alias, self._by_slug)
        return next((key for rule in rules for key in rule(thread) if key), "")

    def _add(self, post: Post, address: Address | None) -> None:
        self._addresses[address].add(post.key)
        if address and address.path:
            self._places[address.place].add(post.key)
        for identifier in post.identifiers:
            self._identifiers[identifier.strip()].add(post.key)
            if number := _number(identifier):
                self._identifiers[number].add(post.key)
        for alias in map(parse, post.aliases):
            if alias and alias.place != ("", ""):
                self._aliases[alias.place].add(post.key)
        self._slugs[post.slug.casefold()].add(post.work)

    def _by_map(self, thread: SourceThread) -> Iterator[str]:
        for name in (thread.url, *thread.identifiers):
            yield _only(self._mapping, name)
            yield _only(self._mapping, parse(name)) if name else ""

    def _by_url(self, thread: SourceThread) -> Iterator[str]:
        for address in _variants(thread.url):
            yield _only(self._addresses, address)

    def _by_path(self, thread: SourceThread) -> Iterator[str]:
        for address in _variants(thread.url):
            yield _only(self._places, address.place)

    def _by_identifier(self, thread: SourceThread) -> Iterator[str]:
        for name in (*thread.identifiers, thread.url):
            yield _only(self._identifiers, name)
            yield _only(self._identifiers, _number(name))
        for name in thread.identifiers:
            for address in _variants(_DISQUS_IDENTIFIER.sub("", name)):
                yield _only(self._places, address.place) or _only(self._aliases, address.place)

    def _by_alias(self, thread: SourceThread) -> Iterator[str]:
        for address in _variants(thread.url):
            yield _only(self._aliases, address.place)

    def _by_slug(self, thread: SourceThread) -> Iterator[str]:
        for name in (thread.slug, thread.url, *thread.identifiers):
            address = parse(_DISQUS_IDENTIFIER.sub("", name))
            slug = _SUFFIX.sub("", address.path.rpartition("/")[2]) if address else ""
            yield _only(self._slugs, slug)
            yield _only(self._slugs, _DATE_PREFIX.sub("", slug))


def _only(index: Index, name: object) -> str:
    """Return the one post of that name, "" where there is none or more than one."""
    keys = index.get(name, set()) if name else set()
    return next(iter(keys)) if len(keys) == 1 else ""


def _number(name: str) -> str:
    """Return what WordPress numbers a post, of the forms `?p=12` and `12 https://example.org/?p=12`."""
    found = _NUMBER.search(name)
    return found[1] if found else ""


def _variants(url: str) -> Iterator[Address]:
    """Yield the address, and without its query where the path alone can name a page."""
    address = parse(url) if url else None
    if address:
        yield address
        if address.path and address.query:
            yield Address(host=address.host, path=address.path, query="")


def read_map(path: Path, site: Site) -> dict[str, str]:
    """Return what `map.csv` says: an old address or identifier, a comma, the key of a post. No file is no mapping.

    Empty lines and lines that begin with `#` are ignored. Raises StoreError with the line of every row that does
    not have two columns, names no post of the site, or contradicts an earlier one.
    """
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except FileNotFoundError:
        return {}
    except UnicodeDecodeError:
        raise StoreError(Problem(str(path), 0, "is not UTF-8 text", "save it as UTF-8")) from None
    except OSError as error:
        what = f"cannot be read: {error.strerror}"
        raise StoreError(Problem(str(path), 0, what, "check that it is a file that you may read")) from error
    keys = {post.key for post in site.posts}
    mapping: dict[str, str] = {}
    problems: list[Problem] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        row = [cell.strip() for cell in next(csv.reader([line]))]
        if wrong := _wrong(row, keys, mapping):
            problems.append(Problem(str(path), number, *wrong))
        else:
            mapping[row[0]] = row[1]
    if problems:
        raise StoreError(*problems)
    return mapping


def _wrong(row: list[str], keys: set[str], mapping: Mapping[str, str]) -> tuple[str, str] | None:
    if len(row) != 2 or not all(row):
        return "this row does not have two columns", "write: old address or identifier, comma, key of the post"
    if row[1] not in keys:
        return f"there is no post with the key '{row[1]}'", nearest(row[1], keys)
    if mapping.get(row[0], row[1]) != row[1]:
        return f"'{row[0]}' was given to '{mapping[row[0]]}' above", "keep one of the two rows"
    return None
