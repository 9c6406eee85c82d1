"""Contrasts with known answers: differences, ratios of sums, what a pair gives beyond its two."""

import math

import numpy as np
import pandas as pd
import pytest

from borderSim.errors import InputError
from borderSim.measures.outcomes import HEADLINE, OUTCOMES
from borderSim.measures.quantities import COST, yardstick
from borderSim.studies.analysis.contrasts import cells_of, contrast, difference, matters, shown
from borderSim.studies.analysis.paired import paired_table

SEEDS = 30


@pytest.fixture
def runs():
    rng = np.random.default_rng(5)
    chance = {name: rng.uniform(90, 110, SEEDS) for name in OUTCOMES}
    frame = pd.DataFrame(
        [
            {"scenario": "national", "level": level, "seed": s}
            | {name: chance[name][s] + effect + rng.normal(0, 1) for name in OUTCOMES}
            for level, effect in (("a", 0.0), ("b", 3.0), ("c", 5.0), ("d", 10.0))
            for s in range(SEEDS)
        ]
    )
    for name, outcome in OUTCOMES.items():
        if outcome.kind == "ratio":
            frame[name] = frame[outcome.numerator] / frame[outcome.denominator]
    return frame


@pytest.mark.parametrize("name", HEADLINE)
def test_differences_are_those_of_a_comparison(runs, name):
    row = paired_table(runs, "a", 2.0).set_index(["level", "outcome"]).loc[("b", name)]
    found = difference(cells_of(runs), yardstick(name), ("b",), ("a",), 2.0)
    assert found.value == pytest.approx(row["difference"]) and found.n == row["n"] == SEEDS
    assert (found.low, found.high, found.error) == pytest.approx(
        (row["low"], row["high"], row["mcse"])
    )


def test_what_a_pair_gives_beyond_the_sum_of_its_two(runs):
    found = contrast(
        cells_of(runs), yardstick("seizures"), {("d",): 1, ("b",): -1, ("c",): -1, ("a",): 1}, 1.0
    )
    assert found.low < 2.0 < found.high and found.error < 0.6
    values = runs.pivot(index="seed", columns="level", values="seizures")
    assert found.value == pytest.approx(
        (values["d"] - values["b"] - values["c"] + values["a"]).mean()
    )


def test_net_benefit_by_the_weight_of_harm(runs):
    cells = cells_of(runs)
    nothing, once, thrice = (
        contrast(cells, yardstick(f"net_benefit_{weight}"), {("b",): 1}, 1.0).value
        for weight in (0, 1, 3)
    )
    harm = contrast(cells, yardstick("harm_eur"), {("b",): 1}, 1.0).value
    assert nothing - once == pytest.approx(harm) and nothing - thrice == pytest.approx(3 * harm)
    assert nothing == pytest.approx(
        -sum(runs.loc[runs["level"] == "b", name].mean() for name in (COST, "trade_delay_cost_eur"))
    )


def test_sums_and_ratios(runs):
    cells = cells_of(runs)
    total = contrast(
        cells, yardstick("duplicate_hours + coordination_hours"), {("b",): 1}, 1.0
    ).value
    assert total == pytest.approx(
        sum(
            contrast(cells, yardstick(n), {("b",): 1}, 1.0).value
            for n in ("duplicate_hours", "coordination_hours")
        )
    )
    ratio = contrast(cells, yardstick(f"seizures / {COST}", per=1e6), {("b",): 1}, 1.0).value
    own = runs[runs["level"] == "b"]
    assert ratio == pytest.approx(1e6 * own["seizures"].sum() / own[COST].sum())


def test_what_matters_follows_the_dictionary(runs):
    cells = cells_of(runs)
    assert (
        matters(cells, yardstick("interdiction_rate"), ("a",), 2.0)
        == OUTCOMES["interdiction_rate"].smallest_difference
    )
    mean = runs.loc[runs["level"] == "a", "delivered_value_eur"].mean() / 2
    assert matters(cells, yardstick("delivered_value_eur"), ("a",), 2.0) == pytest.approx(
        0.05 * mean
    )


def test_only_shared_seeds_and_nothing_where_nothing_can_be_said(runs):
    cells = cells_of(runs[(runs["level"] != "b") | (runs["seed"] < 10)])
    assert difference(cells, yardstick("seizures"), ("b",), ("a",), 1.0).n == 10
    assert math.isnan(difference(cells, yardstick("seizures"), ("x",), ("a",), 1.0).value)
    runs["shipped_value_eur"] = 0.0
    assert math.isnan(
        difference(cells_of(runs), yardstick("interdiction_rate"), ("b",), ("a",), 1.0).value
    )
    assert difference(cells, yardstick("seizures"), ("a",), ("a",), 1.0).value == 0.0


def test_few_replicates_are_never_clear(runs):
    few = cells_of(runs[runs["seed"] < 4])
    more = cells_of(runs[runs["seed"] < 5])
    assert not difference(few, yardstick("seizures"), ("d",), ("a",), 1.0).clear
    assert difference(more, yardstick("seizures"), ("d",), ("a",), 1.0).clear


def test_rounding_of_the_computer_is_no_difference(runs):
    runs.loc[runs["level"] == "b", COST] = 1e9 + 0.1
    runs.loc[runs["level"] == "a", COST] = 1e9
    tiny = difference(cells_of(runs), yardstick(COST), ("b",), ("a",), 1.0)
    assert (
        (tiny.value, tiny.error) == (0.0, 0.0) and tiny.same and not tiny.clear and not tiny.known
    )


@pytest.mark.parametrize(
    "text",
    ["seizure", "seizures / costs", "interdiction_rate / seizures", "net_benefit_x", "seizures +"],
)
def test_unknown_names_are_told(text):
    with pytest.raises(InputError, match=r"outcome|totals"):
        yardstick(text)


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ((1.234, 1.0, 1.5), "+1.23 [+1.00; +1.50]"),
        ((-1234.0, -2000.0, -400.0), "−1234 [−2000; −400]"),
        ((0.0, 0.0, 0.0), "0 (the same in all)"),
        ((0.0005, 0.0005, 0.0005), "+0.000500 (the same in all)"),
        ((None, None, None), "–"),
        ((2.0, None, None), "+2.000"),
    ],
)
def test_numbers_for_people(numbers, text):
    value, low, high = numbers
    assert shown({"value": value, "low": low, "high": high}) == text
