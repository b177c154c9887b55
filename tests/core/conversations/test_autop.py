import pytest

from pelican_crossing.conversations.autop import autop, paragraphs
from pelican_crossing.conversations.sanitise import clean


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("one line", "<p>one line</p>"),
        ("one\ntwo", "<p>one<br>\ntwo</p>"),
        ("one\r\n\r\ntwo\n \n\n\nthree", "<p>one</p>\n<p>two</p>\n<p>three</p>"),
        ("one<br />\ntwo", "<p>one<br>\ntwo</p>"),
        ("a <b>b</b>\n\n<em>c</em>", "<p>a <b>b</b></p>\n<p><em>c</em></p>"),
        ("<p>already</p>\n<p>there</p>", "<p>already</p>\n<p>there</p>"),
        ("a<blockquote>b\n\nc</blockquote>d", "<p>a</p><blockquote><p>b</p>\n<p>c</p></blockquote><p>d</p>"),
        ("see:\n<pre>\n  code\n\n  more\n</pre>\nend", "<p>see:</p><pre>\n  code\n\n  more\n</pre><p>end</p>"),
        ("<ul>\n<li>one\ntwo</li>\n</ul>", "<ul><li>one<br>\ntwo</li></ul>"),
        ("<pre>open\n\nto the end", "<pre>open\n\nto the end"),
        ("</ul>\n\nx", "</ul><p>x</p>"),
        ("", ""),
        (" \n \n", ""),
    ],
)  # fmt: skip
def test_typed_text_gets_the_paragraphs_it_shows(text: str, html: str) -> None:
    assert autop(text) == html


def test_plain_text_knows_no_tags() -> None:
    assert paragraphs("a\n<ul>\n\nb") == "<p>a<br>\n<ul></p>\n<p>b</p>"


def test_cleaning_leaves_no_empty_paragraphs() -> None:
    assert clean(autop("<div>one</div>\n\n<p>two</p>")) == "<p>one</p>\n<p>two</p>"
