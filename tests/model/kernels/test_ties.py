"""Ties: what the kernels find is what a plain search through the network finds."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from borderSim.model.kernels import ties
from borderSim.model.kernels.ties import largest_parts, share_within, tie_strays

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
@given(seed=st.integers(0, 10_000), density=st.floats(0.0, 0.3), chance=st.floats(0.0, 1.0))
def test_whoever_is_cut_off_is_tied_to_the_first_of_highest_tier_of_the_largest_part(
    seed, density, chance
):
    links, active = networks(seed, density)
    rng = np.random.default_rng(seed + 1)
    status = np.where(active, 1, rng.choice([0, 2, 3], active.shape))
    alive, role, tiers = rng.random(3) < 0.8, rng.integers(0, 4, active.shape), np.arange(1, 5)
    draws = rng.random((3, 12, 2))
    hurt = alive & (status == 2).any(axis=1)
    main, expected = largest_parts(links, active, hurt), links.copy()
    for o, m in np.argwhere(active & ~main & hurt[:, None] & (draws[:, :, 1] < chance)):
        senior = np.where(main[o], tiers[role[o]], 0).argmax()
        expected[o, m, senior] = expected[o, senior, m] = True
    for kernel in both(tie_strays):
        tied = links.copy()
        kernel(tied, alive, status, 1, 2, role, tiers, draws, 1, chance)
        assert (tied == expected).all()


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


@pytest.mark.parametrize("plain", [False, True])
def test_a_change_of_people_or_of_ties_at_large_is_seen_and_no_other(
    plain: bool, monkeypatch: pytest.MonkeyPatch
):
    """Shares that nobody can have are put in beforehand: those of who has changed are others afterwards."""
    if plain:
        for kernel in (ties.share_of, ties.is_changed, ties.note_ties):
            monkeypatch.setattr(ties, kernel.__name__, kernel.py_func)  # type: ignore[attr-defined]
    renew = both(ties.renew_shares)[plain]
    links = np.zeros((4, 5, 5), dtype=bool)
    active = np.ones((4, 5), dtype=bool)
    active[3, 4] = False
    role = np.array([[0, 1, 2, 2, 2]] * 4)
    then = links.reshape(4, 25).copy(), active.copy(), role.copy()

    def seen() -> list[int]:
        share = np.full(4, -1.0)
        renew(links, then[0], active, then[1], role, then[2], 1, 2, 3, share)
        others = np.flatnonzero(share >= 0.0).tolist()
        right = ties.share_within(links, active, active & (role == 1), active & (role == 2), 3)
        assert (share == right)[others].all()
        for o in others:
            last = 1 + int(np.flatnonzero(active[o])[-1])
            assert (then[0][o][: last**2] == links[o][:last, :last].ravel()).all()
        assert (then[1] == active).all() and (then[2] == role).all()
        return others

    assert seen() == []
    links[0, 1, 2] = links[0, 2, 1] = True
    assert seen() == [0]
    active[1, 4] = False
    role[2, 0] = 1
    links[3, 4, 0] = links[3, 0, 4] = True  # of somebody who is not at large
    assert seen() == [1, 2]
    active[3, 4] = True
    assert seen() == [3] and then[0][3, 5 * 4]
    assert seen() == []
