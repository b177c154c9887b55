"""Drafts and hidden posts are named nowhere, and ordinary words are no names."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pelican_crossing.model import Post, Site
from pelican_crossing.verify import Finding, check

Write = Callable[..., Path]
Edit = Callable[[str, str, str], int]
HARBOUR = "posts/notes-from-the-harbour/"
PLAN = "drafts/plan-for-next-summer.html"


def private(output: Path, site: Site) -> list[Finding]:
    return [finding for finding in check(output, site).findings if finding.rule == "private"]


def with_posts(site: Site, *changed: Post) -> Site:
    return replace(site, posts=site.posts[: 4 - len(changed)] + changed)


@pytest.mark.parametrize(
    "leak",
    [
        f'<a href="/{HARBOUR}">x</a>',
        f'<a href="/{HARBOUR}index.html?a#b">x</a>',
        '<a href="/posts/notes-from-the-harbour">x</a>',
        f'<a href="https://example.org/{HARBOUR}">x</a>',
        f'<link rel="next" href="/{HARBOUR}">',
        f'<meta property="og:url" content="https://example.org/{HARBOUR}">',
        "<h2>Notes from the  old harbour</h2>",
        '<a href="/">notes from the OLD harbour</a>',
        '<a href="/" title="Notes from the old harbour">x</a>',
        '<meta property="og:title" content="Notes from the old harbour">',
        f'<script type="application/ld+json">{{"a": ["https://example.org/{HARBOUR}"]}}</script>',
        '<script type="application/ld+json">[{"name": "Notes from the old harbour"}]</script>',
        f'<a href="/{PLAN}">x</a>',
        "<h3>A plan for <em>next</em> summer</h3>",
        "<p>Notes from the old harbour</p>",
        "<p>Notes from<!-- --> the\u00a0old <strong>harbour</strong></p>",
        "<ul><li>A plan for next summer</li></ul>",
        '<ul><li><span class="title">A plan for next summer</span> <small>May</small></li></ul>',
        "<table><tr><td>A plan for next summer</td></tr></table>",
        '<meta name="description" content="Notes from the old harbour">',
        '<meta itemprop="name" content="A plan for next summer">',
        f'<meta itemprop="url" content="/{PLAN}">',
        f'<a rel="nofollow ugc" href="/{PLAN}">x</a>',
    ],
)
def test_a_page_that_names_a_private_post_is_found(output: Path, site: Site, edit: Edit, leak: str) -> None:
    line = edit("index.html", "</main>", f"\n{leak}</main>") + 1
    assert [(finding.path, finding.line) for finding in private(output, site)] == [("index.html", line)]


@pytest.mark.parametrize("status", ["draft", "hidden"])
@pytest.mark.parametrize("path", ["feeds/all.atom.xml", "feeds/all.rss.xml"])
def test_a_feed_that_names_a_private_post_is_found(output: Path, site: Site, path: str, status: str) -> None:
    leaked = replace(site, posts=(site.posts[0], replace(site.posts[1], status=status, title="At the quay by night")))
    text = (output / path).read_text(encoding="utf-8")
    (output / path).write_text(text.replace(">At the quay<", ">At the quay by night<"), encoding="utf-8")
    said = {finding.what.split(" gives")[0] for finding in private(output, leaked) if finding.path == path}
    assert {"the title 'At the quay by night'", "the address 'https://example.org/posts/quay/'"} <= said


def test_a_link_inside_the_body_of_a_feed_is_found(output: Path, site: Site, edit: Edit) -> None:
    edit("feeds/all.atom.xml", "https://example.org/posts/quay/#rope", f"https://example.org/{HARBOUR}")
    assert [finding.path for finding in private(output, site)] == ["feeds/all.atom.xml"]


def test_a_sitemap_that_names_a_private_post_is_found(output: Path, site: Site, edit: Edit) -> None:
    edit("sitemap.xml", "<loc>https://example.org/posts/quay/", f"<loc>https://example.org/{HARBOUR}")
    assert [finding.path for finding in private(output, site)] == ["sitemap.xml"]


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("search.json", json.dumps({"pages": [{"url": HARBOUR}]})),
        ("search.json", json.dumps([{"title": "Notes from the old harbour"}])),
        ("search.js", f'var index = [{{"u": "/{HARBOUR}"}}];'),
        ("search.js", 'var index = {"t": "A plan for next summer"};'),
        ("llms.txt", f"All posts:\nhttps://example.org/{HARBOUR}\n"),
        ("blogroll.opml", '<opml><outline text="Notes from the old harbour"/></opml>'),
        ("robots.txt", f"User-agent: *\nDisallow: /{HARBOUR}\n"),
        ("menu.js", f"go('{HARBOUR}')"),
        ("menu.js", r'go("https:\/\/example.org\/drafts\/plan-for-next-summer.html")'),
        ("theme/site.css", f"main {{background: url(../{HARBOUR}?a)}}"),
        ("theme/map.svg", f'<svg><a href="/{HARBOUR}"/></svg>'),
        ("news.xml", f"<news><item>/{HARBOUR}</item></news>"),
        ("hi/mira.vcf", f"BEGIN:VCARD\r\nURL:https://example.org/{HARBOUR}\r\nEND:VCARD\r\n"),
        ("talk.ics", f"DESCRIPTION:The notes are at https://example.org/{HARBOUR[:20]}\r\n {HARBOUR[20:]}\r\n"),
    ],
)
def test_a_data_file_that_names_a_private_post_is_found(
    output: Path, site: Site, write: Write, path: str, content: str
) -> None:
    write(path, content)
    assert [finding.path for finding in private(output, site)] == [path]


@pytest.mark.parametrize(
    "path",
    ["images/plan-for-next-summer.png", "notes-from-the-harbour/sketch.jpg", "comments/plan-for-next-summer.de.json"],
)
def test_a_file_that_is_named_after_a_private_post_is_found(output: Path, site: Site, write: Write, path: str) -> None:
    write(path, "{}")
    assert [finding.path for finding in private(output, site)] == [path]


def test_what_lies_beside_the_page_of_a_hidden_post_is_its_own(output: Path, site: Site, write: Write) -> None:
    write(f"{HARBOUR}notes-from-the-harbour.jpg", b"")
    assert check(output, site).findings == ()


def test_a_draft_in_the_output_is_found_even_if_nothing_leads_to_it(output: Path, site: Site, write: Write) -> None:
    write(PLAN, '<html lang="en"><title>A plan for next summer</title><h1>A plan for next summer</h1>')
    assert [(finding.path, finding.rule) for finding in check(output, site).findings] == [(PLAN, "draft-published")]


def test_a_draft_that_is_saved_elsewhere_than_at_its_address_is_found(output: Path, site: Site, write: Write) -> None:
    draft = replace(site.posts[3], url="drafts/plan/", save_as=PLAN)
    write(PLAN, '<html lang="en"><title>A plan</title>')
    assert [finding.rule for finding in check(output, with_posts(site, draft)).findings] == ["draft-published"]


def test_a_hidden_post_that_search_engines_may_list_is_found(output: Path, site: Site, edit: Edit) -> None:
    edit(f"{HARBOUR}index.html", "noindex", "index, follow")
    assert [(finding.path, finding.rule) for finding in check(output, site).findings] == [
        (f"{HARBOUR}index.html", "hidden-indexed")
    ]


def test_a_hidden_post_may_name_itself_and_its_translation(output: Path, site: Site, edit: Edit) -> None:
    german = replace(
        site.posts[2], key="harbour.de", url="de/x/", save_as="", lang="de", translation_of="harbour", title="A b c d e"
    )
    edit(f"{HARBOUR}index.html", "<p>Sh.</p>", "<h2>A b c d e</h2>")
    assert private(output, replace(site, posts=(*site.posts, german))) == []


@pytest.mark.parametrize(("title", "found"), [("Harbour", 0), ("Old harbour", 1), ("On the quay", 1)])
def test_one_word_is_an_ordinary_word_and_two_are_a_title(
    output: Path, site: Site, edit: Edit, title: str, found: int
) -> None:
    edit("index.html", "</main>", f"<h2>{title}</h2><p>We met, {title}.</p></main>")
    assert len(check(output, with_posts(site, replace(site.posts[3], title=title))).findings) == found


def test_a_sentence_that_contains_a_title_is_not_the_title(output: Path, site: Site, edit: Edit) -> None:
    sentences = "<p>I have <em>a plan for next summer</em>.</p><h2>A plan for next summer, and more</h2>"
    edit("index.html", "</main>", f"{sentences}</main>")
    assert check(output, site).findings == ()


def test_a_commenter_may_say_what_the_title_says(output: Path, site: Site, edit: Edit) -> None:
    comment = '<ol><li><div class="u-comment h-cite"><b>Bo</b><p title="Thank you">Thank you</p></div></li></ol>'
    edit("index.html", "</main>", f"{comment}</main>")
    assert check(output, with_posts(site, replace(site.posts[3], title="Thank you"))).findings == ()


@pytest.mark.parametrize(
    "shared", [{"tags": ("Old ropes",)}, {"category": "Old ropes"}, {"series": "Old ropes"}, {"author": "Old ropes"}]
)
def test_a_name_that_published_posts_have_too_gives_nothing_away(
    output: Path, site: Site, edit: Edit, shared: dict[str, Any]
) -> None:
    edit("index.html", "</main>", "<p>Old Ropes</p></main>")
    posts = (replace(site.posts[0], **shared), *site.posts[1:3], replace(site.posts[3], title="Old ropes"))
    assert check(output, replace(site, posts=posts)).findings == ()


def test_an_address_that_only_begins_or_ends_alike_is_another(
    output: Path, site: Site, write: Write, edit: Edit
) -> None:
    write("posts/notes-from-the-harbour-bar/index.html", '<html lang="en"><title>Bar</title>')
    edit("index.html", "</main>", '<a href="/posts/notes-from-the-harbour-bar/">Bar</a></main>')
    assert check(output, site).findings == ()


def test_a_word_in_a_data_file_is_no_address(output: Path, site: Site, write: Write) -> None:
    hidden = replace(site.posts[2], title="Notes", slug="notes", url="notes/", save_as="")
    write("search.json", json.dumps({"tags": ["notes"], "text": "see notes/ now"}))
    assert private(output, replace(site, posts=(*site.posts[:2], hidden))) == []


def test_what_a_published_post_has_as_well_gives_nothing_away(output: Path, site: Site) -> None:
    twin = replace(site.posts[0], key="twin", status="draft", title="A firm and a friendly handshake")
    posts = (replace(site.posts[0], title=twin.title), site.posts[1], twin)
    assert check(output, replace(site, posts=(*posts, site.posts[2]))).findings == ()


def test_a_finding_names_the_source_and_says_what_to_do(output: Path, site: Site, edit: Edit) -> None:
    line = edit("index.html", "</main>", f'<a href="/{PLAN}">x</a></main>')
    what = f"the address '/{PLAN}' gives away posts/plan.md, a draft"
    expected = Finding("index.html", line, "private", what, "publish the post, or remove what names it here")
    assert expected in check(output, site).findings
