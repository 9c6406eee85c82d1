"""Whether a difference still moves within the years that are measured, on years made by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from borderSim.parameters.window import Window
from borderSim.studies.analysis.settled import MOVING, OPEN, SETTLED, with_settled

SEEDS, YEARS = 6, 6
SIX = Window(6.0, 4)
OUTCOMES = ("delivered_value_eur", "interdiction_rate", "trust_mean", "orgs_dismantled")


def yearly(moves: float) -> pd.DataFrame:
    """Two levels over six years: what both meet moves a lot, the difference by ``moves`` a year."""
    chance = np.random.default_rng(3).uniform(900.0, 1100.0, (SEEDS, YEARS + 1))
    return pd.DataFrame(
        {
            "scenario": "national",
            "level": level,
            "seed": seed,
            "year": year,
            "days": 365,
            "delivered_value_eur": chance[seed, year] + (50.0 + moves * year) * (level == "high"),
            "seized_value_eur": 100.0 + 0.1 * moves * year * (level == "high"),
            "shipped_value_eur": 1000.0,
            "trust_mean": 0.5,
        }
        for level in ("low", "high")
        for seed in range(SEEDS)
        for year in range(1, YEARS + 1)
    )


def told(moves: float, window: Window = SIX, frame: pd.DataFrame | None = None):
    rows = [("national", level, name) for level in ("low", "high") for name in OUTCOMES]
    table = pd.DataFrame(rows, columns=["scenario", "level", "outcome"])
    own = yearly(moves) if frame is None else frame
    found = with_settled(table, own, "low", {"national": window})
    assert found[["scenario", "level", "outcome"]].equals(table), "rows stay as they were"
    return found.set_index(["level", "outcome"])


def test_a_difference_that_moves_by_more_than_matters_has_not_settled():
    """5 % of some 1000 EUR are the margin: 20 a year are 40 from year 4 to 6, 40 a year are 80."""
    assert told(20.0).at[("high", "delivered_value_eur"), "settled"] == SETTLED
    moving = told(40.0)
    assert moving.at[("high", "delivered_value_eur"), "settled"] == MOVING
    assert moving.at[("high", "delivered_value_eur"), "drift"] == pytest.approx(80.0)
    assert moving.at[("high", "delivered_value_eur"), "margin"] == pytest.approx(50.0, rel=0.1)
    # a ratio by its sums, its margin an absolute one: 0.8 points of at most 2
    assert moving.at[("high", "interdiction_rate"), "drift"] == pytest.approx(0.008)
    assert moving.at[("high", "interdiction_rate"), "settled"] == SETTLED
    assert told(200.0).at[("high", "interdiction_rate"), "settled"] == MOVING
    assert moving.at[("high", "trust_mean"), "settled"] == SETTLED


def test_what_moves_under_both_levels_does_not_count():
    table = yearly(0.0)
    table["delivered_value_eur"] *= 1 + table["year"]
    table.loc[table["level"] == "high", "delivered_value_eur"] = table.loc[
        table["level"] == "low", "delivered_value_eur"
    ].to_numpy()
    assert told(0.0, frame=table).at[("high", "delivered_value_eur"), "settled"] == SETTLED


def test_nothing_is_said_where_nothing_can_be():
    found = told(40.0)
    assert found.at[("high", "orgs_dismantled"), "settled"] == "", "not told by the year"
    assert (found.loc["low", "settled"] == "").all(), "the present level differs from nothing"
    for window in (Window(6.0, 6), Window(4.9, 4)):
        assert (told(40.0, window)["settled"] == "").all(), "one whole year"
    assert (told(40.0, frame=pd.DataFrame())["settled"] == "").all(), "a result of before"


def test_a_year_that_was_cut_short_is_no_year():
    table = yearly(0.0)
    cut = table["year"] == 6
    table.loc[cut, "days"] = 100
    table.loc[cut & (table["level"] == "high"), "delivered_value_eur"] += 900.0
    found = told(0.0, Window(5.3, 4), table)
    assert found.at[("high", "delivered_value_eur"), "settled"] == SETTLED


def noisy(drift: float, spread: float, seeds: int = SEEDS) -> str:
    """Return what is told of a difference of some 1000 that drifts by ``drift``, plus or minus ``spread``."""
    table = yearly(0.0)
    table = table[table["seed"] < seeds]
    last = (table["level"] == "high") & (table["year"] == 6)
    by_seed = drift + spread * np.linspace(-1.0, 1.0, SEEDS)
    table.loc[last, "delivered_value_eur"] += by_seed[table.loc[last, "seed"]]
    return str(told(0.0, frame=table).at[("high", "delivered_value_eur"), "settled"])


def test_the_interval_decides_and_not_the_estimate():
    """The margin is some 50: half of the interval is 0.78 of the spread with six replicates."""
    assert noisy(0.0, 20.0) == SETTLED
    assert noisy(0.0, 300.0) == OPEN, "an estimate of zero that may be anything"
    assert noisy(90.0, 300.0) == OPEN, "an estimate beyond the margin that may be zero"
    assert noisy(40.0, 20.0) == OPEN, "one end lies beyond the margin"
    assert noisy(120.0, 20.0) == MOVING == noisy(-120.0, 20.0)


def test_few_replicates_leave_it_open():
    assert noisy(120.0, 20.0, seeds=4) == OPEN == noisy(0.0, 0.0, seeds=4)
    assert noisy(120.0, 0.0) == MOVING and noisy(0.0, 0.0) == SETTLED, "the same in all of six"
