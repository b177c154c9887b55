"""The sample site, built once for all workers; and no clock in any test."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

from pelican_crossing.building.site import build

# Machines are noisy: how long an example took says nothing.
settings.register_profile("noisy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("noisy")

REPOSITORY = Path(__file__).parent.parent
SOURCES = ("pelicanconf.py", "publishconf.py", "identity.toml", "content")


def copy_sample(target: Path) -> Path:
    """Copy the sample site's sources; return the new project folder."""
    target.mkdir(parents=True)
    for name in SOURCES:
        source = REPOSITORY / name
        (shutil.copytree if source.is_dir() else shutil.copy2)(source, target / name)
    return target


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Callable[[str, bool], Path]:
    """Return a function that builds the sample with a settings file, once for all xdist workers."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent

    def build_once(settings: str, production: bool) -> Path:
        project = shared / f"sample-{settings.removesuffix('.py')}"
        with FileLock(f"{project}.lock"):
            if not (project / "output").is_dir():
                shutil.rmtree(project, ignore_errors=True)
                build(copy_sample(project) / settings, production=production)
        return project

    return build_once


@pytest.fixture(scope="session")
def sample_project(built: Callable[[str, bool], Path]) -> Path:
    """A project folder whose output/ is the sample site as it is published."""
    return built("publishconf.py", True)


@pytest.fixture(scope="session")
def sample_site(sample_project: Path) -> Path:
    """The sample site as it is published; not to be changed."""
    return sample_project / "output"


@pytest.fixture
def sample_sources(tmp_path: Path) -> Path:
    """A fresh project folder with the sample's sources, to be changed at will."""
    return copy_sample(tmp_path / "blog")


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def served(built: Callable[[str, bool], Path]) -> Iterator[str]:
    """The address of a server on this machine that serves the sample as `make dev` builds it."""
    output = built("pelicanconf.py", False) / "output"
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=str(output))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
