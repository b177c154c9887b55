from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from pelican_crossing.identity.cards import Card, Item, Rung
from pelican_crossing.identity.model import Person
from pelican_crossing.identity.rules import is_control
from pelican_crossing.identity.vcard import vcard

Named = Callable[..., Card]

anything = st.text(st.one_of(st.characters(), st.sampled_from("\r\n\x00\x1b\x85\u2028:;,\\\t 🌉é")), max_size=200)
safe = st.text(
    st.characters(blacklist_categories=("Cc", "Cs", "Zl", "Zp", "Zs"), blacklist_characters=";")
    | st.sampled_from(" ,:é🌉"),
    min_size=1,
    max_size=200,
).map(str.strip)


def unfolded(data: bytes) -> list[str]:
    """Return the lines as RFC 6350 reads them: octets joined first, then decoded."""
    return data.replace(b"\r\n ", b"").decode().removesuffix("\r\n").split("\r\n")


def line(data: bytes, name: str) -> str:
    [found] = [text.partition(":")[2] for text in unfolded(data) if text.partition(":")[0] == name]
    return found


def with_links(card: Card, *links: Item) -> Card:
    return replace(card, ladder=(Rung(name="follow", items=links),))


def test_a_contact_file_in_full(card: Card, revised: datetime) -> None:
    assert vcard(card, revised=revised, photo=b"\xff\xd8\xff", note="Met at the harbour").decode().split("\r\n") == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "UID:https://example.org/",
        "REV:20260515T100000Z",
        "N:Lindqvist;Mira;;;",
        "FN:Mira Lindqvist",
        r"ORG:Footbridges\, Ltd.",
        "TITLE:Engineer",
        r"NOTE:I build small bridges.\nMet at the harbour",
        "EMAIL;TYPE=INTERNET:mira@example.org",
        "TEL;TYPE=VOICE:+46 31 555 01 00",
        "URL:https://example.org/hi/",
        "item1.URL:https://social.example/@mira",
        "item1.X-ABLabel:Mastodon",
        "item2.URL:https://network.example/company/footbridges",
        "item2.X-ABLabel:The company",
        "item3.URL:https://calls.example/mira/20",
        "item3.X-ABLabel:A 20-minute call",
        "PHOTO;ENCODING=b;TYPE=JPEG:/9j/",
        "END:VCARD",
        "",
    ]


def test_what_a_person_does_not_tell_is_left_out(named: Named, revised: datetime) -> None:
    card = replace(named("Mira"), org="", title="", ladder=())

    assert [text.partition(":")[0] for text in unfolded(vcard(card, revised=revised))] == [
        *["BEGIN", "VERSION", "UID", "REV", "N", "FN", "URL", "END"]
    ]


def test_a_revision_is_told_in_universal_time(card: Card) -> None:
    in_stockholm = datetime(2026, 5, 15, 12, 0, tzinfo=timezone(timedelta(hours=2)))

    assert line(vcard(card, revised=in_stockholm), "REV") == "20260515T100000Z"


@pytest.mark.parametrize(
    ("person", "structured"),
    [
        (Person(name="Mira Lindqvist", given="Mira", family="Lindqvist"), "Lindqvist;Mira;;;"),
        (Person(name="Mira"), ";Mira;;;"),
        (Person(name="Mira Lindqvist"), ";Mira Lindqvist;;;"),
        (Person(name="Lindqvist", family="Lindqvist"), "Lindqvist;;;;"),
        (Person(name="山田 太郎", given="太郎", family="山田"), "山田;太郎;;;"),
        (Person(name="מירה לינדקוויסט", given="מירה", family="לינדקוויסט"), "לינדקוויסט;מירה;;;"),
    ],
)
def test_a_name_of_any_script_and_number_of_parts_is_kept_and_never_guessed_at(
    card: Card, revised: datetime, person: Person, structured: str
) -> None:
    data = vcard(replace(card, person=person), revised=revised)

    assert line(data, "N") == structured
    assert line(data, "FN") == person.name


def test_a_name_with_a_semicolon_is_escaped(named: Named, revised: datetime) -> None:
    data = vcard(named("Lindqvist; Mira, \\o/", family="A;B"), revised=revised)

    assert line(data, "FN") == r"Lindqvist\; Mira\, \\o/"
    assert line(data, "N") == r"A\;B;;;;"


def test_a_comma_or_semicolon_in_an_address_is_percent_encoded(card: Card, revised: datetime) -> None:
    link = Item(label="Map", url="https://maps.example/?at=1,2;z=3&q=a%20b#x")

    data = vcard(with_links(card, link), revised=revised)

    assert line(data, "item1.URL") == "https://maps.example/?at=1%2C2%3Bz=3&q=a%20b#x"


def test_the_cards_page_comes_first_and_at_most_four_links_follow(card: Card, revised: datetime) -> None:
    links = [Item(label=f"Link {n}", url=f"https://example.org/{n}") for n in range(6)]

    lines = unfolded(vcard(with_links(card, *links), revised=revised))

    assert [text for text in lines if "URL" in text] == [
        "URL:https://example.org/hi/",
        *[f"item{n}.URL:https://example.org/{n - 1}" for n in range(1, 5)],
    ]


@pytest.mark.parametrize("breaking", ["\r\n", "\n", "\r", "\u2028", "\x85", "\x0b"])
def test_a_line_break_cannot_add_a_property(card: Card, revised: datetime, breaking: str) -> None:
    evil = f"x{breaking}EMAIL:evil@example.com"
    link = Item(label=evil, url=f"https://example.org/{breaking}NOTE:x")
    person = Person(name=evil, given=evil, family=evil, note=evil)

    data = vcard(
        replace(with_links(card, link), person=person, org=evil, title=evil, uid=evil), revised=revised, note=evil
    )

    assert not [text for text in unfolded(data) if text.startswith(("EMAIL", "item1.EMAIL"))]
    assert len([text for text in unfolded(data) if text.startswith("NOTE")]) == 1


def test_a_photo_arrives_octet_by_octet(card: Card, revised: datetime) -> None:
    photo = bytes(range(256)) * 40

    assert vobject.readOne(vcard(card, revised=revised, photo=photo).decode()).photo.value == photo


def test_no_line_is_folded_before_a_colon(named: Named, revised: datetime) -> None:
    note = "x" * (75 - len("NOTE:")) + ":y"

    folded = vcard(named("Mira", note=note), revised=revised).split(b"\r\n")

    assert b"NOTE:" + b"x" * 69 in folded
    assert b" x:y" in folded


@pytest.mark.parametrize("shift", range(4))
def test_no_character_is_folded_in_two(named: Named, revised: datetime, shift: int) -> None:
    note = "x" * shift + "🌉é山" * 40

    data = vcard(named("Mira", note=note), revised=revised)

    assert all(octets.decode() for octets in data.split(b"\r\n")[:-1])
    assert line(data, "NOTE") == note


@given(name=anything, note=anything, label=anything, title=anything)
def test_lines_are_75_octets_at_most_and_whole_characters(
    card: Card, revised: datetime, name: str, note: str, label: str, title: str
) -> None:
    person = Person(name=name, note=note)
    linked = with_links(card, Item(label=label, url="https://example.org/" + "a:b" * 40))

    data = vcard(replace(linked, person=person, title=title), revised=revised, photo=note.encode(errors="replace"))

    assert data.endswith(b"\r\n")
    lines = data.split(b"\r\n")[:-1]
    for octets in lines:
        assert len(octets) <= 75
        assert not set(octets) & {0x0A, 0x0D}
        assert not any(map(is_control, octets.decode()))
    names = [text.partition(":")[0].partition(";")[0] for text in unfolded(data)]
    optional = {"ORG", "TITLE", "NOTE", "PHOTO"}
    assert [word for word in names if word not in optional] == [
        *["BEGIN", "VERSION", "UID", "REV", "N", "FN", "URL", "item1.URL", "item1.X-ABLabel", "END"]
    ]


@given(name=safe.filter(bool), note=safe, path=st.text(st.sampled_from("abc/?=&%20,;+~@:"), max_size=80))
def test_another_reader_finds_the_same_name_note_and_addresses(
    card: Card, revised: datetime, name: str, note: str, path: str
) -> None:
    linked = with_links(card, Item(label="Elsewhere", url=f"https://example.org/{path}"))

    read = vobject.readOne(vcard(replace(linked, person=Person(name=name, note=note)), revised=revised).decode())

    assert read.fn.value == name
    assert (read.note.value if note else "") == note
    assert read.n.value.given == name
    encoded = path.replace(",", "%2C").replace(";", "%3B")
    assert [url.value for url in read.url_list] == ["https://example.org/hi/", f"https://example.org/{encoded}"]
    assert read.uid.value == "https://example.org/"
