"""Serve the site on this machine and build it anew on every change."""

from __future__ import annotations

import sys
import threading
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pelican_crossing.building.site import RUN, build
from pelican_crossing.building.watching import sources, stamps, wait_for_change
from pelican_crossing.errors import CrossingError, Problem, UsageError
from pelican_crossing.settings import Settings, load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


def serve(
    settings_file: Path,
    host: str = "127.0.0.1",
    port: int = 8000,
    *,
    command: Sequence[str] = RUN,
    say: Callable[[str], None] = print,
) -> None:
    """Build the site and serve it until Ctrl-C, building again whenever a source changes.

    When a build fails its errors are told and the last good site stays. Port 0 takes any free one.

    Raises SettingsError when the settings are wrong at the start, UsageError when the port cannot be had.
    """
    settings = load(settings_file)
    try:
        with listening(settings.output, host, port) as address:
            say(f"Serving {settings.output} at {address} (Ctrl-C ends it)")
            while True:
                settings = _build_and_wait(settings_file, settings, command, say)
    except KeyboardInterrupt:
        say("Stopped.")


def _build_and_wait(
    settings_file: Path, settings: Settings, command: Sequence[str], say: Callable[[str], None]
) -> Settings:
    """Build, wait for a change, and return the settings, which stay as they were when they cannot be loaded."""
    before = stamps(sources(settings, settings_file))
    try:
        settings = load(settings_file)
        before = stamps(sources(settings, settings_file))
        say(build(settings_file, command=command, say=say).summary)
    except CrossingError as error:
        say(f"{error}\nNot built; the last good site stays. Fix this and save.".lstrip())
    wait_for_change(partial(sources, settings, settings_file), before)
    return settings


@contextmanager
def listening(folder: Path, host: str = "127.0.0.1", port: int = 0) -> Iterator[str]:
    """Serve `folder` in the background; yield its address, with a slash at the end.

    Raises UsageError when nobody can listen there.
    """
    try:
        server = _Server(folder, host, port)
    except (OSError, OverflowError) as error:
        reason = error.strerror if isinstance(error, OSError) else "there is no such port"
        remedy = "end the program that uses it, or name another with --port (0 takes any free one)"
        raise UsageError(Problem(f"{host}:{port}", 0, f"cannot listen there: {reason}", remedy)) from error
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1})
    with server:
        thread.start()
        try:
            yield f"http://{host}:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


class _Server(ThreadingHTTPServer):
    """Serves one folder, which may be replaced at any moment: every request looks its path up anew."""

    daemon_threads = True

    def __init__(self, folder: Path, host: str, port: int) -> None:
        self.folder = folder
        super().__init__((host, port), _Handler)

    def finish_request(self, request: Any, client_address: Any) -> None:
        _Handler(request, client_address, self, directory=str(self.folder))

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):  # a browser that went away is no news
            super().handle_error(request, client_address)


class _Handler(SimpleHTTPRequestHandler):
    """Answers as a plain web server would: no listings of folders, the site's own page for a wrong address."""

    _TYPES: Final = {
        ".atom.xml": "application/atom+xml",
        ".rss.xml": "application/rss+xml",
        ".vcf": "text/vcard",
        ".ics": "text/calendar",
    }

    def guess_type(self, path: Any) -> str:
        own = next((kind for ending, kind in self._TYPES.items() if str(path).endswith(ending)), None)
        kind = own or super().guess_type(path)
        return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind

    def list_directory(self, path: Any) -> None:  # noqa: ARG002 - the library's signature
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
        """Say nothing: what is asked for is no news either."""
