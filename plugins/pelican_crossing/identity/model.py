"""What `identity.toml` says, as data. Names are those of the file; a text that is not given is empty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, get_args

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

RungName = Literal["follow", "connect", "talk", "meet"]
RUNGS: Final[tuple[RungName, ...]] = get_args(RungName)
"""The ladder of acquaintance, from the lightest step to the closest."""

PUBLIC: Final = "public"
"""The audience that exists without being named, and that everything belongs to unless told otherwise."""

MAIN_CARD: Final = "hi"
"""The path of the card that every site has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    """The author's own place on the web; `url` has no trailing slash."""

    url: str
    hosting: str = "generic"

    @property
    def home(self) -> str:
        """The address of the home page."""
        return f"{self.url}/"

    def absolute(self, path: str) -> str:
        """Return the whole address of `path`, which is relative to the site's root."""
        return f"{self.url}/{path}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """The author. `photo` is a file relative to the content folder, `uid` names the person for ever."""

    name: str
    given: str = ""
    family: str = ""
    pronouns: str = ""
    note: str = ""
    photo: str = ""
    photo_alt: str = ""
    uid: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """A circle of readers, who see what is for them and for the audiences that they extend."""

    name: str
    access: str = "public"
    extends: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A place of the author's elsewhere on the web.

    `me` says that it is the author's alone (`rel="me"`), `back` what the far side can do to confirm that:
    `rel-me`, a `plain` link, only a `manual` check, or `none`; `confirmed` when that was last seen.
    """

    id: str
    url: str
    rung: RungName
    label: str = ""
    service: str = ""
    handle: str = ""
    audiences: tuple[str, ...] = (PUBLIC,)
    me: bool = False
    back: str = ""
    confirmed: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """An e-mail address or a telephone number."""

    kind: Literal["email", "phone"]
    value: str
    rung: RungName = "talk"
    label: str = ""
    audiences: tuple[str, ...] = (PUBLIC,)


@dataclass(frozen=True, slots=True, kw_only=True)
class CardEntry:
    """A card as the file describes it; `links` filters and orders what its audience may see, None is all of it."""

    id: str = MAIN_CARD
    path: str = MAIN_CARD
    label: str = ""
    audience: str = PUBLIC
    title: str = ""
    org: str = ""
    links: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """A talk given at an event; `slides` is an address or a file of the site, `video` an address."""

    title: str
    slides: str = ""
    video: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A place where people were met; `card` is empty for the main card, `posts` are slugs."""

    id: str
    code: str
    name: str
    start: date
    end: date | None = None
    url: str = ""
    card: str = ""
    greeting: str = ""
    posts: tuple[str, ...] = ()
    talks: tuple[Talk, ...] = ()

    @property
    def last_day(self) -> date:
        """The day on which it ends."""
        return self.end or self.start


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """All of `identity.toml`, checked; `path` is the file."""

    path: Path
    version: int
    site: Domain
    me: Person
    audiences: tuple[Audience, ...] = ()
    links: tuple[Link, ...] = ()
    contacts: tuple[Contact, ...] = ()
    cards: tuple[CardEntry, ...] = ()
    events: tuple[Event, ...] = ()
