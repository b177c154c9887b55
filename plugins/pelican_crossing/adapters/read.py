"""Pelican's content, read into the model.

Bodies are read from `_content` and their links resolved without Pelican's memo: reading `.content` or `.summary`
this early would freeze them before later plugins had their turn (ARCHITECTURE.md, "Pelican's seam").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pelican.generators import ArticlesGenerator, Generator, PagesGenerator

from pelican_crossing.identity.cards import cards, event_pages
from pelican_crossing.model import UNDATED, Post, PostKind, PostStatus, Site
from pelican_crossing.text import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pelican.contents import Content

    from pelican_crossing.identity.model import Identity
    from pelican_crossing.settings import Settings

# Every list of Pelican's that holds content, with what it says about its members. Originals come before
# translations, published before the rest, so that the better claim to a key comes first.
_ARTICLES: Final[tuple[tuple[str, PostStatus, bool], ...]] = (
    ("articles", "published", False),
    ("translations", "published", True),
    ("hidden_articles", "hidden", False),
    ("hidden_translations", "hidden", True),
    ("drafts", "draft", False),
    ("drafts_translations", "draft", True),
)
_PAGES: Final[tuple[tuple[str, PostStatus, bool], ...]] = (
    ("pages", "published", False),
    ("translations", "published", True),
    ("hidden_pages", "hidden", False),
    ("hidden_translations", "hidden", True),
    ("draft_pages", "draft", False),
    ("draft_translations", "draft", True),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """The site, and Pelican's object for each post's key."""

    site: Site
    contents: dict[str, Content]


@dataclass(frozen=True, slots=True)
class _Found:
    content: Content
    kind: PostKind
    status: PostStatus
    is_translation: bool


def read(generators: Iterable[Generator], settings: Settings, identity: Identity | None) -> Reading:
    """Return the whole site as the generators hold it; its public address is the identity's, else SITEURL."""
    url = identity.site.url if identity else settings.siteurl
    found = list(_find(generators))
    keys: dict[int, str] = {}
    for item in found:
        keys[id(item.content)] = _key(item, set(keys.values()))
    posts = [_post(item, keys, url) for item in found]
    site = Site(
        url=url,
        title=settings.sitename,
        subtitle=settings.sitesubtitle,
        lang=settings.lang,
        zone=settings.timezone,
        posts=tuple(sorted(posts, key=lambda post: (-post.date.timestamp() if post.date != UNDATED else 0, post.key))),
        cards=_card_paths(identity) if identity else (),
    )
    return Reading(site, {keys[id(item.content)]: item.content for item in found})


def _card_paths(identity: Identity) -> tuple[str, ...]:
    return (*(card.path for card in cards(identity)), *(page.path for page in event_pages(identity)))


def _find(generators: Iterable[Generator]) -> Iterator[_Found]:
    for generator in generators:
        if isinstance(generator, ArticlesGenerator):
            kind: PostKind = "article"
            lists = _ARTICLES
        elif isinstance(generator, PagesGenerator):
            kind, lists = "page", _PAGES
        else:
            continue
        for name, status, is_translation in lists:
            for content in getattr(generator, name):
                yield _Found(content, kind, status, is_translation)


def _key(item: _Found, taken: set[str]) -> str:
    """Return the slug, made unique where a site has one slug twice (by language, then state, then number)."""
    folder = "pages/" if item.kind == "page" else ""
    slug = str(item.content.slug)
    key = f"{folder}{slug}.{item.content.lang}" if item.is_translation else f"{folder}{slug}"
    if key in taken and item.status != "published":
        key = f"{item.status}/{key}"
    number = 2
    unique = key
    while unique in taken:
        unique, number = f"{key}.{number}", number + 1
    return unique


def _post(item: _Found, keys: dict[int, str], url: str) -> Post:
    content, metadata = item.content, item.content.metadata
    return Post(
        key=keys[id(content)],
        slug=str(content.slug),
        title=_title(content),
        url=str(content.url),
        save_as=str(content.save_as),
        date=getattr(content, "date", UNDATED),
        modified=getattr(content, "modified", None),
        html=content._update_content(content._content, url),
        summary=content._update_content(metadata.get("summary", ""), url),
        kind=item.kind,
        status=item.status,
        lang=str(content.lang),
        author=str(getattr(content, "author", "")),
        category=str(getattr(content, "category", "")),
        tags=tuple(str(tag) for tag in getattr(content, "tags", ())),
        series=str(metadata.get("series", "")),
        series_index=_whole(metadata.get("series_index")),
        aliases=_several(metadata.get("aliases")),
        identifiers=_several(metadata.get("disqus_identifier")) + _several(metadata.get("wp_id")),
        guid=str(metadata.get("guid", "")),
        related=_several(metadata.get("related")),
        related_not=_several(metadata.get("related-not")),
        translation_of=_original(item, keys),
        source=str(content.get_relative_source_path() or ""),
    )


def _title(content: Content) -> str:
    """Return the title as text: with autoescape a title is text, without it a theme shows it as HTML."""
    is_text = content.settings["JINJA_ENVIRONMENT"].get("autoescape")
    return str(content.title) if is_text else plain(str(content.title))


def _original(item: _Found, keys: dict[int, str]) -> str:
    if not item.is_translation:
        return ""
    known = [keys[id(other)] for other in item.content.translations if id(other) in keys]
    return min(known, key=lambda key: (key != str(item.content.slug), key)) if known else ""


def _several(value: Any) -> tuple[str, ...]:
    """Return the parts of a metadata value, which Pelican hands over as one text or as a list of lines."""
    lines = [value] if isinstance(value, str) else list(value or ())
    return tuple(part.strip() for line in lines for part in re.split(r"[,\n]", str(line)) if part.strip())


def _whole(value: Any) -> int | None:
    text = str(value or "").strip()
    return int(text) if text.isdecimal() else None


def source_of(content: Content, root: Path) -> str:
    """Return where the content was written, relative to `root` if it is below, for messages."""
    return shown_path(Path(str(content.source_path)), root)


def shown_path(path: Path, root: Path) -> str:
    """Return a path as the author of the site knows it: relative to `root` if it is below."""
    path = path.resolve()
    return str(path.relative_to(root)) if path.is_relative_to(root) else str(path)
