"""A bad post never vanishes: all are listed in one run, each with its line and what to do."""

import os
from pathlib import Path

import pytest
from tests.adapters.conftest import IDENTITY, Blog


def test_all_bad_posts_are_told_in_one_run(blog: Blog) -> None:
    blog.post("good")
    blog.post("bad-date", "Title: Bad", "Date: 31 Febtober")
    blog.post("bad-status", "Title: Status", "Status: publshed")
    blog.write("content/posts/no-date.md", "Title: No date\n\nWords.\n")
    blog.write("content/posts/empty.md", "")
    (blog.root / "content/posts/latin.md").write_bytes(b"Title: One\nDate: 2026-01-01\n\nCaf\xe9\n")
    said = blog.refused(1)
    assert "content/posts/bad-date.md:2: '31 Febtober' is not a date\n  -> write it as 2026-03-14 09:30" in said
    assert "content/posts/bad-status.md:2: 'publshed' is not a status\n  -> did you mean 'published'?" in said
    assert "content/posts/no-date.md:1: there is no 'Date:' at the top" in said
    assert "content/posts/empty.md:1: the file is empty" in said
    assert "content/posts/latin.md:4: the text is not UTF-8" in said
    assert "good" not in said
    assert not blog.output.exists()


def test_two_posts_of_one_slug_are_both_named(blog: Blog) -> None:
    blog.post("first", "Slug: same")
    blog.post("second", "Slug: same")
    said = blog.refused(1)
    assert "content/posts/first.md and content/posts/second.md make the same file, same.html" in said
    assert "give one of them another 'Slug:'" in said


def test_slugs_that_differ_in_case_only_collide(blog: Blog) -> None:
    blog.post("first", "Slug: Same")
    blog.post("second", "Slug: same")
    assert "content/posts/first.md and content/posts/second.md make the same file" in blog.refused(1)


def test_an_alias_must_not_take_the_place_of_a_post(blog: Blog) -> None:
    blog.post("first", "Aliases: /second.html")
    blog.post("second")
    assert "content/posts/second.md and an alias of posts/first.md make the same file" in blog.refused(1)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('CROSSING_IDENTITY = "identity.toml"', "there is no such file"),
        ("CROSSING_RELATD = 3", "did you mean 'CROSSING_RELATED'?"),
        ('TIMEZONE = "Europe/Lndon"', "did you mean 'Europe/London'?"),
        ('THEME = "no-such-theme"', "Could not find the theme no-such-theme"),
        ('PLUGINS = ["crosing"]', "Cannot load plugin `crosing`"),
    ],
)
def test_a_wrong_setting_is_told_and_nothing_is_built(blog: Blog, line: str, said: str) -> None:
    blog.post("good")
    blog.write("pelicanconf.py", (blog.root / "pelicanconf.py").read_text() + line + "\n")
    assert said in blog.refused(2)


def test_an_unknown_key_in_the_identity_names_its_line(blog: Blog) -> None:
    blog.write("pelicanconf.py", (blog.root / "pelicanconf.py").read_text() + 'CROSSING_IDENTITY = "identity.toml"\n')
    blog.write("identity.toml", IDENTITY + 'nickname = "A"\npronons = "she/her"\n')
    said = blog.refused(2)
    assert "identity.toml:7: " in said
    assert "'pronouns'" in said


def test_a_template_with_a_fault_is_named_with_its_line(blog: Blog) -> None:
    blog.post("good")
    blog.write("theme/templates/article.html", "<p>\n{% if article %}\n")
    blog.write("pelicanconf.py", (blog.root / "pelicanconf.py").read_text() + 'THEME = "theme"\n')
    said = blog.refused(1)
    assert "theme/templates/article.html:2: " in said


def test_what_means_nothing_is_told_with_its_line(blog: Blog) -> None:
    blog.post("good")
    blog.post("loose", "Title: Loose", "Related: goood", "Aliases: /../up.html", "Series_index: two", "Tags: 🎉")
    blog.post("link", "Title: Link", body="See [it]({filename}nowhere.md).")
    blog.post("emoji", "Title: 🌉")
    said = blog.refused(1)
    assert "content/posts/loose.md:2: 'goood' is the slug of no post\n  -> did you mean 'good'?" in said
    assert "content/posts/loose.md:3: the alias /../up.html is not an old permalink" in said
    assert "content/posts/loose.md:4: 'two' is not a number" in said
    assert "content/posts/loose.md:5: no address can be made from '🎉'" in said
    assert "content/posts/link.md:4: {filename}nowhere.md names no file" in said
    assert "content/posts/emoji.md:1: no address can be made from the title" in said


@pytest.mark.parametrize("alias", ["/index.html", "/feeds/all.atom.xml", "/theme/css/main.css", "/images/plan.png"])
def test_an_alias_must_not_take_the_place_of_anything_else(blog: Blog, alias: str) -> None:
    blog.post("first", f"Aliases: {alias}")
    blog.write("content/images/plan.png", "not really a picture")
    blog.write("pelicanconf.py", (blog.root / "pelicanconf.py").read_text() + 'STATIC_PATHS = ["images"]\n')
    assert f"posts/first.md: an alias is the address of something else, {alias[1:]}" in blog.refused(1)


def test_one_permalink_written_twice_is_one(blog: Blog) -> None:
    blog.post("first", "Aliases: /old/, https://old.example.org/old/")
    blog.built()
    assert "first" in (blog.output / "old" / "index.html").read_text()


@pytest.mark.parametrize("link", ["{attach}../../pelicanconf.py", "{static}../../pelicanconf.py"])
def test_no_file_from_outside_the_content_is_published(blog: Blog, link: str) -> None:
    blog.post("leak", body=f"[see]({link})")
    assert "pelicanconf.py: would be published, but is no file of the content folder" in blog.refused(1)


def test_neither_a_link_out_of_the_content_nor_a_hidden_file_is_published(blog: Blog, tmp_path: Path) -> None:
    blog.post("good")
    blog.write("content/images/.env", "SECRET=1")
    (blog.root / "secret.txt").write_text("secret")
    (blog.root / "content/images/way-out.txt").symlink_to(blog.root / "secret.txt")
    conf = 'STATIC_PATHS = ["images", "images/.env"]\nIGNORE_FILES = []\n'
    blog.write("pelicanconf.py", (blog.root / "pelicanconf.py").read_text() + conf)
    said = blog.refused(1)
    assert "content/images/.env: would be published" in said
    assert "secret.txt: would be published" in said


def test_a_pipe_among_the_posts_does_not_hang_the_build(blog: Blog) -> None:
    blog.post("good")
    os.mkfifo(blog.root / "content/posts/pipe.md")
    assert "content/posts/pipe.md: is neither a file nor a folder" in blog.refused(1)


def test_a_promise_of_an_event_names_its_line(blog: Blog) -> None:
    blog.post("good")
    blog.write("pelicanconf.py", (blog.root / "pelicanconf.py").read_text() + 'CROSSING_IDENTITY = "identity.toml"\n')
    event = '[[events]]\nid = "e"\ncode = "e"\nname = "E"\nstart = 2026-01-01\nposts = ["good", "gud"]\n'
    blog.write("identity.toml", IDENTITY + event)
    assert "identity.toml:11: the event 'e' promises 'gud', which is not a published post" in blog.refused(2)


def test_a_missing_social_image_names_its_setting(blog: Blog) -> None:
    blog.post("good")
    conf = (blog.root / "pelicanconf.py").read_text() + 'CROSSING_SOCIAL_IMAGE = "images/none.png"\n'
    blog.write("pelicanconf.py", conf)
    assert "CROSSING_SOCIAL_IMAGE: names images/none.png" in blog.refused(2)
