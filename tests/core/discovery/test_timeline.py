"""The way through time: older and newer."""

from __future__ import annotations

from pelican_crossing.discovery.timeline import in_time


def test_a_post_leads_to_the_next_older_and_newer(blog):
    ways = in_time(reversed(blog))
    assert ways["card"] == ("handshake", "planks")
    assert ways["handshake"] == (None, "card")


def test_drafts_hidden_posts_and_pages_are_not_on_the_way(blog):
    ways = in_time(blog)
    assert ways["comments"] == ("addresses", None)
    assert not ways.keys() & {"diary", "party", "pages/about"}


def test_each_language_has_its_own_way(post):
    posts = (
        post("one"),
        post("one.de", day="2024-01-02", lang="de", translation_of="one"),
        post("two", day="2024-01-03"),
        post("two.de", day="2024-01-04", lang="de", translation_of="two"),
    )
    assert in_time(posts) == {
        "one": (None, "two"),
        "two": ("one", None),
        "one.de": (None, "two.de"),
        "two.de": ("one.de", None),
    }


def test_posts_of_one_moment_are_ordered_by_key(post):
    assert in_time((post("b"), post("a"), post("c")))["b"] == ("a", "c")
