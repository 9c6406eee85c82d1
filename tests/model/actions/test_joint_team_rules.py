"""Joint investigation teams: which case they take, what it may use, what it costs, and where they do not help."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pandas as pd
import pytest

from borderSim.model.actions.joint_teams import staff_joint_teams
from borderSim.model.actions.policy import instruments_changed
from borderSim.model.actions.powers import customs_acts, sources
from borderSim.model.phases.interception import _find
from borderSim.model.phases.investigation import _financial_hours, _work, investigate
from borderSim.model.state.codes import LoadState
from borderSim.model.state.networks import ROLE_CODE
from borderSim.model.state.state import State
from borderSim.parameters.scenario import Scenario
from borderSim.scenario.load import load_levels, load_scenario
from borderSim.simulation import run
from tests.model.stage import (
    change,
    draws,
    forget_everything,
    keep_events,
    make_load,
    member,
    member_luck,
    put,
    world,
)

FOREVER = "instruments.joint_investigation_team.persistence=1"
ONE = (
    "instruments=[joint_investigation_team]",
    "instruments.joint_investigation_team.n=1",
    FOREVER,
)
AGREED = (
    "instruments=[joint_investigation_team,memorandum_of_understanding,memorandum_of_agreement]",
    FOREVER,
    "instruments.memorandum_of_understanding.persistence=1",
    "instruments.memorandum_of_agreement.persistence=1",
    "instruments.joint_investigation_team.n=1",
)


def setting(*overrides: str, cases: int = 3) -> State:
    """A world with open cases on the first slots, the later ones with the weightier file."""
    w = world(
        "burn_in_days=0", "partnership=coexistence", "organisations.size_median=25", *overrides
    )
    forget_everything(w)
    keep_events(w)
    if w.cooperation.arrangements.pass_day(0):  # an agreement is real once it was exercised
        instruments_changed(w)
    for slot in range(cases):
        w.police.cases.start(slot, slot % 2, 0)
        w.police.cases.file[slot] = 10.0 * (slot + 1)
    return w


def joint(w: State) -> list[int]:
    return np.flatnonzero(w.police.cases.joint).tolist()


def pass_weeks(w: State, weeks: int = 1) -> None:
    for _ in range(weeks):
        staff_joint_teams(w)
        w.day += 7


# ------------------------------------------------------------------ which case
def test_free_teams_take_the_weightiest_open_cases_and_customs_knows_of_them():
    w = setting(*ONE, "instruments.joint_investigation_team.gives.case_teams=2")
    pass_weeks(w)
    assert joint(w) == [1, 2]
    assert w.police.cases.told_customs.tolist()[:3] == [False, True, True]
    assert w.recorder.today["joint_cases"] == 2
    assert [(e["organisation"], e["what"]) for e in w.recorder.events] == [
        (2, "joint team"),
        (1, "joint team"),
    ]
    pass_weeks(w)
    assert joint(w) == [1, 2] and w.recorder.today["joint_cases"] == 2, "they stay at their cases"


def test_known_members_weigh_as_when_cases_are_opened():
    w = setting(*ONE)
    w.police.known_members[0, member(w, 0, 4)] = True
    w.police.cases.file[:3] = (25.0, 30.0, 32.0)
    pass_weeks(w)
    assert joint(w) == [0]


def test_an_ad_hoc_team_is_set_up_anew_and_a_standing_one_goes_on():
    def second_case(*overrides: str) -> tuple[list[list[int]], float]:
        w = setting(
            *ONE,
            "instruments.joint_investigation_team.setup_days=14",
            "instruments.joint_investigation_team.setup_cost_eur=700",
            *overrides,
        )
        pass_weeks(w)
        w.police.cases.close(2, w.day)
        seen = []
        for _ in range(3):
            pass_weeks(w)
            seen.append(joint(w))
        return seen, w.recorder.today.get("cooperation_setup_eur", 0.0)

    assert second_case() == ([[], [], [1]], 700.0)
    assert second_case("instruments.joint_investigation_team.gives.team_standing=true") == (
        [[1], [1], [1]],
        0.0,
    )


def test_a_case_that_was_closed_and_opened_again_is_another_case():
    w = setting(*ONE, cases=1)
    pass_weeks(w)
    w.police.cases.close(0, w.day)
    w.police.cases.start(0, 0, w.day)
    assert not w.police.cases.joint[0]
    pass_weeks(w)
    assert not w.police.cases.joint[0], "the team is being set up anew"


def test_teams_end_with_their_instrument_and_shrink_with_it():
    w = setting(*ONE, "instruments.joint_investigation_team.gives.case_teams=2")
    pass_weeks(w)
    a = w.cooperation.arrangements
    a.instruments[0] = dataclasses.replace(
        a.instruments[0], gives=dataclasses.replace(a.instruments[0].gives, case_teams=1.0)
    )
    pass_weeks(w)
    assert len(joint(w)) == 1
    a.live[:] = False
    pass_weeks(w)
    assert joint(w) == []
    assert w.police.cases.open[:3].all(), "the police go on alone"
    assert w.police.cases.told_customs[2], "what customs knows it knows"


def test_a_team_for_some_goods_takes_cases_on_these_only():
    w = setting(*ONE, "instruments.joint_investigation_team.scope={offences: [resin]}", cases=5)
    w.police.cases.file[3] = 0.1
    pass_weeks(w)
    assert [list(w.policy.scenario.commodities)[w.good_of(slot)] for slot in joint(w)] == ["resin"]


def test_teams_need_the_power_to_work_cases_together():
    w = setting(*ONE, "instruments.joint_investigation_team.gives.powers=[]")
    pass_weeks(w)
    assert joint(w) == []


# ------------------------------------------------------------------ what it may use
def names(w: State, slot: int = 2) -> set[str]:
    return {name for name, _ in sources(w, slot)}


OF_POLICE = {"surveillance", "interception", "finance"}


def test_a_joint_case_may_use_trade_records_and_with_powers_interviews_after_a_find():
    w = setting(*ONE)
    assert names(w) == OF_POLICE
    w.police.cases.last_find[:] = 0
    pass_weeks(w)
    assert not customs_acts(w, 2)
    assert names(w) == OF_POLICE | {"trade_records"}
    assert names(w, 1) == OF_POLICE, "other cases are as they were"
    change(w, "legal_model", customs_investigates=True)
    assert names(w) == OF_POLICE | {"trade_records", "interviews"}
    w.day = round(w.policy.scenario.investigation.interview_days) + 1
    assert names(w) == OF_POLICE | {"trade_records"}
    agreed = setting(*AGREED)
    agreed.police.cases.last_find[:] = 0
    pass_weeks(agreed)
    assert names(agreed) == OF_POLICE | {"trade_records", "interviews"}, (
        "the agreement lends customs officers their powers"
    )


def worked(w: State, monkeypatch: pytest.MonkeyPatch, u: float) -> tuple[int, float]:
    """Members known and evidence in case 2 after a week from one known member of tier 2."""
    member_luck(w, monkeypatch, u)
    w.police.known_members[2, member(w, 2, 2)] = True
    _work(w)
    return int(w.police.known_members[2].sum()), float(w.police.evidence[2].sum())


def test_customs_officers_add_their_days_and_the_joint_case_its_sources(
    monkeypatch: pytest.MonkeyPatch,
):
    days = "instruments.joint_investigation_team.gives.team_days_per_week"
    alone, source, officers = (setting(*ONE, f"{days}={d}") for d in (0, 0, 20))
    for w in (source, officers):
        pass_weeks(w)
        w.day = 0
    got = [worked(w, monkeypatch, 0.02) for w in (alone, source, officers)]
    assert got[0][1] < got[1][1] < got[2][1]
    assert got[0][0] <= got[1][0] <= got[2][0]
    c, share = officers.police.cases, officers.staff.team_share
    assert 0 < share <= 1
    assert c.customs_days[:3] == pytest.approx([0, 0, 20 * share])
    assert c.effort[2] == pytest.approx(alone.police.cases.effort[2] + 20 * share)


def test_customs_officers_without_powers_work_trade_records_only(monkeypatch: pytest.MonkeyPatch):
    def evidence(*overrides: str, **fields: Any) -> float:
        w = setting(*overrides, "instruments.joint_investigation_team.gives.team_days_per_week=20")
        change(w, "legal_model", **fields)
        records = dataclasses.replace(w.policy.scenario.case_sources["trade_records"], evidence=0.0)
        put(
            w,
            dataclasses.replace(
                w.policy.scenario,
                case_sources=w.policy.scenario.case_sources | {"trade_records": records},
            ),
        )
        pass_weeks(w)
        w.day = 0
        return worked(w, monkeypatch, 0.999)[1]

    alone = setting()
    police = worked(alone, monkeypatch, 0.999)[1]
    assert evidence(*ONE) == pytest.approx(police), "worthless records: their days bring nothing"
    assert evidence(*ONE, customs_investigates=True) > 1.2 * police
    assert evidence(*AGREED) > 1.2 * police


def test_without_investigators_customs_officers_work_no_case(monkeypatch: pytest.MonkeyPatch):
    w = setting(*ONE, "instruments.joint_investigation_team.gives.team_days_per_week=20")
    pass_weeks(w)
    w.staff.investigators, w.day = 0.0, 0
    assert worked(w, monkeypatch, 0.0) == (1, 0.0)
    assert w.police.cases.effort[2] == 0.0


def test_no_team_has_more_days_than_customs_has_hours():
    w = setting(*ONE, "instruments.joint_investigation_team.gives.team_days_per_week=1e6")
    s = w.policy.scenario
    customs = (
        sum(f.officers for p in s.posts.values() for f in p.flows.values()) + s.customs.analysts
    )
    assert (
        0
        < 1e6 * w.staff.team_share * 8
        <= customs * s.customs.hours_per_officer_year / 365 * 7 * (1 + 1e-9)
    )
    assert setting(*ONE).staff.team_share == pytest.approx(w.staff.working_share)


def test_financiers_are_found_by_other_sources_than_the_organisers_of_their_tier(
    monkeypatch: pytest.MonkeyPatch,
):
    def found(organiser: float, financier: float) -> set[str]:
        w = setting("organisations.size_min=30")
        factors = dataclasses.replace(
            w.policy.scenario.case_sources["surveillance"], organiser=organiser, financier=financier
        )
        put(w, dataclasses.replace(w.policy.scenario, case_sources={"surveillance": factors}))
        member_luck(w, monkeypatch, 0.005)
        w.traffickers.links[2] = True
        w.police.known_members[2, member(w, 2, 3)] = True
        _work(w)
        new = w.traffickers.role[2, w.police.known_members[2]]
        return {name for name, code in ROLE_CODE.items() if code in new} & {
            "organiser",
            "financier",
        }

    assert found(1.0, 1.0) == {"organiser", "financier"}
    assert found(1e9, 1.0) == {"financier"}
    assert found(1.0, 1e9) == {"organiser"}


def test_financial_hours_grow_with_the_days_of_customs_officers_who_may_ask():
    w = setting(*ONE)
    pass_weeks(w)
    w.police.cases.effort[2], w.police.cases.customs_days[2] = 100.0, 25.0
    hours = w.policy.scenario.justice.financial_hours_per_case
    assert _financial_hours(w, 2) == pytest.approx(hours)
    change(w, "legal_model", customs_investigates=True)
    assert _financial_hours(w, 2) == pytest.approx(hours / 0.75)


# ------------------------------------------------------------------ finds
def test_a_find_in_a_joint_case_is_filed_at_once_whole_and_without_collision():
    w = setting(*ONE)
    pass_weeks(w)
    w.police.known_entities[:, 1] = True
    for slot in (1, 2):
        load = make_load(w, slot, value=1e6, entity=1, draws=draws(courier=0.0))
        _find(w, load)
        assert load.state == LoadState.SEIZED_BORDER
    assert w.recorder.today["collisions"] == 1, "that of the other case"
    assert [(x.organisation, x.evidence) for x in w.police.finds_to_file] == [(2, 1.0)]
    assert [e["organisation"] for e in w.recorder.events if e["kind"] == "handover"] == [1]
    w.recorder.events.clear()
    w.day = 8
    investigate(w)
    assert w.police.evidence[2].max() == pytest.approx(
        w.policy.scenario.investigation.evidence_find
    )
    assert w.police.cases.last_find[2] == 8


# ------------------------------------------------------------------ whole runs
SHORT = ("years=0.8", "burn_in_days=60", "police.investigators=40", "events=true")
FREE = {
    "setup_cost_eur": 0.0,
    "running_cost_eur": 0.0,
    "customs_hours_per_week": 0.0,
    "police_hours_per_week": 0.0,
    "persistence": 1.0,
}


def pair(*overrides: str, **gives: Any) -> tuple[Scenario, Scenario]:
    """Coexistence without and with a joint team that costs nothing and takes no time."""
    without, having = load_levels(
        "training", ["coexistence", "coexistence+joint_investigation_team"], [*SHORT, *overrides]
    ).values()
    team = having.instruments["joint_investigation_team"]
    team = dataclasses.replace(team, **FREE, gives=dataclasses.replace(team.gives, **gives))  # type: ignore[arg-type]
    return without, dataclasses.replace(having, instruments={"joint_investigation_team": team})


def same(a: Scenario, b: Scenario, seed: int = 4) -> bool:
    first, second = run(a, seed), run(b, seed)
    money = ("cooperation_setup_eur", "cooperation_cost_eur")
    pd.testing.assert_index_equal(first.daily.columns, second.daily.columns)
    return first.daily.drop(columns=[*money]).equals(
        second.daily.drop(columns=[*money])
    ) and first.events.equals(second.events)


def test_a_joint_team_without_teams_changes_nothing_but_its_cost():
    without, having = pair(case_teams=0.0)
    assert same(without, having)
    assert not same(*pair()), "the same with a team does something"


@pytest.mark.parametrize(
    "overrides",
    [
        ("police.investigators=0",),
        ("police.team_time_share=0",),
        ("governance.political_will=0",),
        ("enforcement=false",),
    ],
)
def test_where_a_joint_team_can_do_nothing_it_changes_nothing(overrides: tuple[str, ...]):
    assert same(*pair(*overrides, team_days_per_week=0.0))


def test_customs_days_in_teams_are_taken_from_customs():
    plain = load_scenario("training", [*SHORT, "partnership=coexistence"])
    team = load_scenario(
        "training", [*SHORT, "partnership=coexistence+joint_investigation_team", FOREVER]
    )
    a, b = run(plain, 4).outcomes, run(team, 4).outcomes
    assert b["coordination_hours"] > a["coordination_hours"] + 500  # type: ignore[operator]
    assert b["lawful_inspected"] < a["lawful_inspected"]  # type: ignore[operator]
