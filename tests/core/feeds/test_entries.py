"""Which posts become entries, what names them for ever, and what they say."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from pelican_crossing.feeds.entries import entry_id, site_feed
from pelican_crossing.feeds.model import EPOCH, Author, Feed
from pelican_crossing.model import Post, Site


def feed_of(site: Site, *posts: Post, related: dict[str, list[Post]] | None = None, limit: int = 30) -> Feed:
    return site_feed(site, posts or site.posts, related=related or {}, path="feeds/all.atom.xml", limit=limit)


def test_an_id_is_a_name_and_no_address(site: Site) -> None:
    assert entry_id(site.posts[0], site).startswith("urn:uuid:")


def test_every_post_has_an_id_of_its_own(site: Site) -> None:
    assert len({entry_id(post, site) for post in site.posts}) == len(site.posts)


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Another title"},
        {"html": "<p>Another body</p>"},
        {"url": "2026/handshake.html"},
        {"tags": ("other",)},
        {"author": "Somebody else"},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_an_id_outlives_what_an_author_may_change(site: Site, changes: dict[str, str]) -> None:
    post = site.posts[2]
    assert entry_id(replace(post, **changes), site) == entry_id(post, site)


def test_an_id_outlives_a_corrected_date(site: Site) -> None:
    post = site.posts[2]
    corrected = replace(post, date=post.date - timedelta(days=400), modified=post.date)
    assert entry_id(corrected, site) == entry_id(post, site)


def test_an_id_is_the_same_with_http_https_and_www(site: Site) -> None:
    addresses = ("http://example.org", "https://www.example.org", "https://EXAMPLE.org/blog")
    assert len({entry_id(site.posts[0], replace(site, url=url)) for url in (site.url, *addresses)}) == 1


def test_two_blogs_have_different_ids_for_one_slug(site: Site) -> None:
    assert entry_id(site.posts[0], replace(site, url="https://social.example")) != entry_id(site.posts[0], site)


def test_a_guid_that_the_author_or_an_import_gave_is_the_id(site: Site) -> None:
    old = "https://old.example/?p=17"
    assert entry_id(replace(site.posts[0], guid=f" {old} "), site) == old


def test_an_id_is_what_it_was_when_this_was_first_released(site: Site) -> None:
    assert entry_id(site.posts[2], site) == "urn:uuid:d8ae9d39-8d73-5cff-b716-24cb2d7e3aca"


def test_only_listed_articles_are_entries_whatever_is_handed_over(site: Site) -> None:
    assert [entry.title for entry in feed_of(site).entries] == ["At the quay", "Händedruck", site.posts[2].title]


def test_only_listed_posts_are_related_whatever_is_handed_over(site: Site) -> None:
    quay, german, handshake, *private = site.posts
    feed = feed_of(site, handshake, related={"handshake": [private[0], german, handshake, private[1], quay]})
    assert [link.title for link in feed.entries[0].related] == ["Händedruck", "At the quay"]


def test_entries_are_newest_first_and_ties_are_broken_by_key(site: Site) -> None:
    twins = [replace(site.posts[2], key=key, title=key) for key in ("c", "a", "b")]
    assert [entry.title for entry in feed_of(site, *twins, site.posts[0]).entries] == ["At the quay", "a", "b", "c"]


def test_a_feed_holds_the_newest_up_to_its_limit(site: Site) -> None:
    assert [entry.title for entry in feed_of(site, limit=1).entries] == ["At the quay"]


def test_a_feed_is_as_new_as_its_newest_entry(site: Site) -> None:
    assert feed_of(site).updated == site.posts[0].modified
    assert replace(feed_of(site), entries=()).updated == EPOCH


def test_an_entry_is_never_updated_before_it_was_published(site: Site) -> None:
    post = replace(site.posts[0], modified=site.posts[0].date - timedelta(days=1))
    assert feed_of(site, post).entries[0].updated == post.date


def test_addresses_are_whole_canonical_and_percent_encoded(site: Site) -> None:
    feed = feed_of(site, replace(site.posts[0], url="posts/größe/index.html"))
    assert feed.entries[0].url == "https://example.org/posts/gr%C3%B6%C3%9Fe/"
    assert (feed.url, feed.self_url) == ("https://example.org/", "https://example.org/feeds/all.atom.xml")


def test_the_body_is_made_whole_at_the_address_of_its_post(site: Site) -> None:
    assert feed_of(site).entries[0].html == '<p><img src="https://example.org/posts/quay/quay.jpg" alt="The quay"></p>'


def test_a_summary_is_plain_text(site: Site) -> None:
    assert feed_of(site).entries[2].summary == "Two hands & a bridge."


def test_a_summary_that_only_repeats_the_body_is_left_out(site: Site) -> None:
    post = replace(site.posts[2], html="<p>One line.</p>", summary="<p>One line.</p>")
    assert feed_of(site, post).entries[0].summary == ""


def test_category_and_tags_come_once_each(site: Site) -> None:
    post = replace(site.posts[2], category="meeting", tags=("meeting", "hands", ""))
    assert feed_of(site, post).entries[0].categories == ("meeting", "hands")


def test_the_one_author_of_all_entries_is_the_author_of_the_feed(site: Site) -> None:
    mira = Author(name="Mira Lindqvist", uri="https://example.org/")
    feed = feed_of(site)
    assert {feed.author, *(entry.author for entry in feed.entries)} == {mira}


def test_a_guest_is_the_author_of_their_entry_and_the_site_that_of_the_feed(site: Site) -> None:
    quay, _, handshake, *_ = site.posts
    feed = feed_of(site, replace(quay, author="Ivo Brandt"), replace(handshake, author=""))
    assert feed.author == Author(name="The Footbridge", uri="https://example.org/")
    assert [entry.author for entry in feed.entries] == [Author(name="Ivo Brandt"), feed.author]


def test_a_post_without_a_title_is_called_by_its_address(site: Site) -> None:
    assert feed_of(site, replace(site.posts[0], title=" \x0b ")).entries[0].title == "https://example.org/posts/quay/"


def test_a_feed_may_have_a_title_of_its_own(site: Site) -> None:
    feed = site_feed(site, site.posts, related={}, path="feeds/hands.atom.xml", title="The Footbridge: hands")
    assert feed.title == "The Footbridge: hands"
    assert feed.id != feed_of(site).id
