"""What the police's routine work learns of members in a week, and what it forgets."""

from __future__ import annotations

import numpy as np

from borderSim.model.kernels.compiled import B2, F2, ReadB1, ReadB2, ReadF3, compiled


@compiled
def learn_and_forget(
    known: ReadB2,
    active: ReadB2,
    busy: ReadB1,
    u: ReadF3,
    column: int,
    forget: float,
    learn: float,
    evidence: F2,
) -> B2:
    """Work out who is known after a week; with whom is forgotten goes the evidence against him.

    Args:
        known: (O, M) who was known.
        active: (O, M) who is at large; nobody else stays known.
        busy: (O,) organisations on which a case is open: nobody of theirs is forgotten.
        u: (O, M, columns) uniforms of the week.
        column: the one that decides here.
        forget: chance to forget somebody known.
        learn: chance to learn of somebody unknown.
        evidence: (O, M) pieces against each; set to 0 where somebody is forgotten.

    Returns:
        (O, M) who is known now.
    """
    now = np.zeros(known.shape, dtype=np.bool_)
    for o in range(known.shape[0]):
        for m in range(known.shape[1]):
            if known[o, m]:
                gone = not busy[o] and u[o, m, column] < forget
                if gone:
                    evidence[o, m] = 0.0
                now[o, m] = active[o, m] and not gone
            elif active[o, m]:
                now[o, m] = u[o, m, column] < learn
    return now
