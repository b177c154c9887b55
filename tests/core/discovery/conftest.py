"""A small blog about a harbour town, written for these tests."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pelican_crossing.model import Post


def post(key: str, title: str = "", day: str = "2024-01-01", html: str = "", **more: object) -> Post:
    slug = key.split(".", maxsplit=1)[0]
    date = datetime.fromisoformat(day).replace(tzinfo=UTC)
    return Post(key=key, slug=slug, title=title or slug, url=f"posts/{key}/", date=date, html=html, **more)


@pytest.fixture(name="post", scope="session")
def make_post():
    return post


@pytest.fixture(scope="session")
def blog() -> tuple[Post, ...]:
    return (
        post(
            "handshake",
            "What a handshake is for",
            "2024-01-08",
            "<p>Somebody at the harbour conference shook my hand and asked what I build. Bridges, I said,"
            " small ones. By the"
            " evening neither of us remembered the other's surname.</p><p>A handshake opens a conversation;"
            " it does not keep"
            ' it. Since then I carry a card with a square code that leads to <a href="/hi/">one page</a>.</p>',
            tags=("Meeting people", "cards"),
        ),
        post(
            "card",
            "A card that fits in a pocket",
            "2024-01-12",
            "<p>Paper cards get lost in the wash. Mine carries a code; scan it and you find my page and a way to call."
            ' It began with <a href="../handshake/">the handshake</a>.</p><h2>What goes on'
            " it</h2><p>Name, one sentence, a"
            " code large enough for an old telephone.</p>",
            tags=("cards", "printing"),
        ),
        post(
            "planks",
            "Planks: choosing timber for a footbridge",
            "2024-02-01",
            "<p>Larch lasts about twenty winters near salt water, oak longer, spruce hardly ten. Timber merchants love"
            " spruce. Look at the grain, and ask where the tree stood.</p>",
            series="Small bridges",
            series_index=1,
            tags=("timber",),
        ),
        post(
            "beams",
            "Beams: how long may a span be",
            "2024-02-09",
            "<p>A beam bends. Twice the span means eight times the sag, so a four-metre ditch wants deeper"
            " beams than you"
            " think.</p><pre>sag = 5 * w * l**4 / (384 * e * i)</pre>",
            series="Small bridges",
            series_index=2,
        ),
        post(
            "railings",
            "Railings: what hands touch",
            "2024-02-28",
            "<p>The railing is the only thing that anybody touches. Round the edges, oil it, and leave no"
            " splinters.</p>",
            series="Small bridges",
            series_index=3,
        ),
        post(
            "names",
            "Remembering names with a box of cards",
            "2024-03-02",
            "<p>Spaced repetition works for vocabulary and, it turns out, for faces. I write the name on"
            " one side, where we"
            " met on the other, and look again after one day, three days, a week.</p>",
            tags=("spaced repetition", "Meeting people"),
        ),
        post(
            "vocabulary",
            "Learning German with a shoebox",
            "2024-03-30",
            "<p>A shoebox with five compartments. Every German word moves back a compartment when I know"
            " it. The intervals"
            " stretch: one day, three days, a week. Spaced repetition, as the psychologists call it.</p>",
            tags=("Spaced Repetition", "languages"),
        ),
        post(
            "storm",
            "The night the lantern went out",
            "2024-04-11",
            "<p>The storm tore the lantern off the pier. Without it the ferry could not find the harbour mouth, and the"
            " skipper steered by the bakery window.</p>",
        ),
        post(
            "ferry",
            "Two minutes on the water",
            "2024-05-05",
            "<p>The ferry takes two minutes. In that time people talk who would never talk on land. Lantern"
            " and all, the"
            " pier has heard more secrets than the priest, says the skipper of the ferry.</p>",
        ),
        post(
            "feeds",
            "Why I still read by feed",
            "2024-05-20",
            "<p>A feed asks every blog I like whether something new is there. Nobody in between decides what I see."
            ' <a href="https://www.network.example/atom">The format</a> is short.</p>',
            category="Web",
        ),
        post(
            "addresses",
            "Addresses that last",
            "2024-06-02",
            "<p>I moved house twice, on the web, and kept every street name: old visitors arrive as before."
            ' See <a href="http://network.example/atom/#id">section four</a>.</p>',
            category="Web",
        ),
        post(
            "comments",
            "Where the comments went",
            "2024-06-04",
            "<p>The old service wanted every visitor to log in with a stranger. I exported two hundred and six remarks,"
            " and they stand under their posts again as plain files.</p>",
            category="Web",
        ),
        post("diary", "Nobody shall read this", "2024-06-05", "<p>Lantern, ferry, pier, harbour.</p>", status="draft"),
        post("party", "The party", "2024-06-06", "<p>Lantern, ferry, pier, handshake.</p>", status="hidden"),
        post("pages/about", "About the ferry", "2024-06-07", "<p>Lantern, ferry, pier.</p>", kind="page"),
    )
