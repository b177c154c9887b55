"""Reading a QR code back, as a telephone would: what a page shows must lead where it says."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Final

import zxingcpp
from lxml import etree
from PIL import Image, ImageDraw

if TYPE_CHECKING:
    from collections.abc import Iterator

_SCALE: Final = 6
_LARGEST: Final = 185  # modules of version 40 with its quiet zone
_QR: Final = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
_COMMAND: Final = re.compile(r"([A-Za-z])([^A-Za-z]*)")
_NUMBER: Final = re.compile(r"-?[0-9.]+")

_Point = tuple[float, float]


def read_png(data: bytes) -> str:
    """Return the text of the one QR code in a PNG image.

    Raises ValueError when it is no image, or when not exactly one code can be read in it.
    """
    try:
        with Image.open(io.BytesIO(data)) as image:
            return _read(image.convert("L"))
    except OSError as error:
        raise ValueError("not an image") from error


def read_svg(svg: str) -> str:
    """Return the text of the QR code in an SVG element that `qr.svg` wrote, also after an HTML parser had it.

    It is drawn on black, as on a dark page: a code that brings no white ground of its own cannot be read.

    Raises ValueError when it is no such SVG, or when not exactly one code can be read in it.
    """
    try:
        root = etree.fromstring(svg, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise ValueError(f"not an SVG element: {error}") from error
    box = _numbers(root.get("viewBox") or root.get("viewbox") or "")
    if len(box) != 4 or not all(0 < side <= _LARGEST for side in box[2:]):
        raise ValueError("not an SVG element with a viewBox in modules")
    image = Image.new("L", (round(box[2] * _SCALE), round(box[3] * _SCALE)), "black")
    for path in root.iter("{*}path"):
        _draw(ImageDraw.Draw(image), path.get("d", ""), path.get("fill"), path.get("stroke"))
    return _read(image)


def _read(image: Image.Image) -> str:
    found = zxingcpp.read_barcodes(image, formats=_QR, try_invert=False)
    if len(found) != 1:
        raise ValueError(f"{len(found) or 'no'} QR codes can be read, instead of one")
    return str(found[0].text)


def _draw(canvas: ImageDraw.ImageDraw, data: str, fill: str | None, stroke: str | None) -> None:
    """Draw a path: as an area when it has a fill, as horizontal strokes one module high when it has a stroke."""
    if fill:
        canvas.polygon([(x * _SCALE, y * _SCALE) for _, (x, y) in _points(data)], fill=fill)
    if stroke:
        start: _Point = (0, 0)
        for command, (x, y) in _points(data):
            if command == "h":
                left, top = start[0] * _SCALE, (start[1] - 0.5) * _SCALE
                canvas.rectangle((left, top, x * _SCALE - 1, top + _SCALE - 1), fill=stroke)
            start = x, y


def _points(data: str) -> Iterator[tuple[str, _Point]]:
    """Yield each command of a path with the point to which it leads.

    Raises ValueError for a command that segno does not write.
    """
    x, y = 0.0, 0.0
    for command, text in _COMMAND.findall(data):
        match command, _numbers(text):
            case "M", [left, top]:
                x, y = left, top
            case "m", [across, down]:
                x, y = x + across, y + down
            case "h", [across]:
                x += across
            case "v", [down]:
                y += down
            case "z", []:
                continue
            case _:
                raise ValueError(f"not a path of a QR code: {command}{text}")
        yield command, (x, y)


def _numbers(text: str) -> list[float]:
    return [float(number) for number in _NUMBER.findall(text)]
