"""Networks that heal: successors, promotion, flight, new ties."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from borderSim.model.actions import members as membership
from borderSim.model.actions.arrests import arrest
from borderSim.model.phases.adaptation import adapt
from borderSim.model.state.draw_columns import OrganisationDraw
from borderSim.model.state.networks import ROLE_CODE
from borderSim.model.state.state import State
from borderSim.model.state.traffickers import ACTIVE, DETAINED, FAR, FLED
from tests.measures.components import largest_component
from tests.model.stage import change, forget_everything, member, member_luck, world


def quiet_world(**sections: dict) -> State:
    w = world(**sections)
    forget_everything(w)
    return w


def chain(w: State, *members: int) -> None:
    """Only these know one another, one after the other; nobody else knows anybody."""
    o = w.traffickers
    o.links[0] = False
    for a, b in itertools.pairwise(members):
        membership.tie(o, 0, a, b)


def degree(w: State, m: int) -> int:
    return int(w.traffickers.links[0, m].sum())


def test_contacts_of_somebody_taken_turn_to_the_most_senior_of_them(
    monkeypatch: pytest.MonkeyPatch,
):
    w = quiet_world()
    o = w.traffickers
    broker, logistics = member(w, 0, 3), member(w, 0, 2)
    couriers = np.flatnonzero(o.tier[0, : o.size[0]] == 1)[:3]
    chain(w, couriers[0], broker)
    for m in (couriers[1], couriers[2], logistics):
        membership.tie(o, 0, broker, int(m))
    member_luck(w, monkeypatch, 0.999, tie=w.policy.scenario.traffickers.retie_share - 1e-6)
    arrest(w, 0, broker, -1)
    w.day = 1
    adapt(w)
    assert o.links[0, couriers, logistics].all()
    assert not o.links[0, couriers[0], couriers[1]]


def test_without_rewiring_places_stay_vacant_and_ties_stay_cut(monkeypatch: pytest.MonkeyPatch):
    w = quiet_world(traffickers={"rewiring": False})
    o = w.traffickers
    before = o.links.copy()
    member_luck(w, monkeypatch, 0.0, leave=0.999, flee=0.999)
    for m in (member(w, 0, 4), member(w, 0, 3), member(w, 0, 1)):
        arrest(w, 0, m, -1)
    for day in range(0, 700, 7):
        w.day = day
        adapt(w)
    assert (o.status[0] == DETAINED).sum() == 3
    assert (o.links[0] == before[0]).all()


def test_a_broker_steps_up_with_his_record_and_contacts(monkeypatch: pytest.MonkeyPatch):
    w = world(
        "organisations.size_median=40", "organisations.size_max=60", "organisations.size_sigma=0"
    )
    forget_everything(w)
    o = w.traffickers
    brokers = np.flatnonzero(o.role[0] == ROLE_CODE["broker"])
    bosses = np.flatnonzero((o.role[0] == ROLE_CODE["organiser"]) & (o.status[0] == ACTIVE))
    brokers = brokers[o.status[0, brokers] == ACTIVE]
    assert len(brokers) > 1
    w.police.known_members[0, brokers], w.police.evidence[0, brokers] = True, 0.7
    contacts = o.links[0, brokers].copy()
    member_luck(w, monkeypatch, 0.999, promote=0.0)
    o.status[0, bosses] = DETAINED
    w.day = 7
    membership.promote(w)
    new = [int(b) for b in bosses if o.status[0, b] == ACTIVE]
    gone = [i for i, b in enumerate(brokers) if o.status[0, b] == DETAINED]
    assert len(new) == len(gone) == 1, "one moves, his own place falls vacant"
    assert w.police.known_members[0, new[0]]
    assert w.police.evidence[0, new[0]] == 0.7
    others = contacts[gone[0]].copy()
    others[new[0]] = False
    assert o.links[0, new[0]][others].all()
    assert not o.links[0, new[0], new[0]]


def test_juniors_flee_after_a_takedown_and_come_back_unknown(monkeypatch: pytest.MonkeyPatch):
    w = quiet_world()
    o, t = w.traffickers, w.policy.scenario.traffickers
    juniors = (o.status[0] == ACTIVE) & (o.tier[0] <= 2)
    w.police.known_members[0] = True
    member_luck(w, monkeypatch, 0.5, flee=t.flee_share - 1e-6, leave=0.999, promote=0.999)
    w.traffickers.blows.append((0, 0))
    adapt(w)
    assert (o.status[0][juniors] == FLED).all()
    assert (o.status[0][~juniors & (o.role[0] >= 0)] != FLED).all()
    assert not w.police.known_members[0][juniors].any()
    assert w.traffickers.strength[0] == 0.0
    w.day = 7 * int(np.ceil(np.log(2) * t.flee_days / 7)) + 7
    adapt(w)
    assert (o.status[0][juniors] == ACTIVE).all()
    assert w.traffickers.strength[0] == 1.0


def test_a_failed_search_begins_anew(monkeypatch: pytest.MonkeyPatch):
    w = quiet_world()
    o, m = w.traffickers, member(w, 0, 1)
    o.status[0, m], o.refill_day[0, m] = DETAINED, FAR
    w.day = 7
    member_luck(
        w, monkeypatch, 0.5, promote=7 / w.policy.scenario.traffickers.search_again_days, fresh=0.0
    )
    membership.refill(w)
    assert o.refill_day[0, m] == FAR
    member_luck(
        w,
        monkeypatch,
        0.5,
        promote=7 / w.policy.scenario.traffickers.search_again_days - 1e-6,
        fresh=0.0,
    )
    membership.refill(w)
    assert w.day < o.refill_day[0, m] < FAR


def test_pressure_moves_ties_away_from_the_hub():
    w = quiet_world()
    o = w.traffickers
    broker, boss = member(w, 0, 3), member(w, 0, 4)
    juniors = np.flatnonzero((o.status[0] == ACTIVE) & (o.tier[0] <= 2))
    chain(w, boss, broker)
    for m in juniors:
        membership.tie(o, 0, broker, int(m))
    hub, ties = degree(w, broker), int(o.links[0].sum())
    membership.move_tie_from_hub(w, 0, 0.0)
    assert degree(w, broker) == hub - 1
    assert int(o.links[0].sum()) == ties, "a tie is moved, none is lost"
    assert largest_component(o, 0) == int((o.status[0] == ACTIVE).sum())


def test_the_cut_off_find_a_contact_in_the_largest_part(monkeypatch: pytest.MonkeyPatch):
    w = quiet_world()
    o = w.traffickers
    boss, taken = member(w, 0, 4), member(w, 0, 2)
    active = [int(m) for m in np.flatnonzero(o.status[0] == ACTIVE) if m not in (taken, boss)]
    chain(w, boss, *active[:-1])
    o.status[0, taken] = DETAINED
    rate = 7 / w.policy.scenario.traffickers.rejoin_days
    member_luck(w, monkeypatch, rate)
    membership.rejoin(w)
    assert degree(w, active[-1]) == 0
    member_luck(w, monkeypatch, rate - 1e-6)
    membership.rejoin(w)
    assert o.links[0, active[-1], boss]


def test_all_of_it_stops_without_adaptation():
    w = quiet_world()
    change(w, "traffickers", adaptation=False)
    o = w.traffickers
    arrest(w, 0, member(w, 0, 3), -1)
    w.traffickers.blows.append((7, 0))
    w.day = 7
    adapt(w)
    assert (o.status[0] == DETAINED).sum() == 1
    assert not (o.status[0] == FLED).any()


def test_a_contact_goes_with_its_only_holder_and_stays_where_it_is_shared():
    w = quiet_world()
    c, boss, broker = w.traffickers.contacts, member(w, 0, 4), member(w, 0, 3)
    c.first[0], c.second[0] = [boss, broker, broker], [broker, -1, boss]
    arrest(w, 0, broker, -1)
    w.day = 1
    adapt(w)
    assert c.first[0].tolist() == [boss, -1, boss]
    assert c.second[0].tolist() == [-1, -1, -1]
    assert w.traffickers.strength[0] == 0.0, "nothing can be shipped without a buyer"
    assert w.traffickers.strength[1] == 1.0


def test_lost_contacts_are_won_again_by_leaders_only(monkeypatch: pytest.MonkeyPatch):
    w = quiet_world()
    o, t = w.traffickers, w.policy.scenario.traffickers
    chance = 1 - np.exp(-7 / t.contact_days)
    leaders = np.flatnonzero((o.status[0] == ACTIVE) & (o.tier[0] >= 3))
    block = np.full((o.n, len(OrganisationDraw)), 0.999)
    monkeypatch.setattr(w.draws.organisations, "today", lambda day: block)
    for u, status, won in (
        (chance + 1e-9, ACTIVE, False),
        (chance - 1e-9, DETAINED, False),
        (chance - 1e-9, ACTIVE, True),
    ):
        o.contacts.first[0], o.contacts.second[0] = -1, -1
        block[:, OrganisationDraw.TRADE] = u
        o.status[0, leaders] = status
        membership.win_contacts(w)
        assert (o.contacts.first[0] >= 0).all() == won
        assert o.contacts.missing()[0] != won


def test_an_organisation_that_cannot_trade_for_long_falls_apart(monkeypatch: pytest.MonkeyPatch):
    w = quiet_world(traffickers={"rogue_exit_days": 180.0})
    o = w.traffickers
    member_luck(w, monkeypatch, 0.999)
    block = np.full((o.n, len(OrganisationDraw)), 0.999)
    monkeypatch.setattr(w.draws.organisations, "today", lambda day: block)
    o.contacts.first[0, 1] = -1
    for day in range(0, 189, 7):
        w.day = day
        assert o.alive[0] == (day <= 182)
        adapt(w)
    assert o.end_reason[0] == "arrests"
