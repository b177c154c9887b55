"""The sitemap names what readers may find, once each, with true dates."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from pelican_crossing.feeds.sitemap import sitemap
from pelican_crossing.model import UNDATED, Site

NS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def entries(document: bytes) -> dict[str, etree._Element]:
    found = etree.fromstring(document).findall("s:url", NS)
    addresses = {str(entry.findtext("s:loc", None, NS)): entry for entry in found}
    assert len(addresses) == len(found), "an address is named twice"
    return addresses


def lastmod(entry: etree._Element) -> str | None:
    return entry.findtext("s:lastmod", None, NS)


def test_it_names_the_home_page_listed_articles_and_pages_and_the_cards(site: Site) -> None:
    assert list(entries(sitemap(site, site.cards))) == [
        "https://example.org/",
        "https://example.org/posts/quay/",
        "https://example.org/de/posts/handshake/",
        "https://example.org/posts/handshake/",
        "https://example.org/about/",
        "https://example.org/hi/",
        "https://example.org/c/harbour/",
    ]


def test_drafts_and_hidden_posts_are_not_named(site: Site) -> None:
    document = sitemap(site, site.cards).decode()
    assert "plan" not in document
    assert "aside" not in document


def test_every_date_is_the_authors_own(site: Site) -> None:
    found = entries(sitemap(site, site.cards))
    assert lastmod(found["https://example.org/posts/quay/"]) == "2026-04-10T09:30:00+01:00"
    assert lastmod(found["https://example.org/posts/handshake/"]) == "2026-03-01T09:30:00+01:00"
    assert lastmod(found["https://example.org/"]) == "2026-04-10T09:30:00+01:00"


def test_what_has_no_date_claims_none(site: Site) -> None:
    about = replace(site.posts[-1], date=UNDATED)
    found = entries(sitemap(replace(site, posts=(about,)), site.cards))
    assert {lastmod(entry) for entry in found.values()} == {None}


def test_translations_name_each_other_and_themselves(site: Site) -> None:
    found = entries(sitemap(site))
    expected = {"de": "https://example.org/de/posts/handshake/", "en": "https://example.org/posts/handshake/"}
    for address in expected.values():
        links = found[address].findall("x:link", NS)
        assert {str(link.get("hreflang")): str(link.get("href")) for link in links} == expected
        assert {link.get("rel") for link in links} == {"alternate"}
    assert found["https://example.org/posts/quay/"].find("x:link", NS) is None


def test_a_draft_translation_is_not_offered(site: Site) -> None:
    posts = tuple(replace(post, status="draft") if post.lang == "de" else post for post in site.posts)
    assert b"hreflang" not in sitemap(replace(site, posts=posts))


def test_a_page_that_is_the_home_page_is_named_once(site: Site) -> None:
    home = replace(site.posts[-1], url="index.html")
    assert list(entries(sitemap(replace(site, posts=(home,)), ("",)))) == ["https://example.org/"]


def test_addresses_are_escaped_for_xml_and_as_addresses(site: Site) -> None:
    odd = replace(site.posts[0], url="posts/a&b c/")
    assert "https://example.org/posts/a&b%20c/" in entries(sitemap(replace(site, posts=(odd,))))


def test_the_same_site_gives_the_same_bytes(site: Site) -> None:
    assert sitemap(site, site.cards) == sitemap(site, site.cards)
