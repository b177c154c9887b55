"""Another machine: what can go wrong on the way, and that readers do not notice."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.required import require

from pelican_crossing.errors import PublishError, UsageError
from pelican_crossing.publishing.deploy import deploy
from pelican_crossing.publishing.shell import arguments
from pelican_crossing.publishing.target import Remote, parse

from .conftest import HOST, Place, Server, free_port, make_key, read, wait_until

SITE = "https://example.org"
Write = Callable[[dict[str, str]], Path]


def refused(output: Path, place: Place, ssh: str) -> tuple[str, str]:
    """Deploy, which must fail with one problem; return what was found and what to do."""
    with pytest.raises(PublishError) as error:
        deploy(output, place.target, SITE, ssh=ssh)
    (problem,) = error.value.problems
    assert problem.path == str(place.target)
    return problem.what, problem.remedy


@pytest.fixture
def published(remote: Place, write: Write) -> Place:
    """A target over ssh that has the site already."""
    deploy(write({"a.html": "old"}), remote.target, SITE, ssh=remote.ssh)
    return remote


def test_a_server_that_shows_another_key_is_refused(
    server: Server, published: Place, write: Write, tmp_path: Path
) -> None:
    make_key(tmp_path / "other")
    known = f"[127.0.0.1]:{server.port} {(tmp_path / 'other.pub').read_text()}"
    (tmp_path / "known_hosts").write_text(known)
    what, remedy = refused(write({}), published, server.client(UserKnownHostsFile=f"{tmp_path}/known_hosts"))
    assert what.endswith("the server shows another key than the one that is known here")
    assert "ssh-keygen -R" in remedy


def test_a_server_that_is_not_known_is_not_trusted(server: Server, published: Place, write: Write) -> None:
    what, remedy = refused(write({}), published, server.client(UserKnownHostsFile="/dev/null"))
    assert what.endswith("the server's key is not known here")
    assert "connect once by hand" in remedy


def test_a_connection_that_is_refused_is_told(server: Server, published: Place, write: Write) -> None:
    what, remedy = refused(write({}), published, server.client(Port=str(free_port())))
    assert what.endswith("the machine refuses the connection")
    assert "check that sshd runs there" in remedy


def test_a_key_that_is_not_accepted_is_told_and_no_password_asked_for(
    server: Server, published: Place, write: Write, tmp_path: Path
) -> None:
    make_key(tmp_path / "stranger")
    config = (server.folder / "ssh_config").read_text().replace(f"{server.folder}/key\n", f"{tmp_path}/stranger\n")
    (tmp_path / "ssh_config").write_text(config)
    what, remedy = refused(write({}), published, f"ssh -F {tmp_path}/ssh_config")
    assert what.endswith("the server does not accept your key")
    assert "authorized_keys" in remedy


def test_a_machine_that_does_not_exist_is_told(write: Write, tmp_path: Path) -> None:
    require("ssh")
    place = Place(Remote("no-such-machine.invalid", "/srv"), tmp_path)
    assert "there is no machine of that name" in refused(write({}), place, "ssh -F /dev/null")[0]


def test_a_server_without_rsync_is_told(server: Server, remote: Place, write: Write) -> None:
    with server.program("rsync", None):
        what, remedy = refused(write({}), remote, remote.ssh)
    assert (what, remedy) == ("the server has no rsync", "install rsync there")


@pytest.mark.parametrize("missing", ["ssh", "rsync"])
def test_a_program_that_is_missing_here_is_told(
    remote: Place, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    (tmp_path / "bin").mkdir()
    for name in {"ssh", "rsync"} - {missing}:
        (tmp_path / "bin" / name).symlink_to(require(name))
    monkeypatch.setenv("PATH", f"{tmp_path}/bin")
    what, remedy = refused(write({}), remote, remote.ssh)
    assert what.startswith(f"{missing} cannot be run here")
    assert remedy == f"install {missing} on this machine"


def test_a_login_that_prints_a_greeting_does_no_harm(server: Server, published: Place, write: Write) -> None:
    with server.program("sh", 'echo Welcome to the harbour; exec {real} "$@"'):
        assert deploy(write({"a.html": "new"}), published.target, SITE, ssh=published.ssh).uploaded == 1


def test_a_transfer_that_breaks_off_leaves_the_old_site_and_is_taken_up_again(
    server: Server, published: Place, write: Write
) -> None:
    """No file may grow beyond a size, which is how a full disk or a used-up quota shows."""
    output = write({"a.html": "new", "b.html": "arrives", "z.bin": "x" * 100_000})
    with server.program("rsync", 'ulimit -f 1; exec {real} "$@"'):
        what, _ = refused(output, published, published.ssh)
    assert what.startswith("the transfer failed")
    assert read(published.root / "current") == {"index.html": "home", "a.html": "old"}
    done = deploy(output, published.target, SITE, ssh=published.ssh)
    assert (done.uploaded, done.unchanged) == (1, 3)
    assert read(published.root / "current")["z.bin"] == "x" * 100_000
    assert not [entry for entry in (published.root / "releases").iterdir() if entry.name.startswith("incoming-")]


def test_a_switch_that_fails_leaves_the_old_site(server: Server, published: Place, write: Write) -> None:
    output = write({"a.html": "new"})
    with server.program("ln", "echo ln: No space left on device >&2; exit 1"):
        what, remedy = refused(output, published, published.ssh)
    assert what == "the new release cannot be switched on: the server's disk is full"
    assert remedy == "make room there"
    assert read(published.root / "current")["a.html"] == "old"
    assert deploy(output, published.target, SITE, ssh=published.ssh).changed


def test_old_releases_that_cannot_be_removed_are_told_when_the_new_one_is_live(
    server: Server, published: Place, write: Write
) -> None:
    output = write({"a.html": "new"})
    with server.program("rm", "echo rm: cannot remove >&2; exit 1"), pytest.raises(PublishError) as error:
        deploy(output, published.target, SITE, ssh=published.ssh, keep=1)
    assert error.value.problems[0].what == (
        "the new release is live, but older ones cannot be removed: rm: cannot remove"
    )
    assert read(published.root / "current")["a.html"] == "new"


DEPLOYER = """
import os, sys
from pathlib import Path
from pelican_crossing.publishing.deploy import deploy
from pelican_crossing.publishing.target import Remote
output, victim, host, root, ssh = sys.argv[1:]
Path(victim).write_text(str(os.getpid()))
deploy(Path(output), Remote(host, root), "https://example.org", ssh=ssh, keep=1)
"""


@pytest.mark.parametrize("step", ["ls", "mkdir", "rsync", "mv", "ln", "rm"])
def test_a_kill_while_the_server_is_at_a_step_leaves_a_whole_site_and_the_next_publish_works(
    server: Server, remote: Place, write: Write, tmp_path: Path, step: str
) -> None:
    old, new = ({"index.html": "home", "a.html": text, "b.html": text} for text in ("old", "new"))
    deploy(write(old), remote.target, SITE, ssh=remote.ssh)
    output, victim = write(new), tmp_path / "victim"
    with server.program(step, f"kill -9 $(cat '{victim}') 2>/dev/null; exec {{real}} \"$@\""):
        command = [sys.executable, "-c", DEPLOYER, str(output), str(victim), HOST, str(remote.root), remote.ssh]
        assert subprocess.run(command, check=False).returncode == -9
        wait_until(lambda: not (remote.root / ".crossing-lock").exists())
    assert read(remote.root / "current") in (old, new)
    deploy(output, remote.target, SITE, ssh=remote.ssh, keep=1)
    assert read(remote.root / "current") == new
    assert len(list((remote.root / "releases").iterdir())) == 1


def test_a_lock_that_a_crashed_server_left_is_named_with_what_to_do(published: Place, write: Write) -> None:
    (published.root / ".crossing-lock").mkdir()
    what, remedy = refused(write({"a.html": "new"}), published, published.ssh)
    assert what == "another publish is running there"
    assert "remove .crossing-lock there" in remedy
    assert (published.root / ".crossing-lock").is_dir()


@pytest.mark.parametrize(
    ("fault", "cause"),
    [
        ("Permission denied", "the server does not let you write there"),
        ("No space left on device", "the server's disk is full"),
        ("Read-only file system", "the server's disk cannot be written to"),
    ],
)
def test_a_root_that_cannot_be_written_is_not_taken_for_another_publish(
    server: Server, published: Place, write: Write, fault: str, cause: str
) -> None:
    """The program stands for a root that is not ours: the tests may run as a user who may write everywhere."""
    script = f'[ "$1" != -p ] || exec {{real}} "$@"; echo "mkdir: {fault}" >&2; exit 1'
    with server.program("mkdir", script):
        what, remedy = refused(write({"a.html": "new"}), published, published.ssh)
    assert what == f"cannot be locked: {cause}"
    assert ".crossing-lock" not in remedy


def test_a_relative_folder_starts_at_home(server: Server, write: Write, tmp_path: Path) -> None:
    up = [".."] * (len(Path.home().parts) - 1)
    target = Remote(HOST, "/".join([*up, *tmp_path.parts[1:], "site"]))
    deploy(write({"a.html": "a"}), target, SITE, ssh=server.ssh)
    assert read(tmp_path / "site" / "current") == {"index.html": "home", "a.html": "a"}


def test_a_port_in_the_address_is_used(server: Server, write: Write, tmp_path: Path) -> None:
    config = (server.folder / "ssh_config").read_text().replace(f"Port {server.port}\n", "Port 1\n")
    (tmp_path / "ssh_config").write_text(config)
    target = parse(f"ssh://{HOST}:{server.port}{tmp_path}/site", tmp_path)
    deploy(write({}), target, SITE, ssh=f"ssh -F {tmp_path}/ssh_config")
    assert read(tmp_path / "site" / "current") == {"index.html": "home"}


def test_ssh_is_called_so_that_it_never_asks_nor_waits_for_ever() -> None:
    called = arguments("ssh -i 'my key'", 2222)
    assert called[:3] == ["ssh", "-i", "my key"]
    assert {"-oBatchMode=yes", "-oConnectTimeout=20", "-p2222"} <= set(called)


def test_an_ssh_command_whose_quotes_do_not_match_is_told() -> None:
    with pytest.raises(UsageError, match="--ssh"):
        arguments("ssh -i 'my key", None)
