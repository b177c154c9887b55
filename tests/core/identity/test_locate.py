from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pelican_crossing.identity.locate import Where, line_of, locate

DOCUMENT = '''\
# a comment with [brackets] = "and quotes"
version = 1

[me]
name = "José # not a comment"
note = """one
two = 2
"""
'quoted key' = 'C:\\'
"other \\u006bey".inner = 3

[[links]]
id = "a"            # after a value
tags = [
  "x",  # one
  "y",
]
[[links]]
id = "b"
more = { url = "https://example.org", deep.er = [1, 2] }

[audiences.work]
extends = ["public"]

[[events]]
start = 2026-05-13 10:00:00
[[events.talks]]
title = "first"
[[events.talks]]
title = """""two quotes"""""
[[events]]
[[events.talks]]
title = "third"
'''


def test_every_place_of_a_document_has_its_true_line() -> None:
    assert locate(DOCUMENT) == {
        ("version",): 2,
        ("me",): 4,
        ("me", "name"): 5,
        ("me", "note"): 6,
        ("me", "quoted key"): 9,
        ("me", "other key"): 10,
        ("me", "other key", "inner"): 10,
        ("links",): 12,
        ("links", 0): 12,
        ("links", 0, "id"): 13,
        ("links", 0, "tags"): 14,
        ("links", 0, "tags", 0): 15,
        ("links", 0, "tags", 1): 16,
        ("links", 1): 18,
        ("links", 1, "id"): 19,
        ("links", 1, "more"): 20,
        ("links", 1, "more", "url"): 20,
        ("links", 1, "more", "deep"): 20,
        ("links", 1, "more", "deep", "er"): 20,
        ("links", 1, "more", "deep", "er", 0): 20,
        ("links", 1, "more", "deep", "er", 1): 20,
        ("audiences",): 22,
        ("audiences", "work"): 22,
        ("audiences", "work", "extends"): 23,
        ("audiences", "work", "extends", 0): 23,
        ("events",): 25,
        ("events", 0): 25,
        ("events", 0, "start"): 26,
        ("events", 0, "talks"): 27,
        ("events", 0, "talks", 0): 27,
        ("events", 0, "talks", 0, "title"): 28,
        ("events", 0, "talks", 1): 29,
        ("events", 0, "talks", 1, "title"): 30,
        ("events", 1): 31,
        ("events", 1, "talks"): 32,
        ("events", 1, "talks", 0): 32,
        ("events", 1, "talks", 0, "title"): 33,
    }


def test_a_place_that_is_not_written_has_the_line_of_the_table_around_it() -> None:
    lines = {("links",): 3, ("links", 0): 3}

    assert line_of(("links", 0, "rung"), lines) == 3
    assert line_of(("version",), lines) == 0


def test_the_last_line_needs_no_line_end() -> None:
    assert locate("a = 1\nb = [2]") == {("a",): 1, ("b",): 2, ("b", 0): 2}


names = st.one_of(
    st.from_regex(r"[A-Za-z0-9_-]{1,4}", fullmatch=True),
    st.sampled_from(['"a b"', "'#'", '"[x]"', '"="', '"é"', "a.b", '"a.b".c']),
)
scalars = st.sampled_from(
    [
        *["1", "-1.5e3", "true", "nan", "2026-05-13", "2026-05-13T10:00:00.5Z", "10:00:00"],
        *['""', "''", '"#]}, ="', "'[[x]]'", '"\\"quoted\\\\"'],
        *['"""\nx = 1\n[y]\n"""', "'''\n# no\n'''", '"""a""\\"""""'],
    ]
)
inline_names = st.from_regex(r"[a-z]{1,3}", fullmatch=True)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: "[\n" + ", # ,\n".join(items) + "]"),
        st.dictionaries(inline_names, inner, max_size=3).map(
            lambda table: "{ " + ", ".join(f"{name} = {value}" for name, value in table.items()) + " }"
        ),
    ),
    max_leaves=6,
)
statements = st.one_of(
    st.tuples(names, values).map(lambda pair: f"{pair[0]} = {pair[1]}"),
    names.map(lambda name: f"[{name}]"),
    names.map(lambda name: f"[[ {name} ]] # a list"),
    st.sampled_from(["", "# comment"]),
)


def places(value: Any, where: Where = ()) -> Iterator[Where]:
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, child in children:
        yield (*where, name)
        yield from places(child, (*where, name))


@given(st.lists(statements, max_size=12))
def test_the_locator_finds_what_tomllib_finds(lines: list[str]) -> None:
    document: list[str] = []
    for line in lines:  # keep the statements that are valid after the ones before
        try:
            tomllib.loads("\n".join([*document, line]))
        except tomllib.TOMLDecodeError:
            continue
        document.append(line)
    text = "\n".join(document)

    found = locate(text)

    assert set(found) == set(places(tomllib.loads(text)))
    for where, number in found.items():
        if isinstance(where[-1], str) and where[-1].isalpha() and where[-1].isascii():
            assert where[-1] in text.splitlines()[number - 1]
