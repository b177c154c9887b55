import pytest

from pelican_crossing.conversations.tags import escape_text, nest_lists


@pytest.mark.parametrize(
    "html",
    [
        "<p>",
        "</P>",
        "<br/>",
        "<br />",
        "<a href=x>",
        '<a title="a > b" href="x">',
        "<img\nsrc='x' alt>",
        "<h1 class=x>",
        "<script>",
        "<!-- <p> -->",
    ],
)
def test_a_tag_of_html_and_a_comment_stay(html: str) -> None:
    assert escape_text(html) == html


@pytest.mark.parametrize(
    "text", ["<String>", "<h7>", "<pp>", "<b and c>", "<b", "<b <", "<p don't>", "<!DOCTYPE x>", "<3"]
)
def test_what_is_no_tag_is_escaped(text: str) -> None:
    assert escape_text(text) == text.replace("<", "&lt;")


def test_looking_for_tags_takes_no_long_time() -> None:
    for html in ("<a '" * 16_000, "<!--" * 16_000, "<a =\"'" * 10_000, "<a" + " " * 60_000):
        assert len(escape_text(html)) >= len(html)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<ul>\n<li>a</li>\n<li>b<br>c</li>\n</ul>", "<ul>\n<li>a</li>\n<li>b<br>c</li>\n</ul>"),
        ("<li>a</li>", "<p>a</p>"),
        ("<blockquote><li>a</li></blockquote>", "<blockquote><p>a</p></blockquote>"),
        ("<ol>a<b>b</b><li>c</li>d</ol>e", "<ol><li>a<b>b</b></li><li>c</li><li>d</li></ol>e"),
        ("<ul><b><li>a</li></b></ul>", "<ul><li><b><p>a</p></b></li></ul>"),
        ("<ul><ul><li>a</li></ul></ul>", "<ul><li><ul><li>a</li></ul></li></ul>"),
    ],
)
def test_items_are_in_lists_and_nothing_else_is(html: str, expected: str) -> None:
    assert nest_lists(html) == expected
    assert nest_lists(expected) == expected
