"""How the plugin hangs on Pelican's signals.

All receivers are plain functions without state of their own: Pelican makes several instances in one process, and
what one run learns lives in that run's shared template context, as `crossing`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from pelican import Pelican, signals
from pelican_crossing.adapters import attach, pages, templates
from pelican_crossing.adapters.read import read
from pelican_crossing.adapters.telling import telling
from pelican_crossing.adapters.views import site_view
from pelican_crossing.adapters.writer import FeedWriter
from pelican_crossing.identity.load import load
from pelican_crossing.settings import Settings, from_mapping

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pelican.generators import Generator

    from pelican_crossing.identity.model import Identity


def connect() -> None:
    """Connect every receiver; doing it again changes nothing."""
    signals.initialized.connect(check_configuration)
    signals.generator_init.connect(templates.offer)
    signals.get_generators.connect(our_generator)
    signals.all_generators_finalized.connect(enrich)
    signals.get_writer.connect(our_writer)


def configuration(values: dict[str, Any]) -> tuple[Settings, Identity | None]:
    """Return the typed settings and the identity; Pelican's relative paths start where it was called.

    Raises SettingsError or IdentityError.
    """
    settings = from_mapping(values, Path.cwd(), "the settings")
    return settings, load(settings.identity) if settings.identity else None


@telling
def check_configuration(pelican: Pelican) -> None:
    """Stop at once, before anything is read, if a setting or the identity is wrong."""
    configuration(pelican.settings)


@telling
def enrich(generators: Iterable[Generator]) -> None:
    """Read the site, compute what the core knows about it, and attach that for the templates."""
    generators = list(generators)
    settings, identity = configuration(generators[0].settings)
    view = site_view(read(generators, settings, identity), settings, identity, generators[0].settings)
    attach.attach(view, settings)
    generators[0].context["crossing"] = view


def our_generator(_: Pelican) -> type[Generator]:
    """Offer the generator of the pages that no Markdown file stands for."""
    return pages.CrossingGenerator


@telling
def our_writer(pelican: Pelican) -> type[FeedWriter] | None:
    """Offer the writer whose feeds are ours, unless the site keeps Pelican's (`CROSSING_FEEDS = False`)."""
    settings, _ = configuration(pelican.settings)
    return FeedWriter if settings.feeds else None
