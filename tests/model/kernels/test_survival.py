"""Survival on the grid of scores: the kernel gives the bytes of scipy's normal distribution."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import ndtr

from borderSim.model.kernels.survival import looked_at, survival
from borderSim.model.state.scores import GRID
from tests.model.kernels.oracles import plain

SPREAD = {"usual": 2.0, "as far as beliefs go": 50.0}


@pytest.mark.parametrize("spread", SPREAD.values(), ids=SPREAD)
@pytest.mark.parametrize(("shift", "sd"), [(0.0, 0.7), (0.49, 0.7), (1.3, 0.05), (-0.2, 3.0)])
def test_it_is_the_normal_distribution_to_the_byte(spread: float, shift: float, sd: float):
    centre = np.random.default_rng(1).normal(0.0, spread, (7, 40))
    expected = ndtr((centre[:, :, None] - GRID + shift) / sd)
    assert survival(centre, GRID, shift, sd).tobytes() == expected.tobytes()


@pytest.mark.parametrize("kernel", [survival, plain(survival)])
def test_at_the_joints_of_its_pieces(kernel):
    joints = np.sqrt(2.0) * np.array([0.0, 1.0, 8.0, np.sqrt(7.09782712893383996843e2)])
    near = np.concatenate([joints * (1.0 + k * 2.0**-52) for k in range(-3, 4)])
    points = np.concatenate([near, -near, [0.5, -0.5, 40.0, -40.0, np.inf, -np.inf]])
    found = kernel(np.zeros((1, 1)), -points, 0.0, 1.0)
    assert found.tobytes() == ndtr(points).tobytes()


@pytest.mark.parametrize("kernel", [looked_at, plain(looked_at)])
@pytest.mark.parametrize("days", [0, 1, 28])
def test_what_was_looked_at_is_summed_day_by_day(kernel, days: int):
    r = np.random.default_rng(days)
    above, cuts = r.random((5, 32, len(GRID))), r.integers(0, len(GRID), (days, 5))
    units, found = r.random((5, 32)), r.random(5)
    seen = np.array([above[k][:, cuts[:, k]].sum(axis=1) for k in range(5)])
    expected = units * seen * found[:, None]
    assert kernel(above, cuts, units, found).tobytes() == expected.tobytes()
