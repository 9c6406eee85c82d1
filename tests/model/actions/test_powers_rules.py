"""Who may seize what, and what a service can do that has, borrows or lacks a means."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pytest

from borderSim.model.actions.arrests import RELEASE_DAYS, arrest
from borderSim.model.actions.competence import chance_in_time
from borderSim.model.actions.dispositions import release
from borderSim.model.actions.powers import find_evidence, prosecution, reach, usable
from borderSim.model.phases.courts import hold_court
from borderSim.model.phases.intelligence import _routine_police_work
from borderSim.model.phases.interception import _find
from borderSim.model.phases.investigation import _file_finds, investigate, take_down
from borderSim.model.phases.second_stops import stop_again
from borderSim.model.state.capabilities import LACKING, OWN, Reach
from borderSim.model.state.codes import LoadState
from borderSim.model.state.consignments import Load
from borderSim.model.state.draw_columns import FindDraw
from borderSim.model.state.intelligence import Item
from borderSim.model.state.state import State
from borderSim.model.state.terms import Terms
from borderSim.model.state.traffickers import ACTIVE, DETAINED
from borderSim.parameters.scenario import Gives, Instrument
from tests.model.stage import (
    RESIN_TRUCKS,
    change,
    draws,
    forget_everything,
    keep_events,
    link_surely,
    make_load,
    member,
    put,
    set_traits,
    tell_of_case,
    world,
)

AIR = "airport/passenger"


def setting(*overrides: str, **traits: Any) -> State:
    w = world("burn_in_days=0", *overrides)
    forget_everything(w)
    link_surely(w)
    keep_events(w)
    set_traits(
        w,
        **(
            {
                "share_prob": 0.0,
                "lookup_prob": 0.0,
                "shared_objective_weight": 0.0,
                "pool_fraction": 0.0,
            }
            | traits
        ),
    )
    change(
        w,
        "legal_model",
        customs_may_let_run=True,
        customs_investigates=False,
        handover_threshold_eur=0.0,
    )
    w.cooperation.changed()
    return w


def have(w: State, name: str, **fields: Any) -> None:
    """Change how services have a means."""
    changed = w.policy.scenario.capabilities | {
        name: dataclasses.replace(w.policy.scenario.capabilities[name], **fields)
    }
    put(w, dataclasses.replace(w.policy.scenario, capabilities=changed))


def found(
    w: State, monkeypatch: pytest.MonkeyPatch, u: float = 0.0, slot: int = 0, **fields: Any
) -> Load:
    """A find, with the uniforms of the day's finds all ``u``."""
    block = np.full((w.traffickers.n, len(FindDraw)), u)
    monkeypatch.setattr(w.draws.finds, "today", lambda day: block)
    load = make_load(w, slot, **fields)
    _find(w, load)
    assert w.consignments.under_way == 0
    return load


def steps(w: State) -> list[object]:
    return [e["what"] for e in w.recorder.events if e["kind"] == "case step"]


# ------------------------------------------------------------------ competence
@pytest.mark.parametrize("u", [0.0, 0.999])
def test_goods_that_customs_may_not_seize_are_referred_to_the_police(
    u: float, monkeypatch: pytest.MonkeyPatch
):
    w = setting("competence.customs=[cocaine]")
    load = found(w, monkeypatch, u)
    book = w.recorder.today
    assert load.state == (LoadState.SEIZED_BORDER if u == 0 else LoadState.DELIVERED)
    assert (book["finds_referred"], book.get("finds_released", 0)) == (1, float(u > 0))
    if u == 0:
        assert (book["seizures_booked_customs"], book["seizures_booked_police"]) == (0, 1)
        assert w.workload.police_owed == w.policy.scenario.competence.referral_hours
        assert [x.evidence for x in w.police.finds_to_file] == [1.0], (
            "the police have it themselves: nothing to hand over"
        )
        assert steps(w) == ["referred in time"]
    else:
        assert "seizures" not in book
        assert w.police.finds_to_file == []
        (item,) = w.mail.delivered(round(w.policy.scenario.legal_model.handover_delay_days))
        assert item.evidence == pytest.approx(
            w.policy.scenario.competence.evidence_kept
            * w.policy.scenario.legal_model.handover_evidence_kept
        )
        assert steps(w) == ["referred too late"]


def test_a_courier_whose_goods_must_be_released_goes_free(monkeypatch: pytest.MonkeyPatch):
    w = setting("competence.customs=[cocaine]")
    found(w, monkeypatch, 0.999, slot=1, route=AIR)
    assert "members_arrested" not in w.recorder.today
    found(w, monkeypatch, 0.0, slot=1, route=AIR)
    assert w.recorder.today["members_arrested"] == 1


def test_what_the_police_seize_themselves_they_can_cover(monkeypatch: pytest.MonkeyPatch):
    w = setting("competence.customs=[cocaine]")
    i = w.policy.scenario.investigation
    w.police.cases.start(0, 0, 0)
    w.police.known_entities[0, 1] = True
    load = found(w, monkeypatch, entity=1)
    assert load.state == LoadState.SEIZED_BORDER
    assert load.shown == pytest.approx(i.inferred_watched * (1 - i.cover))
    change(w, "competence", customs=())
    assert found(w, monkeypatch, entity=1).shown == i.inferred_watched, "customs knew nothing of it"


def test_the_police_come_in_time_by_the_terms_not_by_a_name(monkeypatch: pytest.MonkeyPatch):
    def chance(hold: float = 0.0, **traits: Any) -> float:
        w = setting(**traits)
        return chance_in_time(w, 0, 0, w.good_of(0), 0, hold)

    law = setting().policy.scenario.competence.hold_days
    assert chance(share_latency_days=2.0) == pytest.approx(1 - np.exp(-law / 2))
    assert chance(3.0, share_latency_days=2.0) == pytest.approx(1 - np.exp(-3 / 2)), (
        "the mode's own hold, where it is longer"
    )
    assert chance(
        share_latency_days=2.0, pool_fraction=0.1, pool_reaction_days=0.25
    ) == pytest.approx(1 - np.exp(-law / 0.25))
    assert chance(share_latency_days=2.0, pool_fraction=0.0, pool_reaction_days=0.25) == chance(
        share_latency_days=2.0
    )
    assert chance(share_latency_days=0.0) == 1.0
    w = setting(share_latency_days=45.0)
    w.police.cases.start(0, 0, 0)
    w.police.cases.begin_joint(0, 0.0)
    assert chance_in_time(w, 0, 0, w.good_of(0), 0, 0.0) == 1.0, "a joint team on the case is there"


def test_an_officer_of_a_channel_brings_the_police_as_long_as_he_has_time():
    w = setting("instruments=[liaison_officers]", share_latency_days=45.0)
    a = w.cooperation.arrangements
    a.credit[:] = 1.5
    first, second = (chance_in_time(w, 0, 0, w.good_of(0), 0, 1.0) for _ in range(2))
    assert (first, second) == (
        pytest.approx(1 - np.exp(-1 / 1.5)),
        pytest.approx(1 - np.exp(-1 / 45)),
    )
    assert a.credit.tolist() == [0.5]


@pytest.mark.parametrize("delegated", [False, True])
def test_what_neither_may_seize_is_a_blind_spot_until_it_is_delegated(
    delegated: bool, monkeypatch: pytest.MonkeyPatch
):
    w = setting("competence.customs=[cocaine]", "competence.police=[cocaine]")
    if delegated:
        give(monkeypatch, w, "seize_all")
    load = found(w, monkeypatch)
    assert load.state == (LoadState.SEIZED_BORDER if delegated else LoadState.DELIVERED)
    assert w.recorder.today.get("blind_spot_finds", 0) == (not delegated)
    assert steps(w) == ([] if delegated else ["blind spot"])
    assert w.workload.police_owed == 0
    other = found(w, monkeypatch, slot=RESIN_TRUCKS, commodity="resin")
    assert other.state == LoadState.SEIZED_BORDER, "other goods are not concerned"


def test_a_delegation_at_one_post_holds_there_alone(monkeypatch: pytest.MonkeyPatch):
    w = setting(
        "competence.customs=[cocaine]",
        "competence.police=[cocaine]",
        "partnership=coexistence+shared_credit",
        "instruments.shared_credit.gives.powers=[seize_all]",
        "instruments.shared_credit.scope={posts: [seaport]}",
    )
    assert found(w, monkeypatch).state == LoadState.SEIZED_BORDER
    assert found(w, monkeypatch, slot=1, route=AIR).state == LoadState.DELIVERED


def test_in_a_blind_spot_nothing_is_seized_inland_or_let_run(monkeypatch: pytest.MonkeyPatch):
    w = setting(
        "competence.customs=[cocaine]", "competence.police=[cocaine]", shared_objective_weight=1.0
    )
    w.police.cases.start(0, 0, 0)
    tell_of_case(w, 0)
    w.police.known_entities[0, 1] = True
    load = found(w, monkeypatch, entity=1, draws=draws(inland=0.0, run=0.0))
    assert load.state == LoadState.DELIVERED
    change(w, "competence", customs=())
    assert (
        found(w, monkeypatch, entity=1, draws=draws(inland=0.0, run=0.999)).state
        == LoadState.SEIZED_BORDER
    )


def give(monkeypatch: pytest.MonkeyPatch, w: State, *powers: str) -> None:
    """Let an instrument with powers alone be in force."""
    bare = Terms.under
    instrument = Instrument(name="x", gives=Gives(powers=powers))
    monkeypatch.setattr(
        Terms, "under", lambda self, live, kind="": bare(bare(self, live, kind), [instrument], kind)
    )
    w.cooperation.__dict__.pop("_by_instruments", None)
    w.cooperation._by_instruments = {}  # type: ignore[attr-defined]
    w.cooperation.changed()


# ------------------------------------------------------------------ how far a means reaches
def test_a_means_is_own_or_borrowed_as_far_as_is_pooled_or_nobodys():
    w = setting(pool_fraction=0.4, pool_reaction_days=2.0)
    assert reach(w, "surveillance", 0) == OWN
    have(w, "surveillance", police="partner")
    assert reach(w, "surveillance", 0) == LACKING, "customs has none to lend"
    have(w, "surveillance", customs="own", borrow_days=5.0)
    assert reach(w, "surveillance", 0) == Reach(0.4, 7.0)
    set_traits(w, pool_fraction=0.0)
    w.cooperation.changed()
    assert reach(w, "surveillance", 0) == LACKING
    have(w, "surveillance", police="none")
    set_traits(w, pool_fraction=1.0)
    w.cooperation.changed()
    assert reach(w, "surveillance", 0) == LACKING, "who may not use it can't borrow it"
    put(w, dataclasses.replace(w.policy.scenario, capabilities={}))
    assert reach(w, "surveillance", 0) == LACKING


def test_a_borrowed_means_is_there_after_its_wait():
    w = setting(pool_fraction=0.4, pool_reaction_days=2.0)
    have(w, "interception", police="partner", customs="own", borrow_days=5.0)
    w.police.cases.start(0, 0, 0)
    got = []
    for day in (0, 6, 7, 30):
        w.day = day
        got.append(usable(w, "interception", 0))
    assert got == [0.0, 0.0, 0.4, 0.4]


def test_a_joint_team_brings_what_customs_may_use_by_law_or_agreement(
    monkeypatch: pytest.MonkeyPatch,
):
    w = setting()
    have(w, "finance", police="none", customs="own")
    w.police.cases.start(0, 0, 0)
    assert reach(w, "finance", 0) == LACKING
    w.police.cases.begin_joint(0, 5.0)
    assert reach(w, "finance", 0) == LACKING, "customs officers have no powers in a case"
    change(w, "legal_model", customs_investigates=True)
    assert reach(w, "finance", 0) == OWN
    change(w, "legal_model", customs_investigates=False)
    give(monkeypatch, w, "joint_powers")
    assert reach(w, "finance", 0) == OWN


# ------------------------------------------------------------------ each means has its own effect
def test_without_surveillance_what_is_watched_is_not_taken_inland_but_what_was_told_of_is():
    w = setting()
    w.police.cases.start(0, 0, 0)
    w.police.known_entities[0, 1] = True

    def taken(**fields: Any) -> bool:
        load = make_load(w, entity=1, draws=draws(inland=0.0), **fields)
        release(w, load)
        return load.state == LoadState.SEIZED_INLAND

    assert taken()
    have(w, "surveillance", police="none")
    assert not taken()
    assert taken(police_tip=True)


def test_borrowed_surveillance_takes_a_part_of_what_own_would():
    w = setting(pool_fraction=0.4, pool_reaction_days=0.0)
    have(w, "surveillance", police="partner", customs="own", borrow_days=0.0)
    w.police.cases.start(0, 0, 0)
    w.police.known_entities[0, 1] = True
    chance = 0.4 * w.policy.scenario.investigation.inland_seizure
    for u, state in (
        (chance - 1e-6, LoadState.SEIZED_INLAND),
        (chance + 1e-6, LoadState.DELIVERED),
    ):
        load = make_load(w, entity=1, draws=draws(inland=u))
        release(w, load)
        assert load.state == state


def test_without_surveillance_of_anybody_nothing_runs_under_control(
    monkeypatch: pytest.MonkeyPatch,
):
    w = setting(shared_objective_weight=1.0, pool_fraction=0.5, pool_reaction_days=0.0)
    w.police.cases.start(0, 0, 0)
    tell_of_case(w, 0)
    assert found(w, monkeypatch, draws=draws(run=0.0)).state == LoadState.SEIZED_LET_RUN
    have(w, "surveillance", police="none")
    give(monkeypatch, w, "let_run")
    assert found(w, monkeypatch, draws=draws(run=0.0)).state == LoadState.SEIZED_BORDER
    have(w, "surveillance", customs="own")
    assert found(w, monkeypatch, draws=draws(run=0.0)).state == LoadState.SEIZED_LET_RUN


def file_one(w: State) -> tuple[int, int]:
    load = make_load(w, draws=draws(courier=0.0))
    w.police.finds_to_file.append(Item("find", True, 0, 0, 0, -1, -1, 1.0, True, 0, load=load))
    _file_finds(w)
    return 0, int(np.flatnonzero(w.police.known_members[0])[0])


def test_without_forensics_a_find_is_weaker_evidence():
    w = setting(pool_fraction=0.25, pool_reaction_days=0.0)
    i = w.policy.scenario.investigation
    assert find_evidence(w, 0) == i.evidence_find
    have(w, "forensics", police="none")
    assert find_evidence(w, 0) == pytest.approx(i.evidence_find * i.evidence_without_lab)
    assert w.police.evidence[file_one(w)] == pytest.approx(i.evidence_find * i.evidence_without_lab)
    have(w, "forensics", police="partner", customs="own")
    assert find_evidence(w, 0) == pytest.approx(
        i.evidence_find * (1 - 0.75 * (1 - i.evidence_without_lab))
    )


@pytest.mark.parametrize("stays", [True, False])
def test_the_laboratory_takes_its_time_and_answers_on_the_same_person(stays: bool):
    w = setting()
    change(w, "investigation", lab_delay_days=3.0)
    at = file_one(w)
    if not stays:
        w.traffickers.draws[at] = 0.123
    got = []
    for day in range(1, 6):
        w.day = day
        investigate(w)
        got.append(float(w.police.evidence[at]))
    right = w.policy.scenario.investigation.evidence_find if stays else 0.0
    assert got == [0.0, 0.0, right, right, right]
    assert w.police.lab == {}


def test_without_the_prosecution_fewer_are_charged_and_courts_take_longer():
    w = setting()
    j = w.policy.scenario.justice
    assert prosecution(w, 0) == (j.p_charged, j.court_days)
    have(w, "prosecution", police="none")
    charged, days = prosecution(w, 0)
    assert charged == pytest.approx(j.p_charged * j.charged_without_prosecution)
    assert days == pytest.approx(j.court_days * j.court_days_without_prosecution)
    w.police.evidence[0] = 10.0
    for m in np.flatnonzero(w.traffickers.status[0] == ACTIVE)[:8]:
        arrest(w, 0, int(m), -1)
    assert set(w.courts.judgements) == {round(days)}
    w.day = round(days)
    hold_court(w)
    assert set(w.courts.returns) <= {RELEASE_DAYS, round(j.sentence_years * 365)}, (
        "the sentence runs from the arrest"
    )
    assert w.courts.returns


def test_without_informants_none_are_won_and_none_are_there_at_the_start():
    gain = "police.informants_per_organisation=0.9"
    assert world(gain).police.informant.any()
    assert not world(gain, "capabilities.informants.police=none").police.informant.any()
    w = setting(gain, "capabilities.informants.police=none", "police.recruit_days=1")
    for day in range(5):
        w.day = day
        _routine_police_work(w, [])
    assert not w.police.informant.any()
    w = setting(
        gain,
        "capabilities.informants.police=partner",
        "capabilities.informants.customs=own",
        "police.recruit_days=1",
        pool_fraction=1.0,
    )
    for day in range(5):
        w.day = day
        _routine_police_work(w, [])
    assert w.police.informant.any()


def test_without_financial_powers_nothing_is_confiscated():
    w = setting()
    w.traffickers.cash[:] = 1e7
    m = np.array([member(w, 0, 1)])
    take_down(w, 0, m)
    full = w.recorder.today["assets_confiscated_eur"]
    assert full == pytest.approx(
        w.policy.scenario.justice.financial_hours_per_case
        * w.policy.scenario.justice.confiscated_per_hour_eur
    )
    have(w, "finance", police="none")
    take_down(w, 1, np.array([member(w, 1, 1)]))
    assert w.recorder.today["assets_confiscated_eur"] == full


# ------------------------------------------------------------------ couriers who talk
def recruited(w: State, monkeypatch: pytest.MonkeyPatch, u: float) -> bool:
    o = w.traffickers
    w.police.informant[:] = False
    o.status[1][o.status[1] == DETAINED] = ACTIVE
    found(w, monkeypatch, u, slot=1, route=AIR)
    return bool(w.police.informant[1])


def test_a_courier_is_won_where_rules_allow_it_and_a_handler_is_at_hand(
    monkeypatch: pytest.MonkeyPatch,
):
    w = setting()
    p = w.policy.scenario.police
    assert not recruited(w, monkeypatch, 0.0), "nobody allowed it"
    give(monkeypatch, w, "recruit_couriers")
    chance = p.courier_recruited * np.exp(-p.handler_days)
    assert recruited(w, monkeypatch, chance - 1e-6)
    assert not recruited(w, monkeypatch, chance + 1e-6)
    assert w.recorder.today["couriers_recruited"] == 1
    assert "courier recruited" in steps(w)
    w.cooperation.trust *= 0.5
    assert not recruited(w, monkeypatch, chance - 1e-6), "with half the trust, half the chance"
    assert recruited(w, monkeypatch, chance / 2 - 1e-6)
    w.cooperation.trust *= 2
    have(w, "informants", customs="own")
    assert recruited(w, monkeypatch, p.courier_recruited - 1e-6), "customs runs informants itself"
    have(w, "informants", customs="none")
    assert not recruited(w, monkeypatch, 0.0)
    have(w, "informants", customs="partner", police="none")
    assert not recruited(w, monkeypatch, 0.0)


def test_pooled_officers_and_joint_teams_bring_a_handler_sooner(monkeypatch: pytest.MonkeyPatch):
    w = setting(pool_fraction=0.1, pool_reaction_days=0.2)
    give(monkeypatch, w, "recruit_couriers")
    most = w.policy.scenario.police.courier_recruited
    assert recruited(w, monkeypatch, most * np.exp(-0.2) - 1e-6)
    assert not recruited(w, monkeypatch, most * np.exp(-0.2) + 1e-6)
    w.police.cases.start(1, 0, 0)
    w.police.cases.begin_joint(1, 0.0)
    assert recruited(w, monkeypatch, most - 1e-6)


def test_where_nobody_travels_with_the_load_nobody_is_won(monkeypatch: pytest.MonkeyPatch):
    w = setting()
    give(monkeypatch, w, "recruit_couriers")
    found(w, monkeypatch, 0.0)
    assert not w.police.informant.any()


# ------------------------------------------------------------------ one stop
def test_lawful_units_are_stopped_twice_only_where_police_stand_and_do_not_join_in(
    monkeypatch: pytest.MonkeyPatch,
):
    def again(*powers: str, **traits: Any) -> np.ndarray:
        w = setting("police.second_stop_share=0.2", **traits)
        give(monkeypatch, w, *powers)
        got = []
        for route in range(w.routes.n):
            before = w.recorder.today.get("double_stops", 0.0)
            units = np.zeros(w.routes.n)
            units[route] = 10.0
            stop_again(w, units)
            got.append(w.recorder.today["double_stops"] - before)
        return np.array(got)

    w = setting()
    manned = np.array(
        [w.policy.scenario.posts[w.routes.posts[p]].police_officers > 0 for p in w.routes.post]
    )
    assert manned.any() and not manned.all()
    assert again() == pytest.approx(2.0 * manned)
    assert again(pool_fraction=0.25) == pytest.approx(1.5 * manned)
    monkeypatch.undo()
    assert again("one_stop") == pytest.approx(0.0 * manned)


def test_a_second_stop_delays_like_a_check():
    w = setting("police.second_stop_share=0.5")
    r = w.routes
    box = r.index["seaport/box"]
    units = np.zeros(r.n)
    units[box] = 8.0
    stop_again(w, units)
    assert w.recorder.today["lawful_delay_hours"] == pytest.approx(4 * r.delay_days[box, 0] * 24)
    assert w.recorder.today["trade_delay_cost_eur"] == pytest.approx(
        4 * r.delay_days[box, 0] * r.delay_cost[box]
    )
