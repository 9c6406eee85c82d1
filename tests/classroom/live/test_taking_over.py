"""A model that takes over decisions and shocks in the middle of a run gives the run that had them from the start."""

from __future__ import annotations

import pytest

from borderSim.classroom.live.rewindable import Rewindable
from borderSim.scenario.files import names_in
from borderSim.scenario.load import load_scenario
from borderSim.simulation import run

BASE = ["years=0.12", "burn_in_days=20", "partnership=communication"]
DAY, DAYS = 12, 43


@pytest.fixture(scope="module")
def half_way():
    played = Rewindable.begun(load_scenario("training", BASE), 3)
    played.go(DAY)
    played.keep()
    return played


@pytest.mark.parametrize("shock", names_in("shocks"))
def test_every_shipped_shock_can_be_fired_by_hand(half_way, shock):
    """One of them offers an instrument that the scenario had not defined before."""
    late = load_scenario("training", [*BASE, f"shocks=[{shock}]", f"shocks.{shock}.day={DAY}"])
    half_way.rewind(DAY, late)
    half_way.go(DAYS - DAY)
    assert half_way.result().daily.equals(run(late, 3).daily.iloc[:DAYS])
