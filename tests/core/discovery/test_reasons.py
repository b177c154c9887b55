"""Reasons: why one post leads to another, in words."""

from __future__ import annotations

import typing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pelican_crossing.discovery.reasons import Reason, ReasonKind, phrase

KINDS = typing.get_args(ReasonKind)


@pytest.mark.parametrize(
    ("kind", "names", "words"),
    [
        ("pick", (), "picked by the author"),
        ("series", ("Bridges",), "part of the series Bridges"),
        ("series", ("Small bridges by hand",), "also in Small bridges by hand"),
        ("series", ("How to build a small bridge",), "in the same series"),
        ("links_here", (), "links to this post"),
        ("linked_from_here", (), "linked from this post"),
        ("tags", ("spaced repetition",), "also about spaced repetition"),
        ("tags", ("timber", "oak"), "also about timber and oak"),
        ("tags", ("meeting people", "spaced repetition"), "also about meeting people"),
        ("tags", ("a tag that is a whole sentence",), "on the same topic"),
        ("words", ("harbour", "lantern"), "both mention harbour and lantern"),
        ("words", ("oak", "larch", "pine"), "both mention oak, larch and pine"),
        ("sources", ("network.example",), "both link to network.example"),
        ("week", (), "written the same week"),
        ("category", ("Web",), "also filed under Web"),
        ("earlier", (), "an earlier post"),
        ("later", (), "a later post"),
    ],
)
def test_a_reason_reads_naturally(kind, names, words):
    assert phrase(Reason(kind=kind, names=names)) == words


@given(st.sampled_from(KINDS), st.lists(st.text(min_size=1), max_size=4))
def test_a_reason_has_one_to_six_words(kind, names):
    assert 1 <= len(phrase(Reason(kind=kind, names=tuple(names))).split()) <= 6
