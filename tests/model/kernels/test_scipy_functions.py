"""What a kernel calls of scipy gives the bytes that scipy gives."""

from __future__ import annotations

import numpy as np
from scipy import special

from borderSim.model.kernels.compiled import F1, ReadF1, compiled
from borderSim.model.kernels.scipy_functions import gammaincinv


@compiled
def _of_all(shape: ReadF1, u: ReadF1) -> F1:
    """Gamma variates, (N,), as a kernel finds them."""
    out = np.empty(len(shape))
    for i in range(len(shape)):
        out[i] = gammaincinv(shape[i], u[i])
    return out


def test_gamma_variates_are_scipys_in_a_kernel_and_outside():
    rng = np.random.default_rng(2)
    shape = np.r_[np.arange(1.0, 3000.0), np.full(2000, 1.0)]
    u = np.r_[rng.random(len(shape) - 3), 0.0, 1e-300, 1.0 - 2**-53]
    expected = np.asarray(special.gammaincinv(shape, u))
    assert _of_all(shape, u).tobytes() == expected.tobytes()
    found = [gammaincinv(float(a), float(v)) for a, v in zip(shape, u, strict=True)]
    assert found == expected.tolist()
