"""Casework: what the kernels share out is what arrays over (cases, members) share out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borderSim.model.kernels.casework import count_by_rank, gather, looked_for

OUTER = np.array([False, False, True])
WEIGHT = np.array([8.0, 2.0, 1.0])
RUNG = np.array([4, 2, 1])


def both(kernel: Any) -> list[Callable[..., Any]]:
    """Return the compiled kernel and the plain function."""
    return [kernel, kernel.py_func]


def setting(seed: int) -> tuple[np.random.Generator, np.ndarray, np.ndarray, np.ndarray, Any]:
    """Return random numbers, three cases of five organisations of 12 members, who is at large, known, of which role."""
    rng = np.random.default_rng(seed)
    known = rng.random((5, 12)) < rng.choice([0.0, 0.1, 0.4], (5, 1))
    return (
        rng,
        np.sort(rng.permutation(5)[:3]),
        rng.random((5, 12)) < 0.8,
        known,
        rng.integers(0, 3, (5, 12)),
    )


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10_000))
@pytest.mark.parametrize("kernel", both(looked_for))
def test_work_is_shared_out_among_those_in_sight_to_the_last_bit(kernel: Any, seed: int):
    rng, cases, active, known, role = setting(seed)
    links = rng.random((5, 12, 12)) < 0.15
    effort, days = rng.random((2, 3)) * 9, rng.random((2, 3, 6)) * 30
    days[1, :, 4] = np.inf  # customs officers have no means for those at the top
    near = (links & known[:, :, None]).any(axis=1)
    near[~known.any(axis=1)] = OUTER[role[~known.any(axis=1)]]
    sight = (active & ~known & near)[cases]
    aim = np.where(sight, WEIGHT[role[cases]], 0.0)
    spread = np.maximum(aim.sum(axis=1, keepdims=True), 1.0)
    taken = np.take_along_axis(days, RUNG[role[cases]][None].repeat(2, 0), axis=2)
    expected = (effort[:, :, None] * aim / spread / taken).sum(axis=0)
    at, member, done = kernel(cases, links, active, known, role, OUTER, WEIGHT, RUNG, effort, days)
    assert (np.array([at, member]) == np.array(sight.nonzero())).all()
    assert done.tobytes() == expected[sight].tobytes()


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10_000))
@pytest.mark.parametrize("kernel", both(gather))
def test_evidence_is_shared_out_among_the_suspects_to_the_last_bit(kernel: Any, seed: int):
    rng, cases, active, known, role = setting(seed)
    pieces, before = rng.random(3), rng.random((5, 12))
    weight = np.where((active & known)[cases], WEIGHT[role[cases]], 0.0)
    total = np.maximum(weight.sum(axis=1, keepdims=True), 1.0)
    expected = before.copy()
    expected[cases] += pieces[:, None] * weight / total
    after = before.copy()
    kernel(cases, active, known, role, WEIGHT, pieces, after)
    assert after.tobytes() == expected.tobytes()


@pytest.mark.parametrize("kernel", both(count_by_rank))
@pytest.mark.parametrize("seed", range(5))
def test_the_marked_are_counted_by_rank(kernel: Any, seed: int):
    _, cases, active, _, role = setting(seed)
    tier = np.array([4, 0, 1])
    marked = active[cases]
    expected = [
        [int((marked[k] & (tier[role[slot]] == rank)).sum()) for rank in range(1, 5)]
        for k, slot in enumerate(cases)
    ]
    assert kernel(cases, marked, role, tier, 4).tolist() == expected
