"""The wheel works in an environment that knows nothing of this checkout."""

import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest
from tests.conftest import REPOSITORY, copy_sample

pytestmark = pytest.mark.xdist_group("packaging")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout without the network."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(REPOSITORY)]
    subprocess.run(command, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty environment with the wheel; the libraries that it needs are borrowed from ours, our checkout is not."""
    folder = tmp_path_factory.mktemp("empty") / "environment"
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-index", "--no-deps", str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    own = next((folder / "lib").glob("python*/site-packages"))
    (own / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return folder


def run(environment: Path, *command: str, cwd: Path) -> str:
    done = subprocess.run(
        [environment / "bin" / command[0], *command[1:]], cwd=cwd, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_holds_the_packages_the_plugin_the_partials_and_the_theme(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {
        "pelican/plugins/crossing/__init__.py",
        "pelican_crossing/py.typed",
        "pelican_crossing/templates/crossing/card.html",
        "pelican_crossing/theme/templates/base.html",
        "pelican_crossing/theme/static/css/crossing.css",
    } <= names
    assert "pelican/__init__.py" not in names
    assert "pelican/plugins/__init__.py" not in names
    assert not {name for name in names if name.startswith(("tests/", "content/", "bench/"))}


def test_the_installed_command_builds_the_sample_with_the_theme_of_the_wheel(environment: Path, tmp_path: Path) -> None:
    blog = copy_sample(tmp_path / "blog")
    where = run(
        environment, "python", "-c", "import pelican_crossing as p; print(p.__file__, p.theme_path())", cwd=blog
    )
    assert all(part.startswith(str(environment)) for part in where.split())
    assert "posts" in run(environment, "crossing", "build", cwd=blog)
    assert (blog / "output" / "hi" / "index.html").is_file()
    assert (blog / "output" / "theme" / "css" / "crossing.css").is_file()


def test_pelican_finds_the_plugin_without_being_told(environment: Path, tmp_path: Path) -> None:
    blog = copy_sample(tmp_path / "blog")
    conf = blog / "pelicanconf.py"
    conf.write_text(conf.read_text().replace('PLUGINS = ["crossing"]\n', ""))
    run(environment, "python", "-m", "pelican", "--fatal", "errors", cwd=blog)
    assert (blog / "output" / "hi" / "index.html").is_file()
