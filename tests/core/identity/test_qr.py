from __future__ import annotations

import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from PIL import Image

from pelican_crossing.identity import qr
from pelican_crossing.identity.qr_reading import read_png, read_svg

CARD = "https://example.org/hi/"
EVENT = "https://example.org/c/p26/"

addresses = st.text(st.sampled_from("abcXYZ019/-_.~?&=%#@:;,+!$'()*"), max_size=120).map("https://example.org/".__add__)


@pytest.mark.parametrize(("address", "octets"), [(CARD, 23), (EVENT, 26)])
def test_the_sample_sites_addresses_fit_version_2(address: str, octets: int) -> None:
    assert len(address) == octets
    assert qr.code(address).designator == "2-M"


def test_spare_room_does_not_raise_the_error_level() -> None:
    assert qr.code("https://a.example").designator == "2-M"


@settings(max_examples=25)
@given(addresses)
def test_every_form_of_a_code_reads_back_as_its_address(address: str) -> None:
    assert read_svg(qr.svg(address)) == address
    assert read_png(qr.png(address)) == address


def test_an_svg_is_named_for_those_who_cannot_see_it_and_brings_its_ground() -> None:
    [svg] = html.fragments_fromstring(qr.svg(EVENT))

    assert (svg.tag, svg.get("class"), svg.get("role")) == ("svg", "qr", "img")
    assert svg.get("aria-label") == f"QR code for {EVENT}"
    assert (svg.get("viewbox"), svg.get("width"), svg.get("height")) == ("0 0 33 33", "198", "198")
    assert [path.get("fill") or path.get("stroke") for path in svg] == ["#fff", "#000"]
    assert svg[0].get("d") == "M0 0h33v33h-33z"


def test_an_svg_can_stand_in_a_page_many_times() -> None:
    assert not re.search(r"<\?xml|\sid=|\sstyle=|<style|<script|\n", qr.svg(CARD))
    assert 'xmlns="http://www.w3.org/2000/svg"' in qr.svg(CARD)


def test_an_address_with_an_ampersand_is_escaped_in_the_svg() -> None:
    assert 'aria-label="QR code for https://example.org/?a=&#x27;1&#x27;&amp;b=2"' in qr.svg(
        "https://example.org/?a='1'&b=2"
    )


def test_a_png_has_the_given_pixels_per_module_and_four_modules_of_quiet_zone() -> None:
    image = Image.open(io.BytesIO(qr.png(CARD, scale=3))).convert("L")

    assert image.size == (99, 99)
    assert image.point(lambda value: 255 - value).getbbox() == (12, 12, 87, 87)


def test_the_same_address_gives_the_same_octets() -> None:
    assert qr.png(CARD) == qr.png(CARD)
    assert qr.svg(CARD) == qr.svg(CARD)


def test_a_terminal_shows_a_code_that_reads_back() -> None:
    lines = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in qr.terminal(CARD).splitlines()]
    upper, lower = "█▀", "█▄"
    image = Image.new("L", (len(lines[0]), 2 * len(lines)))
    for row, line in enumerate(lines):
        for column, block in enumerate(line):
            image.putpixel((column, 2 * row), 255 * (block in upper))
            image.putpixel((column, 2 * row + 1), 255 * (block in lower))
    buffer = io.BytesIO()
    image.resize((image.width * 4, image.height * 4), Image.Resampling.NEAREST).save(buffer, "PNG")

    assert read_png(buffer.getvalue()) == CARD


def test_a_terminal_of_any_colour_shows_dark_on_white() -> None:
    assert all(line.startswith("\x1b[97;40m") and line.endswith("\x1b[0m") for line in qr.terminal(CARD).splitlines())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "BEGIN:VCARD",
        "http://example.org/hi/",
        "https://example.org/grüße",
        "https://example.org/\n",
        "example.org/hi",
    ],
)
def test_a_code_holds_nothing_but_a_whole_address(text: str) -> None:
    for draw in (qr.svg, qr.png, qr.terminal):
        with pytest.raises(ValueError, match="whole https address"):
            draw(text)
