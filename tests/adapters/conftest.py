"""A small blog to be built in a process of its own, as `crossing build` does it."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from pelican_crossing.building.index import read_index
from pelican_crossing.model import Site

SETTINGS = """\
SITENAME = "Small"
PATH = "content"
SITEURL = "https://example.org"
AUTHOR = "Ana"
TIMEZONE = "Europe/Lisbon"
PLUGINS = ["crossing"]
ARTICLE_PATHS = ["posts"]
PAGE_PATHS = ["pages"]
FEED_ALL_ATOM = "feeds/all.atom.xml"
CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
"""

IDENTITY = """\
version = 1
[site]
url = "https://example.org"
[me]
name = "Ana"
"""


@dataclass(frozen=True)
class Blog:
    """A project folder; files are written relative to it."""

    root: Path

    @property
    def output(self) -> Path:
        return self.root / "output"

    def write(self, path: str, text: str) -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def post(self, name: str, *lines: str, body: str = "Some words about bridges and rivers.") -> Path:
        """Write content/posts/NAME.md with a title and a date unless `lines` give them."""
        head = [*lines]
        for field, value in (("Title", name), ("Date", "2026-01-02")):
            if not any(line.startswith(f"{field}:") for line in lines):
                head.append(f"{field}: {value}")
        return self.write(f"content/posts/{name}.md", "\n".join(head) + f"\n\n{body}\n")

    def build(self, *options: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "pelican_crossing.adapters.run", "--settings", "pelicanconf.py"]
        command += ["--index", "index.json", *(options or ("--output", "output"))]
        return subprocess.run(command, cwd=self.root, capture_output=True, text=True, check=False)

    def built(self, *options: str) -> str:
        """Build and return what was said; the build must succeed without a warning."""
        done = self.build(*options)
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    def refused(self, status: int) -> str:
        """Build and return the message; the build must fail with `status` and without a traceback."""
        done = self.build()
        assert done.returncode == status, done.stderr
        assert "Traceback" not in done.stderr
        return done.stderr

    @property
    def site(self) -> Site:
        return read_index(self.root / "index.json")


@pytest.fixture
def blog(tmp_path: Path) -> Blog:
    small = Blog(tmp_path)
    small.write("pelicanconf.py", SETTINGS)
    return small
