"""The paired table: by hand, against scipy.

How its intervals are made is tried in test_estimates.
"""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy import stats

from borderSim.measures.outcomes import HEADLINE, OUTCOMES
from borderSim.studies.analysis.paired import COLUMNS, paired_table
from borderSim.studies.analysis.ranks import kendall_w, rank_table

TOTAL, STATE, RATIO = "seizures", "orgs_dismantled", "interdiction_rate"
TOP, BOTTOM = OUTCOMES[RATIO].numerator, OUTCOMES[RATIO].denominator


def frame(values: dict[str, dict[str, list[float]]], scenario: str = "toy") -> pd.DataFrame:
    """Return runs: by level and outcome the values of the replicates; what is not given is NaN."""
    rows = []
    for level, outcomes in values.items():
        n = len(next(iter(outcomes.values())))
        for i in range(n):
            row = dict.fromkeys(OUTCOMES, math.nan) | {
                name: column[i] for name, column in outcomes.items()
            }
            rows.append({"scenario": scenario, "level": level, "seed": i + 1} | row)
    return pd.DataFrame(rows)


def fact(table: pd.DataFrame, level: str, outcome: str, scenario: str = "toy") -> pd.Series:
    return table.set_index(["scenario", "level", "outcome"]).loc[(scenario, level, outcome)]


def test_total_by_hand():
    table = paired_table(
        frame({"a": {TOTAL: [10, 20, 30, 20, 20]}, "b": {TOTAL: [14, 26, 32, 24, 24]}}),
        "a",
        measured_years=2,
    )
    found = fact(table, "b", TOTAL)
    assert list(table.columns) == COLUMNS and len(table) == 2 * len(OUTCOMES)
    # per year: a = 5, 10, 15, 10, 10; b = 7, 13, 16, 12, 12; differences 2, 3, 1, 2, 2: mean 2,
    # variance 1/2
    assert (found["n"], found["value"], found["difference"]) == (5, 12, 2)
    assert found["mcse"] == pytest.approx(math.sqrt(0.1))
    assert found["low"] == pytest.approx(2 - 2.776445 * math.sqrt(0.1)) and found[
        "high"
    ] == pytest.approx(2 + 2.776445 * math.sqrt(0.1))
    # var(b) = 10.5
    assert found["value_high"] - found["value"] == pytest.approx(2.776445 * math.sqrt(10.5 / 5))
    assert found["relative"] == pytest.approx(0.2)
    assert found["variance_reduction"] == pytest.approx((12.5 + 10.5) / 0.5)


def test_present_level_is_the_reference():
    found = fact(
        paired_table(frame({"a": {TOTAL: [10, 20] * 3}, "b": {TOTAL: [1, 2] * 3}}), "a", 1),
        "a",
        TOTAL,
    )
    assert found["difference"] == 0 and math.isnan(found["low"]) and math.isnan(found["high"])
    assert found["value"] == 15 and found["value_low"] < 15 < found["value_high"]


def test_against_scipy():
    rng = np.random.default_rng(3)
    a, b = rng.normal(5, 1, 12), rng.normal(6, 2, 12)
    found = fact(
        paired_table(frame({"a": {STATE: list(a)}, "b": {STATE: list(b)}}), "a", measured_years=7),
        "b",
        STATE,
    )
    interval = stats.ttest_rel(b, a).confidence_interval(0.95)
    assert (found["low"], found["high"]) == pytest.approx((interval.low, interval.high))
    own = stats.ttest_1samp(b, 0).confidence_interval(0.95)
    assert (found["value_low"], found["value_high"]) == pytest.approx((own.low, own.high))


def test_ratio_of_sums_not_mean_of_ratios():
    runs = frame(
        {
            "a": {TOP: [1, 0], BOTTOM: [2, 0], RATIO: [0.5, math.nan]},
            "b": {TOP: [1, 9], BOTTOM: [1, 99], RATIO: [1, 9 / 99]},
        }
    )
    found = fact(paired_table(runs, "a", measured_years=3), "b", RATIO)
    assert found["value"] == pytest.approx(10 / 100) and found["difference"] == pytest.approx(
        0.1 - 0.5
    )
    assert found["relative"] == pytest.approx(-0.8) and found["n"] == 2


def test_ratio_interval_lies_near_that_of_a_bootstrap_of_many_pairs():
    rng = np.random.default_rng(4)
    bottom = rng.uniform(50, 150, 60)
    a, b = 0.10 * bottom + rng.normal(0, 2, 60), 0.14 * bottom + rng.normal(0, 2, 60)
    runs = frame(
        {"a": {TOP: list(a), BOTTOM: list(bottom)}, "b": {TOP: list(b), BOTTOM: list(bottom)}}
    )
    found = fact(paired_table(runs, "a", 1), "b", RATIO)

    def difference(x, y, z, axis=-1):
        return x.sum(axis) / z.sum(axis) - y.sum(axis) / z.sum(axis)

    other = stats.bootstrap(
        (b, a, bottom), difference, paired=True, method="percentile", rng=1, n_resamples=2999
    )
    assert (found["low"], found["high"]) == pytest.approx(
        tuple(other.confidence_interval), abs=0.001
    )
    assert found["mcse"] == pytest.approx(other.standard_error, rel=0.1)


@pytest.mark.parametrize("n", [1, 2, 4])
def test_few_replicates_have_no_interval(n):
    chance = [float(i) for i in range(n)]
    runs = frame(
        {
            "a": {TOTAL: chance, TOP: chance, BOTTOM: [40.0] * n},
            "b": {
                TOTAL: [3 * x + 2 for x in chance],
                TOP: [x + 10 for x in chance],
                BOTTOM: [40.0] * n,
            },
        }
    )
    table = paired_table(runs, "a", 1)
    for outcome, difference in ((TOTAL, 2 + 2 * np.mean(chance)), (RATIO, 0.25)):
        found = fact(table, "b", outcome)
        assert found["difference"] == pytest.approx(difference) and found["n"] == n
        assert found[["value_low", "value_high", "low", "high"]].isna().all()
        assert math.isnan(found["mcse"]) == (n == 1), "a standard error is no interval"


def test_what_is_undefined_is_left_out_pairwise():
    nan = math.nan
    table = paired_table(
        frame({"a": {"recovery_days": [1, 2, nan, 4]}, "b": {"recovery_days": [2, nan, 9, 6]}}),
        "a",
        1,
    )
    found = fact(table, "b", "recovery_days")
    assert (found["n"], found["difference"]) == (2, 1.5) and found["value"] == pytest.approx(17 / 3)
    assert (
        math.isnan(fact(table, "b", "targeting_lift")["value"])
        and fact(table, "b", "targeting_lift")["n"] == 0
    )


def test_no_denominator_is_no_number():
    runs = frame({"a": {TOP: [0, 0], BOTTOM: [0, 0]}, "b": {TOP: [1, 2], BOTTOM: [4, 4]}})
    found = fact(paired_table(runs, "a", 1), "b", RATIO)
    assert found["value"] == 0.375 and math.isnan(found["difference"]) and math.isnan(found["low"])


def test_no_spread_and_negative_reference():
    table = paired_table(
        frame({"a": {"net_benefit_eur": [-10] * 6}, "b": {"net_benefit_eur": [-8] * 6}}), "a", 1
    )
    found = fact(table, "b", "net_benefit_eur")
    assert found["relative"] == pytest.approx(0.2), "better than the reference reads as a gain"
    assert found[["low", "high", "value_low", "value_high"]].isna().all(), (
        "what has no spread in six runs has no interval of width 0"
    )
    assert (found["difference"], found["mcse"]) == (2, 0) and math.isnan(
        found["variance_reduction"]
    )


@pytest.mark.parametrize(
    ("outcome", "values", "bounds"),
    [
        ("leaks", [0, 0, 0, 0, 0, 3], (0, np.inf)),
        ("trust_mean", [0.01, 0.9, 0.97, 0.99, 0.99, 1.0], (0, 1)),
        ("net_benefit_eur", [5, -1, 2, -3, 0, 1], (-np.inf, np.inf)),
        ("targeting_lift", [0.1, 9, 2, 1, 1, 1], (0, np.inf)),
    ],
)
def test_a_value_ends_where_its_quantity_ends_and_a_difference_does_not(outcome, values, bounds):
    table = paired_table(frame({"a": {outcome: values[::-1]}, "b": {outcome: values}}), "a", 1)
    found, half = fact(table, "b", outcome), 2.570582 * np.std(values, ddof=1) / math.sqrt(6)
    assert found["value_low"] == pytest.approx(max(bounds[0], np.mean(values) - half))
    assert found["value_high"] == pytest.approx(min(bounds[1], np.mean(values) + half))
    assert (
        found["high"] - found["difference"] == pytest.approx(found["difference"] - found["low"])
        and found["low"] < 0 < found["high"]
    )


def test_several_scenarios_with_their_own_years():
    runs = pd.concat(
        [frame({"a": {TOTAL: [10, 10]}, "b": {TOTAL: [20, 20]}}, s) for s in ("one", "two")]
    )
    table = paired_table(runs, "a", {"one": 1.0, "two": 5.0})
    assert (
        fact(table, "b", TOTAL, "one")["difference"] == 10
        and fact(table, "b", TOTAL, "two")["difference"] == 2
    )


@example(pairs=[(0.0, 0.0), (5.2e-306, 935.0)], years=1.0)
@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6)), min_size=2, max_size=8),
    st.floats(0.5, 10),
)
def test_difference_is_that_of_the_values_and_order_of_rows_does_not_matter(pairs, years):
    runs = frame({"a": {TOTAL: [p[0] for p in pairs]}, "b": {TOTAL: [p[1] for p in pairs]}})
    table = paired_table(runs, "a", years)
    found = fact(table, "b", TOTAL)
    assert found["difference"] == pytest.approx(
        found["value"] - fact(table, "a", TOTAL)["value"], abs=1e-6
    )
    assert math.isnan(found["low"]) or found["low"] <= found["difference"] <= found["high"]
    levels = pd.Categorical(runs["level"], ["a", "b"])
    shuffled = (
        runs.sample(frac=1, random_state=1)
        .assign(place=levels)
        .sort_values("level", kind="stable")
        .drop(columns="place")
    )
    pd.testing.assert_frame_equal(paired_table(shuffled, "a", years), table)


# --------------------------------------------------------------------------- ranks
def ranked(*by_scenario: dict[str, float]) -> pd.DataFrame:
    rows = [
        {"scenario": f"s{i}", "level": level, "outcome": name, "value": value}
        for name in HEADLINE
        for i, values in enumerate(by_scenario)
        for level, value in values.items()
    ]
    return rank_table(pd.DataFrame(rows))


def test_ranks_and_agreement():
    table = ranked({"a": 1, "b": 2, "c": 3}, {"a": 10, "b": 11, "c": 30})
    up = table[table["outcome"] == "interdiction_rate"]
    assert up["s0"].tolist() == [3, 2, 1] and up["agree"].all() and (up["kendall_w"] == 1).all()
    down = table[table["outcome"] == "delivered_value_eur"]
    assert down["s1"].tolist() == [1, 2, 3]
    assert set(table["outcome"]) == set(HEADLINE)


def test_disagreement_and_missing():
    table = ranked({"a": 1, "b": 2}, {"a": 2, "b": 1})
    assert not table["agree"].any() and (table["kendall_w"] == 0).all()
    missing = ranked({"a": 1, "b": math.nan}, {"a": 2, "b": 1})
    assert (
        not missing["agree"].any()
        and missing["kendall_w"].isna().all()
        and math.isnan(missing["s0"][1])
    )


def test_kendall_w_by_the_average_rank_correlation():
    rng = np.random.default_rng(2)
    ranks = np.column_stack([stats.rankdata(rng.integers(0, 4, 6)) for _ in range(2)])
    rho = stats.spearmanr(ranks[:, 0], ranks[:, 1]).statistic
    untied = np.column_stack([rng.permutation(6) + 1.0 for _ in range(3)])
    mean_rho = np.mean(
        [stats.spearmanr(untied[:, i], untied[:, j]).statistic for i, j in ((0, 1), (0, 2), (1, 2))]
    )
    assert kendall_w(untied) == pytest.approx((mean_rho * 2 + 1) / 3)
    assert 0 <= kendall_w(ranks) <= 1 and abs(kendall_w(ranks) - (rho + 1) / 2) < 0.15
    assert math.isnan(kendall_w(np.ones((3, 2))))
