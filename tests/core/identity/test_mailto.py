from __future__ import annotations

from email.message import EmailMessage
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pelican_crossing.identity.mailto import call, reply_by_email
from pelican_crossing.identity.rules import is_control


def shown(text: str) -> str:
    return "".join(character for character in text if not character.isspace() and not is_control(character))


nasty = st.text(st.one_of(st.characters(), st.sampled_from("\r\n&?=#%+ \u2028é🌉")))


def test_a_letter_to_an_address_alone() -> None:
    assert reply_by_email("mira@example.org") == "mailto:mira@example.org"


def test_subject_and_body_are_percent_encoded() -> None:
    assert reply_by_email("mira@example.org", "Re: 50 % & more?", "Grüße,\nMira + I") == (
        "mailto:mira@example.org?subject=Re%3A%2050%20%25%20%26%20more%3F&body=Gr%C3%BC%C3%9Fe%2C%0D%0AMira%20%2B%20I"
    )


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_of_a_body_end_as_mail_wants_them(end: str) -> None:
    assert reply_by_email("a@b.example", body=f"one{end}{end}two") == "mailto:a@b.example?body=one%0D%0A%0D%0Atwo"


def test_odd_but_valid_characters_of_an_address_are_encoded() -> None:
    assert reply_by_email("mira+blog?#%@example.org") == "mailto:mira%2Bblog%3F%23%25@example.org"


def test_a_subject_cannot_add_a_header() -> None:
    assert reply_by_email("a@b.example", "Hello\r\nBcc: evil@example.com") == (
        "mailto:a@b.example?subject=Hello%20%20Bcc%3A%20evil%40example.com"
    )


@given(subject=nasty, body=nasty)
def test_a_letter_arrives_with_its_subject_on_one_line_and_its_text(subject: str, body: str) -> None:
    parts = urlsplit(reply_by_email("mira@example.org", subject, body))
    fields = dict(parse_qsl(parts.query.replace("+", "%2B"), strict_parsing=bool(parts.query)))
    EmailMessage()["Subject"] = fields.get("subject", "")  # refuses a line break

    assert (parts.scheme, parts.path, parts.fragment) == ("mailto", "mira@example.org", "")
    assert set(fields) <= {"subject", "body"}
    assert shown(fields.get("subject", "")) == shown(subject)
    assert shown(fields.get("body", "")) == shown(body)
    assert not any(map(is_control, fields.get("body", "").replace("\r\n", "")))


@pytest.mark.parametrize(
    "address", ["", "mira", "a@b.example,c@d.example", "a@b.example\r\nBcc: x@y.example", "a b@c.example"]
)
def test_what_is_not_one_address_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="not an e-mail address"):
        reply_by_email(address)


def test_a_number_is_called_without_its_spaces_and_brackets() -> None:
    assert call("+46 (31) 555-01 00") == "tel:+46315550100"


@pytest.mark.parametrize("number", ["", "Mira", "555;ext=1", "1\n2"])
def test_what_is_no_number_is_refused(number: str) -> None:
    with pytest.raises(ValueError, match="not a telephone number"):
        call(number)
