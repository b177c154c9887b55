"""Answer the judge of related posts: posts as JSON lines in, ranked ids as JSON lines out.

    related_eval.py CORPUS... -- .venv/bin/python -m bench.related

Each line in is `{"id", "title", "date", "tags", "category", "lang", "text", "headings", "links"}`, each line out
`{"id", "related": [ids, best first]}`, ten of them. With CROSSING_EVAL_OLDER=1 in the environment the ten are older.
"""

from __future__ import annotations

import html
import json
import os
import sys
from datetime import UTC, date, datetime, time
from typing import Any

from pelican_crossing.discovery import rank
from pelican_crossing.model import Post

_ASKED = 10
# Older posts are picked from a longer list, since the engine looks both ways.
_ASKED_OLDER = 100


def main() -> None:
    """Read all posts from standard input and write the answers to standard output."""
    posts = [_post(json.loads(line)) for line in sys.stdin if line.strip()]
    older = os.environ.get("CROSSING_EVAL_OLDER") == "1"
    dates = {post.key: post.date for post in posts}
    for key, neighbours in rank(posts, _ASKED_OLDER if older else _ASKED).items():
        related = [near.key for near in neighbours if not older or dates[near.key] < dates[key]]
        print(json.dumps({"id": key, "related": related[:_ASKED]}))


def _post(row: dict[str, Any]) -> Post:
    """Return a row as a post; its plain text, headings and links become the HTML that the engine reads."""
    parts = [f"<h2>{html.escape(heading)}</h2>" for heading in row["headings"] or ()]
    parts += [f"<p>{html.escape(row['text'])}</p>"]
    parts += [f'<a href="https://{html.escape(link)}"></a>' for link in row["links"] or ()]
    return Post(
        key=row["id"],
        slug=row["id"],
        title=row["title"] or "",
        url=row["id"],
        date=_date(row["date"]),
        html="".join(parts),
        lang=row["lang"] or "",
        category=row["category"] or "",
        tags=tuple(row["tags"] or ()),
    )


def _date(text: str) -> datetime:
    """Return midnight of a day such as `2022-04-01`; some blogs write `2022-00-00` for an unknown month and day."""
    year, month, day = (max(1, int(part)) for part in text[:10].split("-"))
    return datetime.combine(date(year, month, day), time(), UTC)


if __name__ == "__main__":
    main()
