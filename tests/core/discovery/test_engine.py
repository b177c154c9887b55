"""The engine: from any post to the others, with reasons."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pelican_crossing.discovery import phrase, rank
from pelican_crossing.discovery.graph import Reach, reach
from pelican_crossing.model import Post

SITE = "https://example.org"
WORDS = ["lantern", "ferry", "pier", "oak", "beam", "card", "handshake", "feed", "tide", "crab", "bakery", "skipper"]


def keys(related):
    return {key: [near.key for near in neighbours] for key, neighbours in related.items()}


def why(related, key, other):
    return [phrase(reason) for near in related[key] if near.key == other for reason in near.reasons]


@pytest.fixture(scope="module")
def related(blog):
    return rank(blog, 5, site_url=SITE)


def test_posts_on_one_subject_find_each_other(related):
    first = {key: found[0] for key, found in keys(related).items() if found}
    assert first["storm"] == "ferry"
    assert first["ferry"] == "storm"
    assert first["vocabulary"] == "names"
    assert first["feeds"] == "addresses"


def test_a_series_stays_together_though_its_parts_share_no_word(related):
    assert set(keys(related)["beams"][:2]) == {"planks", "railings"}


def test_a_series_of_the_same_name_in_another_language_is_another_series(post):
    posts = (post("one", series="Tang"), post("two", day="2024-09-01", series="Tang", lang="de"))
    assert why(rank(posts, 1), "one", "two") == ["a later post"]


def test_drafts_hidden_posts_and_pages_neither_have_nor_are_related_posts(blog, related):
    unlisted = {"diary", "party", "pages/about"}
    assert related.keys() == {post.key for post in blog}
    assert all(related[key] == () for key in unlisted)
    assert not unlisted & {other for found in keys(related).values() for other in found}


def test_the_reasons_name_the_strongest_evidence_first(related):
    assert why(related, "handshake", "card")[0] == "links to this post"
    assert why(related, "card", "handshake")[0] == "linked from this post"
    assert why(related, "planks", "beams")[0] == "part of the series Small bridges"
    assert why(related, "names", "vocabulary") == ["also about spaced repetition"]
    assert why(related, "storm", "ferry") == ["both mention lantern"]


def test_tags_are_named_as_the_post_itself_writes_them(related):
    assert why(related, "vocabulary", "names")[0] == "also about Spaced Repetition"


def test_shared_sources_and_a_shared_week_are_reasons(related):
    assert "both link to network.example" in why(related, "feeds", "addresses")
    assert "written the same week" in why(related, "addresses", "comments")


def test_no_suggestion_is_without_a_reason(related):
    assert all(near.reasons for found in related.values() for near in found)


def test_every_post_of_the_sample_blog_is_reachable_from_every_other(blog, related):
    assert reach(blog, keys(related)) == Reach(orphans=(), cut_off=())


def test_words_in_a_reason_are_neither_halves_nor_capitals_of_a_sentence(post):
    posts = (
        post("one", "One", html="<p>Lanterns hang low. An e-mail, a follow-up: lanterns don't care.</p>"),
        post("two", "Two lanterns", "2024-06-01", "<p>Again, don't ask. The e-mail and its follow-up came.</p>"),
        post("three", "Three", "2024-09-01", "<p>Nothing of the kind.</p>"),
    )
    assert why(rank(posts, 2), "two", "one") == ["both mention lanterns"]


def test_small_words_are_not_named_as_a_reason(post):
    html = "<p>Whenever something happened, everybody would certainly have thought about themselves.</p>"
    posts = (post("one", html=html), post("two", day="2024-06-01", html=html))
    assert why(rank(posts, 1), "one", "two") == ["on a similar subject"]
    assert why(rank(posts, 1), "two", "one") == ["on a similar subject"]


def test_the_authors_picks_come_first_in_their_order_by_key_or_slug(blog):
    posts = [
        replace(post, related=("feeds", "beams", "no-such-post")) if post.key == "storm" else post for post in blog
    ]
    related = rank(posts, 3)
    assert keys(related)["storm"][:2] == ["feeds", "beams"]
    assert why(related, "storm", "feeds")[0] == "picked by the author"


def test_a_pick_cannot_bring_a_draft_to_light(blog):
    posts = [replace(post, related=("diary", "party", "storm")) if post.key == "storm" else post for post in blog]
    assert not {"diary", "party", "storm"} & set(keys(rank(posts, 5))["storm"])


def test_what_the_author_rules_out_is_never_shown(blog):
    posts = [
        replace(post, related_not=("ferry",), related=("ferry",)) if post.key == "storm" else post for post in blog
    ]
    found = keys(rank(posts, 11))
    assert "ferry" not in found["storm"]
    assert len(found["storm"]) == 10
    assert "storm" in found["ferry"]


def test_the_author_may_rule_out_everything(post):
    posts = (post("one", related_not=("two",)), post("two"))
    assert keys(rank(posts, 5)) == {"one": [], "two": ["one"]}


@pytest.fixture
def bilingual(blog):
    def german(key, html):
        original = next(post for post in blog if post.key == key)
        return replace(original, key=f"{key}.de", lang="de", url=f"de/posts/{key}/", translation_of=key, html=html)

    return (
        *blog,
        german("storm", "<p>Der Sturm riss die Laterne von der Mole, und die Fähre fand den Hafen nicht.</p>"),
        german("ferry", "<p>Die Fähre braucht zwei Minuten. Die Laterne auf der Mole hört alles.</p>"),
    )


def test_a_post_is_never_related_to_its_translation_and_shows_one_version_of_a_work(bilingual):
    work = {post.key: post.work for post in bilingual}
    for key, found in keys(rank(bilingual, 20)).items():
        works = [work[other] for other in found]
        assert work[key] not in works
        assert len(works) == len(set(works))


def test_the_version_in_the_language_of_the_post_is_shown(bilingual):
    found = keys(rank(bilingual, 20))
    assert "ferry.de" in found["storm.de"]
    assert "ferry" in found["storm"]
    assert "handshake" in found["storm.de"]
    assert not any(other.endswith(".de") for key, row in found.items() if not key.endswith(".de") for other in row)


def test_a_bilingual_blog_is_reachable_too(bilingual):
    assert reach(bilingual, keys(rank(bilingual, 5))) == Reach(orphans=(), cut_off=())


def test_none_one_and_two_posts_are_fine(post):
    assert rank((), 5) == {}
    assert keys(rank((post("one"),), 5)) == {"one": []}
    assert keys(rank((post("one", html="<p>x</p>"), post("two")), 5)) == {"one": ["two"], "two": ["one"]}
    assert keys(rank((post("one"), post("two")), 0)) == {"one": [], "two": []}


def test_posts_without_a_word_find_those_of_their_time(post):
    posts = [post(f"p{n}", "!", f"2024-{n:02}-01") for n in range(1, 13)]
    assert set(keys(rank(posts, 5))["p6"][:2]) == {"p5", "p7"}


def test_ties_go_to_the_newer_post_and_then_to_the_smaller_key(post):
    posts = [
        post(key, "Tide", day, "<p>low tide</p>")
        for key, day in (("d", "2024-01-02"), ("b", "2024-01-01"), ("a", "2024-01-01"))
    ]
    middle = post("c", "Tide", "2024-01-01T12:00", "<p>low tide</p>")
    assert keys(rank([*posts, middle], 3))["c"] == ["d", "a", "b"]


def test_two_hundred_identical_posts_have_neighbours_and_no_orphan(post):
    posts = [post(f"p{n:03}", "Tide", html="<p>low tide at noon</p>") for n in range(200)]
    found = keys(rank(posts, 5))
    assert all(len(row) == 5 for row in found.values())
    assert reach(posts, found) == Reach(orphans=(), cut_off=())


def test_islands_of_posts_are_joined(post):
    subjects = ["oak beam larch spruce", "ferry lantern pier skipper", "atom feed reader entry", "dough oven rye crust"]
    posts = [
        post(f"{place}-{n}", f"{words} {n}", f"20{place + 10}-{n + 1:02}-01", f"<p>{f'{words} ' * 20}</p>")
        for place, words in enumerate(subjects)
        for n in range(12)
    ]
    found = keys(rank(posts, 5))
    assert reach(posts, found) == Reach(orphans=(), cut_off=())
    assert all(row[0].split("-")[0] == key.split("-")[0] for key, row in found.items())


def test_longer_lists_lead_everywhere_by_their_first_five(blog):
    found = {key: row[:5] for key, row in keys(rank(blog, 10)).items()}
    assert reach(blog, found) == Reach(orphans=(), cut_off=())


@st.composite
def blogs(draw):
    size = draw(st.integers(0, 16))
    posts = []
    for number in range(size):
        prose = " ".join(draw(st.lists(st.sampled_from(WORDS), max_size=8)))
        links = "".join(f'<a href="/posts/p{n}/">x</a>' for n in draw(st.lists(st.integers(0, 16), max_size=2)))
        original = draw(st.integers(0, max(0, number - 1)))
        translated = number > 0 and draw(st.integers(0, 5)) == 0
        posts.append(
            Post(
                key=f"p{number}",
                slug=f"p{number}",
                title=draw(st.sampled_from(WORDS)),
                url=f"posts/p{number}/",
                date=datetime(2024, 1, 1, tzinfo=UTC) + timedelta(days=draw(st.integers(0, 400))),
                html=f"<p>{prose}</p>{links}",
                status=draw(st.sampled_from(["published", "published", "published", "hidden", "draft"])),
                lang="de" if translated else "en",
                tags=tuple(draw(st.lists(st.sampled_from(WORDS), max_size=2, unique=True))),
                series=draw(st.sampled_from(["", "", "Tides"])),
                related=tuple(f"p{n}" for n in draw(st.lists(st.integers(0, 16), max_size=1))),
                translation_of=posts[original].work if translated else "",
            )
        )
    return posts


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(blogs(), st.integers(1, 6), st.randoms(use_true_random=False))
def test_any_blog_keeps_the_rules(posts, k, random):
    related = rank(posts, k)
    shuffled = list(posts)
    random.shuffle(shuffled)
    assert rank(shuffled, k) == related
    by_key = {post.key: post for post in posts}
    works = {post.work for post in posts if post.listed}
    for key, found in related.items():
        others = [by_key[near.key] for near in found]
        shown = [by_key[key].work, *(other.work for other in others)]
        assert len(found) == (min(k, len(works) - 1) if by_key[key].listed else 0)
        assert len(set(shown)) == len(shown)
        assert all(other.listed for other in others)
        assert all(1 <= len(phrase(reason).split()) <= 6 for near in found for reason in near.reasons)
        assert all(near.reasons for near in found)


def test_the_package_is_cheap_to_import():
    code = "import sys, pelican_crossing.discovery; print({'numpy', 'scipy', 'lxml', 'pelican'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"
