"""Old permalinks (`Aliases:`) and the files that answer at them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from pelican_crossing.model import Post

_ENDING: Final = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,4}$")


def alias_file(alias: str) -> str | None:
    """Return the file that answers at an old permalink, or None where no file can (a query, the home page).

    An address without an ending is a folder with an `index.html`, which every static host serves.
    """
    parts = urlsplit(alias)
    path = unquote(parts.path).lstrip("/")
    if parts.query or not path:
        return None
    if path.endswith("/"):
        return f"{path}index.html"
    return path if _ENDING.search(path) else f"{path}/index.html"


def is_permalink(alias: str) -> bool:
    """Whether an alias is a path from the root of a site, or a whole address, that stays inside the output."""
    try:
        parts = urlsplit(alias)
    except ValueError:
        return False
    whole = parts.scheme in {"http", "https"} and parts.netloc
    path = unquote(parts.path)
    inside = not {"..", "."} & set(path.split("/")) and path.isprintable() and "\\" not in path
    return bool(inside and (whole or (alias.startswith("/") and not parts.netloc)))


def alias_files(post: Post) -> tuple[str, ...]:
    """Return the files that answer at a post's old permalinks, each once; what is no permalink has none."""
    return tuple(dict.fromkeys(filter(None, map(alias_file, filter(is_permalink, post.aliases)))))
