"""How items cross: chance, waiting, latency, details, leaks, hours."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from borderSim.model.actions import sharing
from borderSim.model.actions.sharing import _details, share
from borderSim.model.phases.intelligence import deliver, gather
from borderSim.model.state.codes import LoadState
from borderSim.model.state.draw_columns import EntityDraw
from borderSim.model.state.intelligence import Item
from borderSim.model.state.state import State
from borderSim.parameters.scenario import Directed
from tests.model.stage import (
    add_group,
    change,
    draws,
    forget_everything,
    keep_events,
    make_load,
    quiet_time,
    set_traits,
    world,
)

MEDIAN = 0.5
"""A uniform that gives the median latency and, with fidelity 1, all details."""


def setting(*overrides: str, day: int = 0, **traits: object) -> State:
    w = world(*overrides)
    forget_everything(w)
    w.day = day
    change(w, "intelligence", relevance=0.8)
    given = {
        "share_prob": 1.0,
        "share_interval_days": 0.0,
        "share_latency_days": 2.0,
        "share_fidelity": 1.0,
        "readers_share": 0.5,
    }
    set_traits(w, **(given | traits))
    w.mail.delivered(day)
    return w


def item(w: State, **fields: object) -> Item:
    plain = Item(
        "entity",
        to_police=False,
        group=0,
        unit=0,
        organisation=1,
        entity=0,
        generation=0,
        reliability=0.6,
        from_customs=False,
        created=w.day,
    )
    return dataclasses.replace(plain, **fields)  # type: ignore[arg-type]


def send(
    w: State,
    it: Item,
    *,
    chance: float = 0.0,
    latency: float = MEDIAN,
    fidelity: float = 0.0,
    leak: float = 0.999,
    urgent: bool = False,
) -> bool:
    return share(w, it, np.array([chance, latency, fidelity, leak]), urgent=urgent)


def arrival(w: State, it: Item) -> int:
    for day in range(w.day + 1, w.day + 400):
        if it in w.mail.delivered(day):
            return day
    raise AssertionError("never arrives")


def test_chance_is_probability_times_relevance_times_relative_trust():
    w = setting(
        share_prob=Directed(customs_to_police=0.9, police_to_customs=0.5), trust_set_point=0.4
    )
    limit = 0.5 * 0.8
    assert send(w, item(w), chance=limit - 1e-6)
    assert not send(w, item(w), chance=limit + 1e-6)
    assert send(w, item(w, to_police=True), chance=0.9 * 0.8 - 1e-6), "each direction has its own"
    assert not send(w, item(w, to_police=True), chance=0.9 * 0.8 + 1e-6)
    w.cooperation.trust[:, 0] = 0.1
    assert send(w, item(w), chance=limit / 4 - 1e-6)
    assert not send(w, item(w), chance=limit / 4 + 1e-6)
    assert send(w, item(w, unit=1), chance=limit - 1e-6), "trust belongs to the pair of units"
    w.cooperation.trust[:] = 1.0
    assert not send(w, item(w), chance=limit + 1e-6), "trust above the set-point adds nothing"


def test_a_lapsed_arrangement_falls_back_to_the_present_one():
    w = setting(day=10)
    w.cooperation.present = dataclasses.replace(
        w.cooperation.present, share_prob=Directed(customs_to_police=0.0, police_to_customs=0.0)
    )
    w.cooperation.lapsed_until[0] = 11
    assert not send(w, item(w))
    assert send(w, item(w, unit=1))
    w.cooperation.lapsed_until[0] = 10
    assert send(w, item(w))


@pytest.mark.parametrize(
    ("day", "interval", "wait"), [(10, 7, 4), (14, 7, 0), (15, 30, 15), (15, 0.04, 0), (15, 1, 0)]
)
def test_an_item_waits_for_the_next_exchange_and_an_event_does_not(
    day: int, interval: float, wait: int
):
    w = setting(day=day, share_interval_days=interval, share_latency_days=2.0)
    routine, event = item(w), item(w, entity=1)
    assert send(w, routine)
    assert send(w, event, urgent=True)
    assert w.tallies.latencies == [pytest.approx(wait + 2.0), pytest.approx(2.0)]
    assert arrival(w, event) == day + 2
    if wait:
        assert arrival(w, routine) == day + wait + 2


def test_without_an_interval_only_events_cross():
    w = setting(share_interval_days=None)
    assert not send(w, item(w))
    assert send(w, item(w), urgent=True)
    assert w.recorder.today["items_shared"] == 1


def test_latency_is_lognormal_around_the_median_of_its_direction():
    w = setting(share_latency_days=Directed(customs_to_police=6.0, police_to_customs=3.0))
    for u in np.linspace(0.0005, 0.9995, 1000):
        send(w, item(w), latency=float(u))
    logs = np.log(w.tallies.latencies)
    assert np.exp(np.median(logs)) == pytest.approx(3.0, rel=0.01)
    assert logs.std() == pytest.approx(w.policy.scenario.intelligence.latency_sigma, rel=0.02)
    w.tallies.latencies.clear()
    send(w, item(w, to_police=True))
    assert w.tallies.latencies == [pytest.approx(6.0)]


@pytest.mark.parametrize("fidelity", [0.0, 0.6, 0.92, 1.0])
def test_details_survive_independently_with_the_fidelity(fidelity: float):
    u = np.random.default_rng(1).random(30_000)
    kept = np.array([_details(float(x), fidelity) for x in u])
    assert kept.mean(axis=0) == pytest.approx(np.full(3, fidelity), abs=0.012)
    pattern = kept @ np.array([4, 2, 1])
    for code in range(8):
        ones = code.bit_count()
        assert (pattern == code).mean() == pytest.approx(
            fidelity**ones * (1 - fidelity) ** (3 - ones), abs=0.012
        )


def test_an_item_sent_when_the_post_is_out_arrives_next_day():
    w = setting(day=5, share_latency_days=0.01)
    it = item(w)
    send(w, it)
    assert arrival(w, it) == 6


def test_passing_an_item_costs_both_sides_their_minutes_and_vetting_customs_its_own():
    w = setting(share_latency_days=1.0)
    change(w, "intelligence", item_minutes=30.0, vetting_minutes=60.0)
    send(w, item(w))
    assert w.recorder.today["coordination_hours"] == pytest.approx(1.0)
    w.day, w.staff.desk_hours = 1, 10.0
    deliver(w)
    assert w.recorder.today["coordination_hours"] == pytest.approx(2.0)
    assert w.customs.leads.reliability[0, 1, 0] == 0.6


def test_a_full_desk_leaves_items_for_the_next_day():
    w = setting()
    change(w, "intelligence", vetting_minutes=60.0)
    for e in range(3):
        w.mail.send(item(w, entity=e), 1)
    w.day, w.staff.desk_hours = 1, 1.5
    deliver(w)
    assert np.count_nonzero(w.customs.leads.reliability) == 2
    assert len(w.mail.desk) == 1
    w.day = 2
    deliver(w)
    assert np.count_nonzero(w.customs.leads.reliability) == 3


def test_an_item_leaks_through_an_insider_only_and_costs_load_calm_informant_and_trust():
    w = setting(readers_share=0.3, trust_set_point=0.6)
    change(w, "intelligence", own_leak_share=0.0)
    o = w.traffickers
    keep_events(w)
    load = make_load(w, 1)
    w.police.informant[1] = True
    exposed = 0.3 * w.policy.scenario.intelligence.leak_exposes_informant
    send(w, item(w, load=load), leak=0.0, urgent=True)
    assert "leaks" not in w.recorder.today, "without an insider nothing leaks"
    o.insider[1] = True
    send(w, item(w, load=load), leak=0.31, urgent=True)
    assert "leaks" not in w.recorder.today, "the reader was not the insider"
    assert load.state == "planned"
    send(w, item(w, load=load), leak=exposed + 1e-6, urgent=True)
    assert w.recorder.today["leaks"] == 1
    assert load.state == LoadState.WARNED
    assert o.quiet_until[1] == quiet_time(w, 1)
    assert o.by_choice[1]
    assert w.police.informant[1], "the informant was not exposed by this one"
    assert w.cooperation.trust[:, 0] == pytest.approx(
        0.6 - w.policy.scenario.intelligence.trust_loss
    )
    assert (w.cooperation.trust[:, 1] == 0.6).all()
    send(w, item(w), leak=exposed - 1e-6)
    assert not w.police.informant[1]
    send(w, item(w, load=make_load(w, 1, state=LoadState.WAITING)), leak=0.0, urgent=True)
    o.alive[1] = False
    before = w.recorder.today["leaks"]
    send(w, item(w), leak=0.0)
    assert w.recorder.today["leaks"] == before
    events = w.recorder.events
    causes = {e["id"]: e for e in events}
    assert all(causes[e["cause"]]["kind"] == "share" for e in events if e["kind"] == "leak")


def test_a_crossing_tells_customs_that_the_police_are_at_work():
    w = setting()
    send(w, item(w))
    assert not w.police.cases.told_customs.any(), "no case is open"
    w.police.cases.start(1, 0, 0)
    send(w, item(w, to_police=True))
    assert not w.police.cases.told_customs[1], "what customs sends tells customs nothing"
    send(w, item(w))
    assert w.police.cases.told_customs[1]


@pytest.mark.parametrize(
    ("own", "from_customs", "origin", "expected"),
    [
        (True, False, False, 1 - 0.5 * 0.4),
        (True, True, True, 0.5),
        (True, True, False, 1 - 0.5 * 0.4),
        (False, False, True, 0.6),
    ],
)
def test_reports_of_one_origin_count_once_if_the_origin_is_seen(
    own: bool, from_customs: bool, origin: bool, expected: float
):
    w = setting()
    w.customs.leads.learn(0, 1, 0, 0, 0.5, 1, own=own, independent=False)
    w.mail.send(item(w, from_customs=from_customs, detail=(True, True, origin)), 1)
    w.day = 1
    deliver(w)
    assert w.customs.leads.reliability[0, 1, 0] == pytest.approx(expected)


def test_an_item_that_lost_its_entity_is_of_no_use():
    w = setting()
    w.mail.send(item(w, detail=(False, True, True)), 1)
    w.mail.send(item(w, organisation=2, to_police=True, detail=(False, True, True)), 1)
    w.day = 1
    deliver(w)
    assert not w.customs.leads.reliability.any()
    assert not w.police.known_entities.any()


def test_the_police_take_in_an_entity_of_customs_unless_it_was_replaced():
    w = setting()
    for slot in (1, 2):
        w.mail.send(item(w, organisation=slot, to_police=True), 1)
    w.traffickers.entity_generation[2, 0] += 1
    w.day = 1
    deliver(w)
    assert w.police.known_entities[:, 0].tolist()[:4] == [False, True, False, False]
    assert w.police.cases.file[1] == 1.0
    assert w.police.cases.file[2] == 0.0
    assert w.police.known_members[1].sum() == 1


def test_a_tip_marks_its_load_and_widens_the_list_of_its_post_for_a_window():
    w = setting()
    real, blurred = (
        make_load(w, 1, "land_hill/truck", arrives=5),
        make_load(w, 1, "land_hill/truck", arrives=5),
    )
    w.mail.send(item(w, kind="tip", load=real), 1)
    w.mail.send(item(w, kind="tip", load=blurred, detail=(False, True, True)), 1)
    w.mail.send(item(w, kind="tip", load=make_load(w, 1), detail=(True, False, True)), 1)
    w.mail.send(item(w, kind="tip", load=None), 1)
    w.traffickers.last_route[1] = w.routes.index["land_river/truck"]
    w.day = 1
    deliver(w)
    p, e = (
        w.policy.scenario.intelligence.tip_concentration,
        w.policy.scenario.traffic.lead_match_share,
    )
    classes = w.routes.class_shares.shape[1]
    assert real.tip_weight == {0: pytest.approx(np.log((0.6 * p + 0.4 * e) / e))}
    assert blurred.tip_weight[0] == pytest.approx(np.log((0.6 * p + 0.4 / classes) * classes))
    routes = [w.routes.names[r] for r, *_ in w.customs.tip_windows]
    assert routes == ["land_hill/truck", "land_hill/truck", "land_river/truck"], (
        "no window, no use; a false tip sends customs elsewhere"
    )
    hill = w.routes.index["land_hill/truck"]
    assert w.customs.field.matches is not None
    assert w.customs.field.matches[hill].sum() == pytest.approx(e + 1 / classes)
    w.day = 1 + round(w.policy.scenario.intelligence.tip_window_days)
    w.customs.leads.changed = True
    deliver(w)
    assert w.customs.field.matches[hill].sum() == 0.0


def test_an_informant_is_right_as_often_as_declared():
    w = setting(share_latency_days=0.01)
    w.day = 0
    w.mail._closed = -1
    reliability = w.policy.scenario.police.informant_reliability
    true, false = (
        make_load(
            w,
            1,
            draws=draws(
                tip_real=reliability - 1e-6, tip_share=0.0, tip_latency=0.5, tip_fidelity=0.0
            ),
        ),
        make_load(w, 1, draws=draws(tip_real=reliability + 1e-6)),
    )
    late = make_load(w, 1, draws=draws(tip_real=0.0), state=LoadState.WAITING)
    w.consignments.tips[0] = [true, false, late]
    gather(w)
    assert (true.police_tip, false.police_tip, late.police_tip) == (True, False, False)
    deliver(w)
    assert true.tip_weight
    assert not false.tip_weight
    assert true.state == "planned"


def test_routine_work_keeps_the_declared_share_of_entities_known():
    w = world(
        "organisations.count=25",
        "police.known_entity_share=0.3",
        "police.false_link_share=0.4",
        "police.informants_per_organisation=0.4",
    )
    o = w.traffickers
    shares, informed = [], []
    for day in range(700):
        w.day = day
        gather(w)
        shares.append(
            [
                w.police.known_entities[:25, : o.entities].mean(),
                w.police.known_entities[:25, o.entities :].mean(),
            ]
        )
        informed.append(w.police.informant[:25].mean())
    true, false = np.mean(shares, axis=0)
    assert true == pytest.approx(0.3, abs=0.04)
    assert false / (true + false) == pytest.approx(0.4, abs=0.06)
    assert np.mean(informed) == pytest.approx(0.4, abs=0.12)
    assert o.entity_generation[:25].mean() == pytest.approx(
        700 / w.policy.scenario.traffickers.entity_life_days, rel=0.1
    )
    assert not w.police.known_entities[25:].any()


def test_news_on_an_entity_goes_to_every_group_by_one_draw(monkeypatch: pytest.MonkeyPatch):
    w = setting()
    add_group(w, w.cooperation.traits[0])
    seen: list[tuple[int, float]] = []
    monkeypatch.setattr(
        sharing, "share", lambda w, it, u, urgent, fresh: seen.append((it.group, float(u[0])))
    )
    u = w.draws.entities.today(w.day)[1, 0, EntityDraw.SHARE]
    sharing.offer_entity(w, 1, 0, 0.6, to_police=False, from_customs=False)
    assert seen == [(0, u), (1, u)]


def test_an_own_file_leaks_whatever_is_shared_and_readers_come_on_top_of_it():
    w = setting(readers_share=0.3, trust_set_point=0.6)
    own = 0.1
    change(w, "intelligence", own_leak_share=own)
    w.traffickers.insider[1] = True

    def leaks(**uniforms: float) -> tuple[float, float]:
        w.recorder.today.clear()
        send(w, item(w), urgent=True, **uniforms)
        return w.recorder.today.get("leaks", 0.0), w.recorder.today.get("leaks_own", 0.0)

    before = w.cooperation.trust.copy()
    assert leaks(chance=0.99, leak=own - 1e-6) == (1.0, 1.0), "kept, and leaked"
    assert leaks(chance=0.99, leak=own + 1e-6) == (0.0, 0.0)
    assert leaks(chance=0.0, leak=own - 1e-6) == (1.0, 1.0)
    assert (w.cooperation.trust == before).all(), "the other service had no part in it"
    assert leaks(chance=0.0, leak=own + 0.3 - 1e-6) == (1.0, 0.0)
    assert (w.cooperation.trust[:, 0] < before[:, 0]).all()
    assert leaks(chance=0.0, leak=own + 0.3 + 1e-6) == (0.0, 0.0)
    change(w, "intelligence", own_leak_share=0.0)
    assert leaks(chance=0.99, leak=0.0) == (0.0, 0.0)


def test_news_of_an_entity_leak_from_the_own_file_once_however_many_groups_are_told(
    monkeypatch: pytest.MonkeyPatch,
):
    w = setting()
    seen: list[bool] = []
    monkeypatch.setattr(sharing, "share", lambda w, it, u, urgent, fresh: seen.append(fresh))
    w.cooperation.traits = [w.cooperation.traits[0]] * 3
    sharing.offer_entity(w, 1, 0, 0.6, to_police=False, from_customs=False)
    assert seen == [True, False, False]
