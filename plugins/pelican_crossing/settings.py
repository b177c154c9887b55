"""The settings of a site, typed and checked: all problems are reported together."""

from __future__ import annotations

import runpy
import sys
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from pelican_crossing.errors import Problem, SettingsError, nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

OURS: Final = "CROSSING_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What we read of `pelicanconf.py`.

    The first group is Pelican's own; of the second, each name is written `CROSSING_NAME` in the file. Paths are
    absolute. `theme` need not exist: Pelican takes a name of one of its own too. `identity` is None on a site that uses
    no bridges.
    """

    root: Path
    content: Path
    output: Path
    theme: Path | None = None
    siteurl: str = ""
    sitename: str = ""
    sitesubtitle: str = ""
    lang: str = "en"
    timezone: str = "UTC"

    identity: Path | None = None
    comments: Path = Path("comments")
    related: int = 5
    feeds: bool = True
    social_image: str = ""
    deploy: str = ""
    deploy_ssh: str = "ssh"
    deploy_keep: int = 3


def _text(value: object) -> str | None:
    return None if isinstance(value, str) else "must be text"


def _flag(value: object) -> str | None:
    return None if isinstance(value, bool) else "must be True or False"


def _count(least: int) -> Callable[[object], str | None]:
    def check(value: object) -> str | None:
        fits = isinstance(value, int) and not isinstance(value, bool) and value >= least
        return None if fits else f"must be a whole number, at least {least}"

    return check


_CHECKS: Final[Mapping[str, Callable[[object], str | None]]] = {
    "CROSSING_IDENTITY": _text,
    "CROSSING_COMMENTS": _text,
    "CROSSING_RELATED": _count(0),
    "CROSSING_FEEDS": _flag,
    "CROSSING_SOCIAL_IMAGE": _text,
    "CROSSING_DEPLOY": _text,
    "CROSSING_DEPLOY_SSH": _text,
    "CROSSING_DEPLOY_KEEP": _count(1),
}


def from_mapping(values: Mapping[str, Any], root: Path, source: str = "pelicanconf.py") -> Settings:
    """Return the typed settings of `values`, whose relative paths start at `root`.

    Raises SettingsError naming every unknown `CROSSING_` name, every value of a wrong kind, and an identity
    file that does not exist.
    """
    if problems := list(_problems(values, root, source)):
        raise SettingsError(*problems)
    content = root / (values.get("PATH") or ".")
    ours = {
        field.name: values[OURS + field.name.upper()]
        for field in fields(Settings)
        if values.get(OURS + field.name.upper()) is not None
    }
    return Settings(
        root=root,
        content=content,
        output=root / (values.get("OUTPUT_PATH") or "output"),
        theme=root / values["THEME"] if values.get("THEME") else None,
        siteurl=str(values.get("SITEURL") or "").rstrip("/"),
        sitename=str(values.get("SITENAME") or ""),
        sitesubtitle=str(values.get("SITESUBTITLE") or ""),
        lang=str(values.get("DEFAULT_LANG") or "en"),
        timezone=str(values.get("TIMEZONE") or "UTC"),
        **{
            **ours,
            "identity": root / ours["identity"] if "identity" in ours else None,
            "comments": content / ours.get("comments", "comments"),
        },
    )


def _problems(values: Mapping[str, Any], root: Path, source: str) -> Iterator[Problem]:
    for name in values:
        if name.startswith(OURS) and name not in _CHECKS:
            yield Problem(source, 0, f"{name} is not a setting", nearest(name, _CHECKS))
    for name, check in _CHECKS.items():
        if values.get(name) is not None and (wrong := check(values[name])):
            yield Problem(source, 0, f"{name} {wrong}, not {values[name]!r}", "see docs/reference/settings.md")
    yield from _check_siteurl(str(values.get("SITEURL") or ""), source)
    yield from _check_timezone(values.get("TIMEZONE") or "UTC", source)
    if isinstance(named := values.get("CROSSING_IDENTITY"), str) and not (root / named).is_file():
        what = f"CROSSING_IDENTITY names {named}, and there is no such file in {root}"
        yield Problem(source, 0, what, "copy the sample's identity.toml there and fill in your own name and addresses")


def _check_siteurl(siteurl: str, source: str) -> list[Problem]:
    try:
        parts = urlsplit(siteurl)
    except ValueError:
        parts = urlsplit("")
    if not siteurl or (parts.scheme in {"http", "https"} and parts.netloc):
        return []
    return [
        Problem(source, 0, f"SITEURL must be a whole address, not {siteurl!r}", 'write SITEURL = "https://example.org"')
    ]


def _check_timezone(name: object, source: str) -> list[Problem]:
    """Pelican drops every post, with status 0, when the zone is misspelt."""
    try:
        ZoneInfo(str(name))
    except (OSError, ValueError, ZoneInfoNotFoundError):
        remedy = nearest(str(name), available_timezones()) if len(str(name)) > 1 else 'write TIMEZONE = "Europe/Berlin"'
        return [Problem(source, 0, f"TIMEZONE {name!r} is not a time zone", remedy[:200])]
    return []


def load(path: Path) -> Settings:
    """Run a settings file as Pelican would and return its typed settings.

    Raises SettingsError when the file is missing, cannot be run or holds a wrong value.
    """
    path = path.resolve()
    if not path.is_file():
        raise SettingsError(
            Problem(
                str(path), 0, "there is no such settings file", "name one with -s, or run this in the blog's folder"
            )
        )
    before, sys.path[:0] = list(sys.path), [str(path.parent)]
    try:
        values = runpy.run_path(str(path))
    except Exception as error:
        raise SettingsError(_why(path, error)) from error
    finally:
        sys.path[:] = before
        for name in [name for name, module in sys.modules.items() if _is_in(module, path.parent)]:
            del sys.modules[name]
    upper = {name: value for name, value in values.items() if name.isupper()}
    return from_mapping(upper, path.parent, path.name)


def _why(path: Path, error: Exception) -> Problem:
    line = error.lineno or 0 if isinstance(error, SyntaxError) else 0
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == str(path):
            line = trace.tb_lineno
        trace = trace.tb_next
    return Problem(str(path), line, f"cannot be run: {type(error).__name__}: {error}", "fix this line")


def _is_in(module: object, folder: Path) -> bool:
    """Whether a module is a settings file beside this one (`from pelicanconf import *`), to be read anew next time."""
    file = getattr(module, "__file__", None) or ""
    return Path(file).parent == folder and file.endswith("conf.py")
