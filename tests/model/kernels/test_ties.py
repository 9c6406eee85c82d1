"""Ties: what the kernels find is what a plain search through the network finds."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from borderSim.model.kernels.ties import changed, largest_parts, share_within

Bools = NDArray[np.bool_]


def both[**P, R](kernel: Callable[P, R]) -> list[Callable[P, R]]:
    """Return the compiled kernel and the plain function."""
    return [kernel, kernel.py_func]  # type: ignore[attr-defined]


def networks(seed: int, density: float) -> tuple[Bools, Bools]:
    """Return ties of three organisations of 12 places and who is at large."""
    rng = np.random.default_rng(seed)
    links = np.triu(rng.random((3, 12, 12)) < density, 1)
    return links | links.transpose(0, 2, 1), rng.random((3, 12)) < rng.choice([0.3, 0.8, 1.0])


def reached(links: Bools, start: int, steps: int) -> Bools:
    """Whom somebody reaches by so many ties, himself included."""
    found = np.zeros(len(links), dtype=bool)
    found[start] = True
    for _ in range(steps):
        found = found | links[found].any(axis=0)
    return found


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10_000), density=st.floats(0.0, 0.4))
def test_the_largest_part_is_the_largest_of_all_and_of_equals_that_of_the_first(seed, density):
    links, active = networks(seed, density)
    asked = np.array([True, False, True])
    for kernel in both(largest_parts):
        found = kernel(links, active, asked)
        assert not found[1].any()
        for o in (0, 2):
            among = links[o] & active[o] & active[o][:, None]
            parts = [reached(among, int(m), 12) for m in np.flatnonzero(active[o])]
            largest = max(parts, key=lambda part: part.sum(), default=np.zeros(12, dtype=bool))
            assert (found[o] == largest).all()


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10_000), density=st.floats(0.0, 0.4), steps=st.integers(1, 4))
def test_a_share_is_that_of_the_pairs_within_reach_to_the_last_bit(seed, density, steps):
    links, active = networks(seed, density)
    kind = np.random.default_rng(seed + 1).integers(0, 3, active.shape)
    start, aim = active & (kind == 0), active & (kind == 1)
    for kernel in both(share_within):
        for o, share in enumerate(kernel(links, active, start, aim, steps)):
            among = links[o] & active[o] & active[o][:, None]
            pairs = [reached(among, int(m), steps)[aim[o]] for m in np.flatnonzero(start[o])]
            number = len(pairs) * int(aim[o].sum())
            assert share == (int(np.sum(pairs)) / number if number else 1.0)


@pytest.mark.parametrize("kernel", both(changed))
def test_a_change_of_people_or_of_ties_at_large_is_seen_and_no_other(kernel: Callable[..., object]):
    links = np.zeros((4, 5, 5), dtype=bool)
    active = np.ones((4, 5), dtype=bool)
    active[3, 4] = False
    role = np.zeros((4, 5), dtype=np.int64)

    def seen() -> list[int]:
        return np.asarray(kernel(links, *then[:1], active, then[1], role, then[2])).tolist()

    then = links.copy(), active.copy(), role.copy()
    assert seen() == []
    links[0, 1, 2] = True
    assert seen() == [0]
    active[1, 4] = False
    role[2, 0] = 1
    links[3, 4, 0] = True  # of somebody who is not at large
    assert seen() == [0, 1, 2]
