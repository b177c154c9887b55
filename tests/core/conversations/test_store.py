import json
import multiprocessing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pelican_crossing.conversations.records import EARLIEST, LATEST, from_record, to_record
from pelican_crossing.conversations.store import Store, Unmatched, file_of, serialise
from pelican_crossing.errors import OutputError, StoreError
from pelican_crossing.model import Comment, Thread

DATE = datetime(2020, 2, 29, 12, tzinfo=UTC)
FULL = Comment(
    id="wp:old.example:7",
    date=DATE,
    author="Ines ☺",
    html="<p>one</p>\n<p>two</p>",
    url="https://example.net/",
    parent="wp:old.example:6",
    kind="pingback",
    status="spam",
    by_owner=True,
    tz_unknown=True,
    aka=("disqus:9",),
)
PLAIN = Comment(id="disqus:1", date=None, author="", html="")

texts = st.text(st.characters(exclude_categories=["Cs"]))
times = st.datetimes(EARLIEST.replace(tzinfo=None), LATEST.replace(tzinfo=None), timezones=st.just(UTC))
comments = st.builds(
    Comment,
    id=texts.filter(bool),
    date=st.one_of(st.none(), times),
    author=texts,
    html=texts,
    url=texts,
    parent=texts,
    kind=st.sampled_from(["comment", "pingback", "trackback"]),
    status=st.sampled_from(["published", "pending", "spam", "deleted", "trash"]),
    by_owner=st.booleans(),
    tz_unknown=st.booleans(),
    aka=st.lists(texts, max_size=2).map(tuple),
)
threads = st.lists(comments, max_size=4, unique_by=lambda comment: comment.id).map(tuple)
on_disk = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def write(store: Store, *documents: Thread | Unmatched) -> None:
    store.write({file_of(document): serialise(document) for document in documents})


def test_a_file_has_a_key_on_each_line_and_leaves_out_what_is_usual() -> None:
    assert serialise(Thread(key="rope", comments=(FULL, PLAIN))).decode() == (
        "{\n"
        ' "key": "rope",\n'
        ' "comments": [\n'
        "  {\n"
        '   "id": "wp:old.example:7",\n'
        '   "date": "2020-02-29T12:00:00Z",\n'
        '   "author": "Ines ☺",\n'
        '   "url": "https://example.net/",\n'
        '   "parent": "wp:old.example:6",\n'
        '   "kind": "pingback",\n'
        '   "status": "spam",\n'
        '   "by_owner": true,\n'
        '   "tz_unknown": true,\n'
        '   "aka": [\n'
        '    "disqus:9"\n'
        "   ],\n"
        '   "html": [\n'
        '    "<p>one</p>",\n'
        '    "<p>two</p>"\n'
        "   ]\n"
        "  },\n"
        "  {\n"
        '   "id": "disqus:1",\n'
        '   "date": "",\n'
        '   "author": "",\n'
        '   "html": []\n'
        "  }\n"
        " ]\n"
        "}\n"
    )


@on_disk
@given(key=texts.filter(bool), held=threads, data=st.data())
def test_what_is_written_is_read_back_in_whatever_order_it_came(
    key: str, held: tuple[Comment, ...], data: st.DataObject, tmp_path: Path
) -> None:
    store = Store(tmp_path)
    shuffled = tuple(data.draw(st.permutations(held)))
    assert serialise(Thread(key=key, comments=held)) == serialise(Thread(key=key, comments=shuffled))
    write(store, Thread(key=key, comments=held))
    found = store.read(key)
    assert found is not None
    assert {comment.id: comment for comment in found.comments} == {comment.id: comment for comment in held}
    assert key in store.orphans(())
    assert key not in store.orphans({key})


@on_disk
@given(thread=st.builds(Unmatched, source=texts, id=texts, url=texts, title=texts, comments=threads))
def test_a_thread_without_a_post_is_kept_with_all_that_may_place_it(thread: Unmatched, tmp_path: Path) -> None:
    store = Store(tmp_path)
    write(store, thread)
    assert file_of(thread) in {file_of(found) for found in store.unmatched()}
    found = store.load(file_of(thread))
    assert isinstance(found, Unmatched)
    assert (found.source, found.id, found.url, found.title) == (thread.source, thread.id, thread.url, thread.title)


@pytest.mark.parametrize("key", ["rope", "rope.de", "pages/about", "2009/05/rope"])
def test_a_plain_key_names_its_file(key: str) -> None:
    assert file_of(Thread(key=key)) == f"threads/{key}.json"


@given(
    key=st.one_of(texts, st.sampled_from(["../x", "/etc/x", "a/../b", "con", "a\\b", "x.", "a.json", "~", "a" * 300]))
)
def test_no_key_leads_out_of_the_store_or_to_an_impossible_file(key: str) -> None:
    name = file_of(Thread(key=key))
    parts = name.split("/")
    assert parts[0] == "threads"
    assert all(part.isascii() and part == part.lower() and len(part) <= 110 for part in parts)
    assert not {"", ".", "..", "con.json"} & set(parts)
    assert not any(char in name for char in '\\:*?"<>|\0\n ')


@given(one=texts, other=texts)
def test_two_keys_never_share_a_file(one: str, other: str) -> None:
    assert (file_of(Thread(key=one)) == file_of(Thread(key=other))) == (one == other)


def test_keys_that_differ_only_by_case_or_accents_have_two_files(tmp_path: Path) -> None:
    store = Store(tmp_path)
    keys = ("Rope", "rope", "röpe", "ro\u0308pe")
    write(store, *(Thread(key=key, comments=(PLAIN,)) for key in keys))
    assert store.orphans(()) == tuple(sorted(keys))
    assert len({name.lower() for name in map(str, tmp_path.rglob("*.json"))}) == len(keys)


def test_a_post_without_comments_has_no_thread(tmp_path: Path) -> None:
    store = Store(tmp_path / "nowhere")
    assert store.read("rope") is None
    assert store.orphans(()) == ()
    assert store.unmatched() == ()
    assert not (tmp_path / "nowhere").exists()


def test_a_thread_whose_post_was_renamed_or_deleted_is_an_orphan(tmp_path: Path) -> None:
    store = Store(tmp_path)
    write(store, *(Thread(key=key, comments=(PLAIN,)) for key in ("rope", "Old Rope", "pages/about")))
    assert store.orphans({"rope", "rope.de", "pier"}) == ("Old Rope", "pages/about")


def test_a_folder_that_cannot_be_made_is_told_and_not_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "content").write_text("a file where the folder should be")
    store = Store(tmp_path / "content" / "comments")
    with pytest.raises(OutputError) as caught, store.locked(print):
        pass
    (problem,) = caught.value.problems
    assert problem.path == str(store.folder)
    assert problem.remedy


def test_a_file_that_cannot_be_deleted_is_told_and_not_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "threads" / "rope.json").mkdir(parents=True)
    with pytest.raises(OutputError, match=r"rope\.json"):
        Store(tmp_path).write({"threads/rope.json": None})


@pytest.mark.parametrize(
    ("content", "what", "line"),
    [
        ('{\n "key": "rope",\n "comments": [}', "is not JSON", 3),
        ("[]", "an object in braces", 0),
        ('{"key": "rope"}', "'comments' is missing", 0),
        ('{"key": "rope", "comments": [], "extra": 1}', "'extra' is not a known key", 0),
        ('{"key": 5, "comments": []}', "'key' must be a text", 0),
        ('{"key": "rope", "comments": {}}', "must be a list", 0),
        ('{"key": "other", "comments": []}', "its key belongs to another file", 0),
        ("\udcff", "cannot be read", 0),
        ("[" * 100_000, "cannot be read", 0),
    ],
)
def test_a_damaged_file_is_named_with_what_to_do(tmp_path: Path, content: str, what: str, line: int) -> None:
    (tmp_path / "threads").mkdir()
    path = tmp_path / "threads" / "rope.json"
    path.write_text(content, "utf-8", "surrogateescape")
    with pytest.raises(StoreError) as caught:
        Store(tmp_path).read("rope")
    (problem,) = caught.value.problems
    assert (problem.path, problem.line) == (str(path), line)
    assert what in problem.what
    assert "version control" in problem.remedy


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"id": ""}, "'id' must not be empty"),
        ({"id": 7}, "'id' must be a text"),
        ({"date": "yesterday"}, "'date' must be a time like"),
        ({"date": "2020-01-01T00:00:00"}, "'date' must be a time like"),
        ({"date": "9999-12-31T23:59:59Z"}, "'date' must lie between 1990 and 2100"),
        ({"date": "0001-01-01T00:00:00Z"}, "'date' must lie between 1990 and 2100"),
        ({"status": "published!"}, "'status' must be one of published,"),
        ({"kind": "like"}, "'kind' must be one of comment,"),
        ({"by_owner": "yes"}, "'by_owner' must be true or false"),
        ({"html": "<p>"}, "'html' must be a list"),
        ({"html": [1]}, "'html' must be a text"),
        ({"author": "\ud800"}, "'author' holds half a character"),
        ({"email": "x"}, "'email' is not a known key"),
    ],
)
def test_a_record_that_a_hand_spoilt_is_told_by_number_and_key(
    tmp_path: Path, change: dict[str, Any], what: str
) -> None:
    (tmp_path / "threads").mkdir()
    records = [to_record(FULL), to_record(PLAIN) | change]
    (tmp_path / "threads" / "rope.json").write_text(json.dumps({"key": "rope", "comments": records}))
    with pytest.raises(StoreError) as caught:
        Store(tmp_path).read("rope")
    assert f"comment 2: {what}" in str(caught.value)


def test_one_id_twice_in_a_thread_is_refused(tmp_path: Path) -> None:
    (tmp_path / "threads").mkdir()
    content = json.dumps({"key": "rope", "comments": [to_record(PLAIN)] * 2})
    (tmp_path / "threads" / "rope.json").write_text(content)
    with pytest.raises(StoreError, match="comment 2: 'disqus:1' is defined twice"):
        Store(tmp_path).read("rope")


def test_a_time_with_another_zone_is_read_as_utc() -> None:
    assert from_record({"id": "x", "date": "2020-02-29T14:00:00+02:00", "author": "", "html": []}).date == DATE


def test_a_store_knows_where_each_comment_lies(tmp_path: Path) -> None:
    store = Store(tmp_path)
    write(store, Thread(key="rope", comments=(PLAIN, FULL)), Unmatched(source="disqus", id="t", comments=(PLAIN,)))
    homes = store.homes()
    assert homes["wp:old.example:7"] == ("threads/rope.json",)
    assert [name.split("/")[0] for name in homes["disqus:1"]] == ["threads", "_unmatched"]


def _add(folder: Path, number: int) -> None:
    store = Store(folder)
    with store.locked(print):
        held = store.read("rope") or Thread(key="rope")
        new = Comment(id=f"x:{number}", date=None, author="", html="")
        write(store, Thread(key="rope", comments=(*held.comments, new)))


def test_two_imports_at_once_lose_nothing(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=_add, args=(tmp_path, number)) for number in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    found = Store(tmp_path).read("rope")
    assert found is not None
    assert {comment.id for comment in found.comments} == {f"x:{number}" for number in range(4)}
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["rope.json"]
