from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest

from pelican_crossing.identity.cards import Card, EventPage, Item, Rung
from pelican_crossing.identity.metadata import (
    event_json_ld,
    event_open_graph,
    fediverse_creator,
    json_ld,
    open_graph,
)
from pelican_crossing.identity.model import Event

Named = Callable[..., Card]


def test_a_card_page_is_a_profile_page(card: Card, revised: datetime) -> None:
    assert json_ld(card, modified=revised) == {
        "@context": "https://schema.org",
        "@type": "ProfilePage",
        "url": "https://example.org/hi/",
        "dateModified": "2026-05-15T10:00:00Z",
        "mainEntity": {
            "@type": "Person",
            "@id": "https://example.org/#me",
            "name": "Mira Lindqvist",
            "alternateName": "@mira@social.example",
            "description": "I build small bridges.",
            "image": "https://example.org/images/mira.jpg",
            "jobTitle": "Engineer",
            "worksFor": {"@type": "Organization", "name": "Footbridges, Ltd."},
            "url": "https://example.org/",
            "sameAs": ["https://social.example/@mira"],
        },
    }


def test_a_profile_leaves_out_what_the_card_does_not_tell(named: Named, revised: datetime) -> None:
    bare = replace(named("Mira"), photo_url="", title="", org="", ladder=())

    assert json_ld(bare, modified=revised)["mainEntity"] == {
        "@type": "Person",
        "@id": "https://example.org/#me",
        "name": "Mira",
        "url": "https://example.org/",
    }


def test_a_change_is_told_in_universal_time(card: Card) -> None:
    in_stockholm = datetime(2026, 5, 15, 1, 30, tzinfo=timezone(timedelta(hours=2)))

    assert json_ld(card, modified=in_stockholm)["dateModified"] == "2026-05-14T23:30:00Z"


@pytest.mark.parametrize(
    ("handle", "me", "creator"),
    [
        ("@mira@social.example", True, "@mira@social.example"),
        ("@company@social.example", False, ""),
        ("@mira", True, ""),
        ("mira@social.example", True, ""),
        ("", True, ""),
    ],
)
def test_the_byline_is_a_whole_handle_of_the_authors_own(card: Card, handle: str, me: bool, creator: str) -> None:
    link = Item(label="x", url="https://social.example/x", handle=handle, me=me)

    assert fediverse_creator(replace(card, ladder=(Rung(name="follow", items=(link,)),))) == creator


def test_open_graph_is_complete(card: Card) -> None:
    assert open_graph(card, site_name="The Footbridge", photo_size=(640, 480)) == (
        ("og:type", "profile"),
        ("og:title", "Mira Lindqvist"),
        ("og:description", "I build small bridges."),
        ("og:url", "https://example.org/hi/"),
        ("og:site_name", "The Footbridge"),
        ("og:image", "https://example.org/images/mira.jpg"),
        ("og:image:alt", "Mira by the harbour"),
        ("og:image:width", "640"),
        ("og:image:height", "480"),
        ("profile:first_name", "Mira"),
        ("profile:last_name", "Lindqvist"),
        ("profile:username", "mira"),
    )


def test_an_event_page_has_its_own_title_and_the_picture_of_its_card(card: Card) -> None:
    event = Event(id="meetup", code="p26", name="Harbour Meetup", start=date(2026, 6, 11), greeting="We met.")
    page = EventPage(path="c/p26/", url="https://example.org/c/p26/", event=event, card=card)
    assert event_open_graph(page, site_name="The Footbridge", photo_size=(640, 480)) == (
        ("og:type", "website"),
        ("og:title", "Harbour Meetup"),
        ("og:description", "We met."),
        ("og:url", "https://example.org/c/p26/"),
        ("og:site_name", "The Footbridge"),
        *(pair for pair in open_graph(card, site_name="", photo_size=(640, 480)) if pair[0].startswith("og:image")),
    )


def test_open_graph_without_a_photo_names_no_image(card: Card) -> None:
    properties = dict(open_graph(replace(card, photo_url=""), site_name="The Footbridge"))

    assert not [name for name in properties if name.startswith("og:image")]


def test_open_graph_always_has_a_description_and_a_text_for_the_image(named: Named) -> None:
    properties = dict(open_graph(named("Mira"), site_name="x"))
    bare = dict(open_graph(replace(named("Mira"), title="", org=""), site_name="x"))

    assert (properties["og:description"], properties["og:image:alt"]) == ("Engineer, Footbridges, Ltd.", "Mira")
    assert bare["og:description"] == "Mira"
    assert "profile:first_name" not in bare


def test_an_events_page_is_about_the_event(card: Card) -> None:
    event = Event(
        id="e", code="p26", name="Meetup", start=date(2026, 6, 11), end=date(2026, 6, 12), url="https://meetup.example/"
    )

    assert event_json_ld(EventPage(path="c/p26/", url="https://example.org/c/p26/", event=event, card=card)) == {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "url": "https://example.org/c/p26/",
        "name": "Meetup",
        "author": {"@type": "Person", "@id": "https://example.org/#me", "name": "Mira Lindqvist"},
        "about": {
            "@type": "Event",
            "name": "Meetup",
            "startDate": "2026-06-11",
            "endDate": "2026-06-12",
            "url": "https://meetup.example/",
        },
    }


def test_an_event_of_one_day_without_a_page_of_its_own_ends_on_that_day(card: Card) -> None:
    event = Event(id="e", code="p26", name="Meetup", start=date(2026, 6, 11))

    about = event_json_ld(EventPage(path="c/p26/", url="https://example.org/c/p26/", event=event, card=card))["about"]

    assert about["endDate"] == "2026-06-11"
    assert "url" not in about
