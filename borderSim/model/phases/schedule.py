"""The schedule: what a scenario says shall come into force on a day of the horizon."""

from __future__ import annotations

from borderSim.model.phases.shocks import put_in_force
from borderSim.model.state.state import State


def follow_schedule(w: State) -> None:
    """Put in force what the schedule changes today."""
    for change in w.policy.schedule:
        if change.day == w.day_of_horizon():
            put_in_force(w, change.scenario)
