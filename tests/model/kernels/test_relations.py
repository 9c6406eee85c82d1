"""A day of relations: the kernels give the bytes of whole arrays."""

from __future__ import annotations

import numpy as np
import pytest

from borderSim.model.kernels.relations import lapse, relax
from tests.model.kernels.oracles import plain

SHAPE = POSTS, UNITS = 9, 4


@pytest.mark.parametrize("kernel", [relax, plain(relax)])
@pytest.mark.parametrize("day", [3, 4])
def test_trust_returns_and_officers_rotate(kernel, day: int):
    r = np.random.default_rng(day)
    trust, target = r.random(SHAPE), r.random((POSTS, 1))
    rotation_day = r.integers(3, 8, SHAPE)
    expected = trust + (target - trust) / 180.0
    rotating = rotation_day == day
    drift = expected - target
    expected[rotating] -= 0.3 * drift[rotating]
    assert rotating.any()
    kernel(trust, target, 180.0, rotation_day, day, 0.3)
    assert trust.tobytes() == expected.tobytes()


@pytest.mark.parametrize("kernel", [lapse, plain(lapse)])
def test_arrangements_that_are_alive_lapse(kernel):
    r = np.random.default_rng(1)
    until, u = r.integers(90, 110, 50), r.random(50)
    expected = np.where((until <= 100) & (u < 0.4), 190, until)
    assert (expected != until).any() and (until > 100).any()
    kernel(until, u, 0.4, 100, 190)
    assert until.tolist() == expected.tolist()
