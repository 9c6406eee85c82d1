"""Luck in the sizes on offer: what a plan books, once, whatever becomes of it; and that its mean is zero."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from borderSim.model.actions.size_luck import note_offer
from borderSim.model.phases import planning
from borderSim.model.phases.planning import plan
from borderSim.model.state.draw_columns import LoadDraw
from borderSim.model.state.load_sizes import expected_quantity
from borderSim.model.state.state import State
from borderSim.rules.plan import Plan
from borderSim.simulation import BorderModel
from tests.model.stage import COCAINE_BOXES, change, draws, scenario, world

SLOT = COCAINE_BOXES
VARIED = "organisations.fixed_loads=false"


def offering(monkeypatch: pytest.MonkeyPatch, size: float) -> State:
    """A world in which one organisation plans today, with a size of its own."""
    w = world(VARIED)
    plans = np.ones((w.traffickers.n, len(LoadDraw)))
    plans[SLOT] = draws(plan=0.0, size=size, lead=0.5, document=0.5, entity=0.0)
    monkeypatch.setattr(w.draws.plans, "today", lambda day: plans)
    w.traffickers.cash[SLOT] = 1e9
    return w


def luck(w: State) -> tuple[float, float]:
    today = w.recorder.today
    return today.get("size_luck_harm_eur", 0.0), today.get("size_luck_value_eur", 0.0)


def expected_luck(w: State, quantity: float) -> tuple[float, float]:
    s = w.policy.scenario
    good = s.commodities["cocaine"]
    more = quantity - expected_quantity(good.loads["box"])
    return more * good.harm_eur * s.economy.harm_home_share, more * good.wholesale_eur


@pytest.mark.parametrize("size", [0.02, 0.5, 0.97])
def test_an_offer_books_its_size_less_the_mean(monkeypatch: pytest.MonkeyPatch, size: float):
    w = offering(monkeypatch, size)
    plan(w)
    loads = [x for day in w.consignments.agenda.values() for x in day]
    assert loads and loads[0].route in np.flatnonzero(w.traffickers.is_home[SLOT])
    whole = sum(x.quantity for x in loads) / sum(x.part for x in loads)
    assert luck(w) == pytest.approx(expected_luck(w, whole))


def test_it_is_the_same_where_nothing_pays_no_money_is_left_or_halves_are_sent(
    monkeypatch: pytest.MonkeyPatch,
):
    w = offering(monkeypatch, 0.9)
    plan(w)
    sent = luck(w)
    assert sent[0] > 0.0
    w = offering(monkeypatch, 0.9)
    w.traffickers.cash[SLOT] = -1.0
    plan(w)
    assert w.recorder.today["attempts_deterred"] == 1 and luck(w) == sent
    for answer in (None, Plan(int(np.flatnonzero(w.traffickers.is_home[SLOT])[0]), loads=2)):
        w = offering(monkeypatch, 0.9)
        monkeypatch.setattr(planning, "ask_together", lambda *a, answer=answer: [answer])
        plan(w)
        assert w.recorder.today["planned"] == (1 if answer is None else 2)
        assert luck(w) == sent


def test_what_is_held_over_counts_on_the_day_of_its_plan_only(monkeypatch: pytest.MonkeyPatch):
    w = offering(monkeypatch, 0.9)
    change(w, "traffickers", quiet_other_way=0.0, stock_lost=0.0, stock_days=0.01)
    w.traffickers.quiet_until[SLOT] = 1
    plan(w)
    assert len(w.consignments.held) == 1
    once = luck(w)
    assert once == pytest.approx(expected_luck(w, _quantity(w, 0.9)))
    w.recorder.close_day(w.day)
    w.day = 1
    monkeypatch.setattr(w.draws.plans, "today", lambda day: np.ones((w.traffickers.n, 99)))
    for _ in range(200):
        plan(w)
    assert w.recorder.today["held_sent"] == 1
    assert luck(w) == (0.0, 0.0)


def _quantity(w: State, u: float) -> float:
    kind = w.policy.scenario.commodities["cocaine"].loads["box"]
    return kind.median * planning._on_offer(w, SLOT, u)


def test_without_spread_in_sizes_there_is_none():
    w = world("organisations.fixed_loads=true")
    note_offer(w, SLOT, 1.0)
    assert luck(w) == (0.0, 0.0)


def test_over_all_uniforms_the_mean_is_zero():
    """Quantiles in the middle of equal steps: the mean of the offers is that of the closed form."""
    w, n = world(VARIED), 20_000
    for slot in range(5):
        w.recorder.today.clear()
        scale = 0.0
        for u in (np.arange(n) + 0.5) / n:
            offered = planning._on_offer(w, slot, float(u))
            note_offer(w, slot, offered)
            kind = w.traffickers.home_load[w.traffickers.profile[slot]]
            scale += offered * kind.median
        good = w.policy.scenario.commodities[
            list(w.policy.scenario.organisations.profiles.values())[
                w.traffickers.profile[slot]
            ].commodity
        ]
        assert abs(luck(w)[1]) < 2e-3 * scale * good.wholesale_eur


def test_over_runs_the_mean_is_zero_while_organisations_learn_from_what_they_lose():
    """What is lost changes who acts, how often and how: none of it moves the mean of what is still to be drawn."""
    s = scenario(VARIED, "years=0.3", "burn_in_days=0", "partnership=collaboration")
    s = dataclasses.replace(s, organisations=dataclasses.replace(s.organisations, count=5))
    found, harm = [], []
    for seed in range(1, 31):
        model = BorderModel(s, seed)
        model.run_horizon()
        o = model.result().outcomes
        found.append(o["size_luck_harm_eur"])
        harm.append(o["harm_eur"])
        part = s.economy.size_luck_weight
        assert o["harm_at_expected_size_eur"] == pytest.approx(
            o["harm_eur"] - part * o["size_luck_harm_eur"], rel=1e-9, abs=1e-3
        )
    error = float(np.std(found, ddof=1)) / len(found) ** 0.5
    assert 0.0 < error < float(np.mean(harm))
    assert abs(float(np.mean(found))) < 3.5 * error


def test_a_weight_of_zero_is_the_realised_outcome_and_any_other_changes_nothing_else():
    found = []
    for weight in (0.0, 1.5):
        model = BorderModel(scenario(VARIED, "years=0.3", f"economy.size_luck_weight={weight}"), 2)
        model.run_horizon()
        found.append(dict(model.result().outcomes))
    off, more = found
    names = ("harm", "delivered_value")
    for name in names:
        assert off[f"{name}_at_expected_size_eur"] == off[f"{name}_eur"]
        assert more.pop(f"{name}_at_expected_size_eur") == pytest.approx(
            off[f"{name}_eur"] - 1.5 * off[f"size_luck_{name.removeprefix('delivered_')}_eur"]
        )
        off.pop(f"{name}_at_expected_size_eur")
    assert off == more
