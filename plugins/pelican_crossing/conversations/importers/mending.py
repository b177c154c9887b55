"""Repair the faults that real exports have, and that keep them from being well-formed XML.

A `]]>` ends a CDATA section only where a closing tag or another section follows; elsewhere a writer forgot to
escape it. An ampersand that begins no entity is an ampersand. HTML's named entities stand for their characters.
A number that Disqus wrote without quotes gets them.
"""

from __future__ import annotations

import re
from html import escape
from html.entities import html5
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator

_FAULT: Final = re.compile(
    r"<!\[CDATA\[|<(?:thread|post|parent) dsq:id=(?P<number>\d+)"
    r"|\]\]>(?P<end>(?=\s*<(?:/|!\[CDATA\[)))?|&(?P<entity>#[0-9A-Fa-fxX]{1,8};|\w{1,31};)?"
)
_XML_ENTITIES: Final = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})
_LOOKAHEAD: Final = 64


def mended(pieces: Iterator[str], notes: Counter[str]) -> Iterator[str]:
    """Yield the text of `pieces` repaired, in other pieces, and count the repairs in `notes`."""
    text, inside = "", False
    for piece in pieces:
        text += piece
        cut = text.rfind("<", 0, max(0, len(text) - _LOOKAHEAD))
        if cut > 0:
            done, inside = _mend(text, cut, notes, inside=inside)
            yield done
            text = text[cut:]
    yield _mend(text, len(text), notes, inside=inside)[0]


def _mend(text: str, cut: int, notes: Counter[str], *, inside: bool) -> tuple[str, bool]:
    """Return `text` repaired up to `cut`, and whether a CDATA section is open there."""
    parts: list[str] = []
    at = 0
    for fault in _FAULT.finditer(text):
        if fault.start() >= cut:
            break
        parts.append(text[at : fault.start()])
        at = fault.end()
        found = fault[0]
        if found == "]]>":
            ends = inside and fault["end"] is not None
            parts.append(found if ends else "]]]]><![CDATA[>" if inside else "]]&gt;")
            notes["']]>' inside a text, escaped"] += not ends
            inside = inside and not ends
        elif found == "<![CDATA[":
            parts.append(found)
            inside = True
        elif found.startswith("<"):
            parts.append(found if inside else found.replace(fault["number"], f'"{fault["number"]}"'))
            notes["numbers without quotes, quoted"] += not inside
        else:
            parts.append(found if inside else _ampersand(fault["entity"], notes))
    return "".join(parts) + text[at:cut], inside


def _ampersand(entity: str | None, notes: Counter[str]) -> str:
    if entity in _XML_ENTITIES:
        return f"&{entity}"
    char = _numbered(entity) if entity and entity.startswith("#") else html5.get(entity or "")
    notes["ampersands and entities, repaired"] += 1
    return f"&amp;{entity or ''}" if char is None else escape(char)


def _numbered(entity: str) -> str | None:
    """Return the character of `#65;` or `#x41;`, "" where XML has none such, None where it is no number."""
    try:
        code = int(entity[2:-1], 16) if entity[1] in "xX" else int(entity[1:-1])
    except ValueError:
        return None
    legal = code in {9, 10, 13} or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
    return chr(code) if legal else ""
