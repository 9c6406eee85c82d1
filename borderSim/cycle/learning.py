"""What customs learns of its classes from what it opened, corrected for how it chose."""

from __future__ import annotations

import numpy as np

from borderSim.world.world import World


def learn_classes(w: World) -> None:
    """Update class beliefs: a Gamma-Poisson estimate, shrunk to the belief of day 0 and pooled by mode.

    Finds of a class are set against what would have been found there if all classes of the mode
    were equally illicit, given how much of the class customs looked at (its own selection is in
    that exposure). The prior weighs ``customs.belief_prior_finds`` finds a class.
    """
    c = w.scenario.customs
    if w.day == 0 or w.day % c.belief_update_days:
        return
    r = w.routes
    _expose(w)
    found, looked = w.finds_by_class, w.exposure_by_class
    multiplier = np.empty_like(found)
    for mode in sorted(set(r.modes)):
        rows = np.array([m == mode for m in r.modes])
        base = found[rows].sum() / max(looked[rows].sum(), 1e-12)
        prior = c.belief_prior_finds
        multiplier[rows] = (prior * np.exp(w.first_belief[rows]) + found[rows]) / (prior + looked[rows] * base)
    level = (r.class_shares * multiplier).sum(axis=1, keepdims=True)
    w.belief = np.log(multiplier / level)
    w.field.refresh(w.belief, c.believed_document_signal, w.scenario.traffic.document_signal)
    w.fit_thresholds()
    w.leads.changed = True


def _expose(w: World) -> None:
    """Add what was looked at since the last review: units of each class above each day's cut."""
    r = w.routes
    p_find = r.p_detect * np.where(r.has_opening, r.p_open, 1.0)
    for route in range(r.n):
        cuts = np.array([cut[route] for cut in w.cuts], dtype=np.int64)
        seen = w.field.survival_illicit[route][:, cuts].sum(axis=1)
        w.exposure_by_class[route] += r.class_rate[route] * seen * p_find[route]
    w.cuts.clear()
