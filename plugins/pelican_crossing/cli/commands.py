"""One function a subcommand: it turns options into a call of the room that does the work, and prints the answer."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pelican_crossing import settings as site_settings
from pelican_crossing.errors import ExportError, IdentityError, Problem, UsageError

if TYPE_CHECKING:
    import argparse


def build(options: argparse.Namespace) -> int:
    """Build the site."""
    from pelican_crossing.building.site import build

    built = build(options.settings, options.output)
    print(f"{built.summary}\n  in {_shown(built.output)}")
    print("Next: 'make dev' shows it in the browser, 'make publish TO=folder' checks and deploys it.")
    return 0


def dev(options: argparse.Namespace) -> int:
    """Serve the site and rebuild it on every change, until Ctrl-C."""
    from pelican_crossing.building.serving import serve

    serve(options.settings, port=options.port)
    return 0


def check(options: argparse.Namespace) -> int:
    """Build as for publishing, into a folder of its own, and check the result."""
    from pelican_crossing.publishing.pipeline import build_for_readers, require_faultless

    built = build_for_readers(options.settings)
    looked_at = ", ".join(f"{count:,} {name}" for name, count in require_faultless(built).counts.items())
    print(f"{built.summary}\n  as it would be published: {looked_at} checked, nothing found")
    return 0


def publish(options: argparse.Namespace) -> int:
    """Build, check and deploy."""
    from pelican_crossing.publishing.pipeline import publish

    print(publish(options.settings, options.to, options.ssh))
    return 0


def import_comments(options: argparse.Namespace) -> int:
    """Import an export of comments and print the report; raise ExportError if it holds none."""
    from pelican_crossing.building.site import read_site
    from pelican_crossing.conversations.importing import import_comments
    from pelican_crossing.conversations.store import Store

    settings = site_settings.load(options.settings)
    file = options.file.expanduser()
    if not file.is_file():
        raise UsageError(Problem(str(file), 0, "there is no such file", "name the export that you downloaded"))
    store = Store(settings.comments)
    report = import_comments(file, read_site(options.settings), store, owners=frozenset(options.owner))
    print(json.dumps(report.as_json(), indent=1, ensure_ascii=False) if options.json else report.as_text())
    if report.problem:
        raise ExportError(report.problem)
    return 0


def card(options: argparse.Namespace) -> int:
    """Show the main card's QR code in the terminal; leave codes and contact files in a folder."""
    from pelican_crossing.files import write_atomically
    from pelican_crossing.identity import qr
    from pelican_crossing.identity.cards import cards
    from pelican_crossing.identity.load import load
    from pelican_crossing.identity.photo import jpeg_for_contact
    from pelican_crossing.identity.vcard import vcard

    settings = site_settings.load(options.settings)
    if settings.identity is None:
        raise IdentityError(
            Problem(
                options.settings.name, 0, "CROSSING_IDENTITY is not set", 'write CROSSING_IDENTITY = "identity.toml"'
            )
        )
    identity = load(settings.identity)
    revised = datetime.fromtimestamp(settings.identity.stat().st_mtime, UTC)
    made = cards(identity)
    for each in made:
        photo = jpeg_for_contact(settings.content / each.person.photo) if each.person.photo else None
        folder = options.output / each.path
        write_atomically(folder / each.vcf, vcard(each, revised=revised, photo=photo))
        write_atomically(folder / "qr.svg", qr.svg(each.url))
        write_atomically(folder / "qr.png", qr.png(each.url))
    if sys.stdout.isatty():
        print(qr.terminal(made[0].url))
    print("\n".join(each.url for each in made))
    print(f"  codes and contact files are in {_shown(options.output)}")
    return 0


def _shown(path: Path) -> str:
    """Return a path as the user would type it here."""
    path = path.resolve()
    return f"{path.relative_to(Path.cwd())}/" if path.is_relative_to(Path.cwd()) else str(path)
