"""Turn the bytes of an export into text, whatever was done to them on the way.

gzip is told by its magic number. The encoding is told by the byte order mark, else by the XML declaration, else it
is UTF-8; bytes that are no UTF-8 are read as Windows-1252, which is what they nearly always are. Characters that
XML forbids are taken out before a parser sees them: a parser that "recovers" from one loses the text around it.
Every repair is counted.
"""

from __future__ import annotations

import codecs
import gzip
import re
import zlib
from collections import Counter
from typing import IO, TYPE_CHECKING, Final

from pelican_crossing.errors import ExportError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CHUNK: Final = 256 * 1024
"""Bytes that are read at a time."""

_EXPANSION: Final = 200
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED: Final = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_ASCII: Final = b"<?xml +~-\\n&#65;?>"
_MAGIC: Final = (
    (b"PK\x03\x04", "a ZIP archive", "unpack it and give the XML file in it"),
    (b"SQLite format 3\x00", "an SQLite database", "give an export as XML"),
    (b"%PDF", "a PDF", "give an export as XML"),
)
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_STRAY: Final = re.compile("[\udc80-\udcff]")


def head(path: Path) -> str:
    """Return the first characters of an export, enough to tell what it is.

    Raises ExportError when there is no such file, it is empty or cannot be read.
    """
    return next(characters(path, Counter()), "")


def characters(path: Path, notes: Counter[str]) -> Iterator[str]:
    """Yield the text of an export in pieces, and count in `notes` what had to be repaired.

    Raises ExportError when the file is missing, empty, of an unknown encoding or a damaged archive.
    """
    decoder: codecs.IncrementalDecoder | None = None
    for chunk in _chunks(path):
        data = chunk
        if decoder is None:
            _refuse_binaries(data, path)
            encoding, skip = _encoding(data, path)
            decoder, data = _decoder(encoding), data[skip:]
        yield _legal(decoder.decode(data), notes)
    if decoder is None:
        raise ExportError(Problem(str(path), 0, "the export is empty", "export the comments again"))
    yield _legal(decoder.decode(b"", final=True), notes)


def _chunks(path: Path) -> Iterator[bytes]:
    if path.exists() and not path.is_file():
        raise ExportError(Problem(str(path), 0, "is not a file", "give the file itself"))
    try:
        with path.open("rb") as file:
            packed = file.read(2) == b"\x1f\x8b"
            file.seek(0)
            yield from _unpacked(file, path) if packed else iter(lambda: file.read(CHUNK), b"")
    except FileNotFoundError:
        raise ExportError(Problem(str(path), 0, "there is no such file", "check that the name is right")) from None
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise ExportError(Problem(str(path), 0, "the archive is damaged or cut short", "download it again")) from None
    except OSError as error:
        raise ExportError(
            Problem(str(path), 0, f"cannot be read: {error.strerror}", "check that you may read it")
        ) from error


def _unpacked(file: IO[bytes], path: Path) -> Iterator[bytes]:
    limit = _EXPANSION * max(path.stat().st_size, CHUNK)
    total = 0
    with gzip.open(file) as archive:
        while chunk := archive.read(CHUNK):
            total += len(chunk)
            if total > limit:
                what = f"unpacks to more than {_EXPANSION} times its size, as no export does"
                raise ExportError(Problem(str(path), 0, what, "unpack it yourself if you trust it"))
            yield chunk


def _refuse_binaries(data: bytes, path: Path) -> None:
    for magic, looks, remedy in _MAGIC:
        if data.startswith(magic):
            raise ExportError(Problem(str(path), 0, f"this looks like {looks}, not an export of comments", remedy))


def _encoding(data: bytes, path: Path) -> tuple[str, int]:
    """Return the encoding of a text that begins with `data`, and how many bytes its byte order mark takes."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return encoding, len(mark)
    declared = _DECLARED.search(data[:4096])
    name = declared[1].decode() if declared else "utf-8"
    try:
        normal = codecs.lookup(name).name
        # What calls itself Latin-1 on the web is Windows-1252; a file that shows ASCII bytes here is not UTF-16.
        encoding = {"iso8859-1": "cp1252", "utf-16": "utf-8", "ascii": "utf-8"}.get(normal, normal)
        usable = _ASCII.decode(encoding) == _decoder(encoding).decode(_ASCII, final=True) == _ASCII.decode("ascii")
    except (LookupError, UnicodeError):
        usable = False
    if not usable:  # the declaration was ASCII, and so must be what it declares: no punycode, no EBCDIC
        what = f"declares the unknown encoding {name}"
        raise ExportError(Problem(str(path), 1, what, "save the file as UTF-8"))
    return encoding, 0


def _decoder(encoding: str) -> codecs.IncrementalDecoder:
    return codecs.getincrementaldecoder(encoding)("surrogateescape" if encoding == "utf-8" else "replace")


def _legal(text: str, notes: Counter[str]) -> str:
    text, removed = _FORBIDDEN.subn("", text)
    text, stray = _STRAY.subn(lambda match: bytes([ord(match[0]) - 0xDC00]).decode("cp1252", "replace"), text)
    notes["characters that XML forbids, removed"] += removed
    notes["bytes that are not UTF-8, read as Windows-1252"] += stray
    return text
