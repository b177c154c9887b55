from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pelican_crossing.identity.cards import Card, Item, Rung
from pelican_crossing.identity.model import Person

MINIMAL = """\
version = 1
[site]
url = "https://example.org"
[me]
name = "Mira Lindqvist"
"""
"""The shortest identity there is; five lines, so what a test adds begins on line 6."""


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str], Path]:
    """Write an identity file that says the least and then what is given."""

    def write(more: str = "", start: str = MINIMAL) -> Path:
        path = tmp_path / "identity.toml"
        path.write_text(start + more, encoding="utf-8")
        return path

    return write


@pytest.fixture(scope="session")
def revised() -> datetime:
    return datetime(2026, 5, 15, 10, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def card() -> Card:
    """A card with one item on each rung."""
    mastodon = Item(
        label="Mastodon",
        url="https://social.example/@mira",
        handle="@mira@social.example",
        service="mastodon",
        me=True,
    )
    company = Item(label="The company", url="https://network.example/company/footbridges")
    email = Item(
        label="E-mail", url="mailto:mira@example.org", handle="mira@example.org", service="email", kind="email"
    )
    phone = Item(label="Phone", url="tel:+46315550100", handle="+46 31 555 01 00", service="phone", kind="phone")
    call = Item(label="A 20-minute call", url="https://calls.example/mira/20")
    return Card(
        id="main",
        path="hi/",
        url="https://example.org/hi/",
        home="https://example.org/",
        uid="https://example.org/",
        person=Person(
            name="Mira Lindqvist",
            given="Mira",
            family="Lindqvist",
            note="I build small bridges.",
            photo="images/mira.jpg",
            photo_alt="Mira by the harbour",
        ),
        vcf="mira-lindqvist.vcf",
        photo_url="https://example.org/images/mira.jpg",
        title="Engineer",
        org="Footbridges, Ltd.",
        ladder=(
            Rung(name="follow", items=(mastodon,)),
            Rung(name="connect", items=(company,)),
            Rung(name="talk", items=(email, phone)),
            Rung(name="meet", items=(call,)),
        ),
    )


@pytest.fixture(scope="session")
def named(card: Card) -> Callable[..., Card]:
    """Return the card of a person with another name or note."""
    return lambda name, **rest: replace(card, person=Person(name=name, **rest))
