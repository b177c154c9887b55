"""`crossing dev`: the site as a web server would show it, built anew on every change."""

from __future__ import annotations

import http.client
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from tests.tiny_builder import COMMAND, make_blog

from pelican_crossing.building.serving import listening
from pelican_crossing.errors import UsageError
from pelican_crossing.files import write_atomically


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An output folder."""
    (tmp_path / "output" / "post").mkdir(parents=True)
    (tmp_path / "output" / "index.html").write_text("home")
    (tmp_path / "output" / "post" / "index.html").write_text("a post")
    return tmp_path / "output"


@pytest.fixture
def address(folder: Path) -> Iterator[str]:
    """Where that folder is served."""
    with listening(folder) as address:
        yield address


def ask(address: str, path: str, method: str = "GET") -> tuple[int, str, http.client.HTTPMessage]:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    connection.request(method, path)
    with connection.getresponse() as answer:
        found = answer.status, answer.read().decode(), answer.headers
    connection.close()
    return found


@pytest.mark.parametrize(("path", "text"), [("/", "home"), ("/post/", "a post"), ("/post/?from=feed", "a post")])
def test_a_folder_shows_its_index(address: str, path: str, text: str) -> None:
    assert ask(address, path)[:2] == (200, text)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("all.atom.xml", "application/atom+xml"),
        ("all.rss.xml", "application/rss+xml"),
        ("mira.vcf", "text/vcard; charset=utf-8"),
        ("meet.ics", "text/calendar; charset=utf-8"),
        ("style.css", "text/css; charset=utf-8"),
        ("qr.svg", "image/svg+xml"),
    ],
)
def test_files_have_the_type_that_programs_expect(address: str, folder: Path, name: str, kind: str) -> None:
    (folder / name).write_text("x")
    assert ask(address, f"/{name}")[2]["Content-Type"] == kind


def test_browsers_are_told_to_keep_nothing(address: str) -> None:
    assert ask(address, "/")[2]["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/nothing", "/images/", "/%2e%2e/secret.txt"])
def test_a_wrong_address_shows_the_sites_own_page(address: str, folder: Path, path: str) -> None:
    (folder / "images").mkdir()
    (folder / "404.html").write_text("lost?")
    (folder.parent / "secret.txt").write_text("secret")
    assert ask(address, path)[:2] == (404, "lost?")
    assert ask(address, path, "HEAD")[:2] == (404, "")


def test_a_site_without_such_a_page_says_not_found_too(address: str, folder: Path) -> None:
    (folder / "images").mkdir()
    assert ask(address, "/images/")[0] == 404


def test_the_folder_may_be_replaced_under_it(address: str, folder: Path) -> None:
    assert ask(address, "/")[1] == "home"
    folder.rename(folder.with_name("old"))
    assert ask(address, "/")[0] == 404
    folder.mkdir()
    (folder / "index.html").write_text("new home")
    assert ask(address, "/")[1] == "new home"


def test_a_port_that_is_taken_is_told(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with (
            pytest.raises(UsageError, match=f"127.0.0.1:{port}: cannot listen there") as told,
            listening(folder, port=port),
        ):
            pass
    assert "--port" in told.value.problems[0].remedy


@pytest.mark.parametrize(("host", "port"), [("127.0.0.1", 70000), ("no.such.host.invalid", 0)])
def test_an_impossible_address_is_told(folder: Path, host: str, port: int) -> None:
    with pytest.raises(UsageError, match="cannot listen there"), listening(folder, host, port):
        pass


class Dev:
    """`serve` in a process of its own, as `crossing dev` runs it; `line` is what it says next."""

    def __init__(self, settings_file: Path) -> None:
        code = (
            "from pathlib import Path; from pelican_crossing.building.serving import serve; "
            f"serve(Path({str(settings_file)!r}), port=0, command={COMMAND!r})"
        )
        self.process = subprocess.Popen(
            [sys.executable, "-u", "-c", code], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        self.address = self.line().split(" at ")[1].split()[0]

    def line(self) -> str:
        assert self.process.stdout is not None
        patience = threading.Timer(60, self.process.kill)
        patience.start()
        line = self.process.stdout.readline()
        patience.cancel()
        assert line, "it said nothing for a minute, or has ended"
        return line.rstrip("\n")


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    """A blog that is not built yet."""
    blog = make_blog(tmp_path / "blog", "CROSSING_IDENTITY = 'identity.toml'\n", first="hello").parent
    (blog / "identity.toml").touch()
    return blog


@pytest.fixture
def dev(blog: Path) -> Iterator[Dev]:
    """That blog being served."""
    dev = Dev(blog / "conf.py")
    yield dev
    dev.process.send_signal(signal.SIGINT)
    dev.process.communicate(timeout=60)
    assert dev.process.returncode == 0


def test_every_change_is_built_and_shown(dev: Dev, blog: Path) -> None:
    assert dev.line() == "1 posts"
    assert "hello" in ask(dev.address, "/first/")[1]
    (blog / "content" / "second.txt").write_text("good day")
    assert dev.line() == "2 posts"
    assert "good day" in ask(dev.address, "/second/")[1]


def test_after_a_failed_build_the_last_good_site_stays_until_the_fault_is_fixed(dev: Dev, blog: Path) -> None:
    assert dev.line() == "1 posts"
    (blog / "content" / "fault").write_text("1")
    assert dev.line() == "content/fault:1: something is wrong"
    assert dev.line() == "Not built; the last good site stays. Fix this and save."
    assert "hello" in ask(dev.address, "/first/")[1]
    (blog / "content" / "fault").unlink()
    assert dev.line() == "1 posts"


def test_settings_that_break_are_told_and_may_be_fixed(dev: Dev, blog: Path) -> None:
    assert dev.line() == "1 posts"
    write_atomically(blog / "conf.py", "CROSSING_RELATD = 3\n")
    assert dev.line() == "conf.py: CROSSING_RELATD is not a setting"
    assert dev.line() == "  -> did you mean 'CROSSING_RELATED'?"
    assert dev.line() == "Not built; the last good site stays. Fix this and save."
    write_atomically(blog / "conf.py", "CROSSING_RELATED = 3\n")
    assert dev.line() == "1 posts"


def test_an_identity_that_is_gone_for_a_moment_is_waited_for(dev: Dev, blog: Path) -> None:
    """Some editors save by moving the old file away and the new one in."""
    assert dev.line() == "1 posts"
    (blog / "identity.toml").rename(blog / "identity.toml~")
    assert dev.line().startswith("conf.py: CROSSING_IDENTITY names identity.toml")
    assert dev.line().startswith("  -> ")
    assert dev.line().startswith("Not built")
    (blog / "identity.toml~").rename(blog / "identity.toml")
    assert dev.line() == "1 posts"


def test_a_fault_in_the_settings_that_these_settings_import_may_be_fixed_there(dev: Dev, blog: Path) -> None:
    assert dev.line() == "1 posts"
    write_atomically(blog / "conf.py", "from baseconf import *\n")
    assert "conf.py:1: cannot be run: ModuleNotFoundError" in dev.line()
    assert dev.line().startswith("  -> ")
    assert dev.line().startswith("Not built")
    write_atomically(blog / "baseconf.py", "SITEURL = \n")
    assert "conf.py:1: cannot be run: SyntaxError" in dev.line()
    assert dev.line().startswith("  -> ")
    assert dev.line().startswith("Not built")
    write_atomically(blog / "baseconf.py", "SITEURL = 'https://example.org'\n")
    assert dev.line() == "1 posts"


def test_ctrl_c_ends_it_with_a_word(blog: Path) -> None:
    dev = Dev(blog / "conf.py")
    assert dev.line() == "1 posts"
    dev.process.send_signal(signal.SIGINT)
    assert dev.process.communicate(timeout=60)[0] == "Stopped.\n"
    assert dev.process.returncode == 0


def test_ctrl_c_during_a_build_ends_it_too(blog: Path) -> None:
    (blog / "content" / "endless").touch()
    dev = Dev(blog / "conf.py")
    dev.process.send_signal(signal.SIGINT)
    assert dev.process.communicate(timeout=60)[0].endswith("Stopped.\n")
    assert dev.process.returncode == 0
    assert list((blog / ".crossing").glob("stage-*")) == []
