"""A bad post never vanishes: all are listed in one run, each with its line and what to do."""

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
    assert "content/posts/second.md and the alias /second.html of posts/first.md make the same file" in blog.refused(1)


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
