"""Give plain text and WordPress's half-plain comments their paragraphs.

WordPress keeps a comment as it was typed - line breaks as line breaks, here and there a tag - and makes
paragraphs of it at display ("wpautop"). This is a small step of our own in the same place. It is no sanitiser:
what it returns is as untrusted as what it was given.
"""

from __future__ import annotations

import re
from typing import Final

_BLOCK: Final = re.compile(r"(</?(?:pre|blockquote|ul|ol|li)\b[^<>]*>)", re.IGNORECASE)
_BREAKING: Final = re.compile(r"</?(?:p|div|h[1-6]|table|tr|hr|section|article)\b[^<>]*>", re.IGNORECASE)
_BLANK_LINE: Final = re.compile(r"\n[^\S\n]*\n\s*")
_LINE_END: Final = re.compile(r"(?:<br\s*/?>)?[^\S\n]*\n", re.IGNORECASE)


def paragraphs(text: str) -> str:
    """Return `text`, which holds no block elements, as `<p>` elements: blank lines part them, line ends are `<br>`."""
    chunks = (chunk.strip() for chunk in _BLANK_LINE.split(text))
    return "\n".join("<p>" + _LINE_END.sub("<br>\n", chunk) + "</p>" for chunk in chunks if chunk)


def autop(text: str) -> str:
    """Return a comment of mixed line breaks and tags as HTML.

    Inside `<pre>` nothing changes; inside a list line ends are `<br>` without paragraphs. Takes linear time.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    parts: list[str] = []
    depth = {"pre": 0, "ul": 0, "ol": 0}
    for index, part in enumerate(_BLOCK.split(text)):
        if index % 2:
            _count(depth, part)
            parts.append(part)
        elif depth["pre"]:
            parts.append(part)
        elif depth["ul"] + depth["ol"]:
            parts.append(_LINE_END.sub("<br>\n", part.strip()))
        else:
            parts.append(paragraphs(_BREAKING.sub("\n\n", part)))
    return "".join(parts)


def _count(depth: dict[str, int], tag: str) -> None:
    name = tag.strip("</>").split(maxsplit=1)[0].lower()
    if name in depth:
        depth[name] = max(0, depth[name] + (-1 if tag.startswith("</") else 1))
