"""What pays draws traffickers: newcomers come, and those there are grow, where profits are above the usual.

Profits are those of the own goods, as those in the trade believe (:class:`.market.Market`). In the
burn-in, whose second half is what is usual, as many come as usually end and nobody grows.
"""

from __future__ import annotations

import math

import numpy as np

from borderSim.model.actions.entry import enter
from borderSim.model.actions.network_notes import pass_over
from borderSim.model.state.counters import Counter
from borderSim.model.state.draw_columns import EntryDraw
from borderSim.model.state.random_streams import Floats
from borderSim.model.state.state import State

WEEK = 7
LEAST_PACE, MOST_PACE = 0.5, 3.0
"""Planned loads of an organisation over those when it was founded, at least and at most; assumption."""
MOST_EAGER = 20.0
"""No more than this many times the usual number of newcomers come, whatever trade promises; assumption."""

ROUNDING = 1e-9
"""More than what chances that are worked out in two ways may differ by; technical."""


def compete(w: State) -> None:
    """Let those there are grow (weekly) and newcomers come (daily), as their goods pay."""
    t = w.policy.scenario.traffickers
    if not t.adaptation:
        return
    if w.day % WEEK == 0:
        _look_at_profits(w)
    if not t.entry and w.day >= w.first_day:
        return
    if w.day % WEEK == 0:
        _grow(w)
    u = w.draws.entries.today(w.day)[:, EntryDraw.COME]
    if max(u.tolist(), default=0.0) < _least_to_come(w):
        return
    came = how_many(entry_rates(w) / 365.0, u)
    for profile in np.repeat(np.arange(len(came)), came):
        _come(w, int(profile))


def _least_to_come(w: State) -> float:
    """A uniform below which nobody comes, whatever trade promises (next to all days need no more)."""
    usual = max(w.traffickers.usual_number.tolist(), default=0.0)
    most = usual * w.policy.scenario.traffickers.entry_per_year * MOST_EAGER / 365.0
    return math.exp(-most) - ROUNDING


def entry_rates(w: State) -> Floats:
    """(P,) newcomers a year by profile: ``usual number x entry_per_year x exp(entry_by_profit x gain)``.

    The last factor is at most ``MOST_EAGER``.
    """
    o, t = w.traffickers, w.policy.scenario.traffickers
    gain = o.market.gain[o.good_of_profile]
    return (
        o.usual_number * t.entry_per_year * np.minimum(np.exp(t.entry_by_profit * gain), MOST_EAGER)
    )


def how_many(mean: Floats, u: Floats) -> np.ndarray:
    """Return the Poisson numbers that belong to uniforms, by inversion."""
    count = np.zeros(len(mean), dtype=np.int64)
    chance = np.exp(-mean)
    below = chance.copy()
    while (more := (u >= below) & (chance > 0.0)).any():
        count[more] += 1
        chance = np.where(more, chance * mean / np.maximum(count, 1), chance)
        below = np.where(more, below + chance, below)
    return count


def _come(w: State, profile: int) -> None:
    """A new organisation enters."""
    o = w.traffickers
    slot = enter(w, profile)
    w.recorder.add(Counter.ORGS_ENTERED)
    w.recorder.add(Counter.MONEY_START, float(o.cash[slot]))
    w.recorder.log(w.day, "organisation enters", organisation=slot)
    pass_over(w, slot)
    o.strength_changed = True


def _look_at_profits(w: State) -> None:
    """Pool what the living remember of loads shipped and lost, by commodity."""
    o = w.traffickers
    goods = o.good_of_profile[o.profile[o.alive]]
    losses, shipped = (
        np.bincount(goods, memory[o.alive].sum(axis=1), minlength=len(o.market.names))
        for memory in (o.losses, o.shipped)
    )
    settings = w.policy.scenario.traffickers
    o.market.note_profit(
        losses,
        shipped,
        settings,
        settled=w.day >= w.first_day // 2,
        usual=w.day < w.first_day,
    )


def _grow(w: State) -> None:
    """Planned loads follow the profit of the own goods, within limits."""
    o, growth = w.traffickers, w.policy.scenario.traffickers.growth_per_year
    gain = o.market.gain[o.good_of_profile[o.profile]]
    if growth == 0.0 or not gain.any():
        return
    grown = o.rate * np.exp(growth * WEEK / 365.0 * gain)
    within = np.clip(grown, LEAST_PACE * o.founded_rate, MOST_PACE * o.founded_rate)
    o.rate = np.where(o.alive, within, o.rate)
