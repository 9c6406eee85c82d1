"""Leads: the kernels give the bytes of whole arrays."""

from __future__ import annotations

import numpy as np
import pytest

from borderSim.model.kernels.leads import (
    believed,
    by_bayes,
    find_held,
    lay_out,
    look_up,
    note,
    times_as_likely,
)

SHAPE = GROUPS, SLOTS, COLUMNS = 2, 9, 6
SEEDS = range(6)


def both(kernel):
    """Return the compiled kernel and the plain one."""
    return kernel, kernel.py_func


def leads(seed: int) -> dict[str, np.ndarray]:
    r = np.random.default_rng(seed)
    return {
        "reliability": r.random(SHAPE) * (r.random(SHAPE) < 0.4),
        "day": r.integers(0, 900, SHAPE),
        "doubt": r.random(SHAPE) * 3.0,
        "own": r.random(SHAPE) < 0.5,
    }


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("find", both(find_held))
def test_held_are_those_with_a_reliability_in_their_order(find, seed: int):
    reliability = leads(seed)["reliability"] * (seed > 0)  # none at all is held at first
    for found, expected in zip(find(reliability), reliability.nonzero(), strict=True):
        assert found.dtype == np.int64 and found.tolist() == expected.tolist()


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("look", both(look_up))
def test_what_is_looked_up(look, seed: int):
    x, grades = leads(seed), np.array([0.7, 1.3])
    at = find_held(x["reliability"])
    found = look(*at, *x.values(), grades, 1000, 180.0)
    expected = (
        x["reliability"][at],
        (1000 - x["day"][at]) / 180.0,
        np.where(x["own"][at], 1.0, grades[at[0]]),
        -x["doubt"][at],
    )
    for one, other in zip(found, expected, strict=True):
        assert one.tobytes() == other.tobytes()


def bayes(r: np.ndarray, kept: np.ndarray) -> np.ndarray:
    left = r * kept
    return np.divide(left, 1.0 - r + left, out=np.zeros_like(left), where=left > 0)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_believed_of_them(seed: int):
    r = np.random.default_rng(seed)
    claimed, faded, factor, kept = r.random((4, 50))
    factor *= 3.0
    kept[:3], claimed[3] = 0.0, 1.0
    told = bayes(np.minimum(claimed * faded * factor, 1.0), kept)
    expected = np.where(told < 0.15, 0.0, told)
    assert 0 < np.count_nonzero(expected) < 45
    for kernel in both(believed):
        assert kernel(claimed, faded, factor, kept, 0.15).tobytes() == expected.tobytes()
    for kernel in both(by_bayes):
        assert kernel(claimed, kept).tobytes() == bayes(claimed, kept).tobytes()


@pytest.mark.parametrize("likely", both(times_as_likely))
def test_how_many_times_as_likely_a_match_is(likely):
    r, matched = np.random.default_rng(1).random((2, 50))
    matched[:9] = 0.0
    e = np.maximum(matched, 1e-12)
    expected = np.maximum((r * 0.03 + (1.0 - r) * e) / e, 1.0)
    assert (expected > 1.0).any() and (expected == 1.0).any()
    assert likely(r, 0.03, matched).tobytes() == expected.tobytes()


@pytest.mark.parametrize("write", both(note))
def test_notes_stand_where_the_leads_are(write):
    at = find_held(leads(1)["reliability"])
    values = np.random.default_rng(2).random((2, len(at[0])))
    tables, expected = np.zeros((2, *SHAPE)), np.zeros((2, *SHAPE))
    write(*at, values[0], values[1], tables[0], tables[1])
    expected[0][at], expected[1][at] = values
    assert tables.tobytes() == expected.tobytes()


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("lay", both(lay_out))
def test_they_are_laid_out_by_route_and_bin(lay, seed: int):
    r, x = np.random.default_rng(seed), leads(seed)
    at = group, slot, _ = find_held(x["reliability"])
    weights, shares = r.random(SHAPE) * 15.0, r.random(SHAPE)
    weights[0, :2] = 0.25, 0.75, 1.25, 0.0, 12.0, 99.0  # halves are rounded to the even one
    is_home, group_of_route = r.random((SLOTS, 5)) < 0.4, r.integers(0, GROUPS, 5)
    bins = np.clip(np.rint(weights[at] / 0.5), 0, 24).astype(np.int64)
    here = is_home[slot] & (group[:, None] == group_of_route)
    expected = here * shares[at][:, None], np.arange(25) == bins[:, None]
    found = lay(*at, weights, shares, is_home, group_of_route, 0.5, 25)
    assert found[0].tobytes() == expected[0].tobytes()
    assert found[1].tobytes() == expected[1].astype(np.float64).tobytes()
    assert (found[0].T @ found[1]).tobytes() == (expected[0].T @ expected[1]).tobytes()
