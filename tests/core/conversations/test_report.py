from dataclasses import replace
from pathlib import Path

import pytest

from pelican_crossing.conversations.report import Report, printable
from pelican_crossing.conversations.store import Unmatched
from pelican_crossing.model import Comment

ONE = Comment(id="disqus:1", date=None, author="", html="")
REPORT = Report(
    file="export.xml",
    source="disqus",
    read=10,
    imported=5,
    unchanged=2,
    not_imported={"deleted": 1, "spam": 2},
    unmatched=1,
    map_path=Path("/blog/content/comments/map.csv"),
    waiting=(
        Unmatched(source="disqus", id="disqus:7", identifiers=("ident",), comments=(ONE,)),
        Unmatched(source="disqus", id="disqus:8", url="http://x.example/\x1b[2J", title="\u202eT", comments=(ONE, ONE)),
    ),
    notes=("comments without a date: 1",),
)


def test_the_object_has_exactly_the_promised_keys() -> None:
    assert REPORT.as_json() == {
        "file": "export.xml",
        "source": "disqus",
        "read": 10,
        "imported": 5,
        "unchanged": 2,
        "not_imported": {"deleted": 1, "spam": 2},
        "unmatched": 1,
    }


def test_the_text_has_the_numbers_the_notes_and_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    report = replace(REPORT, map_path=tmp_path / "content" / "comments" / "map.csv")
    assert report.as_text().splitlines() == [
        "export.xml (disqus)",
        "  read                           10",
        "  imported                        5",
        "    of them without a post        1",
        "  unchanged                       2",
        "  not imported                    3",
        "    deleted                       1",
        "    spam                          2",
        "note: comments without a date: 1",
        "",
        "2 threads belong to no post; the comments are kept, but not shown. To place them, add a line for each thread",
        "to content/comments/map.csv (old address or identifier, comma, key of the post) and import again:",
        "      2  http://x.example/\\x1b[2J  \\u202eT",
        "      1  ident",
    ]


def test_one_thread_alone_belongs_and_a_map_elsewhere_has_its_whole_path(tmp_path: Path) -> None:
    text = replace(REPORT, waiting=REPORT.waiting[:1], map_path=tmp_path / "map.csv").as_text()
    assert "1 thread belongs to no post;" in text
    assert f"to {tmp_path / 'map.csv'} (" in text


def test_numbers_that_do_not_add_up_are_a_bug_of_ours() -> None:
    with pytest.raises(AssertionError):
        replace(REPORT, read=11)


def test_only_an_export_without_comments_is_a_problem() -> None:
    empty = replace(REPORT, file="x.xml", read=0, imported=0, unchanged=0, not_imported={}, unmatched=0)
    assert REPORT.problem is None
    assert empty.problem is not None
    assert empty.problem.path == "x.xml"


def test_nothing_printed_can_steer_a_terminal() -> None:
    assert printable("a\x1b[31m\r\n\x9b\u202e\u2028é☺") == "a\\x1b[31m\\r\\n\\x9b\\u202e\\u2028é☺"
