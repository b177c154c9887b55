"""Where a site is published: a folder of this machine, or one of another machine over rsync and ssh."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from pelican_crossing.errors import Problem, UsageError

_FORMS: Final = "write a folder, user@host:/folder or ssh://user@host:port/folder"
_HOST: Final = re.compile(r"(?:[\w.][\w.-]*@)?[A-Za-z0-9_](?:[\w.-]*\w)?")


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of this machine."""

    path: Path

    def __str__(self) -> str:
        return str(self.path)


@dataclass(frozen=True, slots=True)
class Remote:
    """A folder of another machine; a relative `path` starts in the home folder there, `port` None is up to ssh."""

    host: str
    path: str
    port: int | None = None

    def __str__(self) -> str:
        return f"{self.host}:{self.path}"


Target = Folder | Remote


def parse(text: str, base: Path, source: str = "--to") -> Target:
    """Return the target that `text` names; a relative folder starts at `base`.

    Read as rsync and scp do: `host:/folder` and `user@host:folder` are remote, and so is `ssh://user@host:port/folder`;
    whatever has a slash before its first colon is a folder.

    Raises UsageError, naming `source`, for anything else.
    """
    text = text.strip()
    scheme, has_scheme, _ = text.partition("://")
    if has_scheme:
        found = _from_address(text) if scheme == "ssh" else None
    elif ":" in text.partition("/")[0]:
        host, _, path = text.partition(":")
        found = _remote(host, path.removeprefix("~/"))
    else:
        return _folder(base / Path(text).expanduser(), text, source)
    if found is None:
        raise UsageError(Problem(source, 0, f"{text!r} is not a place to publish to", _FORMS))
    return found


def _folder(path: Path, text: str, source: str) -> Folder:
    path = path.resolve()
    if not text:
        raise UsageError(Problem(source, 0, "no place to publish to is named", _FORMS))
    if path in {Path.home(), Path(path.anchor)}:
        raise UsageError(Problem(source, 0, f"{path} cannot hold a site", "name a folder of the site's own"))
    return Folder(path)


def _from_address(text: str) -> Remote | None:
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return None
    host = parts.netloc.removesuffix(f":{port}")
    return None if parts.query or parts.fragment else _remote(host, unquote(parts.path).removeprefix("/~/"), port)


def _remote(host: str, path: str, port: int | None = None) -> Remote | None:
    path = re.sub(r"/+", "/", path)
    whole = path.rstrip("/")
    usable = whole and not whole.startswith((":", "~", "-")) and whole.isprintable() and ".." not in whole.split("/")
    return Remote(host, whole, port) if usable and whole != "." and _HOST.fullmatch(host) else None
