"""Charge, judgement, sentence, return; prisoners and their cost."""

from __future__ import annotations

import numpy as np
import pytest

from borderSim.model.actions.arrests import RELEASE_DAYS, arrest
from borderSim.model.phases.adaptation import adapt
from borderSim.model.phases.courts import hold_court
from borderSim.model.state.draw_columns import MemberDraw
from borderSim.model.state.networks import ROLE_CODE
from borderSim.model.state.state import State
from borderSim.model.state.traffickers import ACTIVE, DETAINED, FAR
from tests.model.stage import forget_everything, keep_events, member, world

COURT, YEARS = 40, 0.2


def setting(monkeypatch: pytest.MonkeyPatch, **draws: float) -> State:
    w = world(
        justice={
            "court_days": float(COURT),
            "sentence_years": YEARS,
            "p_charged": 0.85,
            "p_convicted": 0.8,
        }
    )
    forget_everything(w)
    keep_events(w)
    block = np.full((w.traffickers.n, w.traffickers.width, len(MemberDraw)), 0.999)
    for name, value in draws.items():
        block[:, :, MemberDraw[name.upper()]] = value
    monkeypatch.setattr(w.draws.members, "today", lambda day: block)
    return w


def pass_days(w: State, days: int) -> None:
    for _ in range(days):
        hold_court(w)
        w.recorder.close_day(w.day)
        w.day += 1


def total(w: State, name: str) -> float:
    return w.recorder.total(name, 0)


def test_an_arrest_vacates_the_place_and_is_booked_by_tier(monkeypatch: pytest.MonkeyPatch):
    w = setting(monkeypatch, charge=0.5)
    o = w.traffickers
    boss, courier = member(w, 0, 4), member(w, 0, 1)
    w.police.known_members[0, boss] = True
    w.day = 3
    for m in (boss, courier, boss):
        arrest(w, 0, m, -1)
    today = w.recorder.today
    assert (today["members_arrested"], today["leaders_arrested"], today["arrested_tier_sum"]) == (
        2,
        1,
        5,
    ), "nobody twice"
    assert (o.status[0, [boss, courier]] == DETAINED).all()
    assert not w.police.known_members[0, boss]
    assert o.first_blow[0] == 3
    w.day = 9
    arrest(w, 0, member(w, 0, 2), -1)
    assert o.first_blow[0] == 3
    assert w.traffickers.arrested_today[:2] == [(0, boss), (0, courier)]


def test_who_is_not_charged_is_back_after_some_days(monkeypatch: pytest.MonkeyPatch):
    w = setting(monkeypatch, charge=0.86)
    o, m = w.traffickers, member(w, 0, 2)
    arrest(w, 0, m, -1)
    assert (w.courts.prisoners, w.courts.judgements) == (0, {})
    pass_days(w, RELEASE_DAYS)
    assert o.status[0, m] == DETAINED
    pass_days(w, 1)
    assert o.status[0, m] == ACTIVE
    assert w.police.known_members[0, m], "the police know him now"
    assert total(w, "members_charged") == total(w, "justice_cost_eur") == 0


@pytest.mark.parametrize(
    ("convict", "evidence", "guilty"),
    [
        (0.79, 9.0, True),
        (0.81, 9.0, False),
        (0.40, 0.3, False),
        (0.35, 0.3, True),
        (0.001, 0.0, False),
    ],
)
def test_judgement_follows_the_evidence_and_prison_the_judgement(
    monkeypatch: pytest.MonkeyPatch, convict: float, evidence: float, guilty: bool
):
    w = setting(monkeypatch, charge=0.84, convict=convict)
    o, m = w.traffickers, member(w, 0, 4)
    w.police.evidence[0, m] = evidence
    arrest(w, 0, m, -1)
    assert w.courts.prisoners == 1
    assert w.police.evidence[0, m] == 0
    pass_days(w, COURT)
    assert total(w, "members_convicted") == 0
    pass_days(w, 1)
    assert total(w, "members_convicted") == guilty
    assert w.tallies.leader_convicted[0] == guilty
    assert w.courts.prisoners == guilty
    assert o.status[0, m] == (DETAINED if guilty else ACTIVE)
    sentence = round(YEARS * 365)
    pass_days(w, sentence - COURT)
    assert o.status[0, m] == ACTIVE, "the time before the judgement counts"
    assert w.courts.prisoners == 0
    days = sentence if guilty else COURT
    j = w.policy.scenario.justice
    assert total(w, "justice_cost_eur") == pytest.approx(
        j.charge_cost_eur + days * j.prison_cost_eur / 365
    )
    assert total(w, "members_charged") == 1


@pytest.mark.parametrize(
    ("role", "counts"),
    [("courier", False), ("financier", False), ("broker", True), ("organiser", True)],
)
def test_whose_conviction_makes_a_dismantlement_judicial(
    monkeypatch: pytest.MonkeyPatch, role: str, counts: bool
):
    w = setting(monkeypatch, charge=0.0, convict=0.0)
    m = member(w, 0, 1)
    w.traffickers.role[0, m] = ROLE_CODE[role]
    w.police.evidence[0, m] = 9.0
    arrest(w, 0, m, -1)
    pass_days(w, COURT + 1)
    assert total(w, "members_convicted") == 1
    assert total(w, f"members_arrested_tier_{w.traffickers.tier[0, m]}") == 1
    assert w.tallies.leader_convicted.any() == counts


def test_a_place_that_was_filled_or_an_organisation_that_ended_takes_nobody_back(
    monkeypatch: pytest.MonkeyPatch,
):
    w = setting(monkeypatch, charge=0.99)
    o = w.traffickers
    filled, orphan = member(w, 0, 2), member(w, 1, 2)
    arrest(w, 0, filled, -1)
    arrest(w, 1, orphan, -1)
    o.status[0, filled], o.draws[0, filled] = ACTIVE, 0.123
    o.alive[1] = False
    pass_days(w, RELEASE_DAYS + 1)
    assert not w.police.known_members[0, filled], "it is another who holds the place"
    assert o.status[1, orphan] == DETAINED


def test_many_prisoners_are_counted_down_to_none(monkeypatch: pytest.MonkeyPatch):
    w = setting(monkeypatch, charge=0.0, convict=0.3, refill=0.01, fresh=0.0)
    o = w.traffickers
    counts = []
    for day in range(200):
        if day % 9 == 0 and day < 90:
            slot = day % 5
            for m in np.flatnonzero(o.status[slot] == ACTIVE)[:3]:
                w.police.evidence[slot, m] = 0.1 * (m % 5)
                arrest(w, slot, int(m), -1)
        pass_days(w, 1)
        counts.append(w.courts.prisoners)
    assert max(counts) > 5
    assert min(counts) >= 0
    assert counts[-1] == 0
    assert not w.courts.judgements
    assert not w.courts.served


def test_return_ends_the_search_for_a_replacement(monkeypatch: pytest.MonkeyPatch):
    w = setting(monkeypatch, charge=0.99, refill=0.9999, fresh=0.0)
    o, m = w.traffickers, member(w, 0, 2)
    arrest(w, 0, m, -1)
    adapt(w)
    assert o.refill_day[0, m] < FAR
    pass_days(w, RELEASE_DAYS + 1)
    assert o.refill_day[0, m] == FAR
