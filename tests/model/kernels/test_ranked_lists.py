"""The lists' kernels say what numpy and scipy say, in both forms, compiled and plain."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import gammaincinv, pdtr, pdtrik

from borderSim.model.kernels import ranked_lists
from borderSim.model.kernels.ranked_lists import LOW, NEVER, POINTS, STEP
from tests.model.kernels import oracles
from tests.model.kernels.oracles import plain

MEANS = (0.03, 0.8, 4.0, 31.7, 260.0, 3000.0)
FORMS = pytest.mark.parametrize("form", [lambda k: k, plain], ids=["compiled", "plain"])
Form = Callable[[Callable[..., Any]], Callable[..., Any]]
ROUTES, DAYS = 7, 2


@FORMS
@pytest.mark.parametrize("mean", MEANS)
def test_a_count_below_a_number_is_scipys_truncated_quantile(form: Form, mean: float):
    kernel, rng = form(ranked_lists.poisson_below), np.random.default_rng(3)
    for most in (1, 2, max(2, int(0.9 * mean)), int(mean + 3 * mean**0.5) + 2):
        u = rng.random(200)
        below = pdtr(max(most - 1, 0), mean)
        expected = np.ceil(pdtrik(np.maximum(u * below, 1e-300), mean) - 1e-9)
        expected = np.minimum(np.where(expected > 0, expected, 0), most - 1)
        assert [kernel(mean, most, float(v)) for v in u] == expected.tolist()


@FORMS
@pytest.mark.parametrize("mean", MEANS)
def test_a_list_is_full_where_its_last_place_falls_within_it(form: Form, mean: float):
    kernel, rng = form(ranked_lists.poisson_reaches), np.random.default_rng(4)
    for number in (1, 2, max(1, int(0.9 * mean)), int(mean + mean**0.5) + 1):
        u = rng.random(200)
        assert [kernel(mean, number, float(v)) for v in u] == (
            gammaincinv(number, u) <= mean
        ).tolist()


@pytest.mark.parametrize(
    "kernel", [ranked_lists.poisson_reaches, plain(ranked_lists.poisson_reaches)]
)
def test_no_room_is_always_reached_and_no_traffic_never(kernel: Callable[..., bool]):
    assert kernel(5.0, 0, 0.99) and not kernel(0.0, 1, 0.5)


@FORMS
def test_lists_that_end_before_their_places_are_counted_and_full_ones_are_taken_whole(form: Form):
    room = np.array([0, 5, 5, 5, 40], dtype=np.int64)
    mean = np.array([3.0, 0.0, 3.0, 3.0, 35.0])
    place = np.array([-1.0, -1.0, 2.0, 4.0, -1.0])
    u = np.tile([0.5, 0.5], (5, 1))
    full, taken = form(ranked_lists.work_down)(room, mean, place, u)
    assert full.tolist() == [True, False, True, False, False]
    assert taken[:3].tolist() == [0, 0, 5]
    assert taken[3] < 5 and 20 < taken[4] < 40


def measures(rng: np.random.Generator, *shape: int) -> np.ndarray:
    """Falling measures (..., G) as a day has them."""
    steps = rng.exponential(size=(*shape, POINTS)) * np.exp(-np.arange(POINTS) / 25.0)
    steps[rng.random(steps.shape) < 0.1] = 0.0
    return np.ascontiguousarray(steps[..., ::-1].cumsum(axis=-1)[..., ::-1])


def day(seed: int) -> dict[str, np.ndarray]:
    """A day of made-up lists."""
    rng = np.random.default_rng(seed)
    total = measures(rng, ROUTES)
    asked = total[:, 0] * rng.random(ROUTES)
    return {
        "kinds": np.ascontiguousarray(np.stack([total, total * rng.random((ROUTES, 1)) * 0.1])),
        "waiting": measures(rng, int(rng.integers(0, DAYS + 1)), ROUTES) * 0.2,
        "bounds": np.where(
            rng.random((DAYS, ROUTES)) < 0.4, rng.normal(2, 1, (DAYS, ROUTES)), -np.inf
        ),
        "asked": asked,
        "place": asked * rng.random(ROUTES),
        "full": rng.random(ROUTES) < 0.6,
        "capacity": rng.integers(0, 5, ROUTES),
        "threshold": rng.normal(0, 1, ROUTES),
        "strip_threshold": np.where(rng.random(ROUTES) < 0.5, NEVER, rng.normal(2, 1, ROUTES)),
    }


@FORMS
@settings(max_examples=40, derandomize=True, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_lists_are_read_off_as_numpy_reads_them(form: Form, seed: int):
    given_ = day(seed)
    found = form(ranked_lists.read_lists)(*given_.values())
    for mine, theirs in zip(found, oracles.read_lists(**given_), strict=True):
        assert np.array_equal(mine, theirs)


@FORMS
@settings(max_examples=40, derandomize=True, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_what_is_left_is_carried_over_as_numpy_does(form: Form, seed: int):
    rng = np.random.default_rng(seed)
    total, waiting = measures(rng, ROUTES), measures(rng, int(rng.integers(0, DAYS + 1)), ROUTES)
    threshold = rng.normal(0, 1, ROUTES)
    cut = np.where(rng.random(ROUTES) < 0.3, threshold, threshold + rng.exponential(size=ROUTES))
    cut = np.where(rng.random(ROUTES) < 0.1, NEVER, cut)
    fresh, hold = oracles.above(total, threshold), rng.integers(0, DAYS + 1, ROUTES)
    bounds = np.where(rng.random((len(waiting), ROUTES)) < 0.5, rng.normal(1, 1, ROUTES), -np.inf)
    expected = oracles.carry_over(total, waiting, bounds, fresh, cut, threshold, hold)
    found = form(ranked_lists.carry_over)(total, waiting, bounds, fresh, cut, threshold, hold)
    for mine, theirs in zip((*found, waiting), expected, strict=True):
        assert np.array_equal(mine, theirs)


@FORMS
def test_more_loads_than_spare_uniforms_go_on_with_the_last(form: Form):
    pool = np.linspace(POINTS - 1.0, 0.0, POINTS) / 4
    scores = np.full(4, LOW + STEP * (POINTS - 1))
    taken, room, end, by_load = form(ranked_lists.rank_loads)(
        pool, scores, 4, 3.0, np.array([0.5, 0.25]), 0.0
    )
    assert (taken, room, by_load) == (4, 0, True) and end == pytest.approx(0.0, abs=1e-6)
    assert form(ranked_lists.rank_loads)(pool, scores, 0, 0.0, np.ones(2), 0.0)[:2] == (0, 0)
