"""Feeds are well-formed and hold what readers need to keep their place."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pelican_crossing.verify.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pelican_crossing.model import Site
    from pelican_crossing.verify.documents import FeedDocument, FeedEntry
    from pelican_crossing.verify.output import Output

_REPORT = "this is a fault of the build: build the site again, and report the fault if it remains"


def check(output: Output, _site: Site) -> Iterator[Finding]:
    """Yield the faults of every Atom and RSS feed, and every XML file that is not well-formed."""
    for document in output.documents:
        if document.fault:
            yield Finding(
                document.path,
                document.fault.line,
                "not-well-formed",
                f"no XML parser can read this: {document.fault.text}",
                "remove the character or tag named here from the post that it comes from",
            )
    for feed in output.feeds:
        yield from _check_feed(feed, output)


def _check_feed(feed: FeedDocument, output: Output) -> Iterator[Finding]:
    target = output.resolve(feed.self_url) if feed.self_url else None
    if target is None or target.file != feed.path:
        what = (
            f"the feed says that it is at {feed.self_url!r}" if feed.self_url else "the feed does not say where it is"
        )
        yield Finding(feed.path, 0, "feed-self", what, f"its self link should be {output.address(feed.path)}")
    if not feed.entries:
        yield Finding(feed.path, 0, "empty-feed", "the feed has no entry", _REPORT)
    counts = Counter(entry.id for entry in feed.entries if entry.id)
    for entry in feed.entries:
        if counts[entry.id] > 1:
            what = f"{counts[entry.id]} entries have the id {entry.id}"
            yield Finding(feed.path, entry.line, "duplicate-id", what, "give each post a `Guid:` of its own, or none")
        yield from _check_entry(feed.path, entry)


def _check_entry(path: str, entry: FeedEntry) -> Iterator[Finding]:
    fields = {"id": entry.id, "title": entry.title, "date": entry.updated, "link": entry.link}
    if missing := [name for name, value in fields.items() if not value]:
        what = f"an entry has no {' and no '.join(missing)}"
        yield Finding(path, entry.line, "incomplete-entry", what, _REPORT)
    for url in entry.relative:
        what = f"the body of {entry.title!r} has the address {url!r}, which means nothing in a reader"
        yield Finding(path, entry.line, "relative-address", what, _REPORT)
