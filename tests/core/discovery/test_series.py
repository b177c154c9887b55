"""Series: the place of each post among its parts."""

from __future__ import annotations

from pelican_crossing.discovery.series import SeriesPlace, series_of


def keys(posts, key):
    return series_of(posts)[key].keys


def test_parts_stand_in_the_order_of_their_index(blog):
    place = series_of(reversed(blog))["beams"]
    assert place == SeriesPlace(name="Small bridges", index=2, keys=("planks", "beams", "railings"))


def test_parts_without_an_index_follow_by_date(post):
    parts = (
        post("third", day="2024-03-01", series="Tides"),
        post("second", day="2024-02-01", series="Tides"),
        post("first", day="2024-04-01", series="Tides", series_index=1),
    )
    assert keys(parts, "first") == ("first", "second", "third")


def test_a_hidden_part_or_a_draft_is_neither_listed_nor_counted(post):
    parts = (
        post("one", series="Tides", series_index=1),
        post("two", series="Tides", series_index=2, status="hidden"),
        post("three", series="Tides", series_index=3),
        post("four", series="Tides", series_index=4, status="draft"),
        post("pages/five", series="Tides", series_index=5, kind="page"),
    )
    places = series_of(parts)
    assert places.keys() == {"one", "three"}
    assert (places["three"].index, places["three"].keys) == (2, ("one", "three"))


def test_a_single_article_is_no_series(post):
    assert series_of((post("one", series="Tides"), post("two"))) == {}


def test_each_language_has_its_own_series(post):
    parts = (
        post("one", series="Tides", series_index=1),
        post("two", series="Tides", series_index=2),
        post("one.de", series="Tides", series_index=1, lang="de", translation_of="one"),
    )
    assert keys(parts, "one") == ("one", "two")
    assert "one.de" not in series_of(parts)


def test_case_and_spacing_do_not_split_a_series(post):
    parts = (post("one", series="Small bridges"), post("two", day="2024-02-01", series="small  Bridges "))
    assert series_of(parts)["two"] == SeriesPlace(name="Small bridges", index=2, keys=("one", "two"))
