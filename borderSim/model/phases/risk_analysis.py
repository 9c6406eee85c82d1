"""What customs learns of its classes from what it opened, corrected for how it chose."""

from __future__ import annotations

import numpy as np

from borderSim.model.actions.policy import review_beliefs
from borderSim.model.state.state import State


def learn_classes(w: State) -> None:
    """Every ``customs.belief_update_days`` tally what was looked at and let the targeting rule review its scores.

    The rule is handed finds and exposure: how much of each class customs looked at (its own
    selection is in that).
    """
    if w.day == 0 or w.day % w.policy.scenario.customs.belief_update_days:
        return
    _expose(w)
    review_beliefs(w)


def _expose(w: State) -> None:
    """Add what was looked at since the last review: units of each class above each day's cut."""
    r = w.routes
    p_find = r.p_detect * np.where(r.has_opening, r.p_open, 1.0)
    for route in range(r.n):
        cuts = np.array([cut[route] for cut in w.customs.cuts], dtype=np.int64)
        seen = w.customs.field.survival_illicit[route][:, cuts].sum(axis=1)
        w.customs.exposure_by_class[route] += r.class_rate[route] * seen * p_find[route]
    w.customs.cuts.clear()
