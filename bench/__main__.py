"""`make bench`: figures that anyone can print again. Everything that is compared runs in turn, in the same minutes."""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bench.generate import exported, posts, write_blog

if TYPE_CHECKING:
    from collections.abc import Callable

POSTS = 500
ROUNDS = 3


def main() -> None:
    """Print each table."""
    with tempfile.TemporaryDirectory() as folder:
        building(Path(folder))
        importing(Path(folder))
    ranking()


def building(folder: Path) -> None:
    """Compare Pelican alone with Pelican and this plugin: CPU seconds of whole processes, median of rounds."""
    kinds = {"Pelican alone": "[]", "with the plugin": '["crossing"]'}
    blogs = {
        name: write_blog(folder / str(number), POSTS, plugins) for number, (name, plugins) in enumerate(kinds.items())
    }
    times: dict[str, list[float]] = {name: [] for name in kinds}
    for _ in range(ROUNDS):
        for name, blog in blogs.items():
            times[name].append(cpu(lambda blog=blog: build(blog)))
    print(f"\nBuilding {POSTS} posts with Pelican's theme 'simple', CPU seconds, median of {ROUNDS}")
    first = statistics.median(times["Pelican alone"])
    for name, values in times.items():
        middle = statistics.median(values)
        print(f"  {name:20}{middle:8.2f}   x{middle / first:.2f}")


def build(blog: Path) -> None:
    """Build a blog with Pelican in a process of its own."""
    command = [sys.executable, "-m", "pelican", "--delete-output-directory"]
    subprocess.run(command, cwd=blog, check=True, stdout=subprocess.DEVNULL)


def importing(folder: Path) -> None:
    """Time the import of a Disqus export, and of the same once more."""
    from pelican_crossing.conversations.importing import import_comments
    from pelican_crossing.conversations.store import Store
    from pelican_crossing.model import Post, Site

    threads, each = 1_000, 10
    file = folder / "export.xml"
    file.write_text(exported(threads, each), encoding="utf-8")
    day = datetime(2026, 1, 1, tzinfo=UTC)
    known = tuple(
        Post(key=f"post-{n}", slug=f"post-{n}", title=f"Post {n}", url=f"post-{n}/", date=day - timedelta(days=n))
        for n in range(threads)
    )
    site = Site(url="https://example.org", title="Bench", posts=known)
    print(f"\nImporting {threads * each:,} comments in {threads:,} threads, CPU seconds")
    for name in ("first time", "second time"):
        took = cpu(lambda: import_comments(file, site, Store(folder / "comments")))
        print(f"  {name:20}{took:8.2f}")


def ranking() -> None:
    """Time the related posts at three sizes; the growth says whether it is linear."""
    from pelican_crossing.discovery import rank

    print("\nRelated posts, CPU seconds from text to lists")
    for size in (500, 1_000, 2_000):
        made = posts(size)
        took = cpu(lambda made=made: rank(made, 5))
        print(f"  {size:>6,} posts{took:14.2f}   {took / size * 1000:.2f} ms a post")
    print(f"  peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


def cpu(work: Callable[[], object]) -> float:
    """Return the CPU seconds that `work` takes, here and in its child processes."""
    before = _spent()
    work()
    return _spent() - before


def _spent() -> float:
    child = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + child.ru_utime + child.ru_stime


if __name__ == "__main__":
    main()
