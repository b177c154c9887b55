"""What single texts of `identity.toml` must be like."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable

_LOCAL: Final = {"127.0.0.1", "localhost"}
_URL_SAFE: Final = re.compile(r"[A-Za-z0-9_-]+")
_URI: Final = re.compile(r"[!#-;=?-\[\]_a-z~]+")
_EMAIL: Final = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_PHONE: Final = re.compile(r"\+?[0-9][0-9 ().-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A demand on a text: `says` completes "site.url …", `remedy` is what to do when it does not hold."""

    holds: Callable[[str], bool]
    says: str
    remedy: str


def is_address(text: str) -> bool:
    """Whether `text` is a whole https address in ASCII (RFC 3986), without a password.

    Plain http will do for this machine (127.0.0.1, localhost), for trying a site out.
    """
    if not _URI.fullmatch(text):
        return False
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    secure = parts.scheme == "https" or (parts.scheme == "http" and host in _LOCAL)
    return secure and bool(host) and "@" not in parts.netloc


def is_site_address(text: str) -> bool:
    """Whether `text` is a whole address that paths can be put behind."""
    return is_address(text) and not text.endswith("/") and "?" not in text and "#" not in text


def is_email(text: str) -> bool:
    """Whether `text` is one plain e-mail address (the form that HTML accepts, with a dot in its domain)."""
    return bool(_EMAIL.fullmatch(text))


def is_phone(text: str) -> bool:
    """Whether `text` is a telephone number, with or without spaces and brackets."""
    return bool(_PHONE.fullmatch(text))


def is_url_safe(text: str) -> bool:
    """Whether `text` can stand in an address as it is: ASCII letters, digits, `-` and `_`."""
    return bool(_URL_SAFE.fullmatch(text))


def is_card_path(text: str) -> bool:
    """Whether `text` is one or more URL-safe names with slashes between, and not where event pages live."""
    names = text.split("/")
    return all(map(is_url_safe, names)) and names[0] != "c"


def is_file(text: str) -> bool:
    """Whether `text` names a file below a folder: relative, with forward slashes, never climbing out."""
    path = PurePosixPath(text)
    return not {"\\", ":"} & set(text) and not path.is_absolute() and ".." not in path.parts and bool(path.name)


def is_control(character: str) -> bool:
    """Whether a character breaks a line or steers a device instead of being shown."""
    return unicodedata.category(character) in {"Cc", "Zl", "Zp", "Cs"}


def on_one_line(text: str) -> str:
    """Return `text` with a space for each control character, and none at its ends."""
    return "".join(" " if is_control(character) else character for character in text).strip()


ADDRESS: Final = Rule(
    holds=is_address,
    says="must be a whole https address in ASCII",
    remedy='write it as the browser shows it when copied, like "https://example.org/about"',
)
SITE_ADDRESS: Final = Rule(
    holds=is_site_address,
    says="must be a whole https address without a slash at its end",
    remedy='write it like "https://example.org"; a name with umlauts needs its xn-- form',
)
NAME: Final = Rule(
    holds=is_url_safe,
    says="must be made of the letters a to z, digits, - and _",
    remedy="choose a short plain name; people will type it",
)
CARD_PATH: Final = Rule(
    holds=is_card_path,
    says='must be a plain path like "hi/work"',
    remedy="use letters, digits, - and _ with slashes between, none at the ends; c/ is kept for events",
)
FILE: Final = Rule(
    holds=is_file,
    says="must be a file inside the content folder",
    remedy='write it relative to that folder, like "images/portrait.jpg"',
)
SLIDES: Final = Rule(
    holds=lambda text: is_address(text) or is_file(text),
    says="must be a whole https address or a file of the site",
    remedy='write it like "slides/bridges.pdf" or "https://example.org/bridges.pdf"',
)
PUBLIC_ACCESS: Final = Rule(
    holds=lambda text: text == "public",
    says='must be "public"',
    remedy="this version publishes everything: remove what is not public from this file",
)
