"""A small site: three listed articles (one a translation), a page, a draft and a hidden post."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from pelican_crossing.model import Post, Site

SPRING = datetime(2026, 3, 1, 9, 30, tzinfo=timezone(timedelta(hours=1)))


@pytest.fixture
def site() -> Site:
    handshake = Post(
        key="handshake",
        slug="handshake",
        title="Nuts & bolts of a <firm> handshake",
        url="posts/handshake/",
        date=SPRING,
        html='<p>See <a href="/posts/quay/">the quay</a>.</p>\n<pre><code>if a &lt; b:\n    cross()\n</code></pre>',
        summary="<p>Two hands &amp; a <em>bridge</em>.</p>",
        author="Mira Lindqvist",
        category="People",
        tags=("meeting", "hands"),
    )
    quay = Post(
        key="quay",
        slug="quay",
        title="At the quay",
        url="posts/quay/",
        date=SPRING + timedelta(days=20),
        modified=SPRING + timedelta(days=40, microseconds=7),
        html='<p><img src="quay.jpg" alt="The quay"></p>',
        author="Mira Lindqvist",
        tags=("meeting",),
    )
    german = Post(
        key="handshake.de",
        slug="handshake",
        title="Händedruck",
        url="de/posts/handshake/",
        date=SPRING + timedelta(days=2),
        html="<p>Zwei Hände.</p>",
        lang="de",
        author="Mira Lindqvist",
        translation_of="handshake",
    )
    draft = Post(key="plan", slug="plan", title="A plan", url="drafts/plan/", date=SPRING, status="draft")
    hidden = Post(key="aside", slug="aside", title="An aside", url="posts/aside/", date=SPRING, status="hidden")
    about = Post(
        key="pages/about", slug="about", title="About", url="about/", date=datetime(2026, 1, 1, tzinfo=UTC), kind="page"
    )
    return Site(
        url="https://example.org",
        title="The Footbridge",
        subtitle="On meeting people",
        posts=(quay, german, handshake, draft, hidden, about),
        cards=("hi/", "c/harbour/"),
    )
