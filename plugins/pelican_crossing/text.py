"""Turn the HTML of a post into plain text, and plain text into the words that discovery compares."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import Final

from pelican_crossing import markup

# Scripts written without spaces between words: Thai and Lao, Burmese, Khmer, kana, Han.
_UNSPACED: Final = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af"
)
_UNSPACED_RUN: Final = re.compile(f"[{_UNSPACED}]+")
# Vowel signs and accents that are characters of their own do not end a word; Python's `\w` leaves them out.
_MARKS: Final = (
    "\u0300-\u036f\u0591-\u05bd\u064b-\u065f\u0670\u0900-\u0963\u0966-\u0e7f\u0eb1-\u0ecd\u1000-\u109f\u1780-\u17d3"
)
_WORD: Final = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}])+")


def plain(html: str) -> str:
    """Return the text of `html` without code, a line for each block; any string will do."""
    return markup.read(html).text


def words(text: str) -> list[str]:
    """Return the words of a plain text, lower-cased, in their order, as often as they stand there.

    Left out are numbers and words of one letter (so an apostrophe splits off the `l` of "l'eau" and the `s` of
    "bridge's"). Scripts that put no spaces between words give their pairs of neighbouring characters instead.
    """
    return [word.lower() for word in surfaces(text)]


def surfaces(text: str) -> list[str]:
    """Return the same words as `words`, as the author wrote them."""
    spaced = _UNSPACED_RUN.sub(_pairs, unicodedata.normalize("NFC", text))
    return [word for word in _WORD.findall(spaced) if not word.isnumeric()]


def unspaced(word: str) -> bool:
    """Tell whether a word is a pair of characters from a script without spaces, which may be half of a real word."""
    return bool(_UNSPACED_RUN.match(word))


def _pairs(run: re.Match[str]) -> str:
    characters = run.group()
    return f" {' '.join(map(''.join, pairwise(characters)))} "
