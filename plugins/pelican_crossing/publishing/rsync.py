"""Releases in a folder of another machine, over rsync and ssh."""

from __future__ import annotations

import shlex
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pelican_crossing.building.swap import MARKER
from pelican_crossing.errors import Problem, PublishError
from pelican_crossing.publishing.releases import CURRENT, INCOMING, LOCK, NEXT, RELEASES, SITE, Found
from pelican_crossing.publishing.shell import Shell, arguments, connect, explained, read_back, start

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from pelican_crossing.publishing.target import Remote


@contextmanager
def remote_root(target: Remote, ssh: str) -> Iterator[RemoteRoot]:
    """Connect to the target; everything but the transfer goes through this one connection."""
    with connect(target, ssh) as shell:
        yield RemoteRoot(target, ssh, shell)


@dataclass(frozen=True, slots=True)
class RemoteRoot:
    """The root of a site on another machine; see `releases.Root` for what each method does."""

    target: Remote
    ssh: str
    shell: Shell

    def look(self) -> Found:
        """Return what lies in the folder there."""
        script = f"""(
            cd {self._quoted()} 2>/dev/null || exit 0
            ls -A | sed 's/^/name /'
            [ ! -f {SITE} ] || sed 's/^/site /' {SITE}
            [ ! -d {RELEASES} ] || ls -A {RELEASES} | sed 's/^/folder /'
            [ ! -L {CURRENT} ] || readlink {CURRENT} | sed 's/^/link /'
        )"""
        told: dict[str, list[str]] = {}
        for line in self.shell.run(script, "cannot be reached"):
            kind, _, value = line.partition(" ")
            told.setdefault(kind, []).append(value)
        return Found(
            site=told["site"][0] if "site" in told else None,
            names=tuple(told.get("name", ())),
            folders=tuple(told.get("folder", ())),
            link=next(iter(told.get("link", ())), ""),
        )

    def claim(self, site: str) -> None:
        """Create the folder and its marker where they are missing, and check that rsync is there."""
        marker, new = self._quoted(SITE), self._quoted(NEXT)
        made = f"[ -f {marker} ] || {{ printf '%s\\n' {shlex.quote(site)} > {new} && mv -f {new} {marker}; }}"
        self.shell.run(f"mkdir -p {self._quoted()} && {made} && mkdir -p {self._quoted(RELEASES)}", "cannot be created")
        self.shell.run("command -v rsync", "the server has no rsync", "install rsync there")

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold a folder as the lock; the shell there removes it when the connection ends."""
        lock = self._quoted(LOCK)
        free = shlex.quote(f"rmdir {lock}")
        script = f"""
            if mkdir {lock}; then trap {free} EXIT && trap 'exit 1' HUP INT TERM
            else [ -d {lock} ] && echo taken
            fi"""
        if "taken" in self.shell.run(script, "cannot be locked"):
            what = "another publish is running there"
            remedy = f"try again when it has ended; if the server was cut off in the middle, remove {LOCK} there"
            raise PublishError(Problem(str(self.target), 0, what, remedy))
        yield

    def receive(self, output: Path, files: Mapping[str, str], release: str, found: Found) -> int:  # noqa: ARG002 - rsync compares
        """Send what changed and link the rest, also to what a transfer that was cut off has brought."""
        known = [found.current] if found.current else []
        command = [
            "rsync",
            "-rpcm",
            "--secluded-args",
            "--chmod=D755,F644",
            f"--exclude=/{MARKER}",
            "--out-format=%i",
            *(f"--link-dest=../{folder}" for folder in (*known, *found.unfinished[-10:])),
            f"--rsh={shlex.join(arguments(self.ssh, self.target.port))}",
            f"{output}/",
            f"{self.target.host}:{self.target.path}/{RELEASES}/{INCOMING}{release}/",
        ]
        with (
            tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as complaints,
            start(command, self.target, complaints, talk=False) as process,
        ):
            assert process.stdout is not None
            sent = sum(line.startswith("<f") for line in process.stdout)
            if process.wait() != 0:
                raise explained(self.target, "the transfer failed", read_back(complaints), "try again")
            return sent

    def switch(self, release: str) -> None:
        """Rename the folder to its final name, and a new link over `current`."""
        self._there(
            f"mv {RELEASES}/{INCOMING}{release} {RELEASES}/{release}"
            f" && ln -sfn {RELEASES}/{release} {NEXT} && mv -fT {NEXT} {CURRENT}",
            "the new release cannot be switched on",
        )

    def remove(self, folders: Sequence[str]) -> None:
        """Remove folders of `releases/` there."""
        if folders:
            what = "the new release is live, but older ones cannot be removed"
            self._there(f"cd {RELEASES} && rm -rf -- {shlex.join(folders)}", what)

    def _there(self, script: str, failure: str) -> None:
        self.shell.run(f"( cd {self._quoted()} && {script} )", failure)

    def _quoted(self, name: str = "") -> str:
        return shlex.quote(f"{self.target.path}/{name}".rstrip("/"))
