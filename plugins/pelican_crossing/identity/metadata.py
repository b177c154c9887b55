"""What machines read on a card page and on an event's page: JSON-LD (schema.org), OpenGraph, the fediverse's byline.

Mastodon's preview ignores a ProfilePage, so OpenGraph must be complete by itself. Put JSON-LD into a page only with
`<`, `>` and `&` escaped (Jinja's `tojson` does).
"""

from __future__ import annotations

import re
from datetime import UTC
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime

    from pelican_crossing.identity.cards import Card, EventPage

Properties = tuple[tuple[str, str], ...]


def fediverse_creator(card: Card) -> str:
    """Return the author's address in the fediverse (`@mira@social.example`), empty when the card shows none."""
    handles = (item.handle for item in card.items if item.me)
    return next((handle for handle in handles if re.fullmatch(r"@[^@\s]+@[^@\s]+", handle)), "")


def json_ld(card: Card, *, modified: datetime) -> dict[str, Any]:
    """Return the ProfilePage of a card; `sameAs` lists only what this card shows. `modified` knows its zone."""
    return {
        "@context": "https://schema.org",
        "@type": "ProfilePage",
        "url": card.url,
        "dateModified": f"{modified.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "mainEntity": _given(
            {
                "@type": "Person",
                "@id": _person_id(card),
                "name": card.person.name,
                "alternateName": fediverse_creator(card),
                "description": card.note,
                "image": card.photo_url,
                "jobTitle": card.title,
                "worksFor": {"@type": "Organization", "name": card.org} if card.org else None,
                "url": card.home,
                "sameAs": list(card.me),
            }
        ),
    }


def event_json_ld(page: EventPage) -> dict[str, Any]:
    """Return the WebPage of an event's page, which is about the Event."""
    event = page.event
    return {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "url": page.url,
        "name": event.name,
        "author": {"@type": "Person", "@id": _person_id(page.card), "name": page.card.person.name},
        "about": _given(
            {
                "@type": "Event",
                "name": event.name,
                "startDate": event.start.isoformat(),
                "endDate": event.last_day.isoformat(),
                "url": event.url,
            }
        ),
    }


def open_graph(card: Card, *, site_name: str, photo_size: tuple[int, int] | None = None) -> Properties:
    """Return the OpenGraph properties of a card page in order, leaving out what the card does not tell.

    `photo_size` is the width and height in pixels of the photo as it is published (see `photo.size`).
    """
    person = card.person
    role = ", ".join(filter(None, (card.title, card.org)))
    properties = {
        "og:type": "profile",
        "og:title": person.name,
        "og:description": card.note or role or person.name,
        "og:url": card.url,
        "og:site_name": site_name,
        **_photo(card, photo_size),
        "profile:first_name": person.given,
        "profile:last_name": person.family,
        "profile:username": fediverse_creator(card).lstrip("@").partition("@")[0],
    }
    return tuple(_given(properties).items())


def event_open_graph(page: EventPage, *, site_name: str, photo_size: tuple[int, int] | None = None) -> Properties:
    """Return the OpenGraph properties of an event's page in order; the picture is that of its card."""
    person = page.card.person
    properties = {
        "og:type": "website",
        "og:title": page.event.name,
        "og:description": page.event.greeting or f"{person.name} at {page.event.name}",
        "og:url": page.url,
        "og:site_name": site_name,
        **_photo(page.card, photo_size),
    }
    return tuple(_given(properties).items())


def _photo(card: Card, photo_size: tuple[int, int] | None) -> dict[str, str]:
    width, height = photo_size or ("", "")
    properties = {
        "og:image": card.photo_url,
        "og:image:alt": card.person.photo_alt or card.person.name,
        "og:image:width": str(width),
        "og:image:height": str(height),
    }
    return properties if card.photo_url else {}


def _person_id(card: Card) -> str:
    return f"{card.home}#me"


def _given(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}
