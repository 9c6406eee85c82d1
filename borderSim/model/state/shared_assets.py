"""Confiscated money that pays officers of both services: each amount is spread over the year after."""

from __future__ import annotations

from borderSim.parameters.scenario import Scenario
from borderSim.parameters.window import YEAR_DAYS


class SharedAssets:
    """What is to be paid out.

    Attributes:
        running: day after the last payment, EUR a day, for each amount.
        a_day: EUR that pay officers today.
    """

    def __init__(self) -> None:
        self.running: list[tuple[int, float]] = []
        self.a_day = 0.0

    def give(self, scenario: Scenario, amount: float, day: int) -> None:
        """Put an amount aside; it is paid from tomorrow, for a year.

        Where there are no officers nobody is paid.
        """
        if (
            amount > 0
            and scenario.officers * scenario.capacity_scale * scenario.economy.officer_cost_eur > 0
        ):
            self.running.append((day + 1 + YEAR_DAYS, amount / YEAR_DAYS))

    def turn(self, day: int) -> bool:
        """Set what is paid on a day; return whether that is another amount than the day before."""
        if not self.running:
            return False
        self.running = [(end, rate) for end, rate in self.running if end > day]
        before, self.a_day = self.a_day, sum(rate for _, rate in self.running)
        return self.a_day != before

    def officers_share(self, scenario: Scenario) -> float:
        """Return the officers that today's money pays, at loaded cost, as a share of all there are."""
        payroll = (
            scenario.officers
            * scenario.capacity_scale
            * scenario.economy.officer_cost_eur
            / YEAR_DAYS
        )
        return self.a_day / payroll if payroll > 0 else 0.0
