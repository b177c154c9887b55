"""Contact files: vCard 3.0 (RFC 2426, folded by octets as RFC 6350 asks), in the subset that every reader understands.

Grouped URLs keep their labels on iPhones and in Google's contacts; readers that drop groups still find the card's
page, which comes first and ungrouped. A comma or semicolon in an address is percent-encoded, for some readers
cut an address there. No line is folded before a colon, where an old address book lost the rest of the card.
"""

from __future__ import annotations

import base64
import re
from datetime import UTC
from itertools import islice
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from pelican_crossing.identity.rules import on_one_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from pelican_crossing.identity.cards import Card

WIDTH: Final = 75
"""The most octets that a line may have without its line break."""

LABELLED_LINKS: Final = 4
"""How many links follow the card's page; more than about five addresses crowd a contact."""


def vcard(card: Card, *, revised: datetime, photo: bytes | None = None, note: str = "") -> bytes:
    """Return the contact file of `card`.

    `revised` knows its zone, `photo` is a JPEG (see `photo.jpeg_for_contact`), `note` is added to the person's own,
    such as where they were met. Contact files of one person share their UID, so that a second one updates the
    first where the reader supports that.
    """
    return b"".join(_fold(line) for line in _lines(card, revised, photo, note))


def _lines(card: Card, revised: datetime, photo: bytes | None, note: str) -> Iterator[str]:
    person = card.person
    given = person.given or ("" if person.family else person.name)
    yield "BEGIN:VCARD"
    yield "VERSION:3.0"
    yield f"UID:{_uri(card.uid)}"
    yield f"REV:{revised.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"N:{_escape(person.family)};{_escape(given)};;;"
    yield f"FN:{_escape(person.name)}"
    texts = {"ORG": card.org, "TITLE": card.title, "NOTE": "\n".join(filter(None, (card.note, note)))}
    yield from (f"{name}:{_escape(text)}" for name, text in texts.items() if text)
    yield from (f"EMAIL;TYPE=INTERNET:{_escape(item.handle)}" for item in card.items if item.kind == "email")
    yield from (f"TEL;TYPE=VOICE:{_escape(item.handle)}" for item in card.items if item.kind == "phone")
    yield f"URL:{_uri(card.url)}"
    links = (item for item in card.items if item.kind == "link")
    for number, link in enumerate(islice(links, LABELLED_LINKS), 1):
        yield f"item{number}.URL:{_uri(link.url)}"
        yield f"item{number}.X-ABLabel:{_escape(link.label)}"
    if photo:
        yield f"PHOTO;ENCODING=b;TYPE=JPEG:{base64.b64encode(photo).decode()}"
    yield "END:VCARD"


def _escape(text: str) -> str:
    r"""Return `text` as a value on one line: separators escaped, line breaks as `\n`, other controls as spaces."""
    lines = (re.sub(r"([\\;,])", r"\\\1", on_one_line(line)) for line in text.splitlines())
    return r"\n".join(lines)


def _uri(address: str) -> str:
    """Return `address` in ASCII without the characters that end it early in some readers."""
    return quote(address, safe="%/:?#[]@!$&'()*+=~")


def _fold(line: str) -> bytes:
    """Return a line of text as UTF-8 in pieces of at most 75 octets, each ended by CRLF and continued by a space."""
    rest, pieces = line.encode(), []
    width = WIDTH
    while len(rest) > width:
        cut = next((place for place in range(width, 1, -1) if _may_break(rest[place])), width)
        pieces.append(rest[:cut])
        rest, width = rest[cut:], WIDTH - 1
    return b"\r\n ".join([*pieces, rest]) + b"\r\n"


def _may_break(octet: int) -> bool:
    """Whether a line may be folded before this octet: not inside a UTF-8 character, not before a colon."""
    return octet & 0xC0 != 0x80 and octet != ord(":")
