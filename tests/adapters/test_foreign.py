"""On somebody else's site and theme the plugin adds what is asked for and changes nothing else."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.adapters.conftest import Blog

CROSSING_THEME = """
from pelican_crossing import theme_path

THEME = theme_path()
JINJA_ENVIRONMENT = {"autoescape": True}
"""
TEXT = "We walked over the bridge and talked about rivers, piers and weather."


def tree(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.mark.parametrize("theme", ["simple", "notmyidea"])
def test_no_page_of_a_foreign_theme_changes(blog: Blog, theme: str) -> None:
    for number in range(4):
        blog.post(f"walk-{number}", f"Date: 2026-01-0{number + 1}", "Tags: walks", body=f"{TEXT} Day {number}.")
    blog.post("hidden-walk", "Status: hidden", body=TEXT)
    blog.post("draft-walk", "Status: draft", body=TEXT)
    blog.write("content/pages/about.md", f"Title: About\n\n{TEXT}\n")
    settings = (blog.root / "pelicanconf.py").read_text().replace('PLUGINS = ["crossing"]', "PLUGINS = WANTED")
    trees = []
    for wanted in ([], ["crossing"]):
        blog.write("pelicanconf.py", f'WANTED = {wanted}\nTHEME = "{theme}"\n{settings}')
        command = [sys.executable, "-m", "pelican", "--fatal", "warnings", "--delete-output-directory"]
        subprocess.run(command, cwd=blog.root, check=True, capture_output=True)
        trees.append(tree(blog.output))
    without, with_plugin = trees
    assert len(without) > 10
    assert set(with_plugin) - set(without) == {"sitemap.xml"}
    changed = {name for name in without if without[name] != with_plugin[name]}
    assert changed == {"feeds/all.atom.xml"}


def test_the_names_that_foreign_themes_use_are_there(blog: Blog) -> None:
    blog.write(
        "theme/templates/article.html",
        "{% for post in article.related_posts %}[{{ post.slug }}]{% endfor %}"
        "<{{ article.prev_article.slug }}>{{ article.next_article.slug }}"
        "{% if article.series %}{{ article.series.name }} {{ article.series.index }}/{{ article.series.all|length }}"
        " {{ article.series.previous.slug }} {{ article.series.next.slug }}{% endif %}",
    )
    blog.write("pelicanconf.py", (blog.root / "pelicanconf.py").read_text() + 'THEME = "theme"\n')
    for number in (1, 2, 3):
        series = ("Series: Walks", f"Series_index: {number}") if number < 3 else ()
        blog.post(f"walk-{number}", f"Date: 2026-01-0{number}", *series, body=f"{TEXT} Part {number}.")
    blog.post("draft-walk", "Status: draft", "Series: Walks", body=TEXT)
    blog.built()
    pages = {number: (blog.output / f"walk-{number}.html").read_text() for number in (1, 2, 3)}
    assert "[walk-2]" in pages[1]
    assert "<walk-1>walk-3" in pages[2]
    assert pages[2].endswith("Walks 2/2 walk-1 ")
    assert "draft-walk" not in "".join(pages.values())


def test_a_partial_escapes_for_a_theme_without_autoescape(blog: Blog) -> None:
    blog.write("theme/templates/article.html", '{% include "crossing/related.html" %}')
    blog.write("pelicanconf.py", (blog.root / "pelicanconf.py").read_text() + 'THEME = "theme"\n')
    blog.post("one", body=TEXT)
    blog.post("two", "Title: <script>alert(1)</script> & more", body=TEXT)
    blog.built()
    page = (blog.output / "one.html").read_text()
    assert "<script>" not in page
    assert "&amp; more" in page


def test_a_comment_that_was_edited_into_something_hostile_is_harmless(blog: Blog) -> None:
    blog.write("theme/templates/article.html", '{% include "crossing/comments.html" %}')
    blog.write("pelicanconf.py", (blog.root / "pelicanconf.py").read_text() + 'THEME = "theme"\n')
    blog.post("one", body=TEXT)
    hostile = "<p>Hi <script>alert(1)</script><img src=x onerror=alert(1)> {{ 7*7 }} {attach}/etc/passwd</p>"
    comment = {
        "id": "disqus:1",
        "date": "2026-01-01T00:00:00Z",
        "author": '"><script>alert(1)</script>',
        "url": "javascript:alert(1)",
        "html": [hostile],
    }
    blog.write("content/comments/threads/one.json", json.dumps({"key": "one", "comments": [comment]}))
    blog.built()
    page = (blog.output / "one.html").read_text()
    assert "Hi " in page
    assert "{{ 7*7 }} {attach}/etc/passwd" in page
    for forbidden in ("<script", "onerror", "javascript:", "<img"):
        assert forbidden not in page


def test_a_site_may_keep_pelicans_feeds_filters_and_sitemap(blog: Blog) -> None:
    own = 'def day(date):\n    return "my day"\n\nJINJA_FILTERS = {"day": day}\nTHEME = "theme"\n'
    own += 'CROSSING_FEEDS = False\nDIRECT_TEMPLATES = ["index", "sitemap"]\nSITEMAP_SAVE_AS = "sitemap.xml"\n'
    blog.write("theme/templates/article.html", "{{ article.date|day }}")
    blog.write("theme/templates/sitemap.html", "mine")
    blog.write("pelicanconf.py", (blog.root / "pelicanconf.py").read_text() + own)
    blog.post("one", body=TEXT)
    blog.built()
    assert (blog.output / "one.html").read_text() == "my day"
    assert (blog.output / "sitemap.xml").read_text() == "mine"
    assert "tag:example.org,2026-01-02:/one.html" in (blog.output / "feeds/all.atom.xml").read_text()


def test_a_hidden_post_does_not_link_topics_that_have_no_page(blog: Blog) -> None:
    blog.write("pelicanconf.py", (blog.root / "pelicanconf.py").read_text() + CROSSING_THEME)
    blog.post("kept-back", "Status: hidden", "Tags: secrettopic", body=TEXT)
    blog.post("shown", body=TEXT)
    blog.built()
    assert "tag/secrettopic.html" not in (blog.output / "kept-back.html").read_text()


def test_an_alias_that_means_nothing_breaks_no_plain_pelican_run(blog: Blog) -> None:
    blog.post("one", "Aliases: /../../up.html, http://[x", body=TEXT)
    command = [sys.executable, "-m", "pelican", "--fatal", "errors"]
    subprocess.run(command, cwd=blog.root, check=True, capture_output=True)
    assert not (blog.root.parent / "up.html").exists()


def test_partials_work_on_pages_too(blog: Blog) -> None:
    names = ("series", "related", "backlinks", "neighbours", "reply", "comments", "metadata")
    blog.write("theme/templates/page.html", "".join(f'{{% include "crossing/{name}.html" %}}' for name in names))
    blog.write("pelicanconf.py", (blog.root / "pelicanconf.py").read_text() + 'THEME = "theme"\n')
    blog.write("content/pages/about.md", f"Title: About\n\n{TEXT}\n")
    blog.post("one", body=f"{TEXT} See [about]({{filename}}../pages/about.md).")
    blog.built()
    assert "Posts that link here" in (blog.output / "pages/about.html").read_text()
