"""The body of a post, fit to be read away from its page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin, urlsplit

import lxml.html

from pelican_crossing.feeds.model import without_forbidden

if TYPE_CHECKING:
    from collections.abc import Iterator

_ACTIVE: Final = frozenset(
    {"applet", "base", "embed", "frame", "frameset", "link", "meta", "object", "script", "style", "template"}
)
_CONTROLS: Final = frozenset({"button", "form", "input", "select", "textarea"})
_ADDRESSES: Final = frozenset({"href", "src", "poster", "cite", "longdesc", "xlink:href"})
_CANDIDATE: Final = re.compile(r"[\s,]*(\S*[^\s,])(?:,|\s+((?:[^,(]|\([^)]*\))*),?|$)")


def absolute_html(html: str, base_url: str) -> str:
    """Return `html` with every address whole, and without what a feed reader must not run.

    Addresses (href, src, srcset, poster, cite) are resolved against `base_url`, the post's own address, fragments
    included, so that footnotes lead to the page. Scripts, styles, forms, event handlers, comments and addresses
    that run code are left out; an inline frame becomes a link. The text stays as it is, code blocks included. The
    same input gives the same output.
    """
    root = parse(without_forbidden(html))
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or element.tag in _ACTIVE | _CONTROLS:
            element.drop_tree()
        elif element.tag == "iframe":
            _link_instead(element)
    for element in root.iter():
        _mend_attributes(element, base_url)
    whole: str = lxml.html.tostring(root, encoding="unicode")
    return whole.removeprefix("<div>").removesuffix("</div>").strip()


def parse(html: str) -> lxml.html.HtmlElement:
    """Return a `div` that holds a piece of HTML; any string will do, a whole document too."""
    parser = lxml.html.HTMLParser(huge_tree=True)  # without it, deep or very long text is cut off in silence
    document: Any = lxml.html.document_fromstring(f"<html><body>{html}</body></html>", parser=parser)
    root: lxml.html.HtmlElement = document.body  # the type stubs do not know it
    root.tag = "div"
    root.attrib.clear()
    return root


def candidates(srcset: str) -> Iterator[tuple[str, str]]:
    """Yield each address of a `srcset` attribute with its descriptor (HTML Living Standard 4.8.4.2.2).

    An address may hold commas but not end with one.
    """
    for match in _CANDIDATE.finditer(srcset):
        yield match[1], (match[2] or "").strip()


def _link_instead(frame: lxml.html.HtmlElement) -> None:
    """Turn an inline frame, which readers remove, into a link to what it shows."""
    source, title = frame.get("src", ""), frame.get("title", "")
    tail = frame.tail
    frame.clear()
    frame.tag, frame.text, frame.tail = "a", title or source, tail
    frame.set("href", source)


def _mend_attributes(element: lxml.html.HtmlElement, base_url: str) -> None:
    for name, value in element.attrib.items():
        if name.startswith("on") or name == "style":
            del element.attrib[name]
        elif name in _ADDRESSES:
            whole = _whole(value, base_url)
            if whole is None:
                del element.attrib[name]
            else:
                element.set(name, whole)
        elif name == "srcset":
            whole_set = ((_whole(url, base_url), size) for url, size in candidates(value))
            element.set(name, ", ".join(f"{url} {size}".strip() for url, size in whole_set if url))


def _whole(url: str, base_url: str) -> str | None:
    """Return the whole address, or None for one that runs code, is not an address, or hides a page in itself."""
    stripped = re.sub(r"[\t\n\r]", "", url).strip()
    try:
        scheme = urlsplit(stripped).scheme
        whole = urljoin(base_url, stripped)
    except ValueError:
        return None
    if scheme in {"javascript", "vbscript"} or (scheme == "data" and not stripped.lower().startswith("data:image/")):
        return None
    return whole
