"""Releases in a folder of this machine."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pelican_crossing.building.lock import try_lock
from pelican_crossing.errors import Problem, PublishError
from pelican_crossing.publishing.releases import CURRENT, INCOMING, NEXT, RELEASES, SITE, Found, digest_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class FolderRoot:
    """The root of a site on this machine; see `releases.Root` for what each method does."""

    root: Path

    def look(self) -> Found:
        """Return what lies in the folder."""
        with self._reporting("cannot be read"):
            marker, link = self.root / SITE, self.root / CURRENT
            return Found(
                site=marker.read_text("utf-8", errors="replace").strip() if marker.is_file() else None,
                names=_names(self.root),
                folders=_names(self.root / RELEASES),
                link=str(link.readlink()) if link.is_symlink() else "",
            )

    def claim(self, site: str) -> None:
        """Create the folder and its marker where they are missing."""
        with self._reporting("cannot be created"):
            self.root.mkdir(parents=True, exist_ok=True)
            if not (self.root / SITE).is_file():
                (self.root / NEXT).write_text(f"{site}\n", "utf-8")
                (self.root / NEXT).replace(self.root / SITE)
            (self.root / RELEASES).mkdir(exist_ok=True)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold a lock that the system releases when we end, however we do."""
        with self._reporting("cannot be locked"):
            handle = (self.root / SITE).open("rb")
        with handle:
            if not try_lock(handle):
                what = "another publish is running there"
                raise PublishError(Problem(str(self.root), 0, what, "try again when it has ended"))
            yield

    def receive(self, output: Path, files: Mapping[str, str], release: str, found: Found) -> int:
        """Copy what changed, each file flushed to disk, and link the rest."""
        incoming = self.root / RELEASES / f"{INCOMING}{release}"
        before = self.root / RELEASES / found.current if found.current else None
        with self._reporting("the new release cannot be written"):
            try:
                for folder in _folders(incoming, files):
                    folder.mkdir()
                    folder.chmod(0o755)
                return sum(
                    _place(output / name, digest, incoming / name, before and before / name)
                    for name, digest in files.items()
                )
            except BaseException:
                shutil.rmtree(incoming, ignore_errors=True)
                raise

    def switch(self, release: str) -> None:
        """Rename the folder to its final name, and a new link over `current`."""
        folder, link = self.root / RELEASES, self.root / NEXT
        with self._reporting("the new release cannot be switched on"):
            (folder / f"{INCOMING}{release}").rename(folder / release)
            link.unlink(missing_ok=True)
            link.symlink_to(f"{RELEASES}/{release}")
            link.replace(self.root / CURRENT)

    def remove(self, folders: Sequence[str]) -> None:
        """Remove folders of `releases/`."""
        with self._reporting("the new release is live, but older ones cannot be removed"):
            for name in folders:
                shutil.rmtree(self.root / RELEASES / name)

    @contextmanager
    def _reporting(self, what: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            remedy = "check that the disk has room and lets you write there"
            raise PublishError(Problem(str(self.root), 0, f"{what}: {error.strerror}", remedy)) from error


def _names(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(entry.name for entry in folder.iterdir())) if folder.is_dir() else ()


def _folders(incoming: Path, files: Iterable[str]) -> list[Path]:
    """Return the folders that the files need, each after the one that it is in."""
    return sorted({incoming, *(incoming / parent for name in files for parent in Path(name).parents)})


def _place(source: Path, digest: str, target: Path, before: Path | None) -> bool:
    """Make `target` hold what `source` does, linked to `before` where that is the same; return whether not."""
    if before and before.is_file() and not before.is_symlink() and digest_of(before) == digest:
        os.link(before, target)
        return False
    with source.open("rb") as reading, target.open("xb") as writing:
        shutil.copyfileobj(reading, writing)
        writing.flush()
        os.fsync(writing.fileno())
    target.chmod(0o644)
    return True
