"""Queries on finds and arrests, feeds, registers, channels: what they feed, and to whom."""

from __future__ import annotations

import numpy as np
import pytest

from borderSim.model.actions.arrests import arrest
from borderSim.model.actions.members import replace_entity
from borderSim.model.actions.sharing import share
from borderSim.model.actions.system_access import refresh_access
from borderSim.model.phases.information_systems import consult, follow_up
from borderSim.model.phases.intelligence import deliver
from borderSim.model.state.codes import LoadState
from borderSim.model.state.consignments import Load
from borderSim.model.state.draw_columns import CaseQueryDraw
from borderSim.model.state.intelligence import Item
from borderSim.model.state.state import State
from borderSim.model.state.traffickers import ACTIVE
from tests.model.stage import (
    COCAINE_BOXES,
    TOBACCO_TRUCKS,
    draws,
    forget_everything,
    keep_events,
    link_surely,
    make_load,
    member,
    scenario,
    set_traits,
    world,
)

DNA, PRINTS, IARMS, IFRT, PNR = (
    "interpol_dna",
    "interpol_fingerprints",
    "iarms",
    "ifrt",
    "passenger_name_records",
)
RILO, CENCOMM, REGISTER = "rilo_feed", "cencomm", "national_database"
HILL, AIR = "land_hill/truck", "airport/passenger"


def setting(*overrides: str) -> State:
    """Nothing is known; ``<system>.<key>=value`` sets a field of a system."""
    names = scenario().systems
    w = world(*(f"systems.{text}" if text.split(".")[0] in names else text for text in overrides))
    forget_everything(w)
    link_surely(w)
    keep_events(w)
    w.mail.delivered(0)
    return w


def certain(w: State, monkeypatch: pytest.MonkeyPatch, **values: float) -> None:
    """Every uniform of queries on cases is nearly zero, but those given."""
    u = np.full(len(CaseQueryDraw), 1e-6)
    u[CaseQueryDraw.ANSWER] = 0.5
    for name, value in values.items():
        u[CaseQueryDraw[name.upper()]] = value
    monkeypatch.setattr(w.systems, "case_luck", lambda *_: u)


def find(
    w: State,
    state: str = LoadState.SEIZED_BORDER,
    slot: int = TOBACCO_TRUCKS,
    route: str = HILL,
    **fields: object,
) -> Load:
    load = make_load(w, slot, route, state=state, draws=draws(courier=0.0), **fields)
    w.consignments.lost_today.append(load)
    return load


def run_days(w: State, first: int, last: int) -> None:
    for w.day in range(first, last + 1):
        consult(w)


# ------------------------------------------------------------------------------ finds and arrests
def test_a_trace_at_a_find_names_members_once_the_laboratory_answers(
    monkeypatch: pytest.MonkeyPatch,
):
    w = setting(f"{DNA}.customs_access=direct")
    certain(w, monkeypatch)
    o = w.traffickers
    load = find(w)
    juniors = np.flatnonzero(
        (o.status[load.organisation] == ACTIVE) & (o.tier[load.organisation] <= 2)
    )
    near = np.flatnonzero(o.links[load.organisation, juniors[0]])
    follow_up(w)
    assert w.systems.open_hits == w.recorder.today["hits"] == 1 and not w.police.known_members.any()
    run_days(w, 1, 4)
    assert not w.police.known_members.any(), "120 hours are five days"
    run_days(w, 5, 5)
    assert np.flatnonzero(w.police.known_members[load.organisation]).tolist() == [near[0]]
    assert w.police.evidence[load.organisation, near[0]] == pytest.approx(
        w.policy.scenario.systems[DNA].evidence
    )
    assert w.police.cases.file[load.organisation] == 1
    assert (
        w.recorder.today["members_linked"],
        w.recorder.today["hits_validated"],
        w.systems.open_hits,
    ) == (1, 1, 0)
    asked, hit = (
        next(e for e in w.recorder.events if e["kind"] == kind) for kind in ("query", "hit")
    )
    assert hit["cause"] == asked["id"] and asked["cause"] == load.event


@pytest.mark.parametrize(
    ("access", "state", "asked"),
    [
        ("customs", LoadState.SEIZED_BORDER, 1),
        ("customs", LoadState.SEIZED_INLAND, 0),
        ("police", LoadState.SEIZED_BORDER, 0),
        ("police", LoadState.SEIZED_INLAND, 1),
        ("police", LoadState.SEIZED_LET_RUN, 1),
        ("customs", LoadState.SEIZED_LET_RUN, 1),
    ],
)
def test_each_service_asks_about_its_own_finds(
    monkeypatch: pytest.MonkeyPatch, access, state, asked
):
    w = setting(f"{DNA}.{access}_access=direct")
    certain(w, monkeypatch)
    find(w, state)
    follow_up(w)
    assert w.recorder.today.get("queries", 0.0) == asked
    owed = w.workload.desk_owed if access == "customs" else w.workload.police_owed
    assert owed == pytest.approx(asked * w.policy.scenario.systems[DNA].query_minutes / 60)


def test_the_police_ask_about_a_find_once_it_reached_them_and_nobody_asks_twice(
    monkeypatch: pytest.MonkeyPatch,
):
    w = setting(f"{DNA}.police_access=direct", f"{DNA}.customs_access=direct")
    certain(w, monkeypatch)
    load = find(w)
    follow_up(w)
    item = Item("find", True, 0, 0, load.organisation, -1, -1, 1.0, True, 0, load)
    w.police.finds_to_file.append(item)
    consult(w)
    assert w.recorder.today["queries"] == 1
    other = setting(f"{DNA}.police_access=direct")
    certain(other, monkeypatch)
    other.police.finds_to_file.append(item)
    consult(other)
    assert other.recorder.today["queries"] == 1


def test_fingerprints_of_somebody_arrested_name_his_contacts(monkeypatch: pytest.MonkeyPatch):
    for access, known in (("none", 0), ("direct", 1)):
        w = setting(f"{PRINTS}.police_access={access}")
        certain(w, monkeypatch)
        o = w.traffickers
        courier = member(w, COCAINE_BOXES, 1)
        arrest(w, COCAINE_BOXES, courier, 7)
        follow_up(w)
        assert w.police.known_members[COCAINE_BOXES].sum() == known
        if known:
            assert o.links[
                COCAINE_BOXES,
                courier,
                int(np.flatnonzero(w.police.known_members[COCAINE_BOXES])[0]),
            ]
            asked = next(e for e in w.recorder.events if e["kind"] == "query")
            assert (
                w.recorder.events[0]["kind"] == "arrest"
                and asked["cause"] == w.recorder.events[0]["id"]
            )
        assert not w.systems.arrested


def test_what_is_not_on_record_says_nothing_and_a_mistake_costs_hours_only(
    monkeypatch: pytest.MonkeyPatch,
):
    w = setting(
        f"{PRINTS}.police_access=direct",
        f"{PRINTS}.coverage=0.5",
        f"{PRINTS}.false_matches_per_10k=5000",
    )
    for lot, fate in ((0.49, "hits_validated"), (0.51, "hits_false"), (0.76, None)):
        certain(w, monkeypatch, hit=lot)
        owed, before = w.workload.police_owed, dict(w.recorder.today)
        arrest(w, COCAINE_BOXES, member(w, COCAINE_BOXES, 1), -1)
        follow_up(w)
        x = w.policy.scenario.systems[PRINTS]
        assert w.workload.police_owed - owed == pytest.approx(
            (x.query_minutes + (x.hit_minutes if fate else 0)) / 60
        )
        if fate:
            assert w.recorder.today[fate] == before.get(fate, 0) + 1
    assert w.recorder.today["hits"] == 2 and w.police.known_members.sum() == 1


def test_through_the_bureau_the_answer_takes_longer(monkeypatch: pytest.MonkeyPatch):
    w = setting(f"{PRINTS}.police_access=ncb", "hits.bureau_hours=49")
    certain(w, monkeypatch)
    arrest(w, COCAINE_BOXES, member(w, COCAINE_BOXES, 1), -1)
    follow_up(w)
    run_days(w, 1, 1)
    assert not w.police.known_members.any()
    run_days(w, 2, 2)
    assert w.police.known_members.any()


def test_a_laboratory_that_is_busy_answers_later(monkeypatch: pytest.MonkeyPatch):
    w = setting(f"{PRINTS}.police_access=direct", f"{PRINTS}.throughput_per_day=1")
    certain(w, monkeypatch)
    for slot in (COCAINE_BOXES, TOBACCO_TRUCKS):
        arrest(w, slot, member(w, slot, 1), -1)
    follow_up(w)
    assert (
        w.police.known_members[COCAINE_BOXES].any()
        and not w.police.known_members[TOBACCO_TRUCKS].any()
    )
    run_days(w, 1, 1)
    assert w.police.known_members[TOBACCO_TRUCKS].any()


def test_a_firearm_is_traced_to_the_supplier_if_it_is_identified_rightly(
    monkeypatch: pytest.MonkeyPatch,
):
    for table, identified, traced in (
        ("none", 0.59, 1),
        ("none", 0.61, 0),
        ("direct", 0.61, 1),
        ("direct", 0.96, 0),
    ):
        w = setting(
            f"{IARMS}.customs_access=direct",
            f"{IARMS}.latency_hours=0",
            f"{IFRT}.customs_access={table}",
        )
        certain(w, monkeypatch, identified=identified)
        find(w, commodity="firearms")
        find(w, commodity="cocaine", slot=COCAINE_BOXES)
        follow_up(w)
        o = w.traffickers
        assert w.police.known_members.sum() == traced
        if traced:
            assert w.police.known_members[TOBACCO_TRUCKS, o.contacts.first[TOBACCO_TRUCKS, 0]], (
                "who holds the contact to the supplier"
            )
        assert w.recorder.today["queries"] == 1, "about firearms only"


def test_passenger_data_link_a_find_to_earlier_trips_while_the_law_lets_them_be_kept(
    monkeypatch: pytest.MonkeyPatch,
):
    data = (
        f"{PNR}.customs_access=direct",
        f"{PNR}.transfer=push",
        f"{PNR}.push_share=1",
        f"{PNR}.link_per_trip=0.2",
        f"{PNR}.false_matches_per_10k=0",
    )
    for retention, trips in ((0, 0), (30, 2), (365, 3)):
        w = setting(*data, f"{PNR}.retention_days={retention}")
        w.day = 100
        air = w.routes.index[AIR]
        w.consignments.shipments[:] = [
            (20, 1, air),
            (80, 1, air),
            (90, 1, air),
            (95, 0, air),
            (96, 1, w.routes.index[HILL]),
            (100, 1, air),
        ]
        limit = 1 - 0.8**trips
        for lot, hit in ((max(0.0, limit - 1e-6), trips > 0), (limit + 1e-6, False)):
            certain(w, monkeypatch, hit=lot)
            w.consignments.lost_today.clear()
            find(w, slot=1, route=AIR)
            before = w.recorder.today.get("hits", 0)
            follow_up(w)
            assert w.recorder.today.get("hits", 0) - before == hit


def test_answers_on_an_organisation_that_has_ended_change_nothing(monkeypatch: pytest.MonkeyPatch):
    w = setting(f"{DNA}.customs_access=direct")
    certain(w, monkeypatch)
    load = find(w)
    follow_up(w)
    w.traffickers.alive[load.organisation] = False
    run_days(w, 1, 5)
    assert not w.police.known_members.any() and w.systems.open_hits == 0


# ------------------------------------------------------------------------------ feeds, registers, channels
@pytest.mark.parametrize(("coverage", "column"), [(1.0, 0), (0.0, 1)])
def test_a_feed_brings_leads_some_of_which_point_to_the_innocent(coverage: float, column: int):
    w = setting(
        f"{RILO}.customs_access=direct",
        f"{RILO}.coverage={coverage}",
        f"{RILO}.items_per_year=36500",
        f"{RILO}.latency_hours=48",
    )
    w.customs.leads.half_life_days = 1e9
    consult(w)
    items = w.recorder.today["feed_items"]
    assert items == w.traffickers.alive.sum(), "a hundred a day on five organisations"
    w.systems.live = False
    for w.day in (1, 2):
        deliver(w)
    held = w.customs.leads.reliability[0] > 0
    half = w.traffickers.entities
    assert not held[:, half:].any() if column == 0 else not held[:, :half].any()
    assert held.any() == (coverage > 0), (
        "it is graded as what it is worth: nothing, where nothing is true"
    )


def test_a_feed_to_the_police_costs_their_time_and_teaches_what_is_true():
    w = setting(
        f"{RILO}.police_access=direct",
        f"{RILO}.coverage=1",
        f"{RILO}.items_per_year=36500",
        f"{RILO}.latency_hours=0",
    )
    consult(w)
    assert w.workload.police_owed == pytest.approx(
        w.traffickers.alive.sum() * w.policy.scenario.intelligence.vetting_minutes / 60
    )
    w.day = 1
    deliver(w)
    assert w.police.known_entities.sum(axis=1)[w.traffickers.alive].min() == 1


def test_a_register_shows_each_service_the_others_entries_once():
    w = setting(
        f"{REGISTER}.customs_access=direct",
        f"{REGISTER}.police_access=direct",
        f"{REGISTER}.coverage=1",
    )
    w.police.known_entities[0, 1] = True
    w.customs.leads.learn(0, 1, 0, 0, 0.4, 0, own=True, independent=True)
    consult(w)
    assert (
        w.customs.leads.reliability[0, 0, 1] == w.policy.scenario.police.entity_reliability
        and w.customs.leads.told[0, 0, 1]
    )
    assert w.police.known_entities[1, 0] and w.police.told_by_customs[1, 0]
    assert w.recorder.today["register_entries"] == 2
    reliability = w.customs.leads.reliability.copy()
    w.day = 1
    consult(w)
    assert (
        w.recorder.today["register_entries"] == 2
        and (w.customs.leads.reliability == reliability).all()
    ), "customs' own news do not come back"
    replace_entity(w, 0, 1)
    w.police.known_entities[0, 1] = True
    w.day = 2
    consult(w)
    assert w.recorder.today["register_entries"] == 3, "another entity is another entry"


def test_a_register_does_not_tell_customs_its_own_news():
    w = setting(f"{REGISTER}.customs_access=direct", f"{REGISTER}.coverage=1")
    w.police.known_entities[0, :2] = True
    w.police.told_by_customs[0, 0] = True
    consult(w)
    assert (w.customs.leads.reliability[0, 0] > 0).tolist() == [
        i == 1 for i in range(w.customs.leads.reliability.shape[2])
    ]


@pytest.mark.parametrize(
    ("access", "customs_learns", "police_learn"),
    [("customs", True, False), ("police", False, True)],
)
def test_only_who_may_read_a_register_learns_from_it(access, customs_learns, police_learn):
    w = setting(f"{REGISTER}.{access}_access=direct", f"{REGISTER}.coverage=1")
    w.police.known_entities[0, 1] = True
    w.customs.leads.learn(0, 1, 0, 0, 0.4, 0, own=True, independent=True)
    consult(w)
    assert (w.customs.leads.reliability[0, 0, 1] > 0) == customs_learns
    assert w.police.known_entities[1, 0] == police_learn


def test_what_many_read_leaks_where_there_is_an_insider():
    w = setting(
        f"{REGISTER}.customs_access=direct", f"{REGISTER}.coverage=1", f"{REGISTER}.readers_share=1"
    )
    o = w.traffickers
    w.police.known_entities[:2, 1] = True
    o.insider[1] = True
    consult(w)
    assert w.recorder.today["leaks"] == 1 and o.quiet_until[1] > 0 and o.quiet_until[0] == 0


@pytest.mark.parametrize(
    ("customs", "police", "arrives"),
    [("direct", "direct", 2), ("direct", "none", 23), ("none", "direct", 23)],
)
def test_a_channel_carries_items_at_once_if_both_are_on_it(customs: str, police: str, arrives: int):
    w = setting(f"{CENCOMM}.customs_access={customs}", f"{CENCOMM}.police_access={police}")
    set_traits(
        w, share_prob=1.0, share_interval_days=14.0, share_latency_days=9.0, share_fidelity=1.0
    )
    w.day = 1
    w.mail.delivered(1)
    item = Item("entity", False, 0, 0, 0, 0, 0, 0.6, False, 1)
    assert share(w, item, np.array([0.0, 0.5, 0.0, 0.999]), urgent=False)
    assert [day for day in range(2, 40) if item in w.mail.delivered(day)] == [arrives], (
        "else it waits for the 14th day, and nine more"
    )


def test_an_operation_opens_the_channel_to_both(monkeypatch: pytest.MonkeyPatch):
    w = setting()
    monkeypatch.setattr(
        type(w.cooperation),
        "granted_access",
        lambda self, p=None: frozenset({CENCOMM}) if p == 0 else frozenset(),
    )
    w.cooperation.arrangements.version += 1
    refresh_access(w)
    assert w.systems.channel_days == {
        0: pytest.approx(w.policy.scenario.systems[CENCOMM].latency_hours / 24)
    }
