"""Outcomes that are made of a run's series and loads, made here once more another way."""

import functools

import numpy as np
import pytest

from borderSim.measures.result import Result
from borderSim.simulation import BorderModel
from tests.model.stage import scenario


@functools.cache
def _run() -> tuple[BorderModel, Result]:
    model = BorderModel(scenario("years=1.5", "burn_in_days=60", "economy.discount_rate=0.2", "events=true"), 2)
    model.run_horizon()
    return model, model.result()


def test_later_years_count_less():
    _, result = _run()
    daily = {name: np.array(values, dtype=float) for name, values in result.daily.to_dict("list").items()}
    burden = sum(daily[f"{part}_eur"] for part in ("harm", "enforcement_cost", "cooperation_cost", "trade_delay_cost"))
    assert result.outcomes["net_benefit_eur"] == pytest.approx(-burden.sum())
    assert result.outcomes["net_benefit_discounted_eur"] == pytest.approx(-(burden / 1.2 ** (daily["day"] / 365)).sum())


def test_displacement_is_the_part_of_the_last_year_that_goes_another_way():
    model, result = _run()
    w = model.state
    arrivals = [(e["day"], e["route"]) for e in w.recorder.events if e["kind"] == "arrive"]
    names = w.routes.names

    def shares(first: int, last: int) -> np.ndarray:
        counts = np.array([sum(first <= day < last and route == name for day, route in arrivals) for name in names], dtype=float)
        return counts / counts.sum()

    moved = np.clip(shares(w.day - 365, w.day) - shares(0, w.first_day), 0, None).sum()
    assert result.outcomes["displacement"] == pytest.approx(moved)
    assert 0 < moved < 1
