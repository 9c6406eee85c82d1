"""What each step costs and brings more is that of the runs, and rows show it as texts."""

import math

import pytest

from borderSim.report.comparison.source import View
from borderSim.report.uncertainty.futures import futures
from borderSim.report.uncertainty.incremental_tables import step_rows
from tests.report.planted_futures import planted


def test_without_noise_the_costs_are_those_of_the_table():
    quiet = planted(futures=60, noise=0.0)
    table = quiet.futures
    costs = table.groupby("level")[["enforcement_and_cooperation_cost_eur", "trade_delay_cost_eur"]]
    cost = costs.mean().sum(axis=1).to_numpy() / 4.0  # years
    for row in futures(View(quiet)).by_organisations:
        assert row.cost == pytest.approx(cost[row.level])


def test_a_row_is_empty_where_there_is_nothing_to_tell(told):
    steps = told.by_organisations
    shown = step_rows(told.levels, steps, 1.0, (1e-6, "futures.per_organisation"))
    assert [row.level for row in shown] == [told.levels[step.level] for step in steps]
    for row, step in zip(shown, steps, strict=True):
        assert (row.by is None) == (step.by is None)
        assert bool(row.ratio) == math.isfinite(step.ratio)
