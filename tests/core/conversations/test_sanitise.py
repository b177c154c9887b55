from html.parser import HTMLParser
from urllib.parse import urlsplit

import html5lib
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pelican_crossing.conversations.sanitise import CUT, LIMIT, REL, TAGS, clean, clean_name, clean_text, clean_url

LINK = f'rel="{REL}"'
MORSELS = [
    *(
        f"<{tag}>"
        for tag in ("p", "b", "a href='http://x.example'", "pre", "ul", "li", "blockquote", "br", "svg", "math")
    ),
    *(f"</{tag}>" for tag in ("p", "b", "a", "pre", "ul", "li", "blockquote", "svg", "table", "object")),
    *(
        "<ol>",
        "<menu>",
        "<script>",
        "</script>",
        "<style>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<table>",
        "<td>",
        "<object>",
        "<template>",
    ),
    *("<img src=http://i.example/x.png alt='a\"b'>", "<iframe src=//v.example/1>", "<img src=x onerror=alert(1)>"),
    *("<a href='javascript:x'>", '<a title="<ul>" href=mailto:a@b.example?cc=c@d.example>', "<a href='//e.example'>"),
    *(
        "&#xB;",
        "&#0;",
        "&lt;",
        "&#x338;",
        "\u0338",
        "\u0301",
        "\u202e",
        "\ufffe",
        "\r\n",
        "\n",
        "\x00",
        "\x85",
        "&nbsp;",
    ),
    *("{{ 7*7 }}", "{filename}/x.md", "text", "é", "<", ">", "&", '"', "'"),
]
hostile = st.lists(st.one_of(st.sampled_from(MORSELS), st.text(max_size=5)), max_size=25).map("".join)


def elements(html: str) -> list[tuple[str, dict[str, str]]]:
    """Return the elements that a browser makes of the HTML in a theme's list, and no others than in the comment."""
    page = html5lib.parse(f"<ol><li><div>{html}</div><hr></li></ol>", namespaceHTMLElements=False)
    (theme,) = page.find("body")
    assert [child.tag for child in theme] == ["li"], "the comment closed the theme's list item"
    assert [child.tag for child in theme[0]] == ["div", "hr"], "the comment broke out of its element"
    comment = theme[0][0]
    for parent in comment.iter():
        in_list = parent.tag in {"ul", "ol"}
        assert not in_list or not (parent.text or "").strip()
        assert all((child.tag == "li") == in_list for child in parent), "items are in lists, and nothing else is"
    return [(element.tag, dict(element.attrib)) for element in comment.iter() if element is not comment]


@settings(max_examples=400, deadline=None)
@given(html=hostile)
@example(html="<b>&#x338;")
@example(html="<pre>\n\n\nx")
@example(html="<a href='http://x.example'><object><a href='http://y.example'>")
def test_whatever_comes_in_only_the_allowed_comes_out(html: str) -> None:
    cleaned = clean(html)
    assert clean(cleaned) == cleaned
    for tag, attributes in elements(cleaned):
        assert tag in TAGS
        assert attributes.keys() <= ({"href", "rel"} if tag == "a" else set())
        if tag == "a":
            assert attributes["rel"] == REL
            parts = urlsplit(attributes["href"])
            assert parts.scheme == "mailto" or (
                parts.scheme in {"http", "https"} and parts.hostname and not parts.username
            )
    assert not set(cleaned) & {chr(code) for code in (*range(9), 11, 12, 13, *range(14, 32), 127, 0xFFFE, 0x202E)}


@settings(max_examples=200, deadline=None)
@given(text=st.text())
def test_plain_text_is_escaped_and_stays_as_it_was_cleaned(text: str) -> None:
    html = clean_text(text)
    assert clean(html) == html
    assert {tag for tag, _ in elements(html)} <= {"p", "br"}


@settings(max_examples=200, deadline=None)
@given(text=st.text())
def test_names_and_addresses_are_clean_after_one_pass(text: str) -> None:
    assert clean_name(clean_name(text)) == clean_name(text)
    assert clean_url(clean_url(text)) == clean_url(text)
    assert len(clean_name(text)) <= 80


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>one</p><p>two</p>", "<p>one</p>\n<p>two</p>"),
        ("<b>open", "<b>open</b>"),
        ("<pre>\n a\n  b &lt;c&gt;</pre>", "<pre> a\n  b &lt;c&gt;</pre>"),
        ("<div>one</div><div>two</div>", "one\n\ntwo"),
        ("a<script>alert(1)</script>b<style>*{}</style>", "ab"),
        ('<p class="h-card" id="x" style="y" lang="z" title="t" onclick="go()">x</p>', "<p>x</p>"),
        ("a <!-- hidden --> b", "a  b"),
        ("{filename}/a.md {attach}b |static|c {{ d }} [TOC]", "{filename}/a.md {attach}b |static|c {{ d }} [TOC]"),
        ("a&#xB;b\x0cc\ufffed\u202ee", "abcde"),
        ("e\u0301", "é"),
        ("a \x97 b &#151; c \x81", "a — b — c"),
        ("<li>one<li value=9>two", "<p>one</p>\n<p>two</p>"),
        ("<menu><li>one</li></menu>", "<p>one</p>"),
        ("<ul>x<li>y<ul><li>z</ul></ul>", "<ul><li>x</li>\n<li>y<ul><li>z</li></ul></li></ul>"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "<ul><li>a</li>\n<li><ul><li>b</li></ul></li></ul>"),
    ],
)
def test_text_and_the_allowed_markup_stay(html: str, expected: str) -> None:
    assert clean(html) == expected


@pytest.mark.parametrize(
    "text",
    [
        "List<String> x = new ArrayList<Foo>();",
        "#include <stdio.h>",
        "if a<b and c>d",
        "if a<b",
        "if a<b and more",
        "<http://example.net/>",
        "<me@x.example> wrote",
        "</sarcasm>",
        "<?php echo 1 ?>",
    ],
)
def test_what_only_looks_like_a_tag_stays_as_text(text: str) -> None:
    assert clean(text) == text.replace("<", "&lt;").replace(">", "&gt;")


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "/logout",
        "?delete=1",
        "//evil.example",
        "{attach}../../secret",
        "http://user:word@evil.example",
        "https://good.example\\@evil.example",
        "ht\ttp://evil.example",
        "http://",
        "http:///evil.example",
        "https://evil.example:port/",
        "ftp://evil.example",
        "mailto:a@b.example?bcc=c@d.example",
        "mailto:a@b.example,c@d.example",
        "http://[::1",
    ],
)
def test_a_link_that_could_do_harm_becomes_its_text(address: str) -> None:
    assert clean(f'<a href="{address}">text</a>') == "text"
    assert clean_url(address) == ""


@pytest.mark.parametrize(
    ("address", "href"),
    [
        ("https://example.net/a?b=1#c", "https://example.net/a?b=1#c"),
        ("HTTP://EXAMPLE.net:8080/", "HTTP://EXAMPLE.net:8080/"),
        ("http://exаmple.net/", "http://xn--exmple-4nf.net/"),
        ("http://example.net/a b<c>", "http://example.net/a%20b%3Cc%3E"),
        ("http://[2001:db8::1]/x", "http://[2001:db8::1]/x"),
        ("http://example.net/ünder", "http://example.net/ünder"),
    ],
)
def test_an_absolute_address_is_kept_and_its_host_shown_for_what_it_is(address: str, href: str) -> None:
    escaped = address.replace("<", "&lt;").replace(">", "&gt;")
    assert clean(f'<a href="{escaped}" rel="me" target="_top">x</a>') == f'<a href="{href}" {LINK}>x</a>'
    assert clean_url(address) == href


def test_an_address_with_unseen_characters_is_none() -> None:
    assert clean_url("http://\u202eexample.evil") == clean_url("http://exam\u200bple.evil") == ""


def test_a_mail_address_may_be_linked_but_is_no_home_page() -> None:
    assert clean('<a href="mailto:ines@example.net">x</a>') == f'<a href="mailto:ines@example.net" {LINK}>x</a>'
    assert clean_url("mailto:ines@example.net") == ""


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<img src="https://i.example/cat.png" alt="a cat">', f'<a href="https://i.example/cat.png" {LINK}>a cat</a>'),
        ("<IMG SRC=https://i.example/1.png>", f'<a href="https://i.example/1.png" {LINK}>https://i.example/1.png</a>'),
        ('<img src="data:image/png;base64,AA" alt="a &amp; b">', "a &amp; b"),
        ('<img src="/local.png">', ""),
        (
            '<iframe src="//video.example/1?a=b&amp;c"><p>fallback</p></iframe>',
            f'<a href="https://video.example/1?a=b&amp;c" {LINK}>https://video.example/1?a=b&amp;c</a>',
        ),
        (
            '<a href="https://p.example/"><img src="https://i.example/1.png" alt="photo"></a>',
            f'<a href="https://p.example/" {LINK}>photo</a>',
        ),
    ],
)
def test_pictures_and_players_become_links_to_their_address(html: str, expected: str) -> None:
    assert clean(html) == expected


class _Depth(HTMLParser):
    deepest = here = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.here += tag != "br"
        self.deepest = max(self.deepest, self.here)

    def handle_endtag(self, tag: str) -> None:
        self.here -= 1


@pytest.mark.parametrize("tag", ["blockquote", "b", "ul><li", "pre", "object"])
def test_tags_nested_too_deep_go_and_their_text_stays(tag: str) -> None:
    cleaned = clean("".join(f"<{tag}>{number} " for number in range(100)))
    depth = _Depth()
    depth.feed(cleaned)
    assert depth.deepest <= 2 * 32
    assert "99" in cleaned


@pytest.mark.parametrize(
    "html", ["x" * (LIMIT + 1), "&" * LIMIT, "<b>x</b> & " * 20_000, "<i>" * 2001, "<ul><li>" * 8192, "\xa0y" * LIMIT]
)
def test_a_monstrous_comment_is_text_and_is_cut(html: str) -> None:
    cleaned = clean(html)
    assert len(cleaned) <= LIMIT
    assert clean(cleaned) == cleaned
    assert "<b>" not in cleaned
    assert cleaned.endswith(f"{CUT}</p>") or len(html) <= LIMIT


def test_a_cut_comment_keeps_most_of_what_fits() -> None:
    assert len(clean("word " * LIMIT)) > LIMIT - 100


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("  Ines \n Moreau\t", "Ines Moreau"),
        ("ev\u202eil\u200b\u2066 \x00\x1bname\ufeff", "evil name"),
        ("a" + "\u0301" * 20, "á\u0301\u0301\u0301"),
        ("x" * 200, "x" * 80),
        ("<b>Bob</b> &amp; {{ y }}", "<b>Bob</b> &amp; {{ y }}"),
        ("\u200b\u202e", ""),
        ("D\x92Arc", "D’Arc"),
        ("李 Ægir Ñandú 🌉", "李 Ægir Ñandú 🌉"),
    ],
)
def test_a_name_is_one_visible_line(text: str, name: str) -> None:
    assert clean_name(text) == name
