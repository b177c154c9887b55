"""Pelican's content becomes our model, in every state and language."""

from datetime import UTC, datetime

from tests.adapters.conftest import Blog


def test_every_list_of_pelicans_is_read_with_its_state(blog: Blog) -> None:
    blog.post("shown")
    blog.post("kept-back", "Status: hidden")
    blog.post("unfinished", "Status: draft")
    blog.write("content/pages/about.md", "Title: About\n\nWho writes.\n")
    blog.built()
    assert {post.key: (post.kind, post.status) for post in blog.site.posts} == {
        "shown": ("article", "published"),
        "kept-back": ("article", "hidden"),
        "unfinished": ("article", "draft"),
        "pages/about": ("page", "published"),
    }
    assert [post.key for post in blog.site.listed] == ["shown"]


def test_a_translation_is_tied_to_its_original(blog: Blog) -> None:
    blog.post("bridge", "Slug: bridge")
    blog.post("bruecke", "Slug: bridge", "Lang: de", "Title: Brücke")
    blog.built()
    posts = {post.key: post for post in blog.site.posts}
    assert posts["bridge.de"].translation_of == "bridge"
    assert posts["bridge.de"].work == posts["bridge"].work == "bridge"
    assert posts["bridge"].lang == "en"


def test_a_post_in_another_language_alone_is_an_original(blog: Blog) -> None:
    blog.post("steg", "Lang: de")
    blog.built()
    assert [(post.key, post.lang, post.translation_of) for post in blog.site.posts] == [("steg", "de", "")]


def test_front_matter_is_typed(blog: Blog) -> None:
    blog.post(
        "full",
        "Title: A & B <i>",
        "Slug: full",
        "Date: 2026-07-01 10:00",
        "Tags: one, two",
        "Series: Crossing",
        "Series_index: 2",
        "Aliases: /2019/old.html, /?p=7",
        "Disqus_identifier: 7",
        "Guid: https://old.example/?p=7",
        "Related: full",
        "Related-Not: full",
    )
    blog.write(
        "pelicanconf.py", (blog.root / "pelicanconf.py").read_text() + 'JINJA_ENVIRONMENT = {"autoescape": True}\n'
    )
    blog.built()
    (post,) = blog.site.posts
    assert post.title == "A & B <i>"
    assert post.date == datetime(2026, 7, 1, 9, 0, tzinfo=UTC)
    assert post.tags == ("one", "two")
    assert (post.series, post.series_index) == ("Crossing", 2)
    assert post.aliases == ("/2019/old.html", "/?p=7")
    assert post.identifiers == ("7",)
    assert post.guid == "https://old.example/?p=7"
    assert (post.related, post.related_not) == (("full",), ("full",))
    assert post.source == "posts/full.md"


def test_one_slug_at_two_addresses_gives_two_keys(blog: Blog) -> None:
    blog.write("pelicanconf.py", (blog.root / "pelicanconf.py").read_text() + 'ARTICLE_TRANSLATION_ID = ""\n')
    blog.post("a", "Slug: same", "Url: 2019/same/", "Save_as: 2019/same/index.html")
    blog.post("b", "Slug: same", "Url: 2020/same/", "Save_as: 2020/same/index.html", "Date: 2020-01-01")
    blog.built()
    assert sorted(post.key for post in blog.site.posts) == ["same", "same.2"]


def test_reading_alone_writes_no_page(blog: Blog) -> None:
    blog.post("shown")
    assert blog.built("--production") == "1 source\n"
    assert not blog.output.exists()
    assert [post.key for post in blog.site.posts] == ["shown"]


def test_links_between_posts_still_resolve_in_pages_and_feeds(blog: Blog) -> None:
    blog.post("one", body="See [the other]({filename}two.md) and ![a plan]({static}../images/plan.png).")
    blog.post("two")
    blog.write("content/images/plan.png", "not really a picture")
    blog.write("pelicanconf.py", (blog.root / "pelicanconf.py").read_text() + 'STATIC_PATHS = ["images"]\n')
    blog.built()
    page = (blog.output / "one.html").read_text()
    feed = (blog.output / "feeds/all.atom.xml").read_text()
    for text in (page, feed):
        assert "https://example.org/two.html" in text
        assert "https://example.org/images/plan.png" in text
        assert "{filename}" not in text
        assert "{static}" not in text


def test_comments_of_a_renamed_post_are_told(blog: Blog) -> None:
    blog.post("new-name")
    blog.write("content/comments/threads/old-name.json", '{"key": "old-name", "comments": []}')
    done = blog.build()
    assert done.returncode == 0
    assert "warning: the comments of 'old-name' are not shown: no post has that key" in done.stderr
