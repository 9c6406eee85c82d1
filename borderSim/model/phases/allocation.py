"""Where the mobile officers of customs stand: reviewed every few days by the allocation rule."""

from __future__ import annotations

from borderSim.model.actions.observations import allocation_view
from borderSim.model.actions.policy import fit_thresholds
from borderSim.model.state.state import State


def allocate(w: State) -> None:
    """Send the mobile share of officer hours to routes; all hours together stay the same.

    Thresholds follow the hours, so that each route's list fills what it has now.
    """
    rule, c = w.policy.rules.allocation, w.policy.scenario.customs
    if rule.body is None or c.mobile_share <= 0 or w.day % c.allocation_days:
        return
    days = c.allocation_days if w.day else 0
    worked = w.routes.hours * w.staff.post_working_share
    w.customs.reserve.remember(
        w.customs.finds_by_class.sum(axis=1), worked, days, c.allocation_memory_days
    )
    weights = rule.ask(allocation_view(w))
    w.customs.reserve.weights = weights / weights.sum()
    w.customs.reserve.place(w.routes, c)
    fit_thresholds(w)
