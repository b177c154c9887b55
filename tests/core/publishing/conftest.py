"""A real sshd on this machine, and the two kinds of target."""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.required import require

from pelican_crossing.publishing.target import Folder, Remote, Target

HOST = "crossing-test"
PROGRAMS = ("bash", "sh", "ls", "sed", "readlink", "mkdir", "rmdir", "mv", "ln", "rm", "rsync", "cat", "kill")

SERVER = """\
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host_key
AuthorizedKeysFile {folder}/key.pub
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
SetEnv PATH={folder}/bin SHLVL=2
"""

CLIENT = """\
Host {host}
  HostName 127.0.0.1
  Port {port}
  User {user}
  IdentityFile {folder}/key
  IdentitiesOnly yes
  IdentityAgent none
  UserKnownHostsFile {folder}/known_hosts
  StrictHostKeyChecking yes
"""


@dataclass(frozen=True)
class Server:
    """A running sshd: its folder of keys and settings, its port, and the only programs that it finds."""

    folder: Path
    port: int

    @property
    def ssh(self) -> str:
        return f"ssh -F {self.folder}/ssh_config"

    def client(self, **changes: str) -> str:
        """Return how to call ssh with some options changed."""
        return " ".join([self.ssh, *(f"-o{name}={value}" for name, value in changes.items())])

    @contextmanager
    def program(self, name: str, script: str | None) -> Iterator[None]:
        """Replace a program of the server by a script, or remove it."""
        path = self.folder / "bin" / name
        real = path.readlink()
        path.unlink()
        if script is not None:
            path.write_text(f"#!/bin/sh\n{script.format(real=real)}\n")
            path.chmod(0o755)
        try:
            yield
        finally:
            path.unlink(missing_ok=True)
            path.symlink_to(real)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def make_key(file: Path) -> None:
    command = [require("ssh-keygen"), "-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", str(file)]
    subprocess.run(command, check=True)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """An sshd on a free port of 127.0.0.1, for the tests of this worker."""
    sshd = require("sshd")
    folder, port = tmp_path_factory.mktemp("sshd"), free_port()
    (folder / "bin").mkdir()
    for name in PROGRAMS:
        (folder / "bin" / name).symlink_to(require(name))
    for name in ("host_key", "key"):
        make_key(folder / name)
    public = (folder / "host_key.pub").read_text()
    (folder / "known_hosts").write_text(f"[127.0.0.1]:{port} {public}")
    names = {"folder": folder, "port": port, "host": HOST, "user": getpass.getuser()}
    (folder / "sshd_config").write_text(SERVER.format(**names))
    (folder / "ssh_config").write_text(CLIENT.format(**names))
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    command = [sshd, "-D", "-e", "-f", str(folder / "sshd_config")]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        assert any("Server listening on" in line for line in process.stderr), "sshd did not start"
        drained = subprocess.Popen(["cat"], stdin=process.stderr, stdout=subprocess.DEVNULL)
        yield Server(folder, port)
        process.terminate()
    drained.wait()


@dataclass(frozen=True)
class Place:
    """A target, how to reach it, and where its root is on this machine."""

    target: Target
    root: Path
    ssh: str = "ssh"


@pytest.fixture(params=["folder", "ssh"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """A new target: a folder, or one over ssh. Its name has all that a shell could stumble over."""
    root = tmp_path / "web sites" / "it's $HOME"
    if request.param == "folder":
        return Place(Folder(root), root)
    return remote_place(request.getfixturevalue("server"), root)


def remote_place(server: Server, root: Path) -> Place:
    return Place(Remote(HOST, str(root)), root, server.ssh)


@pytest.fixture
def remote(server: Server, tmp_path: Path) -> Place:
    """A new target over ssh."""
    return remote_place(server, tmp_path / "site")


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that makes the finished site of these files, and returns its folder."""

    def write(files: dict[str, str]) -> Path:
        folder = tmp_path / "output"
        shutil.rmtree(folder, ignore_errors=True)
        for name, text in {"index.html": "home", **files}.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text)
        return folder

    return write


def read(folder: Path) -> dict[str, str]:
    """Return the text of every file in a folder."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_text() for file in files}


def wait_until(condition: Callable[[], object]) -> None:
    """Return when `condition` holds; give up after a minute."""
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end, "it never came true"
        os.sched_yield()
