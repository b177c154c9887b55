"""Whether the parts of `identity.toml` fit each other; parts of a wrong shape are passed over here."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pelican_crossing.errors import nearest
from pelican_crossing.identity.audiences import ring, sees
from pelican_crossing.identity.check import Finding, spell
from pelican_crossing.identity.model import PUBLIC
from pelican_crossing.identity.rules import is_email, is_phone
from pelican_crossing.identity.schema import IDENTITY, Key, NamedTables, Shape, Table, Tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pelican_crossing.identity.locate import Where

Tree = dict[str, Any]

_CONTACTS: Final = {"email": (is_email, "mira@example.org"), "phone": (is_phone, "+46 31 555 01 00")}


def relations(data: Tree) -> Iterator[Finding]:
    """Yield every name that is used twice or means nothing, and every rule between keys that is broken."""
    audiences = data.get("audiences")
    named = audiences.items() if isinstance(audiences, dict) else ()
    extends = {name: _texts(table, "extends") for name, table in named if isinstance(table, dict)}
    names = list(_names(data, IDENTITY, ()))
    yield from _twice(names)
    yield from _unknown(names)
    yield from _rings(extends)
    yield from _backward_events(data)
    yield from _wrong_contacts(data)
    yield from _unseen_links(data, extends)


class _Name(NamedTuple):
    """A text that names something, with the key that says what it defines or refers to."""

    key: Key
    text: str
    where: Where


def _names(value: Any, shape: Shape, where: Where) -> Iterator[_Name]:
    match shape, value:
        case Key(), str() if value.strip():
            yield _Name(shape, value, where)
        case ((Key() | Tables()), list()):
            each = shape.each if isinstance(shape, Tables) else shape
            for position, item in enumerate(value):
                yield from _names(item, each, (*where, position))
        case Table(), dict():
            for name in filter(shape.keys.__contains__, value):
                yield from _names(value[name], shape.keys[name], (*where, name))
        case NamedTables(), dict():
            for name, item in value.items():
                yield _Name(Key(defines=shape.defines), name, (*where, name))
                yield from _names(item, shape.each, (*where, name))


def _twice(names: Sequence[_Name]) -> Iterator[Finding]:
    """Yield the names given twice; capitals do not tell two apart, as they do not on every disk."""
    first: dict[tuple[str, str], Where] = {}
    for key, text, where in names:
        if key.defines and first.setdefault((key.defines, text.casefold()), where) != where:
            what = f"the {key.defines} {text!r} is there twice"
            yield Finding(where, what, "give each its own", first[key.defines, text.casefold()])


def _unknown(names: Sequence[_Name]) -> Iterator[Finding]:
    defined = {(key.defines, text) for key, text, _ in names if text.isprintable()} | {("audience", PUBLIC)}
    for key, text, where in names:
        if key.refers and (key.refers, text) not in defined:
            known = {name for kind, name in defined if kind == key.refers}
            remedy = nearest(text, known) if known else f"this file has no {key.refers}; leave it out"
            yield Finding(where, f"{spell(where)} names the {key.refers} {text!r}, which is not there", remedy)


def _rings(extends: Mapping[str, Sequence[str]]) -> Iterator[Finding]:
    told: frozenset[str] = frozenset()
    for name in extends:
        if name not in told and (members := ring(name, extends)):
            told |= members
            what = f"audiences extend each other in a ring: {', '.join(map(repr, sorted(members)))}"
            yield Finding(("audiences", name, "extends"), what, "let one of them extend none of the others")


def _backward_events(data: Tree) -> Iterator[Finding]:
    for position, event in _tables(data, "events"):
        start, end = event.get("start"), event.get("end")
        if type(start) is date and type(end) is date and end < start:
            what = f"the event ends on {end}, before its start on {start}"
            yield Finding(("events", position, "end"), what, "swap them")


def _wrong_contacts(data: Tree) -> Iterator[Finding]:
    for position, contact in _tables(data, "contacts"):
        kind, value = contact.get("kind"), contact.get("value")
        if isinstance(kind, str) and isinstance(value, str) and kind in _CONTACTS and value.strip():
            holds, example = _CONTACTS[kind]
            if not holds(value):
                what = f"contacts.value is no {kind}: {value!r}"
                yield Finding(("contacts", position, "value"), what, f"write it like {example}")


def _unseen_links(data: Tree, extends: Mapping[str, Sequence[str]]) -> Iterator[Finding]:
    """Yield the links that a card lists and its audience may not see: they would silently be left out."""
    audiences = {link.get("id"): _texts(link, "audiences", [PUBLIC]) for _, link in _tables(data, "links")}
    for number, card in _tables(data, "cards"):
        audience = card.get("audience") or PUBLIC
        for position, name in enumerate(_texts(card, "links")):
            if name in audiences and isinstance(audience, str) and not sees(audience, audiences[name], extends):
                what = f"cards.links names {name!r}, which the audience {audience!r} may not see"
                remedy = "add the audience to the link, or take the link off this card"
                yield Finding(("cards", number, "links", position), what, remedy)


def _tables(data: Tree, name: str) -> list[tuple[int, Tree]]:
    items = data.get(name)
    return [(n, item) for n, item in enumerate(items) if isinstance(item, dict)] if isinstance(items, list) else []


def _texts(table: Tree, key: str, default: Sequence[str] = ()) -> list[str]:
    items = table.get(key, default)
    return [item for item in items if isinstance(item, str)] if isinstance(items, list) else []
