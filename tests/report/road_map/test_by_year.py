"""Net benefit and cash year by year from the decision on, from months that are stored."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from borderSim.report.road_map.by_year import CASH, at_year_ends, by_year

HARM, DELAY = "harm_eur", "trade_delay_cost_eur"
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
    """A base and two remedies: less harm each day, running cost each day, set-up in the first month."""
    rows = []
    for level, spared, running, setup in (
        ("mine", 0.0, 0.0, 0.0),
        ("mine+a", 10_000.0, 1_000.0, 500_000.0),
        ("mine+b", 4_000.0, 100.0, 0.0),
    ):
        for seed in range(3):
            for month in range(MONTHS):
                days = 10.0 if month == MONTHS - 1 else 30.0
                own = dict.fromkeys(CASH, 50000.0 * days)
                own |= {
                    "cooperation_running_eur": running * days,
                    "cooperation_setup_paid_eur": setup if month == 0 else 0.0,
                    HARM: (1e6 - spared) * days + 1e5 * seed,
                    DELAY: 2e3 * days,
                }
                rows.append({"scenario": "s", "level": level, "seed": seed, "month": month} | own)
    (tmp_path / "singles").mkdir()
    pd.DataFrame(rows).to_parquet(tmp_path / "singles" / "monthly.parquet")
    return tmp_path


ROWS = [{"level": "mine+a", "months": 12.0}, {"level": "mine+b", "months": 6.0}]


def test_every_number_follows_from_the_months(folder):
    gains, cash, unit, count = by_year(folder, ROWS, "mine", 2.0, (1e-3, "k EUR"))
    assert (unit, count) == ("M EUR", 3)
    own = [0.0, 9_000 * 365 - 5e5, 9_000 * 730 - 5e5]
    other = [3_900 * 182.5, 3_900 * 547.5]
    assert gains[0][0] == "0.00"
    assert [float(text) for text in gains[0]] == pytest.approx([v / 1e6 for v in own], abs=0.0051)
    assert [float(text) for text in gains[1][:2]] == pytest.approx(
        [v / 1e6 for v in other], abs=0.0051
    )
    assert gains[1][2] == "–"
    assert cash[0] == ["0", "+865", "+365"]
    assert cash[1] == ["+18", "+36", "–"]


@pytest.mark.parametrize("years", [0.2, 8.0])
def test_it_is_left_out_for_less_than_a_year_and_for_too_many(folder, years):
    assert by_year(folder, ROWS, "mine", years, (1.0, "EUR")) == ([], [], "", 0)


def test_it_is_left_out_where_the_months_are_not_there(folder, tmp_path):
    assert by_year(tmp_path / "none", ROWS, "mine", 2.0, (1.0, "EUR"))[3] == 0
    rows = [{"level": "mine+c", "months": 1.0}]
    assert by_year(folder, rows, "mine", 2.0, (1.0, "EUR"))[3] == 0
