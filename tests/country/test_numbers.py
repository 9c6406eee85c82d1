"""Numbers as offices write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderSim.country.numbers import Habits, read_number, shown
from borderSim.errors import InputError


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("291000", 291000),
        ("291 000", 291000),
        ("291\u00a0000", 291000),
        ("291\u202f000", 291000),
        ("1\u2009250\u2009000,5", 1250000.5),
        ("1'250'000", 1250000),
        ("1\u2019250,75", 1250.75),
        ("1.250.000", 1250000),
        ("1,250,000", 1250000),
        ("1.250,5", 1250.5),
        ("1,250.5", 1250.5),
        ("0,125", 0.125),
        ("0.125", 0.125),
        ("12,5", 12.5),
        ("1234,567", 1234.567),
        ("25.1250", 25.125),
        ("\u22124", -4),
        (",5", 0.5),
        ("1e3", 1000),
    ],
)
def test_what_means_one_number_is_read(text, number):
    assert read_number(text, "here") == pytest.approx(number)


@pytest.mark.parametrize(
    ("text", "meanings"),
    [
        ("291.000", ("291 ", "291000")),
        ("291,000", ("291 ", "291000")),
        ("1.250", ("1.25 ", "1250")),
        ("25,125", ("25.125 ", "25125", "25.1250")),
    ],
)
def test_what_may_be_two_numbers_is_asked_about(text, meanings):
    with pytest.raises(InputError, match="which may be") as error:
        read_number(text, "sheet traffic: row 7: per_year")
    assert str(error.value).startswith(f"sheet traffic: row 7: per_year is '{text}'")
    assert all(meaning in str(error.value) for meaning in meanings)


@pytest.mark.parametrize(
    "text", ["12 34", "1 2345", "abc", "1.2.3", "--1", "1,2,3", "9" * 70, "=1+1", "nan", "inf"]
)
def test_what_is_no_number_is_refused(text):
    with pytest.raises(InputError, match="must be a number"):
        read_number(text, "here")


def test_percent_is_a_share_and_nothing_else():
    assert read_number("40 %", "here", share=True) == pytest.approx(0.4)
    assert read_number("2,5\u00a0%", "here", share=True) == pytest.approx(0.025)
    with pytest.raises(InputError, match="without %"):
        read_number("40 %", "here")


def test_habits_are_counted_with_an_example():
    habits = Habits()
    for text in ("0,4", "0,5", "291 000", "12"):
        read_number(text, "here", habits)
    assert habits.seen == {"comma": 2, "thousands": 1}
    assert habits.first["comma"] == ("0,4", 0.4)


@given(st.integers(0, 10**12), st.sampled_from(" \u00a0\u2009\u202f'"))
def test_grouped_by_spaces_is_read_back(number, space):
    assert read_number(f"{number:,}".replace(",", space), "here") == number


@given(st.floats(1e-3, 1e9, allow_nan=False))
def test_what_is_shown_is_read_back_where_it_means_one_number(value):
    text = shown(value)
    try:
        assert read_number(text, "here") == pytest.approx(value, rel=1e-9)
    except InputError as error:
        assert "which may be" in str(error)
