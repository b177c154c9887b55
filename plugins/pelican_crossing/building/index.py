"""The index: what a build knows about the site, left beside it for whoever checks that very site.

`crossing build` leaves it in `.crossing/index.json`. `crossing check` and `crossing publish` build a site of their own
in `.crossing/publish/` and read the index there. It holds the whole `Site` but for the bodies and summaries of its
posts.
"""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from pelican_crossing.errors import ContentError, Problem
from pelican_crossing.files import write_atomically
from pelican_crossing.model import Post, Site

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

VERSION: Final = 1
_LEFT_OUT: Final = frozenset({"html", "summary"})
_TIMES: Final = frozenset({"date", "modified"})


def write_index(site: Site, path: Path) -> None:
    """Write the index of `site`; the same site gives the same bytes.

    Raises OutputError when the file system refuses.
    """
    data = asdict(site) | {"posts": [_without_bodies(post) for post in site.posts]}
    text = json.dumps({"version": VERSION, "site": data}, ensure_ascii=False, indent=1, sort_keys=True)
    write_atomically(path, text + "\n")


def read_index(path: Path) -> Site:
    """Return the site as the last build left it, without bodies and summaries.

    Raises ContentError when there is no index, or none that this version wrote.
    """
    try:
        data = json.loads(path.read_bytes())
    except FileNotFoundError as error:
        raise _unusable(path, "there is no index of the site") from error
    except (OSError, ValueError) as error:
        raise _unusable(path, f"the index of the site cannot be read: {error}") from error
    version = data.get("version") if isinstance(data, dict) else None
    if version != VERSION:
        raise _unusable(path, f"the index of the site has version {version!r}, not {VERSION}")
    try:
        site = _tuples(data["site"])
        return Site(**site | {"posts": tuple(_post(post) for post in site["posts"])})
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise _unusable(path, f"the index of the site is damaged: {error}") from error


def _without_bodies(post: Post) -> dict[str, Any]:
    kept = {field.name: getattr(post, field.name) for field in fields(post) if field.name not in _LEFT_OUT}
    return kept | {name: kept[name] and kept[name].isoformat() for name in _TIMES}


def _post(data: Mapping[str, Any]) -> Post:
    times = {name: data[name] and datetime.fromisoformat(data[name]) for name in _TIMES}
    return Post(**_tuples(data) | times)


def _tuples(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the mapping with each list as the tuple that it was."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in data.items()}


def _unusable(path: Path, what: str) -> ContentError:
    return ContentError(Problem(str(path), 0, what, "run `crossing build`"))
