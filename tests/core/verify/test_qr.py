"""The codes of every card can be read and lead where they say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pelican_crossing.identity import qr
from pelican_crossing.model import Site
from pelican_crossing.verify import check

Write = Callable[..., Path]
HI = "https://example.org/hi/"
IMAGES = ("hi/qr.png", "hi/qr.svg")


def rules(output: Path, site: Site) -> list[tuple[str, str]]:
    return [(finding.path, finding.rule) for finding in check(output, site).findings]


@pytest.fixture
def show(output: Path, write: Write) -> Callable[[str, str], None]:
    """Show one address in the code of the page and another in both images."""

    def codes(page: str, image: str) -> None:
        text = (output / "hi/index.html").read_text(encoding="utf-8")
        start, end = text.index("<svg"), text.index("</svg>") + len("</svg>")
        write("hi/index.html", text[:start] + qr.svg(page) + text[end:])
        write("hi/qr.png", qr.png(image))
        write("hi/qr.svg", qr.svg(image))

    return codes


def test_a_card_without_a_page_is_found(output: Path, site: Site) -> None:
    assert rules(output, replace(site, cards=("hi/", "c/harbour/"))) == [("c/harbour/", "card-missing")]


def test_a_page_without_a_code_is_found(output: Path, site: Site) -> None:
    page = output / "hi/index.html"
    page.write_text(page.read_text(encoding="utf-8").replace('class="qr"', 'class="photo"'), encoding="utf-8")
    assert rules(output, site) == [("hi/index.html", "qr-unreadable")]


@pytest.mark.parametrize("image", IMAGES)
def test_a_code_that_cannot_be_read_is_found(output: Path, site: Site, write: Write, image: str) -> None:
    write(image, b"not an image \xff")
    assert rules(output, site) == [(image, "qr-unreadable")]


@pytest.mark.parametrize("image", IMAGES)
def test_an_image_that_is_not_there_is_found(output: Path, site: Site, image: str) -> None:
    (output / image).unlink()
    assert rules(output, site) == [(image, "qr-unreadable")]


@pytest.mark.parametrize(("image", "draw"), [(IMAGES[0], qr.png), (IMAGES[1], qr.svg)])
def test_one_image_that_differs_is_found(
    output: Path, site: Site, write: Write, image: str, draw: Callable[[str], bytes | str]
) -> None:
    other = "https://example.org/posts/quay/"
    write(image, draw(other))
    (finding,) = check(output, site).findings
    assert (finding.path, finding.rule) == ("hi/index.html", "qr-differs")
    assert finding.what == f"the page and the images beside it hold different codes: {HI}, {other}"


def test_a_code_that_leads_nowhere_is_found(output: Path, site: Site, show: Callable[[str, str], None]) -> None:
    show("https://example.org/gone/", "https://example.org/gone/")
    assert rules(output, site) == [(path, "qr-address") for path in ("hi/index.html", *IMAGES)]


@pytest.mark.parametrize("address", ["https://social.example/hi/", "https://example.org.social.example/hi/"])
def test_a_code_of_another_site_is_found(
    output: Path, site: Site, show: Callable[[str, str], None], address: str
) -> None:
    show(address, address)
    assert rules(output, site) == [(path, "qr-address") for path in ("hi/index.html", *IMAGES)]


def test_a_code_of_a_site_without_https_is_found(output: Path, site: Site) -> None:
    found = [
        finding for finding in check(output, replace(site, url="http://example.org")).findings if "qr" in finding.rule
    ]
    assert [finding.what for finding in found] == [f"the QR code holds '{HI}'"] * 3


def test_two_different_codes_on_one_card_are_found(output: Path, site: Site, show: Callable[[str, str], None]) -> None:
    show(HI, "https://example.org/posts/quay/")
    assert rules(output, site) == [("hi/index.html", "qr-differs")]
