"""A model goes on under another scenario with the same past: its schedule, orders and shocks from today on."""

from __future__ import annotations

from borderSim.model.phases.shocks import put_in_force
from borderSim.parameters.scenario import Scenario
from borderSim.simulation import BorderModel


def take_over(model: BorderModel, scenario: Scenario) -> None:
    """Load the schedule, the orders and the shocks of a scenario into a model that has the same past.

    Args:
        model: as it stands; the day to come is the first on which the scenario may differ.
        scenario: what it says of days that were simulated is what was simulated.
    """
    w = model.state
    w.policy.follow(scenario)
    w.shocks.loaded = scenario.shocks
    today = w.day_of_horizon()
    past = [change.scenario for change in scenario.schedule if change.day < today]
    in_force = past[-1] if past else scenario
    # (a shock may offer an instrument that nobody had defined before)
    if in_force.instruments.keys() != w.shocks.policy.instruments.keys():
        put_in_force(w, in_force)
