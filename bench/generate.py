"""Made-up blogs and exports of any size, always the same for the same size."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from pelican_crossing.model import Post

if TYPE_CHECKING:
    from pathlib import Path

SYLLABLES = [first + second for first, second in zip("bcdfghjklmnprstvwxyz", "aeiou" * 4, strict=True)]
START = datetime(2010, 1, 1, 9, tzinfo=UTC)


def vocabulary(size: int = 6_000) -> list[str]:
    """Return made-up words, the common ones first."""
    source = random.Random(1)
    words = {"".join(source.choices(SYLLABLES, k=source.randint(2, 4))): None for _ in range(size)}
    return list(words)


def texts(count: int, length: int = 300) -> list[str]:
    """Return texts of `length` words, distributed as in a language (Zipf), each leaning to a topic of its own."""
    source = random.Random(2)
    words = vocabulary()
    weights = [1 / rank for rank in range(1, len(words) + 1)]
    made = []
    for _ in range(count):
        topic = source.sample(words, 12)
        common = source.choices(words, weights, k=length)
        made.append(" ".join(source.choice(topic) if source.random() < 0.15 else word for word in common))
    return made


def tags(count: int) -> list[tuple[str, ...]]:
    """Return three tags for each of `count` posts, some tags much more frequent than others."""
    source = random.Random(3)
    names = [f"tag-{number}" for number in range(80)]
    weights = [1 / (number + 1) for number in range(80)]
    return [tuple(dict.fromkeys(source.choices(names, weights, k=3))) for _ in range(count)]


def posts(count: int) -> list[Post]:
    """Return a blog of `count` posts, one every three days."""
    return [
        Post(
            key=f"post-{n}",
            slug=f"post-{n}",
            title=" ".join(text.split()[:5]),
            url=f"post-{n}/",
            date=START + timedelta(days=3 * n),
            html=f"<p>{text}</p>",
            tags=own,
        )
        for n, (text, own) in enumerate(zip(texts(count), tags(count), strict=True))
    ]


def write_blog(folder: Path, count: int, plugins: str) -> Path:
    """Write a blog of `count` posts with settings for Pelican's theme `simple`; return its folder."""
    content = folder / "content"
    content.mkdir(parents=True)
    for post in posts(count):
        head = (
            f"Title: {post.title}\nDate: {post.date:%Y-%m-%d %H:%M}\nSlug: {post.slug}\nTags: {', '.join(post.tags)}\n"
        )
        body = post.html.removeprefix("<p>").removesuffix("</p>")
        (content / f"{post.slug}.md").write_text(f"{head}\n{body}\n", encoding="utf-8")
    settings = (
        f'PATH = "content"\nSITEURL = "https://example.org"\nTIMEZONE = "UTC"\nTHEME = "simple"\nPLUGINS = {plugins}\n'
    )
    (folder / "pelicanconf.py").write_text(settings, encoding="utf-8")
    return folder


def exported(threads: int, each: int) -> str:
    """Return a Disqus export of `threads` threads with `each` comments, every third one a reply."""
    head = '<?xml version="1.0" encoding="utf-8"?>\n<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/i">'
    bodies = texts(each, 60)
    comments = (_comment(thread, number, each, bodies) for thread in range(threads) for number in range(each))
    return "\n".join([head, *map(_thread, range(threads)), *comments, "</disqus>\n"])


def _thread(thread: int) -> str:
    return (
        f'<thread dsq:id="{thread + 1}"><id></id><link>https://example.org/post-{thread}/</link>'
        f"<title>Post {thread}</title><createdAt>2015-01-01T00:00:00Z</createdAt><isDeleted>false</isDeleted></thread>"
    )


def _comment(thread: int, number: int, each: int, bodies: list[str]) -> str:
    name = thread * each + number + 1
    parent = f'<parent dsq:id="{name - 1}"/>' if number % 3 == 2 else ""
    return (
        f'<post dsq:id="{name}"><id></id><message><![CDATA[<p>{bodies[number]}</p>]]></message>'
        f"<createdAt>2015-01-{number + 1:02}T12:00:00Z</createdAt><isDeleted>false</isDeleted><isSpam>false</isSpam>"
        f"<author><name>Reader {name % 97}</name><isAnonymous>true</isAnonymous></author>"
        f'<thread dsq:id="{thread + 1}"/>{parent}</post>'
    )
