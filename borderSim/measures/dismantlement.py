"""Dismantlement: which of the organisations alive at the start are broken at the end, three ways.

The organisations of the first day of the horizon are followed over all of it: they are the same
under every level. Who is alive on the first day of a later window hangs on the level already, so
that counting those would compare different organisations; ends within a window are told as a rate
(``ends_per_100_org_years``), entrants included. Takedowns are those of the window.

A *blow* is a takedown: arrests by a case. Couriers caught with their load are losses, not blows.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from borderSim.measures.networks import SHAPE
from borderSim.measures.period import Period
from borderSim.model.state.codes import EndReason
from borderSim.model.state.counters import ORGS_ENDED
from borderSim.model.state.random_streams import Floats
from borderSim.model.state.state import State
from borderSim.parameters.window import YEAR_DAYS

SILENCE_DAYS = 180
SILENT_LOADS = 8
"""Silence that counts: the longer of these days and of this many of its own mean intervals."""
RECOVERED, DISRUPTED = 0.8, 0.5
WINDOW = 90
SHORTEST_HISTORY = 90
BROKEN = tuple(EndReason)
"""Reasons of an end that count as dismantled."""


def dismantlement(w: State, shapes: Floats, measured: Period) -> dict[str, float | None]:
    """Return the outcomes of dismantlement at the end of the horizon (definitions in the dictionary).

    Args:
        w: the state at the end.
        shapes: (O, S) shapes of the networks at the end.
        measured: the window.
    """
    o = w.traffickers
    days = _shipment_days(measured.shipments)
    records = [
        _record(w, int(slot), days.get(int(slot), np.zeros(0)), w.first_day)
        for slot in np.flatnonzero(w.tallies.start.alive)
    ]
    slots = np.array([r.slot for r in records], dtype=np.int64)
    functional = np.array([r.functional for r in records], dtype=bool)
    if measured.since > w.first_day:
        struck = {slot for day, slot in w.traffickers.blows if day >= measured.since}
        followed = [
            blow
            for slot in np.flatnonzero(measured.sums.alive)
            if int(slot) in struck
            for blow in _record(
                w, int(slot), days.get(int(slot), np.zeros(0)), measured.since
            ).blows
        ]
    else:
        followed = [blow for r in records for blow in r.blows]
    component = SHAPE.index("component")
    at_start = (
        np.maximum(w.tallies.start.shapes[slots, component], 1) if len(slots) else np.zeros(0)
    )
    at_end = shapes[slots, component]
    return {
        "orgs_at_start": float(len(slots)),
        "orgs_dismantled": float(functional.sum()),
        "orgs_dismantled_structural": float((at_end < 0.5 * at_start).sum()),
        "orgs_dismantled_structural_30": float((at_end < 0.3 * at_start).sum()),
        "orgs_dismantled_judicial": float((functional & w.tallies.leader_convicted[slots]).sum()),
        "orgs_disrupted": float(sum(r.disrupted for r in records)),
        "orgs_recovered": float(
            sum(r.struck and r.recovered and not r.functional for r in records)
        ),
        "orgs_wounded": float(
            sum(r.struck and not r.recovered and not r.functional for r in records)
        ),
        **{
            str(ORGS_ENDED.of(reason.value)): float(
                sum(o.end_reason[r.slot] == reason for r in records)
            )
            for reason in BROKEN
        },
        "blows": float(len(followed)),
        "blows_unrecovered": float(sum(not recovered for _, recovered in followed)),
        "recovery_days": _median(
            [t for t, ok in followed if ok], [t for t, ok in followed if not ok]
        ),
        "capacity_start": w.tallies.start.capacity,
        "capacity_survivors": float(capacity(w)[w.tallies.start.alive].sum()),
    }


def capacity(w: State) -> Floats:
    """Return the loads a year that each organisation can field, (O,): nothing when in debt."""
    o = w.traffickers
    return o.rate * w.traffickers.strength * (o.cash >= 0) * YEAR_DAYS


@dataclass(frozen=True)
class _Record:
    """What became of one organisation.

    Attributes:
        functional: dismantled functionally; disrupted: by at least one blow; struck: by any blow.
        recovered: back at its rate after the last blow.
        blows: of each blow that could be followed for long enough, the time to recovery (or for
            which it was followed) and whether it recovered.
    """

    slot: int
    functional: bool
    disrupted: bool
    struck: bool
    recovered: bool
    blows: list[tuple[float, bool]]


def _record(w: State, slot: int, days: Floats, since: int) -> _Record:
    """Return what became of an organisation, struck from a day on."""
    own = _own_rate(w, days, slot, since)
    blows = [day for day, struck in w.traffickers.blows if struck == slot and day >= since]
    window = _window(own)
    until = w.day - window
    found = {blow: _recovery(days, blow, own, window, until) for blow in blows}
    followed = [
        (until - blow, False) if at is None else (at - blow, True)
        for blow, at in found.items()
        if blow <= until
    ]
    disrupted = any(
        _loads(days, blow, WINDOW) < DISRUPTED * own * WINDOW
        for blow in blows
        if blow + WINDOW <= w.day
    )
    recovered = bool(blows) and found[blows[-1]] is not None
    return _Record(
        slot, _functional(w, slot, days, own), disrupted, bool(blows), recovered, followed
    )


def _shipment_days(shipments: NDArray[np.int64]) -> dict[int, Floats]:
    """Days of shipment by organisation, ascending."""
    if not len(shipments):
        return {}
    in_turn = shipments[np.argsort(shipments[:, 1], kind="stable")]
    slots, first = np.unique(in_turn[:, 1], return_index=True)
    days = np.split(in_turn[:, 0].astype(np.float64), first[1:])
    return dict(zip(slots.tolist(), days, strict=True))


def _loads(days: Floats, after: float, length: float) -> int:
    """Loads that arrived within ``length`` days after a day."""
    first, last = np.searchsorted(days, [after, after + length], side="right")
    return int(last - first)


def _own_rate(w: State, days: Floats, slot: int, begin: int) -> float:
    """Loads a day in the year before the first blow, or before the day ``begin`` where none came earlier.

    The rate that was planned stands in where nothing was shipped, or there are no 90 days to count.
    """
    o = w.traffickers
    until = min([day for day, struck in w.traffickers.blows if struck == slot], default=begin)
    since = max(until - YEAR_DAYS, int(o.entered[slot]))
    count = _loads(days, since - 1, until - since)
    return (
        count / (until - since)
        if count and until - since >= SHORTEST_HISTORY
        else float(o.rate[slot])
    )


def _functional(w: State, slot: int, days: Floats, own: float) -> bool:
    """Ended by arrests or bankrupt.

    Or silent for long, not by choice, and unable to field a load.
    """
    o = w.traffickers
    if not o.alive[slot]:
        return o.end_reason[slot] in BROKEN
    last = max([*days[-1:], int(o.entered[slot])])
    silence = max(SILENCE_DAYS, SILENT_LOADS / max(own, 1e-9))
    by_choice = o.by_choice[slot] and o.quiet_until[slot] > w.day
    unable = w.traffickers.strength[slot] <= 0 or o.cash[slot] < o.unit_cost(
        w.policy.scenario, slot
    )
    if w.day - last < silence or by_choice or not unable:
        return False
    # a load under way is an attempt, and explains empty pockets
    return all(
        load.organisation != slot for loads in w.consignments.agenda.values() for load in loads
    )


def _window(own: float) -> float:
    """Days over which a rate is compared: 90, or what the rare shipper needs for eight loads."""
    return max(float(WINDOW), SILENT_LOADS / max(own, 1e-9))


def _recovery(days: Floats, blow: int, own: float, window: float, until: float) -> float | None:
    """Day of the first load after a blow from which 80 % of the own rate is kept up over a window.

    Only windows that are over by the end count (loads up to ``until``).
    """
    loads = days[(days > blow) & (days <= until)]
    first, last = (np.searchsorted(days, loads + length, side="right") for length in (0.0, window))
    kept = loads[last - first >= RECOVERED * own * window]
    return float(kept[0]) if len(kept) else None


def _median(recovered: list[float], censored: list[float]) -> float | None:
    """Median time to recovery after Kaplan and Meier.

    Where half never recover, the longest time followed. Written out: ``scipy.stats``, which has
    it, takes every worker half a second and 57 megabytes to load; the tests hold it against that.
    """
    if not recovered:
        return max(censored, default=None)
    followed = np.sort(np.array([*recovered, *censored]))
    times, ends = np.unique(recovered, return_counts=True)
    at_risk = len(followed) - np.searchsorted(followed, times)
    left = (
        np.cumprod((at_risk - ends) / at_risk)
        if censored
        else 1.0 - np.cumsum(ends) / len(followed)  # (the same, without rounding a product)
    )
    half = np.flatnonzero(left <= 0.5)
    return float(times[half[0]]) if len(half) else float(followed[-1])
