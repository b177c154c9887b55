"""Opening the finished output folder and looking at it as readers and machines will.

Each family of checks is one module with one function, `check(output, site)`, which yields what it finds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pelican_crossing.errors import CheckError, Problem
from pelican_crossing.verify.findings import Finding, Report

if TYPE_CHECKING:
    from pathlib import Path

    from pelican_crossing.model import Site

__all__ = ["Finding", "Report", "check"]


def check(output: Path, site: Site) -> Report:
    """Return every fault of the site that was built into the folder `output`, and how much was looked at.

    Raises CheckError when there is nothing to check: no page, or no post that readers may find.
    """
    from pelican_crossing.verify import feeds, links, pages, private, qr
    from pelican_crossing.verify.output import Output

    if not site.listed:
        raise CheckError(Problem("", 0, "the site has no published post", "publish one, and build the site"))
    opened = Output(output, site.url)
    if not opened.pages:
        raise CheckError(Problem(str(output), 0, "there is no page here to check", "run `crossing build`"))
    families = (links, feeds, private, qr, pages)
    findings = {finding for family in families for finding in family.check(opened, site)}
    counts = {
        "pages": len(opened.pages),
        "links": sum(len(document.links) for document in opened.documents),
        "feeds": len(opened.feeds),
        "entries": sum(len(feed.entries) for feed in opened.feeds),
        "cards": len(site.cards),
    }
    return Report(tuple(sorted(findings)), counts)
