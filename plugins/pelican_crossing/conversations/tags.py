"""What nh3 leaves to do about tags: before it, text that only looks like one; after it, lists."""

from __future__ import annotations

import re
from typing import Final

_NO_TAG: Final = re.compile(
    r"""
    <(?! !-- | /? (?:
        a|abbr|acronym|address|applet|area|article|aside|audio|b|base|basefont|bdi|bdo|bgsound|big|blink|blockquote|
        body|br|button|canvas|caption|center|cite|code|col|colgroup|data|datalist|dd|del|details|dfn|dialog|dir|div|dl|
        dt|em|embed|fieldset|figcaption|figure|font|footer|form|frame|frameset|h[1-6]|head|header|hgroup|hr|html|i|
        iframe|image|img|input|ins|kbd|keygen|label|legend|li|link|main|map|mark|marquee|math|menu|menuitem|meta|meter|
        nav|nobr|noembed|noframes|noscript|o:p|object|ol|optgroup|option|output|p|param|picture|plaintext|pre|progress|
        q|rb|rp|rt|rtc|ruby|s|samp|script|search|section|select|slot|small|source|span|strike|strong|style|sub|
        summary|sup|svg|table|tbody|td|template|textarea|tfoot|th|thead|time|title|tr|track|tt|u|ul|var|video|wbr|xmp)
        (?: [\s/]*+ | [\s/][^<>"'=]*+= (?: [^<>"'] | "[^"]{0,2048}" | '[^']{0,2048}' )*+ ) >
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_TOKEN: Final = re.compile(r"<(?P<close>/?)(?P<name>[a-z]+)[^<>]*>|[^<]+")
_LISTS: Final = frozenset({"ul", "ol"})
_ADDED: Final = "added li"


def escape_text(html: str) -> str:
    """Return `html` with every `<` escaped that begins neither a comment nor a tag of HTML.

    People write `List<String>`, `<stdio.h>`, `a<b and c>d` and `<me@example.org>`: a name that HTML does not have, or
    words where attributes should be, make no tag. Safety does not rest on this: nh3 reads the result.
    """
    return _NO_TAG.sub("&lt;", html)


def nest_lists(html: str) -> str:
    """Return well-formed HTML, as nh3 writes it, with items in lists only and nothing else in lists.

    An item without a list of its own would close the item of the page's list that it stands in. It becomes a
    paragraph; what stands in a list beside the items becomes an item.
    """
    stack: list[str] = []
    parts: list[str] = []
    for token in _TOKEN.finditer(html):
        name, closes = token["name"], bool(token["close"])
        if stack and stack[-1] == _ADDED and (name == "li" or (closes and name in _LISTS)):
            stack.pop()
            parts.append("</li>")
        in_list = bool(stack) and stack[-1] in _LISTS
        if closes:
            parts.append(f"</{stack.pop()}>")
            continue
        if in_list and name != "li" and not token[0].isspace():
            stack.append(_ADDED)
            parts.append("<li>")
        bare = name == "li" and not in_list
        parts.append("<p>" if bare else token[0])
        if name and name != "br":
            stack.append("p" if bare else name)
    return "".join(parts)
