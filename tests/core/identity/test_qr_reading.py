from __future__ import annotations

import io
import re

import pytest
from lxml import html
from PIL import Image, ImageOps

from pelican_crossing.identity import qr
from pelican_crossing.identity.qr_reading import read_png, read_svg

ADDRESS = "https://example.org/hi/"


def png(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def test_an_svg_is_read_after_an_html_parser_had_it() -> None:
    page = html.document_fromstring(f"<html><body><figure>{qr.svg(ADDRESS)}</figure></body></html>")
    [element] = page.iter("svg")

    assert read_svg(html.tostring(element, encoding="unicode", with_tail=False)) == ADDRESS


def test_an_svg_without_a_white_ground_cannot_be_read_on_a_dark_page() -> None:
    bare = re.sub(r'<path fill="#fff"[^>]*>', "", qr.svg(ADDRESS))

    with pytest.raises(ValueError, match="no QR codes can be read"):
        read_svg(bare)


def test_an_inverted_code_is_not_accepted() -> None:
    inverted = ImageOps.invert(Image.open(io.BytesIO(qr.png(ADDRESS))).convert("L"))

    with pytest.raises(ValueError, match="no QR codes can be read"):
        read_png(png(inverted))


def test_a_damaged_code_is_not_accepted() -> None:
    image = Image.open(io.BytesIO(qr.png(ADDRESS))).convert("L")
    image.paste(255, (0, 0, image.width, image.height // 2))

    with pytest.raises(ValueError, match="no QR codes can be read"):
        read_png(png(image))


def test_two_codes_in_one_image_are_told() -> None:
    one = Image.open(io.BytesIO(qr.png(ADDRESS))).convert("L")
    both = Image.new("L", (2 * one.width, one.height), 255)
    both.paste(one, (0, 0))
    both.paste(one, (one.width, 0))

    with pytest.raises(ValueError, match="2 QR codes can be read"):
        read_png(png(both))


@pytest.mark.parametrize(
    ("svg", "why"),
    [
        ("", "not an SVG element"),
        ("<svg", "not an SVG element"),
        ("<svg/>", "viewBox"),
        ('<svg viewBox="0 0 9999999 9999999"/>', "viewBox"),
        ('<svg viewBox="0 0 33 0"/>', "viewBox"),
        ('<svg viewBox="0 0 33 33"/>', "no QR codes"),
        ('<svg viewBox="0 0 33 33"><path stroke="#000" d="M0 0c1 1 2 2 3 3"/></svg>', "not a path of a QR code"),
        ('<svg viewBox="0 0 33 33"><path stroke="#000" d="M0"/></svg>', "not a path of a QR code"),
        ('<svg viewBox="0 0 33 33"><path fill="var(--x)" d="M0 0h3v3z"/></svg>', "colour|color"),
    ],
)
def test_what_is_no_code_of_ours_is_told(svg: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read_svg(svg)


def test_what_is_no_image_is_told() -> None:
    with pytest.raises(ValueError, match="not an image"):
        read_png(b"no image")
