"""Where the mobile officers of customs stand: reviewed every few days by the allocation rule."""

from __future__ import annotations

from borderSim.model.state.state import World


def allocate(w: World) -> None:
    """Send the mobile share of officer hours to routes; all hours together stay the same.

    Thresholds follow the hours, so that each route's list fills what it has now.
    """
    rule, c = w.rules.allocation, w.scenario.customs
    if rule.body is None or c.mobile_share <= 0 or w.day % c.allocation_days:
        return
    days = c.allocation_days if w.day else 0
    worked = w.routes.hours * w.post_working_share
    w.reserve.remember(w.finds_by_class.sum(axis=1), worked, days, c.allocation_memory_days)
    weights = rule.ask(w.lookout.allocation(w))
    w.reserve.weights = weights / weights.sum()
    w.reserve.place(w.routes, c)
    w.fit_thresholds()
