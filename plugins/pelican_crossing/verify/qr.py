"""Every QR code can be read, and leads to a page that is there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pelican_crossing.identity.qr_reading import read_png, read_svg
from pelican_crossing.verify.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pelican_crossing.model import Site
    from pelican_crossing.verify.output import Output

_SVG: Final = re.compile(r"""<svg\b[^>]*\bclass=["'][^"'>]*\bqr\b[^>]*>.*?</svg>""", re.DOTALL)
_REBUILD: Final = "build the site again; if the fault remains, check the template of the card"


def check(output: Output, site: Site) -> Iterator[Finding]:
    """Yield what is wrong with each card: its page, the code in it, and the images beside it."""
    for card in site.cards:
        target = output.resolve(site.absolute(card))
        if target is None or target.file not in output.pages:
            yield Finding(card, 0, "card-missing", "the card has no page", _REBUILD)
        else:
            yield from _check_codes(output, target.file)


def _check_codes(output: Output, page: str) -> Iterator[Finding]:
    found: dict[str, str] = {}
    folder = page.removesuffix("index.html")
    for path, read in ((page, _read_page), (f"{folder}qr.png", _read_image), (f"{folder}qr.svg", _read_drawing)):
        try:
            found[path] = read(output.folder / path)
        except (OSError, ValueError) as error:
            yield Finding(path, 0, "qr-unreadable", f"no QR code can be read here: {error}", _REBUILD)
    for path, url in found.items():
        target = output.resolve(url) if url.startswith(f"{output.url}/") else None
        if target is None or not url.startswith("https://"):
            what, remedy = f"the QR code holds {url!r}", f"it must hold an https address on {output.url}"
            yield Finding(path, 0, "qr-address", what, remedy)
        elif not target.file:
            yield Finding(path, 0, "qr-address", f"the QR code leads to {url}, and nothing is there", _REBUILD)
    if len(different := dict.fromkeys(found.values())) > 1:
        what = f"the page and the images beside it hold different codes: {', '.join(different)}"
        yield Finding(page, 0, "qr-differs", what, _REBUILD)


def _read_page(path: Path) -> str:
    svg = _SVG.search(path.read_text(encoding="utf-8"))
    if svg is None:
        raise ValueError('the page has no <svg class="qr">')
    return read_svg(svg[0])


def _read_image(path: Path) -> str:
    return read_png(path.read_bytes())


def _read_drawing(path: Path) -> str:
    return read_svg(path.read_text(encoding="utf-8"))
