"""The checks as a whole: a clean folder passes, an empty one does not, and the answer is always the same."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from pelican_crossing.errors import CheckError, Problem
from pelican_crossing.model import Site
from pelican_crossing.verify import Finding, check


def test_a_clean_folder_has_no_finding(output: Path, site: Site) -> None:
    assert check(output, site).findings == ()


def test_a_blog_in_a_folder_of_its_host_is_checked_the_same(output: Path, site: Site) -> None:
    moved = replace(site, url="https://example.org/blog", cards=())
    for file in output.rglob("*"):
        if file.suffix in {".html", ".xml", ".json", ".txt"}:
            text = file.read_text(encoding="utf-8").replace("https://example.org/", "https://example.org/blog/")
            for attribute in ("href=", "src=", "srcset="):
                text = text.replace(f'{attribute}"/', f'{attribute}"/blog/')
            file.write_text(text.replace("url=/", "url=/blog/"), encoding="utf-8")  # the alias page
    assert check(output, moved).findings == ()


def test_the_report_says_how_much_was_looked_at(output: Path, site: Site) -> None:
    counts = check(output, site).counts
    assert counts["links"] > 40
    assert counts | {"links": 0} == {"pages": 6, "links": 0, "feeds": 2, "entries": 4, "cards": 1}


def test_a_folder_without_a_page_is_not_a_clean_folder(tmp_path: Path, site: Site) -> None:
    (tmp_path / "robots.txt").write_text("User-agent: *")
    with pytest.raises(CheckError, match="no page here"):
        check(tmp_path, site)


def test_a_folder_that_is_not_there_is_not_clean_either(tmp_path: Path, site: Site) -> None:
    with pytest.raises(CheckError, match="run `crossing build`"):
        check(tmp_path / "nowhere", site)


def test_a_site_without_a_published_post_is_not_checked_as_clean(output: Path, site: Site) -> None:
    with pytest.raises(CheckError, match="no published post"):
        check(output, replace(site, posts=site.posts[2:]))


def test_findings_are_sorted_and_the_same_every_time(output: Path, site: Site) -> None:
    for name in ("z", "a", "m"):
        (output / f"{name}.html").write_text('<img src="gone.png"><a href="/gone/">x</a><a href="/">y</a>')
    findings = check(output, site).findings
    assert len(findings) > 9
    assert list(findings) == sorted(findings)
    assert check(output, site).findings == findings


def test_a_finding_becomes_a_problem_that_says_where_and_what_to_do() -> None:
    finding = Finding("index.html", 3, "broken-link", "it leads nowhere", "fix it")
    assert finding.problem == Problem("index.html", 3, "it leads nowhere [broken-link]", "fix it")


def test_importing_the_checks_loads_no_heavy_library() -> None:
    program = "import sys, pelican_crossing.verify; print({'lxml', 'PIL', 'zxingcpp', 'numpy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
