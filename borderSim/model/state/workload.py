"""Hours of both services: what is owed from day to day, lost today, left idle this week."""

from __future__ import annotations

import numpy as np

from borderSim.model.state.random_streams import Floats


class Workload:
    """Hours that tasks take beside what is planned (R routes).

    Attributes:
        hours_balance: (R,) hours owed (negative) or put into a job under way.
        hours_lost: (R,) hours of today that collisions and queries cost.
        desk_owed, police_owed: hours that items, collisions and inquiries took from analysts and
            investigators.
        idle_hours: by sharing group, hours of customs left unused this week, which the police may
            borrow.
    """

    def __init__(self, routes: int) -> None:
        self.hours_balance: Floats = np.zeros(routes)
        self.hours_lost: Floats = np.zeros(routes)
        self.desk_owed = 0.0
        self.police_owed = 0.0
        self.idle_hours: dict[int, float] = {}
