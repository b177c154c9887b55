"""What templates see: `crossing` for the site, and `article.crossing` for each article and page.

Everything that needs the final text of a post (its description, its JSON-LD) is computed when a template asks, which
is after every plugin had its turn.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from pelican_crossing.errors import Problem, SettingsError
from pelican_crossing.feeds.addresses import public
from pelican_crossing.identity.cards import Card, cards
from pelican_crossing.identity.mailto import reply_by_email
from pelican_crossing.identity.metadata import fediverse_creator
from pelican_crossing.identity.photo import size
from pelican_crossing.text import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pelican.contents import Content

    from pelican_crossing.adapters.read import Reading
    from pelican_crossing.conversations.threading import Discussion
    from pelican_crossing.identity.model import Identity, Person
    from pelican_crossing.model import Post, Site
    from pelican_crossing.settings import Settings

_FEEDS: Final = (
    ("FEED_ALL_ATOM", "application/atom+xml", ""),
    ("FEED_ALL_RSS", "application/rss+xml", " (RSS)"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture for link previews; `url` is whole, sizes are in pixels."""

    url: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLink:
    """A feed to announce in the head of every page; `href` is whole."""

    title: str
    type: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteView:
    """The site, as `crossing` in every template."""

    reading: Reading
    identity: Identity | None
    card: Card | None
    feeds: tuple[FeedLink, ...]
    social_image: Image | None

    @property
    def site(self) -> Site:
        """Return the site as data."""
        return self.reading.site

    @property
    def person(self) -> Person | None:
        """Return the author, as `identity.toml` describes them."""
        return self.identity.me if self.identity else None

    @property
    def address(self) -> str:
        """Return the author's public e-mail address, or nothing."""
        items = self.card.items if self.card else ()
        return next((item.handle for item in items if item.kind == "email"), "")

    @property
    def url(self) -> str:
        """Return the public address without a trailing slash."""
        return self.site.url

    @property
    def fediverse_creator(self) -> str:
        """Return the author's address in the fediverse, or nothing."""
        return fediverse_creator(self.card) if self.card else ""

    def canonical(self, url: str) -> str:
        """Return the public address of one of our pages."""
        return public(self.site, url)

    def reply_to(self, article: Content) -> str:
        """Return a mailto: address whose subject names the post, or nothing where no public e-mail is known."""
        if not self.address:
            return ""
        title = article.crossing.post.title
        where = article.crossing.canonical
        body = f"About: {where}\n\n\n\nName to be shown:\nMay this be published under the post (yes/no)?\n"
        return reply_by_email(self.address, subject=f"Re: {title} [{article.slug}]", body=body)


def site_view(reading: Reading, settings: Settings, identity: Identity | None, feeds: Mapping[str, Any]) -> SiteView:
    """Return what templates see of the site; `feeds` are Pelican's settings, which name the feeds it writes."""
    return SiteView(
        reading=reading,
        identity=identity,
        card=cards(identity)[0] if identity else None,
        feeds=tuple(
            FeedLink(title=settings.sitename + suffix, type=kind, href=reading.site.absolute(str(feeds[name])))
            for name, kind, suffix in _FEEDS
            if feeds.get(name)
        ),
        social_image=_social_image(reading.site, settings),
    )


def _social_image(site: Site, settings: Settings) -> Image | None:
    if not settings.social_image:
        return None
    file = settings.content / settings.social_image
    if not file.is_file():
        what = f"names {settings.social_image}, and there is no such file in {settings.content}"
        raise SettingsError(Problem("CROSSING_SOCIAL_IMAGE", 0, what, "name an image of the content folder"))
    width, height = size(file)
    alt = ": ".join(filter(None, (site.title, site.subtitle)))
    return Image(url=site.absolute(quote(settings.social_image)), width=width, height=height, alt=alt)


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedView:
    """A related post and why, in a few plain words."""

    article: Content
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesView:
    """The series of a post; `index` counts from 1. The names are those of pelican-series."""

    name: str
    index: int
    all: tuple[Content, ...]
    previous: Content | None
    next: Content | None

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class PostView:
    """One article or page, as `article.crossing`."""

    post: Post
    content: Content
    site: SiteView
    related: tuple[RelatedView, ...] = ()
    backlinks: tuple[Content, ...] = ()
    older: Content | None = None
    newer: Content | None = None
    series: SeriesView | None = None
    discussion: Discussion | None = None

    @property
    def listed(self) -> bool:
        """Whether other pages and search engines may name this one."""
        return self.post.listed

    @property
    def canonical(self) -> str:
        """Return the post's public address."""
        return self.site.canonical(self.post.url)

    @property
    def description(self) -> str:
        """Return the summary as plain text, cut at a word after about 200 characters."""
        text = " ".join(plain(str(self.content.summary)).split())
        return text if len(text) <= 200 else text[:200].rsplit(" ", 1)[0] + " …"

    @property
    def image(self) -> Image | None:
        """Return the picture that stands for the post in previews."""
        return self.site.social_image

    @property
    def json_ld(self) -> Mapping[str, Any]:
        """Return schema.org data: BlogPosting for an article, WebPage for a page."""
        post, person = self.post, self.site.person
        data: dict[str, Any] = {
            "@context": "https://schema.org",
            "@type": "BlogPosting" if post.kind == "article" else "WebPage",
            "headline" if post.kind == "article" else "name": post.title,
            "url": self.canonical,
            "inLanguage": post.lang,
            "description": self.description,
        }
        if post.kind == "article":
            data["datePublished"] = post.date.isoformat()
            data["dateModified"] = (post.modified or post.date).isoformat()
            name = post.author or (person.name if person else "")
            data["author"] = {"@type": "Person", "name": name, "url": f"{self.site.url}/"}
            data["keywords"] = list(post.tags)
            if self.discussion is not None:
                data["commentCount"] = self.discussion.count
        if self.image is not None:
            data["image"] = self.image.url
        return data
