"""The house keeps its plan: what may import what, and what importing costs."""

import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parent.parent.parent
CORE = ("building", "cli", "conversations", "discovery", "errors", "feeds", "files", "identity", "links", "markup")
CORE += ("model", "publishing", "settings", "text", "verify")


def loaded_after(code: str) -> set[str]:
    """Run code in a new interpreter; return the names of the modules that it loaded."""
    command = [sys.executable, "-c", f"import sys\n{code}\nprint(*sys.modules)"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=REPOSITORY / "plugins")
    return set(done.stdout.split())


def test_every_package_is_listed_here() -> None:
    package = REPOSITORY / "plugins" / "pelican_crossing"
    found = {path.stem for path in package.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()}
    assert found - {"__init__", "adapters"} == set(CORE)


def test_the_core_never_loads_pelican() -> None:
    walk = (
        "import importlib, pkgutil\n"
        f"for name in {CORE!r}:\n"
        "    package = importlib.import_module('pelican_crossing.' + name)\n"
        "    for found in pkgutil.walk_packages(getattr(package, '__path__', []), package.__name__ + '.'):\n"
        "        importlib.import_module(found.name)"
    )
    loaded = loaded_after(walk)
    assert "pelican_crossing.cli.commands" in loaded
    assert not {name for name in loaded if name.split(".")[0] == "pelican"}


@pytest.mark.parametrize("heavy", ["numpy", "scipy", "lxml", "PIL", "feedgen", "segno", "nh3", "jinja2", "rich"])
def test_the_command_starts_without_heavy_libraries(heavy: str) -> None:
    assert heavy not in loaded_after("from pelican_crossing.cli import main")
