"""Every link to our own site leads to a file, and every fragment to a place in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pelican_crossing.verify.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pelican_crossing.model import Site
    from pelican_crossing.verify.output import Output


def check(output: Output, _site: Site) -> Iterator[Finding]:
    """Yield each link in pages, feeds and sitemaps that leads nowhere, but for those of commenters."""
    for document in output.documents:
        for link in document.links:
            target = output.resolve(link.text, document.base)
            if target is None:
                continue
            if not target.file:
                yield Finding(
                    document.path,
                    link.line,
                    "broken-link",
                    f"{link.text!r} leads to no file of the site",
                    "fix the address, or add what it should lead to",
                )
            elif not _has_place(output, target.file, target.fragment):
                yield Finding(
                    document.path,
                    link.line,
                    "missing-fragment",
                    f"{link.text!r} leads to a place that {target.file} does not have",
                    f"give an element there the id {target.fragment!r}, or fix the address",
                )


def _has_place(output: Output, file: str, fragment: str) -> bool:
    """Whether a fragment can be followed; `top` and text fragments (`:~:text=`) always can.

    A page that sends its readers on has no places: the fragment was meant for what stood there before.
    """
    name = fragment.split(":~:", 1)[0]
    page = output.pages.get(file)
    return page is None or page.moved or name in page.ids or name.lower() in {"", "top"}
