"""Networks that heal: successors, promotion, flight, new ties."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from borderSim.model.actions import members as membership
from borderSim.model.actions.arrests import arrest
from borderSim.model.phases.adaptation import adapt
from borderSim.model.state.contacts import KINDS
from borderSim.model.state.draw_columns import WON_CONTACTS, OrganisationDraw
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


def test_a_contact_goes_to_a_tied_leader_who_knows_it_or_is_lost():
    for known, heirs in ((0.0, -1), (1.0, 1)):
        w = quiet_world(traffickers={"contact_known": known})
        o, c = w.traffickers, w.traffickers.contacts
        boss, broker = member(w, 0, 4), member(w, 0, 3)
        chain(w, boss, broker)
        c.first[0] = [boss, broker, boss]
        arrest(w, 0, broker, -1)
        w.day = 1
        adapt(w)
        assert c.first[0].tolist() == [boss, boss if heirs > 0 else -1, boss]
        assert (o.strength[0] == 0.0) == (known == 0.0), "nothing can be shipped without a buyer"
        assert o.strength[1] == 1.0


def test_only_the_active_leaders_tied_to_the_holder_know():
    w = quiet_world(traffickers={"contact_known": 1.0})
    o, c = w.traffickers, w.traffickers.contacts
    boss, broker = member(w, 0, 4), member(w, 0, 3)
    courier = int(np.flatnonzero(o.tier[0, : o.size[0]] == 1)[0])
    chain(w, boss, courier, broker)
    c.first[0] = broker
    arrest(w, 0, broker, -1)
    w.day = 1
    adapt(w)
    assert (c.first[0] == -1).all(), "a courier is no leader, the boss is not tied to him"
    w = quiet_world(traffickers={"contact_known": 1.0})
    c = w.traffickers.contacts
    chain(w, boss, broker)
    c.first[0] = broker
    arrest(w, 0, broker, -1)
    arrest(w, 0, boss, -1)
    w.day = 1
    adapt(w)
    assert (c.first[0] == -1).all(), "both were taken on the same day"


def test_lost_contacts_are_won_again_by_all_leaders_at_once_at_the_price_of_the_goods(
    monkeypatch: pytest.MonkeyPatch,
):
    w = quiet_world()
    o, t = w.traffickers, w.policy.scenario.traffickers
    leaders = np.flatnonzero((o.status[0] == ACTIVE) & (o.tier[0] >= 3))
    block = np.full((o.n, len(OrganisationDraw)), 0.999)
    monkeypatch.setattr(w.draws.organisations, "today", lambda day: block)
    assert len(leaders) >= 2
    for number, price in ((1, 1.0), (len(leaders), 1.0), (len(leaders), 1.5), (0, 1.0)):
        o.market.price[:] = price
        o.status[0, leaders] = DETAINED
        o.status[0, leaders[:number]] = ACTIVE
        chance = 1 - np.exp(-7 * number * price / t.contact_days)
        for u, won in ((chance + 1e-9, False), (max(0.0, chance - 1e-9), number > 0)):
            o.contacts.first[0] = -1
            block[:, WON_CONTACTS] = u
            membership.win_contacts(w)
            assert (o.contacts.first[0] >= 0).all() == won
            assert o.contacts.missing()[0] != won


def test_each_contact_comes_back_by_itself(monkeypatch: pytest.MonkeyPatch):
    w = quiet_world()
    o = w.traffickers
    block = np.full((o.n, len(OrganisationDraw)), 0.999)
    monkeypatch.setattr(w.draws.organisations, "today", lambda day: block)
    o.contacts.first[0] = -1
    for kind, column in enumerate(WON_CONTACTS):
        block[:, column] = 0.0
        membership.win_contacts(w)
        assert (o.contacts.first[0] >= 0).tolist() == [k <= kind for k in range(len(KINDS))]


def test_a_contact_comes_back_after_an_exponential_time():
    w = quiet_world(traffickers={"contact_days": 365.0})
    o, t = w.traffickers, w.policy.scenario.traffickers
    leaders = int(((o.status[0] == ACTIVE) & (o.tier[0] >= 3)).sum())
    waited: list[int] = []
    o.contacts.first[0, 0], since = -1, 0
    for w.day in range(7, 7 * 4000, 7):
        membership.win_contacts(w)
        if not o.contacts.missing()[0]:
            waited.append((w.day - since) // 7)
            o.contacts.first[0, 0], since = -1, w.day
    p = 1 - np.exp(-7 * leaders / t.contact_days)
    n = len(waited)
    assert n > 100
    assert np.mean(waited) == pytest.approx(1 / p, abs=4 * np.sqrt(1 - p) / p / np.sqrt(n))
    beyond = 1 - (1 - p) ** 10
    assert np.mean(np.array(waited) <= 10) == pytest.approx(
        beyond, abs=4 * np.sqrt(beyond * (1 - beyond) / n)
    )


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
