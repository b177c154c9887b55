from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import MISSING, fields
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pelican_crossing import identity
from pelican_crossing.errors import IdentityError
from pelican_crossing.identity import load
from pelican_crossing.identity.model import Audience, CardEntry, Contact, Domain, Event, Link, Person, Talk
from pelican_crossing.identity.schema import IDENTITY, Key, NamedTables, Shape, Table, Tables

Write = Callable[..., Path]

LINK = '[[links]]\nid = "m"\nurl = "https://social.example/@mira"\nrung = "follow"\n'
EVENT = '[[events]]\nid = "e"\ncode = "p26"\nname = "Meetup"\nstart = 2026-06-11\n'
CARD = '[[cards]]\nid = "main"\npath = "hi"\n'
CONTACT = '[[contacts]]\nkind = "email"\n'


def problems(path: Path) -> list[tuple[int, str, str]]:
    with pytest.raises(IdentityError) as caught:
        load(path)
    assert {problem.path for problem in caught.value.problems} == {str(path)}
    assert all(problem.remedy for problem in caught.value.problems)
    return [(problem.line, problem.what, problem.remedy) for problem in caught.value.problems]


def problem(path: Path) -> tuple[int, str, str]:
    [only] = problems(path)
    return only


class TestAGoodFile:
    def test_the_least_is_a_version_a_site_and_a_name(self, write: Write) -> None:
        path = write()

        assert load(path) == identity.Identity(
            path=path, version=1, site=Domain(url="https://example.org"), me=Person(name="Mira Lindqvist")
        )

    def test_everything_that_is_written_arrives(self, write: Write) -> None:
        loaded = load(
            write("""\
given = "Mira"
family = "Lindqvist"
pronouns = "she/her"
note = "Bridges."
photo = "images/mira.jpg"
photo_alt = "Mira"
uid = "https://example.org/#me"
[audiences.public]
access = "public"
[audiences.work]
access = "public"
extends = ["public"]
[[links]]
id = "m"
service = "mastodon"
label = "Toots"
url = "https://social.example/@mira"
handle = "@mira@social.example"
rung = "follow"
audiences = ["public", "work"]
me = true
back = "rel-me"
confirmed = 2026-05-01
[[contacts]]
kind = "phone"
value = "+46 31 555 01 00"
rung = "meet"
label = "Office"
audiences = ["work"]
[[cards]]
id = "w"
label = "Blue"
audience = "work"
path = "hi/work"
title = "Engineer"
org = "Footbridges"
links = ["m"]
[[events]]
id = "e"
code = "p26"
name = "Meetup"
start = 2026-06-11
end = 2026-06-12
url = "https://meetup.example/2026"
card = "w"
greeting = "We met."
posts = ["one", "two"]
[[events.talks]]
title = "Bridges"
slides = "slides/bridges.pdf"
video = ""
""")
        )

        assert loaded.me == Person(
            name="Mira Lindqvist",
            given="Mira",
            family="Lindqvist",
            pronouns="she/her",
            note="Bridges.",
            photo="images/mira.jpg",
            photo_alt="Mira",
            uid="https://example.org/#me",
        )
        assert loaded.audiences == (Audience(name="public"), Audience(name="work", extends=("public",)))
        assert loaded.links == (
            Link(
                id="m",
                url="https://social.example/@mira",
                rung="follow",
                label="Toots",
                service="mastodon",
                handle="@mira@social.example",
                audiences=("public", "work"),
                me=True,
                back="rel-me",
                confirmed=date(2026, 5, 1),
            ),
        )
        assert loaded.contacts == (
            Contact(kind="phone", value="+46 31 555 01 00", rung="meet", label="Office", audiences=("work",)),
        )
        assert loaded.cards == (
            CardEntry(
                id="w", path="hi/work", label="Blue", audience="work", title="Engineer", org="Footbridges", links=("m",)
            ),
        )
        assert loaded.events == (
            Event(
                id="e",
                code="p26",
                name="Meetup",
                start=date(2026, 6, 11),
                end=date(2026, 6, 12),
                url="https://meetup.example/2026",
                card="w",
                greeting="We met.",
                posts=("one", "two"),
                talks=(Talk(title="Bridges", slides="slides/bridges.pdf"),),
            ),
        )

    def test_the_sample_sites_file_is_good(self) -> None:
        loaded = load(Path(__file__).parents[3] / "identity.toml")

        assert loaded.me.name == "Mira Lindqvist"
        assert [link.rung for link in loaded.links] == ["follow", "connect", "meet"]

    def test_windows_line_ends_and_a_byte_order_mark_do_no_harm(self, write: Write, tmp_path: Path) -> None:
        path = tmp_path / "windows.toml"
        path.write_bytes(b"\xef\xbb\xbf" + write().read_bytes().replace(b"\n", b"\r\n"))

        assert load(path).me.name == "Mira Lindqvist"

    def test_an_empty_text_counts_as_not_given(self, write: Write) -> None:
        assert load(write(CARD + 'audience = ""\n')).cards == (CardEntry(id="main"),)

    def test_each_key_of_the_schema_is_a_field_of_what_it_describes_and_required_where_that_is(self) -> None:
        def compare(shape: Shape) -> None:
            if isinstance(shape, Tables | NamedTables):
                return compare(shape.each)
            if isinstance(shape, Table):
                served = {name: key for name, key in shape.keys.items() if isinstance(key, Key | Table | Tables)}
                if shape.make is not dict:
                    known = {field.name: field for field in fields(shape.make)}
                    assert set(served) == set(known) - ({"name"} if shape.make is Audience else set())
                    for name, key in served.items():
                        if known[name].default is MISSING:
                            assert isinstance(key, Key)
                            assert key.required
                for key in shape.keys.values():
                    compare(key)
            return None

        compare(IDENTITY)

    def test_reading_an_identity_loads_no_heavy_library(self) -> None:
        plugins = Path(identity.__file__).parents[2]
        heavy = "PIL", "segno", "zxingcpp", "lxml", "numpy", "pelican"
        script = f"import sys; sys.path.insert(0, {str(plugins)!r}); import pelican_crossing.identity.cards\n"

        done = subprocess.run(
            [sys.executable, "-c", f"{script}print([name for name in {heavy} if name in sys.modules])"],
            capture_output=True,
            text=True,
            check=True,
        )

        assert done.stdout.strip() == "[]"


class TestAFileThatCannotBeRead:
    def test_a_missing_file_is_told(self, tmp_path: Path) -> None:
        assert problem(tmp_path / "identity.toml")[1] == "there is no such file"

    def test_a_folder_is_no_file(self, tmp_path: Path) -> None:
        assert "cannot be read" in problem(tmp_path)[1]

    @pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n"])
    def test_an_empty_file_is_told_with_what_it_needs(self, write: Write, text: str) -> None:
        line, what, remedy = problem(write(start=text))

        assert (line, what) == (0, "is empty")
        assert "version = 1" in remedy

    def test_a_file_in_another_encoding_is_told_with_its_line(self, tmp_path: Path) -> None:
        path = tmp_path / "identity.toml"
        path.write_bytes(b'version = 1\n[me]\nname = "Jos\xe9"\n')

        assert problem(path)[:2] == (3, "is not UTF-8 text")

    @pytest.mark.parametrize(
        ("text", "line", "what"),
        [
            ('version = 1\n[me]\nname = "Mira\n', 3, "Illegal character"),
            ("version = 1\n\nversion = 1\n", 3, "Cannot overwrite a value"),
            ("version = 1\n[me\n", 2, "Expected ']'"),
            ("version = 1\nname =", 2, "Invalid value"),
            ('version = 1\nname = """x\n\n', 2, "Unterminated string"),
            ("version = 1\nstart = 2026-02-30\n", 2, "Invalid date"),
        ],
    )
    def test_what_is_not_toml_is_told_with_its_line(self, write: Write, text: str, line: int, what: str) -> None:
        told = problem(write(start=text))

        assert told[0] == line
        assert what in told[1]
        assert "column" not in told[1]


class TestShape:
    def test_an_unknown_key_names_its_line_and_the_nearest_key(self, write: Write) -> None:
        assert problem(write(LINK + 'handel = "@mira"\n')) == (
            10,
            "links.handel is not known",
            "did you mean 'handle'?",
        )

    def test_an_unknown_key_that_resembles_none_lists_them(self, write: Write) -> None:
        assert problem(write("[[events]]\nqqq = 1\n" + EVENT[11:]))[1:] == (
            "events.qqq is not known",
            "known here: card, code, end, followup_days, greeting, id, name, posts, start, talks, url",
        )

    @pytest.mark.parametrize(
        ("more", "line", "what"),
        [
            ("given = 1\n", 6, "me.given must be text, not a whole number"),
            ('given = ["a"]\n', 6, "me.given must be text, not a list"),
            (LINK + 'me = "yes"\n', 10, "links.me must be true or false, not text"),
            (LINK + "me = 1\n", 10, "links.me must be true or false, not a whole number"),
            (LINK + 'confirmed = "2026-05-01"\n', 10, "links.confirmed must be a date, not text"),
            (LINK + "confirmed = 2026-05-01T10:00:00Z\n", 10, "links.confirmed must be a date, not a date with a time"),
            (LINK + 'audiences = "public"\n', 10, "links.audiences must be a list, not text"),
            (
                LINK + 'audiences = [\n"public",\n1.5]\n',
                12,
                "links.audiences must be text, not a number with a point",
            ),
            ("links = 1\n", 6, "me.links is not known"),
            ('[links]\nid = "x"\n', 6, "links must be a list of tables"),
            ("[[audiences]]\n", 6, "audiences must hold tables"),
            ("[audiences]\nwork = 1\n", 7, "audiences.work must be a table"),
            (EVENT + 'talks = ["Bridges"]\n', 11, "events.talks must be a table"),
        ],
    )
    def test_a_value_of_another_kind_is_told(self, write: Write, more: str, line: int, what: str) -> None:
        assert problem(write(more))[:2] == (line, what)

    @pytest.mark.parametrize(
        ("start", "missing"),
        [
            ('[site]\nurl = "https://example.org"\n[me]\nname = "M"\n', (0, "version is missing")),
            ('version = 1\n[me]\nname = "M"\n', (0, "site is missing")),
            ('version = 1\n[site]\nurl = "https://example.org"\n', (0, "me is missing")),
            ('version = 1\n[site]\n[me]\nname = "M"\n', (2, "site.url is missing")),
            ('version = 1\n[site]\nurl = "https://example.org"\n[me]\n', (4, "me.name is missing")),
        ],
    )
    def test_what_is_required_is_told_where_it_belongs(
        self, write: Write, start: str, missing: tuple[int, str]
    ) -> None:
        assert problem(write(start=start))[:2] == missing

    def test_a_required_text_may_not_be_empty(self, write: Write) -> None:
        assert problem(write(EVENT + '[[events.talks]]\ntitle = " "\n'))[:2] == (12, "events.talks.title is empty")

    def test_another_version_is_refused(self, write: Write) -> None:
        path = write()
        path.write_text(path.read_text().replace("version = 1", "version = 2"))

        assert problem(path) == (1, "version cannot be 2", "known here: 1")

    @pytest.mark.parametrize(
        ("more", "line", "what"),
        [
            (LINK.replace("follow", "folow"), 9, "links.rung cannot be 'folow'"),
            (LINK + 'back = "relme"\n', 10, "links.back cannot be 'relme'"),
            (LINK.replace("https:", "http:"), 8, "links.url must be a whole https address"),
            (LINK.replace('"m"', '"my links"'), 7, "links.id must be made of"),
            (EVENT.replace("p26", "grüße"), 8, "events.code must be made of"),
            (EVENT.replace("p26", "p/26"), 8, "events.code must be made of"),
            (CARD.replace('"hi"', '"hi/"'), 8, "cards.path must be a plain path"),
            ('photo = "/home/mira.jpg"\n', 6, "me.photo must be a file inside the content folder"),
            ('uid = "mira"\n', 6, "me.uid must be a whole https address"),
            (CONTACT + 'value = "mira at example.org"\n', 8, "contacts.value is no email"),
            (CONTACT.replace("email", "phone") + 'value = "ask me"\n', 8, "contacts.value is no phone"),
            (CONTACT.replace("email", "fax") + 'value = "1"\n', 7, "contacts.kind cannot be 'fax'"),
        ],
    )
    def test_a_text_of_the_wrong_form_is_told(self, write: Write, more: str, line: int, what: str) -> None:
        told = problem(write(more))

        assert told[0] == line
        assert told[1].startswith(what)

    @pytest.mark.parametrize(
        "url", ["https://example.org/", "example.org", "http://example.org", "https://exämple.org"]
    )
    def test_the_sites_address_is_whole_secure_and_without_a_slash(self, write: Write, url: str) -> None:
        path = write()
        path.write_text(path.read_text().replace("https://example.org", url), encoding="utf-8")

        assert problem(path)[0] == 3

    def test_a_site_on_this_machine_may_be_tried_without_https(self, write: Write) -> None:
        path = write()
        path.write_text(path.read_text().replace("https://example.org", "http://127.0.0.1:8000"))

        assert load(path).site.home == "http://127.0.0.1:8000/"

    @pytest.mark.parametrize("bad", [r"a\r\nEMAIL:x", r"a\u0000", r"a\u001b[31m", r"a\u0085", r"a\u2028", r"a\tb"])
    def test_a_control_character_is_refused_and_not_repeated(self, write: Write, bad: str) -> None:
        line, what, _ = problem(write(f'given = "{bad}"\n'))

        assert (line, what.startswith("me.given holds a line break or another control character")) == (6, True)
        assert what.isprintable()

    def test_a_control_character_in_a_name_is_refused_and_not_repeated(self, write: Write) -> None:
        more = '[audiences."\\u001b[2J"]\naccess = "public"\n["\\u001b[2J"]\n' + LINK + 'audiences = ["\\u001b[2J"]\n'

        assert all(what.isprintable() and remedy.isprintable() for _, what, remedy in problems(write(more)))


class TestRelations:
    @pytest.mark.parametrize(
        ("more", "line", "what"),
        [
            (LINK + LINK, 11, "the link 'm' is there twice (first on line 7)"),
            (LINK + LINK.replace('"m"', '"M"'), 11, "the link 'M' is there twice (first on line 7)"),
            (CARD + CARD.replace('"hi"', '"hi/b"'), 10, "the card 'main' is there twice (first on line 7)"),
            (CARD + CARD.replace('"main"', '"b"'), 11, "the card's path 'hi' is there twice (first on line 8)"),
            (EVENT + EVENT.replace('"p26"', '"b"'), 12, "the event 'e' is there twice (first on line 7)"),
            (EVENT + EVENT.replace('"e"', '"b"'), 13, "the event's code 'p26' is there twice (first on line 8)"),
        ],
    )
    def test_what_is_there_twice_names_both_lines(self, write: Write, more: str, line: int, what: str) -> None:
        assert problem(write(more)) == (line, what, "give each its own")

    def test_a_link_and_a_card_may_share_an_id(self, write: Write) -> None:
        assert load(write(LINK + CARD.replace('"main"', '"m"')))

    @pytest.mark.parametrize(
        ("more", "told"),
        [
            (
                LINK + 'audiences = ["public",\n"wrok"]\n[audiences.work]\naccess = "public"\n',
                (11, "links.audiences names the audience 'wrok', which is not there", "did you mean 'work'?"),
            ),
            (
                CONTACT + 'value = "a@example.org"\naudiences = ["x"]\n',
                (9, "contacts.audiences names the audience 'x', which is not there", "known here: public"),
            ),
            (
                CARD + 'audience = "x"\n',
                (9, "cards.audience names the audience 'x', which is not there", "known here: public"),
            ),
            (
                '[audiences.work]\naccess = "public"\nextends = ["x"]\n',
                (8, "audiences.work.extends names the audience 'x', which is not there", "known here: public, work"),
            ),
            (
                LINK + CARD + 'links = ["n"]\n',
                (13, "cards.links names the link 'n', which is not there", "known here: m"),
            ),
            (
                EVENT + 'card = "work"\n',
                (11, "events.card names the card 'work', which is not there", "this file has no card; leave it out"),
            ),
        ],
    )
    def test_a_name_of_nothing_is_told_with_the_nearest(
        self, write: Write, more: str, told: tuple[int, str, str]
    ) -> None:
        assert problem(write(more)) == told

    def test_audiences_that_extend_each_other_are_told_once(self, write: Write) -> None:
        audiences = (
            '[audiences.a]\naccess = "public"\nextends = ["b"]\n[audiences.b]\naccess = "public"\nextends = ["a"]\n'
        )

        assert problem(write(audiences))[:2] == (8, "audiences extend each other in a ring: 'a', 'b'")

    def test_an_event_ends_on_its_first_day_or_later(self, write: Write) -> None:
        assert load(write(EVENT + "end = 2026-06-11\n"))
        assert problem(write(EVENT + "end = 2026-06-10\n"))[:2] == (
            11,
            "the event ends on 2026-06-10, before its start on 2026-06-11",
        )

    def test_a_card_may_not_list_a_link_that_its_audience_may_not_see(self, write: Write) -> None:
        work = '[audiences.work]\naccess = "public"\n'

        told = problem(write(work + LINK + 'audiences = ["work"]\n' + CARD + 'links = ["m"]\n'))

        assert told[:2] == (16, "cards.links names 'm', which the audience 'public' may not see")


class TestWhatThisVersionCannotDo:
    @pytest.mark.parametrize("access", ["secret", "unlisted", "freinds", "Public"])
    def test_an_audience_that_is_not_public_is_refused(self, write: Write, access: str) -> None:
        line, what, remedy = problem(write(f'[audiences.friends]\naccess = "{access}"\n'))

        assert (line, what) == (7, f"audiences.friends.access must be \"public\", not '{access}'")
        assert "publishes everything" in remedy

    def test_an_audience_must_say_that_it_is_public(self, write: Write) -> None:
        assert problem(write("[audiences.friends]\n"))[:2] == (6, "audiences.friends.access is missing")

    @pytest.mark.parametrize(
        ("more", "line", "name"),
        [
            ('[audiences.a]\naccess = "public"\npassphrase_env = "X"\n', 8, "audiences.a.passphrase_env"),
            ('[audiences.a]\naccess = "public"\nlink_key = false\n', 8, "audiences.a.link_key"),
            ('[audiences.a]\naccess = "public"\nuntil = 2027-01-01\n', 8, "audiences.a.until"),
            (CARD + '[cards.print]\nsheet = "a4"\n', 9, "cards.print"),
            (EVENT + "followup_days = 7\n", 11, "events.followup_days"),
            ('[wellknown]\nbluesky_did = "did:plc:abc"\n', 6, "wellknown"),
            ('[following]\nfile = "following.toml"\n', 6, "following"),
        ],
    )
    def test_what_would_be_published_or_kept_is_refused_and_not_passed_over(
        self, write: Write, more: str, line: int, name: str
    ) -> None:
        told = problem(write(more))

        assert told[0] == line
        assert told[1].startswith(f"{name} would ")
        assert told[1].endswith(", which this version cannot do")


class TestTogether:
    def test_all_problems_of_a_file_are_told_at_once_in_the_order_of_their_lines(self, write: Write) -> None:
        more = (
            'nmae = "x"\n' + LINK.replace("follow", "x") + LINK + EVENT + 'end = 2026-01-01\ncard = "x"\n[wellknown]\n'
        )

        told = problems(write(more))

        assert [line for line, _, _ in told] == [6, 10, 12, 20, 21, 22]

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        more=st.lists(
            st.sampled_from([*LINK.splitlines(), *EVENT.splitlines(), *CARD.splitlines(), *CONTACT.splitlines()])
            | st.sampled_from(
                ["[audiences.a]", "[audiences]", "a = 1", 'extends = ["a"]', "links = 1", "events = [1]", "x"]
            )
            | st.sampled_from(
                ["[cards]", "cards = 1", "links = [[1]]", "audience = 1", "[events.talks]", "end = 1979-01-01"]
            ),
            max_size=12,
        )
    )
    def test_no_file_shows_a_traceback(self, write: Write, more: list[str]) -> None:
        path = write("\n".join(more))

        with suppress(IdentityError):
            load(path)
