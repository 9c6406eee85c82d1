"""Leads: the kernels give the bytes of whole arrays."""

from __future__ import annotations

import numpy as np
import pytest

from borderSim.model.kernels.leads import (
    add_doubt,
    believed,
    by_bayes,
    expected_finds,
    find_held,
    find_others,
    found_by_weight,
    lay_out,
    look_up,
    note_weights,
    odds,
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
    found = look(*x.values(), grades, 1000, 180.0)
    expected = (
        *at,
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


@pytest.mark.parametrize("kernel", both(odds))
def test_odds_are_of_what_is_believed_of_each(kernel):
    r, x = np.random.default_rng(4), leads(4)
    at, shares = find_held(x["reliability"]), r.random(SHAPE)
    worth = r.random((4, len(at[0])))
    reliable = believed(*worth, 0.15)
    expected = times_as_likely(reliable, 0.03, shares[at])
    assert kernel(*at, *worth, 0.15, 0.03, shares).tobytes() == expected.tobytes()


@pytest.mark.parametrize("find", both(find_others))
def test_others_are_those_that_name_another_or_more_of_it(find):
    r, x = np.random.default_rng(3), leads(3)
    generation, number = r.integers(0, 3, SHAPE), r.random(SHAPE) < 0.5
    named = 2 * generation + number
    known_for = np.where(r.random(SHAPE) < 0.3, -1, named)
    known_for[0] = np.where(r.random(SHAPE[1:]) < 0.3, named[0] ^ 1, known_for[0])
    held = x["reliability"] != 0
    expected = (held & (known_for != named)).nonzero()
    assert 0 < len(expected[0]) < held.sum()
    after = np.where(held, named, known_for)
    found = find(x["reliability"], generation, number, known_for)
    assert [a.tolist() for a in found] == [a.tolist() for a in expected]
    assert known_for.tolist() == after.tolist()


@pytest.mark.parametrize("write", both(note_weights))
def test_weights_stand_where_the_leads_are(write):
    at = find_held(leads(1)["reliability"])
    values = np.random.default_rng(2).random(len(at[0])) * 2.0
    table, expected = np.ones(SHAPE), np.zeros(SHAPE)
    write(*at, values, 1.5, table)
    expected[at] = np.minimum(values, 1.5)
    assert table.tobytes() == expected.tobytes()


def homes(r: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Profile of each slot, whether each of five routes is home to a profile, group of each."""
    return r.integers(0, 4, SLOTS), r.random((4, 5)) < 0.4, r.integers(0, GROUPS, 5)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("lay", both(lay_out))
def test_they_are_laid_out_by_route_and_bin(lay, seed: int):
    r, x = np.random.default_rng(seed), leads(seed)
    at = group, slot, _ = find_held(x["reliability"])
    weights, shares = r.random(SHAPE) * 15.0, r.random(SHAPE)
    weights[0, :2] = 0.25, 0.75, 1.25, 0.0, 12.0, 99.0  # halves are rounded to the even one
    profile, is_home, group_of_route = homes(r)
    bins = np.clip(np.rint(weights[at] / 0.5), 0, 24).astype(np.int64)
    here = is_home[profile[slot]] & (group[:, None] == group_of_route)
    expected = here * shares[at][:, None], np.arange(25) == bins[:, None]
    found = lay(x["reliability"], weights, shares, profile, is_home, group_of_route, 0.5, 25)
    assert found[0].tobytes() == expected[0].tobytes()
    assert found[1].tobytes() == expected[1].astype(np.float64).tobytes()
    assert (found[0].T @ found[1]).tobytes() == (expected[0].T @ expected[1]).tobytes()


@pytest.mark.parametrize("kernel", both(found_by_weight))
@pytest.mark.parametrize("days", [1, 7])
def test_what_was_checked_and_found_is_the_mean_of_the_days(kernel, days: int):
    r = np.random.default_rng(days)
    base, p_find = np.sort(r.random((5, 60)) * 9.0)[:, ::-1].copy(), r.random(5)
    base[1] = 0.0
    cuts = r.integers(0, 60, (days, 5))
    cuts[0, :2] = 59, 0
    lifted = np.maximum(cuts[:, :, None] - np.arange(25) * 4, 0)
    asked = cuts[:, :, None] < 59
    above = (base[np.arange(5)[:, None], lifted] * asked).mean(axis=0)
    expected = np.minimum(above / np.maximum(base[:, :1], 1e-12), 1.0) * p_find[:, None]
    assert kernel(cuts, base, 4, 25, p_find).tobytes() == expected.tobytes()


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kernel", both(expected_finds))
def test_finds_are_expected_at_home_of_those_who_share_the_lead(kernel, seed: int):
    r, x = np.random.default_rng(seed), leads(seed)
    at = group, slot, _ = find_held(x["reliability"])
    weights, loads, found = r.random(SHAPE) * 15.0, r.random(5), r.random((5, 25))
    profile, is_home, group_of_route = homes(r)
    bins = np.clip(np.rint(weights[at] / 0.5), 0, 24).astype(np.int64)
    here = is_home[profile[slot]] & (group[:, None] == group_of_route)
    expected = here * (loads * found.T)[bins]
    result = kernel(*at, weights, profile, is_home, group_of_route, loads, found, 0.5)
    assert result.tobytes() == expected.tobytes()


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kernel", both(add_doubt))
def test_doubt_grows_by_what_would_have_been_found_in_the_days_of_the_lead(kernel, seed: int):
    r, x = np.random.default_rng(seed), leads(seed)
    at = find_held(x["reliability"])
    finds, half_lives = r.random((2, len(at[0])))
    weights, told = r.random(SHAPE) * (r.random(SHAPE) < 0.7), r.random(SHAPE) < 0.5
    x["day"][0] = r.integers(890, 900, SHAPE[1:])
    days, works = np.minimum(900 - x["day"][at], 7), weights[at] > 0
    doubt = x["doubt"].copy()
    doubt[at] += 0.3 * finds * days * works
    due = np.where(
        told[at] & ~x["own"][at], x["reliability"][at] * half_lives * (finds * days * works), 0.0
    )
    expected = np.bincount(at[0], weights=due, minlength=GROUPS)
    left = x["reliability"], x["day"], weights, x["own"], told, x["doubt"]
    found = kernel(*at, finds, 900, 7, 0.3, half_lives, *left)
    assert found.tobytes() == expected.tobytes()
    assert x["doubt"].tobytes() == doubt.tobytes()
