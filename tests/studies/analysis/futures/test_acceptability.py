"""Acceptability curves, frontier and expected loss, by hand and by the identities that hold between them."""

import numpy as np
import pytest

from borderSim.studies.analysis.futures.acceptability import (
    curves,
    expected_loss,
    share_best,
    switches,
)
from borderSim.studies.analysis.futures.information import evpi
from borderSim.studies.analysis.futures.regret import regret

BENEFIT = np.array([[10.0, 12.0], [10.0, 2.0], [10.0, 10.0], [10.0, 11.0]])


def test_shares_by_hand_with_a_tie_shared():
    assert share_best(BENEFIT) == pytest.approx([1.5 / 4, 2.5 / 4])


def test_loss_by_hand():
    assert expected_loss(BENEFIT) == pytest.approx([(2 + 0 + 0 + 1) / 4, (0 + 8 + 0 + 0) / 4])


def test_the_frontier_follows_the_mean_where_another_is_best_more_often():
    found = curves(np.array([1.0]), [BENEFIT])
    assert found.best[0].argmax() == 1 and found.frontier[0] == 0
    assert found.on_frontier == pytest.approx([1.5 / 4])


def test_the_least_expected_loss_is_the_worth_of_perfect_information():
    """As dampack's own test of calc_evpi reckons it (tests/testthat/test_evpi.R)."""
    rng = np.random.default_rng(2)
    benefit = rng.normal(size=(200, 4))
    assert expected_loss(benefit).min() == pytest.approx(evpi(benefit))


def test_opportunity_loss_as_bcea_tests_it():
    """giabaio/BCEA, tests/testthat/test-compute_ol.R: one level worth 1 in all draws, the other 0."""
    benefit = np.array([[1.0, 0.0]] * 3)
    assert expected_loss(benefit) == pytest.approx([0.0, 1.0])
    assert evpi(benefit) == 0.0


def test_switches_of_the_frontier():
    """As dampack's test of summary.ceac: A, A, B, C, C are three stretches."""
    values = np.array([1e4, 3e4, 5e4, 7e4, 9e4])
    best = [0, 0, 1, 2, 2]
    found = curves(values, [np.eye(3)[[b, b]] for b in best])
    assert switches(found) == [(1e4, 0), (5e4, 1), (7e4, 2)]


def test_shares_add_up_to_one():
    rng = np.random.default_rng(3)
    found = curves(np.arange(4.0), [rng.integers(0, 3, (30, 5)).astype(float) for _ in range(4)])
    assert found.best.sum(axis=1) == pytest.approx(np.ones(4))


def test_regret_by_hand():
    found = regret(BENEFIT, 0)
    assert found.most == pytest.approx([2, 8]) and found.least == 0
    assert found.mean == pytest.approx(expected_loss(BENEFIT))
    assert found.satisfied == pytest.approx([1.0, 3 / 4])
    assert found.high == pytest.approx(np.quantile([[2, 0, 0, 1], [0, 8, 0, 0]], 0.9, axis=1))


def test_regret_over_draws_is_the_mean_of_each():
    rng = np.random.default_rng(4)
    drawn = rng.normal(size=(3, 20, 4))
    each = [regret(one, 1) for one in drawn]
    found = regret(drawn, 1)
    assert found.most == pytest.approx(np.mean([one.most for one in each], axis=0))
    assert found.satisfied == pytest.approx(np.mean([one.satisfied for one in each], axis=0))
