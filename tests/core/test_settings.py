"""Settings are typed, checked all at once, and say how to mend them."""

from pathlib import Path

import pytest

from pelican_crossing.errors import SettingsError
from pelican_crossing.settings import from_mapping, load


def test_paths_start_at_the_folder_of_the_settings(tmp_path: Path) -> None:
    (tmp_path / "identity.toml").touch()
    settings = from_mapping({"PATH": "words", "CROSSING_IDENTITY": "identity.toml"}, tmp_path)
    assert settings.content == tmp_path / "words"
    assert settings.output == tmp_path / "output"
    assert settings.identity == tmp_path / "identity.toml"
    assert settings.comments == tmp_path / "words" / "comments"


def test_a_site_without_an_identity_has_none(tmp_path: Path) -> None:
    assert from_mapping({}, tmp_path).identity is None


def test_all_problems_are_told_together(tmp_path: Path) -> None:
    wrong = {
        "CROSSING_RELATD": 3,
        "CROSSING_RELATED": -1,
        "CROSSING_DEPLOY_KEEP": True,
        "SITEURL": "example.org",
        "TIMEZONE": "Europe/Lndon",
        "CROSSING_IDENTITY": "me.toml",
    }
    with pytest.raises(SettingsError) as caught:
        from_mapping(wrong, tmp_path)
    said = str(caught.value)
    assert len(caught.value.problems) == 6
    assert "CROSSING_RELATD is not a setting\n  -> did you mean 'CROSSING_RELATED'?" in said
    assert "CROSSING_RELATED must be a whole number, at least 0, not -1" in said
    assert "CROSSING_DEPLOY_KEEP must be a whole number, at least 1, not True" in said
    assert "SITEURL must be a whole address, not 'example.org'" in said
    assert "TIMEZONE 'Europe/Lndon' is not a time zone\n  -> did you mean 'Europe/London'?" in said
    assert "there is no such file" in said


def test_a_file_may_build_on_its_neighbour_and_is_read_anew_each_time(tmp_path: Path) -> None:
    (tmp_path / "pelicanconf.py").write_text("SITENAME = 'One'\n")
    publish = tmp_path / "publishconf.py"
    publish.write_text("from pelicanconf import *\nSITEURL = 'https://example.org/'\n")
    assert load(publish).sitename == "One"
    (tmp_path / "pelicanconf.py").write_text("SITENAME = 'Other'\n")
    settings = load(publish)
    assert (settings.sitename, settings.siteurl) == ("Other", "https://example.org")


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("A = 1\nB = = 2\n", "pelicanconf.py:2:", "SyntaxError"),
        ("A = 1\n\nB = UNKNOWN\n", "pelicanconf.py:3:", "NameError"),
    ],
)
def test_a_file_that_cannot_run_names_its_line(tmp_path: Path, text: str, where: str, what: str) -> None:
    file = tmp_path / "pelicanconf.py"
    file.write_text(text)
    with pytest.raises(SettingsError) as caught:
        load(file)
    assert where in str(caught.value)
    assert what in str(caught.value)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="there is no such settings file"):
        load(tmp_path / "pelicanconf.py")
