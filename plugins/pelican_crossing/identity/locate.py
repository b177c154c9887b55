"""The lines of a TOML file on which its tables, keys and list items stand, which `tomllib` does not tell."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Where = tuple[str | int, ...]
"""The way to a value from the top of a parsed TOML file: names of keys, and positions in lists from 0."""

_TOKEN: Final = re.compile(
    r'''
      (?P<skip>   [ \t]+ | \#[^\n]* )
    | (?P<string> """(?:\\.|[^\\])*?"{3,5} | \'\'\'.*?'{3,5} | "(?:\\.|[^"\\])*" | '[^']*' )
    | (?P<bare>   [\w+:-]+ )
    | (?P<mark>   [\n\[\]{}=,.] )
    ''',
    re.VERBOSE | re.DOTALL,
)


class _Token(NamedTuple):
    text: str
    line: int


def locate(text: str) -> dict[Where, int]:
    """Return the line, from 1, of everything in `text`, which must be valid TOML with Unix line ends.

    A table that is named only on the way to another (`[a.b]`, `a.b = 1`) stands where it is first named.
    """
    scanner = _Scanner(text)
    scanner.document()
    return scanner.lines


def line_of(where: Where, lines: Mapping[Where, int]) -> int:
    """Return the line of `where`, or of the nearest table around it; 0 when there is none."""
    return next((lines[where[:depth]] for depth in range(len(where), 0, -1) if where[:depth] in lines), 0)


class _Scanner:
    """A reader of TOML that keeps places instead of values."""

    def __init__(self, text: str) -> None:
        self.lines: dict[Where, int] = {}
        self._lengths: Counter[Where] = Counter()
        self._tokens = list(_tokens(text))
        self._next = 0

    def document(self) -> None:
        """Read the whole file."""
        table: Where = ()
        while self._next < len(self._tokens):
            if self._take("\n"):
                continue
            if self._peek().text == "[":
                table = self._header()
            else:
                self._pair(table)

    def _header(self) -> Where:
        line = self._pop().line
        of_list = self._take("[")
        table = self._note((), self._names(), line, of_list=of_list)
        self._pop()
        if of_list:
            self._pop()
        return table

    def _pair(self, table: Where) -> None:
        line = self._peek().line
        names = self._names()
        self._pop()
        self._value(self._note(table, names, line))

    def _value(self, where: Where) -> None:
        if self._take("["):
            self._items(where)
        elif self._take("{"):
            while not self._take("}"):
                if not self._take(",") and not self._take("\n"):
                    self._pair(where)
        else:
            while self._next < len(self._tokens) and self._peek().text not in {"\n", ",", "]", "}"}:
                self._pop()

    def _items(self, where: Where) -> None:
        position = 0
        while not self._take("]"):
            if self._take(",") or self._take("\n"):
                continue
            self.lines[*where, position] = self._peek().line
            self._value((*where, position))
            position += 1

    def _names(self) -> list[str]:
        names = [_name(self._pop().text)]
        while self._take("."):
            names.append(_name(self._pop().text))
        return names

    def _note(self, table: Where, names: list[str], line: int, *, of_list: bool = False) -> Where:
        """Note the line of `names` below `table` and return where they lead, into the last item of lists of tables."""
        where = table
        for number, name in enumerate(names, 1):
            where = (*where, name)
            self.lines.setdefault(where, line)
            if of_list and number == len(names):
                self._lengths[where] += 1
            if self._lengths[where]:
                where = (*where, self._lengths[where] - 1)
                self.lines.setdefault(where, line)
        return where

    def _peek(self) -> _Token:
        return self._tokens[self._next]

    def _pop(self) -> _Token:
        self._next += 1
        return self._tokens[self._next - 1]

    def _take(self, text: str) -> bool:
        found = self._next < len(self._tokens) and self._peek().text == text
        self._next += found
        return found


def _tokens(text: str) -> Iterator[_Token]:
    breaks = [match.start() for match in re.finditer("\n", text)]
    for match in _TOKEN.finditer(text):
        if match.lastgroup != "skip":
            yield _Token(match.group(), bisect_left(breaks, match.start()) + 1)


def _name(token: str) -> str:
    """Return the key that a token writes, with or without quotes."""
    return next(iter(tomllib.loads(f"{token} = 0")))
