"""Working time of both services, and what cooperation costs a day, for what is in force."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from borderSim.model.state.random_streams import Floats


@dataclass
class Staff:
    """Worked out by :func:`borderSim.model.actions.staffing.fit_staff` whenever something else comes into force (R routes).

    Attributes:
        setup_per_day, running_per_day: EUR a day of cooperation; due_per_day: set-up that is paid
            today, however it is booked.
        vacancy: part of all posts that the cost leaves empty under a fixed budget; present_share:
            the rest.
        working_share: part of its time that an officer works; post_working_share: (R,) the same at
            each route.
        meeting_hours: hours a day of meetings; desk_hours: of the vetting desk; investigators: at
            work.
        police_left: part of the police's time that instruments leave; instrument_hours: hours a day
            that they take.
        brought_hours: (R,) hours a day that they bring to checks.
        team_share: part of the customs days of joint teams that officers are there for.
    """

    setup_per_day: float = 0.0
    due_per_day: float = 0.0
    running_per_day: float = 0.0
    vacancy: float = 0.0
    present_share: float = 1.0
    working_share: float = 1.0
    post_working_share: Floats = field(default_factory=lambda: np.ones(0))
    meeting_hours: float = 0.0
    desk_hours: float = 0.0
    investigators: float = 0.0
    police_left: float = 1.0
    instrument_hours: float = 0.0
    brought_hours: Floats = field(default_factory=lambda: np.zeros(0))
    team_share: float = 0.0
