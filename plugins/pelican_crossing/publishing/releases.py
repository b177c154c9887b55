"""How a published site lies in its root folder, here or on another machine, and what must not be done to it.

    root/.crossing-site           the address of the site: this root is ours, and whose
    root/releases/20260401T120000Z-0f3a91c2d4e5/    one finished release: when, and a hash of all it holds
    root/releases/incoming-.../   one that has not arrived yet
    root/current -> releases/...  what the web server serves, switched by renaming a link

A file that did not change is a hard link to the release before, so its modification time stays and browsers and
feed readers need not fetch it again. A release is never written to once it has arrived.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, Protocol

from pelican_crossing.building.swap import MARKER
from pelican_crossing.errors import Problem, PublishError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

SITE: Final = ".crossing-site"
LOCK: Final = ".crossing-lock"
RELEASES: Final = "releases"
CURRENT: Final = "current"
INCOMING: Final = "incoming-"
NEXT: Final = ".crossing-next"

_OURS: Final = ".crossing-"
_ID: Final = re.compile(r"(20\d\d[01]\d[0-3]\dT[0-2]\d[0-5]\d[0-5]\dZ)-([0-9a-f]{12})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What lies in a root.

    `site` is what the marker names, None without one; `names` are all in the root, `folders` those in `releases/`;
    `link` is where `current` points to, "" where it is no link.
    """

    site: str | None
    names: tuple[str, ...]
    folders: tuple[str, ...]
    link: str

    @property
    def releases(self) -> tuple[str, ...]:
        """The finished releases, oldest first; nothing but ours is among them."""
        return tuple(sorted(name for name in self.folders if _ID.fullmatch(name)))

    @property
    def unfinished(self) -> tuple[str, ...]:
        """The releases that never arrived."""
        return tuple(sorted(name for name in self.folders if name.startswith(INCOMING)))

    @property
    def current(self) -> str:
        """The release that readers see, "" where there is none."""
        name = self.link.rstrip("/").rpartition("/")[2]
        return name if name in self.releases else ""


class Root(Protocol):
    """The root folder of a target, and what can be done in it; every method raises PublishError when it fails."""

    def look(self) -> Found:
        """Return what lies there; a root that does not exist is empty."""

    def claim(self, site: str) -> None:
        """Make the root where it is missing and leave the marker that names the site."""

    def locked(self) -> AbstractContextManager[None]:
        """Keep every other publish out of the root."""

    def receive(self, output: Path, files: Mapping[str, str], release: str, found: Found) -> int:
        """Bring the files of `output` into `releases/incoming-<release>`, linking what has not changed.

        `files` are those of `hashes`. Returns how many had to be sent.
        """

    def switch(self, release: str) -> None:
        """Make the release that has arrived the one that readers see."""

    def remove(self, folders: Sequence[str]) -> None:
        """Remove folders of `releases/`."""


def hashes(output: Path) -> dict[str, str]:
    """Return the path and SHA-256 of every file of a finished site, sorted, without the build's own marker.

    Raises PublishError where there is no site, or something in it is not a plain file.
    """
    entries = sorted(output.rglob("*"))
    odd = [entry for entry in entries if entry.is_symlink() or not (entry.is_file() or entry.is_dir())]
    if odd:
        remedy = "only plain files are published; leave STATIC_CREATE_LINKS off"
        raise PublishError(*(Problem(str(entry), 0, "is not a plain file", remedy) for entry in odd))
    if not (output / "index.html").is_file():
        raise PublishError(Problem(str(output), 0, "holds no site: there is no index.html", "build the site first"))
    files = {entry.relative_to(output).as_posix(): entry for entry in entries if entry.is_file()}
    return {name: digest_of(file) for name, file in files.items() if name != MARKER}


def digest_of(file: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal digits."""
    with file.open("rb") as reading:
        return hashlib.file_digest(reading, "sha256").hexdigest()


def new_id(files: Mapping[str, str], now: datetime, folders: Iterable[str]) -> str:
    """Return the name of a new release: later than all others by name, also when the clock was put back."""
    stamps = [datetime.fromisoformat(match[1]) for match in map(_ID.search, folders) if match]
    moment = max([now.replace(microsecond=0), *(stamp + timedelta(seconds=1) for stamp in stamps)])
    return f"{moment:%Y%m%dT%H%M%SZ}-{content_hash(files)}"


def content_hash(files: Mapping[str, str]) -> str:
    """Return twelve hexadecimal digits that tell one content of a whole site from another."""
    listing = "".join(f"{digest} {name}\0" for name, digest in sorted(files.items()))
    return hashlib.sha256(listing.encode("utf-8", "surrogateescape")).hexdigest()[:12]


def holds(release: str, files: Mapping[str, str]) -> bool:
    """Whether a release holds just these files."""
    return release.endswith(f"-{content_hash(files)}")


def require_ours(found: Found, site: str, where: str) -> None:
    """Raise PublishError unless the root is new, empty, or the home of this very site."""
    strangers = sorted(name for name in found.names if not name.startswith(_OURS))
    if found.site is None and strangers:
        named = ", ".join(strangers[:5]) + (" ..." if len(strangers) > 5 else "")
        what, remedy = f"holds files that are not ours: {named}", "name an empty folder, or one that does not exist yet"
    elif found.site not in {None, site}:
        what = f"is the home of another site, {found.site}"
        remedy = f"name another folder; if the site has moved, write {site} into {SITE} there"
    elif CURRENT in found.names and not found.link:
        what, remedy = f"has a '{CURRENT}' that is not a link", "move it away; we make it a link to the release"
    else:
        return
    raise PublishError(Problem(where, 0, what, remedy))


def outdated(releases: Iterable[str], current: str, keep: int) -> tuple[str, ...]:
    """Return the releases to remove, oldest first, so that `keep` stay; never the current one."""
    others = [release for release in sorted(releases) if release != current]
    return tuple(others[: max(0, len(others) - (keep - 1))])
