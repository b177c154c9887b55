"""Every export under `disqus/` and `wordpress/` is imported and compared with the expectation that it carries.

A case is a file. Its expectation is a JSON object in an XML comment `<!-- expect: ... -->`, or, where the bytes of
the file are the point, in a file of the same name that ends in `.json`:

    about          what the case shows
    error          a part of the message of the ExportError that must be raised (with `line`: at that line)
    read, imported, not_imported, unmatched     the numbers of the report
    problem        a part of the report's problem
    notes          parts of the report's notes
    owners         names of the author's accounts
    threads        post key -> the comments of its file in order, each with the keys that matter
    waiting        the threads without a post, each with the keys that matter and its `comments`

Whatever the case, a second run must change nothing, and neither e-mail nor IP address may reach the store.
"""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pelican_crossing.conversations.importing import import_comments
from pelican_crossing.conversations.records import to_record
from pelican_crossing.conversations.store import Store
from pelican_crossing.errors import ExportError
from pelican_crossing.model import Post, Site

HERE = Path(__file__).parent
CASES = sorted(
    path for source in ("disqus", "wordpress") for path in (HERE / source).iterdir() if path.suffix != ".json"
)
EXPECT = re.compile(rb"<!-- expect:(.*?)-->", re.DOTALL)
PRIVATE = (b"private.example", b"203.0.113.")


def site() -> Site:
    def post(key: str, url: str, **more: Any) -> Post:
        return Post(
            key=key, slug=key.rpartition("/")[2], title=key, url=url, date=datetime(2020, 1, 1, tzinfo=UTC), **more
        )

    return Site(
        url="https://example.org",
        title="The Footbridge",
        posts=(
            post(
                "handshake", "posts/handshake/", identifiers=("hands-1", "?p=12"), aliases=("/2009/05/shaking-hands/",)
            ),
            post("rope", "posts/rope/"),
            post("pages/about", "about/"),
        ),
    )


def expectation(path: Path) -> dict[str, Any]:
    inside = EXPECT.search(path.read_bytes())
    text = inside[1] if inside else path.with_suffix(".json").read_bytes()
    expected: dict[str, Any] = json.loads(text)
    return expected


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def assert_like(actual: list[dict[str, Any]], expected: list[dict[str, Any]]) -> None:
    """Compare only the keys that the expectation names; an absent key is its usual value."""
    assert [{key: record.get(key) for key in like} for record, like in zip(actual, expected, strict=True)] == expected


def test_there_are_cases_for_each_source() -> None:
    assert {path.parent.name for path in CASES} == {"disqus", "wordpress"}
    assert all(expectation(path)["about"] for path in CASES)


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_an_export_is_imported_as_it_says_itself(path: Path, tmp_path: Path) -> None:
    expected = expectation(path)
    store = Store(tmp_path / "comments")
    owners = frozenset(expected.get("owners", ()))
    if "error" in expected:
        with pytest.raises(ExportError) as caught:
            import_comments(path, site(), store, owners=owners)
        problem = caught.value.problems[0]
        assert expected["error"] in str(problem)
        assert problem.remedy
        assert problem.line == expected.get("line", problem.line)
        assert not tree(tmp_path)
        return
    report = import_comments(path, site(), store, owners=owners)
    numbers = report.as_json()
    for name in ("read", "imported", "not_imported", "unmatched"):
        assert numbers[name] == expected.get(name, {} if name == "not_imported" else 0), name
    assert expected.get("problem", "") in str(report.problem)
    assert bool(report.problem) == ("problem" in expected)
    assert all(any(part in note for note in report.notes) for part in expected.get("notes", ())), report.notes
    assert len(report.notes) == len(expected.get("notes", ())), report.notes
    assert store.orphans(()) == tuple(sorted(expected.get("threads", {})))
    for key, comments in expected.get("threads", {}).items():
        thread = store.read(key)
        assert thread is not None
        assert_like([to_record(comment) for comment in thread.comments], comments)
    waiting = [
        {
            "id": thread.id,
            "url": thread.url,
            "title": thread.title,
            "comments": [comment.id for comment in thread.comments],
        }
        for thread in report.waiting
    ]
    assert_like(waiting, expected.get("waiting", []))
    written = tree(tmp_path)
    assert not any(secret in content for content in written.values() for secret in PRIVATE)
    again = import_comments(path, site(), store, owners=owners)
    assert tree(tmp_path) == written
    assert again.as_json() == numbers | {"imported": 0, "unmatched": 0, "unchanged": report.imported}
