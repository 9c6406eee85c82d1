"""What is added up over the horizon for the outcomes, beside the daily counters.

Nobody in the model acts on it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from borderSim.model.state.police import Police
from borderSim.model.state.random_streams import Floats
from borderSim.model.state.resources import KINDS, Resources
from borderSim.model.state.routes import Routes
from borderSim.model.state.start import Networks, Start
from borderSim.model.state.traffickers import Traffickers


@dataclass(frozen=True)
class Sums:
    """The sums of a period, or as they stand on a day (O slots, R routes).

    Attributes:
        alive: (O,) bool, organisations alive on the first day of the period.
        latencies: number of shared items, whose days stand in :attr:`Tallies.latencies`.
        delay_tally, wait_tally, lift_counts, utilisation: as in :class:`Tallies`.
        used, available: of scarce resources by kind.
    """

    alive: np.ndarray
    latencies: int
    delay_tally: Floats
    wait_tally: Floats
    lift_counts: Floats
    utilisation: Floats
    used: dict[str, float]
    available: dict[str, float]

    def since(self, first: Sums) -> Sums:
        """Return what was added since an earlier day."""
        return Sums(
            first.alive,
            self.latencies - first.latencies,
            self.delay_tally - first.delay_tally,
            self.wait_tally - first.wait_tally,
            self.lift_counts - first.lift_counts,
            self.utilisation - first.utilisation,
            {kind: self.used[kind] - first.used[kind] for kind in KINDS},
            {kind: self.available[kind] - first.available[kind] for kind in KINDS},
        )

    def share_used(self, kind: str) -> float | None:
        """Return used over available of a scarce resource, None where there is nothing of the kind."""
        return self.used[kind] / self.available[kind] if self.available[kind] > 0 else None


class Tallies:
    """Sums since the first day of the horizon (O slots, R routes).

    Attributes:
        start: how things stood on that day; resources: how busy scarce resources are.
        latencies: days that shared items took; leader_convicted: (O,) bool.
        delay_tally: (R, 3) lawful units cleared, opened, stripped.
        wait_tally: (R, A) units checked by whole days waited, as far as the longest legal hold.
        lift_counts: (3, R) lawful units targeted, units that arrived, loads targeted.
        utilisation: (4, R) hours used, hours available, machine checks made, machine checks
            possible.
        known_member_share: of all active members, noted once a week.
        year_starts: the sums as they stood on the first day of each year of the horizon, so that
            any part of it made of whole years can be told by itself.
    """

    def __init__(self, routes: Routes, o: Traffickers, police: Police) -> None:
        self.start = Start(
            o.alive.copy(), np.zeros(routes.n), Networks.of(o, police), np.zeros((o.n, 0))
        )
        self.resources = Resources()
        self.latencies: list[float] = []
        self.leader_convicted = np.zeros(o.n, dtype=bool)
        self.delay_tally = np.zeros((routes.n, 3))
        self.wait_tally = np.zeros((routes.n, 1 + int(routes.hold.max(initial=0))))
        self.lift_counts = np.zeros((3, routes.n))
        self.utilisation = np.zeros((4, routes.n))
        self.known_member_share = 0.0
        self.year_starts = [self.sums(o.alive)]

    def sums(self, alive: np.ndarray) -> Sums:
        """Return a copy of the sums as they stand now.

        Args:
            alive: (O,) bool, who is alive now.
        """
        return Sums(
            alive.copy(),
            len(self.latencies),
            self.delay_tally.copy(),
            self.wait_tally.copy(),
            self.lift_counts.copy(),
            self.utilisation.copy(),
            dict(self.resources.used),
            dict(self.resources.available),
        )
