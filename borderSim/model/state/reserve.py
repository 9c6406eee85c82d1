"""The mobile officers of customs: how many hours they have, where they stand, what it brought."""

from __future__ import annotations

import numpy as np

from borderSim.model.state.random_streams import Floats
from borderSim.model.state.routes import Routes
from borderSim.parameters.scenario import Customs


class Reserve:
    """Hours that an allocation rule moves between routes, and its fading memory of finds by route.

    Attributes (R routes):
        weights: (R,) shares of the mobile hours, None before the first decision or without a rule.
        finds, spent: (R,) fading sums of finds and of hours worked.
    """

    def __init__(self, routes: int) -> None:
        self.weights: Floats | None = None
        self.finds, self.spent = np.zeros(routes), np.zeros(routes)
        self._seen = np.zeros(routes)

    def remember(self, finds: Floats, hours: Floats, days: float, memory_days: float) -> None:
        """Add what was found and worked since the last review.

        Args:
            finds: (R,) all finds up to now.
            hours: (R,) hours a day worked since the last review.
            days: days since then.
            memory_days: after so many days a find counts for 1/e.
        """
        kept = float(np.exp(-days / memory_days))
        self.finds = self.finds * kept + finds - self._seen
        self.spent = self.spent * kept + hours * days
        self._seen = finds.copy()

    def place(self, routes: Routes, customs: Customs) -> None:
        """Set the hours of the routes: what stays, and the mobile share where it was sent."""
        if self.weights is None:
            routes.hours = routes.own_hours.copy()
            return
        stays = (1.0 - customs.mobile_share) * routes.own_hours
        routes.hours = stays + customs.mobile_share * routes.own_hours.sum() * self.weights
