"""The partials keep untrusted words harmless under any theme, also where Jinja does not escape by itself."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from jinja2 import Environment, FileSystemLoader
from lxml import html

from pelican_crossing.adapters.templates import focusable, host
from pelican_crossing.conversations.threading import arrange
from pelican_crossing.model import Comment, Thread

TEMPLATES = Path(__file__).parent.parent.parent / "plugins/pelican_crossing/templates"
HOSTILE = '"><img src=x onerror=alert(1)></bdi></script><b class="h-card">'


@pytest.fixture(params=[False, True], ids=["without autoescape", "with autoescape"])
def environment(request: pytest.FixtureRequest) -> Environment:
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=request.param)
    filters = {"day": str, "iso": str, "host": host, "focusable": focusable}
    environment.filters.update({f"crossing_{name}": function for name, function in filters.items()})
    return environment


def comment(number: int, parent: int = 0, **fields: object) -> Comment:
    values: dict[str, object] = {
        "date": datetime(2025, 3, number, tzinfo=UTC),
        "author": HOSTILE,
        "html": "<p>Hello</p>",
    }
    return Comment(id=f"wp:{number}", parent=f"wp:{parent}" if parent else "", **{**values, **fields})  # type: ignore[arg-type]


def page(environment: Environment, *comments: Comment) -> html.HtmlElement:
    article = SimpleNamespace(crossing=SimpleNamespace(discussion=arrange(Thread(key="a", comments=comments))))
    rendered = environment.get_template("crossing/comments.html").render(article=article, SITEURL="")
    return html.fragment_fromstring(rendered, create_parent="main")


def test_a_hostile_name_is_text_and_nothing_else(environment: Environment) -> None:
    tree = page(environment, comment(1), comment(2, url="https://a.example/?q=" + HOSTILE), comment(3, kind="pingback"))
    assert tree.xpath("//img | //b | //script") == []
    assert [name.text_content() for name in tree.iter("bdi")] == [HOSTILE] * 3


def test_a_name_can_not_turn_the_writing_direction_of_the_page(environment: Environment) -> None:
    tree = page(environment, comment(1, author="שלום"))
    assert tree.xpath("//bdi/text()") == ["שלום"]
    assert tree.xpath("//*[contains(@class, 'e-content')]/@dir") == ["auto"]


def test_the_sanitised_text_stays_markup(environment: Environment) -> None:
    tree = page(environment, comment(1, html="<p>See <em>this</em></p><pre>code</pre>"))
    assert tree.xpath("string(//em)") == "this"
    assert tree.xpath("//pre/@tabindex") == ["0"]


def test_a_commenters_link_lends_no_weight(environment: Environment) -> None:
    tree = page(environment, comment(1, url="https://a.example/"))
    assert tree.xpath("//a[starts-with(@href, 'https:')]/@rel") == ["nofollow ugc"]


def test_only_the_owner_is_marked_as_the_author(environment: Environment) -> None:
    tree = page(environment, comment(1, author="Mira Author"), comment(2, author="Mira", by_owner=True))
    assert tree.xpath("//*[@class='badge']/../a/bdi/text()") == ["Mira"]


def test_replies_are_lists_within_lists(environment: Environment) -> None:
    tree = page(environment, comment(1), comment(2, parent=1), comment(3, parent=2))
    assert len(tree.xpath("//ol/li/ol/li/ol/li")) == 1


def test_a_removed_comment_leaves_a_quiet_line_under_its_old_anchor(environment: Environment) -> None:
    tree = page(environment, comment(1, status="deleted", author="Gone"), comment(2, parent=1))
    assert tree.xpath("string(//*[@id='comment-1'])") == "This comment was removed."
    assert "Gone" not in tree.text_content()


def test_a_reply_below_the_deepest_level_names_whom_it_answers(environment: Environment) -> None:
    tree = page(environment, *(comment(number, parent=number - 1, author=f"N{number}") for number in range(1, 8)))
    assert tree.xpath("//*[@id='comment-7']//a[@href='#comment-6']//text()") == ["N6"]


def test_a_comment_without_a_date_says_so(environment: Environment) -> None:
    tree = page(environment, comment(1, date=None))
    assert tree.xpath("//a[@href='#comment-1']/text()") == ["undated"]


def test_pings_are_folded_away_and_not_counted(environment: Environment) -> None:
    ping = comment(2, author="A blog » Bridges", url="https://blog.example/a", kind="pingback", html="")
    tree = page(environment, comment(1), ping)
    assert tree.xpath("string(//h2)") == "1 comment"
    assert tree.xpath("string(//summary)") == "Linked from (1)"
    assert tree.xpath("//details//a/@href") == ["https://blog.example/a"]
