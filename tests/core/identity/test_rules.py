from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pelican_crossing.identity import rules


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org",
        "https://example.org:8443/a/b?c=d&e=%C3%BC#f",
        "https://social.example/@mira",
        "https://xn--bcher-kva.example/",
        "http://localhost:8000/",
        "http://127.0.0.1",
        "https://[::1]/",
    ],
)
def test_a_whole_secure_address_will_do(address: str) -> None:
    assert rules.is_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "example.org",
        "//example.org/",
        "http://example.org/",
        "ftp://example.org/",
        "https://",
        "https:///path",
        "https://bücher.example/",
        "https://example.org/a b",
        "https://example.org/\n",
        'https://example.org/"onload',
        "https://example.org/<b>",
        "https://example.org\\@evil.example/",
        "https://mira:secret@example.org/",
        "https://example.org:port/",
        "https://[::1/",
        "javascript:alert(1)",
    ],
)
def test_anything_else_is_no_address(address: str) -> None:
    assert not rules.is_address(address)


def test_a_site_may_live_in_a_folder_but_its_address_ends_without_a_slash() -> None:
    assert rules.is_site_address("https://example.org/blog")
    assert not any(
        map(rules.is_site_address, ["https://example.org/", "https://example.org?a", "https://example.org#a"])
    )


def test_an_email_address_is_one_plain_address() -> None:
    assert rules.is_email("mira+blog@mail.example.org")
    wrong = [
        "mira",
        "mira@",
        "@example.org",
        "mira@localhost",
        "a@b.c,d@e.f",
        "a b@example.org",
        "a@b@c.d",
        "ü@b.c",
        "a@b.c\n",
    ]
    assert not any(map(rules.is_email, wrong))


def test_a_telephone_number_may_have_spaces_and_brackets() -> None:
    assert all(map(rules.is_phone, ["+46 31 555 01 00", "031-555 01 00", "1 (212) 555.0100"]))
    assert not any(map(rules.is_phone, ["", "call me", "+", "+46;ext=1", "555\n0100"]))


def test_a_card_lives_under_plain_names_and_not_among_the_events() -> None:
    assert all(map(rules.is_card_path, ["hi", "hi/work", "cards/Mira_2"]))
    assert not any(map(rules.is_card_path, ["", "/hi", "hi/", "hi//work", "hi/../x", "c", "c/p26", "hi/grüß", "a?b"]))


def test_a_file_stays_inside_its_folder() -> None:
    assert all(map(rules.is_file, ["mira.jpg", "images/mira lindqvist.jpg", "bilder/für.png"]))
    assert not any(map(rules.is_file, ["", ".", "/etc/passwd", "../x.jpg", "a/../../x", "a\\b", "C:/x", "https://x/y"]))


@given(st.text(st.one_of(st.characters(), st.sampled_from("\r\n\x00\x1b\x7f\x85\u2028\u2029\ud800"))))
def test_a_text_on_one_line_breaks_no_line_and_steers_no_device(text: str) -> None:
    plain = rules.on_one_line(text)

    assert len(plain.splitlines()) <= 1
    assert not any(map(rules.is_control, plain))


def test_a_text_on_one_line_keeps_what_is_shown() -> None:
    assert rules.on_one_line(" Zoë\t\u200fמירה 🌉\r\nx ") == "Zoë \u200fמירה 🌉  x"
