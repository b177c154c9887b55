from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pelican_crossing.identity import load
from pelican_crossing.identity.cards import Card, Item, cards, event_pages, file_name

Write = Callable[..., Path]

LADDER = """\
photo = "images/mira lindqvist.jpg"
[audiences.work]
access = "public"
extends = ["public"]
[[links]]
id = "call"
label = "A call"
url = "https://calls.example/mira/20"
rung = "meet"
[[links]]
id = "profile"
service = "linkedin"
url = "https://network.example/in/mira"
rung = "connect"
audiences = ["work"]
[[links]]
id = "mastodon"
service = "mastodon"
url = "https://social.example/@mira"
handle = "@mira@social.example"
rung = "follow"
me = true
[[links]]
id = "pictures"
url = "https://pictures.example/mira"
rung = "follow"
[[contacts]]
kind = "email"
value = "mira@example.org"
[[contacts]]
kind = "phone"
value = "+46 (31) 555-01 00"
label = "Office"
rung = "meet"
audiences = ["work"]
"""
WORK_CARD = '[[cards]]\nid = "work"\npath = "hi/work"\naudience = "work"\ntitle = "Engineer"\norg = "Footbridges"\n'
EVENT = '[[events]]\nid = "e"\ncode = "p26"\nname = "Meetup"\nstart = 2026-06-11\n'


def rungs(card: Card) -> dict[str, list[str]]:
    return {rung.name: [item.label for item in rung.items] for rung in card.ladder}


def test_a_site_without_cards_has_one_for_everyone_at_hi(write: Write) -> None:
    [card] = cards(load(write()))

    assert (card.path, card.url) == ("hi/", "https://example.org/hi/")
    assert (card.home, card.uid, card.vcf) == ("https://example.org/", "https://example.org/", "mira-lindqvist.vcf")
    assert (card.ladder, card.items, card.photo_url) == ((), (), "")


def test_the_ladder_goes_from_follow_to_meet_and_leaves_out_empty_rungs(write: Write) -> None:
    [card] = cards(load(write(LADDER)))

    assert list(rungs(card).items()) == [
        ("follow", ["Mastodon", "pictures.example"]),
        ("talk", ["E-mail"]),
        ("meet", ["A call"]),
    ]


def test_a_person_starts_on_the_first_item_of_the_first_rung(write: Write) -> None:
    [card] = cards(load(write(LADDER)))

    assert card.items[0] == Item(
        label="Mastodon",
        url="https://social.example/@mira",
        handle="@mira@social.example",
        service="mastodon",
        me=True,
    )
    assert card.me == ("https://social.example/@mira",)


def test_an_audience_that_extends_the_public_sees_more_on_its_card(write: Write) -> None:
    main, work = cards(load(write(LADDER + WORK_CARD)))

    assert (main.path, work.path, work.url) == ("hi/", "hi/work/", "https://example.org/hi/work/")
    assert (work.id, work.title, work.org) == ("work", "Engineer", "Footbridges")
    assert rungs(work) == {
        "follow": ["Mastodon", "pictures.example"],
        "connect": ["LinkedIn"],
        "talk": ["E-mail"],
        "meet": ["A call", "Office"],
    }


def test_contacts_become_addresses_that_a_telephone_understands(write: Write) -> None:
    _, work = cards(load(write(LADDER + WORK_CARD)))

    assert [(item.url, item.handle) for item in work.items if item.kind != "link"] == [
        ("mailto:mira@example.org", "mira@example.org"),
        ("tel:+46315550100", "+46 (31) 555-01 00"),
    ]


def test_a_card_may_choose_and_order_its_links_and_keeps_its_contacts(write: Write) -> None:
    chosen = '[[cards]]\nid = "m"\npath = "hi"\nlinks = ["pictures", "mastodon"]\n'

    [card] = cards(load(write(LADDER + chosen)))

    assert rungs(card) == {"follow": ["pictures.example", "Mastodon"], "talk": ["E-mail"]}


def test_a_card_that_lists_no_links_shows_none(write: Write) -> None:
    [card] = cards(load(write(LADDER + '[[cards]]\nid = "m"\npath = "hi"\nlinks = []\n')))

    assert rungs(card) == {"talk": ["E-mail"]}


def test_the_main_card_comes_first_wherever_the_file_has_it(write: Write) -> None:
    main = '[[cards]]\nid = "you"\npath = "hi"\ntitle = "Builder"\n'

    assert [card.id for card in cards(load(write(LADDER + WORK_CARD + main)))] == ["you", "work"]


def test_the_photos_address_can_stand_in_a_page(write: Write) -> None:
    [card] = cards(load(write(LADDER)))

    assert card.photo_url == "https://example.org/images/mira%20lindqvist.jpg"


def test_a_site_in_a_folder_has_its_cards_there(write: Write) -> None:
    path = write()
    path.write_text(path.read_text().replace("https://example.org", "https://example.org/blog"))

    [card] = cards(load(path))

    assert (card.path, card.url, card.home) == ("hi/", "https://example.org/blog/hi/", "https://example.org/blog/")


def test_an_event_leads_to_the_main_card_unless_it_names_another(write: Write) -> None:
    other = EVENT.replace('"e"', '"f"').replace("p26", "q27") + 'card = "work"\n'

    first, second = event_pages(load(write(LADDER + WORK_CARD + EVENT + other)))

    assert (first.path, first.url, first.card.path) == ("c/p26/", "https://example.org/c/p26/", "hi/")
    assert (second.path, second.event.code, second.card.path) == ("c/q27/", "q27", "hi/work/")


def test_an_event_without_an_end_lasts_a_day(write: Write) -> None:
    one, two = event_pages(load(write(EVENT + EVENT.replace('"e"', '"f"').replace("p26", "q") + "end = 2026-06-12\n")))

    assert (one.event.last_day, two.event.last_day) == (one.event.start, two.event.end)


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Mira Lindqvist", "mira-lindqvist.vcf"),
        ("José Müller", "jose-muller.vcf"),
        ("Søren Groß-Æther", "soren-gross-aether.vcf"),
        ("../../Łukasz", "lukasz.vcf"),
        ("山田 太郎", "card.vcf"),
        ("מירה", "card.vcf"),
    ],
)
def test_a_contact_file_has_the_persons_name_in_plain_letters(name: str, file: str) -> None:
    assert file_name(name) == file


@given(st.text())
def test_a_file_name_is_always_safe(name: str) -> None:
    stem, _, ending = file_name(name).rpartition(".")

    assert ending == "vcf"
    assert stem
    assert set(stem) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
