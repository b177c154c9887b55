"""From the identity to what a card page and an event page show."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal
from urllib.parse import quote, urlsplit

from pelican_crossing.identity.audiences import sees
from pelican_crossing.identity.mailto import call, reply_by_email
from pelican_crossing.identity.model import MAIN_CARD, RUNGS, CardEntry, Contact, Link

if TYPE_CHECKING:
    from pelican_crossing.identity.model import Event, Identity, Person, RungName

_SPELLINGS: Final = {"github": "GitHub", "gitlab": "GitLab", "linkedin": "LinkedIn", "youtube": "YouTube", "rss": "RSS"}
_CONTACTS: Final = {"email": "E-mail", "phone": "Phone"}
_LONGEST_NAME: Final = 60
_LETTERS: Final = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One way to reach the person. `handle` is what a person reads or types, `me` asks for `rel="me"`."""

    label: str
    url: str
    handle: str = ""
    service: str = ""
    me: bool = False
    kind: Literal["link", "email", "phone"] = "link"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """A step of the ladder, with at least one way to take it."""

    name: RungName
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """All that a card page needs.

    `path` is relative to the site's root and ends with a slash, `url` the same as a whole address; `home` is the
    home page's address, `vcf` the name of the contact file beside the page, `photo_url` empty without a photo;
    `label` tells the owner's cards apart and is for nobody else.
    """

    id: str
    path: str
    url: str
    home: str
    uid: str
    person: Person
    vcf: str
    photo_url: str = ""
    label: str = ""
    title: str = ""
    org: str = ""
    ladder: tuple[Rung, ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        """Every item, from the first rung to the last."""
        return tuple(item for rung in self.ladder for item in rung.items)

    @property
    def note(self) -> str:
        """A sentence about the person."""
        return self.person.note

    @property
    def me(self) -> tuple[str, ...]:
        """The addresses of the author's own places, for `rel="me"` and `sameAs`."""
        return tuple(item.url for item in self.items if item.me)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPage:
    """All that an event's page needs; `card` is the one it leads to."""

    path: str
    url: str
    event: Event
    card: Card


def cards(identity: Identity) -> tuple[Card, ...]:
    """Return the cards, the main one at `hi/` first; it is there even when the file does not describe it."""
    entries = sorted(identity.cards, key=lambda entry: entry.path != MAIN_CARD)
    if not entries or entries[0].path != MAIN_CARD:
        entries.insert(0, CardEntry())
    return tuple(_card(identity, entry) for entry in entries)


def event_pages(identity: Identity) -> tuple[EventPage, ...]:
    """Return the events' pages in the order of the file."""
    main, *others = cards(identity)
    known = {card.id: card for card in (main, *others)}
    return tuple(
        EventPage(
            path=f"c/{event.code}/",
            url=identity.site.absolute(f"c/{event.code}/"),
            event=event,
            card=known[event.card] if event.card else main,
        )
        for event in identity.events
    )


def file_name(name: str) -> str:
    """Return the name of a contact file: the person's in plain ASCII, `card.vcf` when nothing of it is left."""
    folded = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    words = re.findall(r"[a-z0-9]+", folded.encode("ascii", "ignore").decode())
    return f"{'-'.join(words)[:_LONGEST_NAME].strip('-') or 'card'}.vcf"


def _card(identity: Identity, entry: CardEntry) -> Card:
    site, me = identity.site, identity.me
    path = f"{entry.path}/"
    return Card(
        id=entry.id,
        path=path,
        url=site.absolute(path),
        home=site.home,
        uid=me.uid or site.home,
        person=me,
        vcf=file_name(me.name),
        photo_url=site.absolute(quote(me.photo)) if me.photo else "",
        label=entry.label,
        title=entry.title,
        org=entry.org,
        ladder=_ladder(identity, entry),
    )


def _ladder(identity: Identity, entry: CardEntry) -> tuple[Rung, ...]:
    extends = {audience.name: audience.extends for audience in identity.audiences}
    links = {link.id: link for link in identity.links}
    listed = identity.links if entry.links is None else [links[name] for name in entry.links]
    shown = [item for item in (*listed, *identity.contacts) if sees(entry.audience, item.audiences, extends)]
    rungs = {name: tuple(_item(item) for item in shown if item.rung == name) for name in RUNGS}
    return tuple(Rung(name=name, items=items) for name, items in rungs.items() if items)


def _item(source: Link | Contact) -> Item:
    if isinstance(source, Link):
        service = _SPELLINGS.get(source.service.casefold(), source.service.replace("-", " ").capitalize())
        label = source.label or service or urlsplit(source.url).hostname or source.url
        return Item(label=label, url=source.url, handle=source.handle, service=source.service, me=source.me)
    return Item(
        label=source.label or _CONTACTS[source.kind],
        url=reply_by_email(source.value) if source.kind == "email" else call(source.value),
        handle=source.value,
        service=source.kind,
        kind=source.kind,
    )
