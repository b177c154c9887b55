"""Whether a parsed `identity.toml` has the shape of the schema: its keys, their kinds, and each text by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pelican_crossing.errors import nearest
from pelican_crossing.identity.rules import NAME, is_control
from pelican_crossing.identity.schema import Key, Kind, NamedTables, Shape, Table, Tables, Unserved

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pelican_crossing.identity.locate import Where

_KINDS: Final[Mapping[Kind, tuple[type, str]]] = {
    "text": (str, 'write it in quotes, like "this"'),
    "flag": (bool, "write true or false, without quotes"),
    "number": (int, "write a number like 1, without quotes"),
    "date": (date, "write it like 2026-05-13, without quotes"),
    "texts": (list, 'write it like ["one", "two"]'),
}
_SPOKEN: Final[Mapping[type, str]] = {
    str: "text",
    bool: "true or false",
    int: "a whole number",
    float: "a number with a point",
    date: "a date",
    datetime: "a date with a time",
    time: "a time",
    list: "a list",
    dict: "a table",
}


class Finding(NamedTuple):
    """A fault at a place in the parsed file; `first` is the place that it clashes with."""

    where: Where
    what: str
    remedy: str
    first: Where = ()


def check(value: Any, shape: Shape, where: Where = ()) -> Iterator[Finding]:
    """Yield every fault of `value`, which stands at `where`, against `shape`."""
    match shape:
        case Key():
            yield from _key(value, shape, where)
        case Unserved():
            what = f"{spell(where)} would {shape.what}, which this version cannot do"
            yield Finding(where, what, "leave it out, and what depends on it")
        case Table():
            yield from _table(value, shape, where)
        case Tables():
            yield from _tables(value, shape, where)
        case NamedTables():
            yield from _named_tables(value, shape, where)


def spell(where: Where) -> str:
    """Return the name of a key as a person says it: without positions in lists, whose lines are told."""
    names = (name for name in where if isinstance(name, str))
    return ".".join(name if name.isprintable() else repr(name) for name in names)


def _table(value: Any, shape: Table, where: Where) -> Iterator[Finding]:
    if not isinstance(value, dict):
        yield Finding(where, f"{spell(where)} must be a table", f"write [{spell(where)}] on a line of its own")
        return
    for name, item in value.items():
        if name in shape.keys:
            yield from check(item, shape.keys[name], (*where, name))
        else:
            yield Finding((*where, name), f"{spell((*where, name))} is not known", nearest(name, shape.keys))
    for name, key in shape.keys.items():
        if isinstance(key, Key | Table) and key.required and name not in value:
            remedy = f"add a line `{name} = …`" if isinstance(key, Key) else f"add the table [{name}]"
            yield Finding((*where, name), f"{spell((*where, name))} is missing", remedy)


def _tables(value: Any, shape: Tables, where: Where) -> Iterator[Finding]:
    if isinstance(value, list):
        for position, item in enumerate(value):
            yield from _table(item, shape.each, (*where, position))
    else:
        name = spell(where)
        yield Finding(where, f"{name} must be a list of tables", f"write [[{name}]], in double brackets, above each")


def _named_tables(value: Any, shape: NamedTables, where: Where) -> Iterator[Finding]:
    if not isinstance(value, dict):
        yield Finding(where, f"{spell(where)} must hold tables", f"write [{spell(where)}.name] above each")
        return
    for name, item in value.items():
        yield from _text(name, Key(rule=NAME), (*where, name))
        yield from _table(item, shape.each, (*where, name))


def _key(value: Any, key: Key, where: Where) -> Iterator[Finding]:
    expected, remedy = _KINDS[key.kind]
    if type(value) is not expected:
        yield Finding(where, f"{spell(where)} must be {_SPOKEN[expected]}, not {_SPOKEN[type(value)]}", remedy)
    elif isinstance(value, list):
        for position, item in enumerate(value):
            yield from _key(item, replace(key, kind="text", required=True), (*where, position))
    elif isinstance(value, str):
        yield from _text(value, key, where)
    elif key.choices and value not in key.choices:
        yield _no_choice(value, key, where)


def _text(value: str, key: Key, where: Where) -> Iterator[Finding]:
    if any(map(is_control, value)):
        what = f"{spell(where)} holds a line break or another control character: {value!r}"
        yield Finding(where, what, "write it as one plain line")
    elif not value.strip():
        if key.required:
            yield Finding(where, f"{spell(where)} is empty", "fill it in")
    elif key.choices and value not in key.choices:
        yield _no_choice(value, key, where)
    elif key.rule and not key.rule.holds(value):
        yield Finding(where, f"{spell(where)} {key.rule.says}, not {value!r}", key.rule.remedy)


def _no_choice(value: object, key: Key, where: Where) -> Finding:
    return Finding(where, f"{spell(where)} cannot be {value!r}", nearest(str(value), map(str, key.choices)))
