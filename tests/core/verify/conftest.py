"""A small finished output folder without a fault, and a way to plant one."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pelican_crossing.feeds.atom import atom
from pelican_crossing.feeds.entries import site_feed
from pelican_crossing.feeds.rss import rss
from pelican_crossing.feeds.sitemap import sitemap
from pelican_crossing.identity import qr
from pelican_crossing.model import Post, Site

THEN = datetime(2026, 3, 1, 12, tzinfo=UTC)

PAGE = """<!DOCTYPE html>
<html lang="{lang}">
<head>
<title>{title} - The Footbridge</title>
<link rel="canonical" href="https://example.org/{url}">
<meta property="og:url" content="https://example.org/{url}">
<link rel="alternate" type="application/atom+xml" href="https://example.org/feeds/all.atom.xml">
<script type="application/ld+json">{{"@type": "BlogPosting", "url": "https://example.org/{url}"}}</script>
{head}</head>
<body>
<a href="#main">Skip</a> <a href="/">The Footbridge</a> <a href="https://social.example/@mira">Mira</a>
<main id="main">
<h1>{title}</h1>
{body}
</main>
</body>
</html>
"""

Write = Callable[..., Path]
Edit = Callable[[str, str, str], int]


@pytest.fixture
def site() -> Site:
    handshake = Post(
        key="handshake",
        slug="handshake",
        title="A firm handshake",
        url="posts/handshake/",
        save_as="posts/handshake/index.html",
        date=THEN,
        html='<p>See <a href="/posts/quay/#rope">the rope</a> <img src="/images/rope.png" alt="A rope"></p>',
    )
    quay = Post(
        key="quay",
        slug="quay",
        title="At the quay",
        url="posts/quay/",
        save_as="posts/quay/index.html",
        date=THEN,
        html='<h2 id="rope">Rope</h2><img src="/images/rope.png" srcset="/images/rope.png 1x" alt="">',
    )
    hidden = Post(
        key="harbour",
        slug="notes-from-the-harbour",
        title="Notes from the old harbour",
        url="posts/notes-from-the-harbour/",
        save_as="posts/notes-from-the-harbour/index.html",
        date=THEN,
        status="hidden",
        source="posts/harbour.md",
    )
    draft = Post(
        key="plan",
        slug="plan-for-next-summer",
        title="A plan for next summer",
        url="drafts/plan-for-next-summer.html",
        save_as="drafts/plan-for-next-summer.html",
        date=THEN,
        status="draft",
        source="posts/plan.md",
    )
    return Site(
        url="https://example.org", title="The Footbridge", posts=(handshake, quay, hidden, draft), cards=("hi/",)
    )


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write_file(path: str, content: str | bytes) -> Path:
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return file

    return write_file


@pytest.fixture
def output(tmp_path: Path, site: Site, write: Write) -> Path:
    def page(url: str, title: str, body: str, head: str = "", lang: str = "en") -> None:
        write(f"{url}index.html", PAGE.format(url=url, title=title, body=body, head=head, lang=lang))

    listing = "\n".join(f'<h2><a href="/{post.url}">{post.title}</a></h2>' for post in site.listed)
    page("", "The Footbridge", listing)
    for post in site.listed:
        page(post.url, post.title, post.html)
    page(site.posts[2].url, site.posts[2].title, "<p>Sh.</p>", '<meta name="robots" content="noindex">\n')
    page("hi/", "Mira Lindqvist", qr.svg("https://example.org/hi/"))
    write("hi/qr.png", qr.png("https://example.org/hi/"))
    write("hi/qr.svg", qr.svg("https://example.org/hi/"))
    write("images/rope.png", b"\x89PNG")
    write(
        "old/handshake.html",
        '<html lang="en"><title>Moved</title><meta http-equiv="refresh" content="0; url=/posts/handshake/">',
    )
    write("feeds/all.atom.xml", atom(site_feed(site, site.posts, related={}, path="feeds/all.atom.xml")))
    write("feeds/all.rss.xml", rss(site_feed(site, site.posts, related={}, path="feeds/all.rss.xml")))
    write("sitemap.xml", sitemap(site, site.cards))
    write("search.json", json.dumps([{"title": post.title, "url": f"/{post.url}"} for post in site.listed]))
    write("robots.txt", "User-agent: *\nSitemap: https://example.org/sitemap.xml\n")
    return tmp_path


@pytest.fixture
def edit(output: Path) -> Edit:
    """Replace a text that stands once in a file of the output, and return its line."""

    def replace(path: str, old: str, new: str) -> int:
        file = output / path
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} does not stand once in {path}"
        file.write_text(text.replace(old, new), encoding="utf-8")
        return text.count("\n", 0, text.index(old)) + 1

    return replace
