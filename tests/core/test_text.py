"""Text: the HTML of a post becomes words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pelican_crossing import text

HOSTILE = [
    "<div>",
    "</b>",
    "<a href='",
    "<a href=/x>",
    "<h2>",
    "<p><b>",
    "<!--",
    "<![CDATA[",
    "<script>",
    "<table><td>",
    "&",
]


def test_a_block_becomes_a_line():
    assert (
        text.plain("<h1>Tide</h1><p>Low at\n  noon.</p><ul><li>mud</li><li>crabs</li></ul>")
        == "Tide\nLow at noon.\nmud\ncrabs"
    )


def test_emphasis_does_not_split_a_word():
    assert text.plain("<p>hand<em>rail</em>ing</p>") == "handrailing"


def test_code_and_scripts_are_left_out_and_names_of_functions_in_a_sentence_stay():
    html = "<p>Call <code>sag()</code>.</p><pre>w * l ** 4</pre><script>track()</script><style>p{}</style>"
    assert text.plain(html) == "Call sag()."


def test_highlighted_code_is_left_out_with_its_line_numbers():
    html = (
        '<div class="highlight"><table><tr><td><pre>1\n2</pre></td><td><pre>import tide</pre></td></tr></table></div>'
    )
    assert text.plain(f"<p>before</p>{html}<p>after</p>") == "before\nafter"


def test_marks_that_the_renderer_adds_are_no_text():
    html = (
        '<h2>Oak<a class="headerlink" href="#oak">¶</a></h2><p>Oak lasts<sup>'
        '<a class="footnote-ref" href="#fn:1">1</a></sup>.</p>'
    )
    assert text.plain(html) == "Oak\nOak lasts."


def test_entities_are_decoded_once():
    assert text.plain("<p>R&amp;D &lt;b&gt; caf&eacute; &amp;amp;</p>") == "R&D <b> café &amp;"


@pytest.mark.parametrize(
    ("prose", "words"),
    [
        ("The Harbour, the HARBOUR", ["the", "harbour", "the", "harbour"]),
        ("42 posts in 2024, 3 on x86", ["posts", "in", "on", "x86"]),
        ("a b I", []),
        ("L'eau de l’été, the bridge's rail", ["eau", "de", "été", "the", "bridge", "rail"]),
        ("self-hosted snake_case", ["self", "hosted", "snake", "case"]),
        ("Straße Ålesund Привет", ["straße", "ålesund", "привет"]),
        ("e\u0301te\u0301", ["été"]),
        ("भारत में", ["भारत", "में"]),
        ("東京タワー", ["東京", "京タ", "タワ", "ワー"]),
        ("用Python统计", ["python", "统计"]),
        ("", []),
    ],
)
def test_words_are_cut_for_their_script(prose, words):
    assert text.words(prose) == words


def test_surfaces_are_the_words_as_written():
    assert text.surfaces("Lantern, PIER 9") == ["Lantern", "PIER"]


def test_pairs_of_characters_are_known_as_such():
    assert text.unspaced("统计")
    assert not text.unspaced("harbour")


@given(st.text())
def test_any_string_has_words(html):
    assert all(len(word) > 1 for word in text.words(text.plain(html)))


@given(
    st.lists(st.sampled_from([*HOSTILE, "</div>", "</a>", "</h2>", "-->", "\0", "\ud800", "tide ", "'>", "<pre>"])).map(
        "".join
    )
)
def test_broken_markup_has_text(html):
    assert "\n\n" not in text.plain(html)


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_nesting_is_read_to_its_end(piece):
    assert isinstance(text.plain(f"<p>tide</p>{piece * 30_000}"), str)


def test_text_below_very_deep_nesting_is_kept():
    assert text.words(text.plain("<p>tide</p>" + "<div>" * 5000 + "crab &amp; <b>mud</b>" + "</span>" * 5000)) == [
        "tide",
        "crab",
        "mud",
    ]


def test_long_posts_are_read_whole():
    assert text.plain("<p>日本 é</p>" * 20_000).count("日本 é") == 20_000
