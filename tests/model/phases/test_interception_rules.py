"""What becomes of a load at a check: found or not, seized, let run, burned, released, taken inland."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from borderSim.model.actions.controlled_delivery import lets_run
from borderSim.model.actions.dispositions import release
from borderSim.model.phases.adaptation import adapt
from borderSim.model.phases.interception import _check, _find
from borderSim.model.state.codes import Clue, LoadState, RaisedBy
from borderSim.model.state.consignments import Load
from borderSim.model.state.state import State
from borderSim.model.state.traffickers import ACTIVE, DETAINED
from tests.model.stage import (
    COCAINE_BOXES,
    RESIN_TRUCKS,
    change,
    draws,
    forget_everything,
    keep_events,
    link_surely,
    make_load,
    member,
    set_traits,
    tell_of_case,
    world,
)

BOX, HILL, AIR, POST = "seaport/box", "land_hill/truck", "airport/passenger", "post_office/parcel"


def setting(*, case: bool = False, told: bool = False, **traits: Any) -> State:
    w = world()
    forget_everything(w)
    keep_events(w)
    set_traits(
        w, **({"share_prob": 0.0, "lookup_prob": 0.0, "shared_objective_weight": 0.0} | traits)
    )
    law(w, customs_may_let_run=True, customs_investigates=False, handover_threshold_eur=1e12)
    if case:
        for slot in range(5):
            w.police.cases.start(slot, slot % 2, 0)
            if told:
                tell_of_case(w, slot)
    return w


def law(w: State, **fields: Any) -> None:
    change(w, "legal_model", **fields)


def balance(w: State, load: Load) -> None:
    """Whatever happened, the load ended once and its value is in one book."""
    today = w.recorder.today
    assert w.consignments.under_way == 0
    assert load.ended == w.day
    assert today["loads_settled"] == 1
    assert today.get("seizures", 0) + today.get("delivered", 0) == 1
    assert (
        today.get("seized_value_eur", 0) + today.get("delivered_value_eur", 0)
        == today["shipped_value_eur"]
        == load.value
    )


@pytest.mark.parametrize(
    ("route", "state"),
    [
        (BOX, LoadState.CHECK),
        (BOX, LoadState.STRIP),
        (HILL, LoadState.CHECK),
        (POST, LoadState.CHECK),
        (AIR, LoadState.CHECK),
    ],
)
def test_finds_are_binomial_in_the_chance_to_alarm_and_to_open(route: str, state: str):
    w = setting()
    change(w, "organisations", fixed_loads=True)
    r, i, n = w.routes, w.routes.index[route], 4000
    rng = np.random.default_rng(5)
    for _ in range(n):
        u = draws(alarm=rng.random(), open=rng.random())
        _check(w, make_load(w, RESIN_TRUCKS, route, value=1.0, draws=u, state=state))
    p = (
        r.p_open[i]
        if state == LoadState.STRIP
        else r.p_detect[i] * (r.p_open[i] if r.has_opening[i] else 1.0)
    )
    today = w.recorder.today
    assert today["loads_inspected"] == today["inspections_targeted"] == n
    assert today["loads_found"] / n == pytest.approx(p, abs=4.5 * np.sqrt(p * (1 - p) / n))
    assert (
        today["loads_found"]
        == today["finds_targeted"]
        == today[f"found:{route.split('/')[0]}"]
        == today["seizures"]
    )
    assert today["delivered"] == n - today["loads_found"]
    assert w.customs.finds_by_class[i, 0] == today["loads_found"]


@pytest.mark.parametrize("size", [0.1, 1.0, 8.0])
@pytest.mark.parametrize("exponent", [0.0, 0.25, 1.0])
def test_a_check_sees_larger_loads_more_easily(size: float, exponent: float):
    w = setting()
    change(w, "traffic", size_visibility=exponent)
    p = float(w.routes.p_detect[w.routes.index[BOX]])
    chance = 1 - (1 - p) ** (size**exponent)
    for alarm, seen in ((chance - 1e-9, 1), (chance + 1e-9, 0)):
        w.recorder.today.clear()
        _check(
            w, make_load(w, draws=draws(alarm=alarm, open=0.0), size=size, state=LoadState.CHECK)
        )
        assert w.recorder.today.get("loads_found", 0) == seen
    assert exponent or chance == pytest.approx(p), "0: all sizes alike"


def test_a_random_check_is_counted_apart():
    w = setting()
    _check(
        w,
        make_load(
            w, draws=draws(alarm=0.0, open=0.0), raised_by=RaisedBy.RANDOM, state=LoadState.CHECK
        ),
    )
    assert w.recorder.today["finds_random"] == w.recorder.today["inspections_random"] == 1
    assert "finds_targeted" not in w.recorder.today
    assert not w.tallies.lift_counts[2].any()


def test_a_seizure_is_booked_once_and_costs_the_organisation_its_load_and_a_penalty():
    w = setting()
    o, t = w.traffickers, w.policy.scenario.traffickers
    load = make_load(w)
    cash = o.cash[0]
    _find(w, load)
    assert load.state == LoadState.SEIZED_BORDER
    balance(w, load)
    penalty = t.penalty_loads * t.purchase_share * load.stake
    assert o.cash[0] == pytest.approx(cash - penalty)
    assert w.recorder.today["money_penalties"] == pytest.approx(penalty)
    assert w.recorder.today["seized_cocaine"] == load.quantity
    assert w.recorder.today["drug_seized_value_eur"] == load.value
    assert (
        w.recorder.today["seizures_booked_customs"],
        w.recorder.today["seizures_booked_police"],
    ) == (1, 0)
    assert o.losses[0, load.route] == 1.0
    assert w.consignments.lost_today == [load]
    legal = make_load(w, commodity="cigarettes")
    _find(w, legal)
    assert w.recorder.today["drug_seized_value_eur"] == load.value


@pytest.mark.parametrize(("route", "arrests"), [(BOX, 0), (POST, 0), (HILL, 1), (AIR, 1)])
def test_couriers_are_arrested_only_where_somebody_travels_with_the_load(route: str, arrests: int):
    w = setting()
    o = w.traffickers
    _find(w, make_load(w, RESIN_TRUCKS, route, draws=draws(courier=0.5)))
    assert w.recorder.today.get("members_arrested", 0) == arrests
    gone = np.flatnonzero(o.status[RESIN_TRUCKS] == DETAINED)
    assert len(gone) == arrests
    assert (o.tier[RESIN_TRUCKS, gone] == 1).all()
    assert w.recorder.today.get("leaders_arrested", 0) == 0
    assert (o.first_blow[RESIN_TRUCKS] == 0) == bool(arrests)


@pytest.mark.parametrize(
    ("case", "held", "told", "lookup", "collisions"),
    [
        (False, "entity", False, 0.5, 0),
        (True, "entity", False, 0.5, 1),
        (True, "courier", False, 0.5, 1),
        (True, "", False, 0.5, 0),
        (True, "entity", False, 0.7, 0),
        (True, "entity", True, 0.5, 0),
        (False, "tip", False, 0.5, 1),
    ],
)
def test_services_collide_at_one_object_unless_told_or_looked_up(
    case: bool, held: str, told: bool, lookup: float, collisions: int
):
    w = setting(case=case, told=told, lookup_prob=lookup)
    link_surely(w)
    w.police.known_entities[RESIN_TRUCKS, 1] = held == "entity"
    w.police.known_members[RESIN_TRUCKS] = held == "courier"
    tip = held == "tip"
    _find(w, make_load(w, RESIN_TRUCKS, HILL, entity=1, police_tip=tip, draws=draws(lookup=0.6)))
    assert w.recorder.today.get("collisions", 0) == collisions
    assert (
        w.recorder.today.get("duplicate_hours", 0)
        == collisions * w.policy.scenario.investigation.collision_hours
    )
    assert w.recorder.today["seizures"] == 1
    assert w.police.cases.open[RESIN_TRUCKS] == case, "a collision ends no case"


def test_a_tip_that_crossed_is_no_collision():
    w = setting()
    _find(w, make_load(w, police_tip=True, tip_weight={0: 2.0}))
    assert "collisions" not in w.recorder.today


def test_both_services_book_a_seizure_they_knew_of():
    w = setting(case=True, told=True)
    _find(w, make_load(w))
    assert (
        w.recorder.today["seizures_booked_customs"],
        w.recorder.today["seizures_booked_police"],
        w.recorder.today["seizures"],
    ) == (1, 1, 1)


def test_letting_run_needs_law_awareness_and_a_shared_gain():
    def ends(
        *,
        case: bool = True,
        told: bool = True,
        legal: bool = True,
        weight: float = 1.0,
        run: float = 0.0,
    ) -> str:
        w = setting(
            case=case,
            told=told,
            shared_objective_weight=weight,
            pool_fraction=0.5,
            pool_reaction_days=0.0,
        )
        law(w, customs_may_let_run=legal)
        change(w, "investigation", let_run_members=3.0)
        load = make_load(w, draws=draws(run=run))
        _find(w, load)
        balance(w, load)
        return load.state

    assert ends() == LoadState.SEIZED_LET_RUN
    assert ends(case=False) == LoadState.SEIZED_BORDER
    assert ends(told=False) == LoadState.SEIZED_BORDER
    assert ends(legal=False) == LoadState.SEIZED_BORDER
    assert ends(run=0.9999) == LoadState.SEIZED_BORDER
    assert ends(weight=0.0, run=0.2) == LoadState.SEIZED_BORDER


def test_chance_to_let_run_grows_with_shared_objectives_and_falls_with_reaction():
    w = setting()
    s = w.policy.scenario.investigation

    def chance(weight: float, reaction: float) -> float:
        u = np.linspace(0.0005, 0.9995, 1000)
        return float(
            np.mean(
                [
                    lets_run(
                        w,
                        make_load(w, draws=draws(run=float(x))),
                        weight,
                        reaction,
                        w.policy.scenario.investigation.let_run_lost,
                    )
                    for x in u
                ]
            )
        )

    gain = (1 - s.let_run_lost) * (1 + 0.8 * s.let_run_members / 2)
    willing = 1 / (1 + np.exp((1 + s.let_run_bar - gain) / 0.25))
    assert chance(0.8, 0.2) == pytest.approx(np.exp(-0.2) * willing, abs=0.002)
    assert chance(0.8, 0.0) > chance(0.8, 0.5) > chance(0.3, 0.5) > chance(0.0, 0.5)
    assert chance(0.8, np.inf) == pytest.approx(np.exp(-s.register_days) * willing, abs=0.002), (
        "the register finds a partner too"
    )


def test_an_immature_case_is_risked_sooner_than_one_that_is_nearly_ripe():
    def gain(known: int, **settings: float) -> float:
        w = setting(case=True)
        w.police.known_members[0, :known] = True
        change(w, "investigation", **settings)
        load = make_load(w)
        lets_run(w, load, 0.5, 0.0, 0.2)
        return float(next(e["gain"] for e in w.recorder.events if e["kind"] == "decision"))

    o = setting().traffickers
    weight = np.array([0, 1, 2, 4, 8])[o.tier[0, :4]].sum()
    none = (1 - 0.2) * (1 + 0.5 * setting().policy.scenario.investigation.let_run_members / 2)
    assert gain(0) == pytest.approx(none)
    assert gain(4, inferred_watched=0.3, takedown_weight=20.0) == pytest.approx(
        none - 0.3 * weight / 20
    )
    assert gain(4, inferred_watched=0.0) == pytest.approx(none), "nothing is shown"


@pytest.mark.parametrize("lost", [True, False])
@pytest.mark.parametrize("receivers", [0.0, 1.0, 2.5])
def test_a_load_under_control_is_lost_or_gives_what_a_seizure_gives_and_its_receivers(
    lost: bool, receivers: float
):
    w = setting(
        case=True, told=True, shared_objective_weight=1.0, pool_fraction=0.5, pool_reaction_days=0.0
    )
    change(w, "investigation", let_run_members=3.0, let_run_lost=0.3, evidence_find=0.6)
    change(w, "investigation", let_run_receivers=receivers, inferred_watched=0.0)
    slot = RESIN_TRUCKS
    load = make_load(
        w,
        slot,
        HILL,
        entity=1,
        draws=draws(run=0.0, run_lost=0.29 if lost else 0.31, interview=0.5, receivers=0.49),
    )
    _find(w, load)
    balance(w, load)
    o, today = w.traffickers, w.recorder.today
    assert load.state == (LoadState.LOST_LET_RUN if lost else LoadState.SEIZED_LET_RUN)
    assert today.get("seizures_let_run", 0) == (not lost)
    taken = np.flatnonzero(o.status[slot] == DETAINED)
    number = 0 if lost else int(receivers + 0.49)
    assert today.get("receivers_arrested", 0) == number == (o.tier[slot, taken] == 2).sum()
    assert (o.tier[slot, taken] == 1).sum() == (not lost), "the courier"
    assert today.get("members_arrested", 0) == len(taken)
    known = np.flatnonzero(w.police.known_members[slot])
    assert len(known) == (0 if lost else 3)
    if not lost:
        assert sorted(o.tier[slot, known]) == [2, 3, 4], "up the chain, one of each rung"
        assert w.police.evidence[slot, known] == pytest.approx(np.full(3, 0.6))
        assert [x.load for x in w.police.finds_to_file] == [load], "filed, at once and whole"
        assert (today["seizures_booked_customs"], today["seizures_booked_police"]) == (1, 1)
        assert (load.clue, load.shown) == (Clue.WATCHED, 0.0)
        w.day = 1
        adapt(w)
        assert w.customs.leads.own[0, slot, 1], "customs remembers the entity"


def test_arrests_of_receivers_show_the_watch_and_no_story_covers_them():
    w = setting(
        case=True, told=True, shared_objective_weight=1.0, pool_fraction=0.5, pool_reaction_days=0.0
    )
    load = make_load(w, draws=draws(run=0.0))
    _find(w, load)
    assert load.state == LoadState.SEIZED_LET_RUN
    assert load.shown == w.policy.scenario.investigation.inferred_watched
    assert "covers" not in w.recorder.today


@pytest.mark.parametrize(
    ("watch", "case", "tip", "current", "inland"),
    [
        (True, True, False, True, True),
        (True, False, False, True, False),
        (False, True, False, True, False),
        (True, True, False, False, False),
        (False, False, True, True, True),
    ],
)
def test_inland_seizure_needs_a_watched_entity_or_a_tip_of_the_police(
    watch: bool, case: bool, tip: bool, current: bool, inland: bool
):
    w = setting(case=case)
    chance = w.policy.scenario.investigation.inland_seizure
    w.police.known_entities[0, 1] = watch
    for u, seized in ((chance - 1e-6, inland), (chance + 1e-6, False)):
        w.recorder.today.clear()
        load = make_load(w, COCAINE_BOXES, entity=1, police_tip=tip, draws=draws(inland=u))
        if not current:
            load.generation -= 1
        release(w, load)
        balance(w, load)
        assert load.state == (LoadState.SEIZED_INLAND if seized else LoadState.DELIVERED)
        assert w.recorder.today.get("seizures_inland", 0) == seized
        if seized:
            assert (
                w.recorder.today["seizures_booked_customs"],
                w.recorder.today["seizures_booked_police"],
            ) == (0, 1)


def test_vacancies_lower_the_chance_to_seize_inland():
    w = setting()
    w.staff.present_share = 0.5
    load = make_load(
        w, police_tip=True, draws=draws(inland=0.6 * w.policy.scenario.investigation.inland_seizure)
    )
    release(w, load)
    assert load.state == LoadState.DELIVERED


def test_a_delivered_load_pays_wages_owners_and_harms():
    w = setting()
    o, t = w.traffickers, w.policy.scenario.traffickers
    load = make_load(w, value=2e5)
    cash = o.cash[0] = 0.0
    release(w, load)
    good = w.policy.scenario.commodities["cocaine"]
    wages = t.wage_share * (load.stake - load.cost)
    today = w.recorder.today
    assert o.cash[0] == pytest.approx(cash + load.stake - wages)
    assert today["money_wages"] == pytest.approx(wages)
    assert today["harm_world_eur"] == pytest.approx(load.quantity * good.harm_eur)
    assert today["harm_eur"] == pytest.approx(
        load.quantity * good.harm_eur * w.policy.scenario.economy.harm_home_share
    )
    assert today["delivered:seaport"] == 1
    cap = t.cash_loads_max * o.unit_cost(w.policy.scenario, 0)
    o.cash[0] = cap
    release(w, make_load(w, value=2e5))
    assert o.cash[0] == pytest.approx(cap)
    assert today["money_dividends"] == pytest.approx(load.stake - wages)
    o.alive[0] = False
    release(w, make_load(w, value=2e5))
    assert o.cash[0] == pytest.approx(cap)
    assert today["money_to_others"] == 2e5


@pytest.mark.parametrize(
    ("share_prob", "value", "items", "arrives", "kept"),
    [(0.0, 1e3, 0, 0, 0.0), (0.0, 1e5, 1, 9, 0.7), (1.0, 1e3, 1, 2, 1.0), (1.0, 1e5, 1, 2, 1.0)],
)
def test_a_find_reaches_the_police_by_law_or_faster_and_whole_by_sharing(
    share_prob: float, value: float, items: int, arrives: int, kept: float
):
    w = setting(
        share_prob=share_prob,
        share_latency_days=2.0,
        share_fidelity=1.0,
        share_interval_days=None,
        persistence=1.0,
    )
    change(w, "intelligence", relevance=1.0)
    law(w, handover_threshold_eur=1e4, handover_delay_days=9.0, handover_evidence_kept=0.7)
    load = make_load(w, value=value, draws=draws(share=0.5, latency=0.5, fidelity=0.0))
    _find(w, load)
    got = {day: w.mail.delivered(day) for day in range(12)}
    assert sum(len(x) for x in got.values()) == items
    if items:
        (item,) = got[arrives]
        assert (item.kind, item.load, item.evidence, item.to_police) == ("find", load, kept, True)


def test_customs_inquiry_beside_an_open_case_is_double_work():
    w = setting(case=True, told=True)
    law(w, customs_investigates=True)
    _find(w, make_load(w))
    assert w.recorder.today["duplicate_hours"] == w.policy.scenario.investigation.customs_case_hours
    free = setting()
    law(free, customs_investigates=True)
    _find(free, make_load(free))
    assert "duplicate_hours" not in free.recorder.today


def test_events_tell_the_story_of_a_load():
    w = setting()
    load = make_load(
        w, RESIN_TRUCKS, HILL, draws=draws(alarm=0.0, open=0.0, courier=0.0), state=LoadState.CHECK
    )
    _check(w, load)
    kinds = [e["kind"] for e in w.recorder.events]
    assert kinds[:4] == ["inspect", "decision", "seizure", "arrest"]
    assert [e["cause"] for e in w.recorder.events[1:4]] == [e["id"] for e in w.recorder.events[:3]]
    assert w.traffickers.status[RESIN_TRUCKS, member(w, RESIN_TRUCKS, 1)] == ACTIVE
