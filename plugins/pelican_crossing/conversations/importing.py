"""Bring an export into the store.

The result is a function of the export, `map.csv`, the posts of the site and what the store already holds, and does
not depend on the order of anything in the file. Nothing is written before everything was computed.

What the export publishes replaces what the store holds under the same id; only a comment that is held as the
author's own stays so, since not every import tells who that is. What it withholds (spam, deleted, waiting for
approval) is counted and not written, with two exceptions: a comment on which a published reply hangs leaves its id,
parent and date, so that the thread stays whole; and one that the store has published keeps its words there, but takes
over its new status and is shown no more. A comment lies where the export's thread belongs today: if its post has
another key now, it moves there.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from pelican_crossing.conversations.importers import sniff
from pelican_crossing.conversations.matching import Matcher, read_map
from pelican_crossing.conversations.merging import Tally, merge, tell_apart
from pelican_crossing.conversations.report import Report
from pelican_crossing.conversations.store import Document, Store, Unmatched, file_of, serialise
from pelican_crossing.model import Comment, Thread

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from pelican_crossing.conversations.importers.export import Export, SourceComment, SourceThread
    from pelican_crossing.model import Site


def _to_standard_error(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def import_comments(
    path: Path,
    site: Site,
    store: Store,
    *,
    owners: frozenset[str] = frozenset(),
    say: Callable[[str], None] = _to_standard_error,
) -> Report:
    """Read an export, place its comments under the posts of `site` and write what changed.

    `owners` are names of accounts (Disqus) whose comments are the site author's own; `say` is told when another
    import must be waited for. An export without comments writes nothing, and its report has a `problem`.

    Raises ExportError when the export cannot be read whole and StoreError when the store or its map is damaged;
    nothing is written then. Raises OutputError when the file system refuses.
    """
    export = sniff(path).read(path)
    tally = Tally()
    documents, comments = _homes(export, Matcher(site, read_map(store.map_path, site)))
    unmatched = 0
    if comments:
        distinct = tell_apart(comments, tally)
        with store.locked(say):
            changes, unmatched = _changes(documents, distinct, store, frozenset(map(str.casefold, owners)), tally)
            store.write(changes)
    return Report(
        file=str(path),
        source=export.source,
        read=sum(len(thread.comments) for thread in export.threads),
        imported=tally.imported,
        unchanged=tally.unchanged,
        not_imported={reason: count for reason, count in sorted(tally.not_imported.items()) if count},
        unmatched=unmatched,
        map_path=store.map_path,
        waiting=store.unmatched(),
        notes=(*export.notes, *(f"{what}: {count:,}" for what, count in sorted(tally.notes.items()))),
    )


def _homes(export: Export, matcher: Matcher) -> tuple[dict[str, Document], dict[str, list[SourceComment]]]:
    """Return for each file that the export touches its empty document, and the comments that belong into it."""
    documents: dict[str, Document] = {}
    comments: defaultdict[str, list[SourceComment]] = defaultdict(list)
    for thread in sorted(export.threads, key=lambda thread: (thread.id, thread.url, thread.title)):
        if thread.comments:
            key = matcher.match(thread)
            document = Thread(key=key) if key else _unplaced(thread, export.source)
            name = file_of(document)
            documents.setdefault(name, document)
            comments[name] += thread.comments
    return documents, dict(comments)


def _unplaced(thread: SourceThread, source: str) -> Unmatched:
    return Unmatched(
        source=source,
        id=thread.id,
        url=thread.url,
        title=thread.title,
        identifiers=thread.identifiers,
        date=thread.date,
    )


def _changes(
    documents: Mapping[str, Document],
    incoming: Mapping[str, list[SourceComment]],
    store: Store,
    owners: frozenset[str],
    tally: Tally,
) -> tuple[dict[str, bytes | None], int]:
    """Return the new content of each file that changes, and how many comments were imported without a post."""
    strays, moved = _moves(incoming, store)
    changes: dict[str, bytes | None] = {}
    unmatched = 0
    for name in sorted({*documents, *strays}):
        stored = store.load(name)
        leaving = strays.get(name, set())
        held = {comment.id: comment for comment in stored.comments if comment.id not in leaving} if stored else {}
        before = tally.imported
        merged = merge(held, moved.get(name, {}), incoming.get(name, ()), owners, tally)
        document = documents.get(name) or stored
        if isinstance(document, Unmatched):
            unmatched += tally.imported - before
        if document and merged:
            content = serialise(replace(document, comments=tuple(merged.values())))
            if store.differs(name, content):
                changes[name] = content
        elif stored:
            changes[name] = None
    return changes, unmatched


def _moves(
    incoming: Mapping[str, list[SourceComment]], store: Store
) -> tuple[dict[str, set[str]], dict[str, dict[str, Comment]]]:
    """Return the ids that leave each file of the store, and for each home the comments that come to it."""
    home_of = {comment.id: name for name, comments in incoming.items() for comment in comments}
    strays: defaultdict[str, set[str]] = defaultdict(set)
    for id_, names in store.homes().items():
        for name in names:
            if home_of.get(id_, name) != name:
                strays[name].add(id_)
    moved: defaultdict[str, dict[str, Comment]] = defaultdict(dict)
    for name, ids in sorted(strays.items()):
        stored = store.load(name)
        for comment in stored.comments if stored else ():
            if comment.id in ids:
                moved[home_of[comment.id]][comment.id] = comment
    return dict(strays), dict(moved)
