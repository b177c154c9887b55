"""The graph: who links here, and what can be reached."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pelican_crossing.discovery.graph import Reach, backlinks, own_links, reach

SITE = "https://example.org"


def to(*hrefs):
    return "".join(f'<p>see <a href="{href}">this</a></p>' for href in hrefs)


@pytest.mark.parametrize(
    "href",
    [
        "/posts/tide/",
        "../tide/#low",
        "https://example.org/posts/tide/",
        "http://www.example.org/posts/tide",
        "/posts/tide/index.html?x=1",
        "/2011/05/tide.html",
        "https://old.example/tide?id=7",
    ],
)
def test_every_spelling_and_every_alias_of_a_post_leads_to_it(post, href):
    tide = post("tide", aliases=("/2011/05/tide.html", "https://old.example/tide?id=7"))
    assert backlinks((tide, post("mud", html=to(href))), SITE)["tide"] == ("mud",)


def test_a_post_wins_its_own_address_over_an_alias_of_another(post):
    posts = (post("tide"), post("ebb", aliases=("/posts/tide/",)), post("mud", html=to("/posts/tide/")))
    assert own_links(posts, SITE)["mud"] == ("tide",)


def test_backlinks_are_named_once_and_the_newest_first(post):
    posts = (
        post("tide"),
        post("old", day="2024-02-01", html=to("/posts/tide/", "../tide/")),
        post("new", day="2024-03-01", html=to("/posts/tide/")),
        post("b", day="2024-01-09", html=to("/posts/tide/")),
        post("a", day="2024-01-09", html=to("/posts/tide/")),
        post("pages/about", day="2023-01-01", html=to("/posts/tide/"), kind="page"),
    )
    assert backlinks(posts, SITE)["tide"] == ("new", "old", "a", "b", "pages/about")


def test_drafts_and_hidden_posts_are_never_named(post):
    posts = (
        post("tide"),
        post("diary", html=to("/posts/tide/"), status="draft"),
        post("party", html=to("/posts/tide/"), status="hidden"),
    )
    assert backlinks(posts, SITE) == {"tide": (), "diary": (), "party": ()}


def test_links_of_a_post_to_itself_and_to_its_translation_do_not_count(post):
    posts = (
        post("tide", html=to("#low", "/posts/tide/", "/posts/tide.de/")),
        post("tide.de", html=to("/posts/tide/"), lang="de", translation_of="tide"),
    )
    assert backlinks(posts, SITE) == {"tide": (), "tide.de": ()}


def test_a_link_to_one_translation_counts_for_all_and_each_names_the_version_in_its_language(post):
    posts = (
        post("tide"),
        post("tide.de", lang="de", translation_of="tide"),
        post("mud", day="2024-02-01", html=to("/posts/tide/")),
        post("mud.de", day="2024-02-02", html=to("/posts/tide.de/"), lang="de", translation_of="mud"),
        post("crab", day="2024-03-01", html=to("/posts/tide/")),
    )
    found = backlinks(posts, SITE)
    assert found["tide"] == ("crab", "mud")
    assert found["tide.de"] == ("crab", "mud.de")


def test_the_sample_blog_has_its_link(blog):
    assert {key: found for key, found in backlinks(blog, SITE).items() if found} == {"handshake": ("card",)}


def ring(post, *keys):
    return tuple(post(key) for key in keys)


def test_a_ring_of_posts_reaches_everything(post):
    related = {"a": ["b"], "b": ["c"], "c": ["a"]}
    assert reach(ring(post, "a", "b", "c"), related) == Reach(orphans=(), cut_off=())


def test_a_post_without_a_way_in_is_an_orphan(post):
    related = {"a": ["b"], "b": ["a"], "c": ["a", "b"]}
    assert reach(ring(post, "a", "b", "c"), related) == Reach(orphans=("c",), cut_off=("c",))


def test_a_closed_circle_is_cut_off_though_nobody_is_an_orphan(post):
    related = {"a": ["b"], "b": ["c"], "c": ["a"], "d": ["e"], "e": ["d", "a"]}
    assert reach(ring(post, *"abcde"), related) == Reach(orphans=(), cut_off=("d", "e"))


def test_translations_are_reached_from_each_other(post):
    posts = ring(post, "a", "b")
    posts += (replace(post("a.de"), lang="de", translation_of="a"),)
    assert reach(posts, {"a": [], "a.de": ["b"], "b": ["a"]}) == Reach(orphans=(), cut_off=())


def test_one_post_and_none_are_whole(post):
    assert reach(ring(post, "a"), {"a": []}) == reach((), {}) == Reach(orphans=(), cut_off=())
