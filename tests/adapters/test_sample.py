"""The sample site, as it is published: what the README promises is there."""

import json
import re
import subprocess
import sys
from pathlib import Path

import feedparser
import mf2py
import pytest
import vobject
from tests.conftest import REPOSITORY

from pelican_crossing.building.index import read_index
from pelican_crossing.identity.qr_reading import read_png, read_svg
from pelican_crossing.model import Site
from pelican_crossing.verify import check

URL = "https://example.org/"


@pytest.fixture(scope="module")
def site(sample_project: Path) -> Site:
    return read_index(sample_project / ".crossing" / "index.json")


def page(output: Path, url: str) -> str:
    return (output / url / "index.html").read_text(encoding="utf-8")


def test_the_gate_finds_nothing(sample_site: Path, site: Site) -> None:
    report = check(sample_site, site)
    assert report.findings == ()
    assert report.counts["pages"] > 40
    assert report.counts["cards"] == 2


def test_the_blog_is_a_real_one(site: Site) -> None:
    articles = [post for post in site.posts if post.kind == "article"]
    assert len(site.listed) >= 12
    assert len([post for post in site.listed if post.lang == "de"]) == 2
    assert {post.status for post in articles} == {"published", "hidden", "draft"}
    assert len([post for post in site.listed if post.series]) == 3
    assert any(post.aliases for post in site.listed)


def test_the_code_on_the_card_leads_to_a_page_of_the_site(sample_site: Path, site: Site) -> None:
    for card in site.cards:
        html = page(sample_site, card)
        inline = re.search(r"<svg[^>]*class=\"qr\".*?</svg>", html, re.DOTALL)
        assert inline
        address = read_svg(inline[0])
        assert address == read_png((sample_site / card / "qr.png").read_bytes())
        assert address == URL + card
        assert (sample_site / address.removeprefix(URL) / "index.html").is_file()


def test_the_contact_file_says_what_the_card_says(sample_site: Path) -> None:
    contact = vobject.readOne((sample_site / "hi" / "mira-lindqvist.vcf").read_text(encoding="utf-8"))
    assert contact.fn.value == "Mira Lindqvist"
    assert contact.email.value == "mira@example.org"
    assert contact.url.value == "https://example.org/hi/"
    assert contact.photo.value[:2] == b"\xff\xd8"


def test_the_author_is_represented_on_the_home_page_and_the_card(sample_site: Path) -> None:
    for url in ("", "hi/"):
        parsed = mf2py.parse(doc=page(sample_site, url), url=URL + url)
        (card,) = [item for item in parsed["items"] if item["type"] == ["h-card"]]
        assert card["properties"]["uid"] == [URL]
        assert URL in card["properties"]["url"]
        assert URL in parsed["rels"]["me"]
        assert "https://social.example/@mira" in parsed["rels"]["me"]


def test_no_post_claims_to_be_the_author_elsewhere(sample_site: Path, site: Site) -> None:
    for post in site.listed:
        assert "me" not in mf2py.parse(doc=page(sample_site, post.url))["rels"]


def test_every_post_leads_on_with_a_reason(sample_site: Path, site: Site) -> None:
    for post in site.listed:
        section = page(sample_site, post.url).split('<section class="related"')[1].split("</section>")[0]
        rows = re.findall(r"<li><a [^>]*>[^<]+</a> <span class=\"meta\">([^<]+)</span></li>", section)
        assert 1 <= len(rows) <= 5
        assert all(1 <= len(reason.split()) <= 6 for reason in rows)


def test_structured_data_is_json_and_names_the_page(sample_site: Path, site: Site) -> None:
    for url in [post.url for post in site.listed_pages] + list(site.cards):
        (script,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page(sample_site, url), re.DOTALL)
        assert json.loads(script)["url"] == URL + url


def test_an_old_permalink_leads_to_its_post(sample_site: Path) -> None:
    old = (sample_site / "2019" / "04" / "small-bridges.html").read_text(encoding="utf-8")
    assert 'content="0; url=https://example.org/posts/what-a-footbridge-is-for/"' in old
    assert '<link rel="canonical" href="https://example.org/posts/what-a-footbridge-is-for/">' in old


def test_comments_are_threaded_and_the_author_is_marked(sample_site: Path) -> None:
    html = page(sample_site, "posts/how-to-leave-a-conversation/")
    parsed = mf2py.parse(doc=html, url=URL + "posts/how-to-leave-a-conversation/")
    (entry,) = [item for item in parsed["items"] if item["type"] == ["h-entry"]]
    comments = entry["properties"]["comment"]
    assert len(comments) == 11
    assert all(comment["type"] == ["h-cite"] for comment in comments)
    assert html.count('<span class="badge">Author</span>') == 4
    assert "mailto:mira@example.org?subject=Re%3A%20How%20to%20leave%20a%20conversation" in html


@pytest.mark.parametrize("name", ["all.atom.xml", "all.rss.xml"])
def test_the_feeds_are_whole_and_announced_everywhere(sample_site: Path, site: Site, name: str) -> None:
    feed = feedparser.parse((sample_site / "feeds" / name).read_bytes())
    assert not feed.bozo
    assert {entry.link for entry in feed.entries} == {URL + post.url for post in site.listed}
    assert len({entry.id for entry in feed.entries}) == len(site.listed)
    for file in sample_site.rglob("*.html"):
        html = file.read_text(encoding="utf-8")
        assert 'http-equiv="refresh"' in html or html.count(f'href="https://example.org/feeds/{name}"') >= 1


def test_drafts_and_hidden_posts_are_named_nowhere(sample_site: Path) -> None:
    own = sample_site / "posts" / "speaker-notes-harbour-2026" / "index.html"
    assert '<meta name="robots" content="noindex">' in own.read_text(encoding="utf-8")
    for file in sample_site.rglob("*"):
        if file.is_file() and file != own and file.name != ".crossing-output":
            content = file.read_bytes()
            assert b"speaker-notes-harbour-2026" not in content, file
            assert b"on-forgetting-faces" not in content, file


def test_the_comments_are_those_of_the_exports(sample_sources: Path) -> None:
    store = sample_sources / "content" / "comments"
    before = {file: file.read_bytes() for file in store.rglob("*.json")}
    for export in ("disqus-export.xml", "wordpress-export.xml"):
        command = [sys.executable, "-m", "pelican_crossing.cli", "comments", "import", "--json"]
        command += ["--owner", "miralindqvist", str(REPOSITORY / "examples" / export)]
        done = subprocess.run(command, cwd=sample_sources, capture_output=True, text=True, check=True)
        assert json.loads(done.stdout)["imported"] == 0
    assert {file: file.read_bytes() for file in store.rglob("*.json")} == before


def test_a_second_build_gives_the_same_bytes(sample_site: Path, sample_sources: Path) -> None:
    command = [sys.executable, "-m", "pelican_crossing.adapters.run", "--settings", "publishconf.py", "--production"]
    command += ["--output", "output", "--index", "index.json"]
    subprocess.run(command, cwd=sample_sources, check=True, capture_output=True)
    for file in sample_site.rglob("*"):
        if file.is_file() and file.name != ".crossing-output":
            assert (sample_sources / "output" / file.relative_to(sample_site)).read_bytes() == file.read_bytes(), file
