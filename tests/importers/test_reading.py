"""What all XML exports have in common: where they may break, what must never happen, how much may be held."""

import gzip
import os
import random
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pelican_crossing.conversations.importers import disqus, sniff, wordpress
from pelican_crossing.conversations.importers.decoding import CHUNK, characters
from pelican_crossing.conversations.importers.export import instant
from pelican_crossing.conversations.importers.mending import mended
from pelican_crossing.errors import ExportError

HERE = Path(__file__).parent
SAMPLES = Path(__file__).parents[3] / "shared" / "data" / "comments"
MORSELS = ["<![CDATA[", "]]>", "</m>", "\n", "&", "amp;", "nbsp;", "#11;", "#x41;", "x", " ", "<p>", "]", "\0", "é"]

quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def export(message: str = "hello", count: int = 1) -> str:
    posts = "".join(
        f'<post dsq:id="{number}"><message><![CDATA[{message}]]></message><thread dsq:id="1"/></post>\n'
        for number in range(count)
    )
    return f'<disqus xmlns:dsq="i"><thread dsq:id="1"><link>https://example.org/a/</link></thread>\n{posts}</disqus>\n'


def comments(path: Path) -> list[str]:
    return [comment.html for thread in sniff(path).read(path).threads for comment in thread.comments]


def refusal(path: Path) -> str | None:
    """Return what to do about an export that is refused, None for one that is read."""
    try:
        comments(path)
    except ExportError as error:
        return error.problems[0].remedy
    return None


def test_the_content_tells_the_source_and_the_name_does_not(tmp_path: Path) -> None:
    for source, sample, name in ((disqus, "disqus/plain.xml", "a.txt"), (wordpress, "wordpress/plain-1.2.xml", "b")):
        (tmp_path / name).write_bytes((HERE / sample).read_bytes())
        assert sniff(tmp_path / name) is source


@pytest.mark.parametrize("name", ["nowhere.xml", ".", "pipe"])
def test_a_missing_file_a_folder_and_a_pipe_are_refused_at_once(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ExportError, match=r"no such file|is not a file"):
        sniff(tmp_path / name)


@pytest.mark.parametrize("sample", ["disqus/plain.xml", "wordpress/plain-1.2.xml"])
def test_an_export_cut_anywhere_is_refused(sample: str, tmp_path: Path) -> None:
    whole = (HERE / sample).read_bytes().rstrip()
    path = tmp_path / "cut.xml"
    for end in range(0, len(whole), 7):
        path.write_bytes(whole[:end])
        with pytest.raises(ExportError):
            sniff(path).read(path)


@quick
@given(data=st.data())
def test_one_damaged_byte_loses_no_comment_silently(data: st.DataObject, tmp_path: Path) -> None:
    whole = bytearray(export(count=6).encode())
    whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "damaged.xml"
    path.write_bytes(whole)
    try:
        found = comments(path)
    except ExportError:
        return
    assert len(found) >= 6 - 1, "only the record whose tag was hit may be another one now"


@quick
@given(content=st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_in_words(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "any.xml"
    for data in (
        content,
        b'<disqus xmlns:dsq="i"><post dsq:id="1"><message>' + content + b"</message></post></disqus>",
    ):
        path.write_bytes(data)
        assert refusal(path) != ""


@quick
@given(text=st.lists(st.sampled_from(MORSELS)).map("".join), size=st.integers(1, 30))
def test_mending_does_not_depend_on_how_the_text_arrives(text: str, size: int) -> None:
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    counted: Counter[str] = Counter()
    at_once: Counter[str] = Counter()
    assert "".join(mended(iter(pieces), counted)) == "".join(mended(iter([text]), at_once))
    assert +counted == +at_once


@quick
@given(
    text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\ufffe\uffff", min_codepoint=32)),
    style=st.sampled_from(["cdata", "escaped"]),
)
def test_what_was_written_properly_is_read_unchanged(text: str, style: str, tmp_path: Path) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    body = f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>" if style == "cdata" else escaped
    path = tmp_path / "whole.xml"
    path.write_text(f'<disqus xmlns:dsq="i"><post dsq:id="1"><message>{body}</message></post></disqus>', "utf-8")
    read = disqus.read(path)
    assert [comment.html for thread in read.threads for comment in thread.comments] == [text.strip()]
    assert read.notes == ()


def test_nothing_is_fetched_or_included(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("do not tell")
    path = tmp_path / "include.xml"
    include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{secret.as_uri()}" parse="text"/>'
    path.write_text(export().replace("<![CDATA[hello]]>", include))
    assert comments(path) == [""]


def test_an_entity_that_nobody_declared_stays_text(tmp_path: Path) -> None:
    path = tmp_path / "entity.xml"
    path.write_text(export().replace("<![CDATA[hello]]>", "&file; and &amp;"))
    assert comments(path) == ["&file; and &"]


def test_a_comment_longer_than_libxml2_allows_by_itself_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "long.xml"
    path.write_text(export("x" * 11_000_000))
    assert [len(text) for text in comments(path)] == [11_000_000]


def test_elements_nested_too_deep_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "deep.xml"
    path.write_text(export().replace("<![CDATA[hello]]>", "<x>" * 5000 + "</x>" * 5000))
    with pytest.raises(ExportError, match="depth"):
        sniff(path).read(path)


def test_an_archive_that_swells_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.gz"
    path.write_bytes(gzip.compress(export(" " * 80_000_000).encode()))
    with pytest.raises(ExportError, match="200 times"):
        sniff(path).read(path)


@pytest.mark.parametrize("name", ["idna", "undefined", "punycode", "unicode_escape", "utf-7", "hex", "cp037", "utf-32"])
def test_an_encoding_that_cannot_be_the_files_is_refused(name: str, tmp_path: Path) -> None:
    path = tmp_path / "encoding.xml"
    path.write_text(f'<?xml version="1.0" encoding="{name}"?>\n' + export())
    with pytest.raises(ExportError, match=f"unknown encoding {name}") as caught:
        sniff(path).read(path)
    assert caught.value.problems[0].line == 1


def test_a_text_that_swallows_the_comment_after_it_is_refused(tmp_path: Path) -> None:
    content = "<wp:comment>\n<wp:comment_content><![CDATA[hello]]></wp:comment_content></wp:comment>"
    blog = f'<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel><item>{content * 2}</item></channel></rss>'
    path = tmp_path / "damaged.xml"
    for whole in (export(count=3), blog):
        path.write_text(whole)
        assert set(comments(path)) <= {"hello", "<p>hello</p>"}
        path.write_text(whole.replace("]]>", "]]\0", 1))
        with pytest.raises(ExportError, match="damaged") as caught:
            comments(path)
        assert caught.value.problems[0].line == 2


def test_a_character_on_the_seam_of_two_pieces_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "seam.txt"
    path.write_bytes(b"a" * (CHUNK - 1) + "é".encode())
    notes: Counter[str] = Counter()
    assert "".join(characters(path, notes)).endswith("aé")
    assert not +notes


def test_lines_are_counted_from_the_top_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "line.xml"
    path.write_text("\n<!-- two\nthree -->\n" + export().replace("</message>", "</massage>"))
    with pytest.raises(ExportError) as caught:
        sniff(path).read(path)
    assert caught.value.problems[0].line == 5


@pytest.mark.parametrize(
    "text",
    [
        "0000-00-00 00:00:00",
        "",
        "yesterday",
        "9999-12-31T23:59:59-12:00",
        "2020-02-30",
        "1969-12-31",
        "2101-01-01",
        "9999-12-31T23:59:59Z",
    ],
)
def test_a_time_that_cannot_be_is_unknown(text: str) -> None:
    assert instant(text) is None


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2020-02-29T12:00:00Z", "2020-02-29T12:00:00+00:00"),
        (" 2020-02-29 12:00:00 ", "2020-02-29T12:00:00+00:00"),
        ("2020-02-29T12:00:00+02:00", "2020-02-29T10:00:00+00:00"),
        ("1990-01-01T00:00:00", "1990-01-01T00:00:00+00:00"),
    ],
)
def test_a_time_is_brought_to_utc(text: str, utc: str) -> None:
    found = instant(text)
    assert found is not None
    assert found.isoformat() == utc


def test_the_real_exports_hold_as_many_comments_as_grep_counts() -> None:
    paths = sorted([*SAMPLES.glob("disqus/*.xml"), *SAMPLES.glob("wxr/**/*.xml")])
    if not paths:
        pytest.skip("the shared data is absent: ../shared/data/comments holds the real exports")
    counts = {}
    for path in random.Random(0).sample(paths, len(paths)):
        text = path.read_text("utf-8", "replace")
        marked = text.count("<wp:comment>") or text.count("<post ") + text.count("<post>")
        try:
            counts[path.name] = (len(comments(path)), marked)
        except ExportError:
            counts[path.name] = (0 if path.name == "malformed.xml" else -1, marked)
    assert all(read == marked for read, marked in counts.values()), counts
