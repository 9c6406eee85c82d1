"""Finds feed files, cases climb the network by neighbours, ripe cases end in arrests."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from borderSim.model.actions import sharing
from borderSim.model.actions.first_day import teams
from borderSim.model.phases import investigation
from borderSim.model.phases.investigation import (
    TIER_WEIGHT,
    _close_cases,
    _file_finds,
    _open_cases,
    _routine_persons,
    _work,
)
from borderSim.model.state.draw_columns import MemberDraw
from borderSim.model.state.intelligence import Item
from borderSim.model.state.state import State
from borderSim.model.state.traffickers import ACTIVE, DETAINED
from tests.model.stage import (
    change,
    draws,
    forget_everything,
    keep_events,
    link_surely,
    make_load,
    member,
    member_luck,
    quiet_time,
    set_traits,
    world,
)


def setting(
    monkeypatch: pytest.MonkeyPatch | None = None, u: float = 0.999, **sections: dict[str, Any]
) -> State:
    w = world("organisations.size_median=25", **sections)
    forget_everything(w)
    link_surely(w)
    keep_events(w)
    if monkeypatch is not None:
        member_luck(w, monkeypatch, u)
    return w


def find(
    w: State,
    slot: int = 0,
    *,
    entity: int = 1,
    evidence: float = 1.0,
    detail: tuple[bool, bool, bool] = (True, True, True),
    **u: float,
) -> Item:
    load = make_load(
        w,
        slot,
        entity=entity,
        draws=draws(**({"courier": 0.0, "interview": 0.99, "expose": 0.0} | u)),
    )
    item = Item(
        "find",
        True,
        0,
        0,
        slot,
        entity,
        load.generation,
        1.0,
        True,
        0,
        load=load,
        evidence=evidence,
        detail=detail,
    )
    w.police.finds_to_file.append(item)
    return item


# ------------------------------------------------------------------ finds
@pytest.mark.parametrize("kept", [1.0, 0.5])
def test_a_find_adds_a_junior_evidence_an_entity_and_weight_to_the_file(kept: float):
    w = setting()
    o, i = w.traffickers, w.policy.scenario.investigation
    find(w, evidence=kept)
    _file_finds(w)
    known = np.flatnonzero(w.police.known_members[0])
    assert len(known) == 1
    assert o.tier[0, known[0]] <= 2
    assert w.police.evidence[0, known[0]] == pytest.approx(kept * i.evidence_find)
    assert w.police.known_entities[0].tolist() == [e == 1 for e in range(2 * o.entities)]
    assert w.police.cases.file[0] == 2 * kept
    assert w.recorder.today["finds_in_cases"] == 1
    assert w.police.finds_to_file == []


def test_an_interview_gives_a_statement_and_a_neighbour():
    w = setting()
    o, i = w.traffickers, w.policy.scenario.investigation
    find(w, evidence=0.5, interview=0.5 * i.interview_yield - 1e-6)
    _file_finds(w)
    talked = int(w.police.evidence[0].argmax())
    assert w.police.evidence[0, talked] == pytest.approx(
        0.5 * i.evidence_find + i.evidence_statement
    )
    named = [m for m in np.flatnonzero(w.police.known_members[0]) if m != talked]
    assert len(named) == 1
    assert o.links[0, talked, named[0]]
    silent = setting()
    find(silent, evidence=0.5, interview=0.5 * i.interview_yield + 1e-6)
    _file_finds(silent)
    assert silent.police.known_members[0].sum() == 1


def test_a_find_names_no_entity_that_is_lost_one_off_or_replaced():
    w = setting()
    find(w, 0, detail=(False, True, True))
    find(w, 1, entity=-1)
    find(w, 2)
    w.traffickers.entity_generation[2, 1] += 1
    w.traffickers.alive[3] = False
    find(w, 3)
    _file_finds(w)
    assert not w.police.known_entities.any()
    assert w.recorder.today["finds_in_cases"] == 3, "nothing is filed on an organisation that ended"


def test_what_the_police_learn_from_a_find_goes_back_marked_as_customs_own(
    monkeypatch: pytest.MonkeyPatch,
):
    w = setting()
    sent: list[Item] = []
    monkeypatch.setattr(sharing, "share", lambda w, item, u, urgent, fresh: sent.append(item))
    find(w)
    _file_finds(w)
    find(w)
    _file_finds(w)
    assert [(x.kind, x.to_police, x.from_customs, x.entity) for x in sent] == [
        ("entity", False, True, 1)
    ], "and once only"


# ------------------------------------------------------------------ opening
def test_free_teams_take_the_heaviest_files_that_are_not_cold():
    w = setting(police={"team_size": 4.0, "team_time_share": 1.0})
    w.staff.investigators = 8.0
    w.police.cases.file[:5] = (9.0, 30.0, 20.0, 1.9, 50.0)
    w.police.cases.cold_until[4] = 1
    _open_cases(w, teams(w))
    assert np.flatnonzero(w.police.cases.open).tolist() == [1, 2]
    assert w.police.cases.unit[1] == 1
    assert w.police.cases.unit[2] == 0
    _open_cases(w, teams(w))
    assert w.recorder.today["cases_opened"] == 2, "no team is free"
    w.staff.investigators = 40.0
    _open_cases(w, teams(w))
    assert np.flatnonzero(w.police.cases.open).tolist() == [0, 1, 2], (
        "too little is known of 3, 4 is cold"
    )
    w.day = 1
    _open_cases(w, teams(w))
    assert w.police.cases.open[4]


def test_known_members_weigh_in_a_file_by_tier():
    w = setting()
    w.staff.investigators = 4.0
    w.police.known_members[2, member(w, 2, 4)] = True
    w.police.known_members[1, np.flatnonzero(w.traffickers.tier[1] == 1)[:3]] = True
    _open_cases(w, teams(w))
    assert np.flatnonzero(w.police.cases.open).tolist() == [2]


# ------------------------------------------------------------------ work
def test_work_reveals_neighbours_of_known_members_only(monkeypatch: pytest.MonkeyPatch):
    w = setting(monkeypatch, u=0.0)
    change(w, "investigation", entity_from_case=0.0)
    o, first = w.traffickers, member(w, 0, 2)
    w.police.known_members[0, first] = True
    w.police.cases.start(0, 0, 0)
    _work(w)
    expected = o.links[0, first].copy()
    expected[first] = True
    assert (w.police.known_members[0] == expected).all()
    assert not w.police.known_members[1:].any(), "no work without a case"


def test_a_case_without_a_name_begins_with_couriers(monkeypatch: pytest.MonkeyPatch):
    w = setting(monkeypatch, u=0.0)
    w.police.cases.start(0, 0, 0)
    _work(w)
    o = w.traffickers
    assert (w.police.known_members[0] == ((o.tier[0] == 1) & (o.status[0] == ACTIVE))).all()


def test_leaders_cost_more_work_than_couriers_and_more_work_finds_more():
    def revealed(effort: float, slot: int) -> np.ndarray:
        counts = np.zeros(5)
        for seed in range(40):
            w = world("organisations.size_median=25", seed=seed)
            forget_everything(w)
            o = w.traffickers
            o.links[slot] = True
            boss = member(w, slot, 4)
            w.police.known_members[slot, boss] = True
            w.police.cases.start(slot, 0, 0)
            change(w, "police", team_size=effort)
            w.staff.investigators = 1e3
            _work(w)
            new = w.police.known_members[slot] & (np.arange(o.width) != boss)
            counts += [
                new[(o.tier[slot] == t) & (o.status[slot] == ACTIVE)].mean() if t else 0.0
                for t in range(5)
            ]
        return counts / 40

    few, many = revealed(5.0, 0), revealed(20.0, 0)
    assert (many[1:] > few[1:]).all()
    i = world().policy.scenario.investigation
    o = world("organisations.size_median=25").traffickers
    aim = TIER_WEIGHT[o.tier[0]] * (o.status[0] == ACTIVE)
    total = aim.sum() - 8.0
    for tier, cost in (
        (1, i.reveal_days_courier),
        (2, i.reveal_days_logistics),
        (3, i.reveal_days_broker),
    ):
        p = 1 - np.exp(-i.reveal_effort_share * 25.0 * TIER_WEIGHT[tier] / total / cost)
        n = 40 * ((o.tier[0] == tier) & (o.status[0] == ACTIVE)).sum()
        assert few[tier] == pytest.approx(p, abs=4.5 * np.sqrt(p * (1 - p) / n))


def test_evidence_grows_with_work_on_known_suspects_by_their_weight(
    monkeypatch: pytest.MonkeyPatch,
):
    w = setting(monkeypatch, investigation={"reveal_effort_share": 0.4})
    s = w.policy.scenario
    boss, courier = member(w, 0, 4), member(w, 0, 1)
    w.police.known_members[0, [boss, courier]] = True
    w.police.cases.start(0, 0, 0)
    w.staff.investigators = 1e3
    _work(w)
    i = s.investigation
    pieces = (
        0.6
        * 5
        * s.police.team_size
        / i.evidence_days
        * (i.evidence_surveillance + i.evidence_finance)
        / 2
    )
    assert w.police.evidence[0].sum() == pytest.approx(pieces)
    assert w.police.evidence[0, boss] == pytest.approx(8 * w.police.evidence[0, courier])
    w.staff.investigators = s.police.team_size / 2 / s.police.team_time_share
    before = w.police.evidence[0].sum()
    _work(w)
    assert w.police.evidence[0].sum() - before == pytest.approx(pieces / 2), (
        "half the people, half the evidence"
    )


def test_a_revealed_member_of_logistics_may_give_away_an_entity(monkeypatch: pytest.MonkeyPatch):
    for fresh, gives in ((0.24, True), (0.26, False)):
        w = setting(investigation={"entity_from_case": 0.25})
        member_luck(w, monkeypatch, 0.0, fresh=fresh)
        o = w.traffickers
        w.police.known_members[0, np.flatnonzero(o.tier[0] == 3)] = True
        w.police.cases.start(0, 0, 0)
        _work(w)
        assert w.police.known_entities[0, : o.entities].any() == gives
        assert not w.police.known_entities[0, o.entities :].any()


def test_customs_lends_idle_hours_to_cases_in_time():
    w = setting()
    w.workload.idle_hours = {0: 112.0}
    assert investigation._lent_days(w, 2) == 0.0
    w.workload.idle_hours = {0: 112.0}
    set_traits(w, pool_fraction=0.5, pool_reaction_days=3.5)
    assert investigation._lent_days(w, 2) == pytest.approx(112 * 0.5 * 0.5 / 8 / 2)
    assert w.recorder.today["pooled_hours"] == pytest.approx(28.0)
    assert not w.workload.idle_hours, "a week's idle hours are lent once"
    w.workload.idle_hours = {0: 112.0}
    set_traits(w, pool_fraction=0.5, pool_reaction_days=9.0)
    assert investigation._lent_days(w, 2) == 0.0


# ------------------------------------------------------------------ knowledge of persons
def test_routine_work_keeps_the_declared_share_of_members_known():
    w = world(
        "organisations.count=25", "organisations.size_median=25", "police.known_member_share=0.2"
    )
    o, shares = w.traffickers, []
    for day in range(0, 7 * 400, 7):
        w.day = day
        _routine_persons(w)
        shares.append(w.police.known_members[:25].sum() / (o.status[:25] == ACTIVE).sum())
        leave = w.draws.members.today(day)[:25, :, MemberDraw.LEAVE] < 7 / (
            w.policy.scenario.traffickers.tenure_years * 365
        )
        w.police.known_members[:25] &= ~leave
    assert np.mean(shares) == pytest.approx(0.2, abs=0.025)
    assert not w.police.known_members[25:].any()


def test_knowledge_is_kept_while_a_case_is_open(monkeypatch: pytest.MonkeyPatch):
    w = setting(monkeypatch, u=0.0)
    o = w.traffickers
    for slot in (0, 1):
        w.police.known_members[slot, 3], w.police.evidence[slot, 3] = True, 1.0
    w.police.cases.start(0, 0, 0)
    _routine_persons(w)
    assert (w.police.evidence[0, 3], w.police.evidence[1, 3]) == (1.0, 0.0)
    assert w.police.known_members[0, 3]
    o.status[0, 3] = DETAINED
    _routine_persons(w)
    assert not w.police.known_members[0, 3]


# ------------------------------------------------------------------ closing
def suspects(w: State, tiers: list[int], evidence: float = 50.0) -> list[int]:
    """Make active members of these tiers known with evidence enough."""
    o, out = w.traffickers, []
    for t in tiers:
        m = next(
            int(x)
            for x in np.flatnonzero((o.tier[0] == t) & (o.status[0] == ACTIVE))
            if x not in out
        )
        w.police.known_members[0, m], w.police.evidence[0, m] = True, evidence
        out.append(m)
    return out


def test_the_chance_of_a_charge_grows_smoothly_with_the_evidence():
    w = world(
        "organisations.size_median=100", "organisations.size_max=110", "organisations.count=25"
    )
    o = w.traffickers
    real = o.draws[:25][o.status[:25] == ACTIVE]
    for evidence in (0.2, 0.7, 1.5):
        share = (real < 1 - np.exp(-evidence)).mean()
        assert share == pytest.approx(1 - np.exp(-evidence), abs=0.04)
    s = setting(investigation={"give_up_chance": 1.0, "give_up_days": 0.01, "give_up_weight": 0.0})
    (m,) = suspects(s, [2], evidence=0.7)
    for luck_, charged in ((1 - np.exp(-0.7) + 1e-6, 0), (1 - np.exp(-0.7) - 1e-6, 1)):
        s.traffickers.draws[0, m] = luck_
        s.police.cases.start(0, 0, 0)
        s.day = 28
        _close_cases(s)
        assert s.recorder.today.get("members_arrested", 0) == charged


@pytest.mark.parametrize(
    ("exposed", "evidence", "burned"), [(True, 0.0, 1), (False, 0.0, 0), (True, 9.0, 0)]
)
def test_a_case_is_burned_that_ends_without_an_arrest_after_it_was_exposed(
    exposed: bool, evidence: float, burned: int
):
    w = setting(investigation={"give_up_chance": 1.0, "give_up_days": 0.01, "give_up_weight": 0.0})
    suspects(w, [2], evidence=evidence)
    w.police.cases.start(0, 0, 0)
    w.police.cases.exposed[0] = exposed
    w.day = 28
    _close_cases(w)
    assert not w.police.cases.open[0] and w.recorder.today["cases_given_up"] == 1
    assert w.recorder.today.get("cases_burned", 0) == burned


@pytest.mark.parametrize(
    ("tiers", "bar", "shared", "ripe"),
    [
        ([1] * 7, 5.0, 0.0, False),  # no number of couriers makes a case ripe
        ([3, 1], 4.5, 0.0, True),  # (4 + 1 + 2 x 2) / 2 = 4.5
        ([3, 1], 4.6, 0.0, False),
        ([3, 1], 4.6, 1.0, True),  # 0.5 x 4.5 + 0.5 x 5 = 4.75
        ([4], 5.0, 0.0, True),  # (8 + 2) / 2
        ([4], 5.1, 0.0, False),
        ([4], 6.5, 1.0, True),
        ([3, 1, 1, 1], 7.4, 0.0, True),  # (7 + 8) / 2 = 7.5
        ([3, 1, 1, 1], 7.4, 1.0, False),  # 7.25: number counts less
    ],
)
def test_a_case_is_ripe_by_weight_and_with_a_leader(
    tiers: list[int], bar: float, shared: float, ripe: bool
):
    w = setting(investigation={"takedown_weight": bar})
    set_traits(w, shared_objective_weight=shared)
    gone = suspects(w, tiers)
    w.police.cases.start(0, 0, 0)
    _close_cases(w)
    o = w.traffickers
    assert w.police.cases.open[0] != ripe
    assert (o.status[0, gone] == (DETAINED if ripe else ACTIVE)).all()
    assert w.recorder.today.get("takedowns", 0) == ripe


def test_a_takedown_confiscates_hides_the_rest_and_leaves_the_case_cold():
    w = setting(
        investigation={"takedown_weight": 1.0, "cold_sigma": 0.0},
        justice={
            "confiscable_share": 0.5,
            "financial_hours_per_case": 10.0,
            "confiscated_per_hour_eur": 100.0,
        },
    )
    o = w.traffickers
    suspects(w, [3, 2])
    o.cash[0] = 1500.0
    w.police.cases.start(0, 1, 0)
    w.police.cases.told_customs[0] = True
    trust = w.cooperation.trust.copy()
    _close_cases(w)
    assert o.cash[0] == 750.0
    assert w.recorder.today["assets_confiscated_eur"] == 750.0
    assert w.traffickers.blows == [(0, 0)]
    assert o.quiet_until[0] == quiet_time(w)
    assert not o.by_choice[0], "they hide, they do not pause"
    assert w.cooperation.trust[:, 1] == pytest.approx(
        trust[:, 1] + w.policy.scenario.intelligence.trust_gain
    )
    assert w.cooperation.trust[:, 0] == pytest.approx(trust[:, 0])
    assert w.police.cases.cold_until[0] == 90
    rich = setting(
        investigation={"takedown_weight": 1.0},
        justice={
            "confiscable_share": 0.5,
            "financial_hours_per_case": 10.0,
            "confiscated_per_hour_eur": 100.0,
        },
    )
    suspects(rich, [3])
    rich.traffickers.cash[0] = 1e6
    rich.police.cases.start(0, 0, 0)
    _close_cases(rich)
    assert rich.recorder.today["assets_confiscated_eur"] == 1000.0, (
        "an inquiry finds so much an hour"
    )


@pytest.mark.parametrize(("share", "arrests"), [(0.25, True), (0.26, False)])
def test_a_case_given_up_ends_in_arrests_if_enough_can_be_charged(share: float, arrests: bool):
    w = setting(
        investigation={
            "takedown_weight": 8.0,
            "give_up_weight": share,
            "give_up_chance": 1.0,
            "give_up_days": 0.01,
            "cold_sigma": 0.0,
        }
    )
    set_traits(w, shared_objective_weight=0.0)
    (m,) = suspects(w, [2])  # weighs (2 + 2 x 1) / 2 = 2, a quarter of 8
    w.police.cases.start(0, 0, 0)
    w.police.cases.start(1, 0, 0)
    w.day = 27
    _close_cases(w)
    assert w.police.cases.open[[0, 1]].all(), "no review before its day"
    w.day = 28
    _close_cases(w)
    assert not w.police.cases.open[[0, 1]].any()
    assert (w.traffickers.status[0, m] == DETAINED) == arrests
    assert w.recorder.today["cases_given_up"] == 2
    assert w.recorder.today.get("takedowns", 0) == arrests, "a case without suspects is shelved"
    assert w.police.cases.cold_until[1] == 28 + 90
    steps = [e["what"] for e in w.recorder.events if e["kind"] == "case step"]
    assert steps == ["given up"] * (2 - arrests)


def test_the_case_on_an_organisation_that_ended_is_closed():
    w = setting(investigation={"takedown_weight": 1.0})
    suspects(w, [4])
    w.police.cases.start(0, 0, 0)
    w.traffickers.alive[0] = False
    _close_cases(w)
    assert not w.police.cases.open[0]
    assert "members_arrested" not in w.recorder.today
