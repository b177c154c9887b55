"""The site as data: frozen, and knowing neither Pelican nor the files of the output.

Sources are read into these classes, everything else is computed from them. Addresses of our own pages are
relative to the site's root and begin without a slash (`posts/handshake/`), so that one `Site` serves a preview
and the published blog alike; `Site.absolute` makes them whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Literal

PostKind = Literal["article", "page"]
PostStatus = Literal["published", "hidden", "draft"]
CommentKind = Literal["comment", "pingback", "trackback"]
CommentStatus = Literal["published", "pending", "spam", "deleted", "trash"]

UNDATED: Final = datetime(1, 1, 1, tzinfo=UTC)
"""The date of a page that tells none; it sorts last and is never shown."""


def without_index(url: str) -> str:
    """Return an address without the name of a folder's index file, which readers need not see."""
    return url.removesuffix("index.html") if url == "index.html" or url.endswith("/index.html") else url


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """An article or page.

    `key` is its stable name in the site and the name of its comment file: the slug, with `.lang` for a
    translation that is not the original, and `pages/` before it for a page. `html` is the body with its links
    resolved. `date` and `modified` know their zone; a page may be `UNDATED`. `aliases` are old permalinks, as paths
    or whole addresses; `identifiers` what other systems call the post (a Disqus identifier, a WordPress number).
    `guid` is the id that its feed entry had elsewhere. `related` and `related_not` are the author's word on
    neighbours, as slugs. `source` is the file, relative to the content folder.
    """

    key: str
    slug: str
    title: str
    url: str
    date: datetime
    html: str = ""
    summary: str = ""
    kind: PostKind = "article"
    status: PostStatus = "published"
    lang: str = "en"
    modified: datetime | None = None
    author: str = ""
    category: str = ""
    tags: tuple[str, ...] = ()
    series: str = ""
    series_index: int | None = None
    aliases: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    guid: str = ""
    related: tuple[str, ...] = ()
    related_not: tuple[str, ...] = ()
    translation_of: str = ""
    save_as: str = ""
    source: str = ""

    @property
    def listed(self) -> bool:
        """Whether the post may be named on other pages, in feeds and in the sitemap."""
        return self.status == "published"

    @property
    def work(self) -> str:
        """The key that all translations of one post share."""
        return self.translation_of or self.key


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """One comment, pingback or trackback.

    `id` names it for ever and begins with its source (`disqus:1234`, `wp:example.org:56`). `html` has passed the
    sanitiser. `date` is in UTC, or None where the source tells none; `tz_unknown` says that the source gave no
    zone. `parent` is the id of the comment that it answers. `by_owner` is set at import, from an identifier
    that only the site's author has, never from a display name. E-mail and IP addresses have no place here.
    """

    id: str
    date: datetime | None
    author: str
    html: str
    url: str = ""
    parent: str = ""
    kind: CommentKind = "comment"
    status: CommentStatus = "published"
    by_owner: bool = False
    tz_unknown: bool = False
    aka: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """All that the store holds for one post; `key` is the post's key."""

    key: str
    comments: tuple[Comment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The whole blog.

    `url` is its public address without a trailing slash, `zone` the IANA name of its time zone. `posts` holds
    every article and page in every state, newest first; look at `Post.listed` before you name one. `cards` are
    the addresses of the pages that carry a QR code.
    """

    url: str
    title: str
    posts: tuple[Post, ...] = ()
    subtitle: str = ""
    lang: str = "en"
    zone: str = "UTC"
    cards: tuple[str, ...] = ()

    def absolute(self, url: str) -> str:
        """Return the whole address of one of our own pages."""
        return f"{self.url}/{url.lstrip('/')}"

    @property
    def listed(self) -> tuple[Post, ...]:
        """The articles that a reader may find, newest first."""
        return tuple(post for post in self.posts if post.listed and post.kind == "article")

    @property
    def listed_pages(self) -> tuple[Post, ...]:
        """The articles and pages that a reader may find, newest first."""
        return tuple(post for post in self.posts if post.listed)
