from __future__ import annotations

import math

import numpy as np
import pytest

from borderSim.measures.outcomes import OUTCOMES
from borderSim.report.comparison.differences import (
    Interval,
    mean_interval,
    paired_interval,
    paired_ratio_interval,
    ratio_interval,
)
from borderSim.report.layout.palette import ANCHORS, REFERENCE_COLOUR, looks, ramp
from borderSim.report.writing.numbers import (
    about,
    decimals,
    decimals_together,
    end_of,
    euro_scale,
    fixed,
    money_magnitude,
    plain,
    scale_of,
)


@pytest.mark.parametrize(
    ("width", "value", "places"),
    [(0.26, 1.06, 2), (12.0, 900.0, 0), (0.0, 269.35, 0), (math.nan, 3.0, 2), (0.0, 0.0, 2)],
)
def test_decimals_follow_the_interval(width: float, value: float, places: int) -> None:
    assert decimals(width, value) == places


def test_about_keeps_two_digits() -> None:
    assert [about(n) for n in (7, 43, 187, 1738)] == ["7", "43", "190", fixed(1700, 0)]


def test_numbers_have_true_minus_thin_spaces_and_no_negative_zero() -> None:
    assert fixed(-1234567.8, 1) == "−1 234 567.8"
    assert fixed(2.0, 1, signed=True) == "+2.0"
    assert fixed(-0.001, 1, signed=True) == "0.0"
    assert fixed(math.nan, 1) == "–"


def test_plain_numbers_keep_four_digits() -> None:
    assert [plain(x) for x in (0, 0.012342, 12.5, 123456.7, math.inf)] == [
        "0",
        "0.01234",
        "12.5",
        "123 457",
        "–",
    ]


def test_scales_rates_in_percent_and_money_by_size() -> None:
    rate = scale_of(OUTCOMES["interdiction_rate"], 0.1)
    assert (rate.factor, rate.unit, rate.difference_unit, rate.per_year) == (
        100.0,
        "%",
        "points",
        False,
    )
    assert scale_of(OUTCOMES["delivered_value_eur"], 3e8).unit == "M EUR"
    assert scale_of(OUTCOMES["delivered_value_eur"], 3e9).unit == "bn EUR"
    assert scale_of(OUTCOMES["delivered_value_eur"], 30.0).unit == "EUR"
    assert scale_of(OUTCOMES["trust_mean"], 1.0).factor == 1.0


@pytest.mark.parametrize(
    ("differences", "values", "unit"),
    [
        (2e6, 7e8, "M EUR"),
        (9e5, 7e8, "k EUR"),
        (4e3, 7e8, "k EUR"),
        (4e3, 9e3, "EUR"),
        (2e9, 7e8, "bn EUR"),
        (0.0, 7e8, "M EUR"),
    ],
)
def test_money_has_the_unit_of_its_largest_difference(differences, values, unit) -> None:
    assert euro_scale(money_magnitude(differences, values))[1] == unit


def test_a_paired_interval_is_that_of_the_differences() -> None:
    rng = np.random.default_rng(3)
    world = rng.normal(100, 20, 30)
    found = paired_interval(world + 1 + rng.normal(0, 0.1, 30), world)
    assert found.clear and found.low < 1 < found.high + 0.1
    assert not mean_interval(np.array([1.0])).clear
    assert math.isnan(mean_interval(np.array([])).value)


def test_ratios_are_ratios_of_sums_and_cover() -> None:
    rng = np.random.default_rng(5)
    hits = 0
    for _ in range(300):
        n = rng.poisson(200, 20).astype(float) + 1
        first, second = (
            rng.binomial(n.astype(int), 0.15).astype(float),
            rng.binomial(n.astype(int), 0.10).astype(float),
        )
        found = paired_ratio_interval((first, n), (second, n))
        assert found.value == pytest.approx((first.sum() - second.sum()) / n.sum())
        hits += found.low <= 0.05 <= found.high
    assert hits / 300 > 0.90
    assert math.isnan(ratio_interval(np.zeros(3), np.zeros(3)).value)


def test_a_negative_factor_swaps_the_bounds() -> None:
    assert Interval(1.0, 0.5, 2.0, 6, 0.25).scaled(-2) == Interval(-2.0, -4.0, -1.0, 6, 0.5)


def test_looks_follow_the_place_not_the_name() -> None:
    some = looks(5, 0)
    assert some[0].colour == REFERENCE_COLOUR and [x.colour for x in some[1:]] == list(ANCHORS)
    assert len({x.marker for x in looks(9, 2)}) == 9
    assert looks(5, 4)[4].colour == REFERENCE_COLOUR
    assert ramp(0) == [] and len(ramp(1)) == 1


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("count", range(2, 9))
def test_level_colours_stand_out_from_white_and_darken_in_order(count: int) -> None:
    light = [_luminance(x.colour) for x in looks(count, 0)[1:]]
    assert light == sorted(light, reverse=True)
    assert all(1.05 / (value + 0.05) > 2.8 for value in light)


def test_an_end_that_rounding_would_make_zero_keeps_its_side():
    assert end_of(-0.004, 2, signed=True) == "−0.004"
    assert end_of(0.3, 0, signed=True) == "+0.3"
    assert end_of(0.0, 2, signed=True) == "0.00"
    assert end_of(-1.02, 2, signed=True) == "−1.02"


def test_a_column_has_one_number_of_decimals():
    assert decimals_together([(0.96, 0.59), (0.93, 1.72), (1.05, 4.0)]) == 1
    assert decimals_together([(0.0, 0.026), (0.0, 4.202)]) == 2, "three digits of the largest"
    assert decimals_together([(12.0, 20.0), (0.3, 1.2)]) == 1, "the finest is still told from zero"
    assert decimals_together([(float("nan"), 0.0)]) == 2
