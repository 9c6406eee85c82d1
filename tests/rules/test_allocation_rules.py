"""Mobile officers: hours are conserved whoever sends them, and each rule does what it is called after."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pytest

from borderSim.model.actions.policy import fit_thresholds
from borderSim.model.phases.allocation import allocate
from borderSim.rules import probe
from borderSim.rules.allocation import BanditRule, GreedyRule, ProportionalRule, StackelbergRule
from borderSim.rules.registry import ALLOCATION
from borderSim.rules.views import AllocationView, sealed
from borderSim.scenario.load import load_scenario
from borderSim.simulation import BorderModel
from tests.model.stage import world

SHORT = ("burn_in_days=0", "years=0.3")


def mobile(rule: str, share: float = 0.3, *more: str) -> BorderModel:
    return BorderModel(
        load_scenario(
            "training",
            [*SHORT, f"customs.allocation={rule}", f"customs.mobile_share={share}", *more],
        ),
        1,
    )


def some_view(seed: int = 1, **fields: Any) -> AllocationView:
    made = probe.allocation_view(np.random.default_rng(seed))
    return dataclasses.replace(
        made, **{k: sealed(v) if isinstance(v, np.ndarray) else v for k, v in fields.items()}
    )


@pytest.mark.parametrize("rule", ALLOCATION.built_in)
def test_hours_are_conserved_and_only_the_mobile_share_moves(rule: str):
    m = mobile(rule)
    w = m.state
    moved = False
    for _ in range(30):
        m.step()
        assert w.routes.hours.sum() == pytest.approx(w.routes.own_hours.sum(), rel=1e-12)
        assert (w.routes.hours >= 0.7 * w.routes.own_hours - 1e-9).all()
        moved |= bool((np.abs(w.routes.hours - w.routes.own_hours) > 1e-6).any())
    assert moved


def test_hours_move_on_the_days_of_the_review_and_thresholds_follow():
    m = mobile("bandit", 0.3, "customs.allocation_days=10")
    w = m.state
    hours = []
    for _ in range(25):
        m.step()
        hours.append(w.routes.hours.copy())
    changes = [i for i in range(1, 25) if (hours[i] != hours[i - 1]).any()]
    assert changes and set(changes) <= {10, 20}
    now = w.policy.threshold.copy()
    fit_thresholds(w)
    assert w.policy.threshold == pytest.approx(now)
    before, w.day = w.routes.hours.copy(), 30
    w.customs.finds_by_class[0] += 5.0
    allocate(w)
    more = w.routes.hours > before + 1e-9
    assert (
        more.any()
        and (
            w.policy.threshold[more & (w.policy.threshold > -50)]
            < now[more & (w.policy.threshold > -50)]
        ).all()
    ), "more hours, a longer list"


def test_without_a_rule_nothing_moves_and_a_schedule_calls_them_back():
    change = "schedule=[{day: 15, customs.allocation: fixed}]"
    m = mobile("proportional", 0.3, change)
    for _ in range(15):
        m.step()
    assert (m.state.routes.hours != m.state.routes.own_hours).any()
    for _ in range(8):
        m.step()
    assert (m.state.routes.hours == m.state.routes.own_hours).all()
    still = mobile("fixed", 0.3)
    for _ in range(8):
        still.step()
    assert (still.state.routes.hours == still.state.routes.own_hours).all()


def test_finds_and_hours_are_remembered_and_fade():
    w = world(
        "customs.allocation=greedy",
        "customs.mobile_share=0.2",
        "customs.allocation_memory_days=100",
    )
    w.customs.finds_by_class[1, 0] = 3.0
    allocate(w)
    assert w.customs.reserve.finds[1] == pytest.approx(3.0)
    w.day = 7
    allocate(w)
    assert w.customs.reserve.finds[1] == pytest.approx(3.0 * np.exp(-0.07)), "counted once"
    assert w.customs.reserve.spent.sum() == pytest.approx(
        7 * (w.routes.own_hours * w.staff.post_working_share).sum(), rel=0.1
    )


def test_proportional_follows_the_work_that_traffic_makes():
    seen = some_view(3)
    weights = ProportionalRule().weights(seen)
    assert weights == pytest.approx(seen.traffic * seen.job_hours)


def test_greedy_goes_where_an_hour_found_most_however_busy_the_route():
    n = len(some_view().hours)
    spent, finds = np.full(n, 1000.0), np.full(n, 2.0)
    finds[1], spent[1] = 3.0, 500.0
    finds[0], spent[0] = 4.0, 4000.0
    assert GreedyRule().weights(some_view(finds=finds, spent=spent)).argmax() == 1
    assert GreedyRule().weights(some_view(finds=finds, spent=spent)).sum() == 1.0


def test_bandit_tries_what_it_knows_little_of_and_settles_on_what_pays():
    n, rng = len(some_view().hours), np.random.default_rng(5)
    spent, finds = np.full(n, 100.0), np.full(n, 0.5)
    draws = [
        BanditRule().weights(some_view(finds=finds, spent=spent, uniforms=rng.random((n, 4))))
        for _ in range(200)
    ]
    assert min(np.mean(draws, axis=0)) > 0.5 * 4 / n, "all are tried"
    assert all(d.sum() == 4.0 for d in draws)
    sure = finds * 200
    sure[1] *= 3.0
    draws = [
        BanditRule().weights(some_view(finds=sure, spent=spent * 200, uniforms=rng.random((n, 4))))
        for _ in range(50)
    ]
    assert np.mean(draws, axis=0)[1] > 3.8


def test_stackelberg_makes_the_best_routes_of_a_trafficker_equal_and_no_spread_is_better():
    used = 0
    for seed in range(40):
        n = len(some_view(seed).hours)
        rng = np.random.default_rng(seed)
        seen = some_view(
            seed,
            load_value=rng.uniform(0.8, 1.2, n),
            detection=np.full(n, 0.8),
            machine_checks=np.full(n, np.inf),
            traffic=rng.uniform(300, 500, n),
            own_hours=rng.uniform(0, 5, n),
            mobile_hours=60.0,
            job_hours=np.ones(n),
        )
        shares = StackelbergRule.coverage(seen)
        assert shares.sum() == pytest.approx(1.0)
        payoff = StackelbergRule.payoff(seen, seen.own_hours + seen.mobile_hours * shares)
        guarded = shares > 1e-9
        assert payoff[guarded] == pytest.approx(payoff.max(), rel=1e-6), (
            "he is indifferent among those guarded"
        )
        assert (payoff[~guarded] <= payoff.max() * (1 + 1e-9)).all(), "and would not go elsewhere"
        used += guarded.sum() > 1
        for other in rng.dirichlet(np.ones(n), size=50):
            assert StackelbergRule.payoff(
                seen, seen.own_hours + seen.mobile_hours * other
            ).max() >= payoff.max() * (1 - 1e-9)
    assert used > 20


def test_stackelberg_is_drawn_at_random_with_the_shares_of_the_equilibrium():
    seen = some_view(
        2,
        traffic=np.full(len(some_view(2).hours), 400.0),
        machine_checks=np.full(len(some_view(2).hours), np.inf),
    )
    shares = StackelbergRule.coverage(seen)
    n, rng = len(shares), np.random.default_rng(1)
    draws = [
        StackelbergRule().weights(dataclasses.replace(seen, uniforms=sealed(rng.random((n, 4)))))
        / 4
        for _ in range(4000)
    ]
    assert np.mean(draws, axis=0) == pytest.approx(shares, abs=0.02)


def test_more_officers_at_a_route_find_more_there():
    found = {}
    for rule in ("fixed", "greedy"):
        m = mobile(rule, 0.5, "organisations.count=0", "opportunists.scale=5")
        for _ in range(100):
            m.step()
        found[rule] = (
            float(m.state.customs.reserve.finds.sum() if rule == "greedy" else 0),
            m.state.customs.finds_by_class.sum(axis=1),
        )
    best = found["greedy"][1].argmax()
    assert found["greedy"][1][best] > found["fixed"][1][best]
