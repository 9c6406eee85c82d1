"""Routine work: who is learnt and who forgotten is what arrays over all members say."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borderSim.model.kernels.routine import learn_and_forget


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10_000))
@pytest.mark.parametrize("kernel", [learn_and_forget, learn_and_forget.py_func])  # type: ignore[attr-defined]
def test_a_week_of_routine_work_is_what_whole_arrays_say(kernel: Any, seed: int):
    rng = np.random.default_rng(seed)
    known, active = rng.random((2, 4, 9)) < 0.5
    busy, u, evidence = rng.random(4) < 0.5, rng.random((4, 9, 3)), rng.random((4, 9))
    gone = known & (u[:, :, 1] < 0.3) & ~busy[:, None]
    left = np.where(gone, 0.0, evidence)
    expected = active & np.where(known, ~gone, u[:, :, 1] < 0.2)
    found = kernel(known, active, busy, u, 1, 0.3, 0.2, evidence)
    assert (found == expected).all() and (evidence == left).all()
