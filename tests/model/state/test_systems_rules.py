"""Who may query, what share of traffic is asked about, how late an answer is, what a hit is worth."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtr

from borderSim.model.actions.system_access import add_matches, refresh_access
from borderSim.model.state.lookups import Lookup, hit_weight
from borderSim.model.state.scores import shift_bin
from borderSim.model.state.secondary import in_time_share, until_opening, wait_for_confirmation
from borderSim.model.state.state import State
from borderSim.model.state.systems import Systems
from tests.model.stage import make_load, world

SLTD, NOMINAL, PNR, API = (
    "stolen_travel_documents",
    "interpol_nominal",
    "passenger_name_records",
    "advance_passenger_information",
)
AIR = "airport/passenger"


def with_access(*names: str, more: tuple[str, ...] = (), **fields: Any) -> State:
    """A training world in which customs asks systems directly, with some fields of all of them replaced."""
    settings = [f"systems.{n}.customs_access=direct" for n in names]
    settings += [f"systems.{n}.{key}={value}" for n in names for key, value in fields.items()]
    return world(*more, *settings)


def lookup(w: State, name: str) -> Lookup:
    return next(x for x in w.systems.lookups if x.name == name)


# ------------------------------------------------------------------------------ the secondary area
def test_places_are_given_in_order_of_arrival_and_the_law_lets_go():
    arrives, confirmed = np.array([1.0, 0.0, 0.5, 2.9]), np.array([0.5, 2.0, 1.0, 0.1])
    spent, in_time = wait_for_confirmation(arrives, confirmed, np.full(4, 3.0), places=1)
    # the second comes first and leaves at 2; the third follows until 3; the first waits from 1 to
    # 3; the last from 2.9 to 3.5
    assert spent == pytest.approx([2.5, 2.0, 2.5, 0.7])
    assert in_time.all()
    spent, in_time = wait_for_confirmation(arrives, confirmed, np.full(4, 2.0), places=1)
    # the third is let go at 2.5, before his confirmation; the first just makes it, at 3
    assert spent == pytest.approx([2.0, 2.0, 2.0, 0.2])
    assert in_time.tolist() == [True, True, False, True]
    spent, in_time = wait_for_confirmation(arrives, confirmed, np.full(4, 1.0), places=1)
    # the second is let go at 1; the third, who waited half an hour, at 1.5; the first from 1.5 to
    # 2, the last at once
    assert spent == pytest.approx([1.0, 1.0, 1.0, 0.1])
    assert in_time.tolist() == [True, False, False, True]
    spent, in_time = wait_for_confirmation(np.zeros(3), np.full(3, 5.0), np.full(3, 1.0), places=2)
    assert spent == pytest.approx(np.ones(3)) and not in_time.any(), (
        "no place within the hold: none is taken"
    )


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    st.lists(
        # hours in steps of a quarter: what is shorter than rounding has no order
        st.tuples(*(st.integers(0, 4 * most).map(lambda n: n / 4) for most in (24, 30, 10))),
        min_size=1,
        max_size=12,
    ),
    st.integers(1, 4),
)
def test_nobody_is_held_longer_than_the_law_and_with_room_for_all_only_the_law_counts(
    people, places
):
    arrives, confirmed, hold = (np.array(column) for column in zip(*people, strict=True))
    spent, in_time = wait_for_confirmation(arrives, confirmed, hold, places)
    assert (spent <= hold).all() and not (in_time & (confirmed > hold)).any()
    starts, ends = arrives + spent - np.minimum(confirmed, spent), arrives + spent
    for t in arrives:
        assert ((starts <= t) & (t < ends) & in_time).sum() <= places, (
            "no more are confirmed at a time than there are places"
        )
    spent, in_time = wait_for_confirmation(arrives, confirmed, hold, len(people))
    expected = (confirmed <= hold) & (hold > 0)
    assert in_time.tolist() == expected.tolist()
    assert spent == pytest.approx(np.minimum(confirmed, hold))
    nobody, never = wait_for_confirmation(arrives, confirmed, hold, 0)
    assert not nobody.any() and not never.any()


def test_the_share_of_answers_in_time_is_the_law_of_the_latency():
    median, available = np.array([1.0, 1.0, 24.0, 0.0, 1.0]), np.array([1.0, 3.0, 3.0, 0.0, 0.0])
    law = in_time_share(median, available, 0.8)
    assert law[:3] == pytest.approx(ndtr(np.log([1.0, 3.0, 1 / 8]) / 0.8))
    assert law[3:].tolist() == [1.0, 0.0]
    assert in_time_share(median, available, 0.0).tolist() == [1.0, 1.0, 0.0, 1.0, 0.0]


def test_a_closed_bureau_makes_hits_wait_for_its_opening():
    hours = [0.0, 11.9, 12.1, 23.0]
    assert [until_opening(h, 0.5) for h in hours] == pytest.approx([0.0, 0.0, 11.9, 1.0])
    assert not any(until_opening(h, 1.0) for h in hours)


# ------------------------------------------------------------------------------ what is asked
def test_nobody_has_access_as_shipped():
    w = world()
    assert all(
        x.customs_access == x.police_access == "none" for x in w.policy.scenario.systems.values()
    )
    assert not w.systems.live and not w.systems.lookups and w.systems.cost_per_day == 0.0
    assert len(w.policy.scenario.systems) >= 16


def test_officers_ask_about_a_share_and_no_more_than_is_answered_in_a_day():
    w = with_access(SLTD, asked_share=0.2)
    r, x = w.routes.index[AIR], lookup(w, SLTD)
    here = np.isin(w.routes.modes, x.system.modes)
    assert x.asked == pytest.approx(0.2 * here)
    assert w.systems.queries == pytest.approx(0.2 * w.routes.rate[here].sum())
    minutes = x.system.query_minutes
    assert w.systems.query_hours[r] == pytest.approx(0.2 * w.routes.rate[r] * minutes / 60)
    slow = with_access(SLTD, asked_share=0.2, throughput_per_day=10)
    assert slow.systems.queries == pytest.approx(10)
    assert lookup(slow, SLTD).asked == pytest.approx(x.asked * 10 / w.systems.queries)


def test_officers_never_ask_more_than_their_hours_allow():
    w = with_access(SLTD, NOMINAL, asked_share=1, query_minutes=60)
    r = w.routes.index[AIR]
    assert w.systems.query_hours[r] == pytest.approx(w.routes.own_hours[r])
    assert lookup(w, SLTD).by_hand[r] == pytest.approx(lookup(w, NOMINAL).by_hand[r])
    assert 0 < lookup(w, SLTD).by_hand[r] < 1


def test_through_the_bureau_few_are_asked_about_and_late():
    w = world(f"systems.{SLTD}.customs_access=ncb")
    x, r = lookup(w, SLTD), w.routes.index[AIR]
    assert w.systems.queries == pytest.approx(w.policy.scenario.hits.bureau_queries_per_day)
    assert x.median_hours[r] == pytest.approx(
        x.system.latency_hours + w.policy.scenario.hits.bureau_hours
    )
    dwell, sigma = (
        w.policy.scenario.modes["passenger"].dwell_hours,
        w.policy.scenario.intelligence.latency_sigma,
    )
    assert x.in_time[r] == pytest.approx(ndtr(np.log(dwell / x.median_hours[r]) / sigma))
    assert x.in_time[r] < 1e-5


def test_passenger_data_ask_by_machine_and_ahead_of_arrival():
    push = (f"systems.{API}.customs_access=direct", f"systems.{API}.transfer=push")
    w = world(
        f"systems.{SLTD}.customs_access=ncb",
        "hits.bureau_hours=2",
        "hits.bureau_queries_per_day=1e9",
        *push,
    )
    x, r = lookup(w, SLTD), w.routes.index[AIR]
    share, ahead = (
        w.policy.scenario.systems[API].push_share,
        w.policy.scenario.systems[API].ahead_hours,
    )
    assert x.by_machine[r] == share
    assert x.by_hand[r] == pytest.approx((1 - share) * x.system.asked_share)
    assert x.ahead[r] == pytest.approx(w.policy.scenario.modes["passenger"].dwell_hours + ahead)
    assert not x.by_machine[np.array(w.routes.modes) != "passenger"].any(), (
        "no passenger data of trucks"
    )
    alone = lookup(
        world(
            f"systems.{SLTD}.customs_access=ncb",
            "hits.bureau_hours=2",
            "hits.bureau_queries_per_day=1e9",
        ),
        SLTD,
    )
    assert x.in_time[r] > 5 * alone.in_time[r]
    pull = lookup(with_access(SLTD, more=(push[0], f"systems.{API}.transfer=pull")), SLTD)
    assert pull.by_machine[r] == w.policy.scenario.systems[API].pull_share


def test_an_instrument_grants_at_a_post_or_everywhere(monkeypatch: pytest.MonkeyPatch):
    w = world()
    post = w.routes.posts.index("airport")
    monkeypatch.setattr(
        type(w.cooperation),
        "granted_access",
        lambda self, p=None: frozenset({SLTD}) if p == post else frozenset(),
    )
    w.customs.leads.changed = False
    w.cooperation.arrangements.version += 1
    refresh_access(w)
    assert w.systems.live and w.customs.leads.changed, "the ranking takes note on the same day"
    assert (lookup(w, SLTD).asked > 0).tolist() == [name == AIR for name in w.routes.names]
    monkeypatch.setattr(
        type(w.cooperation),
        "granted_access",
        lambda self, p=None: frozenset() if p is not None else frozenset({SLTD}),
    )
    w.cooperation.arrangements.version += 1
    refresh_access(w)
    everywhere, own = lookup(w, SLTD), lookup(with_access(SLTD), SLTD)
    assert everywhere.asked.tolist() == own.asked.tolist()
    monkeypatch.undo()
    w.cooperation.arrangements.version += 1
    refresh_access(w)
    assert not w.systems.live and w.systems.cost_per_day == 0.0


def test_access_costs_its_running_cost_scaled_to_the_officers():
    w = world(f"systems.{SLTD}.police_access=direct", f"systems.{NOMINAL}.customs_access=ncb")
    total = sum(w.policy.scenario.systems[n].running_cost_eur for n in (SLTD, NOMINAL))
    share = w.policy.scenario.officers / w.policy.scenario.economy.reference_officers
    assert w.systems.cost_per_day == pytest.approx(total * share / 365)
    plain, fixed = (
        world("budget.rule=fixed"),
        world("budget.rule=fixed", f"systems.{SLTD}.customs_access=direct"),
    )
    assert fixed.staff.vacancy > plain.staff.vacancy == 0.0


# ------------------------------------------------------------------------------ what a hit is worth
def test_a_hit_weighs_by_bayes_and_nothing_where_nothing_is_on_record():
    e = 0.8e-4
    assert hit_weight(0.02, e) == pytest.approx(np.log((0.02 + 0.98 * e) / e))
    assert hit_weight(0.0, e) == 0.0
    assert hit_weight(0.5, 1.0) == 0.0, "what everybody matches says nothing"
    w = with_access(NOMINAL)
    x = w.policy.scenario.systems[NOMINAL]
    share = (x.true_matches_per_10k + x.false_matches_per_10k) * 1e-4
    assert lookup(w, NOMINAL).weight == pytest.approx(hit_weight(x.coverage, share))


def test_lawful_matches_enter_the_ranking_and_those_to_be_confirmed_do_not():
    w = with_access(NOMINAL, false_matches_per_10k=200)
    x, r = lookup(w, NOMINAL), w.routes.index[AIR]
    matches = add_matches(w, np.zeros_like(w.systems.lawful_matches))
    expected = x.asked[r] * x.in_time[r] * (200 + x.system.true_matches_per_10k) * 1e-4
    assert matches[r, shift_bin(x.weight)] == pytest.approx(expected)
    assert matches[r].sum() == pytest.approx(expected)
    assert not with_access(SLTD, false_matches_per_10k=200).systems.lawful_matches.any()
    before = w.customs.field.total.copy()
    w.customs.field.match_leads(matches)
    high = int((w.policy.threshold[r] + 3) / 0.125)
    assert w.customs.field.total[r, high] > before[r, high]
    assert w.customs.field.total[r, 0] == pytest.approx(before[r, 0])


def test_the_share_on_record_is_the_coverage_and_an_entity_stays_on_it_until_it_is_replaced():
    w = with_access(SLTD)
    x = dataclasses.replace(w.policy.scenario.systems[SLTD], coverage=0.3)
    systems = Systems(w.routes, w.traffickers.n, w.traffickers.entities, 4)
    found = []
    for day in range(400):
        for slot in range(w.traffickers.n):
            load = make_load(w, slot, AIR)
            found.append(systems.on_record("x", x, load, systems.draws("x", day, load)))
    assert np.mean(found) == pytest.approx(0.3, abs=4 * np.sqrt(0.21 / len(found)))

    def seen(generation: int) -> list[bool]:
        out = []
        for day in range(400 + 100 * generation, 450 + 100 * generation):
            load = make_load(w, 0, AIR, entity=1, generation=generation)
            out.append(systems.on_record("x", x, load, systems.draws("x", day, load)))
        return out

    lives = [seen(g) for g in range(30)]
    assert all(len(set(life)) == 1 for life in lives), "on record or not, as long as it is the same"
    assert {life[0] for life in lives} == {True, False}


def test_a_system_knows_only_its_goods():
    w = with_access("stolen_vehicles", coverage=1)
    x = w.policy.scenario.systems["stolen_vehicles"]
    cocaine, cars = make_load(w, 0, AIR), make_load(w, 0, AIR, commodity="vehicles")
    draws = np.zeros(5)
    assert not w.systems.on_record("stolen_vehicles", x, cocaine, draws)
    assert w.systems.on_record("stolen_vehicles", x, cars, draws)


def test_queries_on_cases_wait_for_their_turn():
    w = world()
    assert [w.systems.turn("x", 0, 2.0) for _ in range(5)] == [0, 0, 1, 1, 2]
    assert w.systems.turn("x", 1, 2.0) == 1, "two were answered since"
    assert w.systems.turn("x", 9, 2.0) == 0
