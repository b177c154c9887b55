"""Follow the links of a post: which lead to our own pages, which leave the site."""

from __future__ import annotations

from typing import Final
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from pelican_crossing import markup
from pelican_crossing.markup import Link
from pelican_crossing.model import without_index

__all__ = ["Link", "canonical", "external", "links", "resolve"]

_WEB: Final = frozenset({"http", "https"})
_NO_HOST: Final = "https://site.invalid"


def links(html: str) -> tuple[Link, ...]:
    """Return the links of `html` in their order; any string will do."""
    return markup.read(html).links


def resolve(href: str, base_url: str, site_url: str) -> str | None:
    """Return the path of a link to one of our own pages, relative to the site's root, or None.

    `base_url` is the address of the page that holds the link, relative to the site's root; `site_url` the site's
    public address, or empty where it is not known. A whole address is ours with `http` or `https`, with `www.` or
    without. Query and fragment are dropped, percent signs decoded, `.` and `..` followed: from `posts/tide/`,
    `../handshake/#top` leads to `posts/handshake/`.
    """
    home = (site_url or _NO_HOST).rstrip("/")
    target, own = _split(href, f"{home}/{base_url.lstrip('/')}"), _split("", f"{home}/")
    if target is None or own is None or _host(target) != _host(own):
        return None
    path = target.path or "/"
    if not f"{path}/".startswith(own.path):
        return None
    return unquote(path[len(own.path) :])


def external(href: str, site_url: str) -> str | None:
    """Return host, path and query of a link that leaves the site, in one spelling, or None for any other link."""
    home = (site_url or _NO_HOST).rstrip("/")
    target, own = _split(href, f"{home}/"), _split("", f"{home}/")
    if target is None or (own is not None and _host(target) == _host(own)):
        return None
    query = f"?{target.query}" if target.query else ""
    return f"{_host(target)}{target.path.rstrip('/')}{query}"


def canonical(path: str) -> str:
    """Return one spelling for all paths of a page: `/posts/tide/`, `posts/tide/index.html` and `posts/tide` agree."""
    return without_index(unquote(path).strip("/")).rstrip("/")


def _split(href: str, base: str) -> SplitResult | None:
    """Return the parts of a web address, or None where it is none."""
    try:
        parts = urlsplit(urljoin(base, href.strip()))
        readable = parts.port is None or parts.port >= 0  # reading a port that is no number raises
    except ValueError:
        return None
    return parts if readable and parts.scheme in _WEB and parts.hostname else None


def _host(parts: SplitResult) -> str:
    port = f":{parts.port}" if parts.port not in {None, 80, 443} else ""
    return f"{(parts.hostname or '').removeprefix('www.')}{port}"
