"""The command `crossing`: it parses, calls the room that does the work, and tells how it ended."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pelican_crossing import __version__
from pelican_crossing.cli import commands
from pelican_crossing.errors import CrossingError, told

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand and return the exit status: 0, that of the error (see errors.py), or 130 for Ctrl-C."""
    options = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # being told to end is Ctrl-C: what was begun is put away
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        return run(options)
    except CrossingError as error:
        if str(error):
            print(told(error), file=sys.stderr)
        return error.exit_status
    except KeyboardInterrupt:
        print("crossing: stopped; unfinished work was discarded", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # Whoever read our output (`| head`) has enough; what is left must not fail when the interpreter flushes it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="crossing", description="Bridges, discovery and conversations for a blog on Pelican."
    )
    parser.add_argument("--version", action="version", version=f"crossing {__version__}")
    found = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    build = _add(found, "build", commands.build, "build the site into its output folder")
    build.add_argument(
        "-o", "--output", type=Path, metavar="FOLDER", help="instead of the folder that the settings name"
    )

    dev = _add(found, "dev", commands.dev, "serve the site on this machine and rebuild on every change")
    dev.add_argument("-p", "--port", type=int, default=8000, help="where to listen (8000; 0 takes any free port)")

    _add(found, "check", commands.check, "build as for publishing and check the result", settings="publishconf.py")

    publish = _add(
        found, "publish", commands.publish, "build for production, check, and deploy", settings="publishconf.py"
    )
    publish.add_argument("--to", metavar="TARGET", help="a folder, or user@host:/folder for rsync over ssh")
    publish.add_argument("--ssh", metavar="COMMAND", help="how to call ssh, as in 'ssh -p 2222'")

    comments = found.add_parser("comments", help="bring comments home").add_subparsers(metavar="COMMAND", required=True)
    imports = _add(comments, "import", commands.import_comments, "import an export of Disqus or WordPress")
    imports.add_argument("file", type=Path, metavar="FILE", help="the export, as it came (.xml or .xml.gz)")
    imports.add_argument("--json", action="store_true", help="print the report as one JSON object")
    imports.add_argument(
        "--owner", action="append", default=[], metavar="NAME", help="your own user name there, to mark your replies"
    )

    card = _add(found, "card", commands.card, "show the card's QR code and leave it with the contact file in cards/")
    card.add_argument("-o", "--output", type=Path, default=Path("cards"), metavar="FOLDER", help="instead of cards/")
    return parser


def _add(
    found: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    run: Callable[[argparse.Namespace], int],
    summary: str,
    settings: str = "pelicanconf.py",
) -> argparse.ArgumentParser:
    command = found.add_parser(name, help=summary, description=f"{summary[0].upper()}{summary[1:]}.")
    command.add_argument("-s", "--settings", type=Path, default=Path(settings), metavar="FILE", help=f"({settings})")
    command.set_defaults(run=run)
    return command
