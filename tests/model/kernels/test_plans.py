"""The compiled choice of a plan against the same in steps: what plug-ins compute with numpy, to the last bit."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pytest

from borderSim.model.kernels import plans
from borderSim.parameters.scenario import Traffickers
from borderSim.rules import probe, profit
from borderSim.rules.profit import (
    ALIKE,
    MOST,
    OPTIONS,
    barriers,
    believed_loss,
    gain,
    loss_by_option,
    soft_choice,
)
from borderSim.rules.views import Floats, TraffickerView, sealed

SEEDS = range(400)
STRANGE = (
    Traffickers(),
    Traffickers(believed_size_visibility=0.0, penalty_loads=0.0),
    Traffickers(
        switching_share=0.3, reroute_loss=0.3 / 3.0, choice_noise=0.5, mode_switch_share=0.4
    ),
    Traffickers(purchase_share=0.7, transport_share=0.25, fixed_cost_share=0.2),
    Traffickers(cover_effect=1.0, cover_cost_share=0.0, stake_loads=0.5, liability_loads=0.5),
)
"""Settings under which covers, halves, other modes and no plan at all are chosen.

Under the third an organisation without experience believes just what it tolerates.
"""


def view_of(seed: int) -> TraffickerView:
    """A made-up view; now and then two routes are alike to the last bit."""
    made = probe.trafficker_view(np.random.default_rng(seed))
    if seed % 4 == 0:
        zeros = sealed(np.zeros(len(made.places.names)))
        alike = {"losses": zeros, "shipped": zeros, "noise": zeros}
        even = {"room": sealed(0.0 * made.room), "stake": sealed(0.0 * made.stake + 1e6)}
        made = dataclasses.replace(made, **alike, **even)
    return dataclasses.replace(made, settings=STRANGE[seed % len(STRANGE)])


def ways_of(seed: int) -> tuple[Floats, Floats]:
    rng = np.random.default_rng(seed)
    number = int(rng.integers(1, 11))
    return rng.gamma(2.0, 0.5, number), np.sort(rng.random(number) * 0.05)


def gain_in_numpy(view: TraffickerView, loss: Floats, cost: Floats | float = 0.0) -> Floats:
    """The formula as the page of the model has it, an array operation a term."""
    t, o = view.settings, OPTIONS
    size = o.size[:, None]
    wealth = (max(view.cash, 0.0) + view.usual_value) / view.stake
    spread = np.where(o.loads == 2, (1.0 + ALIKE) / 2.0, 1.0)[:, None] * size / 2.0
    each = t.fixed_cost_share / max(min(view.consignment, t.stake_loads), 1.0)
    fixed = t.purchase_share + t.transport_share + each * (o.loads / o.size)
    fixed = fixed + t.cover_cost_share * o.cover
    kept = 1.0 - loss
    risk = kept * (spread * min(view.consignment, t.liability_loads) / wealth)
    margin = view.price * kept - fixed[:, None] - loss * (t.purchase_share * t.penalty_loads + risk)
    return (margin - cost) * (0.7 + 0.3 * size)


def in_steps(view: TraffickerView, factor: Floats, cost: Floats) -> tuple[int, int, int] | None:
    loss = believed_loss(view)
    by_way = loss_by_option(view, np.multiply.outer(factor, loss))
    options = gain_in_numpy(view, by_way, cost[:, None, None])
    flat = options.reshape(-1, len(loss))
    place = soft_choice(view, flat.max(axis=0) - barriers(view, loss))
    if place is None:
        return None
    way, option = np.unravel_index(int(flat[:, place].argmax()), options.shape[:2])
    return place, int(way), int(option)


@pytest.fixture(params=["compiled", "plain"])
def either(request: Any, monkeypatch: pytest.MonkeyPatch) -> str:
    """The kernels as they are compiled, or as plain functions."""
    if request.param == "plain":
        plain = {name: getattr(plans, name).py_func for name in ("gain_of", "gains", "best_plan")}
        for name, kernel in plain.items():
            monkeypatch.setattr(plans, name, kernel)
    return request.param


def test_what_an_option_brings_is_that_of_the_formula(either: str):
    for seed in SEEDS:
        view, rng = view_of(seed), np.random.default_rng(seed)
        n = len(view.routes)
        for shape, costs in (((6, n), None), ((3, 6, n), (3, 1, 1)), ((2, 5, 6, n), (2, 5, 1, 1))):
            loss = np.minimum(rng.gamma(0.5, 0.5, shape), MOST)
            cost = None if costs is None else rng.random(costs) * 0.1
            expected = gain_in_numpy(view, loss, 0.0 if cost is None else cost)
            assert (gain(view, loss, cost) == expected).all()
        assert (gain(view, loss.T.copy().T) == gain_in_numpy(view, loss)).all(), "of any layout"
        if either == "plain" and seed > 40:
            return


def test_the_choice_in_one_go_is_that_in_steps(either: str):
    met = set()
    for seed in SEEDS:
        view = view_of(seed)
        usual = profit.best(view)
        assert usual == in_steps(view, np.ones(1), np.zeros(1))
        assert profit.best(view, ways_of(seed)) == in_steps(view, *ways_of(seed))
        met.add(None if usual is None else usual[2])
    assert met >= {None, 0, 2, 3}, "nothing, a whole load, two halves, and cover"


def test_who_plans_today_is_who_has_a_uniform_below_his_rate():
    rng = np.random.default_rng(1)
    for _ in range(50):
        n = int(rng.integers(0, 40))
        alive, draws = rng.random(n) < 0.8, rng.random((n, 3))
        rate, strength, mood = rng.random((3, n)) * 2.0
        expected = np.flatnonzero(alive & (draws[:, 1] < rate * strength * mood))
        for kernel in (plans.planning_today, plans.planning_today.py_func):  # pyright: ignore[reportFunctionMemberAccess]
            assert kernel(alive, draws, 1, rate, strength, mood).tolist() == expected.tolist()


def test_without_a_route_there_is_no_plan_and_nothing_to_gain():
    view, none = view_of(1), slice(0, 0)
    names = ("routes", "stake", "away", "room")
    nowhere = dataclasses.replace(view, **{name: getattr(view, name)[none] for name in names})
    assert profit.best(nowhere) is None
    assert gain(nowhere, np.zeros((6, 0))).shape == (6, 0)
