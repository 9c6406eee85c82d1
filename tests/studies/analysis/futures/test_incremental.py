"""Incremental analysis, against published tables of R's dampack and against the rules themselves.

Sources: DARTH-git/dampack, vignettes/basic_cea.Rmd (HIV screening after Paltiel et al. 2006; C. difficile
after Rajasingham et al. 2020, its table in vignettes/cdiff_icers.csv) and tests/testthat/test_calculate_icers.R
(the example of the Health Economics Resource Center, US Department of Veterans Affairs).
"""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderSim.studies.analysis.futures.incremental import incremental, incremental_over

HERC = (
    ("UC", "B", "D", "E", "C", "A"),
    (5000, 10000, 35000, 55000, 25000, 12000),
    (1, 2, 4, 5, 3, 1.5),
)
CDIFF = {
    "s3": (57336.0059896538, 12.9399639202408),
    "s27": (57541.2526373815, 13.0140640696275),
    "s33": (57642.2587507842, 13.0389116321918),
    "s31": (57934.0743411241, 13.0966257932217),
    "s43": (58072.1137208494, 13.11285766912),
    "s44": (58665.7823044647, 13.1283328397025),
    "s39": (57814.6470919581, 13.0462790163185),
    "s4": (57887.481549326, 12.9970657153765),
    "s13": (58018.6252420203, 13.0650412387992),
    "s37": (58081.7947984323, 13.1029711156978),
    "s20": (58634.2026441398, 13.1100568867995),
}


def test_the_example_of_herc_as_dampack_tests_it():
    names, cost, effect = HERC
    rows = incremental(cost, effect)
    told = {names[row.level]: row for row in rows}
    assert [names[row.level] for row in rows if row.status == "frontier"] == ["UC", "B", "D", "E"]
    assert [told[n].ratio for n in ("B", "D", "E")] == [5000, 12500, 20000]
    assert told["C"].status == "extended" and names[told["C"].by] == "D"
    assert told["A"].status == "dominated" and names[told["A"].by] == "B"
    assert math.isnan(told["UC"].ratio) and told["UC"].by is None


def test_screening_for_hiv_as_the_vignette_of_dampack_has_it():
    cost = [26000, 27000, 28020, 28440, 29440]
    effect = np.array([277.25, 277.57, 277.78, 277.83, 277.76]) / 12
    rows = incremental(cost, list(effect))
    assert [row.status for row in rows] == ["frontier"] * 4 + ["dominated"]
    assert rows[-1].level == 4  # every year
    # more cost a quality-adjusted year: a month is a twelfth
    assert [row.ratio for row in rows[1:4]] == pytest.approx([37500, 58285.714, 100800])


def test_treatments_of_c_difficile_as_dampack_prints_them():
    names = list(CDIFF)
    rows = incremental(*zip(*CDIFF.values(), strict=True))
    told = {names[row.level]: row for row in rows}
    assert {n: told[n].ratio for n in ("s27", "s33", "s31", "s43", "s44")} == pytest.approx(
        {
            "s27": 2769.85470915263,
            "s33": 4065.03105249231,
            "s31": 5056.2216470406,
            "s43": 8504.2160616553,
            "s44": 38362.6519947134,
        },
        rel=1e-6,
    )
    assert [n for n in names if told[n].status == "extended"] == ["s39"]
    assert {n for n in names if told[n].status == "dominated"} == {"s4", "s13", "s37", "s20"}


def test_equal_levels_leave_one_on_the_frontier():
    rows = incremental([5.0, 5.0], [1.0, 1.0])
    assert [row.status for row in rows] == ["frontier", "dominated"]


def test_one_that_costs_the_same_and_gives_more_dominates():
    rows = incremental([5.0, 5.0], [1.0, 2.0])
    assert [(row.level, row.status) for row in rows] == [(1, "frontier"), (0, "dominated")]


numbers = st.integers(-1000, 1000).map(float)


@given(st.lists(st.tuples(numbers, numbers), min_size=1, max_size=7))
def test_the_frontier_is_what_is_best_at_some_value(pairs):
    cost, effect = (list(column) for column in zip(*pairs, strict=True))
    rows = incremental(cost, effect)
    assert sorted(row.level for row in rows) == list(range(len(pairs)))
    frontier = [row for row in rows if row.status == "frontier"]
    ratios = [row.ratio for row in frontier[1:]]
    assert all(a <= b for a, b in itertools.pairwise(ratios))
    for row in frontier:
        after = next((r.ratio for r in frontier if r.by == row.level), math.inf)
        before = row.ratio if row.by is not None else 0.0
        value = (max(before, 0.0) + min(after, max(before, 0.0) + 2)) / 2
        benefit = value * np.array(effect) - np.array(cost)
        if before <= value <= after:
            assert benefit[row.level] >= benefit.max() - 1e-6 * (1 + abs(benefit).max())


def test_no_ratio_where_the_gain_may_be_nothing():
    rng = np.random.default_rng(1)
    cost = np.column_stack([np.zeros(50), np.full(50, 10.0), np.full(50, 30.0)])
    effect = np.column_stack([np.zeros(50), rng.normal(0.05, 5, 50), rng.normal(40, 1, 50)])
    rows = {row.level: row for row in incremental_over(cost, effect)}
    if rows[1].status == "frontier":
        assert rows[1].clear is False and math.isnan(rows[1].ratio)
    assert rows[2].clear is True and rows[2].ratio > 0


def test_what_rounding_alone_tells_apart_is_not_dominated():
    """Levels on one straight line: the ratios are equal but for the computer's rounding."""
    cost = [35e6 + step * 1070857.9782112613 for step in range(4)]
    effect = [step * 8225196.924578386 for step in range(4)]
    assert [row.status for row in incremental(cost, effect)] == ["frontier"] * 4
    dearer = [cost[0], cost[1] * 1.0001, *cost[2:]]
    assert "extended" in [row.status for row in incremental(dearer, effect)]
