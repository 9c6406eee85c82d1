"""Outcomes that are made of a run's loads, made here once more from its events."""

import numpy as np
import pytest

from borderSim.simulation import BorderModel
from tests.model.stage import scenario


def test_displacement_is_the_part_of_the_last_year_that_goes_another_way():
    model = BorderModel(scenario("years=1.5", "burn_in_days=60", "events=true"), 2)
    model.run_horizon()
    result, w = model.result(), model.state
    arrivals = [(int(str(e["day"])), e["route"]) for e in w.recorder.events if e["kind"] == "arrive"]
    names = w.routes.names

    def shares(first: int, last: int) -> np.ndarray:
        counts = np.array([sum(first <= day < last and route == name for day, route in arrivals) for name in names], dtype=float)
        return counts / counts.sum()

    moved = np.clip(shares(w.day - 365, w.day) - shares(0, w.first_day), 0, None).sum()
    assert result.outcomes["displacement"] == pytest.approx(moved)
    assert 0 < moved < 1
