"""Estimates with their intervals, and the rule that turns them into verdicts."""

import math

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from borderSim.report.documents.validation import number
from borderSim.validation.pattern import Claim, Experiment, Pattern
from borderSim.validation.run import row
from borderSim.validation.verdict import Estimate, Side, difference, joint, mean, of_each, of_sums


@pytest.mark.parametrize(
    ("side", "interval", "verdict"),
    [
        (Side(low=0.0), (0.1, 0.3), "agrees"),
        (Side(low=0.0), (-0.1, 0.3), "inconclusive"),
        (Side(low=0.0), (-0.3, -0.1), "disagrees"),
        (Side(low=0.0), (0.0, 0.0), "inconclusive"),  # nothing happened: on neither side
        (Side(high=0.0), (-0.3, -0.1), "agrees"),
        (Side(0.05, 0.3), (0.1, 0.2), "agrees"),
        (Side(0.05, 0.3), (0.1, 0.4), "inconclusive"),
        (Side(0.05, 0.3), (0.4, 0.5), "disagrees"),
        (Side(0.05, 0.3), (0.0, 0.04), "disagrees"),
        (Side(0.05, 0.3), (0.0, 0.9), "inconclusive"),
        (Side(low=0.0), (math.nan, math.nan), "inconclusive"),
    ],
)
def test_the_rule(side, interval, verdict):
    same = interval[0] == interval[1]
    estimate = (
        Estimate(interval[0], n=9, error=0.0)
        if same
        else Estimate(sum(interval) / 2, *interval, n=9)
    )
    assert side.verdict(estimate) == verdict


@pytest.mark.parametrize(
    ("values", "verdict", "shown"),
    [
        ([0.2, 0.3, 0.25, 0.2], "inconclusive", "0.237 (fewer than 5 seeds)"),
        ([0.2] * 5, "agrees", "0.200 (the same in every seed)"),
        ([0.0] * 5, "inconclusive", "0.00 (the same in every seed)"),
        ([0.2, 0.3, 0.25, 0.2, 0.2], "agrees", "0.230 [0.174; 0.286]"),
    ],
)
def test_what_has_no_interval_is_told_with_a_word(values, verdict, shown):
    pattern = Pattern(
        "F0",
        "must hold",
        "A toy",
        "fact",
        "source",
        "R",
        "how",
        Experiment("toy", lambda seed: {}, "a toy"),
        claims=(Claim("rises", mean("a"), low=0.0),),
    )
    claim = row(pattern, pd.DataFrame({"a": values}))["claims"][0]
    assert (claim["verdict"], number(claim)) == (verdict, shown)


def test_one_claim_that_disagrees_is_enough_and_all_must_agree():
    assert joint(["agrees", "agrees"]) == "agrees"
    assert joint(["agrees", "inconclusive"]) == "inconclusive"
    assert joint(["agrees", "inconclusive", "disagrees"]) == "disagrees"
    assert joint([]) == "inconclusive"


def test_paired_differences_carry_students_interval():
    rng = np.random.default_rng(3)
    shared = rng.normal(50, 20, 25)
    rows = pd.DataFrame({"a": shared + rng.normal(1, 0.5, 25), "b": shared})
    found = difference("a", "b")(rows)
    expected = stats.ttest_rel(rows["a"], rows["b"]).confidence_interval(0.95)
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high))
    other = of_each("a - b")(rows)
    assert (other.low, other.high) == pytest.approx((found.low, found.high))
    # pairing is worth it
    assert mean("a")(rows).high - mean("a")(rows).low > 5 * (found.high - found.low)


def test_seeds_without_a_value_are_left_out_and_one_seed_says_nothing():
    rows = pd.DataFrame({"a": [1.0, np.nan, 3.0]})
    assert mean("a")(rows).value == 2.0
    alone = mean("a")(rows[:1])
    assert (alone.value, alone.why) == (1.0, "few")
    assert math.isnan(mean("a")(rows[1:2]).value)


def test_a_ratio_is_one_of_sums_with_a_jackknife_interval():
    rng = np.random.default_rng(5)
    bottom = rng.poisson(20, 40) + 1.0
    rows = pd.DataFrame(
        {"top": rng.binomial(bottom.astype(int), 0.3), "bottom": bottom, "text_free": 1.0}
    )
    found = of_sums("top / bottom")(rows)
    assert found.value == rows["top"].sum() / rows["bottom"].sum()
    half = 1.96 * math.sqrt(0.3 * 0.7 / bottom.sum())
    assert (found.high - found.low) / 2 == pytest.approx(half, rel=0.3)
    # where the denominator is fixed it is Student's interval
    plain = pd.DataFrame({"a": rows["top"], "n": 1.0})
    assert of_sums("a / n")(plain).high == pytest.approx(mean("a")(plain).high)


def test_a_ratio_that_hangs_on_one_seed_has_no_interval():
    rows = pd.DataFrame({"top": [1.0] + [0.0] * 5, "bottom": [1.0] + [0.0] * 5})
    found = of_sums("top / bottom")(rows)
    assert (found.value, found.why) == (1.0, "one holds all") and Side(low=0.0).verdict(
        found
    ) == "inconclusive"


def test_a_row_of_the_file_holds_what_was_asked_and_found():
    experiment = Experiment("toy", lambda seed: {}, "a toy")
    pattern = Pattern(
        "F0",
        "must hold",
        "A toy",
        "fact",
        "source",
        "R",
        "how",
        experiment,
        claims=(
            Claim("rises", mean("a"), low=0.0),
            Claim("is flat", mean("b"), low=-1.0, high=1.0, unit="%"),
        ),
        beside=(Claim("beside", mean("b")),),
    )
    found = row(
        pattern, pd.DataFrame({"a": [1.0, 2.0, 3.0, 2.0, 2.0], "b": [5.0, 5.1, 4.9, 5.0, 5.0]})
    )
    assert (found["id"], found["class"], found["verdict"], found["seeds"]) == (
        "F0",
        "must hold",
        "disagrees",
        5,
    )
    assert found["estimate"] == 2.0 and found["side"] == [0.0, None]
    assert [c["verdict"] for c in found["claims"]] == ["agrees", "disagrees"]
    assert "verdict" not in found["beside"][0]
    nothing = row(pattern, pd.DataFrame())
    assert (
        nothing["verdict"] == "inconclusive"
        and nothing["estimate"] is None
        and nothing["interval"] == [None, None]
    )
