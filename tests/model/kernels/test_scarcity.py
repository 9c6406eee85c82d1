"""Scarcity: what the kernel works out is what whole arrays say, to the last bit."""

from __future__ import annotations

import numpy as np

from borderSim.model.kernels.scarcity import scarcity


def test_scarcity_is_that_of_the_plain_arrays_and_supply_fades():
    rng = np.random.default_rng(1)
    for kernel in (scarcity, scarcity.py_func):  # type: ignore[attr-defined]
        for _ in range(200):
            usual = rng.choice([0.0, 1.0, 30.0], 7) * rng.random(7)
            supplied, kept = rng.gamma(1.0, 20.0, 7), float(np.exp(-1.0 / rng.uniform(1, 200)))
            left = supplied * kept
            filled = np.divide(left, usual, out=np.ones(7), where=usual > 0)
            assert kernel(supplied, kept, usual).tobytes() == (2.0 / (1.0 + filled)).tobytes()
            assert supplied.tobytes() == left.tobytes()
