"""Strength: what the kernel works out is what arrays over all places say."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borderSim.model.kernels.strength import staffed_strength
from borderSim.model.state.random_streams import Floats

ORGANISER, BROKER, LOGISTICS, COURIER = CODES = (0, 2, 3, 6)


def plain(trading: np.ndarray, places: np.ndarray, active: np.ndarray, role: np.ndarray) -> Floats:
    """Work the same out in whole arrays."""
    led = [(active & (role == code)).any(axis=1) * 1.0 for code in (ORGANISER, BROKER)]
    shares = []
    for code in (LOGISTICS, COURIER):
        total = (places & (role == code)).sum(axis=1)
        there = (active & (role == code)).sum(axis=1)
        shares.append(np.divide(there, total, out=np.zeros(len(total)), where=total > 0))
    return (led[0] + led[1]) / 2.0 * np.minimum(*shares) * trading


@settings(max_examples=80, deadline=None)
@given(seed=st.integers(0, 10_000), kinds=st.sampled_from([2, 4, 7]))
@pytest.mark.parametrize("kernel", [staffed_strength, staffed_strength.py_func])  # type: ignore[attr-defined]
def test_strength_is_that_of_the_plain_arrays_to_the_last_bit(kernel, seed: int, kinds: int):
    rng = np.random.default_rng(seed)
    status, role = rng.integers(0, 4, (6, 15)), rng.permutation(7)[rng.integers(0, kinds, (6, 15))]
    given_ = rng.random(6) < 0.8, status != 0, status == 1, role
    assert kernel(*given_, *CODES).tobytes() == plain(*given_).tobytes()
