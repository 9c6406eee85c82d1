"""Slips in how a number is written: the sentence tells what to write."""

import pytest

from borderSim.number_slips import number_meant


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("0,2", "0.2"),
        ("-1,5", "-1.5"),
        ("10 000", "10000"),
        ("10\u202f000", "10000"),
        ("10.000.000", "10000000"),
        ("1'000", "1000"),
        ("1’000", "1000"),
        ("10,000", "10000, or 10.000"),
        ("10.000", "10000, or 10.000"),
        ("1 234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("0.2", ""),
        ("10", ""),
        ("abc", ""),
        ("1,2,3", ""),
        ("", ""),
        ("1 2", ""),
    ],
)
def test_what_a_number_meant(given, written):
    told = number_meant(given)
    assert told.startswith(f" (write {written}") if written else told == ""
