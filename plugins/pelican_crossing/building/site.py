"""Build a site: into a stage, in a process of its own, and then into its place."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pelican_crossing.building.index import read_index
from pelican_crossing.building.lock import lock
from pelican_crossing.building.swap import put_in_place, recover, require_replaceable
from pelican_crossing.errors import CrossingError, OutputError, Problem
from pelican_crossing.files import write_atomically
from pelican_crossing.settings import Settings, load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pelican_crossing.model import Site

RUN: Final = (sys.executable, "-m", "pelican_crossing.adapters.run")
"""The program that reads and builds: Pelican stays out of our own process."""

_STAGE: Final = "stage-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A finished build: where the site and its index are, and one line on what was made."""

    output: Path
    site_index_path: Path
    summary: str


class BuildError(CrossingError):
    """The building process failed; it has told the user why, so there is often nothing to add."""

    def __init__(self, exit_status: int, *problems: Problem) -> None:
        super().__init__(*problems)
        self.exit_status = exit_status


def home_of(settings: Settings) -> Path:
    """Return the folder for what we keep between builds; all of it can be made again."""
    return settings.root / ".crossing"


def index_of(settings: Settings) -> Path:
    """Return where the index of the site in the output folder is."""
    return home_of(settings) / "index.json"


def build(
    settings_file: Path,
    output: Path | None = None,
    *,
    production: bool = False,
    index: Path | None = None,
    command: Sequence[str] = RUN,
    say: Callable[[str], None] = print,
) -> Built:
    """Build the site into `output` (the settings' own without it), replacing it only when all went well.

    The index goes to `index` (`index_of` without it). A second build at the same time waits. What killed builds left
    behind is removed.

    Raises SettingsError, OutputError, and BuildError when the building process failed; the old site stays then.
    """
    settings = load(settings_file)
    output = (output or settings.output).absolute()
    index = index or index_of(settings)
    keep = (settings.root, settings.content)
    require_replaceable(output, keep)
    with lock(home_of(settings) / "build.lock", say) as held:
        _sweep(home_of(settings))
        recover(output)
        with _stage(home_of(settings)) as stage:
            new, new_index = stage / "site", stage / "index.json"
            options = ["--output", str(new), *(["--production"] if production else [])]
            summary = _run(command, settings_file, new_index, options, [held])
            put_in_place(new, output, keep)
            write_atomically(index, new_index.read_bytes())
    return Built(output=output, site_index_path=index, summary=summary)


def read_site(settings_file: Path, *, command: Sequence[str] = RUN) -> Site:
    """Read the site's sources as a build would, writing no page."""
    with tempfile.TemporaryDirectory(prefix="crossing-") as folder:
        index = Path(folder) / "index.json"
        _run(command, settings_file, index)
        return read_index(index)


def _run(
    command: Sequence[str], settings_file: Path, index: Path, options: Sequence[str] = (), held: Sequence[int] = ()
) -> str:
    settings_file = settings_file.resolve()
    arguments = [*command, "--settings", str(settings_file), "--index", str(index), *options]
    done = subprocess.run(  # noqa: S603 - our own program, and no shell
        arguments,
        cwd=settings_file.parent,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        pass_fds=held,
        process_group=0,  # Ctrl-C is ours: it ends the child without a word from it
        check=False,
    )
    if done.returncode < 0:
        remedy = "run it again; if nobody stopped it, check whether memory ran out"
        raise BuildError(
            128 - done.returncode, Problem("", 0, f"the build was ended by signal {-done.returncode}", remedy)
        )
    if done.returncode:
        raise BuildError(done.returncode)
    return done.stdout.strip()


@contextmanager
def _stage(home: Path) -> Iterator[Path]:
    try:
        home.mkdir(parents=True, exist_ok=True)
        stage = Path(tempfile.mkdtemp(prefix=_STAGE, dir=home))
        (stage / "site").mkdir()
    except OSError as error:
        remedy = "check that the disk has room and lets you write"
        raise OutputError(Problem(str(home), 0, f"cannot be written: {error.strerror}", remedy)) from error
    try:
        yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _sweep(home: Path) -> None:
    for stage in home.glob(f"{_STAGE}*"):
        shutil.rmtree(stage, ignore_errors=True)
