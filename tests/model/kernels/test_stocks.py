"""How things stand at the end of a day: the kernel against plain numpy, to the last bit."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from borderSim.model.kernels.stocks import count_up

PLAIN = count_up.py_func  # type: ignore[attr-defined]


@pytest.mark.parametrize("count", [count_up, PLAIN], ids=["compiled", "in Python"])
def test_counts_and_sums_are_those_of_numpy(count: Any):
    rng = np.random.default_rng(4)
    for slots in (0, 1, 7, 90, 200):
        alive, at_start, cases = rng.random((3, slots)) < 0.6
        known = rng.random((slots, 8)) < 0.4
        rate, strength = rng.uniform(0.0, 3.0, slots), rng.random(slots)
        cash = np.where(rng.random(slots) < 0.2, 0.0, rng.normal(size=slots))
        loads, survivors = np.full((2, slots), np.nan)
        number, held, opened, left = count(
            *(alive, known, 5, cases, rate, strength, cash, at_start, loads, survivors)
        )
        expected = rate * strength * (cash >= 0) * 365.0
        assert (number, opened) == (alive.sum(), cases.sum())
        assert held == (known[:, :5] & alive[:, None]).sum()
        assert np.array_equal(loads, expected)
        assert np.array_equal(survivors[:left], expected[at_start])
        assert survivors[:left].sum() == expected[at_start].sum()
