"""One test for each fault of feedgen 1.0.0; the first ones show that feedgen still has it.

When one of those fails after an update, its repair in feeds/feedgen.py can go.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from lxml import etree

from pelican_crossing.feeds.feedgen import RepairedEntry, RepairedFeed

ATOM = "{http://www.w3.org/2005/Atom}"
THEN = datetime(2026, 3, 1, tzinfo=UTC)
ENCLOSURE = {"href": "https://example.org/a.mp3", "rel": "enclosure", "type": "audio/mpeg", "length": "7", "title": "A"}


def filled(feed: Any) -> Any:
    feed.id("urn:x")
    feed.title("The Footbridge")
    feed.description("On meeting people")
    feed.link(href="https://example.org/", rel="alternate")
    feed.link(href="https://example.org/feed", rel="self")
    return feed


def with_entry(feed: Any, entry: Any, name: str = "a") -> Any:
    entry.id(f"urn:{name}")
    entry.title(name)
    entry.content(f"<p>{name}</p>", type="html")
    entry.link(href=f"https://example.org/{name}/")
    feed.add_entry(entry)
    return entry


def parsed(document: bytes) -> etree._Element:
    return etree.fromstring(document)


@pytest.fixture
def plain() -> Any:
    return filled(FeedGenerator())


@pytest.fixture
def repaired() -> Any:
    return filled(RepairedFeed(THEN))


def test_feedgen_still_has_the_faults_that_we_repair(plain: Any) -> None:
    first, second = with_entry(plain, FeedEntry(), "a"), with_entry(plain, FeedEntry(), "b")
    first.link(**ENCLOSURE)
    first.summary("a < b")
    atom, rss = parsed(plain.atom_str()), parsed(plain.rss_str())
    assert [dict(link.attrib) for link in atom.iterfind(f"{ATOM}entry/{ATOM}link")][2] == {"href": ENCLOSURE["href"]}
    assert rss.findtext("channel/link") == "https://example.org/feed"
    assert [title.text for title in rss.iterfind("channel/item/title")] == ["b", "a"]
    assert atom.findtext(f"{ATOM}updated") != THEN.isoformat()
    assert rss.findtext("channel/item[2]/description") == "a < b"
    with pytest.raises(ValueError, match="rel"):
        second.link(href="https://example.org/a/#comments", rel="replies")
    with pytest.raises(ValueError, match="XML compatible"):
        with_entry(plain, FeedEntry(), "bell\x07") and plain.atom_str()


def test_the_links_of_an_atom_entry_keep_all_that_they_say(repaired: Any) -> None:
    with_entry(repaired, RepairedEntry(THEN)).link(**ENCLOSURE)
    links = parsed(repaired.atom_str()).findall(f"{ATOM}entry/{ATOM}link")
    assert [dict(link.attrib) for link in links] == [{"href": "https://example.org/a/", "rel": "alternate"}, ENCLOSURE]


def test_an_entry_may_have_a_link_of_any_relation(repaired: Any) -> None:
    entry = with_entry(repaired, RepairedEntry(THEN))
    entry.link(href="https://example.org/a/#comments", rel="replies", type="text/html")
    atom, rss = parsed(repaired.atom_str()), parsed(repaired.rss_str())
    assert atom.find(f"{ATOM}entry/{ATOM}link[@rel='replies']") is not None
    assert rss.find(f"channel/item/{ATOM}link[@rel='replies']") is not None


def test_the_links_of_an_entry_can_be_replaced_and_given_as_feedgen_takes_them() -> None:
    entry = RepairedEntry(THEN)
    entry.link({"href": "https://example.org/a/"})
    assert entry.link([{"href": "https://example.org/b/"}], replace=True) == entry.link()
    assert entry.link() == [{"rel": "alternate", "href": "https://example.org/b/"}]


def test_an_rss_item_keeps_its_own_link_and_enclosure(repaired: Any) -> None:
    entry = with_entry(repaired, RepairedEntry(THEN))
    entry.link(**ENCLOSURE)
    entry.link(href="https://example.org/b/", rel="related", title="b")
    item = parsed(repaired.rss_str()).find("channel/item")
    assert item.findtext("link") == "https://example.org/a/"
    assert dict(item.find("enclosure").attrib) == {"url": ENCLOSURE["href"], "type": "audio/mpeg", "length": "7"}
    assert [dict(link.attrib) for link in item.iterfind(f"{ATOM}link")] == [
        {"href": "https://example.org/b/", "rel": "related", "title": "b"}
    ]


def test_the_link_of_an_rss_channel_is_the_page_for_people_whatever_came_last(repaired: Any) -> None:
    repaired.link(href="https://hub.example/", rel="hub")
    channel = parsed(repaired.rss_str()).find("channel")
    assert channel.findtext("link") == "https://example.org/"
    assert [link.get("rel") for link in channel.iterfind(f"{ATOM}link")] == ["self", "hub"]


def test_a_feed_and_its_entries_are_as_old_as_they_were_said_to_be(repaired: Any) -> None:
    with_entry(repaired, RepairedEntry(THEN))
    atom, rss = parsed(repaired.atom_str()), parsed(repaired.rss_str())
    assert {updated.text for updated in atom.iter(f"{ATOM}updated")} == {"2026-03-01T00:00:00+00:00"}
    assert rss.findtext("channel/lastBuildDate") == "Sun, 01 Mar 2026 00:00:00 +0000"


def test_entries_stay_in_the_order_in_which_they_were_added(repaired: Any) -> None:
    for name in "abc":
        with_entry(repaired, RepairedEntry(THEN), name)
    assert [title.text for title in parsed(repaired.rss_str()).iterfind("channel/item/title")] == ["a", "b", "c"]


def test_an_entry_that_feedgen_makes_itself_is_repaired_too(repaired: Any) -> None:
    assert isinstance(repaired.add_entry(), RepairedEntry)


def test_a_summary_is_html_in_rss_and_plain_in_atom(repaired: Any) -> None:
    with_entry(repaired, RepairedEntry(THEN)).summary("a < b")
    assert parsed(repaired.rss_str()).findtext("channel/item/description") == "a &lt; b"
    assert parsed(repaired.atom_str()).findtext(f"{ATOM}entry/{ATOM}summary") == "a < b"


def test_an_entry_may_be_in_another_language(repaired: Any) -> None:
    with_entry(repaired, RepairedEntry(THEN)).language("de")
    entry = parsed(repaired.atom_str()).find(f"{ATOM}entry")
    assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == "de"
