"""Dismantlement: which of the organisations alive at the start are broken at the end, three ways."""

from __future__ import annotations

import numpy as np

from borderSim.measures.components import largest_component
from borderSim.world.organisations import FAR
from borderSim.world.world import World

SILENCE_DAYS = 180
SILENT_LOADS = 8
"""Silence that counts: the longer of these days and of this many of its own mean intervals."""
RECOVERED = 0.8
WINDOW = 90


def dismantlement(w: World) -> dict[str, float | None]:
    """Return the outcomes of dismantlement at the end of the horizon (definitions in the dictionary)."""
    o = w.organisations
    slots = np.flatnonzero(w.start.alive)
    days = _shipment_days(w)
    functional = np.array([_functional(w, int(i), days.get(int(i), [])) for i in slots], dtype=bool)
    component = np.array([largest_component(o, int(i)) for i in slots])
    start = np.maximum(w.start.component[slots], 1)
    blows = [(day, slot) for day, slot in w.blows if day >= w.first_day and w.start.alive[slot]]
    disrupted = {slot for day, slot in blows if _rate_after(w, days.get(slot, []), day, slot) < 0.5}
    recovery = [_recovery(w, days.get(slot, []), day, slot) for day, slot in blows]
    reasons = [o.end_reason[int(i)] for i in slots]
    return {
        "orgs_at_start": float(len(slots)),
        "orgs_dismantled": float(functional.sum()),
        "orgs_dismantled_structural": float((component < 0.5 * start).sum()),
        "orgs_dismantled_structural_30": float((component < 0.3 * start).sum()),
        "orgs_dismantled_judicial": float((functional & w.leader_convicted[slots]).sum()),
        "orgs_disrupted": float(len(disrupted)),
        "orgs_ended_arrests": float(reasons.count("arrests")),
        "orgs_ended_bankrupt": float(reasons.count("bankrupt")),
        "recovery_days": float(np.median(recovery)) if recovery else None,
    }


def _shipment_days(w: World) -> dict[int, list[int]]:
    """Days of shipment by organisation."""
    out: dict[int, list[int]] = {}
    for day, slot, _ in w.shipments:
        out.setdefault(slot, []).append(day)
    return out


def _own_rate(w: World, days: list[int], slot: int) -> float:
    """Loads a day in the year before the first blow (its planned rate where nothing was shipped)."""
    first = min(int(w.organisations.first_blow[slot]), w.day)
    since = max(first - 365, int(w.organisations.entered[slot]))
    count = sum(since <= d < first for d in days)
    return count / max(first - since, 30) if count else float(w.organisations.rate[slot])


def _functional(w: World, slot: int, days: list[int]) -> bool:
    """Ended; or silent for long, not by choice, and unable to field a load."""
    o = w.organisations
    if not o.alive[slot]:
        return True
    last = max([*days, int(o.entered[slot])])
    silence = max(SILENCE_DAYS, SILENT_LOADS / max(_own_rate(w, days, slot), 1e-9))
    by_choice = o.by_choice[slot] and o.quiet_until[slot] > w.day
    unable = w.strength[slot] <= 0 or o.cash[slot] < o.unit_cost(w.scenario, slot)
    return bool(w.day - last >= silence and not by_choice and unable)


def _rate_after(w: World, days: list[int], blow: int, slot: int) -> float:
    """Rate over the 90 days after a blow, as a part of the own rate."""
    length = min(WINDOW, w.day - blow)
    if length <= 0:
        return 1.0
    return sum(blow < d <= blow + WINDOW for d in days) / length / max(_own_rate(w, days, slot), 1e-9)


def _recovery(w: World, days: list[int], blow: int, slot: int) -> float:
    """Days from a blow until a 90-day window reaches 80 % of the own rate, censored at the end."""
    need = RECOVERED * _own_rate(w, days, slot) * WINDOW
    after = np.array([d for d in days if d > blow])
    for end in range(blow + WINDOW, w.day + 1, 7):
        if ((after > end - WINDOW) & (after <= end)).sum() >= need:
            return float(end - blow)
    return float(min(w.day, FAR) - blow)
