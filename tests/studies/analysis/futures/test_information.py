"""Value of information against closed forms (Raiffa and Schlaifer 1961: the unit normal loss), and against noise."""

import numpy as np
import pytest
from scipy import stats

from borderSim.studies.analysis.futures.information import evpi, features, grouped, partial, perfect
from borderSim.studies.analysis.futures.noise import true_values


def normal_loss(mean: float, spread: float) -> float:
    """Return the worth of knowing a normal difference of this mean and spread before choosing."""
    unit = abs(mean) / spread
    return spread * (stats.norm.pdf(unit) - unit * stats.norm.sf(unit))


def two_levels(difference: np.ndarray) -> np.ndarray:
    return np.column_stack([np.zeros_like(difference), difference])


def test_by_hand():
    assert evpi(np.array([[1.0, 3.0], [2.0, 0.0]])) == pytest.approx((3 + 2) / 2 - 1.5)


@pytest.mark.parametrize("mean", [0.0, 0.5, -1.5])
def test_of_a_normal_difference(mean):
    spots = stats.norm.ppf((np.arange(20000) + 0.5) / 20000)
    assert evpi(two_levels(mean + 2 * spots)) == pytest.approx(normal_loss(mean, 2), rel=2e-3)


def test_of_a_part_of_a_normal_difference():
    """Of three inputs that add up, knowing the first is worth the loss of its own spread."""
    rng = np.random.default_rng(7)
    inputs = rng.normal(size=(1500, 3))
    difference = 0.3 + inputs @ np.array([2.0, 1.0, 0.0])
    mean = float(difference.mean())
    found = partial(
        two_levels(difference),
        {"first": inputs[:, [0]], "second": inputs[:, [1]], "nothing": inputs[:, [2]]},
    )
    assert found["first"].value == pytest.approx(normal_loss(mean, 2), rel=0.1)
    assert found["second"].value == pytest.approx(normal_loss(mean, 1), rel=0.15)
    assert found["first"].told and found["second"].told
    assert found["nothing"].value < 0.02 and not found["nothing"].told


def test_no_part_is_worth_more_than_all_beyond_its_error():
    rng = np.random.default_rng(8)
    inputs = rng.normal(size=(200, 4))
    benefit = rng.normal(size=(200, 3)) + inputs[:, [0]] * np.array([0, 1.0, -1.0])
    found = partial(benefit, {"all": inputs})["all"]
    assert found.value <= evpi(benefit) + 2 * found.error


def test_many_inputs_of_pure_noise_are_worth_nothing():
    rng = np.random.default_rng(9)
    found = partial(rng.normal(size=(60, 3)), {"noise": rng.random((60, 40))})["noise"]
    assert not found.told


def test_chance_within_futures_is_not_taken_for_something_to_know():
    """Five levels that are truly alike, few replicates: noisy means make it worth much, without the noise it is little."""
    rng = np.random.default_rng(10)
    values = -100 + rng.normal(scale=10, size=(100, 2, 5))
    found = perfect(values.mean(axis=1), true_values(values, 0).draws)
    assert found.raw > 5 and found.value < 0.45 * found.raw


def test_what_is_there_beside_the_noise_stays():
    rng = np.random.default_rng(11)
    true = rng.normal(scale=10, size=(400, 1, 1)) * np.array([0.0, 1.0])
    values = -100 + true + rng.normal(scale=10, size=(400, 2, 2))
    found = perfect(values.mean(axis=1), true_values(values, 0).draws)
    assert found.value == pytest.approx(normal_loss(0, 10), rel=0.25)
    assert found.raw > 1.2 * normal_loss(0, 10)


def test_features_are_ranks_and_squares_and_leave_out_what_does_not_vary():
    found = features(np.array([[1.0, 5.0], [2.0, 5.0], [100.0, 5.0]]))
    assert found.shape == (3, 2)
    assert found[:, 0] == pytest.approx([-np.sqrt(1.5), 0, np.sqrt(1.5)])
    assert features(np.ones((4, 2))).shape == (4, 0)


def test_groups_are_the_parts_of_the_scenario():
    assert grouped(["police.a", "customs.b", "police.c"]) == {
        "police": ["police.a", "police.c"],
        "customs": ["customs.b"],
    }
