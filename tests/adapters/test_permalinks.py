"""Old permalinks are files that lead on, or are told to mean nothing."""

import pytest

from pelican_crossing.adapters.permalinks import alias_file, is_permalink


@pytest.mark.parametrize(
    ("alias", "file"),
    [
        ("/2019/04/old.html", "2019/04/old.html"),
        ("/2019/04/old/", "2019/04/old/index.html"),
        ("/2019/04/old", "2019/04/old/index.html"),
        ("/v-2.0", "v-2.0/index.html"),
        ("https://old.example.org/a.php", "a.php"),
        ("/caf%C3%A9/", "café/index.html"),
        ("/?p=12", None),
        ("/", None),
    ],
)
def test_an_old_permalink_has_a_file_that_a_static_host_serves(alias: str, file: str | None) -> None:
    assert alias_file(alias) == file


@pytest.mark.parametrize("alias", ["/a.html", "/?p=12", "https://old.example.org/a/", "/caf%C3%A9/"])
def test_a_path_or_a_whole_address_is_a_permalink(alias: str) -> None:
    assert is_permalink(alias)


@pytest.mark.parametrize(
    "alias",
    ["old.html", "/../up.html", "/a/%2e%2e/b", "javascript:alert(1)", "//evil.example/x", "/a\x00b", "http://[x"],
)
def test_anything_else_is_not(alias: str) -> None:
    assert not is_permalink(alias)
