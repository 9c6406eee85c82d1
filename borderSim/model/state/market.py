"""The market: what is delivered of each commodity against what it is used to, and the price that follows."""

from __future__ import annotations

import numpy as np

from borderSim.model.state.random_streams import Floats
from borderSim.parameters.scenario import Scenario

MEMORY_DAYS = 180.0
"""How long the market remembers what it was supplied with; assumption."""


class Market:
    """Supply and price of every commodity.

    The price index is ``(2 / (1 + supplied / usual)) ** price_response``: 1 at the usual supply,
    at most ``2 ** price_response`` with none. Outcomes keep fixed prices; the index moves what
    organisations earn, and with it what pays and whether newcomers come.

    Attributes (C commodities):
        names: commodities; usual: (C,) loads expected within the memory if all organisations of
            day 0 ship at their own rate; supplied: (C,) fading sum of what was delivered, in usual
            loads;
        price: (C,) index.
    """

    def __init__(self, scenario: Scenario, expected_loads_a_day: dict[str, float]) -> None:
        self.names = list(scenario.commodities)
        self.index = {name: i for i, name in enumerate(self.names)}
        self.usual: Floats = (
            np.array([expected_loads_a_day.get(n, 0.0) for n in self.names]) * MEMORY_DAYS
        )
        self.supplied: Floats = self.usual.copy()
        self.price: Floats = np.ones(len(self.names))

    def deliver(self, commodity: str, loads: float) -> None:
        """Count what reached the market, in usual loads."""
        self.supplied[self.index[commodity]] += loads

    def close_day(self, price_response: float) -> None:
        """Forget a day's worth and set the price of tomorrow."""
        self.supplied *= np.exp(-1.0 / MEMORY_DAYS)
        traded = self.usual > 0
        filled = np.divide(self.supplied, self.usual, out=np.ones(len(self.names)), where=traded)
        self.price = (2.0 / (1.0 + filled)) ** price_response
