"""QR codes of our own addresses, dark on white with the four modules of quiet zone that scanners need.

Every function takes a whole https address in ASCII, the only text that all scanners read alike, and raises
ValueError for anything else: addresses made from a loaded identity are always good. The code is as small as its
address allows (error level M): 26 octets fit version 2, 25 modules wide, which a hand can scan at 2 cm.
"""

from __future__ import annotations

import io
from html import escape
from typing import Final

import segno

from pelican_crossing.identity.rules import is_address

BORDER: Final = 4
"""Modules of quiet zone."""

_LOOK: Final = {"dark": "#000", "light": "#fff", "border": BORDER}
_WHITE_ON_BLACK: Final = "\x1b[97;40m"
_RESET: Final = "\x1b[0m"


def code(url: str) -> segno.QRCode:
    """Return the QR code of an address."""
    if not is_address(url):
        raise ValueError(f"a QR code holds a whole https address in ASCII, not {url!r}")
    return segno.make_qr(url, error="m", boost_error=False)


def svg(url: str) -> str:
    """Return an SVG element that can stand in a page or in a file of its own, 6 pixels a module unless styled."""
    symbol = code(url)
    buffer = io.BytesIO()
    symbol.save(buffer, kind="svg", xmldecl=False, nl=False, omitsize=True, svgclass="qr", lineclass=None, **_LOOK)
    side = 6 * symbol.symbol_size(border=BORDER)[0]
    attributes = f'role="img" aria-label="{escape(f"QR code for {url}")}" width="{side}" height="{side}"'
    return buffer.getvalue().decode().replace("<svg", f"<svg {attributes}", 1)


def png(url: str, scale: int = 8) -> bytes:
    """Return a PNG image of `scale` pixels a module."""
    buffer = io.BytesIO()
    code(url).save(buffer, kind="png", scale=scale, **_LOOK)
    return buffer.getvalue()


def terminal(url: str) -> str:
    """Return lines for a terminal, which show dark on white whatever its colours are."""
    buffer = io.StringIO()
    code(url).terminal(buffer, border=BORDER, compact=True)
    return "".join(f"{_WHITE_ON_BLACK}{line}{_RESET}\n" for line in buffer.getvalue().splitlines())
