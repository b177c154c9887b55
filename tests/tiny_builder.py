"""A builder of a few plain pages that stands where Pelican would: same arguments, same promises, nothing to wait for.

`content/NAME.txt` becomes a post; `content/fault` holds an exit status to fail with; while there is a
`content/endless`, it leaves its process number in `.crossing/endless` and works for ever.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

COMMAND = (sys.executable, __file__)

_PAGE = '<!doctype html><html lang="en"><head><title>{title}</title></head><body>{body}</body></html>\n'


def make_blog(root: Path, settings: str = 'SITEURL = "https://example.org"\n', **posts: str) -> Path:
    """Make a blog with these posts; return its settings file."""
    (root / "content").mkdir(parents=True)
    (root / "conf.py").write_text(settings)
    for name, text in posts.items():
        (root / "content" / f"{name}.txt").write_text(text)
    return root / "conf.py"


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--settings", type=Path, required=True)
    parser.add_argument("--index", type=Path, required=True)
    parser.add_argument("--output", type=Path)
    parser.add_argument("--production", action="store_true")
    options = parser.parse_args()
    content = Path("content")
    if (content / "fault").exists():
        sys.stderr.write("content/fault:1: something is wrong\n")
        return int((content / "fault").read_text())
    if (content / "endless").exists():
        Path(".crossing/endless").write_text(str(os.getpid()))
        signal.pause()
    if options.output:
        busy = Path(".crossing/busy")
        busy.touch(exist_ok=False)
        _write_pages(content, options.output, "production" if options.production else "preview")
        busy.unlink()
    _write_index(content, options.index)
    sys.stdout.write(f"{len(list(content.glob('*.txt')))} posts\n")
    return 0


def _write_pages(content: Path, output: Path, kind: str) -> None:
    links = ""
    for source in sorted(content.glob("*.txt")):
        (output / source.stem).mkdir()
        (output / source.stem / "index.html").write_text(_PAGE.format(title=source.stem, body=source.read_text()))
        links += f'<a href="/{source.stem}/">{source.stem}</a>'
    (output / "index.html").write_text(_PAGE.format(title="Home", body=f"<p>{kind}</p>{links}"))


def _write_index(content: Path, index: Path) -> None:
    from pelican_crossing.building.index import write_index
    from pelican_crossing.model import Post, Site

    names = sorted(source.stem for source in content.glob("*.txt"))
    date = datetime(2026, 4, 1, 12, tzinfo=UTC)
    posts = tuple(
        Post(key=name, slug=name, title=name, url=f"{name}/", save_as=f"{name}/index.html", date=date) for name in names
    )
    write_index(Site(url="https://example.org", title="Home", posts=posts), index)


if __name__ == "__main__":
    sys.exit(main())
