"""The command: what it says, and with which status it ends."""

import json
import re
from pathlib import Path

import pytest
from tests.conftest import REPOSITORY

from pelican_crossing.cli import main
from pelican_crossing.identity.qr_reading import read_png, read_svg

Printed = pytest.CaptureFixture[str]


@pytest.fixture
def sample(sample_sources: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample's sources, as the current folder."""
    monkeypatch.chdir(sample_sources)
    return sample_sources


def refused(arguments: list[str], status: int, capsys: Printed) -> str:
    assert main(arguments) == status
    said = capsys.readouterr().err
    assert said.startswith("crossing: ")
    return said


@pytest.mark.parametrize("command", [[], ["build"], ["dev"], ["check"], ["publish"], ["comments", "import"], ["card"]])
def test_every_command_has_help(command: list[str], capsys: Printed) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*command, "--help"])
    assert ended.value.code == 0
    assert "usage: crossing" in capsys.readouterr().out


def test_every_command_stands_in_the_reference_and_every_target_calls_a_command() -> None:
    reference = (REPOSITORY / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    for command in ("build", "dev", "check", "publish", "comments import", "card"):
        assert f"`crossing {command}" in reference
        assert f"/crossing {command}" in makefile


def test_every_setting_stands_in_the_reference() -> None:
    reference = (REPOSITORY / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    known = (REPOSITORY / "plugins" / "pelican_crossing" / "settings.py").read_text(encoding="utf-8")
    names = set(re.findall(r'"(CROSSING_[A-Z_]+)":', known))
    assert names == set(re.findall(r"^\| `(CROSSING_[A-Z_]+)`", reference, re.MULTILINE))


def test_the_card_command_leaves_codes_and_contact_file(sample: Path, capsys: Printed) -> None:
    assert main(["card"]) == 0
    folder = sample / "cards" / "hi"
    assert read_png((folder / "qr.png").read_bytes()) == "https://example.org/hi/"
    assert read_svg((folder / "qr.svg").read_text()) == "https://example.org/hi/"
    assert b"FN:Mira Lindqvist\r\n" in (folder / "mira-lindqvist.vcf").read_bytes()
    assert "https://example.org/hi/" in capsys.readouterr().out


def test_an_import_prints_a_table_or_one_json_object(sample: Path, capsys: Printed) -> None:
    export = str(REPOSITORY / "examples" / "wordpress-export.xml")
    assert main(["comments", "import", export]) == 0
    assert re.search(r"read +15\n", capsys.readouterr().out)
    assert main(["comments", "import", "--json", export]) == 0
    report = json.loads(capsys.readouterr().out)
    assert list(report) == ["file", "source", "read", "imported", "unchanged", "not_imported", "unmatched"]
    assert report["read"] == report["imported"] + report["unchanged"] + sum(report["not_imported"].values())


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "empty"),
        ("<html><body>Please log in</body></html>", "looks like"),
        ('<?xml version="1.0"?>\n<disqus xmlns="http://disqus.com">\n<thread>\n', "broken.xml"),
    ],
)
def test_an_export_that_cannot_be_read_is_refused_and_nothing_is_written(
    sample: Path, capsys: Printed, content: str, said: str
) -> None:
    store = sample / "content" / "comments"
    before = {file: file.read_bytes() for file in store.rglob("*") if file.is_file()}
    (sample / "broken.xml").write_text(content)
    assert said in refused(["comments", "import", "broken.xml"], 1, capsys)
    assert {file: file.read_bytes() for file in store.rglob("*") if file.is_file()} == before


def test_a_file_that_is_not_there_is_told(sample: Path, capsys: Printed) -> None:
    assert "nowhere.xml: there is no such file" in refused(["comments", "import", "nowhere.xml"], 2, capsys)


def test_publishing_needs_an_address_and_a_target(sample: Path, capsys: Printed) -> None:
    said = refused(["publish", "-s", "pelicanconf.py"], 2, capsys)
    assert "pelicanconf.py: SITEURL is empty" in said
    assert "nowhere to publish to" in said


def test_publishing_at_another_address_than_the_cards_name_is_refused(
    sample: Path, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    conf = sample / "publishconf.py"
    conf.write_text(conf.read_text().replace("https://example.org", "https://other.example"))
    assert main(["publish", "--to", str(tmp_path / "live")]) == 2
    assert "identity.toml says site.url = 'https://example.org'" in capfd.readouterr().err
    assert not (tmp_path / "live").exists()


def test_publishing_goes_live_with_one_link_and_the_second_time_sends_nothing(
    sample: Path, capsys: Printed, tmp_path: Path
) -> None:
    live = tmp_path / "live"
    assert main(["publish", "--to", str(live)]) == 0
    assert "Published to" in capsys.readouterr().out
    assert (live / "current").is_symlink()
    assert "Mira Lindqvist" in (live / "current" / "hi" / "index.html").read_text()
    assert not (live / "current" / "drafts").exists()
    assert main(["publish", "--to", str(live)]) == 0
    assert "Nothing to publish" in capsys.readouterr().out


def test_a_dead_link_stops_the_publishing_with_file_and_line(
    sample: Path, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    post = sample / "content" / "posts" / "a-page-called-now.md"
    post.write_text(post.read_text() + "\nSee [the lost page](/nowhere/).\n")
    assert main(["publish", "--to", str(tmp_path / "live")]) == 3
    said = capfd.readouterr().err
    assert re.search(r"posts/a-page-called-now/index\.html:\d+: .*/nowhere/", said)
    assert not (tmp_path / "live").exists()


def test_a_missing_identity_is_told_with_what_to_do(sample: Path, capsys: Printed) -> None:
    (sample / "identity.toml").unlink()
    said = refused(["build"], 2, capsys)
    assert "identity.toml" in said
    assert "copy the sample's identity.toml" in said
    assert not (sample / "output").exists()
