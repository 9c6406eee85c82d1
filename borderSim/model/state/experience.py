"""What organisations remember of their own loads, beyond losses by route: cover, traders, entities."""

from __future__ import annotations

import numpy as np

from borderSim.model.state.consignments import Load

REMEMBERED_DAYS = 365
"""Single losses older than this are out of mind.

Technical (the sums fade by ``memory_per_day``).
"""


class Experience:
    """Own experience by slot; nobody sees another's.

    Attributes (O slots, R routes, S histories of traders, E entities):
        lost_in, shipped_in: (O, R, S) fading memory of loads lost and shipped by route and history.
        lost_covered, shipped_covered: (O, R) of these with better cover.
        uses: (O, E) loads that each entity carried since it was last replaced.
        losses: by slot, day, route, history, entity and its generation of each recent loss.
    """

    def __init__(self, slots: int, routes: int, strata: int, entities: int) -> None:
        self.strata = strata
        self.lost_in, self.shipped_in = (
            np.zeros((slots, routes, strata)),
            np.zeros((slots, routes, strata)),
        )
        self.lost_covered, self.shipped_covered = (
            np.zeros((slots, routes)),
            np.zeros((slots, routes)),
        )
        self.uses = np.zeros((slots, entities), dtype=np.int64)
        self._generation = np.zeros((slots, entities), dtype=np.int64)
        self.losses: list[list[tuple[int, int, int, int, int]]] = [[] for _ in range(slots)]

    def ship(self, load: Load) -> None:
        """Remember a load that went on its way."""
        o, r = load.organisation, load.route
        self.shipped_in[o, r, load.risk_class % self.strata] += 1.0
        self.shipped_covered[o, r] += load.cover
        if load.entity >= 0:
            if self._generation[o, load.entity] != load.generation:
                self._generation[o, load.entity], self.uses[o, load.entity] = load.generation, 0
            self.uses[o, load.entity] += 1

    def lose(self, load: Load, day: int) -> None:
        """Remember a load that was lost."""
        o, r, stratum = load.organisation, load.route, load.risk_class % self.strata
        self.lost_in[o, r, stratum] += 1.0
        self.lost_covered[o, r] += load.cover
        kept = [loss for loss in self.losses[o] if loss[0] > day - REMEMBERED_DAYS]
        self.losses[o] = [*kept, (day, r, stratum, load.entity, load.generation)]

    def forget_losses(self) -> None:
        """Remember no single loss."""
        self.losses = [[] for _ in self.losses]
