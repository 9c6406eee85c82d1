"""What checks that find nothing tell of a lead: they speak against it, or an innocent front would be searched for ever."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from borderSim.model.state.random_streams import Floats
from borderSim.model.state.scores import POINTS, SHIFT_STEP, SHIFTS, shift_bins
from borderSim.model.state.state import State

WEEK = 7


def doubt_leads(w: State) -> None:
    """Add to every lead the finds that the checks of the week would have made if it were true, and to the police's record.

    These are the led checks that are expected times the chance of a find that customs believes in:
    of the loads of organisations that it reckons with on the route, a true lead names the share
    k p (:func:`borderSim.model.state.intelligence.match_weight`), which are checked if they score
    above the cut and found with the chance of a find. What was found with an entity sets its doubt
    back (:meth:`borderSim.model.state.intelligence.Leads.learn`).
    """
    s, leads, o = w.policy.scenario, w.customs.leads, w.traffickers
    at = group, slot, _ = leads.held()
    if not len(group) or not w.customs.cuts:
        return
    named = s.traffickers.entity_share / max(1, s.organisations.count)
    finds = believed_loads(w) * named * _found_by_weight(w).T
    here = o.is_home[o.profile[slot]]
    here &= group[:, None] == w.cooperation.group_of_post[w.routes.post]
    a_day = (here * finds[shift_bins(leads.weight[at])]).sum(axis=1)
    days = np.minimum(w.day - leads.day[at], WEEK)
    works = leads.weight[at] > 0
    leads.doubt[at] += s.intelligence.fruitless_weight * a_day * days * works
    _note_due(w, at, a_day * days * works)


def _note_due(w: State, at: tuple[NDArray[np.intp], ...], finds: Floats) -> None:
    """Note what was due of news of the police had they been as reliable as they said (:mod:`..state.grades`).

    Args:
        w: the state.
        at: group, slot and column of leads.
        finds: (N,) that the checks of the week would have made if each were true.
    """
    leads = w.customs.leads
    faded = leads.reliability[at] * 0.5 ** ((w.day - leads.day[at]) / leads.half_life_days)
    due = np.where(leads.told[at] & ~leads.own[at], faded * finds, 0.0)
    by_group = np.bincount(at[0], weights=due, minlength=len(w.customs.grades.due))
    for group in by_group.nonzero()[0]:
        w.customs.grades.note(int(group), "entity", due=float(by_group[group]))


def due_of_tip(w: State, route: int, weight: float, reliability: float) -> float:
    """Return the finds that were due of a tip had it been as reliable as it said.

    Args:
        w: the state.
        route: that it names.
        weight: log-odds that it adds to the load.
        reliability: chance that it is true, as it says.
    """
    if not w.customs.cuts:
        return 0.0
    found = _found_by_weight(w)[route, int(shift_bins(np.array([weight]))[0])]
    return reliability * float(found)


def believed_loads(w: State) -> Floats:
    """Loads of organisations a day that customs reckons with, (R,), from what it found of them.

    By mode: what it found, over what it would have found if every unit carried something as
    often as customs believes of its class, times the traffic.
    """
    reckoned = (w.customs.exposure_by_class * np.exp(w.customs.belief)).sum(axis=1)
    out = np.zeros(w.routes.n)
    for mode in sorted(set(w.routes.modes)):
        rows = np.array([m == mode for m in w.routes.modes])
        looked_at = float(reckoned[rows].sum())
        if looked_at > 0:
            share = float(w.customs.network_finds[rows].sum()) / looked_at
            out[rows] = min(share, 1.0) * w.routes.rate[rows]
    return out


def _found_by_weight(w: State) -> Floats:
    """Chance that a load which matches a lead was checked and found, by route and bin of weight, (R, SHIFTS)."""
    r, base = w.routes, w.customs.field.base
    cuts = np.array(w.customs.cuts[-WEEK:])
    rows, bins = np.arange(r.n)[:, None], np.arange(SHIFTS)
    lifted = np.maximum(cuts[:, :, None] - bins * SHIFT_STEP, 0)
    asked = cuts[:, :, None] < POINTS - 1  # a cut at the end of the grid: nobody was checked
    above = (base[rows, lifted] * asked).mean(axis=0)
    traffic = np.maximum(base[:, :1], 1e-12)
    p_find = r.p_detect * np.where(r.has_opening, r.p_open, 1.0)
    return np.minimum(above / traffic, 1.0) * p_find[:, None]
