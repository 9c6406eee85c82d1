"""Classes drift: what of the traffic is illicit changes with time, whatever the services do.

An Ornstein-Uhlenbeck process for every class of every route, moved every four weeks by its exact
transition: common to all levels, and stationary from the first day on.
"""

from __future__ import annotations

import numpy as np
from scipy.special import ndtri

from borderSim.model.actions.policy import use_beliefs
from borderSim.model.state.state import State

DRIFT_DAYS = 28
"""Days between two moves; a technical choice: the transition is exact for any."""


def drift_classes(w: State) -> None:
    """Move the classes every :data:`DRIFT_DAYS`."""
    traffic = w.policy.scenario.traffic
    if w.day == 0 or w.day % DRIFT_DAYS or traffic.class_drift_sd == 0:
        return
    kept = float(np.exp(-DRIFT_DAYS / (365.0 * traffic.class_drift_years)))
    u = np.clip(w.draws.drift.today(w.day), 1e-12, 1.0 - 1e-12)
    moved = traffic.class_drift_sd * float(np.sqrt(1.0 - kept * kept)) * ndtri(u)
    w.routes.lean_to(kept * w.routes.drifted + moved)
    use_beliefs(w)
