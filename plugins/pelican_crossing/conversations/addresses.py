"""Bring the many spellings of a page's address to one form."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urlsplit

_IGNORED: Final = re.compile(
    "utm_.*|fbclid|gclid|msclkid|mc_[ce]id|cn|ref|source|from|share|replytocom|showcomment|amp|m", re.IGNORECASE
)
_PORTS: Final = {80: "http", 443: "https"}
_INDEX: Final = re.compile(r"(?:^|/)index\.(?:html?|php)$")
_AMP: Final = re.compile(r"(?<=.)/amp$")
_GOOGLE_CACHE: Final = re.compile(r"cache:(?:[\w-]+:)?(.+?)(?:\s|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An address without what does not tell one page from another.

    `host` is lower case without `www.` and a default port, "" for a bare path; `path` has no slash at its ends, is
    decoded and lower case; `query` has no parameters that only track, in alphabetical order.
    """

    host: str
    path: str
    query: str

    @property
    def place(self) -> tuple[str, str]:
        """What remains when a blog moves to another host."""
        return self.path, self.query


def parse(url: str) -> Address | None:
    """Return the normal form of an address or path; None where it cannot be one.

    Scheme, fragment, `index.html` and `/amp` are dropped; of a page seen through a translator or a cache, the
    page's own address counts.
    """
    try:
        parts = _original(urlsplit(url.strip()))
        host = (parts.hostname or "").rstrip(".").removeprefix("www.")
        port = parts.port
    except ValueError:
        return None
    if port and _PORTS.get(port) != parts.scheme:
        host = f"{host}:{port}"
    path = unicodedata.normalize("NFC", unquote(parts.path)).casefold()
    path = _AMP.sub("", _INDEX.sub("", re.sub(r"/{2,}", "/", path)).strip("/"))
    query = sorted(
        (name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not _IGNORED.fullmatch(name)
    )
    return Address(host=_ascii(host), path=path, query=urlencode(query))


def _original(parts: SplitResult) -> SplitResult:
    """Return the address behind a translating or caching proxy."""
    host = parts.hostname or ""
    query = dict(parse_qsl(parts.query))
    if host.endswith(".translate.goog"):
        name = host.removesuffix(".translate.goog").replace("--", "\0").replace("-", ".").replace("\0", "-")
        own = urlencode({key: value for key, value in query.items() if not key.startswith("_x_tr_")})
        return SplitResult("https", name, parts.path, own, "")
    if host.startswith("translate.google.") and "u" in query:
        return urlsplit(query["u"])
    if host == "webcache.googleusercontent.com" and (cached := _GOOGLE_CACHE.match(query.get("q", ""))):
        return urlsplit(cached[1] if "//" in cached[1] else "//" + cached[1])
    return parts


def _ascii(host: str) -> str:
    try:
        return host.encode("idna").decode().lower()
    except UnicodeError:
        return host.lower()
