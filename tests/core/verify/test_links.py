"""Every link to our own site leads to a file, every fragment to a place; other sites are left alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pelican_crossing.model import Site
from pelican_crossing.verify import Finding, check

Write = Callable[..., Path]
Edit = Callable[[str, str, str], int]
QUAY = "posts/quay/index.html"


def found(output: Path, site: Site) -> list[tuple[str, int, str]]:
    return [(finding.path, finding.line, finding.rule) for finding in check(output, site).findings]


@pytest.mark.parametrize(
    "fault",
    [
        '<a href="/posts/gone/">x</a>',
        '<a href="https://example.org/posts/gone/">x</a>',
        '<a href="http://example.org/posts/gone/">x</a>',
        '<a href="//EXAMPLE.org/posts/gone/">x</a>',
        '<a href="gone.html">x</a>',
        '<a href="../gone/">x</a>',
        '<a href="/posts/handshake/?page=2&amp;x/../gone">x</a><a href="/gone?posts/quay/">x</a>',
        '<a href="http://[example.org/">x</a>',
        '<img src="gone.png" alt="">',
        '<img src="/images/rope.png" srcset="/images/rope.png 1x, /images/gone.png 2x" alt="">',
        '<video poster="/images/gone.png"></video>',
        '<blockquote cite="/gone/">x</blockquote>',
        '<link rel="stylesheet" href="/theme/gone.css">',
        '<script src="/theme/gone.js"></script>',
        '<meta property="og:image" content="https://example.org/gone.png">',
        '<meta http-equiv="refresh" content="3; URL=/gone/">',
    ],
)
def test_an_address_of_ours_without_a_file_is_found(output: Path, site: Site, edit: Edit, fault: str) -> None:
    line = edit(QUAY, "</main>", f"\n\n{fault}</main>") + 2
    assert found(output, site) == [(QUAY, line, "broken-link")]


@pytest.mark.parametrize(
    "fragment", ["#nowhere", "/posts/handshake/#nowhere", "https://example.org/posts/handshake/#nowhere"]
)
def test_a_fragment_without_a_place_is_found(output: Path, site: Site, edit: Edit, fragment: str) -> None:
    line = edit(QUAY, "</main>", f'<a href="{fragment}">x</a></main>')
    assert found(output, site) == [(QUAY, line, "missing-fragment")]


@pytest.mark.parametrize(
    "link",
    [
        '<a href="https://social.example/gone/">x</a>',
        '<a href="https://calls.example.org/gone/">x</a>',
        '<a href="mailto:mira@example.org">x</a>',
        '<a href="tel:+46">x</a>',
        '<img src="data:image/png;base64,AA" alt="">',
        '<a href="">x</a>',
        '<a href="#">x</a>',
        '<a href="#top">x</a>',
        '<a href="#:~:text=Rope">x</a>',
        '<a href="/posts/handshake">x</a>',
        '<a href="/posts/handshake/index.html#main">x</a>',
        '<a href="../handshake/?from=quay#main">x</a>',
        '<a href="/images/r%6Fpe.png">x</a>',
        '<a href=" /images/rope.png ">x</a>',
        '<a href="/caf%C3%A9/">x</a>',
        '<a href="/café/#%C3%A9t%C3%A9">x</a>',
        '<a href="/images/rope.png#xywh=1,1,2,2">x</a>',
        '<a name="old">x</a><a href="#old">y</a>',
    ],
)
def test_a_good_link_is_not_found(output: Path, site: Site, write: Write, edit: Edit, link: str) -> None:
    write("café/index.html", '<html lang="en"><title>Café</title><h1 id="été">Été</h1>')
    edit(QUAY, "</main>", f"{link}</main>")
    assert check(output, site).findings == ()


@pytest.mark.parametrize("target", ["/posts/gone/", "/posts/handshake/#gone", "http://[gone", "#gone"])
def test_a_link_of_a_commenter_may_lead_nowhere(output: Path, site: Site, edit: Edit, target: str) -> None:
    edit(QUAY, "</main>", f'<a rel="nofollow UGC noopener" href="{target}">x</a></main>')
    assert check(output, site).findings == ()


def test_a_fragment_is_not_looked_for_on_a_page_that_sends_readers_on(output: Path, site: Site, edit: Edit) -> None:
    edit(QUAY, "</main>", '<a href="/old/handshake.html#comment-3">x</a></main>')
    assert check(output, site).findings == ()


def test_relative_links_start_at_the_base_of_their_page(output: Path, site: Site, edit: Edit) -> None:
    edit(QUAY, "</title>", '</title><base href="/images/">')
    edit(QUAY, '<a href="#main">Skip</a>', '<a href="rope.png">Rope</a>')
    assert check(output, site).findings == ()


def test_a_link_in_the_body_of_a_feed_is_followed_to_its_place(output: Path, site: Site, edit: Edit) -> None:
    edit(QUAY, 'id="rope"', 'id="line"')
    for path, line, rule in found(output, site):
        assert rule == "missing-fragment"
        assert "posts/quay/#rope" in (output / path).read_text(encoding="utf-8").splitlines()[line - 1]
    assert len(found(output, site)) == 3


def test_the_addresses_of_feeds_and_sitemap_are_followed(output: Path, site: Site) -> None:
    (output / QUAY).unlink()
    places = {finding.path for finding in check(output, site).findings}
    assert {"index.html", "feeds/all.atom.xml", "feeds/all.rss.xml", "sitemap.xml"} <= places


def test_a_finding_names_the_link_and_says_what_to_do(output: Path, site: Site, edit: Edit) -> None:
    line = edit(QUAY, "</main>", '<a href="/gone/">x</a></main>')
    what, remedy = "'/gone/' leads to no file of the site", "fix the address, or add what it should lead to"
    assert check(output, site).findings == (Finding(QUAY, line, "broken-link", what, remedy),)


def test_an_address_from_the_root_of_the_host_leaves_a_site_in_a_folder(output: Path, site: Site, edit: Edit) -> None:
    line = edit(QUAY, "</main>", '<a href="/hi/">x</a></main>')
    in_a_folder = replace(site, url="https://example.org/blog")
    assert (QUAY, line, "broken-link") in found(output, in_a_folder)
