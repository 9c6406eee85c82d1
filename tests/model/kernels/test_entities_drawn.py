"""Entities that a day strikes: the kernel finds those that a mask over all of them shows."""

from __future__ import annotations

import numpy as np
import pytest

from borderSim.model.kernels.entities_drawn import drawn

SLOTS, COLUMNS = 30, 6


@pytest.mark.parametrize("kernel", [drawn, drawn.py_func])
@pytest.mark.parametrize("scale", [0.0, 0.3, 1.0])
def test_those_below_their_chance_are_drawn_in_their_order(kernel, scale: float):
    r = np.random.default_rng(5)
    u, known = r.random((SLOTS, COLUMNS, 7)), r.random((SLOTS, COLUMNS)) < 0.5
    alive = r.random(SLOTS) < 0.7
    if_known, if_not = scale * r.random((2, COLUMNS))
    learn = u[:, :, 3]
    mask = alive[:, None] & np.where(known, learn < if_known, learn < if_not)
    assert mask.any() == (scale > 0)
    for found, expected in zip(
        kernel(u, 3, alive, known, if_known, if_not), mask.nonzero(), strict=True
    ):
        assert found.tolist() == expected.tolist()
