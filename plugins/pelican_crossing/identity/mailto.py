"""Addresses that begin a letter (RFC 6068) or a call (RFC 3966)."""

from __future__ import annotations

import re
from urllib.parse import quote

from pelican_crossing.identity.rules import is_email, is_phone, on_one_line


def reply_by_email(address: str, subject: str = "", body: str = "") -> str:
    """Return the mailto address of a letter to `address`; as all text, it is escaped again where HTML shows it.

    A subject becomes one line, so it cannot add headers; the body's lines end in CRLF, as those of mail do.

    Raises ValueError when `address` is not one plain e-mail address.
    """
    if not is_email(address):
        raise ValueError(f"not an e-mail address: {address!r}")
    fields = {"subject": on_one_line(subject), "body": "\r\n".join(map(on_one_line, body.splitlines()))}
    query = "&".join(f"{name}={quote(value, safe='')}" for name, value in fields.items() if value)
    return f"mailto:{quote(address, safe='@')}{'?' if query else ''}{query}"


def call(number: str) -> str:
    """Return the tel address of a telephone number, without its spaces and brackets.

    Raises ValueError when it is not a telephone number.
    """
    if not is_phone(number):
        raise ValueError(f"not a telephone number: {number!r}")
    return f"tel:{re.sub(r'[^+0-9]', '', number)}"
