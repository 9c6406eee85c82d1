"""What is chance within futures is taken off, and nothing else is."""

import numpy as np
import pytest

from borderSim.studies.analysis.futures.acceptability import share_best
from borderSim.studies.analysis.futures.noise import _Spread, true_values


def drawn(spread: float, noise: float, futures: int = 300, replicates: int = 2, seed: int = 12):
    """Net benefits of two levels whose true difference is normal around 2, and the truth."""
    rng = np.random.default_rng(seed)
    true = 2 + rng.normal(scale=spread, size=futures)
    values = np.full((futures, replicates, 2), -1000.0)
    values[:, :, 1] += true[:, None] + rng.normal(scale=noise, size=(futures, replicates))
    return values, true


def noise_covariance(values):
    """The covariance of a future's mean that is chance; None where no future has two replicates."""
    spread = _Spread.of(values)
    return None if spread is None else spread.noise(np.arange(len(values))[None])[0]


def test_covariance_by_hand():
    values = np.array([[[0.0], [2.0]], [[5.0], [5.0]]])
    # squared deviations 1 + 1 over two degrees of freedom, halved for a mean of two
    assert noise_covariance(values) == pytest.approx(np.array([[0.5]]))
    assert noise_covariance(values[:, :1]) is None


def test_missing_replicates_are_left_out():
    values = np.array([[[0.0], [2.0]], [[5.0], [np.nan]]])
    assert noise_covariance(values) == pytest.approx(np.array([[2.0 * 0.75]]))


def test_without_noise_all_stays_as_it_is():
    values, true = drawn(5, 0)
    found = true_values(values, 0)
    assert found.reliability[1] == pytest.approx(1.0)
    assert found.expected[:, 1] + 1000 == pytest.approx(true, abs=1e-6)
    assert share_best(found.flat)[1] == pytest.approx((true > 0).mean(), abs=1e-3)


def test_the_share_of_futures_is_that_of_the_truth():
    """Noise as large as the spread of the truth: over ten studies the told share errs by half of the noisy one."""
    errors = []
    for seed in range(10):
        values, true = drawn(2, 4, seed=seed)
        truth = (true > 0).mean()
        told = share_best(true_values(values, 0, 40).flat)[1]
        errors.append([told - truth, share_best(values.mean(axis=1))[1] - truth])
    assert abs(np.mean(errors, axis=0)[0]) < 0.5 * abs(np.mean(errors, axis=0)[1])


def test_nothing_but_noise_says_little_of_single_futures():
    values, _ = drawn(0, 10)
    found = true_values(values, 0)
    assert found.reliability[1] < 0.15
    assert np.std(found.expected[:, 1]) < 0.3 * np.std(values.mean(axis=1)[:, 1])
    assert np.std(found.draws[:, :, 1].mean(axis=1)) > 0.2  # (nor is their mean known to the last)


def test_one_replicate_is_taken_as_it_is():
    values, _ = drawn(3, 10, replicates=1)
    found = true_values(values, 0)
    assert found.draws.shape == (1, 300, 2)
    assert (found.expected == values[:, 0]).all() and np.isnan(found.reliability).all()


def test_the_reference_is_not_touched_and_draws_are_the_same_each_time():
    values, _ = drawn(3, 10, futures=20)
    first, second = true_values(values, 1), true_values(values, 1)
    assert (first.draws == second.draws).all()
    assert (first.draws[:, :, 1] == values.mean(axis=1)[:, 1]).all()
