"""The pages for people met offline: what a phone sees, and what its camera reads."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from tests.browser.visitor import Scheme, Visitor

PAGES = ["hi/", "c/p26/"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", PAGES)
def test_a_camera_reads_the_pages_own_address_from_the_screen(
    visitor: Visitor, sample_site: Path, address: str, scheme: Scheme
) -> None:
    page = visitor.open(address, scheme=scheme)
    picture = Image.open(io.BytesIO(page.screenshot(full_page=True)))
    read = [code.text for code in zxingcpp.read_barcodes(picture)]
    assert read == [page.locator("link[rel=canonical]").get_attribute("href")]
    assert read[0].endswith(f"/{address}")
    assert (sample_site / address / "index.html").is_file()


@pytest.mark.parametrize("address", PAGES)
def test_the_address_stands_in_words_under_its_code(visitor: Visitor, address: str) -> None:
    page = visitor.open(address)
    shown = page.locator("figure:has(svg) figcaption").inner_text()
    assert f"https://{shown}" == page.locator("link[rel=canonical]").get_attribute("href")


@pytest.mark.parametrize("address", PAGES)
def test_one_touch_saves_the_contact(visitor: Visitor, address: str) -> None:
    page = visitor.open(address)
    button = page.get_by_role("link", name="Save contact")
    box = button.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    assert page.request.get(button.evaluate("link => link.href")).text().startswith("BEGIN:VCARD")


def test_on_a_phone_the_contact_can_be_saved_without_scrolling(visitor: Visitor) -> None:
    box = visitor.open("hi/", width=360).get_by_role("link", name="Save contact").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 780


def test_the_ladder_begins_with_the_lightest_step(visitor: Visitor) -> None:
    rungs = visitor.open("hi/").locator(".ladder > li .label").all_inner_texts()
    assert [rung.split()[0].casefold() for rung in rungs] == ["follow", "connect", "talk", "meet"]
    assert "start here" in rungs[0].casefold()
    assert "start here" not in " ".join(rungs[1:]).casefold()
