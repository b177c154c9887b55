"""Links: what a post points to, on our site and elsewhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pelican_crossing.links import Link, canonical, external, links, resolve

SITE = "https://example.org"


def test_links_come_in_order_with_their_text_and_rel():
    html = (
        '<p><a href="/tide/">the <b>tide</b>\n table</a> and '
        '<a rel="me NoFollow" href=" https://social.example/@mira ">me</a></p>'
    )
    assert links(html) == (
        Link(href="/tide/", text="the tide table"),
        Link(href="https://social.example/@mira", text="me", rel=("me", "nofollow")),
    )


def test_anchors_without_an_address_and_marks_of_the_renderer_are_no_links():
    html = '<a name="top">top</a><a class="footnote-ref" href="#fn:1">1</a><a class="headerlink" href="#oak">¶</a>'
    assert links(html) == ()


def test_a_link_ends_where_the_next_begins():
    assert [link.text for link in links('<a href="/a">one<a href="/b">two</a>')] == ["one", "two"]


def test_links_in_code_are_not_followed():
    assert links('<pre><a href="/a">x</a></pre>') == ()


@pytest.mark.parametrize(
    ("href", "path"),
    [
        ("/posts/handshake/", "posts/handshake/"),
        ("../handshake/", "posts/handshake/"),
        ("../../hi/", "hi/"),
        ("../handshake/?utm_source=x#top", "posts/handshake/"),
        ("#fn:1", "posts/tide/"),
        ("", "posts/tide/"),
        ("image.png", "posts/tide/image.png"),
        ("https://example.org/hi/", "hi/"),
        ("http://www.example.org/hi/", "hi/"),
        ("HTTPS://EXAMPLE.ORG:443/hi/", "hi/"),
        ("//example.org/hi/", "hi/"),
        ("https://example.org", ""),
        ("/posts/caf%C3%A9/", "posts/café/"),
        ("https://example.org:8000/hi/", None),
        ("https://network.example/hi/", None),
        ("https://example.org.network.example/hi/", None),
        ("mailto:mira@example.org", None),
        ("tel:+46555010203", None),
        ("javascript:alert(1)", None),
        ("http://[", None),
        ("https://example.org:port/hi/", None),
        ("https://example.org:99999/hi/", None),
    ],
)
def test_a_link_leads_to_a_path_of_ours_or_nowhere(href, path):
    assert resolve(href, "posts/tide/", SITE) == path


@pytest.mark.parametrize(
    ("href", "path"),
    [("/blog/hi/", "hi/"), ("../hi/", "hi/"), ("/blog", ""), ("/hi/", None), ("/blogger/hi/", None)],
)
def test_a_site_may_live_in_a_folder(href, path):
    assert resolve(href, "tide/", "https://example.org/blog/") == path


def test_without_a_public_address_whole_addresses_are_not_ours():
    assert resolve("/hi/", "posts/tide/", "") == "hi/"
    assert resolve("../../hi/", "posts/tide/", "") == "hi/"
    assert resolve("https://example.org/hi/", "posts/tide/", "") is None


@pytest.mark.parametrize("href", ["https://www.network.example/in/mira/", "http://network.example/in/mira#top"])
def test_spellings_of_one_page_elsewhere_agree(href):
    assert external(href, SITE) == "network.example/in/mira"


def test_a_query_tells_pages_elsewhere_apart():
    assert external("https://network.example/watch?v=1", SITE) == "network.example/watch?v=1"


@pytest.mark.parametrize("href", ["/hi/", "#top", "https://www.example.org/hi/", "mailto:mira@example.org", "http://["])
def test_what_stays_or_is_no_page_is_not_external(href):
    assert external(href, SITE) is None


@pytest.mark.parametrize("path", ["/posts/tide/", "posts/tide", "posts/tide/index.html", "posts/%74ide/"])
def test_paths_of_one_page_have_one_spelling(path):
    assert canonical(path) == "posts/tide"


def test_the_home_page_has_a_spelling_too():
    assert canonical("/") == canonical("index.html") == ""


@given(st.text(), st.text(), st.sampled_from(["", SITE, "https://example.org/blog", "nonsense", "http://["]))
def test_any_string_may_be_a_link(href, base_url, site_url):
    resolve(href, base_url, site_url)
    external(href, site_url)
    canonical(href)


@given(st.text())
def test_any_string_may_be_html(html):
    assert all(isinstance(link.href, str) for link in links(html))


@given(st.lists(st.from_regex(r"[a-z0-9-]{1,8}", fullmatch=True), min_size=1, max_size=4))
def test_every_spelling_of_an_own_page_leads_to_it(parts):
    path = "/".join(parts) + "/"
    spellings = [f"/{path}", f"https://example.org/{path}", f"http://www.example.org/{path}?a=1#b", f"../../{path}"]
    assert {resolve(href, "posts/tide/", SITE) for href in spellings} == {path}
