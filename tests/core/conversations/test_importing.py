import random
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pelican_crossing import files
from pelican_crossing.conversations.importing import import_comments
from pelican_crossing.conversations.report import Report
from pelican_crossing.conversations.store import Store, file_of, serialise
from pelican_crossing.conversations.threading import arrange
from pelican_crossing.errors import OutputError, StoreError
from pelican_crossing.model import Comment, Post, Site, Thread

DATE = datetime(2020, 1, 1, tzinfo=UTC)
FLAGS = {"spam": "<isSpam>true</isSpam>", "deleted": "<isDeleted>true</isDeleted>", "published": ""}


def site(*keys: str) -> Site:
    posts = tuple(Post(key=key, slug=key, title=key, url=f"posts/{key}/", date=DATE) for key in keys)
    return Site(url="https://example.org", title="The Footbridge", posts=posts)


def post(number: int, thread: str, parent: int | None = None, text: str = "", status: str = "published") -> str:
    answers = f'<parent dsq:id="{parent}"/>' if parent is not None else ""
    return (
        f'<post dsq:id="{number}"><message><![CDATA[{text or f"<p>text {number}</p>"}]]></message>'
        f"<createdAt>2016-01-01T00:00:{number % 60:02}Z</createdAt>{FLAGS[status]}"
        f'<author><name>Ines</name></author><thread dsq:id="{thread}"/>{answers}</post>'
    )


class Desk:
    """A folder with a store, a site and exports, to import one after another."""

    def __init__(self, folder: Path, *keys: str) -> None:
        self.folder = folder
        self.store = Store(folder / "comments")
        self.site = site(*keys)

    def export(self, *records: str, threads: tuple[str, ...] = ("rope", "pier")) -> Path:
        heads = [
            f'<thread dsq:id="{name}"><link>https://example.org/posts/{name}/</link><title>{name}</title></thread>'
            for name in threads
        ]
        path = self.folder / "export.xml"
        path.write_text('<disqus xmlns:dsq="i">' + "\n".join([*heads, *records]) + "</disqus>", "utf-8")
        return path

    def run(self, *records: str, owners: tuple[str, ...] = (), **more: Any) -> Report:
        return import_comments(self.export(*records, **more), self.site, self.store, owners=frozenset(owners))

    def comments(self, key: str = "rope") -> dict[str, Comment]:
        thread = self.store.read(key)
        return {comment.id.removeprefix("disqus:"): comment for comment in thread.comments} if thread else {}

    def tree(self) -> dict[str, bytes]:
        folder = self.store.folder
        return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path, "rope", "pier")


def test_a_changed_comment_replaces_the_stored_one_and_counts_as_imported(desk: Desk) -> None:
    desk.run(post(1, "rope"), post(2, "rope"))
    report = desk.run(post(1, "rope", text="<p>better</p>"), post(2, "rope"))
    assert (report.imported, report.unchanged) == (1, 1)
    assert desk.comments()["1"].html == "<p>better</p>"


def test_what_the_export_no_longer_holds_stays(desk: Desk) -> None:
    desk.run(post(1, "rope"), post(2, "rope"))
    report = desk.run(post(3, "rope"))
    assert report.read == 1
    assert desk.comments().keys() == {"1", "2", "3"}


def test_a_comment_withdrawn_later_keeps_its_words_in_the_store_and_is_shown_no_more(desk: Desk) -> None:
    desk.run(post(1, "rope"), post(2, "rope"))
    report = desk.run(post(1, "rope", status="deleted"), post(2, "rope"))
    assert report.not_imported == {"deleted": 1}
    kept = desk.comments()["1"]
    assert (kept.status, kept.html) == ("deleted", "<p>text 1</p>")
    thread = desk.store.read("rope")
    assert thread is not None
    assert [node.comment.id for node in arrange(thread).roots] == ["disqus:2"]


def test_a_comment_published_later_fills_the_place_that_was_kept(desk: Desk) -> None:
    desk.run(post(1, "rope", status="spam"), post(2, "rope", parent=1))
    assert desk.comments()["1"].html == ""
    report = desk.run(post(1, "rope"), post(2, "rope", parent=1))
    assert (report.imported, report.unchanged) == (1, 1)
    assert (desk.comments()["1"].status, desk.comments()["1"].html) == ("published", "<p>text 1</p>")


def test_a_place_is_kept_for_a_reply_that_only_the_store_holds(desk: Desk) -> None:
    desk.run(post(2, "rope", parent=1))
    desk.run(post(1, "rope", status="deleted"))
    assert desk.comments().keys() == {"1", "2"}


def test_the_files_belong_to_the_machine_so_the_export_corrects_a_hand(desk: Desk) -> None:
    desk.run(post(1, "rope"))
    clean = desk.tree()
    changed = Thread(key="rope", comments=(replace(desk.comments()["1"], author="Somebody"),))
    desk.store.write({file_of(changed): serialise(changed)})
    assert desk.run(post(1, "rope")).imported == 1
    assert desk.tree() == clean


def by_account(record: str, username: str = "mira") -> str:
    return record.replace("<author>", f"<author><username>{username}</username>")


def test_an_import_never_turns_off_that_a_comment_is_the_authors(desk: Desk) -> None:
    desk.run(by_account(post(1, "rope")), by_account(post(2, "rope"), "ines"), owners=("Mira",))
    report = desk.run(by_account(post(1, "rope")), by_account(post(2, "rope"), "ines"))
    assert (report.imported, report.unchanged) == (0, 2)
    assert [comment.by_owner for comment in desk.comments().values()] == [True, False]
    desk.run(by_account(post(1, "pier", text="<p>better</p>")))
    assert (desk.comments("pier")["1"].html, desk.comments("pier")["1"].by_owner) == ("<p>better</p>", True)


def test_an_owner_without_a_name_is_not_everybody_without_an_account(desk: Desk) -> None:
    desk.run(post(1, "rope"), owners=("",))
    assert not desk.comments()["1"].by_owner


def test_an_import_waits_for_the_one_before_it_and_says_so(desk: Desk) -> None:
    with ExitStack() as other:
        said: list[str] = []

        def say(line: str) -> None:
            said.append(line)
            other.close()

        other.enter_context(desk.store.locked(pytest.fail))
        report = import_comments(desk.export(post(1, "rope")), desk.site, desk.store, say=say)
    assert report.imported == 1
    assert said == ["Another import is at work on these comments; waiting for it to end."]


def test_a_thread_without_a_post_waits_and_is_placed_by_the_map(desk: Desk) -> None:
    records = post(1, "lost"), post(2, "lost", parent=1)
    report = desk.run(*records, threads=("lost",))
    assert (report.imported, report.unmatched) == (2, 2)
    assert [(thread.url, len(thread.comments)) for thread in report.waiting] == [("https://example.org/posts/lost/", 2)]
    desk.store.map_path.write_text("https://example.org/posts/lost/,pier\n")
    report = desk.run(*records, threads=("lost",))
    assert (report.imported, report.unmatched, report.waiting) == (2, 0, ())
    assert desk.tree().keys() == {"threads/pier.json", "map.csv"}
    assert desk.run(*records, threads=("lost",)).unchanged == 2


def test_comments_follow_a_post_that_got_another_key(desk: Desk) -> None:
    desk.run(post(1, "rope"), post(2, "rope", status="deleted"), post(3, "rope", parent=2))
    desk.site = replace(desk.site, posts=(replace(desk.site.posts[0], key="knots", slug="knots"),))
    desk.run(post(1, "rope"), post(2, "rope", status="deleted"), post(3, "rope", parent=2))
    assert desk.store.orphans({"knots"}) == ()
    assert desk.comments("knots").keys() == {"1", "2", "3"}


def test_words_of_a_withdrawn_comment_follow_too(desk: Desk) -> None:
    desk.run(post(1, "rope"))
    desk.run(post(1, "pier", status="deleted"))
    assert desk.comments("rope") == {}
    assert (desk.comments("pier")["1"].status, desk.comments("pier")["1"].html) == ("deleted", "<p>text 1</p>")


def test_two_threads_of_one_post_are_one(desk: Desk) -> None:
    desk.site = replace(desk.site, posts=(replace(desk.site.posts[0], aliases=("/posts/pier/",)),))
    desk.run(post(2, "pier", parent=1), post(1, "rope"))
    assert [comment.parent for comment in desk.comments("rope").values()] == ["", "disqus:1"]


def test_the_monstrous_and_the_undated_are_noted(desk: Desk) -> None:
    report = desk.run(post(1, "rope", text="x" * 70_000), post(2, "rope").replace("2016-01-01", "9999-12-31"))
    assert report.notes == ("characters of disqus:1 over the limit, cut: 4,464", "comments without a date: 1")
    assert desk.comments()["2"].date is None


def test_an_export_without_comments_does_not_even_make_the_folder(desk: Desk) -> None:
    report = desk.run()
    assert report.problem is not None
    assert report.as_json()["read"] == 0
    assert not desk.store.folder.exists()


@pytest.mark.parametrize("name", ["threads/rope.json", "threads/other.json", "_unmatched/x.json", "map.csv"])
def test_with_a_damaged_store_nothing_is_written(desk: Desk, name: str) -> None:
    path = desk.store.folder / name
    path.parent.mkdir(parents=True)
    path.write_text("{")
    with pytest.raises(StoreError, match=path.name):
        desk.run(post(1, "rope"), post(2, "pier"))
    assert desk.tree() == {name: b"{"}


def test_an_import_that_stopped_half_way_is_finished_by_the_next(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    records = post(1, "rope"), post(2, "pier"), post(3, "lost")
    desk.run(*records)
    whole = desk.tree()
    for allowed in range(3):
        for name in whole:
            (desk.store.folder / name).unlink()
        left = [None] * allowed
        sync = files.os.fsync

        def full_disk(handle: int, left: list[None] = left, sync: Any = sync) -> None:
            if not left:
                raise OSError(28, "No space left on device")
            left.pop()
            sync(handle)

        with monkeypatch.context() as patch:
            patch.setattr(files.os, "fsync", full_disk)
            with pytest.raises(OutputError, match="No space"):
                desk.run(*records)
        assert desk.tree().items() <= whole.items()
        desk.run(*records)
        assert desk.tree() == whole


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_order_in_the_file_does_not_matter_and_everything_is_accounted_for(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    numbers = st.integers(1, 12)
    records = data.draw(
        st.lists(
            st.builds(
                post,
                numbers,
                st.sampled_from(["rope", "pier", "lost"]),
                st.one_of(st.none(), numbers),
                st.sampled_from(["", "<p>same</p>"]),
                st.sampled_from(["published", "published", "spam", "deleted"]),
            ),
            min_size=1,
            max_size=20,
        )
    )
    one, other = (Desk(tmp_path_factory.mktemp("desk"), "rope", "pier") for _ in range(2))
    report = one.run(*records)
    assert report.read == len(records)
    shuffled = random.Random(data.draw(st.integers())).sample(records, len(records))
    assert other.run(*shuffled).as_json() | {"file": ""} == report.as_json() | {"file": ""}
    assert other.tree() == one.tree()
    again = one.run(*shuffled)
    assert (again.imported, again.unmatched, again.unchanged) == (0, 0, report.imported)
    assert other.tree() == one.tree()
    held = [comment for thread in one.store.unmatched() for comment in thread.comments]
    for key in ("rope", "pier"):
        held += one.comments(key).values()
    assert sum(comment.status == "published" for comment in held) == report.imported
