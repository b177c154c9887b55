"""Turn a stranger's words into HTML, names and addresses that can do no harm.

One strict policy for every source. What comes out holds only the tags of `TAGS`, and of attributes only the
`href` and `rel` of links, whose address is absolute and whose `rel` says that nobody vouches for it. Pictures and
embedded players become links to their address, so that no comment ever makes a reader's browser fetch something.
`clean(clean(x)) == clean(x)`: what the store holds is cleaned again at every build, at the price of one pass.

nh3 does the parsing. Around it stand the things it leaves open: control characters that it decodes from
entities, odd addresses, and its quadratic time on deep nesting (lists within lists, 64 KiB: 3.5 s).
"""

from __future__ import annotations

import re
import unicodedata
from html import escape, unescape
from typing import Final
from urllib.parse import SplitResult, urlsplit

import nh3

from pelican_crossing.conversations.autop import paragraphs
from pelican_crossing.conversations.tags import escape_text, nest_lists

LIMIT: Final = 64 * 1024
"""Characters that a comment may have; a longer one is shown as plain text and cut."""
TAGS: Final = frozenset(
    {"p", "br", "a", "blockquote", "code", "pre", "em", "strong", "b", "i", "ul", "ol", "li", "del"}
)
REL: Final = "nofollow ugc noopener noreferrer"
CUT: Final = "[…]"
"""Stands at the end of a text that was cut."""

_DEPTH: Final = 32
_OPENINGS: Final = 2000
_ROUNDS: Final = 8
_NAME_LENGTH: Final = 80

_DROPPED_WITH_CONTENT: Final = frozenset(
    {"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "noscript", "plaintext"}
    | {"template", "select", "svg", "math"}
)
_SOURCES: Final = {
    "img": "src",
    "iframe": "src",
    "embed": "src",
    "object": "data",
    "video": "src",
    "audio": "src",
    "source": "src",
}
_UNCOUNTED: Final = frozenset(
    {"p", "li", "br", "hr", "img", "input", "wbr", "embed", "source", "param", "link", "meta"}
)
_BLOCKS: Final = frozenset(
    {"div", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "table", "tr", "dt", "dd", "figure", "hr"}
)

_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs"})
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_WINDOWS: Final = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}
_BIDI: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
_ANGLE: Final = re.compile("([<>])")
_TAG: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)([^<>]*)>")
_OPENING: Final = re.compile(r"<[a-zA-Z]")
_ATTRIBUTE: Final = re.compile(r"""(?<![\w-])([a-zA-Z]+)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""")
_PRE_BREAK: Final = re.compile(r"(<pre\b[^<>]*>)\n+", re.IGNORECASE)
_LINK: Final = re.compile(r'<a(?: href="[^"]*")? rel="[^"]*">|</a>')
_SEAM: Final = re.compile(r"(</(?:p|blockquote|pre|ul|ol|li)>)(?=<(?:p|blockquote|pre|ul|ol|li)>)")
_ENCODED: Final = re.compile(r"[\s<>\"{}|^`]")
_HOST: Final = re.compile(r"[a-z0-9_.-]+|\[[0-9a-f:.]+\]", re.IGNORECASE)
_MAIL: Final = re.compile(r"mailto:[^\s@?&<>\"]+@[a-z0-9.-]+", re.IGNORECASE)


def clean(html: str) -> str:
    """Return untrusted HTML as harmless HTML.

    Never raises. A comment of more than `LIMIT` characters or 2,000 tags comes out as escaped text, cut to
    `LIMIT` and ending in `CUT`; tags nested deeper than 32 are dropped, their text stays.
    """
    result = html
    for _ in range(_ROUNDS):
        again = _clean_once(result)
        if again == result:
            return result
        result = again
    return clean_text(result)


def clean_text(text: str) -> str:
    """Return untrusted plain text as HTML: everything escaped, blank lines part paragraphs, line ends are `<br>`."""
    text = _normal(text).strip()
    html, length = _escaped(text), len(text)
    while len(html) > LIMIT:
        length = length * LIMIT // len(html) - 2 * len(CUT)
        html = _escaped(text[:length] + CUT)
    return html


def clean_name(text: str) -> str:
    """Return a name as one line of at most 80 characters, without anything invisible; still to be escaped.

    Control, format and bidirectional characters go; a letter keeps at most three combining marks.
    """
    line = _ILLEGAL.sub("", " ".join(text.translate(_WINDOWS).split()))
    visible = "".join(char for char in line if unicodedata.category(char) not in _UNSEEN)
    kept: list[str] = []
    marks = 0
    for char in unicodedata.normalize("NFC", visible):
        marks = marks + 1 if unicodedata.category(char) in {"Mn", "Me"} else 0
        if marks <= 3:
            kept.append(char)
    return " ".join("".join(kept).split())[:_NAME_LENGTH].strip()


def clean_url(text: str) -> str:
    """Return an absolute http or https address, or "" where `text` is none."""
    address = _address(text) or ""
    return address if address.lower().startswith(("http://", "https://")) else ""


def too_long(html: str) -> bool:
    """Whether `clean` will cut this comment."""
    return len(html) > LIMIT


def _clean_once(html: str) -> str:
    html = _normal(html)
    if len(html) > LIMIT or len(_OPENING.findall(html)) > _OPENINGS:
        return clean_text(html)
    safe = nh3.clean(
        _PRE_BREAK.sub(r"\1", _simplify(escape_text(html))),
        tags=set(TAGS),
        clean_content_tags=set(_DROPPED_WITH_CONTENT),
        attributes={"*": set(), "a": {"href"}},
        attribute_filter=_filter,
        url_schemes={"http", "https", "mailto"},
        url_relative="deny",
        link_rel=REL,
        strip_comments=True,
    )
    return _SEAM.sub(r"\1\n", nest_lists(_unwrap(_normal(safe)))).strip()


def _normal(text: str) -> str:
    """Return `text` with LF line ends, in NFC, without what XML forbids and without bidirectional overrides.

    C1 control characters are what Windows-1252 has in their place, as browsers take them.
    Each stretch between angle brackets is composed by itself: `>` and a combining stroke would become one letter.
    """
    text = _BIDI.sub("", _ILLEGAL.sub("", text.translate(_WINDOWS).replace("\r\n", "\n").replace("\r", "\n")))
    if unicodedata.is_normalized("NFC", text):
        return text
    return "".join(unicodedata.normalize("NFC", part) for part in _ANGLE.split(text))


def _escaped(text: str) -> str:
    return paragraphs(escape(text, quote=False).replace("\xa0", "&nbsp;"))


def _simplify(html: str) -> str:
    """Drop tags nested too deep, part blocks by line ends and turn pictures and players into links.

    One linear scan that knows little of HTML: whatever it mistakes, nh3 sees afterwards.
    """
    stack: list[str] = []

    def tag(match: re.Match[str]) -> str:
        closing, name, rest = match[1], match[2].lower(), match[3]
        if name in _SOURCES and not closing:
            return _media(name, rest, in_link="a" in stack) + match[0]
        if name in _BLOCKS:
            return match[0] + "\n"
        if name in _UNCOUNTED:
            return match[0]
        if not closing:
            stack.append(name)
        kept = len(stack) <= _DEPTH
        if closing and stack and stack[-1] == name:
            stack.pop()
        return match[0] if kept else ""

    return _TAG.sub(tag, html)


def _media(name: str, attributes: str, *, in_link: bool) -> str:
    values = {key.lower(): unescape(value.strip("\"'")) for key, value in _ATTRIBUTE.findall(attributes)}
    source = values.get(_SOURCES[name], "").strip()
    url = clean_url("https:" + source if source.startswith("//") else source)
    label = escape(values.get("alt", "").strip() or url)
    return label if in_link or not url else f'<a href="{escape(url)}">{label}</a>'


def _filter(_tag: str, attribute: str, value: str) -> str | None:
    return _address(value) if attribute == "href" else value


def _address(text: str) -> str | None:
    """Return an address that a link may have, its host in ASCII; None where it may not.

    http and https want a host and no user; mailto one recipient and nothing else.
    """
    text = text.strip()
    if "\\" in text or any(unicodedata.category(c) in _UNSEEN for c in text):
        return None
    if _MAIL.fullmatch(text):
        return text
    text = _ENCODED.sub(lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), text)
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
        ascii_host = host if host.isascii() else host.encode("idna").decode()
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or "@" in parts.netloc or not _HOST.fullmatch(_bracketed(ascii_host)):
        return None
    return text if host.isascii() else _with_host(parts, ascii_host, port)


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _with_host(parts: SplitResult, host: str, port: int | None) -> str:
    return parts._replace(netloc=host if port is None else f"{host}:{port}").geturl()


def _unwrap(html: str) -> str:
    """Return nh3's output without the links that lost their address; their text stays."""
    stack: list[bool] = []

    def link(match: re.Match[str]) -> str:
        if match[0] == "</a>":
            return match[0] if stack.pop() else ""
        stack.append(match[0].startswith("<a href"))
        return match[0] if stack[-1] else ""

    return _LINK.sub(link, html)
