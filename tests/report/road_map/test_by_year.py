"""What customs and police pay year by year from the decision on, from months that are stored."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from borderSim.report.advice.who_pays import Scale
from borderSim.report.road_map.by_year import SERVICES, SHARED, Yearly, at_year_ends, by_year

SETUP = "cooperation_setup_paid_eur"
IN_K = Scale(1e-3, "k EUR", 0)
MONTHS = 25
"""Of thirty days, the last one short: two years."""


@pytest.mark.parametrize(
    ("in_force", "count", "wanted"),
    [
        (0, 3, [365, 730, math.nan]),
        (12, 3, [0, 365, 730]),
        (36, 5, [0, 0, 0, 365, 730]),
        (6, 3, [182.5, 547.5, math.nan]),
        (30, 3, [0, 0, 182.5]),
    ],
)
def test_nothing_before_it_is_in_force_and_nothing_beyond_what_was_simulated(
    in_force, count, wanted
):
    path = pd.Series([30.0] * 24 + [10.0]).cumsum().to_numpy()  # (one EUR a day)
    assert at_year_ends(path, in_force, 2.0, count) == pytest.approx(wanted, nan_ok=True)


@pytest.fixture
def folder(tmp_path):
    """A base and two measures: running cost each day, of one more police too, set-up in the first month in force."""
    rows = []
    for level, running, police, setup in (
        ("mine", 0.0, 0.0, 0.0),
        ("mine+a", 1_000.0, 0.0, 500_000.0),
        ("mine+b", 100.0, 50.0, 0.0),
    ):
        for seed in range(3):
            for month in range(MONTHS):
                days = 10.0 if month == MONTHS - 1 else 30.0
                own = dict.fromkeys((*SERVICES, *SHARED, SETUP), 50000.0 * days)
                own |= {
                    "cooperation_running_eur": running * days,
                    "police_cost_eur": (4_000.0 + police) * days,
                    SETUP: setup if month == 0 else 0.0,
                }
                rows.append({"scenario": "s", "level": level, "seed": seed, "month": month} | own)
    (tmp_path / "singles").mkdir()
    pd.DataFrame(rows).to_parquet(tmp_path / "singles" / "monthly.parquet")
    return tmp_path


ROWS = [{"level": "mine+a", "months": 12.0}, {"level": "mine+b", "months": 6.0}]


def test_every_number_follows_from_the_months_and_set_up_is_paid_before(folder):
    (first, second) = by_year(folder, ROWS, "mine", 2.0, 0.6, IN_K)
    year = 365.0
    assert first.customs == [f"{0.6 * 500:.0f}", f"{0.6 * year:.0f}", f"{0.6 * year:.0f}"]
    assert first.police == [f"{0.4 * 500:.0f}", f"{0.4 * year:.0f}", f"{0.4 * year:.0f}"]
    assert first.both == ["500", "365", "365"]
    assert second.customs == [f"{0.6 * 0.1 * year / 2:.0f}", f"{0.6 * 0.1 * year:.0f}", "–"]
    assert second.police == [f"{0.09 * year / 2:.0f}", f"{0.09 * year:.0f}", "–"]
    for one in (first, second):
        for customs, police, both in zip(one.customs, one.police, one.both, strict=True):
            assert both == "–" or int(customs) + int(police) == int(both)


def test_years_in_which_the_same_is_paid_are_told_together():
    told = Yearly([], [], ["0.00", "0.00", "2.10", "0.62", "0.63", "–"]).spells
    assert [(one.amount, one.first, one.last, one.on, one.about) for one in told] == [
        ("", 1, 2, False, False),
        ("2.10", 3, 3, False, False),
        ("0.63", 4, 5, True, True),
    ]
    assert not Yearly([], [], ["–"]).spells


@pytest.mark.parametrize("months", [12.0, 24.0, 36.0, 20.0])
def test_set_up_stands_in_the_last_year_in_which_it_can_be_paid(folder, months):
    rows = [{"level": "mine+a", "months": months}]
    (told,) = by_year(folder, rows, "mine", 2.0, 1.0, IN_K)
    due = math.ceil(months / 12) - 1
    assert float(told.customs[due]) >= 500
    others = [text for place, text in enumerate(told.customs) if place != due and text != "–"]
    assert others and all(float(text) < 500 for text in others)


@pytest.mark.parametrize("years", [0.2, 8.0])
def test_it_is_left_out_for_less_than_a_year_and_for_too_many(folder, years):
    assert by_year(folder, ROWS, "mine", years, 0.6, IN_K) == []


def test_it_is_left_out_where_the_months_are_not_there(folder, tmp_path):
    assert by_year(tmp_path / "none", ROWS, "mine", 2.0, 0.6, IN_K) == []
    assert by_year(folder, [{"level": "mine+c", "months": 1.0}], "mine", 2.0, 0.6, IN_K) == []
