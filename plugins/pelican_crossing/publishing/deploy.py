"""Bring a finished site to its target as a new release."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pelican_crossing.publishing.folder import FolderRoot
from pelican_crossing.publishing.releases import Root, hashes, holds, new_id, outdated, require_ours
from pelican_crossing.publishing.rsync import remote_root
from pelican_crossing.publishing.target import Folder, Target

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployment:
    """What a deployment did.

    `release` is what readers now see; `changed` whether they did not before. `uploaded` counts the files sent,
    `unchanged` those that were there already.
    """

    target: str
    release: str
    changed: bool
    uploaded: int
    unchanged: int

    def __str__(self) -> str:
        """Return a line for the user."""
        if not self.changed:
            return f"Nothing to publish: {self.target} shows this site already, in release {self.release}."
        counts = f"{self.uploaded} files sent, {self.unchanged} unchanged"
        return f"Published to {self.target}: release {self.release}, {counts}."


def deploy(output: Path, target: Target, site_url: str, *, ssh: str = "ssh", keep: int = 3) -> Deployment:
    """Make the finished site in `output` what readers of `target` see, at once, keeping `keep` releases.

    Nothing is sent and no release is made when they see just this already. `ssh` is how to call ssh. The web server
    is to serve `current/` in the target's folder.

    Raises PublishError when the target does not take the site, or is not the home of `site_url`; readers still see
    the release before, whole. Also raised when only older releases cannot be removed; the new one is live then.
    """
    files = hashes(output)
    with _root(target, ssh) as root:
        require_ours(root.look(), site_url, str(target))
        root.claim(site_url)
        with root.locked():
            found = root.look()
            release, sent = found.current, 0
            changed = not holds(release, files)
            if changed:
                release = new_id(files, datetime.now(UTC), found.folders)
                sent = root.receive(output, files, release, found)
                root.switch(release)
            root.remove([*found.unfinished, *outdated({*found.releases, release}, release, keep)])
    return Deployment(
        target=str(target),
        release=release,
        changed=changed,
        uploaded=sent,
        unchanged=len(files) - sent,
    )


def _root(target: Target, ssh: str) -> AbstractContextManager[Root]:
    return nullcontext(FolderRoot(target.path)) if isinstance(target, Folder) else remote_root(target, ssh)
