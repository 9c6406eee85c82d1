"""Queries on arrival: hits become leads or confirmed inspections, come late, cost time, and are logged."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.special import ndtr

from borderSim.model.actions.arrival_queries import query
from borderSim.model.actions.system_access import add_matches, refresh_access
from borderSim.model.phases.information_systems import consult
from borderSim.model.phases.intelligence import deliver
from borderSim.model.phases.targeting import rank, score
from borderSim.model.state.consignments import Load
from borderSim.model.state.draw_columns import LookupDraw
from borderSim.model.state.scores import NEVER
from borderSim.model.state.state import State
from tests.model.stage import (
    COCAINE_COURIERS,
    change,
    forget_everything,
    keep_events,
    link_surely,
    make_load,
    world,
)

SLTD, NOMINAL, NOTICES, CENTRE = (
    "stolen_travel_documents",
    "interpol_nominal",
    "notices",
    "command_centre",
)
PNR, API = "passenger_name_records", "advance_passenger_information"
AIR, HILL = "airport/passenger", "land_hill/truck"


def setting(
    *overrides: str, access: str = "direct", systems: tuple[str, ...] = (SLTD,), **fields: Any
) -> State:
    """Customs asks some systems about everything.

    The bureau is always open; nothing is known otherwise.
    """
    own = [
        f"systems.{n}.{key}={value}"
        for n in systems
        for key, value in ({"asked_share": 1, "coverage": 1} | fields).items()
    ]
    w = world(
        *own,
        *(f"systems.{n}.customs_access={access}" for n in systems),
        "hits.bureau_open_share=1",
        *overrides,
    )
    forget_everything(w)
    link_surely(w)
    keep_events(w)
    w.policy.threshold[:] = NEVER
    w.policy.random_checks[:] = 0.0
    w.mail.delivered(0)
    return w


def sure(w: State, monkeypatch: pytest.MonkeyPatch, **values: float) -> None:
    """Every uniform of lookups is one half, but those given; lawful traffic never hits."""
    u = np.full(len(LookupDraw), 0.5)
    for name, value in values.items():
        u[LookupDraw[name.upper()]] = value
    monkeypatch.setattr(w.systems, "draws", lambda name, day, load: u)
    monkeypatch.setattr("borderSim.model.actions.arrival_queries._lawful", lambda w: [])


def arrive(w: State, route: str = AIR, **fields: Any) -> Load:
    load = make_load(w, COCAINE_COURIERS, route, arrives=w.day, **fields)
    w.consignments.agenda.setdefault(w.day, []).append(load)
    return load


def kinds(w: State) -> list[str]:
    return [str(e["kind"]) for e in w.recorder.events]


def test_a_hit_in_time_is_a_lead_of_its_weight(monkeypatch: pytest.MonkeyPatch):
    w = setting(systems=(NOMINAL, NOTICES))
    sure(w, monkeypatch)
    plain = score(w, make_load(w, COCAINE_COURIERS, AIR))
    load = arrive(w)
    rank(w)
    weights = [x.weight for x in w.systems.lookups]
    assert load.hit_weight == pytest.approx(max(weights)) and load.hit_weight > 3, (
        "the strongest of several, not their sum"
    )
    assert score(w, load) == pytest.approx(plain + load.hit_weight)
    assert load.raised_by == "hit"
    load.tip_weight[0] = load.hit_weight + 1
    assert score(w, load) == pytest.approx(plain + load.hit_weight + 1) and load.raised_by == "tip"
    assert (w.recorder.today["hits"], w.recorder.today["hits_validated"]) == (2, 2)


def test_whether_it_is_asked_and_on_record_decides(monkeypatch: pytest.MonkeyPatch):
    w = setting(systems=(NOMINAL,), asked_share=0.5, coverage=0.4)
    for asked, record, hit in ((0.49, 0.39, True), (0.51, 0.39, False), (0.49, 0.41, False)):
        sure(w, monkeypatch, asked=asked, record=record)
        load = arrive(w)
        rank(w)
        assert (load.hit_weight > 0) == hit
    sea = make_load(w, 0, "seaport/box")
    query(w, [sea])
    assert sea.hit_weight == 0, "not of these modes"


def test_an_answer_that_comes_after_the_unit_has_gone_is_late_and_goes_to_the_police_file(
    monkeypatch: pytest.MonkeyPatch,
):
    w = setting("hits.bureau_hours=30", systems=(NOMINAL,), access="ncb")
    sure(w, monkeypatch, asked=0.0)
    load = arrive(w, entity=1)
    day = rank(w)
    assert load.hit_weight == 0 and day.passed == [load]
    assert w.systems.open_hits == 1 and "hits_late" not in w.recorder.today, (
        "the answer takes thirty hours"
    )
    w.day = 1
    deliver(w)
    consult(w)
    assert w.recorder.today["hits_late"] == 1 and w.systems.open_hits == 0
    file = w.police.cases.file[COCAINE_COURIERS]
    w.day = 2
    deliver(w)
    assert w.police.known_entities[COCAINE_COURIERS, 1]
    assert w.police.cases.file[COCAINE_COURIERS] > file
    assert kinds(w)[:2] == ["arrive", "query"] and "hit" in kinds(w)


def test_a_late_answer_may_also_go_nowhere(monkeypatch: pytest.MonkeyPatch):
    w = setting("hits.bureau_hours=5", systems=(NOMINAL,), access="ncb", late_answer="nothing")
    sure(w, monkeypatch, asked=0.0)
    arrive(w, entity=1)
    rank(w)
    assert w.recorder.today["hits_late"] == 1
    for w.day in (1, 2):
        deliver(w)
    assert not w.police.known_entities.any() and not w.police.cases.file.any()


def test_a_confirmed_document_decides_for_an_inspection_whatever_the_score(
    monkeypatch: pytest.MonkeyPatch,
):
    w = setting()
    sure(w, monkeypatch, confirm=0.5)
    load, other = arrive(w, entity=1), arrive(w, HILL)
    w.traffickers.entity_generation[:] = 0
    assert w.policy.scenario.systems[SLTD].validation_hours == 1.0
    day = rank(w)
    assert load in day.targeted and (load.state, load.raised_by) == ("check", "hit")
    assert load.hit_weight == 0
    assert other in day.targeted, "asked about at land crossings too"
    assert w.recorder.today["hits_validated"] == w.recorder.today["alerts"] == 2
    w.day = 1
    deliver(w)
    assert w.police.known_entities[COCAINE_COURIERS, 1], "the detailed answer alerts the bureau"


@pytest.mark.parametrize(
    ("validation", "hold", "in_time"),
    [(1.0, 1.1, True), (1.0, 0.9, False), (24.0, 3.0, False), (0.0, 0.1, True)],
)
def test_a_confirmation_after_the_legal_hold_is_worth_nothing(
    monkeypatch: pytest.MonkeyPatch, validation, hold, in_time
):
    w = setting(validation_hours=validation, legal_hold_hours=hold)
    sure(w, monkeypatch)
    load = arrive(w)
    day = rank(w)
    assert (load in day.targeted) == in_time == load.secondary
    assert (load in day.passed) == (not in_time)
    assert w.recorder.today["hits"] == 1
    assert w.recorder.today.get("hits_late", 0.0) + w.systems.open_hits == (not in_time)


def test_without_a_place_to_wait_in_everybody_goes(monkeypatch: pytest.MonkeyPatch):
    w = setting("hits.secondary_places=0")
    sure(w, monkeypatch)
    load = arrive(w)
    assert load in rank(w).passed
    two = setting("hits.secondary_places=1", validation_hours=2.0, legal_hold_hours=3.0)
    sure(two, monkeypatch)
    first, second = arrive(two), arrive(two)
    rank(two)
    assert (first.secondary, second.secondary) == (True, False), (
        "the second waits two hours for the place"
    )


def test_who_stands_in_for_a_closed_bureau_saves_the_night(monkeypatch: pytest.MonkeyPatch):
    closed = ("hits.bureau_open_share=0.4",)
    for more, hour, in_time in (
        ((), 0.3, True),
        ((), 0.5, False),
        ((f"systems.{CENTRE}.customs_access=direct",), 0.5, True),
    ):
        w = setting(*closed, *more)
        sure(w, monkeypatch, hour=hour)
        load = arrive(w)
        rank(w)
        assert load.secondary == in_time


def test_what_is_known_ahead_of_arrival_is_confirmed_by_then(monkeypatch: pytest.MonkeyPatch):
    data = (
        f"systems.{API}.customs_access=direct",
        f"systems.{API}.transfer=push",
        f"systems.{API}.push_share=1",
        f"systems.{API}.ahead_hours=10",
    )
    for more, in_time in (((), False), (data, True)):
        w = setting(*more, validation_hours=8.0, legal_hold_hours=0.5)
        sure(w, monkeypatch)
        load = arrive(w)
        rank(w)
        assert load.secondary == in_time


def test_police_beside_customs_over_passenger_data_see_whom_they_know(
    monkeypatch: pytest.MonkeyPatch,
):
    push = (
        f"systems.{API}.customs_access=direct",
        f"systems.{API}.transfer=push",
        f"systems.{API}.push_share=0.9",
    )
    for joint, known, asked, hit in (
        ("true", True, 0.89, True),
        ("true", True, 0.91, False),
        ("true", False, 0.5, False),
        ("false", True, 0.5, False),
    ):
        w = setting(*push, f"systems.{API}.joint_unit={joint}", systems=())
        sure(w, monkeypatch, asked=asked)
        w.police.known_entities[COCAINE_COURIERS, 1] = known
        load = arrive(w, entity=1)
        rank(w)
        assert (load.hit_weight > 2) == hit
    w = setting(*push, f"systems.{API}.joint_unit=true", systems=())
    w.police.known_entities[COCAINE_COURIERS, [0, w.traffickers.entities]] = True
    matches = add_matches(w, np.zeros((w.routes.n, 18)))
    assert matches.sum(axis=1)[w.routes.index[AIR]] == pytest.approx(
        0.9 * 2 * w.policy.scenario.traffic.lead_match_share
    ), "the innocent match too"


def test_passenger_records_hit_by_pattern():
    w = setting(f"systems.{PNR}.transfer=push", systems=(PNR,))
    load = arrive(w)
    rank(w)
    x = w.policy.scenario.systems[PNR]
    assert load.hit_weight == pytest.approx(np.log((x.coverage + (1 - x.coverage) * 59e-4) / 59e-4))


def test_queries_and_hits_take_officers_hours_and_the_lawful_wait(monkeypatch: pytest.MonkeyPatch):
    w = setting(
        "organisations.count=0",
        systems=(NOMINAL,),
        asked_share=0.3,
        false_matches_per_10k=50,
        true_matches_per_10k=0,
    )
    lost = np.zeros(w.routes.n)
    for w.day in range(100):
        query(w, [])
        lost += w.workload.hours_lost
        w.workload.hours_lost[:] = 0
    b, x = w.recorder.today, w.systems.lookups[0]
    hits = b["hits"]
    expected = 100 * (0.3 * w.routes.rate * 50e-4 * np.isin(w.routes.modes, x.system.modes)).sum()
    assert hits == pytest.approx(expected, abs=4 * np.sqrt(expected))
    assert hits == b["hits_false"] and "hits_validated" not in b
    assert lost.sum() == pytest.approx(
        100 * w.systems.query_hours.sum() + hits * x.system.hit_minutes / 60
    )
    assert b["query_hours"] == pytest.approx(lost.sum())
    assert b["hit_delay_hours"] == pytest.approx(hits * x.system.hit_minutes / 60)
    assert b["trade_delay_cost_eur"] > 0


def test_lawful_matches_reach_the_ranking_on_the_day_of_access():
    plain, w = setting(systems=()), setting(systems=(NOMINAL,), false_matches_per_10k=100)
    for each in (plain, w):
        each.day = 1
        deliver(each)
    assert plain.customs.field.matches is not None and not plain.customs.field.matches.any()
    assert w.customs.field.matches is not None and w.customs.field.matches[
        w.routes.index[AIR]
    ].sum() == pytest.approx(0.01, rel=0.02)
    w.customs.leads.changed = False
    w.policy.scenario = plain.policy.scenario
    w.routes.enact(w.policy.scenario)
    refresh_access(w)
    deliver(w)
    assert not w.customs.field.matches.any(), "and no longer once it has ended"


def test_confirmed_holders_who_carry_nothing_are_inspected():
    w = setting(
        "organisations.count=0",
        "hits.secondary_places=1000",
        true_matches_per_10k=100,
        false_matches_per_10k=0,
        query_minutes=0,
        hit_minutes=0,
        legal_hold_hours=1000,
    )
    w.day = 3
    query(w, [])
    assert w.recorder.today["hits_validated"] > 5
    checks = w.workload.hours_lost / w.routes.check_hours
    assert checks.sum() == pytest.approx(
        w.recorder.today["hits_validated"]
    ) and checks == pytest.approx(np.rint(checks))


def test_late_answers_keep_to_the_law_of_their_time():
    w = setting(
        "organisations.count=0",
        "hits.bureau_hours=12",
        "hits.bureau_queries_per_day=1e9",
        "hits.bureau_minutes=0",
        "modes.passenger.dwell_hours=12",
        systems=(NOMINAL,),
        access="ncb",
        modes="[passenger]",
        true_matches_per_10k=9999,
        false_matches_per_10k=0,
        latency_hours=0,
    )
    query(w, [])
    b, beyond = (
        w.recorder.today,
        2 * (1 - ndtr(np.log(2.0) / w.policy.scenario.intelligence.latency_sigma)),
    )
    late = b["hits_late"] + w.systems.open_hits
    assert late > 200 and late / b["hits"] == pytest.approx(
        0.5, abs=4 * np.sqrt(0.25 / b["hits"])
    ), "half take more than their median"
    assert w.systems.open_hits / late == pytest.approx(
        beyond, abs=4 * np.sqrt(beyond * (1 - beyond) / late)
    ), "more than a day"
    assert all(a.fate == "late" for answers in w.systems.pending.values() for a in answers)


def test_the_share_of_late_confirmations_is_the_law_of_their_time():
    w = setting(
        "organisations.count=0",
        "hits.secondary_places=1000",
        "hits.bureau_open_share=1",
        true_matches_per_10k=100,
        false_matches_per_10k=0,
        validation_hours=1.0,
        legal_hold_hours=3.0,
        latency_hours=0,
    )
    for w.day in range(120):
        query(w, [])
        consult(w)
    for w.day in range(120, 200):
        consult(w)
    b = w.recorder.today
    assert w.systems.open_hits == 0 and b["hits"] == b["hits_validated"] + b["hits_late"]
    late = 1 - ndtr(np.log(3.0) / w.policy.scenario.intelligence.latency_sigma)
    error = np.sqrt(late * (1 - late) / b["hits"])
    assert error < 0.01
    assert b["hits_late"] / b["hits"] == pytest.approx(late, abs=4 * error)
    assert b["documents_found"] == b["hits_validated"]


def test_hits_by_the_bureau_come_late_in_the_share_of_its_latency():
    w = setting(
        "organisations.count=0",
        "hits.bureau_hours=1",
        "hits.bureau_queries_per_day=1e9",
        "hits.bureau_minutes=0",
        systems=(NOMINAL,),
        access="ncb",
        true_matches_per_10k=300,
        false_matches_per_10k=0,
        latency_hours=0,
    )
    for w.day in range(60):
        query(w, [])
        consult(w)
    b, sigma, modes = (
        w.recorder.today,
        w.policy.scenario.intelligence.latency_sigma,
        w.policy.scenario.modes,
    )
    units = {m: w.routes.rate[np.array(w.routes.modes) == m].sum() for m in ("passenger", "truck")}
    late = sum(
        n * (1 - ndtr(np.log(modes[m].dwell_hours) / sigma)) for m, n in units.items()
    ) / sum(units.values())
    share = (b["hits_late"] + w.systems.open_hits) / b["hits"]
    assert share == pytest.approx(late, abs=4 * np.sqrt(late * (1 - late) / b["hits"]))
    assert b["persons_found"] == b["hits_validated"]


def test_the_story_of_a_hit_can_be_told(monkeypatch: pytest.MonkeyPatch):
    w = setting(systems=(SLTD, NOMINAL))
    sure(w, monkeypatch)
    load = arrive(w)
    rank(w)
    arrived, asked, *hits = w.recorder.events
    assert [e["kind"] for e in (arrived, asked)] == ["arrive", "query"] and asked[
        "cause"
    ] == arrived["id"]
    assert asked["system"] == f"{NOMINAL}+{SLTD}" and asked["load"] == load.number
    assert {h["system"] for h in hits if h["kind"] == "hit"} == {SLTD, NOMINAL}
    assert all(h["cause"] == asked["id"] and h["fate"] == "validated" for h in hits)
    assert load.event in {h["id"] for h in hits}, "the inspection that follows names the hit"


def test_confirmed_loads_take_the_places_of_others(monkeypatch: pytest.MonkeyPatch):
    w = setting("traffic.lawful_scale=1e-9", "opportunists.scale=0")
    sure(w, monkeypatch, record=2.0)
    r = w.routes.index[AIR]
    w.policy.threshold[:] = -100.0
    w.routes.hours[r] = 1.5 * w.routes.job_hours[r]
    confirmed = arrive(w, z=-5.0)
    confirmed.secondary = True
    others = [arrive(w, z=z) for z in (2.0, 1.0)]
    day = rank(w)
    assert day.capacity[r] == 2
    assert day.targeted == [confirmed, others[0]], "two checks can be made, one is the hit's"


def test_targeting_that_reads_no_leads_reads_no_hits(monkeypatch: pytest.MonkeyPatch):
    w = setting("customs.targeting=random", systems=(NOMINAL,))
    sure(w, monkeypatch)
    load, plain = arrive(w), make_load(w, COCAINE_COURIERS, AIR)
    rank(w)
    assert load.hit_weight > 0 and score(w, load) == pytest.approx(score(w, plain))


def test_without_enforcement_nobody_asks():
    w = setting("enforcement=false")
    assert not w.systems.live
    change(w, "economy", discount_rate=0.0)
    rank(w)
    assert "queries" not in w.recorder.today
