"""What is added up over the horizon for the outcomes, beside the daily counters.

Nobody in the model acts on it.
"""

from __future__ import annotations

import numpy as np

from borderSim.model.state.police import Police
from borderSim.model.state.resources import Resources
from borderSim.model.state.start import Networks, Start
from borderSim.model.state.traffickers import Traffickers


class Tallies:
    """Sums since the first day of the horizon (O slots, R routes).

    Attributes:
        start: how things stood on that day; resources: how busy scarce resources are.
        latencies: days that shared items took; leader_convicted: (O,) bool.
        delay_tally: (R, 3) lawful units cleared, opened, stripped.
        lift_counts: (3, R) lawful units targeted, units that arrived, loads targeted.
        utilisation: (4, R) hours used, hours available, machine checks made, machine checks
            possible.
        known_member_share: of all active members, noted once a week.
    """

    def __init__(self, routes: int, o: Traffickers, police: Police) -> None:
        self.start = Start(
            o.alive.copy(), np.zeros(routes), Networks.of(o, police), np.zeros((o.n, 0))
        )
        self.resources = Resources()
        self.latencies: list[float] = []
        self.leader_convicted = np.zeros(o.n, dtype=bool)
        self.delay_tally = np.zeros((routes, 3))
        self.lift_counts = np.zeros((3, routes))
        self.utilisation = np.zeros((4, routes))
        self.known_member_share = 0.0
