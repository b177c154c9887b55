from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pelican_crossing.conversations.threading import Discussion, Node, anchor, arrange
from pelican_crossing.model import Comment, Thread

NOON = datetime(2020, 1, 1, 12, tzinfo=UTC)


def comment(id_: str, parent: str = "", minute: int | None = 0, **more: Any) -> Comment:
    date = None if minute is None else NOON + timedelta(minutes=minute)
    return Comment(id=id_, date=date, **{"author": f"A{id_}", "html": f"<p>{id_}</p>", "parent": parent, **more})


def discuss(*comments: Comment, max_depth: int = 5) -> Discussion:
    return arrange(Thread(key="rope", comments=comments), max_depth=max_depth)


def nodes(discussion: Discussion) -> list[tuple[int, Node]]:
    """Return every node with its level, from the top."""
    found, waiting = [], [(1, node) for node in reversed(discussion.roots)]
    while waiting:
        level, node = waiting.pop()
        found.append((level, node))
        waiting += [(level + 1, child) for child in reversed(node.children)]
    return found


def outline(discussion: Discussion) -> list[str]:
    return ["  " * (level - 1) + node.comment.id for level, node in nodes(discussion)]


def test_replies_stand_under_what_they_answer_and_siblings_by_date_then_id() -> None:
    found = discuss(
        comment("3", "1", 5), comment("2", minute=9), comment("1", minute=1), comment("5", "1", 2), comment("4", "1", 5)
    )
    assert outline(found) == ["1", "  5", "  3", "  4", "2"]
    assert found.count == 5


def test_a_reply_older_than_its_parent_by_the_clock_stays_a_reply() -> None:
    assert outline(discuss(comment("1", minute=9), comment("2", "1", minute=1))) == ["1", "  2"]


def test_a_comment_without_a_date_comes_last() -> None:
    assert outline(discuss(comment("1", minute=None), comment("2", minute=9))) == ["2", "1"]


def test_a_removed_comment_keeps_its_place_without_words_while_a_reply_is_shown() -> None:
    found = discuss(comment("1", status="deleted", url="https://x.example", by_owner=True), comment("2", "1"))
    (root,) = found.roots
    assert root.removed
    assert (root.comment.author, root.comment.html, root.comment.url, root.comment.by_owner) == ("", "", "", False)
    assert not root.children[0].removed
    assert found.count == 1


def test_removed_comments_that_nothing_hangs_on_are_gone() -> None:
    found = discuss(comment("1"), comment("2", "1", status="spam"), comment("3", "2", status="deleted"))
    assert outline(found) == ["1"]


def test_a_reply_to_what_is_not_here_comes_to_the_top_and_says_so() -> None:
    found = discuss(comment("1"), comment("2", "gone"))
    assert [(node.comment.id, node.was_reply) for node in found.roots] == [("1", False), ("2", True)]


def test_pings_stand_apart_and_are_not_counted() -> None:
    found = discuss(
        comment("1"),
        comment("2", kind="pingback", minute=5),
        comment("3", kind="trackback"),
        comment("4", kind="pingback", status="spam"),
        comment("5", "2"),
    )
    assert [ping.id for ping in found.pings] == ["3", "2"]
    assert found.count == 2
    assert found.roots[1].was_reply


@pytest.mark.parametrize("ring", [("1", "1"), ("1", "2", "1"), ("3", "1", "2", "3")])
def test_a_ring_is_cut_at_its_earliest_comment(ring: tuple[str, ...]) -> None:
    comments = [comment(id_, parent, minute=int(id_)) for parent, id_ in pairwise(ring)]
    found = discuss(*comments)
    assert [node.comment.id for node in found.roots] == ["1"]
    assert not found.roots[0].was_reply, "what it answers is on the page"
    assert len(nodes(found)) == len(comments)


def test_what_lies_deeper_than_the_page_shows_stands_on_the_last_level_and_names_what_it_answers() -> None:
    chain = [comment(str(n), str(n - 1) if n > 1 else "", minute=n) for n in range(1, 7)]
    found = discuss(*chain, max_depth=3)
    assert outline(found) == ["1", "  2", "    3", "    4", "    5", "    6"]
    answered = {node.comment.id: node.in_reply_to and node.in_reply_to.id for _, node in nodes(found)}
    assert answered == {"1": None, "2": None, "3": None, "4": "3", "5": "4", "6": "5"}


def test_a_removed_comment_is_not_quoted_by_name_either() -> None:
    found = discuss(comment("1"), comment("2", "1", status="deleted"), comment("3", "2"), max_depth=2)
    answered = found.roots[0].children[1].in_reply_to
    assert answered is not None
    assert (answered.author, answered.html) == ("", "")


@pytest.mark.parametrize("length", [1_500, 10_000])
@pytest.mark.parametrize("max_depth", [1, 5, 20_000])
def test_a_chain_may_be_very_deep(length: int, max_depth: int) -> None:
    chain = [comment(str(n), str(n - 1) if n else "", minute=n) for n in range(length)]
    found = discuss(*chain, max_depth=max_depth)
    assert found.count == len(nodes(found)) == length


def test_the_anchor_is_the_one_that_disqus_and_wordpress_wrote() -> None:
    assert anchor(comment("disqus:1234")) == "comment-1234"
    assert anchor(comment("wp:old.example/blog:56")) == "comment-56"
    assert anchor(comment("wp:x:11~ab 12")) == "comment-11-ab-12"


def test_anchors_on_one_page_are_told_apart() -> None:
    found = discuss(
        comment("disqus:56"),
        comment("wp:x:56", minute=1),
        comment("wp:x/56", minute=2),
        comment("wp:y:56", kind="pingback"),
    )
    assert found.anchors == {
        "disqus:56": "comment-56",
        "wp:y:56": "comment-wp-y-56",
        "wp:x:56": "comment-wp-x-56",
        "wp:x/56": "comment-x-56",
    }
    assert all(node.anchor == found.anchors[node.comment.id] for _, node in nodes(found))


@st.composite
def forests(draw: st.DrawFn) -> tuple[Comment, ...]:
    size = draw(st.integers(0, 25))
    ids = [str(number) for number in range(size)]
    return tuple(
        comment(
            id_,
            draw(st.sampled_from(["", "gone", *ids])),
            minute=draw(st.one_of(st.none(), st.integers(0, 5))),
            status=draw(st.sampled_from(["published", "published", "deleted", "spam"])),
            kind=draw(st.sampled_from(["comment", "comment", "comment", "pingback"])),
        )
        for id_ in ids
    )


@settings(max_examples=300, deadline=None)
@given(comments=forests(), max_depth=st.integers(1, 4), data=st.data())
def test_every_published_comment_is_shown_once_and_no_other_word_is(
    comments: tuple[Comment, ...], max_depth: int, data: st.DataObject
) -> None:
    found = discuss(*comments, max_depth=max_depth)
    shown = nodes(found)
    published = {one.id for one in comments if one.status == "published"}
    visible = Counter([node.comment.id for _, node in shown if not node.removed] + [ping.id for ping in found.pings])
    assert visible == Counter(published)
    assert found.count == len(published) - len(found.pings)
    assert all(node.comment.html == "" for _, node in shown if node.removed)
    assert all(level <= max_depth for level, _ in shown)
    assert len(set(found.anchors.values())) == len(found.anchors)
    assert found == discuss(*data.draw(st.permutations(comments)), max_depth=max_depth)
    for _, node in shown:
        dates = [(child.comment.date or datetime.max.replace(tzinfo=UTC), child.comment.id) for child in node.children]
        assert dates == sorted(dates)
