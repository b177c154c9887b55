"""What Atom and RSS promise alike, read by an independent parser (feedparser) and by lxml."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pelican_crossing.feeds.atom import atom
from pelican_crossing.feeds.entries import site_feed
from pelican_crossing.feeds.model import Author, Entry, Feed, RelatedLink
from pelican_crossing.feeds.rss import rss
from pelican_crossing.model import Site

Format = Callable[[Feed], bytes]
SOME_DAY = datetime(2026, 3, 1, tzinfo=UTC)

both = pytest.mark.parametrize("form", [atom, rss], ids=["atom", "rss"])


@pytest.fixture
def feed(site: Site) -> Feed:
    quay, german, *_ = site.posts
    return site_feed(site, site.posts, related={"handshake": [quay, german]}, path="feeds/all.xml")


@both
def test_a_strict_parser_has_nothing_to_complain_of(feed: Feed, form: Format) -> None:
    assert not feedparser.parse(form(feed)).bozo


@both
def test_the_feed_says_what_it_is_and_where(feed: Feed, form: Format) -> None:
    said = feedparser.parse(form(feed)).feed
    assert (said.title, said.subtitle, said.language) == ("The Footbridge", "On meeting people", "en")
    assert said.link == "https://example.org/"
    assert [link.href for link in said.links if link.rel == "self"] == ["https://example.org/feeds/all.xml"]
    assert said.updated_parsed[:6] == (2026, 4, 10, 8, 30, 0)


@both
def test_an_entry_carries_the_whole_post(feed: Feed, form: Format) -> None:
    entry = feedparser.parse(form(feed)).entries[2]
    assert entry.id == feed.entries[2].id
    assert entry.link == "https://example.org/posts/handshake/"
    assert entry.author == "Mira Lindqvist"
    assert entry.published_parsed[:6] == (2026, 3, 1, 8, 30, 0)
    assert [tag.term for tag in entry.tags] == ["People", "meeting", "hands"]
    assert 'href="https://example.org/posts/quay/"' in entry.content[0].value
    assert "\n    cross()\n" in entry.content[0].value


@both
def test_a_title_is_plain_text_escaped_once(feed: Feed, form: Format) -> None:
    assert b"<title>Nuts &amp; bolts of a &lt;firm&gt; handshake</title>" in form(feed)


@both
def test_related_posts_are_links_beside_the_body_and_never_inside_it(feed: Feed, form: Format) -> None:
    entry = feedparser.parse(form(feed)).entries[2]
    related = [(link.href, link.title) for link in entry.links if link.rel == "related"]
    assert related == [
        ("https://example.org/posts/quay/", "At the quay"),
        ("https://example.org/de/posts/handshake/", "Händedruck"),
    ]
    assert "Händedruck" not in entry.content[0].value


@both
def test_other_related_posts_leave_everything_else_as_it_was(feed: Feed, form: Format) -> None:
    def without_related(document: bytes) -> bytes:
        root = etree.fromstring(document, etree.XMLParser(remove_blank_text=True))
        for link in root.findall(".//{http://www.w3.org/2005/Atom}link[@rel='related']"):
            link.getparent().remove(link)
        return etree.tostring(root)

    link = RelatedLink(url="https://example.org/posts/new/", title="New")
    changed = replace(feed, entries=tuple(replace(entry, related=(link,)) for entry in feed.entries))
    assert form(changed) != form(feed)
    assert without_related(form(changed)) == without_related(form(feed))


@both
def test_the_same_feed_gives_the_same_bytes(feed: Feed, form: Format) -> None:
    assert form(feed) == form(feed)


@both
def test_a_guest_is_named_as_the_author_of_their_entry(feed: Feed, form: Format) -> None:
    guest = replace(feed.entries[0], author=Author(name="Ivo Brandt", uri="https://ivo.example/"))
    entries = feedparser.parse(form(replace(feed, entries=(guest, *feed.entries[1:])))).entries
    assert [entry.author for entry in entries] == ["Ivo Brandt", "Mira Lindqvist", "Mira Lindqvist"]


@both
def test_an_empty_feed_is_a_feed(site: Site, form: Format) -> None:
    empty = site_feed(site, (), related={}, path="feeds/all.xml")
    document = feedparser.parse(form(empty))
    assert not document.bozo
    assert document.entries == []
    assert document.feed.updated_parsed[:3] == (1970, 1, 1)


@both
@settings(deadline=None)
@given(text=st.text(st.characters(codec=None)))
def test_any_text_gives_a_well_formed_feed(form: Format, text: str) -> None:
    entry = Entry(
        id="urn:a",
        title=f"t{text}",
        url="https://example.org/a/",
        published=SOME_DAY,
        updated=SOME_DAY,
        author=Author(name=f"n{text}"),
        html=text,
        summary=text,
        categories=(f"c{text}",),
        related=(RelatedLink(url="https://example.org/b/", title=text),),
    )
    feed = Feed(
        id="urn:f",
        title=f"f{text}",
        subtitle=text,
        url="https://example.org/",
        self_url="https://example.org/f",
        author=Author(name=f"n{text}"),
        entries=(entry,),
    )
    etree.fromstring(form(feed))
