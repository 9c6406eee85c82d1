"""The scenario in force, its rules, and the thresholds by which customs asks for checks."""

from __future__ import annotations

from borderSim.model.state.capabilities import Toolkit
from borderSim.model.state.decision_rules import Rules
from borderSim.model.state.random_streams import Floats
from borderSim.parameters.scenario import Change, Scenario


class Policy:
    """What is in force today (R routes); written by the actions of policy alone.

    Attributes:
        scenario: in force, with what shocks change for a time; schedule: changes by day.
        orders: what is done with the find of single loads (``seize`` or ``let_run``), by
            organisation, day planned (of the horizon) and half.
        in_burn_in: the present partnership is in force.
        rules: of decision; kits: what cases work with, by their sources, as long as the scenario is
            in force.
        threshold, strip_threshold: (R,) score from which a check, a strip is asked for.
        random_checks: (R,) checks a day drawn at random; bays: (R,) full strips a day.
        expected_arrivals: (R,) units a day; opportunist_share: (R,) part of them that carries
            something.
        pooled: what the thresholds reckon with of what is pooled, by group of posts.
    """

    threshold: Floats
    strip_threshold: Floats
    random_checks: Floats
    bays: Floats
    expected_arrivals: Floats
    opportunist_share: Floats
    schedule: tuple[Change, ...]
    orders: dict[tuple[int, int, int], str]

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.follow(scenario)
        self.in_burn_in = True
        self.rules = Rules.of(scenario)
        self.pooled: tuple[tuple[float, float, int], ...] = ()
        self.kits: dict[tuple[tuple[str, float], ...], Toolkit] = {}

    def follow(self, scenario: Scenario) -> None:
        """Take from a scenario what it says of single days and loads: its schedule and its orders."""
        self.schedule = scenario.schedule
        self.orders = {order.load: order.find for order in scenario.orders}
