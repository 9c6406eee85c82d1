"""What checks that find nothing tell of a lead: they speak against it, or an innocent front would be searched for ever."""

from __future__ import annotations

import numpy as np

from borderSim.model.kernels.leads import add_doubt, expected_finds, found_by_weight
from borderSim.model.state.random_streams import Floats
from borderSim.model.state.scores import BIN_WIDTH, SHIFT_STEP, SHIFTS, shift_bin
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
    at = leads.held()
    if not len(at[0]) or not w.customs.cuts:
        return
    named = s.traffickers.entity_share / max(1, s.organisations.count)
    finds = expected_finds(
        *at,
        leads.weight,
        o.profile,
        o.is_home,
        w.cooperation.group_of_post[w.routes.post],
        believed_loads(w) * named,
        _found_by_weight(w),
        BIN_WIDTH,
    )
    due = add_doubt(
        *at,
        finds.sum(axis=1),
        w.day,
        WEEK,
        s.intelligence.fruitless_weight,
        0.5 ** ((w.day - leads.day[at]) / leads.half_life_days),
        leads.reliability,
        leads.day,
        leads.weight,
        leads.own,
        leads.told,
        leads.doubt,
    )
    for group in due.nonzero()[0]:
        w.customs.grades.note(int(group), "entity", due=float(due[group]))


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
    found = _found_by_weight(w)[route, shift_bin(weight)]
    return reliability * float(found)


def believed_loads(w: State) -> Floats:
    """Loads of organisations a day that customs reckons with, (R,), from what it found of them.

    By mode: what it found, over what it would have found if every unit carried something as
    often as customs believes of its class, times the traffic.
    """
    reckoned = (w.customs.exposure_by_class * np.exp(w.customs.belief)).sum(axis=1)
    out = np.zeros(w.routes.n)
    for kind in range(len(w.routes.kinds)):
        rows = w.routes.kind == kind
        looked_at = float(reckoned[rows].sum())
        if looked_at > 0:
            share = float(w.customs.network_finds[rows].sum()) / looked_at
            out[rows] = min(share, 1.0) * w.routes.rate[rows]
    return out


def _found_by_weight(w: State) -> Floats:
    """Chance that a load which matches a lead was checked and found, by route and bin of weight, (R, SHIFTS)."""
    r = w.routes
    p_find = r.p_detect * np.where(r.has_opening, r.p_open, 1.0)
    cuts = np.array(w.customs.cuts[-WEEK:], dtype=np.int64)
    return found_by_weight(cuts, w.customs.field.base, SHIFT_STEP, SHIFTS, p_find)
