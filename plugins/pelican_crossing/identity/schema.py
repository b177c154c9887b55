"""The tables and keys of `identity.toml`, declared once: `check` and `build` follow this description."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Literal

from pelican_crossing.identity import rules
from pelican_crossing.identity.model import RUNGS, Audience, CardEntry, Contact, Domain, Event, Link, Person, Talk

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Kind = Literal["text", "flag", "number", "date", "texts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A key with a value.

    `defines` says what the text is the name of (no two may share one), `refers` what it must be the name of.
    `choices`, `rule`, `defines` and `refers` of a list of texts hold for each of them.
    """

    kind: Kind = "text"
    required: bool = False
    choices: tuple[object, ...] = ()
    rule: rules.Rule | None = None
    defines: str = ""
    refers: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unserved:
    """A key or table that the schema has and this version does not carry out: `what` would have been done."""

    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table; `make` takes its keys by name and returns what it describes."""

    make: Callable[..., Any]
    keys: Mapping[str, Shape] = field(default_factory=dict)
    required: bool = False


@dataclass(frozen=True, slots=True)
class Tables:
    """A list of tables, each under its own `[[header]]`."""

    each: Table


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedTables:
    """Tables whose names the author chooses, `[parent.name]`; the name defines a thing and becomes its `name`."""

    each: Table
    defines: str


Shape = Key | Unserved | Table | Tables | NamedTables

_TEXT: Final = Key()
_AUDIENCES: Final = Key(kind="texts", refers="audience")

_SITE: Final = Table(
    make=Domain,
    required=True,
    keys={
        "url": Key(required=True, rule=rules.SITE_ADDRESS),
        "hosting": Key(choices=("apache", "caddy", "cloudflare", "generic", "github-pages", "netlify", "nginx")),
    },
)
_ME: Final = Table(
    make=Person,
    required=True,
    keys={
        "name": Key(required=True),
        "given": _TEXT,
        "family": _TEXT,
        "pronouns": _TEXT,
        "note": _TEXT,
        "photo": Key(rule=rules.FILE),
        "photo_alt": _TEXT,
        "uid": Key(rule=rules.ADDRESS),
    },
)
_AUDIENCE: Final = Table(
    make=Audience,
    keys={
        "access": Key(required=True, rule=rules.PUBLIC_ACCESS),
        "extends": _AUDIENCES,
        "passphrase_env": Unserved(what="lock pages with a passphrase"),
        "link_key": Unserved(what="lock pages with a key in their address"),
        "until": Unserved(what="close an audience on a date"),
    },
)
_LINK: Final = Table(
    make=Link,
    keys={
        "id": Key(required=True, rule=rules.NAME, defines="link"),
        "url": Key(required=True, rule=rules.ADDRESS),
        "rung": Key(required=True, choices=RUNGS),
        "label": _TEXT,
        "service": _TEXT,
        "handle": _TEXT,
        "audiences": _AUDIENCES,
        "me": Key(kind="flag"),
        "back": Key(choices=("rel-me", "plain", "manual", "none")),
        "confirmed": Key(kind="date"),
    },
)
_CONTACT: Final = Table(
    make=Contact,
    keys={
        "kind": Key(required=True, choices=("email", "phone")),
        "value": Key(required=True),
        "rung": Key(choices=RUNGS),
        "label": _TEXT,
        "audiences": _AUDIENCES,
    },
)
_CARD: Final = Table(
    make=CardEntry,
    keys={
        "id": Key(required=True, rule=rules.NAME, defines="card"),
        "path": Key(required=True, rule=rules.CARD_PATH, defines="card's path"),
        "label": _TEXT,
        "audience": Key(refers="audience"),
        "title": _TEXT,
        "org": _TEXT,
        "links": Key(kind="texts", refers="link"),
        "print": Unserved(what="lay cards out for printing"),
    },
)
_TALK: Final = Table(
    make=Talk,
    keys={"title": Key(required=True), "slides": Key(rule=rules.SLIDES), "video": Key(rule=rules.ADDRESS)},
)
_EVENT: Final = Table(
    make=Event,
    keys={
        "id": Key(required=True, rule=rules.NAME, defines="event"),
        "code": Key(required=True, rule=rules.NAME, defines="event's code"),
        "name": Key(required=True),
        "start": Key(kind="date", required=True),
        "end": Key(kind="date"),
        "url": Key(rule=rules.ADDRESS),
        "card": Key(refers="card"),
        "greeting": _TEXT,
        "posts": Key(kind="texts"),
        "talks": Tables(_TALK),
        "followup_days": Unserved(what="write reminders for the calendar"),
    },
)
IDENTITY: Final = Table(
    make=dict,
    keys={
        "version": Key(kind="number", required=True, choices=(1,)),
        "site": _SITE,
        "me": _ME,
        "audiences": NamedTables(each=_AUDIENCE, defines="audience"),
        "links": Tables(_LINK),
        "contacts": Tables(_CONTACT),
        "cards": Tables(_CARD),
        "events": Tables(_EVENT),
        "wellknown": Unserved(what="write files under /.well-known/"),
        "following": Unserved(what="publish whom you follow"),
    },
)
"""The whole file."""


def build(value: Any, shape: Shape) -> Any:
    """Return what `shape` makes of a checked value: lists become tuples, tables what they describe.

    An empty text counts as not given.
    """
    match shape:
        case Table():
            given = {name: item for name, item in value.items() if not isinstance(item, str) or item.strip()}
            return shape.make(**{name: build(item, shape.keys[name]) for name, item in given.items()})
        case Tables():
            return tuple(build(item, shape.each) for item in value)
        case NamedTables():
            return tuple(build(item, _named(shape.each, name)) for name, item in value.items())
        case _:
            return tuple(value) if isinstance(value, list) else value


def _named(table: Table, name: str) -> Table:
    return Table(make=partial(table.make, name=name), keys=table.keys)
