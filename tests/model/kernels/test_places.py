"""Places of members: what the kernels find is what arrays over all places say."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borderSim.model.kernels.places import places_drawn, searches

ACTIVE, TAKEN, NEVER, LEADER, DAY = 1, 2, 10**9, 3, 50
TIERS = np.array([4, 3, 2, 1])


def both(kernel: Any) -> list[Any]:
    """Return the compiled kernel and the plain function."""
    return [kernel, kernel.py_func]


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10_000), chance=st.floats(0.0, 1.0))
@pytest.mark.parametrize("kernel", both(places_drawn))
def test_who_is_drawn_has_the_status_and_a_uniform_below_the_chance(
    kernel: Any, seed: int, chance: float
):
    rng = np.random.default_rng(seed)
    status, draws = rng.integers(0, 4, (5, 9)), rng.random((5, 9, 3))
    found = np.stack(kernel(status, ACTIVE, draws, 2, chance), axis=1)
    assert (found == np.argwhere((status == ACTIVE) & (draws[:, :, 2] < chance))).all()


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10_000), chance=st.floats(0.0, 1.0))
@pytest.mark.parametrize("kernel", both(searches))
def test_searches_begin_and_succeed_where_somebody_leads(kernel: Any, seed: int, chance: float):
    rng = np.random.default_rng(seed)
    alive, status = rng.random(6) < 0.8, rng.integers(0, 4, (6, 5))
    role, draws = rng.integers(0, 4, (6, 5)), rng.random((6, 5, 2))
    refill = rng.choice([NEVER, DAY - 1, DAY, DAY + 1], (6, 5))
    led = ((status == ACTIVE) & (TIERS[role] >= LEADER)).any(axis=1)
    vacant = (status == TAKEN) & (alive & led)[:, None]
    again = vacant & (refill == NEVER) & (draws[:, :, 1] < chance)
    found = kernel(
        alive, status, ACTIVE, TAKEN, role, TIERS, LEADER, refill, DAY, NEVER, draws, 1, chance
    )
    assert (np.stack(found[:2], axis=1) == np.argwhere(again)).all()
    assert (np.stack(found[2:], axis=1) == np.argwhere(vacant & (refill <= DAY))).all()
