"""How scarce goods are: what is supplied, in fading memory, against what is usual."""

from __future__ import annotations

import numpy as np

from borderSim.model.kernels.compiled import F1, ReadF1, compiled


@compiled
def scarcity(supplied: F1, kept: float, usual: ReadF1) -> F1:
    """Forget a part of what was supplied; return ``2 / (1 + supplied / usual)``, (C,).

    Args:
        supplied: (C,) fading sum of what was delivered of each of C goods; what is left of it.
        kept: part that is remembered.
        usual: (C,) what it is usually.

    Returns:
        From 2 for what is not supplied at all to 1 as usual and less; 1 where nothing is usual.
    """
    out = np.empty(len(supplied))
    for c in range(len(supplied)):
        supplied[c] *= kept
        filled = supplied[c] / usual[c] if usual[c] > 0.0 else 1.0
        out[c] = 2.0 / (1.0 + filled)
    return out
