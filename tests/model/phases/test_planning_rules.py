"""Plans: who acts, how large, how covered, by which route; and when nothing is sent."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.stats import norm

from borderSim.model.actions.observations import ask_strategy, trafficker_view
from borderSim.model.phases.planning import LEAD_TIME_SIGMA, plan
from borderSim.model.state.draw_columns import LoadDraw
from borderSim.model.state.state import State
from borderSim.rules.plan import Plan
from borderSim.rules.profit import believed_loss, gain
from borderSim.rules.registry import STRATEGY, Rule
from tests.model.stage import (
    COCAINE_BOXES,
    COCAINE_COURIERS,
    RESIN_TRUCKS,
    TOBACCO_TRUCKS,
    change,
    draws,
    world,
)


def setting(*overrides: str, **sections: dict[str, Any]) -> State:
    return world(*overrides, **sections)


def act(w: State, monkeypatch: pytest.MonkeyPatch, slot: int, **values: float) -> Any:
    """Let one slot act today with given uniforms; returns its load, if one was planned."""
    block = np.ones((w.traffickers.n, len(LoadDraw)))
    block[slot] = draws(
        **({"plan": 0.0, "size": 0.5, "lead": 0.5, "class": 0.5, "document": 0.5} | values)
    )
    monkeypatch.setattr(w.draws.plans, "today", lambda day: block)
    before = {id(x) for day in w.consignments.agenda.values() for x in day}
    plan(w)
    new = [x for day in w.consignments.agenda.values() for x in day if id(x) not in before]
    return new[0] if new else None


def choose(w: State, slot: int, **gumbel: float) -> Plan | None:
    noise = np.zeros(w.routes.n)
    for name, value in gumbel.items():
        noise[w.routes.index[name.replace("__", "/")]] = value
    return ask_strategy(w, slot, noise)


def believed(w: State, slot: int) -> np.ndarray:
    return believed_loss(trafficker_view(w, slot, np.zeros(w.routes.n)))


def lose(w: State, slot: int, route: str, lost: float, shipped: float) -> None:
    i = w.routes.index[route]
    w.traffickers.losses[slot, i], w.traffickers.shipped[slot, i] = lost, shipped


def test_who_acts_by_rate_and_strength_and_quiet_ones_are_deterred(monkeypatch: pytest.MonkeyPatch):
    w = setting()
    o = w.traffickers
    w.traffickers.strength[:5] = (1.0, 0.5, 1.0, 1.0, 1.0)
    limit = o.rate[1] * 0.5
    assert act(w, monkeypatch, 1, plan=limit + 1e-9) is None
    assert "planned" not in w.recorder.today
    assert act(w, monkeypatch, 1, plan=limit - 1e-9) is not None
    change(w, "traffickers", quiet_other_way=0.0, stock_loads=0)
    o.quiet_until[1] = 1
    assert act(w, monkeypatch, 1) is None
    o.quiet_until[1] = 0
    o.cash[1] = -1.0
    assert act(w, monkeypatch, 1) is None
    assert (w.recorder.today["planned"], w.recorder.today["attempts_deterred"]) == (3, 2)
    assert w.consignments.under_way == 1
    o.alive[1] = False
    act(w, monkeypatch, 1)
    assert w.recorder.today["planned"] == 3


def test_loads_are_lognormal_up_to_the_cap_and_their_cost_is_paid(monkeypatch: pytest.MonkeyPatch):
    w = setting(
        "organisations.fixed_loads=false",
        "commodities.cocaine.loads.box.cap=200",
        "traffickers.believed_size_visibility=0",
    )
    kind = w.policy.scenario.commodities["cocaine"].loads["box"]
    price, t = w.policy.scenario.commodities["cocaine"].wholesale_eur, w.policy.scenario.traffickers
    sizes = []
    for u in np.linspace(0.01, 0.99, 99):
        w.traffickers.cash[COCAINE_BOXES] = 1e9
        load = act(w, monkeypatch, COCAINE_BOXES, size=float(u))
        sizes.append(load.quantity)
        assert load.value == pytest.approx(load.quantity * price)
        usual = kind.median * price
        assert load.stake == pytest.approx(min(load.value, t.stake_loads * usual))
        cost = load.stake * (
            t.purchase_share + t.transport_share + t.cover_cost_share * load.cover
        ) + t.fixed_cost_share * min(load.stake, usual)
        assert w.traffickers.cash[COCAINE_BOXES] == pytest.approx(1e9 - cost)
        assert load.cost == pytest.approx(cost)
    uncapped = np.array(sizes) < kind.cap
    assert np.median(sizes) == pytest.approx(kind.median)
    assert max(sizes) == kind.cap == 200
    assert 50 < uncapped.sum() < 99
    q = np.linspace(0.01, 0.99, 99)[uncapped]

    assert np.log(np.array(sizes)[uncapped] / kind.median) == pytest.approx(
        kind.sigma * norm.ppf(q)
    )


def test_arrival_follows_the_lead_time_of_the_mode(monkeypatch: pytest.MonkeyPatch):
    w = setting()
    w.day = 3
    median = act(w, monkeypatch, COCAINE_BOXES)
    late = act(w, monkeypatch, COCAINE_BOXES, lead=0.8413447)
    days = w.routes.lead_time[median.route]
    assert median.arrives == 3 + round(days)
    assert late.arrives == 3 + round(days * np.exp(LEAD_TIME_SIGMA))
    soon = act(w, monkeypatch, COCAINE_BOXES, lead=1e-9)
    assert soon.arrives >= 4
    assert soon in w.consignments.agenda[soon.arrives]


def test_an_entity_carries_its_share_of_loads_and_is_a_true_one(monkeypatch: pytest.MonkeyPatch):
    w = setting("traffickers.entity_share=0.3")
    o = w.traffickers
    o.entity_generation[0] = np.arange(6)
    entities = []
    for u in np.linspace(0.0005, 0.9995, 1000):
        o.cash[0] = 1e9
        load = act(w, monkeypatch, 0, entity=float(u))
        entities.append(load.entity)
        assert load.generation == (load.entity if load.entity >= 0 else -1)
    share = [entities.count(e) / 1000 for e in (0, 1, 2, -1)]
    assert share == pytest.approx([0.3, 0.3, 0.3, 0.1], abs=0.002)


def test_classes_of_loads_are_those_of_illicit_traffic(monkeypatch: pytest.MonkeyPatch):
    w = setting()
    route = w.routes.index["seaport/box"]
    classes = []
    for u in np.linspace(0.0005, 0.9995, 1000):
        w.traffickers.cash[0] = 1e9
        load = act(w, monkeypatch, 0, **{"class": float(u)})
        assert load.route == route
        classes.append(load.risk_class)
    shares = np.bincount(classes, minlength=w.routes.illicit_shares.shape[1]) / 1000
    assert shares == pytest.approx(w.routes.illicit_shares[route], abs=0.002)


def test_tips_come_from_informants_at_their_rate_and_before_the_load(
    monkeypatch: pytest.MonkeyPatch,
):
    w = setting()
    o, p = w.traffickers, w.policy.scenario.police
    chance = p.informant_items_per_year / 365 / o.rate[0]
    w.police.informant[:] = False
    act(w, monkeypatch, 0, tip=0.0)
    assert not w.consignments.tips
    w.police.informant[0] = True
    act(w, monkeypatch, 0, tip=chance + 1e-9)
    assert not w.consignments.tips
    load = act(w, monkeypatch, 0, tip=chance - 1e-9, tip_lead=0.5)
    assert w.consignments.tips == {load.arrives - round(p.informant_lead_days): [load]}
    early = act(w, monkeypatch, 0, tip=0.0, tip_lead=1 - 1e-9)
    assert early in w.consignments.tips[1], "not before the day after the plan"
    change(w, "police", informant_items_per_year=0.0)
    count = sum(len(x) for x in w.consignments.tips.values())
    act(w, monkeypatch, 0, tip=0.0)
    assert sum(len(x) for x in w.consignments.tips.values()) == count


def test_belief_is_losses_over_attempts_with_a_weak_prior():
    w = setting()
    t = w.policy.scenario.traffickers
    assert believed(w, TOBACCO_TRUCKS) == pytest.approx(
        t.belief_losses / (t.belief_losses + t.belief_arrivals)
    )
    lose(w, TOBACCO_TRUCKS, "land_hill/truck", 2.0, 5.0)
    place = list(trafficker_view(w, TOBACCO_TRUCKS, np.zeros(w.routes.n)).routes).index(
        w.routes.index["land_hill/truck"]
    )
    assert believed(w, TOBACCO_TRUCKS)[place] == pytest.approx(
        (2 + t.belief_losses) / (5 + t.belief_losses + t.belief_arrivals)
    )


def test_the_safer_route_is_chosen_more_often():
    w = setting()
    rng = np.random.default_rng(1)
    hill = w.routes.index["land_hill/truck"]
    noise = -np.log(-np.log(rng.random((4000, w.routes.n))))

    def share() -> float:
        picks = [ask_strategy(w, TOBACCO_TRUCKS, g) for g in noise]
        return float(np.mean([p is not None and p.route == hill for p in picks]))

    rates = w.routes.rate[[hill, w.routes.index["land_river/truck"]]]
    assert share() == pytest.approx(rates[0] / rates.sum(), abs=0.03), (
        "equal beliefs: by the traffic to hide in"
    )
    lose(w, TOBACCO_TRUCKS, "land_hill/truck", 0.6, 3.0)
    believed = share()
    assert believed < 0.63
    lose(w, TOBACCO_TRUCKS, "land_hill/truck", 1.2, 3.0)
    assert share() < believed - 0.05


def test_another_mode_is_taken_only_when_its_barrier_is_paid_for():
    w = setting(traffickers={"believed_size_visibility": 0.0})
    safe = choose(w, COCAINE_BOXES)
    assert safe is not None
    assert w.routes.modes[safe.route] == "box"
    lose(w, COCAINE_BOXES, "seaport/box", 3.0, 10.0)
    still = choose(w, COCAINE_BOXES)
    assert still is not None
    assert w.routes.modes[still.route] == "box"
    lose(w, COCAINE_BOXES, "seaport/box", 20.0, 30.0)
    away = choose(w, COCAINE_BOXES)
    assert away is not None
    assert w.routes.modes[away.route] != "box"
    change(w, "traffickers", mode_switch_share=1.0)
    assert choose(w, COCAINE_BOXES) is None


def test_risk_buys_cover():
    w = setting(traffickers={"mode_switch_share": 1.0})
    covers = []
    for lost in np.linspace(0.0, 16.0, 40):
        for route in ("land_hill/truck", "land_river/truck"):
            lose(w, TOBACCO_TRUCKS, route, float(lost), 20.0)
        pick = choose(w, TOBACCO_TRUCKS)
        if pick is not None:
            covers.append(pick.cover)
    assert covers == sorted(covers)
    assert (covers[0], covers[-1]) == (False, True)
    assert 0 < sum(covers) < len(covers) < 40, "and in the end nothing pays"


@pytest.mark.parametrize(
    ("lost", "cash", "size", "loads"),
    [(0.5, 0.0, 1.0, 1), (9.0, 0.0, 1.0, 2), (11.0, 0.0, 0.5, 1), (9.0, 1e12, 1.0, 1)],
)
def test_risk_makes_those_who_cannot_afford_a_loss_split_and_then_send_half(
    lost: float, cash: float, size: float, loads: int
):
    w = setting(traffickers={"mode_switch_share": 1.0, "believed_size_visibility": 0.0})
    w.traffickers.cash[TOBACCO_TRUCKS] = cash
    for route in ("land_hill/truck", "land_river/truck"):
        lose(w, TOBACCO_TRUCKS, route, lost, 20.0)
    pick = choose(w, TOBACCO_TRUCKS)
    assert pick is not None
    assert (pick.size, pick.loads) == (size, loads)


class Says:
    """A strategy that always says the same."""

    name = "says"

    def __init__(self, plan: Plan | None) -> None:
        self.answer = plan

    def plan(self, view: Any) -> Plan | None:
        return self.answer


def say(w: State, plan: Plan | None) -> None:
    w.policy.rules.strategy = Rule(STRATEGY, "says", "test", Says(plan))


def test_halves_travel_on_their_own_and_each_pays_the_fixed_cost(monkeypatch: pytest.MonkeyPatch):
    w = setting("organisations.fixed_loads=false", traffickers={"fixed_cost_share": 0.1})
    box = w.routes.index["seaport/box"]
    say(w, Plan(box))
    whole = act(w, monkeypatch, COCAINE_BOXES, size=0.6)
    cash = float(w.traffickers.cash[COCAINE_BOXES])
    say(w, Plan(box, loads=2))
    act(w, monkeypatch, COCAINE_BOXES, size=0.6)
    halves = [x for day in w.consignments.agenda.values() for x in day if x is not whole]
    assert [x.quantity for x in halves] == [whole.quantity / 2] * 2
    assert [x.part for x in halves] == [0.5, 0.5]
    assert (halves[0].draws[: len(LoadDraw)] != halves[1].draws).sum() > 20, (
        "their own draws, but for the size of the shipment"
    )
    fixed = 0.1 * min(whole.value, whole.stake, float(w.traffickers.home_value[COCAINE_BOXES]))
    assert sum(x.cost for x in halves) == pytest.approx(whole.cost + fixed)
    assert cash - w.traffickers.cash[COCAINE_BOXES] == pytest.approx(whole.cost + fixed)
    assert (w.recorder.today["planned"], w.consignments.under_way) == (3, 3)


def test_a_second_half_shifts_no_other_numbers_and_is_the_same_whenever_it_is_drawn():
    a, b = setting(), setting()
    a.draws.second_halves.on(3, 1).random(40)
    assert (
        a.draws.second_halves.on(4, 2).random(5) == b.draws.second_halves.on(4, 2).random(5)
    ).all()
    assert (
        a.draws.second_halves.on(4, 1).random(5) != a.draws.second_halves.on(4, 2).random(5)
    ).all()


def test_a_history_and_a_fresh_front_can_be_bought(monkeypatch: pytest.MonkeyPatch):
    w = setting()
    t, box, strata = (
        w.policy.scenario.traffickers,
        w.routes.index["seaport/box"],
        len(w.policy.scenario.traffic.history_shares),
    )
    say(w, Plan(box))
    usual = act(w, monkeypatch, COCAINE_BOXES, entity=0.0)
    assert usual.entity == 0
    for history in range(strata):
        say(w, Plan(box, history=history, one_off=True))
        classes = []
        for u in np.linspace(0.0, 0.9999, 400):
            w.traffickers.cash[COCAINE_BOXES] = 1e9
            load = act(w, monkeypatch, COCAINE_BOXES, entity=0.0, **{"class": float(u)})
            assert load.entity == -1
            assert load.cost == pytest.approx(
                usual.cost + load.stake * (t.history_cost_share * history + t.one_off_cost_share)
            )
            classes.append(load.risk_class)
        mine = w.routes.illicit_shares[box] * (
            np.arange(w.routes.illicit_shares.shape[1]) % strata == history
        )
        assert np.bincount(classes, minlength=len(mine)) / 400 == pytest.approx(
            mine / mine.sum(), abs=0.006
        )


def test_nothing_is_sent_when_no_plan_pays(monkeypatch: pytest.MonkeyPatch):
    w = setting()
    change(w, "traffickers", purchase_share=0.6, transport_share=0.39)
    assert choose(w, RESIN_TRUCKS) is None
    act(w, monkeypatch, RESIN_TRUCKS)
    assert w.recorder.today["attempts_deterred"] == 1
    assert not w.consignments.agenda


def test_a_route_is_kept_until_its_believed_loss_exceeds_what_is_tolerated():
    w = setting(
        traffickers={
            "switching_share": 0.3,
            "reroute_loss": 0.25,
            "choice_noise": 0.5,
            "mode_switch_share": 1.0,
        }
    )
    w.traffickers.last_route[TOBACCO_TRUCKS] = w.routes.index["land_river/truck"]
    room = (
        w.routes.room[w.routes.index["land_hill/truck"]]
        - w.routes.room[w.routes.index["land_river/truck"]]
    )
    pull = {"land_hill__truck": 0.5 - room}
    kept = choose(w, TOBACCO_TRUCKS, **pull)
    assert kept is not None
    assert w.routes.names[kept.route] == "land_river/truck", (
        "switching costs more than the noise is worth"
    )
    lose(w, TOBACCO_TRUCKS, "land_river/truck", 1.0, 1.4)
    left = choose(w, TOBACCO_TRUCKS, **pull)
    assert left is not None
    assert w.routes.names[left.route] == "land_hill/truck"


def test_an_organisation_goes_only_where_its_goods_can_go():
    w = setting()
    for slot in (TOBACCO_TRUCKS, COCAINE_COURIERS):
        good = w.policy.scenario.commodities[
            list(w.policy.scenario.organisations.profiles.values())[slot].commodity
        ]
        for name in w.routes.names:
            pick = choose(w, slot, **{name.replace("/", "__"): 1e6})
            assert pick is not None
            assert w.routes.modes[pick.route] in good.loads


def test_mood_moves_the_pace(monkeypatch: pytest.MonkeyPatch):
    w = world()
    block = np.full((w.traffickers.n, len(LoadDraw)), 0.5)
    block[:, LoadDraw.PLAN] = w.traffickers.rate * 0.8
    monkeypatch.setattr(w.draws.plans, "today", lambda day: block)
    w.traffickers.mood[:5] = [0.7, 0.7, 0.9, 1.3, 0.7]
    plan(w)
    assert w.recorder.today["planned"] == 2


def test_a_large_consignment_makes_splitting_worth_more():
    w = world()
    values = []
    for consignment in (0.5, 1.0, 4.0, 50.0, w.policy.scenario.traffickers.liability_loads):
        view = trafficker_view(w, 0, np.zeros(w.routes.n), consignment)
        whole, _, halves = gain(view, np.full((6, len(view.routes)), 0.3))[:3, 0]
        values.append(halves - whole)
    assert values[0] < values[1] < values[2] < values[3] == values[4], (
        "up to what the organisation answers for"
    )
