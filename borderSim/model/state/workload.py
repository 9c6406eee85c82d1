"""Hours of both services: what is owed from day to day, lost today, left idle this week."""

from __future__ import annotations

import numpy as np

from borderSim.model.state.random_streams import Floats


class Workload:
    """Hours that tasks take beside what is planned (R routes, P posts).

    Attributes:
        hours_balance: (R,) hours owed (negative) or put into a job under way.
        hours_lost: (R,) hours of today that collisions and queries cost.
        desk_owed, police_owed: hours that items, collisions and inquiries took from analysts and
            investigators.
        idle_hours: by sharing group, hours of customs left unused this week, which the police may
            borrow.
        post_backlog: (P,) hours of own work that wait for stationed police; post_backlog_unlent:
            the same if they had lent nothing.
    """

    def __init__(self, routes: int, posts: int) -> None:
        self.hours_balance: Floats = np.zeros(routes)
        self.hours_lost: Floats = np.zeros(routes)
        self.desk_owed = 0.0
        self.police_owed = 0.0
        self.idle_hours: dict[int, float] = {}
        self.post_backlog: Floats = np.zeros(posts)
        self.post_backlog_unlent: Floats = np.zeros(posts)
