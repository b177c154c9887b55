"""Drafts and hidden posts are named nowhere: not by address, not by title, not in the name of a file.

The address of a hidden post works for those who have it; a draft has no page at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pelican_crossing.links import canonical
from pelican_crossing.verify.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pelican_crossing.model import Post, Site
    from pelican_crossing.verify.documents import Document
    from pelican_crossing.verify.output import Output

_TELLING_TITLE: Final = 2
_TELLING_SLUG: Final = 3
"""Words that make a title or a slug telling: a shorter one may be an ordinary word elsewhere."""

_REMEDY: Final = "publish the post, or remove what names it here"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Private:
    """The posts that must not be named, by what would give them away, and the files that are their own."""

    by_path: Mapping[str, Post]
    by_title: Mapping[str, Post]
    by_slug: Mapping[str, Post]
    pages: Mapping[str, Post]


def check(output: Output, site: Site) -> Iterator[Finding]:
    """Yield each place that names a draft or hidden post, each draft with a page, each hidden post to be indexed."""
    private = _private(output, site)
    yield from _check_pages(private, output)
    for path in sorted(output.files):
        yield from _check_name(path, private)
    for document in output.documents:
        yield from _check_document(document, private, output)


def _private(output: Output, site: Site) -> _Private:
    """Leave out whatever a listed post has as well: a translation shares its slug, a tag may be a title."""
    posts = [post for post in site.posts if not post.listed]
    paths = {_path(output, post) for post in site.listed_pages} | {""}
    listed = {name for post in site.listed_pages for name in (post.title, post.category, post.series, post.author)}
    tags = {tag for post in site.listed_pages for tag in post.tags}
    titles = {_folded(name) for name in listed | tags | {site.title, site.subtitle}}
    slugs = {post.slug for post in site.listed_pages}
    taken = {post.save_as for post in site.listed_pages}
    by_path = {path: post for post in posts if (path := _path(output, post)) not in paths}
    files = {output.file(path): post for path, post in by_path.items()}
    saved = {post.save_as: post for post in posts if post.save_as in output.files and post.save_as not in taken}
    return _Private(
        by_path=by_path,
        by_title={
            title: post
            for post in posts
            if len((title := _folded(post.title)).split()) >= _TELLING_TITLE and title not in titles
        },
        by_slug={
            post.slug: post for post in posts if len(post.slug.split("-")) >= _TELLING_SLUG and post.slug not in slugs
        },
        pages={file: post for file, post in {**files, **saved}.items() if file},
    )


def _check_pages(private: _Private, output: Output) -> Iterator[Finding]:
    for file, post in private.pages.items():
        if post.status == "draft":
            what = f"the draft {_source(post)} is in the output"
            yield Finding(file, 0, "draft-published", what, "publish the post, or keep drafts out of the build")
        elif (page := output.pages.get(file)) and "noindex" not in page.robots:
            what = f"the page of the hidden post {_source(post)} lets search engines list it"
            yield Finding(file, 0, "hidden-indexed", what, 'write <meta name="robots" content="noindex"> in its head')


def _check_name(path: str, private: _Private) -> Iterator[Finding]:
    own = private.pages.get(path) or private.pages.get(f"{path.rpartition('/')[0]}/index.html")
    for part in path.split("/"):
        post = private.by_slug.get(part.split(".")[0])
        if post and not _same_work(post, own):
            yield _finding(path, 0, post, "the name of this file")


def _check_document(document: Document, private: _Private, output: Output) -> Iterator[Finding]:
    own = private.pages.get(document.path)
    addresses = (*document.links, *(mark for mark in document.mentions if _may_be_address(mark.text)))
    targets = ((mark, output.resolve(mark.text, document.base)) for mark in addresses)
    named = [(mark, private.by_path.get(canonical(target.path)), "the address") for mark, target in targets if target]
    named += [(mark, private.by_title.get(_folded(mark.text)), "the title") for mark in document.names]
    for mark, post, what in named:
        if post and not _same_work(post, own):
            yield _finding(document.path, mark.line, post, f"{what} {mark.text!r}")


def _same_work(post: Post, own: Post | None) -> bool:
    """Whether a private post is met in its own file, or in that of its translation."""
    return own is not None and own.work == post.work


def _finding(path: str, line: int, post: Post, what: str) -> Finding:
    kind = "a draft" if post.status == "draft" else "a hidden post"
    return Finding(path, line, "private", f"{what} gives away {_source(post)}, {kind}", _REMEDY)


def _path(output: Output, post: Post) -> str:
    target = output.resolve(f"{output.url}/{post.url}")
    return canonical(target.path) if target else ""


def _may_be_address(text: str) -> bool:
    return "/" in text and " " not in text


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _source(post: Post) -> str:
    return post.source or post.key
