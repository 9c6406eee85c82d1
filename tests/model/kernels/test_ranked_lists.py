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
@settings(max_examples=60, derandomize=True, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_lists_are_worked_down_in_two_passes_as_route_by_route(form: Form, seed: int):
    rng = np.random.default_rng(seed)
    total = measures(rng, ROUTES)
    waiting = measures(rng, int(rng.integers(0, DAYS + 1)), ROUTES) * 0.2
    pool = total + waiting.sum(axis=0)
    threshold = rng.normal(0, 3, ROUTES)
    fresh = oracles.above(total, threshold)
    asked = fresh + waiting[:, :, 0].sum(axis=0)
    capacity = rng.poisson(np.maximum(asked * rng.choice([0.0, 0.5, 1.0, 2.0], ROUTES), 0.0))
    u = rng.random((2, ROUTES, 5))
    some = [r for r in range(ROUTES) if rng.random() < 0.5]
    scores = {r: sorted(rng.normal(3, 3, int(rng.integers(1, 8))), reverse=True) for r in some}
    competing = (
        np.array([r for r in some for _ in scores[r]], dtype=np.int64),
        np.array([v for r in some for v in scores[r]], dtype=np.float64),
    )
    place, units, loads, by_load, full = oracles.work_down(
        pool, capacity, asked, scores, u[0], np.zeros(ROUTES)
    )
    lists = form(ranked_lists.begin_lists)(total, waiting, threshold, capacity, *competing, u[0])
    left = np.where(full, np.maximum(asked - place, 0.0), 0.0)
    assert np.array_equal(lists[0], [fresh, asked, place, left])
    assert np.array_equal(lists[1], [units, loads, units + loads, capacity])
    assert np.array_equal(lists[2], [by_load, full])

    extra = rng.integers(0, 6, ROUTES)
    form(ranked_lists.extend_lists)(total, waiting, extra, *competing, u[1], *lists)
    extra = np.where(full, extra, 0)
    on = extra > 0
    start = np.where(on, place, 0.0)
    rest = {r: mine[loads[r] :] for r, mine in scores.items() if on[r]}
    more = oracles.work_down(pool, extra, asked - start, rest, u[1], start)
    units, loads = np.where(on, units + more[1], units), np.where(on, loads + more[2], loads)
    assert np.array_equal(lists[0][2], np.where(on, place + more[0], place))
    assert np.array_equal(lists[1], [units, loads, units + loads, capacity + extra])
    assert np.array_equal(lists[2], np.where(on, more[3:], [by_load, full]))


@FORMS
@settings(max_examples=40, derandomize=True, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_marks_are_drawn_of_those_above_the_cut_of_one_at_it_and_of_those_fit_for_a_strip(
    form: Form, seed: int
):
    x, rng = day(seed), np.random.default_rng(seed)
    units, by_load = rng.integers(0, 3, ROUTES), rng.random(ROUTES) < 0.3
    strip_share = rng.choice([0.0, 0.3], ROUTES)
    none = np.zeros(ROUTES)
    lowest, tries, chances = form(ranked_lists.read_marks)(
        *(x[name] for name in ("kinds", "waiting", "bounds")),
        np.array([none, x["asked"], x["place"], none]),
        np.array([units, units, units, x["capacity"]]),
        np.array([by_load, x["full"]]),
        x["threshold"],
        x["strip_threshold"],
        strip_share,
    )
    cut, left, above, at, strip = oracles.read_lists(**x)
    edge = (x["full"] & ~by_load & (units > 0)).astype(int)
    some = (strip_share > 0) & (units > 0)
    assert np.array_equal(lowest, [cut, left])
    assert np.array_equal(tries, [units - edge, edge, np.where(some, units, 0)])
    assert np.array_equal(chances, [above, at, np.where(some, strip, 0.0)])


def test_marks_drawn_at_once_are_those_drawn_one_after_the_other():
    """What none are drawn of takes no number from the stream."""
    rng = np.random.default_rng(5)
    for seed in range(200):
        tries, chances = rng.poisson(rng.choice([0.0, 1.0, 60.0], (3, 18))), rng.random((3, 18))
        chances *= rng.choice([0.0, 0.01, 1.0], (3, 18))
        once, each = np.random.default_rng(seed), np.random.default_rng(seed)
        some = tries[2] > 0
        strips = np.zeros(18, dtype=np.int64)
        expected = [
            each.binomial(tries[0], chances[0]),
            each.binomial(tries[1], chances[1]),
            strips,
        ]
        strips[some] = each.binomial(tries[2][some], chances[2][some])
        assert np.array_equal(once.binomial(tries, chances), expected)
        assert once.random() == each.random()


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
    for mine, theirs in zip((*found[:3], waiting), expected, strict=True):
        assert np.array_equal(mine, theirs)
    assert found[3] == (cut > threshold).any()


@FORMS
def test_more_loads_than_spare_uniforms_go_on_with_the_last(form: Form):
    pool = np.linspace(POINTS - 1.0, 0.0, POINTS) / 4
    scores = np.full(4, LOW + STEP * (POINTS - 1))
    taken, room, end, by_load = form(ranked_lists.rank_loads)(
        pool, scores, 4, 3.0, np.array([0.5, 0.25]), 0.0
    )
    assert (taken, room, by_load) == (4, 0, True) and end == pytest.approx(0.0, abs=1e-6)
    assert form(ranked_lists.rank_loads)(pool, scores, 0, 0.0, np.ones(2), 0.0)[:2] == (0, 0)
