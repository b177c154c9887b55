"""Keep comments as plain files, one for each post.

    threads/<key>.json            the comments of the post with that key
    _unmatched/<source>-*.json    a thread of an export that belongs to no post yet
    map.csv                       written by the site's author: old address or identifier, key of the post

The JSON files belong to the machine: an import brings them to what the export says, and the export's word replaces
what was changed by hand. What the store holds and an export does not stays. Files are written one at a time, each
whole; after a crash between two of them the next import writes the rest.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import unicodedata
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from pelican_crossing.conversations.records import (
    MalformedError,
    check_keys,
    from_date,
    from_record,
    text,
    text_list,
    to_date,
    to_record,
)
from pelican_crossing.errors import OutputError, Problem, StoreError
from pelican_crossing.files import write_atomically
from pelican_crossing.model import Comment, Thread

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from pathlib import Path

THREADS: Final = "threads"
UNMATCHED: Final = "_unmatched"

_PLAIN: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")
_DEVICES: Final = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})
_REMEDY: Final = "take the file back from version control, or delete it and import again"
_LAST: Final = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmatched:
    """A thread that belongs to no post yet, with all that may help to place it."""

    source: str
    id: str
    url: str = ""
    title: str = ""
    identifiers: tuple[str, ...] = ()
    date: datetime | None = None
    comments: tuple[Comment, ...] = ()


Document = Thread | Unmatched


class Store:
    """The comments under one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def map_path(self) -> Path:
        """Where the site's author says which post an old address belongs to."""
        return self.folder / "map.csv"

    def read(self, key: str) -> Thread | None:
        """Return the thread of a post, None where it has none.

        Raises StoreError when the file is not what the store writes.
        """
        document = self.load(file_of(Thread(key=key)))
        return document if isinstance(document, Thread) else None

    def orphans(self, keys: Collection[str]) -> tuple[str, ...]:
        """Return the keys of the threads whose post is not among `keys`, renamed or deleted, in alphabetical order.

        Raises StoreError when a file that must be opened to learn its key is damaged.
        """
        found = map(self._key, self._names(THREADS))
        return tuple(sorted(key for key in found if key not in keys))

    def unmatched(self) -> tuple[Unmatched, ...]:
        """Return the threads that belong to no post yet, in the order of their file names."""
        documents = (self.load(name) for name in self._names(UNMATCHED))
        return tuple(document for document in documents if isinstance(document, Unmatched))

    def load(self, name: str) -> Document | None:
        """Return what the file `name` holds, a path inside the store; None where there is none."""
        path = self.folder / name
        try:
            content = json.loads(path.read_bytes())
            document = _thread(content) if name.startswith(THREADS) else _unmatched(content)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except json.JSONDecodeError as error:
            raise StoreError(Problem(str(path), error.lineno, f"is not JSON: {error.msg}", _REMEDY)) from None
        except (OSError, UnicodeDecodeError, RecursionError) as error:
            raise StoreError(Problem(str(path), 0, f"cannot be read: {error}", _REMEDY)) from error
        except MalformedError as error:
            raise StoreError(Problem(str(path), 0, str(error), _REMEDY)) from None
        if file_of(document) != name:
            raise StoreError(Problem(str(path), 0, "its key belongs to another file", _REMEDY))
        return document

    def homes(self) -> dict[str, tuple[str, ...]]:
        """Return for the id of each comment in the store the files that hold it."""
        homes: dict[str, tuple[str, ...]] = {}
        for name in (*self._names(THREADS), *self._names(UNMATCHED)):
            document = self.load(name)
            for comment in document.comments if document else ():
                homes[comment.id] = (*homes.get(comment.id, ()), name)
        return homes

    @contextmanager
    def locked(self, say: Callable[[str], None]) -> Iterator[None]:
        """Hold the store against a second import; while another is under way, `say` so once and wait.

        The lock lies on the folder itself, so that no file is left behind; it ends with the process.

        Raises OutputError when the file system refuses.
        """
        with _reported(self.folder, "cannot be made or opened"):
            self.folder.mkdir(parents=True, exist_ok=True)
            handle = os.open(self.folder, os.O_RDONLY)
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                say("Another import is at work on these comments; waiting for it to end.")
                fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    def differs(self, name: str, content: bytes) -> bool:
        """Whether writing `content` to the file `name` would change it."""
        path = self.folder / name
        return not path.is_file() or path.read_bytes() != content

    def write(self, contents: Mapping[str, bytes | None]) -> None:
        """Write files by their names in the store, then delete those whose content is None.

        Raises OutputError when the file system refuses.
        """
        for name, content in contents.items():
            if content is not None:
                write_atomically(self.folder / name, content)
        for name, content in contents.items():
            if content is None:
                path = self.folder / name
                with _reported(path, "cannot be deleted"):
                    path.unlink(missing_ok=True)

    def _names(self, folder: str) -> list[str]:
        files = (self.folder / folder).rglob("*.json")
        return sorted(path.relative_to(self.folder).as_posix() for path in files if not path.name.startswith("."))

    def _key(self, name: str) -> str:
        if "~" not in name:
            return name.removeprefix(f"{THREADS}/").removesuffix(".json")
        document = self.load(name)
        return document.key if isinstance(document, Thread) else ""


@contextmanager
def _reported(path: Path, what: str) -> Iterator[None]:
    """Raise OutputError where the file system refuses."""
    try:
        yield
    except OSError as error:
        remedy = "check that you may write in this folder"
        raise OutputError(Problem(str(path), 0, f"{what}: {error.strerror}", remedy)) from error


def file_of(document: Document) -> str:
    """Return the file of a document as a path inside the store, safe on every file system.

    A key of plain lower-case letters names its file; any other gets a digest after a `~`, which no plain key holds.
    """
    if isinstance(document, Unmatched):
        return f"{UNMATCHED}/{_readable(document.source)}-{_digest(document.id)}.json"
    parts = document.key.split("/")
    if all(_is_plain(part) for part in parts):
        return f"{THREADS}/{document.key}.json"
    return f"{THREADS}/{_readable(document.key)}~{_digest(document.key)}.json"


def serialise(document: Document) -> bytes:
    """Return a document as the bytes of its file: comments by date and id, a key on each line."""
    record: dict[str, Any] = {"key": document.key} if isinstance(document, Thread) else _header(document)
    ordered = sorted(document.comments, key=lambda comment: (comment.date or _LAST, comment.id))
    record["comments"] = [to_record(comment) for comment in ordered]
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()


def _header(thread: Unmatched) -> dict[str, Any]:
    return {
        "source": thread.source,
        "id": thread.id,
        "url": thread.url,
        "title": thread.title,
        "identifiers": list(thread.identifiers),
        "date": from_date(thread.date),
    }


def _thread(content: object) -> Thread:
    record = _object(content, {"key", "comments"})
    return Thread(key=text(record, "key"), comments=_comments(record))


def _unmatched(content: object) -> Unmatched:
    record = _object(content, {"source", "id", "url", "title", "identifiers", "date", "comments"})
    header = {key: text(record, key) for key in ("source", "id", "url", "title")}
    return Unmatched(
        **header,
        identifiers=text_list(record, "identifiers"),
        date=to_date(text(record, "date")),
        comments=_comments(record),
    )


def _object(content: object, keys: set[str]) -> dict[str, Any]:
    if not isinstance(content, dict):
        raise MalformedError("must hold an object in braces")
    check_keys(content, keys, keys)
    return content


def _comments(record: dict[str, Any]) -> tuple[Comment, ...]:
    if not isinstance(record["comments"], list):
        raise MalformedError("'comments' must be a list")
    comments: dict[str, Comment] = {}
    for number, entry in enumerate(record["comments"], start=1):
        try:
            comment = from_record(entry)
        except MalformedError as error:
            raise MalformedError(f"comment {number}: {error}") from None
        if comment.id in comments:
            raise MalformedError(f"comment {number}: '{comment.id}' is defined twice")
        comments[comment.id] = comment
    return tuple(comments.values())


def _is_plain(part: str) -> bool:
    named_like_a_file = part.endswith((".", ".json"))
    return bool(_PLAIN.fullmatch(part)) and not named_like_a_file and part.partition(".")[0] not in _DEVICES


def _readable(name: str) -> str:
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_name).strip("-")[:60] or "x"


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:12]
