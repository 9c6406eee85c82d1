"""What leads match, moved up the grid: the kernel gives the bytes of whole arrays, and only where it must."""

from __future__ import annotations

import numpy as np
import pytest

from borderSim.model.kernels.moved_up import move_matches

ROUTES, BINS, POINTS, STEP = 7, 9, 40, 4
NOTHING_YET = np.full((ROUTES, BINS), np.nan)


def oracle(plain: np.ndarray, matches: np.ndarray) -> np.ndarray:
    out = plain * (1.0 - matches.sum(axis=1))[:, None]
    ahead = BINS * STEP
    longer = np.concatenate([np.repeat(plain[..., :1], ahead, axis=-1), plain], axis=-1)
    for k in np.flatnonzero(matches.any(axis=0)):
        first = ahead - k * STEP
        out += matches[:, k, None] * longer[..., first : first + POINTS]
    return out


def setting(seed: int) -> tuple[np.ndarray, np.ndarray]:
    r = np.random.default_rng(seed)
    plain = np.sort(r.random((2, ROUTES, POINTS)) * 10.0 ** r.uniform(-6, 4, (2, ROUTES, 1)))
    plain = np.ascontiguousarray(plain[..., ::-1])
    plain[:, :, 30:] *= seed % 2  # every other time nothing is at the top
    matches = r.random((ROUTES, BINS)) * (r.random((ROUTES, BINS)) < 0.3) * r.random((ROUTES, 1))
    if seed % 3 == 0:  # all of the traffic matches, which rounding may make a little more
        matches /= np.maximum(matches.sum(axis=1, keepdims=True), 1e-9)
    return plain, matches


@pytest.mark.parametrize("kernel", [move_matches, move_matches.py_func])
@pytest.mark.parametrize("seed", range(12))
def test_the_bytes_are_those_of_the_oracle(kernel, seed: int):
    plain, matches = setting(seed)
    moved = np.full_like(plain, -1.0)
    kernel(plain, NOTHING_YET, matches, 1.0 - matches.sum(axis=1), STEP, moved)
    assert moved.tobytes() == oracle(plain, matches).tobytes()


@pytest.mark.parametrize("kernel", [move_matches, move_matches.py_func])
def test_a_route_with_the_shares_of_before_is_left(kernel):
    plain, matches = setting(1)
    before = matches.copy()
    matches[[2, 5]] *= 0.5
    moved = np.full_like(plain, -1.0)
    kernel(plain, before, matches, 1.0 - matches.sum(axis=1), STEP, moved)
    others = [2, 5]
    assert moved[:, others].tobytes() == oracle(plain, matches)[:, others].tobytes()
    assert (np.delete(moved, others, axis=1) == -1.0).all()


def test_a_weight_beyond_the_grid_moves_everybody_to_its_end():
    plain, _ = setting(1)
    matches = np.zeros((ROUTES, 20))
    matches[:, 19] = 1.0
    moved = np.empty_like(plain)
    move_matches(plain, np.full_like(matches, np.nan), matches, np.zeros(ROUTES), STEP, moved)
    assert (moved == plain[..., :1]).all()
