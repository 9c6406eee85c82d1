"""The grade: each line of the rule, and the cap where what decides has no source."""

import pytest

from borderSim.studies.analysis.futures.grade import graded

GIVEN = {"structures": 1.0, "named": 0, "explained": 0.0, "sourced": True}


@pytest.mark.parametrize(
    ("share", "changed", "grade", "why"),
    [
        (0.96, {}, "A", "stable"),
        (0.95, {}, "A", "stable"),
        (0.96, {"structures": 0.9}, "B", "mostly"),
        (0.94, {}, "B", "mostly"),
        (0.80, {"structures": 0.51}, "B", "mostly"),
        (0.80, {"structures": 0.5}, "C", "likely"),
        (0.99, {"structures": None}, "C", "likely"),
        (0.70, {}, "C", "likely"),
        (0.40, {"named": 3, "explained": 0.5}, "C", "named"),
        (0.40, {"named": 3, "explained": 0.49}, "D", "no ranking"),
        (0.40, {"named": 0, "explained": 0.9}, "D", "no ranking"),
        (0.66, {}, "D", "no ranking"),
    ],
)
def test_each_line_of_the_rule(share, changed, grade, why):
    found = graded(share, **GIVEN | changed)
    assert (found.grade, found.earned, found.why, found.capped) == (grade, grade, why, False)


@pytest.mark.parametrize(("share", "earned"), [(0.96, "A"), (0.85, "B")])
def test_no_better_than_c_without_a_source(share, earned):
    found = graded(share, **GIVEN | {"sourced": False})
    assert (found.grade, found.earned, found.capped) == ("C", earned, True)


def test_what_is_c_or_d_anyway_is_not_capped():
    assert not graded(0.7, **GIVEN | {"sourced": False}).capped
    assert graded(0.1, **GIVEN | {"sourced": False}).grade == "D"
