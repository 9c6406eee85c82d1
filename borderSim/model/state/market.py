"""The market: what is delivered of each commodity against what it is used to, the price, and what pays."""

from __future__ import annotations

import numpy as np

from borderSim.model.kernels.scarcity import scarcity
from borderSim.model.state.random_streams import Floats
from borderSim.parameters.scenario import Scenario
from borderSim.parameters.scenario import Traffickers as Settings

MEMORY_DAYS = 180.0
"""How long the market remembers what it was supplied with; assumption."""
KEPT_A_DAY = float(np.exp(-1.0 / MEMORY_DAYS))

LEAST_PROFIT = 0.05
"""Usual profit below which profits are compared with this instead, as a share of a load's value; technical."""
GAIN_LIMITS = (-1.0, 2.0)
"""Profit over the usual less 1 is taken to be between these: nobody reckons with more; assumption."""


class Market:
    """Supply, price and profit of every commodity.

    The price index is ``(2 / (1 + supplied / usual)) ** price_response``: 1 at the usual supply,
    at most ``2 ** price_response`` with none. Outcomes keep fixed prices; the index moves what
    organisations earn, and with it what pays and whether newcomers come.

    Attributes (C commodities):
        names: commodities; usual: (C,) loads expected within the memory if all organisations of
            day 0 ship at their own rate; supplied: (C,) fading sum of what was delivered, in usual
            loads;
        price: (C,) index.
        profit: (C,) what those in the trade believe a load to bring, as a share of its value;
            usual_profit: (C,) its mean over the second half of the burn-in (the first value where there is none).
        gain: (C,) profit over the usual, less 1, within ``GAIN_LIMITS``; 0 in the burn-in.
    """

    def __init__(self, scenario: Scenario, expected_loads_a_day: dict[str, float]) -> None:
        self.names = list(scenario.commodities)
        self.index = {name: i for i, name in enumerate(self.names)}
        self.usual: Floats = (
            np.array([expected_loads_a_day.get(n, 0.0) for n in self.names]) * MEMORY_DAYS
        )
        self.supplied: Floats = self.usual.copy()
        self.price: Floats = np.ones(len(self.names))
        self.profit: Floats = np.zeros(len(self.names))
        self.usual_profit: Floats = np.zeros(len(self.names))
        self.gain: Floats = np.zeros(len(self.names))
        self._noted = 0

    def deliver(self, commodity: str, loads: float) -> None:
        """Count what reached the market, in usual loads."""
        self.supplied[self.index[commodity]] += loads

    def close_day(self, price_response: float) -> None:
        """Forget a day's worth and set the price of tomorrow."""
        self.price = scarcity(self.supplied, KEPT_A_DAY, self.usual) ** price_response

    def note_profit(
        self, losses: Floats, shipped: Floats, t: Settings, *, usual: bool, settled: bool = True
    ) -> None:
        """Work out what a load is believed to bring: ``p (1 - q) - costs - q purchase penalty``.

        q is the chance of loss that all organisations in the trade would believe in if they told
        each other of their loads.

        Args:
            losses: (C,) fading memory of loads lost, by commodity.
            shipped: (C,) of loads shipped.
            t: how organisations decide.
            usual: whether this is what the market is used to (the burn-in).
            settled: whether it counts for what is usual. In the first half of the burn-in beliefs
                and prices are still on their way from where they start.
        """
        q = (losses + t.belief_losses) / (shipped + t.belief_losses + t.belief_arrivals)
        costs = t.purchase_share + t.transport_share + t.fixed_cost_share
        self.profit = self.price * (1.0 - q) - costs - q * t.purchase_share * t.penalty_loads
        if (usual and settled) or not (usual or self._noted):
            self._noted += 1
            self.usual_profit = self.usual_profit + (self.profit - self.usual_profit) / self._noted
        if not usual:
            scale = np.maximum(self.usual_profit, LEAST_PROFIT)
            self.gain = np.clip((self.profit - self.usual_profit) / scale, *GAIN_LIMITS)
