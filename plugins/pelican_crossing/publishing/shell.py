"""A shell on another machine, held open over ssh, and what to do when the connection fails."""

from __future__ import annotations

import shlex
import subprocess
import tempfile
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final, TextIO

from pelican_crossing.errors import Problem, PublishError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pelican_crossing.publishing.target import Remote

_END: Final = "crossing-end"
_PATIENCE: Final = ("BatchMode=yes", "ConnectTimeout=20", "ServerAliveInterval=15", "ServerAliveCountMax=4")
_NOISE: Final = ("rsync error:", "rsync: connection unexpectedly closed", "Warning:")

_CAUSES: Final = (
    (
        "REMOTE HOST IDENTIFICATION HAS CHANGED",
        "the server shows another key than the one that is known here",
        "ask its owner why; if it was renewed on purpose, remove the old one with 'ssh-keygen -R HOST'",
    ),
    (
        "Host key verification failed",
        "the server's key is not known here",
        "connect once by hand with ssh, compare the key with what the server's owner says, and accept it",
    ),
    (
        "Permission denied (",
        "the server does not accept your key",
        "put your public key into ~/.ssh/authorized_keys there, load it with ssh-add, or name it: 'ssh -i FILE'",
    ),
    ("Could not resolve hostname", "there is no machine of that name", "check how the name is spelt"),
    ("Connection refused", "the machine refuses the connection", "check that sshd runs there, and on which port"),
    ("timed out", "the machine does not answer", "check that it is up, and that no firewall is between"),
    ("No route to host", "the machine cannot be reached", "check the network"),
    ("No space left on device", "the server's disk is full", "make room there"),
    ("Disk quota exceeded", "your quota on the server is used up", "make room there"),
    ("Permission denied", "the server does not let you write there", "name a folder that is yours"),
    ("Read-only file system", "the server's disk cannot be written to", "name another folder"),
)


def arguments(ssh: str, port: int | None) -> list[str]:
    """Return `ssh` as arguments that never ask for a password nor wait for ever for a machine that is gone.

    Raises UsageError when its quotes do not match.
    """
    try:
        command = shlex.split(ssh) or ["ssh"]
    except ValueError as error:
        raise UsageError(Problem("--ssh", 0, f"{ssh!r} cannot be read: {error}", "fix its quotes")) from error
    return [*command, *(f"-o{option}" for option in _PATIENCE), *([f"-p{port}"] if port else [])]


def start(command: Sequence[str], target: Remote, complaints: TextIO, *, talk: bool) -> subprocess.Popen[str]:
    """Start a program that connects to the target; with `talk` it is told on standard input what to do.

    Raises PublishError when the program is not installed.
    """
    try:
        return subprocess.Popen(  # noqa: S603 - no shell, and no argument of ours begins with a dash by accident
            command,
            stdin=subprocess.PIPE if talk else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=complaints,
            encoding="utf-8",
            errors="surrogateescape",
        )
    except OSError as error:
        what, remedy = f"{command[0]} cannot be run here: {error.strerror}", f"install {command[0]} on this machine"
        raise PublishError(Problem(str(target), 0, what, remedy)) from error


class Shell:
    """Runs scripts for `sh` on the other machine, one after the other, in one connection."""

    def __init__(self, target: Remote, process: subprocess.Popen[str], complaints: TextIO) -> None:
        self._target = target
        self._process = process
        self._complaints = complaints

    def run(self, script: str, failure: str, remedy: str = "") -> list[str]:
        """Run a script and return the lines that it prints.

        Raises PublishError, beginning with `failure`, when its status is not 0 or the connection fails.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        lines: list[str] = []
        with suppress(BrokenPipeError):  # it has ended, and so does its output
            self._process.stdin.write(f"{{ {script}\n}} </dev/null 2>&1; printf '\\n%s %s\\n' {_END} $?\n")
            self._process.stdin.flush()
        for line in self._process.stdout:
            if line.startswith(f"{_END} "):
                if line == f"{_END} 0\n":
                    return lines
                raise explained(self._target, failure, lines, remedy)
            lines.append(line.rstrip("\n"))
        raise explained(self._target, failure, [*lines, *read_back(self._complaints)], remedy)


@contextmanager
def connect(target: Remote, ssh: str) -> Iterator[Shell]:
    """Open a shell on the other machine.

    It ends when we do, however we do, and then does what a script left in `trap '...' EXIT`.
    """
    command = [*arguments(ssh, target.port), target.host, "exec sh"]
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as complaints,
        start(command, target, complaints, talk=True) as process,
    ):
        try:
            yield Shell(target, process, complaints)
        finally:
            # What could not be written must not fail again on closing and hide the error that tells why.
            with suppress(BrokenPipeError):
                assert process.stdin is not None
                process.stdin.close()


def read_back(complaints: TextIO) -> list[str]:
    """Return the lines that a program wrote into a file of ours."""
    complaints.seek(0)
    return complaints.read().splitlines()


def explained(target: Remote, failure: str, lines: Sequence[str], remedy: str = "") -> PublishError:
    """Return the error for what ssh, rsync or the shell there said."""
    said = "\n".join(lines)
    for sign, cause, cure in _CAUSES:
        if sign in said:
            return PublishError(Problem(str(target), 0, f"{failure}: {cause}", cure))
    telling = [line.strip() for line in lines if line.strip() and not line.startswith(_NOISE)]
    reason = f": {telling[-1]}" if telling else ""
    return PublishError(Problem(str(target), 0, failure + reason, remedy or f"try it by hand with ssh {target.host}"))
