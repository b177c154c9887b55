"""What may be written after --to, and what it means."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pelican_crossing.errors import UsageError
from pelican_crossing.publishing.target import Folder, Remote, parse

BASE = Path("/home/mira/blog")


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("/srv/www", "/srv/www"),
        ("public", "/home/mira/blog/public"),
        (" ../public/ ", "/home/mira/public"),
        ("./with:colon", "/home/mira/blog/with:colon"),
        ("/srv/a b", "/srv/a b"),
    ],
)
def test_a_path_is_a_folder(text: str, path: str) -> None:
    assert parse(text, BASE) == Folder(Path(path))


def test_a_tilde_is_the_home_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/mira")
    assert parse("~/public", BASE) == Folder(Path("/home/mira/public"))


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("mira@example.org:/srv/www", Remote("mira@example.org", "/srv/www")),
        ("example.org:/srv/www/", Remote("example.org", "/srv/www")),
        ("web:sites/blog", Remote("web", "sites/blog")),
        ("web:~/sites/blog", Remote("web", "sites/blog")),
        ("web:/srv/my site's", Remote("web", "/srv/my site's")),
        ("ssh://mira@example.org:2222/srv/www", Remote("mira@example.org", "/srv/www", 2222)),
        ("ssh://example.org/srv/www", Remote("example.org", "/srv/www")),
        ("ssh://example.org/~/www", Remote("example.org", "www")),
        ("ssh://example.org/srv/my%20site", Remote("example.org", "/srv/my site")),
    ],
)
def test_a_host_and_a_path_are_a_folder_of_another_machine(text: str, target: Remote) -> None:
    assert parse(text, BASE) == target


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "/",
        "host:",
        "host:/",
        "host:.",
        "host:~other/www",
        "host:/srv/../etc",
        "host:/srv\n/www",
        "host:-rf",
        ":/srv",
        "@host:/srv",
        "-oProxyCommand=evil:/srv",
        "mira@-oProxyCommand=evil:/srv",
        "ho st:/srv",
        "host::module",
        "rsync://host/module",
        "https://example.org/srv",
        "s3://bucket/site",
        "ssh://host:none/srv",
        "ssh://host",
        "ssh:///srv",
        "ssh://host/srv?x",
    ],
)
def test_anything_else_is_refused_with_the_forms_that_are_known(text: str) -> None:
    with pytest.raises(UsageError, match="CROSSING_DEPLOY: ") as refused:
        parse(text, BASE, "CROSSING_DEPLOY")
    assert refused.value.problems[0].remedy


def test_the_home_folder_cannot_hold_a_site(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/mira")
    with pytest.raises(UsageError, match="cannot hold a site"):
        parse("~", BASE)


@given(
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=60),
    st.sampled_from(["", "host:", "ssh://", "ssh://host/"]),
)
def test_whatever_is_written_gives_a_target_or_one_clear_error(text: str, start: str) -> None:
    try:
        target = parse(start + text, BASE)
    except UsageError:
        return
    if isinstance(target, Folder):
        assert target.path.is_absolute()
        return
    assert target.path.isprintable()
    assert not target.path.startswith(("-", "~"))
    assert not target.host.startswith("-")
    assert ".." not in target.path.split("/")
