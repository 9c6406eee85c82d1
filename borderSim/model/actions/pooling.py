"""What pooling lends beside officers at the post: machines of the police, their analysts' hours, strip bays of a post."""

from __future__ import annotations

import numpy as np

from borderSim.model.state.random_streams import Floats
from borderSim.model.state.sampling import Ints
from borderSim.model.state.state import State

LENT_REACTION_DAYS = 1.0
"""A pooled resource that arrives within this time still serves the same day, in proportion."""


def lent_slots(w: State) -> Floats:
    """(R,) checks that idle machines of the police allow today: after the reaction time, for work that waited as long."""
    r = w.routes
    out = np.zeros(r.n)
    if not r.police_slots.any():
        return out
    for g in range(len(w.cooperation.traits)):
        share, reaction = pooled(w, g)
        rows = w.cooperation.routes_of_group[g]
        if share <= 0 or not len(rows):
            continue
        idle = r.police_slots * share
        first_age = max(0, int(np.ceil(reaction)) - 1)
        aged = w.customs.sampler.asked_and_waiting(
            w.customs.field, w.policy.threshold, first_age
        ) * (1.0 - r.strip_share)
        out[rows] = np.minimum(idle, idle * same_day(reaction) + aged)[rows]
    return out


def lent_desk_hours(w: State) -> float:
    """Hours of police analysts that the vetting desk of customs may call today."""
    p, c = w.policy.scenario.police, w.policy.scenario.customs
    if not p.analysts:
        return 0.0
    share, reaction = pooled(w, 0)
    hours = (
        p.analysts
        * w.policy.scenario.capacity_scale
        * c.hours_per_officer_year
        / 365.0
        * c.analyst_hours_share
    )
    return hours * w.staff.working_share * w.staff.police_left * share * same_day(reaction)


def lend_bays(w: State, strip_list: Ints) -> None:
    """Move idle bays of a post to its other modes with the same kind of check, whole bays, as far as resources are pooled."""
    for rows in w.routes.bay_pools:
        group = w.group_of_route(int(rows[0]))
        share, reaction = pooled(w, group)
        if share <= 0:
            continue
        ready = np.floor(w.customs.bay_credit[rows] + 1e-9).astype(np.int64)
        over = ready - strip_list[rows]
        idle = np.maximum(over, 0)
        short = np.maximum(-over, 0)
        moved = min(int(idle.sum() * share * same_day(reaction) + 1e-9), int(short.sum()))
        w.customs.bay_credit[rows] += _first(short, moved) - _first(idle, moved)


def _first(room: Ints, number: int) -> Ints:
    """Fill places in order until a number is used up."""
    before = np.cumsum(room) - room
    return np.clip(number - before, 0, room)


def pooled(w: State, group: int) -> tuple[float, float]:
    """Return the part of idle resources that may be called at a group of posts today, and the reaction time (days)."""
    traits = w.cooperation.of_group(group).traits
    return traits.pool_fraction * w.cooperation.share_alive(w.day), traits.pool_reaction_days


def same_day(reaction_days: float) -> float:
    """Return the part of a pooled resource that still serves the same day."""
    return max(0.0, 1.0 - reaction_days / LENT_REACTION_DAYS)
