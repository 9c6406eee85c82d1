"""Scenario discovery: planted boxes are found, noise is not, and the workbench's PRIM agrees."""

import itertools
import warnings

import numpy as np
import pytest

from borderSim.studies.analysis.futures.prim import (
    discover,
    quasi_p,
    trajectory,
    within,
)


def corner(columns: int = 6, futures: int = 200, flips: float = 0.0):
    rng = np.random.default_rng(15)
    inputs = rng.random((futures, columns))
    cases = (inputs[:, 1] < 0.4) & (inputs[:, 3] > 0.5)
    return inputs, cases ^ (rng.random(futures) < flips)


def test_a_planted_corner_is_found_among_many_inputs():
    inputs, cases = corner(columns=80)
    found = discover(inputs, cases, shuffles=39)
    assert found.told and set(found.limits) == {1, 3}
    assert found.limits[1][1] == pytest.approx(0.4, abs=0.05)
    assert found.limits[3][0] == pytest.approx(0.5, abs=0.08)
    assert found.coverage > 0.9 and found.density > 0.85
    assert all(p <= 0.05 for p in found.quasi_p.values())


def test_with_some_futures_on_the_wrong_side_too():
    found = discover(*corner(columns=40, flips=0.05), shuffles=39)
    assert found.told and set(found.limits) == {1, 3}


def test_numbers_of_a_box_are_those_of_its_limits():
    inputs, cases = corner(flips=0.1)
    found = discover(inputs, cases, shuffles=19)
    inside = within(inputs, found.limits)
    assert found.mass == pytest.approx(inside.mean())
    assert found.coverage == pytest.approx((inside & cases).sum() / cases.sum())
    assert found.density == pytest.approx(cases[inside].mean())


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_noise_among_two_hundred_inputs_is_not_told(seed):
    rng = np.random.default_rng(seed)
    found = discover(rng.random((80, 200)), rng.random(80) < 0.3, shuffles=39)
    assert not found.told


def test_too_few_cases_or_too_few_others():
    inputs = np.random.default_rng(1).random((30, 3))
    assert discover(inputs, np.arange(30) < 4) is None
    assert discover(inputs, np.arange(30) >= 4) is None


def test_quasi_p_by_hand():
    """Ten futures, five cases, all in the lower half of the input: the chance of five of five at one half."""
    inputs, cases = np.arange(10.0)[:, None], np.arange(10) < 5
    assert quasi_p(inputs, cases, {0: (-np.inf, 4.5)}, 0) == pytest.approx(0.5**5)


def test_every_step_of_the_peeling_raises_the_density():
    boxes = trajectory(*corner(flips=0.1))
    density = [box.density for box in boxes]
    assert boxes[0].mass == 1.0 and density == sorted(density)
    assert all(a.mass > b.mass for a, b in itertools.pairwise(boxes))


def test_the_workbench_finds_the_same_box():
    """ema_workbench (extra ``ema``), the box of its own peeling of about the same coverage."""
    workbench = pytest.importorskip("ema_workbench.analysis.prim")
    pandas = pytest.importorskip("pandas")
    inputs, cases = corner()
    names = [f"x{i}" for i in range(inputs.shape[1])]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = workbench.Prim(
            pandas.DataFrame(inputs, columns=names), cases, peel_alpha=0.05, mass_min=0.05
        ).find_box()
    steps = theirs.peeling_trajectory
    score = 2 * steps["coverage"] * steps["density"] / (steps["coverage"] + steps["density"])
    best = steps.loc[score.idxmax()]
    ours = discover(inputs, cases, shuffles=19)
    assert ours.score == pytest.approx(float(score.max()), abs=0.05)
    limits = theirs.box_lims[int(score.idxmax())]
    assert ours.limits[1][1] == pytest.approx(float(limits["x1"][1]), abs=0.05)
    assert ours.limits[3][0] == pytest.approx(float(limits["x3"][0]), abs=0.05)
    assert best["density"] > 0.8
