from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pelican_crossing.identity.audiences import closure, ring, sees

EXTENDS = {"work": ("public",), "team": ("work",), "friends": ("public",)}

graphs = st.dictionaries(st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdef"), max_size=3), max_size=6)


def test_an_audience_sees_what_is_for_those_it_extends_also_through_others() -> None:
    assert closure("team", EXTENDS) == {"team", "work", "public"}
    assert sees("team", ["public"], EXTENDS)


def test_an_audience_does_not_see_what_is_for_those_that_extend_it() -> None:
    assert not sees("public", ["work"], EXTENDS)
    assert not sees("work", ["team", "friends"], EXTENDS)


def test_what_is_for_nobody_is_seen_by_nobody() -> None:
    assert not sees("team", [], EXTENDS)


def test_a_ring_names_its_members_and_not_those_who_lead_into_it() -> None:
    extends = {"a": ["b"], "b": ["c"], "c": ["b", "public"]}

    assert ring("b", extends) == {"b", "c"}
    assert ring("a", extends) == frozenset()
    assert ring("self", {"self": ["self"]}) == {"self"}


@given(graphs, st.sampled_from("abcdef"))
def test_a_closure_holds_itself_and_is_closed(extends: dict[str, list[str]], audience: str) -> None:
    found = closure(audience, extends)

    assert audience in found
    assert all(set(extends.get(name, ())) <= found for name in found)


@given(graphs, st.sampled_from("abcdef"))
def test_members_of_a_ring_agree_on_it(extends: dict[str, list[str]], audience: str) -> None:
    assert all(ring(member, extends) == ring(audience, extends) for member in ring(audience, extends))
