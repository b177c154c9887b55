"""Publish a blog: build for production, check what was built, and only then deploy it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pelican_crossing.building.index import read_index
from pelican_crossing.building.lock import lock
from pelican_crossing.building.site import RUN, Built, build, home_of
from pelican_crossing.errors import CheckError, Problem, SettingsError
from pelican_crossing.publishing.deploy import Deployment, deploy
from pelican_crossing.publishing.target import Target, parse
from pelican_crossing.settings import Settings, load
from pelican_crossing.verify import Report, check

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager


def publish(
    settings_file: Path,
    to: str | None = None,
    ssh: str | None = None,
    *,
    command: Sequence[str] = RUN,
    say: Callable[[str], None] = print,
) -> Deployment:
    """Build, check and deploy the blog; `to` and `ssh` go before CROSSING_DEPLOY and CROSSING_DEPLOY_SSH.

    Raises SettingsError or UsageError when something is missing, what `build_for_readers` raises, CheckError when the
    built site has faults, and what `deploy` raises.
    """
    settings = load(settings_file)
    target = require_ready(settings, settings_file.name, to)
    with _alone(settings, say):
        built = _build(settings_file, settings, command, say)
        require_faultless(built)
        return deploy(built.output, target, settings.siteurl, ssh=ssh or settings.deploy_ssh, keep=settings.deploy_keep)


def require_ready(settings: Settings, source: str, to: str | None = None) -> Target:
    """Return where to publish; raise SettingsError, naming the file `source`, for all that is missing for it."""
    problems = []
    if not settings.siteurl:
        remedy = 'write SITEURL = "https://example.org" with the address of your blog'
        problems.append(Problem(source, 0, "SITEURL is empty, and a published site must know its address", remedy))
    if not (to or settings.deploy):
        remedy = 'write CROSSING_DEPLOY = "user@host:/folder" or a folder, or name one with --to'
        problems.append(Problem(source, 0, "CROSSING_DEPLOY is empty, so there is nowhere to publish to", remedy))
    if problems:
        raise SettingsError(*problems)
    return parse(to, Path.cwd()) if to else parse(settings.deploy, settings.root, "CROSSING_DEPLOY")


def build_for_readers(
    settings_file: Path, *, command: Sequence[str] = RUN, say: Callable[[str], None] = print
) -> Built:
    """Build the site with production settings into a folder of its own, apart from the output folder.

    Waits for a publish that is under way, which sends what is in that folder.
    """
    settings = load(settings_file)
    with _alone(settings, say):
        return _build(settings_file, settings, command, say)


def require_faultless(built: Built) -> Report:
    """Return what was looked at; raise CheckError, with every finding, when the site must not be published."""
    report = check(built.output, read_index(built.site_index_path))
    if report.findings:
        raise CheckError(*(finding.problem for finding in report.findings))
    return report


def _alone(settings: Settings, say: Callable[[str], None]) -> AbstractContextManager[int]:
    return lock(home_of(settings) / "publish.lock", say)


def _build(settings_file: Path, settings: Settings, command: Sequence[str], say: Callable[[str], None]) -> Built:
    folder = home_of(settings) / "publish"
    return build(settings_file, folder / "site", production=True, index=folder / "index.json", command=command, say=say)
