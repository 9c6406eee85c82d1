"""Which entities of the organisations a day strikes: few of many, found in one pass."""

from __future__ import annotations

import numpy as np

from borderSim.model.kernels.compiled import B1, B2, F1, F3, I1, compiled


@compiled
def drawn(u: F3, column: int, alive: B1, known: B2, if_known: F1, if_not: F1) -> tuple[I1, I1]:
    """Return slot and column, (N,) each, of the entities to which something happens today.

    Args:
        u: (O, E, K) uniforms of the day.
        column: of them that decides.
        alive: (O,) organisations to whose entities it may happen.
        known: (O, E) entities that the police know.
        if_known: (E,) chance of those, by column.
        if_not: (E,) chance of the others.
    """
    slots, columns = known.shape
    slot = np.empty(slots * columns, dtype=np.int64)
    entity = np.empty_like(slot)
    n = 0
    for o in range(slots):
        if not alive[o]:
            continue
        for e in range(columns):
            if u[o, e, column] < (if_known[e] if known[o, e] else if_not[e]):
                slot[n], entity[n] = o, e
                n += 1
    return slot[:n].copy(), entity[:n].copy()
