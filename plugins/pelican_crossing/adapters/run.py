"""One run of Pelican in a process of its own: `python -m pelican_crossing.adapters.run`.

`crossing build` starts it as a child, so that Pelican's import, its logging class and what it keeps in memory for ever
stay out of our own process. All that is wrong is told on standard error, each with its place and remedy; the exit
status is that of the error (see `pelican_crossing.errors`). Standard output holds one line: what was made.
"""

from __future__ import annotations

import argparse
import contextlib
import logging
import os
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pelican.log
from jinja2 import TemplateError, TemplateSyntaxError
from pelican.generators import Generator, PelicanTemplateNotFound
from pelican.settings import read_settings
from pelican.writers import FileOverwriteFailedError

from pelican import Pelican, signals
from pelican_crossing.adapters import guard, loose_ends, pages
from pelican_crossing.adapters.read import read
from pelican_crossing.adapters.signals import configuration
from pelican_crossing.building.index import write_index
from pelican_crossing.errors import ContentError, CrossingError, OutputError, Problem, SettingsError, told
from pelican_crossing.identity.load import load as load_identity
from pelican_crossing.settings import Settings, load

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pelican_crossing.adapters.views import SiteView
    from pelican_crossing.identity.model import Identity

PRODUCTION: Final = {
    "DRAFT_SAVE_AS": "",
    "DRAFT_LANG_SAVE_AS": "",
    "DRAFT_PAGE_SAVE_AS": "",
    "DRAFT_PAGE_LANG_SAVE_AS": "",
    "WITH_FUTURE_DATES": False,
}
"""What holds for a published site whatever its settings say: a draft is not written, a future post waits."""


class Messages(logging.Handler):
    """Collects what Pelican logs: its errors are failures here, its warnings are shown when all went well."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.errors: list[str] = []
        self.warnings: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep what was logged."""
        (self.errors if record.levelno >= logging.ERROR else self.warnings).append(record.getMessage())


class _Read(Exception):  # noqa: N818 - not an error: the way out of a run that only reads
    """The site has been read; there is nothing more to do."""


def build(settings_file: Path, output: Path, index: Path, messages: Messages, *, production: bool) -> str:
    """Build the whole site into `output`, write its index, and return a line that says what was made.

    Raises CrossingError; nothing was made then that may be used.
    """
    values = _settings(settings_file, OUTPUT_PATH=str(output), **(PRODUCTION if production else {}))
    views: list[SiteView] = []

    def check(generators: Iterable[Generator]) -> None:
        generators = list(generators)
        _refuse(generators, values, messages)
        views.append(generators[0].context["crossing"])
        loose_ends.refuse_loose_ends(views[0].reading, Path.cwd())
        guard.refuse_collisions(views[0].reading, pages.planned(views[0]), Path.cwd())
        if views[0].identity:
            loose_ends.refuse_broken_promises(views[0].identity, views[0].site, Path.cwd())

    if production:
        _require_one_address(*configuration(values))
    run = _start(values, messages)
    with signals.all_generators_finalized.connected_to(check):
        run.run()
    if messages.errors:
        raise ContentError(*(Problem("", 0, text) for text in messages.errors))
    write_index(views[0].site, index)
    return _summary(views[0])


def read_only(settings_file: Path, index: Path, messages: Messages) -> str:
    """Read the site without writing any page, write its index, and return a line that says what was read."""
    values = _settings(settings_file)

    def collect(generators: Iterable[Generator]) -> None:
        generators = list(generators)
        _refuse(generators, values, messages)
        site = read(generators, *configuration(values)).site
        write_index(site, index)
        raise _Read(_counted(len(site.posts), "source"))

    try:
        with signals.all_generators_finalized.connected_to(collect):
            _start(values, messages).run()
    except _Read as done:
        return str(done)
    raise AssertionError("Pelican ended without telling that its generators are done")


def _settings(path: Path, **overrides: Any) -> dict[str, Any]:
    ours = load(path)
    if ours.identity:
        # Pelican warns of feeds without an address; those of ours take it from the identity.
        overrides["FEED_DOMAIN"] = load_identity(ours.identity).site.url
    try:
        values: dict[str, Any] = read_settings(str(path), override={"DELETE_OUTPUT_DIRECTORY": False, **overrides})
    except Exception as error:
        raise SettingsError(Problem(path.name, 0, str(error), "fix this setting")) from error
    return values


def _require_one_address(settings: Settings, identity: Identity | None) -> None:
    """Raise SettingsError if the site would be published at another address than its cards and codes name."""
    if identity and identity.site.url != settings.siteurl:
        what = f"is {settings.siteurl!r}, but identity.toml says site.url = {identity.site.url!r}"
        raise SettingsError(Problem("SITEURL", 0, what, "write the same address in both"))


def _start(values: dict[str, Any], messages: Messages) -> Pelican:
    guard.refuse_odd_files(Path(values["PATH"]), Path.cwd())
    run = Pelican(values)
    problems = [Problem("PLUGINS", 0, text, "fix the name, or install the plugin") for text in messages.errors]
    if not problems and "crossing" not in {str(name).rsplit(".", 1)[-1] for name in values["PLUGINS"]}:
        problems = [Problem("PLUGINS", 0, "does not name this plugin", 'write PLUGINS = ["crossing"], or leave it out')]
    if problems:
        raise SettingsError(*problems)
    return run


def _refuse(generators: list[Generator], values: dict[str, Any], messages: Messages) -> None:
    guard.refuse_bad_sources(generators, Path(values["PATH"]), Path.cwd(), messages.errors)
    guard.refuse_outsiders(generators, Path(values["PATH"]), Path.cwd())


def _summary(view: SiteView) -> str:
    listed = view.site.listed
    discussions = (view.reading.contents[post.key].crossing.discussion for post in view.site.listed_pages)
    comments = sum(discussion.count for discussion in discussions if discussion)
    states = Counter(post.status for post in view.site.posts)
    counts = (
        _counted(len(listed), "post"),
        _counted(len(view.site.listed_pages) - len(listed), "page"),
        _counted(comments, "comment"),
        _counted(len(view.site.cards), "card"),
        _counted(states["draft"], "draft"),
        f"{states['hidden']} hidden" if states["hidden"] else "",
    )
    return ", ".join(filter(None, counts))


def _counted(count: int, name: str) -> str:
    return f"{count} {name}{'s' if count > 1 else ''}" if count else ""


def _explained(error: Exception) -> CrossingError | None:
    """Return a user's mistake that Pelican or Jinja raised as one of our errors, None for anything else."""
    if isinstance(error, TemplateSyntaxError):
        return ContentError(
            Problem(error.filename or error.name or "", error.lineno, str(error.message), "fix the template")
        )
    if isinstance(error, TemplateError | PelicanTemplateNotFound):
        remedy = "check the theme; a page that it does not have must be left out of DIRECT_TEMPLATES"
        return ContentError(Problem("", 0, f"a template failed: {error}", remedy))
    if isinstance(error, FileOverwriteFailedError):
        return ContentError(Problem("", 0, str(error), "give one of the sources another 'Slug:'"))
    if isinstance(error, OSError):
        return OutputError(
            Problem(str(error.filename or ""), 0, str(error.strerror or error), "check the disk and the permissions")
        )
    return None


def main(arguments: Sequence[str] | None = None) -> int:
    """Run once as the command line asks; return the exit status."""
    parser = argparse.ArgumentParser(prog="pelican_crossing.adapters.run", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--settings", type=Path, required=True)
    parser.add_argument("--index", type=Path, required=True)
    parser.add_argument("--output", type=Path, help="where the site goes; without it the site is only read")
    parser.add_argument("--production", action="store_true")
    options = parser.parse_args(arguments)
    messages = Messages()
    pelican.log.init(logging.WARNING, handler=messages)
    pelican.log.console.quiet = True
    settings_file, index = options.settings.resolve(), options.index.resolve()
    output = options.output.resolve() if options.output else None
    os.chdir(settings_file.parent)
    try:
        if output:
            said = build(settings_file, output, index, messages, production=options.production)
        else:
            said = read_only(settings_file, index, messages)
    except CrossingError as error:
        return _tell(error)
    except Exception as error:
        explained = _explained(error)
        if explained is None:
            raise
        return _tell(explained)
    sys.stderr.writelines(f"warning: {text}\n" for text in messages.warnings)
    sys.stdout.write(f"{said}\n")
    return 0


def _tell(error: CrossingError) -> int:
    sys.stderr.write(f"{told(error)}\n")
    return error.exit_status


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError):
        sys.exit(main())
