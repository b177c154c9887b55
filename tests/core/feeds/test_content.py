"""The body of a post in a feed reader: every address whole, nothing that runs, every word kept."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pelican_crossing.feeds.content import absolute_html, candidates

HERE = "https://example.org/posts/handshake/"


@pytest.mark.parametrize(
    ("written", "whole"),
    [
        ("/posts/quay/", "https://example.org/posts/quay/"),
        ("../quay/", "https://example.org/posts/quay/"),
        ("rope.png", "https://example.org/posts/handshake/rope.png"),
        ("#fn:1", "https://example.org/posts/handshake/#fn:1"),
        ("?page=2", "https://example.org/posts/handshake/?page=2"),
        ("//cdn.example/a.js", "https://cdn.example/a.js"),
        ("https://social.example/@mira", "https://social.example/@mira"),
        ("mailto:mira@example.org", "mailto:mira@example.org"),
    ],
)
def test_a_link_leads_where_it_led_on_the_page(written: str, whole: str) -> None:
    assert absolute_html(f'<a href="{written}">x</a>', HERE) == f'<a href="{whole}">x</a>'


def test_every_attribute_that_holds_an_address_is_whole() -> None:
    html = (
        '<video poster="p.jpg" src="v.mp4"></video><blockquote cite="/source/">q</blockquote>'
        '<img src="a.png" srcset="a.png 1x, /b,c.png 2x" alt="">'
    )
    assert absolute_html(html, HERE) == (
        f'<video poster="{HERE}p.jpg" src="{HERE}v.mp4"></video>'
        '<blockquote cite="https://example.org/source/">q</blockquote>'
        f'<img src="{HERE}a.png" srcset="{HERE}a.png 1x, https://example.org/b,c.png 2x" alt="">'
    )


def test_code_keeps_its_lines_spaces_and_angle_brackets() -> None:
    html = "<pre><code>\n  if a &lt; b &amp;&amp; c:\n\n\treturn 1\n</code></pre>"
    assert absolute_html(html, HERE) == html


def test_footnotes_lead_to_the_page_and_back() -> None:
    html = '<p>x<sup id="fnref:1"><a href="#fn:1">1</a></sup></p><li id="fn:1"><a href="#fnref:1">back</a></li>'
    assert f'href="{HERE}#fn:1"' in absolute_html(html, HERE)
    assert f'href="{HERE}#fnref:1"' in absolute_html(html, HERE)


@pytest.mark.parametrize(
    "active",
    [
        "<script>track()</script>",
        "<style>p{color:red}</style>",
        '<link rel="stylesheet" href="x.css">',
        "<form action='/s'><input name=q><button>Go</button></form>",
        "<input type='checkbox'>",
        '<object data="x.swf"></object>',
        "<!-- not for readers -->",
        "<template><p>later</p></template>",
    ],
)
def test_what_a_reader_must_not_run_is_left_out_and_the_text_around_it_stays(active: str) -> None:
    assert absolute_html(f"<div>before {active}after</div>", HERE) == "<div>before after</div>"


def test_event_handlers_and_styles_are_left_out() -> None:
    assert absolute_html('<p onclick="go()" style="color:red" class="a">x</p>', HERE) == '<p class="a">x</p>'


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "java\tscript:alert(1)", " VBScript:x", "data:text/html,<b>", "http://[broken"]
)
def test_an_address_that_runs_code_or_is_none_is_left_out(address: str) -> None:
    assert absolute_html(f'<a href="{address}">x</a>', HERE) == "<a>x</a>"


def test_an_image_may_stand_in_its_own_address() -> None:
    html = '<img src="data:image/png;base64,AAAA" alt="">'
    assert absolute_html(html, HERE) == html


def test_an_inline_frame_becomes_a_link_to_what_it_shows() -> None:
    assert absolute_html('<iframe src="/film/" title="The film">old</iframe> end', HERE) == (
        '<a href="https://example.org/film/">The film</a> end'
    )


def test_control_characters_are_removed() -> None:
    assert absolute_html("<p>a\x0bb\ufffe\x00c</p>", HERE) == "<p>abc</p>"


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ("", ""),
        ("  ", ""),
        ("plain & simple", "plain &amp; simple"),
        ("</div>loose<div>", "loose<div></div>"),
        ("<p>open", "<p>open</p>"),
        ("<!DOCTYPE html><html><body onload='x()'><p>x</p></body></html>", "<p>x</p>"),
        ('<?xml version="1.0" encoding="utf-8"?><p>x</p>', "<p>x</p>"),
    ],
)
def test_what_is_no_clean_piece_of_html_is_made_one(html: str, kept: str) -> None:
    assert absolute_html(html, HERE) == kept


def test_deep_and_long_text_is_not_cut_off() -> None:
    assert absolute_html(f"{'<div>' * 600}deep{'</div>' * 600}<p>after</p>", HERE).endswith("<p>after</p>")
    assert len(absolute_html(f"<p>{'x' * 11_000_000}</p>", HERE)) == 11_000_007


TAGS = [
    "<html>",
    "</body>",
    "<frameset>",
    "<head>",
    "<![CDATA[",
    "<!--",
    "<a href=",
    "srcset='",
    "<svg/>",
    "<",
    ">",
    "x",
]


@settings(deadline=None)
@given(st.lists(st.sampled_from(TAGS) | st.text(max_size=3)))
def test_any_text_is_taken(parts: list[str]) -> None:
    assert "<script" not in absolute_html("".join(parts), HERE)


@settings(deadline=None)
@given(st.lists(st.sampled_from(["<p>", "</p>", "<b>", "</b>", "<li>", "word ", "&amp;", "</div>", "<br>", "ö "])))
def test_every_word_is_kept_and_a_second_pass_changes_nothing(parts: list[str]) -> None:
    once = absolute_html("".join(parts), HERE)
    assert once.count("word") == parts.count("word ")
    assert absolute_html(once, HERE) == once


@pytest.mark.parametrize(
    ("srcset", "expected"),
    [
        ("a.png", [("a.png", "")]),
        ("a.png 1x, b.png 2x", [("a.png", "1x"), ("b.png", "2x")]),
        (" a.png , b.png 640w,", [("a.png", ""), ("b.png", "640w")]),
        ("a,b.png 1x", [("a,b.png", "1x")]),
        ("data:image/png;base64,AA 3x, c.png", [("data:image/png;base64,AA", "3x"), ("c.png", "")]),
        ("", []),
    ],
)
def test_a_srcset_is_split_as_browsers_do(srcset: str, expected: list[tuple[str, str]]) -> None:
    assert list(candidates(srcset)) == expected
