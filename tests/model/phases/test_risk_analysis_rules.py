"""Customs learns its classes from finds, corrected for how it looked."""

from __future__ import annotations

import numpy as np
import pytest

from borderSim.model.phases.risk_analysis import learn_classes
from borderSim.model.state.state import State
from tests.model.stage import change, world


def review(looked: np.ndarray | float, finds: float, *, seed: int = 1) -> State:
    """A review after ``finds`` finds a class on average, where ``looked`` says how much was looked at."""
    w = world(seed=seed)
    rng = np.random.default_rng(seed)
    shape = w.customs.belief.shape
    w.customs.exposure_by_class[:] = np.broadcast_to(looked, shape)
    expected = w.customs.exposure_by_class * np.exp(w.routes.truth)
    w.customs.finds_by_class[:] = rng.poisson(finds * expected / expected.mean())
    w.day = w.policy.scenario.customs.belief_update_days
    learn_classes(w)
    return w


def error(w: State, belief: np.ndarray) -> float:
    return float(
        np.sqrt((w.routes.class_shares * (belief - w.routes.truth) ** 2).sum(axis=1).mean())
    )


def test_without_finds_the_belief_of_day_0_stands():
    w = world()
    w.day = w.policy.scenario.customs.belief_update_days
    learn_classes(w)
    assert w.customs.belief == pytest.approx(w.customs.first_belief)


def test_finds_bring_beliefs_to_the_truth_and_the_more_the_closer():
    first = np.mean(
        [error(w := review(1.0, 0.0, seed=s), w.customs.first_belief) for s in range(5)]
    )
    errors = [
        np.mean([error(w := review(1.0, n, seed=s), w.customs.belief) for s in range(5)])
        for n in (2, 20, 2000)
    ]
    assert first > errors[0] > errors[1] > errors[2]
    assert errors[2] < 0.15


def test_how_often_a_class_was_looked_at_does_not_bias_what_is_believed_of_it():
    rng = np.random.default_rng(2)
    looked = np.exp(rng.normal(0, 1.0, world().customs.belief.shape))
    w = review(looked, 3000)
    assert error(w, w.customs.belief) < 0.15


def test_beliefs_are_relative_to_the_traffic_of_the_route_and_put_to_use():
    w = review(1.0, 20)
    assert (w.routes.class_shares * np.exp(w.customs.belief)).sum(axis=1) == pytest.approx(1.0)
    assert w.customs.field.belief == pytest.approx(w.customs.belief)
    found = world()
    found.day = found.policy.scenario.customs.belief_update_days
    found.customs.exposure_by_class[:] = 1.0
    found.customs.finds_by_class[0, 5] = 4.0
    learn_classes(found)
    change_ = found.customs.belief - found.customs.first_belief
    assert change_[0].argmax() == 5
    assert change_[0, 5] > 0.03
    assert (change_[0, np.arange(change_.shape[1]) != 5] < 0).all()


def test_a_firm_prior_moves_less_and_beliefs_are_reviewed_on_their_days_only():
    moved = []
    for prior in (1.0, 50.0):
        w = world()
        change(w, "customs", belief_prior_finds=prior)
        w.customs.exposure_by_class[:] = 1.0
        w.customs.finds_by_class[0, 5] = 4.0
        w.day = w.policy.scenario.customs.belief_update_days
        learn_classes(w)
        moved.append(float((w.customs.belief - w.customs.first_belief)[0, 5]))
    assert moved[0] > 2 * moved[1] > 0
    idle = world()
    idle.customs.finds_by_class[0, 5] = 4.0
    idle.customs.exposure_by_class[:] = 1.0
    for day in (0, 1, idle.policy.scenario.customs.belief_update_days + 1):
        idle.day = day
        before = idle.customs.belief.copy()
        learn_classes(idle)
        assert (idle.customs.belief == before).all()


def test_finds_and_exposure_fade_by_half_in_the_half_life_and_not_at_all_at_0():
    for half_life, kept in ((28.0, 0.5), (0.0, 1.0)):
        w = world()
        change(w, "customs", belief_half_life_days=half_life, belief_update_days=28)
        w.customs.finds_by_class[0, 5] = 4.0
        w.customs.exposure_by_class[:] = 2.0
        w.day = 28
        learn_classes(w)
        assert w.customs.finds_by_class[0, 5] == 4.0 * kept
        assert w.customs.exposure_by_class == pytest.approx(2.0 * kept)


def test_what_was_looked_at_follows_from_the_signal_that_customs_believes_in_not_from_the_true_one():
    exposed = []
    for believed, true in ((0.7, 0.7), (0.7, 2.0), (1.2, 0.7)):
        w = world(f"customs.believed_document_signal={believed}", f"traffic.document_signal={true}")
        w.customs.cuts.append(np.full(w.routes.n, 60))
        w.day = w.policy.scenario.customs.belief_update_days
        change(w, "customs", belief_half_life_days=0.0)
        learn_classes(w)
        exposed.append(w.customs.exposure_by_class.copy())
    assert (exposed[0] == exposed[1]).all()
    assert not (exposed[0] == exposed[2]).any()
