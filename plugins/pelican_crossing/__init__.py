"""Pelican Crossing: bridges, discovery and conversations for personal blogs on Pelican.

Importing this package is cheap and loads nothing of Pelican: `register` does, when Pelican calls it.
"""

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

try:
    __version__ = version("pelican-crossing")
except PackageNotFoundError:  # run from a checkout that is not installed
    __version__ = "0+checkout"

__all__ = ["__version__", "register", "theme_path"]


def theme_path() -> str:
    """Return the folder of the theme, to be the THEME of a `pelicanconf.py`.

    In a checkout it is the repository's own `themes/crossing`, so that an edit shows; else the copy in the wheel.
    """
    package = Path(__file__).parent
    checkout = package.parent.parent / "themes" / "crossing"
    return str(checkout if checkout.is_dir() else package / "theme")


def register() -> None:
    """Connect the plugin to Pelican's signals. Pelican calls this once for each `Pelican` object."""
    from pelican_crossing.adapters import signals

    signals.connect()
