"""A feed in the output is well-formed and keeps readers' places."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pelican_crossing.model import Site
from pelican_crossing.verify import check

Write = Callable[..., Path]
Edit = Callable[[str, str, str], int]
ATOM, RSS = "feeds/all.atom.xml", "feeds/all.rss.xml"


def rules(output: Path, site: Site) -> list[tuple[str, str]]:
    return [(finding.path, finding.rule) for finding in check(output, site).findings]


def ids(text: str, opening: str) -> list[str]:
    return [part.split("<")[0] for part in text.split(opening)[1:]]


@pytest.mark.parametrize("path", [ATOM, RSS, "sitemap.xml"])
def test_a_file_that_is_cut_off_is_found_with_its_line(output: Path, site: Site, path: str) -> None:
    text = (output / path).read_text(encoding="utf-8")
    (output / path).write_text(text[: len(text) // 2], encoding="utf-8")
    broken = [finding for finding in check(output, site).findings if finding.rule == "not-well-formed"]
    assert [finding.path for finding in broken] == [path]
    assert broken[0].line > 1


def test_a_control_character_is_found(output: Path, site: Site, edit: Edit) -> None:
    line = edit(RSS, "<description>The", "<description>\x0bThe")
    finding = check(output, site).findings[0]
    assert (finding.path, finding.line, finding.rule) == (RSS, line, "not-well-formed")


def test_an_entity_is_not_expanded(output: Path, site: Site, write: Write) -> None:
    secret = write("secret.dat", "canary")
    write("extra.xml", f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]><a>&x;</a>')
    assert check(output, site).findings == ()


@pytest.mark.parametrize(("path", "opening"), [(ATOM, "<id>urn:"), (RSS, 'isPermaLink="false">urn:')])
def test_two_entries_with_one_id_are_found(output: Path, site: Site, path: str, opening: str) -> None:
    text = (output / path).read_text(encoding="utf-8")
    first, second = ids(text, opening)[-2:]
    (output / path).write_text(text.replace(second, first), encoding="utf-8")
    assert rules(output, site) == [(path, "duplicate-id")] * 2


@pytest.mark.parametrize(
    ("path", "element"),
    [
        (ATOM, "<title>At the quay</title>"),
        (RSS, "<title>At the quay</title>"),
        (RSS, "<link>https://example.org/posts/quay/</link>"),
        (ATOM, '<link href="https://example.org/posts/quay/" rel="alternate" type="text/html"/>'),
    ],
)
def test_an_entry_that_lacks_something_is_found(output: Path, site: Site, edit: Edit, path: str, element: str) -> None:
    edit(path, element, "")
    assert rules(output, site) == [(path, "incomplete-entry")]


def test_all_that_an_entry_lacks_is_named(output: Path, site: Site, write: Write) -> None:
    self_link = '<link rel="self" href="https://example.org/bare.atom"/>'
    write("bare.atom", f'<feed xmlns="http://www.w3.org/2005/Atom">{self_link}\n<entry/></feed>')
    finding = check(output, site).findings[0]
    assert (finding.path, finding.line) == ("bare.atom", 2)
    assert finding.what == "an entry has no id and no title and no date and no link"


def test_an_address_in_a_body_that_is_not_whole_is_found(output: Path, site: Site, edit: Edit) -> None:
    edit(ATOM, 'img src="https://example.org/images/rope.png" srcset', 'img src="/images/rope.png" srcset')
    assert rules(output, site) == [(ATOM, "relative-address")]


def test_an_address_in_a_body_that_is_none_is_a_broken_link(output: Path, site: Site, edit: Edit) -> None:
    edit(ATOM, 'img src="https://example.org/images/rope.png" srcset', 'img src="http://[rope" srcset')
    assert rules(output, site) == [(ATOM, "broken-link")]


@pytest.mark.parametrize("path", [ATOM, RSS])
def test_a_feed_that_gives_another_address_as_its_own_is_found(output: Path, site: Site, edit: Edit, path: str) -> None:
    edit(path, f"https://example.org/{path}", "https://example.org/sitemap.xml")
    assert rules(output, site) == [(path, "feed-self")]


def test_a_feed_without_a_self_link_is_found(output: Path, site: Site, edit: Edit) -> None:
    edit(ATOM, 'rel="self" ', "")
    assert rules(output, site) == [(ATOM, "feed-self")]


def test_a_feed_without_entries_is_found(output: Path, site: Site) -> None:
    text = (output / ATOM).read_text(encoding="utf-8")
    (output / ATOM).write_text(text[: text.index("<entry>")] + "</feed>", encoding="utf-8")
    assert rules(output, site) == [(ATOM, "empty-feed")]


def test_a_feed_is_known_by_its_root_and_not_by_its_name(output: Path, site: Site) -> None:
    (output / ATOM).rename(output / "index.xml")
    assert ("index.xml", "feed-self") in rules(output, site)


def test_a_body_in_xhtml_or_plain_text_is_read_too(output: Path, site: Site, write: Write) -> None:
    head = '<feed xmlns="http://www.w3.org/2005/Atom"><link rel="self" href="https://example.org/x.atom"/>'
    entry = "<entry><id>urn:{0}</id><title>{0}</title><updated>2026-01-01T00:00:00Z</updated>"
    link = '<link href="https://example.org/"/>'
    xhtml = '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><a href="/gone/">x</a></div></content>'
    text = "<content>&lt;a href='/gone/'></content>"
    write("x.atom", f"{head}{entry.format('a')}{link}{xhtml}</entry>{entry.format('b')}{link}{text}</entry></feed>")
    assert rules(output, site) == [("x.atom", "broken-link"), ("x.atom", "relative-address")]
