"""feedgen 1.0.0 with its faults repaired; nothing else in the project imports feedgen.

- The links of an Atom entry lose rel, type, title and length: `RepairedEntry.atom_entry`.
- `entry.link()` refuses relations such as `replies` (RFC 4685): `RepairedEntry.link`.
- An RSS channel's `<link>` is the address of the last `link()` called: `RepairedFeed._create_rss`.
- RSS keeps only `rel="self"` of the links of a feed, and none of an item's: `_create_rss`, `RepairedEntry.rss_entry`.
- `updated` and `lastBuildDate` default to the time of the build: both constructors ask for it.
- `add_entry()` puts the newest entry first, which turns the order round: `RepairedFeed.add_entry`.
- An entry has no language, and in RSS no author without an e-mail address: `RepairedEntry.language`, `dc:creator`.
- A summary stands in RSS as plain text, where readers expect HTML: `RepairedEntry.rss_entry`.
- One control character raises ValueError: `generator` cleans every text first.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from lxml import etree

from pelican_crossing.feeds.model import Entry, Feed, well_formed

if TYPE_CHECKING:
    from datetime import datetime

_ATOM: Final = "http://www.w3.org/2005/Atom"
_XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_RSS_RELATIONS: Final = ("alternate", "enclosure")
"""Links for which an RSS item has elements of its own."""

_LINK_ATTRIBUTES: Final = ("href", "rel", "type", "hreflang", "title", "length")


class RepairedEntry(FeedEntry):  # type: ignore[misc]  # feedgen is untyped
    """An entry that keeps its links as they were given."""

    def __init__(self, updated: datetime) -> None:
        super().__init__()
        self.updated(updated)
        self._links: list[dict[str, str]] = []
        self._language = ""

    def link(self, link: Any = None, replace: bool = False, **attributes: str) -> list[dict[str, str]]:
        """Add a link of any relation (RFC 8288), `alternate` unless told, and return all links."""
        self._links = _added(self._links, link, replace, attributes)
        super().link([dict(one) for one in self._links if one["rel"] in _RSS_RELATIONS], replace=True)
        return self._links

    def language(self, tag: str) -> None:
        """Say the language of the entry (BCP 47)."""
        self._language = tag

    def atom_entry(self, extensions: bool = True) -> Any:
        """Return the Atom element with every link as it was given."""
        element = super().atom_entry(extensions)
        for stripped in element.findall("link"):
            element.remove(stripped)
        for link in self._links:
            _append_link(element, "link", link)
        if self._language:
            element.set(_XML_LANG, self._language)
        return element

    def rss_entry(self, extensions: bool = True) -> Any:
        """Return the RSS element with the links that RSS itself has no place for."""
        element = super().rss_entry(extensions)
        if self.summary():
            element.find("description").text = escape(self.summary()["summary"])
        for link in self._links:
            if link["rel"] not in _RSS_RELATIONS:
                _append_link(element, f"{{{_ATOM}}}link", link)
        return element


class RepairedFeed(FeedGenerator):  # type: ignore[misc]  # feedgen is untyped
    """A generator whose output depends on nothing but what it was given."""

    def __init__(self, updated: datetime) -> None:
        super().__init__()
        self.updated(updated)
        self.load_extension("dc", atom=False)
        self._links: list[dict[str, str]] = []

    def link(self, link: Any = None, replace: bool = False, **attributes: str) -> list[dict[str, str]]:
        """Add a link, `alternate` unless told, and return all links; RSS gets the first alternate as its own."""
        self._links = _added(self._links, link, replace, attributes)
        super().link([dict(one) for one in self._links], replace=True)
        return self._links

    def add_entry(self, feedEntry: Any = None, order: str = "append") -> Any:  # noqa: N803 - feedgen's name
        """Add an entry behind the others and return it."""
        return super().add_entry(feedEntry or RepairedEntry(self.updated()), order)

    def _create_rss(self, extensions: bool = True) -> Any:
        root, document = super()._create_rss(extensions)
        channel = root.find("channel")
        channel.find("link").text = next((one["href"] for one in self._links if one["rel"] == "alternate"), "")
        for first_self in channel.findall(f"{{{_ATOM}}}link"):
            channel.remove(first_self)
        others = [one for one in self._links if one["rel"] != "alternate"]
        for place, link in enumerate(others, start=channel.index(channel.find("description")) + 1):
            _append_link(channel, f"{{{_ATOM}}}link", link)
            channel.insert(place, channel[-1])
        return root, document


def _added(links: list[dict[str, str]], link: Any, replace: bool, attributes: dict[str, str]) -> list[dict[str, str]]:
    """Return the links with another one or several, given as feedgen takes them."""
    given = [attributes] if link is None and attributes else link if isinstance(link, list) else [link] if link else []
    return [*([] if replace else links), *({"rel": "alternate", **one} for one in given)]


def _append_link(parent: Any, tag: str, link: dict[str, str]) -> None:
    etree.SubElement(parent, tag, {name: link[name] for name in _LINK_ATTRIBUTES if link.get(name)})


def generator(feed: Feed, media_type: str) -> RepairedFeed:
    """Return a generator filled with `feed`, whose own address serves `media_type`."""
    feed = well_formed(feed)
    result = RepairedFeed(_to_seconds(feed.updated))
    result.id(feed.id)
    result.title(feed.title)
    result.subtitle(feed.subtitle or feed.title)
    result.language(feed.lang)
    result.generator("Pelican Crossing")
    result.link(href=feed.url, rel="alternate", type="text/html")
    result.link(href=feed.self_url, rel="self", type=media_type)
    result.author(name=feed.author.name, uri=feed.author.uri)
    for entry in feed.entries:
        result.add_entry(_entry(entry, feed)).dc.dc_creator(entry.author.name)
    return result


def _entry(entry: Entry, feed: Feed) -> RepairedEntry:
    result = RepairedEntry(_to_seconds(entry.updated))
    result.id(entry.id)
    result.title(entry.title)
    result.published(_to_seconds(entry.published))
    result.link(href=entry.url, rel="alternate", type="text/html")
    for related in entry.related:
        result.link(href=related.url, rel="related", type="text/html", title=related.title)
    for name in entry.categories:
        result.category(term=name)
    result.author(name=entry.author.name, uri=entry.author.uri)
    if entry.lang != feed.lang:
        result.language(entry.lang)
    if entry.summary:
        result.summary(entry.summary)
    result.content(entry.html, type="html")
    return result


def _to_seconds(time: datetime) -> datetime:
    return time.replace(microsecond=0)
