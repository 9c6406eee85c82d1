"""What customs learns of its classes from what it opened, corrected for how it chose."""

from __future__ import annotations

import numpy as np

from borderSim.model.actions.policy import review_beliefs
from borderSim.model.kernels.survival import looked_at
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
    _forget(w)


def _forget(w: State) -> None:
    """Let finds and what was looked at fade until the next review: classes do not stay as they were."""
    c = w.policy.scenario.customs
    if c.belief_half_life_days > 0:
        kept = 0.5 ** (c.belief_update_days / c.belief_half_life_days)
        w.customs.finds_by_class *= kept
        w.customs.exposure_by_class *= kept
        w.customs.network_finds *= kept


def _expose(w: State) -> None:
    """Add what was looked at since the last review: units of each class above each day's cut.

    Customs corrects for its own choice by the document signal that it believes in, for it does not
    know the true one.
    """
    r = w.routes
    p_find = r.p_detect * np.where(r.has_opening, r.p_open, 1.0)
    cuts = np.array(w.customs.cuts, dtype=np.int64).reshape(len(w.customs.cuts), r.n)
    above = w.customs.field.survival_believed
    w.customs.exposure_by_class += looked_at(above, cuts, r.class_rate, p_find)
    w.customs.cuts.clear()
