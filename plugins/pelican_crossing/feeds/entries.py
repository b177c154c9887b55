"""Posts as entries of a feed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from pelican_crossing.feeds.addresses import public
from pelican_crossing.feeds.content import absolute_html
from pelican_crossing.feeds.model import Author, Entry, Feed, RelatedLink, without_forbidden
from pelican_crossing.text import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pelican_crossing.model import Post, Site

__all__ = ["absolute_html", "entry_id", "site_feed"]

LIMIT: Final = 30


def entry_id(post: Post, site: Site) -> str:
    """Return the name of a post that feed readers remember, the same in every feed and for ever.

    It is `post.guid` where the author or an import gave one, so that a blog that moved here re-sends nothing.
    Otherwise it is a `urn:uuid:` (RFC 9562 5.5, name-based, as RFC 4287 4.2.6 asks) of the site's host and the
    post's key: title, body, dates, http or https, `www.` and the pattern of addresses may change and the name stays.
    Who renames a slug or moves to another host keeps the names by writing `Guid:` into the posts.
    """
    return post.guid.strip() or _urn(site, "post", post.key)


def site_feed(
    site: Site,
    posts: Sequence[Post],
    *,
    related: Mapping[str, Sequence[Post]],
    path: str,
    title: str | None = None,
    limit: int = LIMIT,
) -> Feed:
    """Return the feed at `path` of the newest `limit` articles among `posts`.

    Drafts, hidden posts and pages are left out, whatever is handed over; so are they from `related`, which holds
    the related posts of each post's key, best first. `path` is the feed's address, relative to the site's root.
    """
    listed = [post for post in posts if post.listed and post.kind == "article"]
    newest = sorted(listed, key=lambda post: (-post.date.timestamp(), post.key))[:limit]
    author = _author(newest, site)
    return Feed(
        id=_urn(site, "feed", path),
        title=_line(title or site.title) or public(site, ""),
        subtitle=_line(site.subtitle),
        url=public(site, ""),
        self_url=public(site, path),
        lang=site.lang,
        author=author,
        entries=tuple(_entry(post, site, related.get(post.key, ()), author) for post in newest),
    )


def _entry(post: Post, site: Site, related: Sequence[Post], author: Author) -> Entry:
    url = public(site, post.url)
    html = absolute_html(post.html, url)
    summary = _line(plain(post.summary))
    return Entry(
        id=entry_id(post, site),
        title=_line(post.title) or url,
        url=url,
        published=post.date,
        updated=max(post.modified or post.date, post.date),
        html=html,
        summary="" if summary == _line(plain(html)) else summary,
        lang=post.lang,
        author=author if post.author in {"", author.name} else Author(name=post.author),
        categories=tuple(dict.fromkeys(name for name in (post.category, *post.tags) if name)),
        related=tuple(
            RelatedLink(url=public(site, other.url), title=_line(other.title))
            for other in related
            if other.listed and other.key != post.key
        ),
    )


def _author(posts: Sequence[Post], site: Site) -> Author:
    """Return the one author of all posts, or the site in their place, as Atom wants a name (RFC 4287 4.1.1)."""
    names = {post.author for post in posts}
    only = names.pop() if len(names) == 1 else ""
    home = public(site, "")
    return Author(name=_line(only) or _line(site.title) or home, uri=home)


def _urn(site: Site, kind: str, name: str) -> str:
    host = (urlsplit(site.url).hostname or "").removeprefix("www.")
    return uuid5(NAMESPACE_URL, f"//{host}/#{kind}:{name}").urn


def _line(text: str) -> str:
    return " ".join(without_forbidden(text).split())
