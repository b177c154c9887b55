"""What every page of ours needs, whatever the theme: a title, a language, one true address, texts for its images.

Ours are the home page, the posts and the cards, and whatever leads to the home page or to a feed of the site, as
every theme makes its pages do. Other files were copied as their author wants them, such as the file that proves to a
search engine whose site it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pelican_crossing.verify.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pelican_crossing.model import Site
    from pelican_crossing.verify.documents import Page
    from pelican_crossing.verify.output import Output


def check(output: Output, site: Site) -> Iterator[Finding]:
    """Yield the faults in the head of each page, and images without a text alternative (WCAG 2.2, 1.1.1)."""
    posts = {output.file(post.url) for post in site.listed_pages}
    ours = {output.file(url) for url in ("", *site.cards, *(post.url for post in site.posts))}
    ways_in = {output.file(""), *(feed.path for feed in output.feeds)}
    for page in output.pages.values():
        if page.path not in ours and ways_in.isdisjoint(_targets(page, output)):
            continue
        yield from _check_head(page)
        yield from _check_canonical(page, output, page.path in posts)
        for line in page.bare_images:
            yield Finding(page.path, line, "image-alt", "an image has no alt text", 'describe it, or write alt=""')


def _targets(page: Page, output: Output) -> Iterator[str]:
    targets = (output.resolve(link.text, page.base) for link in page.links)
    return (target.file for target in targets if target and target.file)


def _check_head(page: Page) -> Iterator[Finding]:
    titles = [title for title in page.titles if title]
    if len(titles) != 1:
        what = f"the page has {len(titles)} titles" if titles else "the page has no title"
        yield Finding(page.path, 0, "page-title", what, "write one <title> in its head")
    if not page.lang:
        yield Finding(page.path, 0, "page-lang", "the page does not say its language", 'write <html lang="en">')
    for broken in page.broken_json:
        yield Finding(
            page.path, broken.line, "json-ld", f"the JSON-LD cannot be read: {broken.text}", "fix the template"
        )


def _check_canonical(page: Page, output: Output, is_post: bool) -> Iterator[Finding]:
    """Yield what is wrong with a canonical address; a page may do without one."""
    for mark in page.canonicals:
        target = output.resolve(mark.text) if mark.text.startswith(f"{output.url}/") else None
        if len({other.text for other in page.canonicals}) > 1:
            what = "the page gives several canonical addresses"
        elif target is None:
            what = f"the canonical address {mark.text!r} is not on {output.url}"
        elif is_post and target.file != page.path:
            what = f"the canonical address {mark.text!r} is not that of this page"
        else:
            continue
        yield Finding(page.path, mark.line, "canonical", what, f"it should be {output.address(page.path)}")
