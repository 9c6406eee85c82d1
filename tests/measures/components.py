"""The largest connected part of an organisation's active members."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from borderSim.model.state.traffickers import ACTIVE, Traffickers


def largest_component(o: Traffickers, slot: int) -> int:
    """Return the number of members in the largest connected part of the active ones."""
    active = np.flatnonzero(o.status[slot] == ACTIVE)
    if not len(active) or not o.alive[slot]:
        return 0
    _, labels = connected_components(
        csr_array(o.links[slot][np.ix_(active, active)]), directed=False
    )
    return int(np.bincount(labels).max())
