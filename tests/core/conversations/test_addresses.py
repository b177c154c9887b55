import pytest
from hypothesis import given
from hypothesis import strategies as st

from pelican_crossing.conversations.addresses import parse

USUAL = "https://example.org/posts/rope"


@pytest.mark.parametrize(
    "spelling",
    [
        "http://example.org/posts/rope/",
        "//EXAMPLE.org/posts/rope",
        "https://www.example.org:443/posts//rope/",
        "http://example.org:80/posts/rope/index.html",
        "https://example.org./posts/rope/#comment-5",
        "https://example.org/posts/rope/?utm_source=mail&fbclid=x&replytocom=7",
        "https://example.org/Posts/r%6Fpe",
        "https://example.org/posts/rope/amp/",
        "https://example.org/posts/rope?amp=1&m=1",
        "https://example-org.translate.goog/posts/rope/?_x_tr_sl=sv&_x_tr_tl=en",
        "https://translate.google.com/translate?sl=auto&u=http://example.org/posts/rope/",
        "http://webcache.googleusercontent.com/search?q=cache:aB-3:example.org/posts/rope/+rope",
        "  https://example.org/posts/rope  ",
    ],
)
def test_spellings_of_one_page_are_one_address(spelling: str) -> None:
    assert parse(spelling) == parse(USUAL)


@pytest.mark.parametrize(
    "other",
    [
        "https://example.net/posts/rope",
        "https://example.org:8080/posts/rope",
        "https://example.org/posts/rope?p=2",
        "https://example.org/posts/rope-2",
        "https://example.org/amp",
    ],
)
def test_other_pages_are_other_addresses(other: str) -> None:
    assert parse(other) != parse(USUAL)


def test_two_pages_told_apart_by_a_query_stay_two() -> None:
    assert parse("https://example.org/?p=1") != parse("https://example.org/?p=2")
    assert parse("https://example.org/index.php?b=2&a=1") == parse("https://example.org/?a=1&b=2")


def test_an_international_address_has_one_form() -> None:
    assert parse("http://bücher.example/%C3%BCber") == parse("http://xn--bcher-kva.example/über")


def test_a_path_alone_has_no_host() -> None:
    found = parse("/posts/rope/")
    assert found is not None
    assert (found.host, found.path) == ("", "posts/rope")


@given(text=st.text())
def test_any_text_is_an_address_or_none(text: str) -> None:
    parse(text)
    parse(f"https://{text}")
