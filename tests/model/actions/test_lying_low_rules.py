"""Plans of a quiet period: by another way, into stock, or not at all; and when the stock leaves."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from borderSim.model.actions.lying_low import give_up_stock
from borderSim.model.phases.planning import plan
from borderSim.model.state.draw_columns import HeldDraw, LoadDraw
from borderSim.model.state.state import State
from borderSim.simulation import BorderModel
from tests.model.stage import RESIN_TRUCKS, change, draws, keep_events, scenario, world

SLOT = RESIN_TRUCKS


def lying_low(monkeypatch: pytest.MonkeyPatch, **luck: float) -> State:
    """A world in which only one organisation plans, every day, and lies low; with luck in its quiet period."""
    w = world()
    plans = np.ones((w.traffickers.n, len(LoadDraw)))
    plans[SLOT] = draws(plan=0.0, size=0.5, lead=0.5, document=0.5, entity=0.0)
    monkeypatch.setattr(w.draws.plans, "today", lambda day: plans)
    own = np.full(len(HeldDraw) + len(LoadDraw), 0.999)
    for name, u in luck.items():
        own[HeldDraw[name.upper()]] = u

    class Stream:
        def on(self, day: int, part: int) -> Any:
            return self

        def random(self, number: int) -> np.ndarray:
            assert number == len(own)
            return own.copy()

    w.draws.held_over = Stream()  # type: ignore[assignment]
    w.traffickers.quiet_until[SLOT] = 30
    w.traffickers.last_route[SLOT] = int(w.traffickers.menu(SLOT).routes[0])
    return w


def counted(w: State) -> dict[str, float]:
    names = "planned attempts_deterred plans_other_way plans_held held_sent held_lost plans_unmet"
    return {n: w.recorder.today[n] for n in names.split() if n in w.recorder.today}


def on_the_way(w: State) -> list[Any]:
    return [load for loads in w.consignments.agenda.values() for load in loads]


def test_below_the_chance_it_goes_at_once_by_another_route_and_a_front_used_once(
    monkeypatch: pytest.MonkeyPatch,
):
    share = world().policy.scenario.traffickers.quiet_other_way
    w = lying_low(monkeypatch, other_way=share - 1e-9)
    usual = int(w.traffickers.last_route[SLOT])
    assert len(w.traffickers.menu(SLOT).routes) > 1
    w.traffickers.cash[SLOT] = 1e9
    for _ in range(20):
        plan(w)
        w.traffickers.last_route[SLOT] = usual
    assert {load.entity for load in on_the_way(w)} == {-1}
    assert usual not in {load.route for load in on_the_way(w)}
    assert counted(w)["plans_other_way"] == 20 and not w.consignments.held


def test_above_it_goes_into_stock_as_far_as_there_is_room_and_else_is_not_sent(
    monkeypatch: pytest.MonkeyPatch,
):
    w = lying_low(monkeypatch)
    for _ in range(6):
        plan(w)
    assert counted(w) == {
        "planned": 6,
        "plans_held": 4,
        "plans_unmet": 2,
        "attempts_deterred": 2,
    }
    assert len(w.consignments.held) == 4 and not on_the_way(w)


def test_the_stock_leaves_at_its_time_with_its_own_numbers_and_the_beliefs_of_that_day(
    monkeypatch: pytest.MonkeyPatch,
):
    days = world().policy.scenario.traffickers.stock_days
    w = lying_low(monkeypatch, wait=1.0 - np.exp(-2.5 / days))
    keep_events(w)
    plan(w)
    monkeypatch.setattr(w.draws.plans, "today", lambda day: np.ones((w.traffickers.n, 32)))
    for w.day in range(1, 30):
        plan(w)
    assert not on_the_way(w), "it waits as long as the organisation lies low"
    left = {}
    for w.day in range(30, 34):
        plan(w)
        left[w.day] = len(on_the_way(w))
    assert left == {30: 0, 31: 0, 32: 1, 33: 1}, "2.5 days after the quiet is over"
    assert counted(w) == {"planned": 1, "plans_held": 1, "held_sent": 1}
    load = on_the_way(w)[0]
    assert (load.planned, load.draws[LoadDraw.ENTITY]) == (32, 0.0)
    log = {e["id"]: e for e in w.recorder.events}
    assert log[log[load.event]["cause"]]["kind"] == "held over"


def test_who_cannot_trade_sends_nothing_of_its_stock(monkeypatch: pytest.MonkeyPatch):
    w = lying_low(monkeypatch, wait=0.01)
    plan(w)
    monkeypatch.setattr(w.draws.plans, "today", lambda day: np.ones((w.traffickers.n, 32)))
    w.day, w.traffickers.strength[SLOT] = 40, 0.0
    plan(w)
    assert not on_the_way(w)
    w.traffickers.strength[SLOT] = 1.0
    plan(w)
    assert len(on_the_way(w)) == 1


def test_it_may_be_lost_before_it_leaves_and_is_when_its_organisation_ends(
    monkeypatch: pytest.MonkeyPatch,
):
    w = lying_low(monkeypatch, lost=0.0, wait=0.01)
    plan(w)
    w.day = 40
    monkeypatch.setattr(w.draws.plans, "today", lambda day: np.ones((w.traffickers.n, 32)))
    plan(w)
    assert counted(w) == {"planned": 1, "plans_held": 1, "held_lost": 1, "attempts_deterred": 1}
    w = lying_low(monkeypatch)
    for _ in range(3):
        plan(w)
    give_up_stock(w, SLOT, -1)
    assert counted(w)["held_lost"] == 3 and not w.consignments.held


def test_neither_another_way_nor_stock_is_to_lie_low_as_before(monkeypatch: pytest.MonkeyPatch):
    w = lying_low(monkeypatch, other_way=0.0)
    change(w, "traffickers", quiet_other_way=0.0, stock_loads=0)
    for _ in range(3):
        plan(w)
    assert counted(w) == {"planned": 3, "plans_unmet": 3, "attempts_deterred": 3}
    assert not w.consignments.held and not on_the_way(w)


def test_of_long_quiet_periods_more_reaches_the_market_if_plans_are_held_over():
    """Metamorphic: the same world, the same plans; only what becomes of those of quiet periods differs."""

    def delivered(**traffickers: Any) -> tuple[float, float]:
        out = np.zeros(2)
        for seed in (1, 2):
            s = scenario("years=1", "investigation.inferred_chance=1", "capacity_scale=3")
            own = {"adaptation": True, **traffickers}
            model = BorderModel(_with(s, own), seed)
            model.run_horizon()
            books = model.state.recorder
            out += books.total("delivered", 0), books.total("attempts_deterred", 0)
        return float(out[0]), float(out[1])

    nothing = delivered(quiet_other_way=0.0, stock_loads=0)
    usual = delivered()
    assert nothing[0] < usual[0] and nothing[1] > usual[1]


def _with(s: Any, fields: dict[str, Any]) -> Any:
    import dataclasses

    return dataclasses.replace(s, traffickers=dataclasses.replace(s.traffickers, **fields))
