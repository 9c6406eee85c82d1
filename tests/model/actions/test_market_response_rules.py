"""Newcomers and growth follow the believed profit of the own goods."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy import stats

from borderSim.model.actions.market_response import (
    LEAST_PACE,
    MOST_EAGER,
    MOST_PACE,
    compete,
    entry_rates,
    how_many,
)
from borderSim.model.phases.adaptation import adapt
from borderSim.model.state.draw_columns import EntryDraw
from borderSim.model.state.market import GAIN_LIMITS
from borderSim.model.state.state import State
from borderSim.simulation import BorderModel
from tests.model.stage import COCAINE_BOXES, COCAINE_COURIERS, RESIN_TRUCKS, change, scenario, world


def in_the_horizon(**traffickers: Any) -> State:
    w = world(traffickers=traffickers)
    w.day = w.first_day + 1
    return w


def gains(w: State, **gain: float) -> None:
    for good, value in gain.items():
        w.traffickers.market.gain[w.traffickers.market.index[good]] = value


def test_at_the_usual_profit_the_usual_number_enters_and_more_where_it_pays():
    w = in_the_horizon(entry_per_year=0.3, entry_by_profit=2.0)
    assert entry_rates(w).sum() == pytest.approx(5 * 0.3)
    assert entry_rates(w) == pytest.approx(0.3)
    gains(w, cocaine=0.5, resin=-1.0)
    rates = entry_rates(w)
    assert rates[[COCAINE_BOXES, COCAINE_COURIERS]] == pytest.approx(0.3 * np.e)
    assert rates[RESIN_TRUCKS] == pytest.approx(0.3 * np.exp(-2))
    change(w, "traffickers", entry_by_profit=0.0)
    assert entry_rates(w) == pytest.approx(0.3), "off: profit moves nothing"


def test_who_enters_is_of_the_profile_that_pays(monkeypatch: pytest.MonkeyPatch):
    w = in_the_horizon(entry_per_year=0.5)
    o = w.traffickers
    u = np.zeros((len(o.profiles), len(EntryDraw)))
    monkeypatch.setattr(w.draws.entries, "today", lambda day: u)
    chance = 1.0 - np.exp(-0.5 / 365.0)
    u[RESIN_TRUCKS] = 1.0 - chance - 1e-9
    adapt(w)
    assert o.next_slot == 5
    u[RESIN_TRUCKS] = 1.0 - chance + 1e-9
    adapt(w)
    assert (o.next_slot, o.profile[5], o.entered[5]) == (6, RESIN_TRUCKS, w.day)
    assert o.alive[5] and o.strength[5] == 1.0 and not w.police.known_members[5].any()
    assert o.rate[5] == o.founded_rate[5] == o.rate[RESIN_TRUCKS]
    for off in ({"adaptation": False}, {"entry": False, "adaptation": True}):
        change(w, "traffickers", **off)
        adapt(w)
        assert w.recorder.today["orgs_entered"] == 1
    w.day = 1
    adapt(w)
    assert w.recorder.today["orgs_entered"] == 2, "entry=off begins with the horizon"


def test_the_number_of_newcomers_is_poisson():
    mean = np.array([0.0, 0.02, 1.3, 6.0])
    u = np.linspace(0.0005, 0.9995, 1000)
    got = np.array([how_many(mean, np.full(4, x)) for x in u])
    want = np.array([stats.poisson.ppf(x, mean) for x in u])
    assert (got == np.maximum(want, 0)).all()


def test_profit_is_of_the_goods_as_all_who_deal_in_them_remember():
    w = world()
    o, m, t = w.traffickers, w.traffickers.market, w.policy.scenario.traffickers
    cocaine, resin = m.index["cocaine"], m.index["resin"]
    o.losses[:5], o.shipped[:5] = 0.0, 0.0
    o.losses[COCAINE_BOXES, 0], o.shipped[COCAINE_BOXES, 0] = 3.0, 10.0
    o.losses[COCAINE_COURIERS, 1], o.shipped[COCAINE_COURIERS, 1] = 1.0, 7.0
    m.price[cocaine] = 1.2
    w.day = 7
    compete(w)
    q = (4.0 + t.belief_losses) / (17.0 + t.belief_losses + t.belief_arrivals)
    costs = t.purchase_share + t.transport_share + t.fixed_cost_share
    want = 1.2 * (1 - q) - costs - q * t.purchase_share * t.penalty_loads
    assert m.profit[cocaine] == pytest.approx(want)
    q = t.belief_losses / (t.belief_losses + t.belief_arrivals)
    assert m.profit[resin] == pytest.approx(1 - q - costs - q * t.purchase_share * t.penalty_loads)
    o.alive[COCAINE_BOXES] = False
    compete(w)
    assert m.profit[cocaine] > want, "only the living tell"


def test_what_is_usual_is_the_mean_of_the_later_burn_in_and_only_then_does_it_count():
    w = world("burn_in_days=30", traffickers={"entry_per_year": 0.0})
    m = w.traffickers.market
    for w.day, price in ((7, 5.0), (14, 5.0), (21, 1.0), (28, 1.2)):
        m.price[:] = price
        compete(w)
        assert not m.gain.any()
    usual = m.usual_profit.copy()
    for price, compared in ((1.1, 0.0), (1.3, 1.0)):
        w.day, m.price[:] = 35, price
        compete(w)
        assert (np.sign(m.gain.round(9)) == compared).all()
    assert (m.usual_profit == usual).all()
    assert m.gain == pytest.approx((m.profit - usual) / usual)
    m.price[:] = 100.0
    compete(w)
    assert (m.gain == GAIN_LIMITS[1]).all()
    assert entry_rates(w) == pytest.approx(0.0)
    change(w, "traffickers", entry_per_year=0.1, entry_by_profit=10.0)
    assert entry_rates(w) == pytest.approx(0.1 * MOST_EAGER)


def test_survivors_grow_with_the_profit_of_their_goods_within_limits():
    w = in_the_horizon(growth_per_year=0.5, entry_per_year=0.0)
    o, m = w.traffickers, w.traffickers.market
    founded = o.rate[:5].copy()
    m.note_profit = lambda *given, **more: None  # type: ignore[method-assign]
    gains(w, cocaine=0.4, resin=-0.8)
    first = w.day + -w.day % 7
    for w.day in range(first, first + 52 * 7, 7):
        compete(w)
    pace = o.rate[:5] / founded
    assert pace[COCAINE_BOXES] == pytest.approx(np.exp(0.5 * 0.4 * 364 / 365))
    assert pace[RESIN_TRUCKS] == pytest.approx(np.exp(-0.5 * 0.8 * 364 / 365))
    assert pace[3:4] == pytest.approx(np.exp(-0.4 * 364 / 365)) or pace[3:4] == pytest.approx(1.0)
    for w.day in range(first + 364, first + 7 * 364, 7):
        compete(w)
    pace = o.rate[:5] / founded
    assert (pace[COCAINE_BOXES], pace[RESIN_TRUCKS]) == pytest.approx((MOST_PACE, LEAST_PACE))
    before = o.rate.copy()
    for off in ({"growth_per_year": 0.0}, {"growth_per_year": 0.5, "entry": False}):
        change(w, "traffickers", **off)
        compete(w)
        assert (o.rate == before).all()


def test_newcomers_come_at_the_background_rate_while_nothing_moves():
    """Theory: at the usual profit the number of entries over the years is Poisson with the declared mean."""
    came = []
    for seed in range(1, 13):
        w = world("organisations.max=200", seed=seed, traffickers={"entry_per_year": 0.8})
        for w.day in range(1, 3 * 365 + 1):
            w.traffickers.market.gain[:] = 0.0
            if w.day % 7:
                compete(w)
        came.append(w.recorder.today.get("orgs_entered", 0.0))
    days = 3 * 365 - 3 * 365 // 7
    mean = 5 * 0.8 * days / 365
    assert np.mean(came) == pytest.approx(mean, abs=4 * np.sqrt(mean / len(came)))


def test_the_market_puts_back_what_enforcement_takes_out():
    """Metamorphic: with entry off and all else alike there are never more organisations than with it."""
    hard = (
        *("years=3", "capacity_scale=3", "police.investigators=40", "organisations.max=120"),
        "traffickers.entry_per_year=0.5",  # usually 0.01: none in three years for five
    )

    def alive(entry: str) -> np.ndarray:
        model = BorderModel(scenario(*hard, f"traffickers.entry={entry}"), 2)
        model.run_horizon()
        return model.result().daily["orgs_alive"].to_numpy()

    on, off = alive("true"), alive("false")
    assert on[0] == off[0], "the same burn-in"
    assert off[-1] < on[-1] and (np.diff(off) <= 0).all()
