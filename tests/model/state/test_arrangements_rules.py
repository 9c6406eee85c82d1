"""When an instrument is at work: set-up, will, prerequisites, lapses, surges, emergencies, capacity, hours."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pytest

from borderSim.model.actions.sharing import share
from borderSim.model.state.arrangements import Arrangements
from borderSim.model.state.intelligence import Item
from borderSim.model.state.state import State
from borderSim.scenario.load import load_scenario
from borderSim.simulation import BorderModel

POSTS = ("airport", "land_hill", "land_river", "post_office", "seaport")
QUIET = ("burn_in_days=0", "years=1")
FOREVER = "instruments.{0}.persistence=1"


def arrangements(*overrides: str, day: int = 0) -> Arrangements:
    scenario = load_scenario("training", [*QUIET, *overrides])
    a = Arrangements(1)
    a.enact(scenario, POSTS, day=day, first_day=0, in_burn_in=False)
    return a


def days_live(a: Arrangements, name: str, until: int) -> list[int]:
    i, found = a.names.index(name), []
    for day in range(until):
        if a.live[i]:
            found.append(day)
        a.pass_day(day)
    return found


def test_a_steady_comparison_has_them_from_the_first_day_a_schedule_after_their_set_up():
    assert arrangements("instruments=[liaison_officers]").live.tolist() == [True]
    a = arrangements()
    later = load_scenario(
        "training",
        [
            *QUIET,
            "instruments=[liaison_officers]",
            FOREVER.format("liaison_officers"),
            "governance.ministries=2",
        ],
    )
    a.enact(later, POSTS, day=10, first_day=0, in_burn_in=False)
    setup = later.instruments["liaison_officers"].setup_days * (1 + later.governance.ministry_lag)
    found = []
    for day in range(10, 200):
        found += [day] if a.live[0] else []
        a.pass_day(day)
    assert found == list(range(10 + round(setup), 200))


def test_a_day_of_its_own_is_kept():
    a = arrangements(
        "instruments=[liaison_officers]",
        FOREVER.format("liaison_officers"),
        "instruments.liaison_officers.starts_day=30",
    )
    assert days_live(a, "liaison_officers", 40) == list(range(30, 40))


@pytest.mark.parametrize(
    ("will", "mandate", "live"), [(0.9, 0.9, True), (0.1, 0.9, False), (0.9, 0.1, False)]
)
def test_nothing_starts_without_will_and_mandate(will: float, mandate: float, live: bool):
    a = arrangements(
        "instruments=[port_control_unit]",
        f"governance.political_will={will}",
        f"governance.mandate_clarity={mandate}",
    )
    assert a.live.tolist() == [live]


@pytest.mark.parametrize(("written", "live"), [(True, True), (False, False)])
def test_what_is_written_outlives_the_will_that_made_it(written: bool, live: bool):
    settings = (
        "instruments=[liaison_officers]",
        f"instruments.liaison_officers.written={written}".lower(),
    )
    a = arrangements(*settings)
    assert a.live.tolist() == [True]
    a.enact(
        load_scenario("training", [*QUIET, *settings, "governance.political_will=0"]),
        POSTS,
        day=5,
        first_day=0,
        in_burn_in=False,
    )
    assert a.live.tolist() == [live]


def test_a_prerequisite_that_lapses_takes_the_dependant_with_it():
    two = "instruments=[national_committee,regional_committees]"
    a = arrangements(
        two, "instruments.national_committee.persistence=0", FOREVER.format("regional_committees")
    )
    nation, region = a.names.index("national_committee"), a.names.index("regional_committees")
    seen = set()
    for day in range(200):
        seen.add((bool(a.live[nation]), bool(a.live[region])))
        a.pass_day(day)
    assert seen == {(True, True), (False, False)}


def test_an_agreement_is_paper_until_it_was_exercised():
    paper = "[memorandum_of_understanding,memorandum_of_agreement]"
    a = arrangements(f"instruments={paper}")
    assert not a.live[a.names.index("memorandum_of_agreement")]
    with_training = f"instruments={paper[:-1]},joint_training]"
    b = arrangements(
        with_training,
        "instruments.joint_training.starts_day=20",
        FOREVER.format("memorandum_of_agreement"),
        FOREVER.format("memorandum_of_understanding"),
    )
    assert days_live(b, "memorandum_of_agreement", 30)[0] == 20


def test_lapses_come_at_the_rate_of_persistence_and_last_their_time():
    a = arrangements(
        "instruments=[liaison_officers]",
        "instruments.liaison_officers.persistence=0.4",
        "instruments.liaison_officers.renewal_days=10",
    )
    n = 365 * 60
    live = days_live(a, "liaison_officers", n)
    gaps = np.diff(live)
    lapses = (gaps > 1).sum()
    assert set(gaps.tolist()) == {1, 11}, "away for ten days, then back"
    assert lapses / (len(live) / 365) == pytest.approx(-np.log(0.4), rel=0.25)


def test_surges_come_and_go():
    a = arrangements(
        "instruments=[joint_operation]",
        FOREVER.format("joint_operation"),
        "instruments.joint_operation.active_days=3",
        "instruments.joint_operation.every_days=10",
    )
    assert days_live(a, "joint_operation", 25) == [0, 1, 2, 10, 11, 12, 20, 21, 22]


def test_an_emergency_plan_waits_for_an_emergency():
    a = arrangements("partnership=cooperation+joint_emergency_plan")
    assert not a.live.any()
    a.emergency = True
    a.pass_day(0)
    assert a.live.all()


def test_the_stream_of_an_instrument_does_not_hang_on_the_others():
    alone = days_live(
        arrangements(
            "instruments=[liaison_officers]", "instruments.liaison_officers.persistence=0.1"
        ),
        "liaison_officers",
        900,
    )
    beside = arrangements(
        "instruments=[liaison_officers,joint_training]",
        "instruments.liaison_officers.persistence=0.1",
    )
    assert alone == days_live(beside, "liaison_officers", 900)


# ------------------------------------------------------------------ in the world
def world(*overrides: str) -> State:
    return BorderModel(
        load_scenario("training", [*QUIET, "customs.hours_per_officer_year=1600", *overrides])
    ).state


def item(w: State, **fields: Any) -> Item:
    made: dict[str, Any] = {
        "kind": "entity",
        "to_police": False,
        "group": 0,
        "unit": 0,
        "organisation": 0,
        "entity": 0,
        "generation": 0,
        "reliability": 0.6,
        "from_customs": False,
        "created": w.day,
    }
    return Item(**(made | fields))


def test_a_channel_carries_what_its_officers_can_and_no_more():
    w = world(
        "instruments=[liaison_officers]",
        "instruments.liaison_officers.n=2",
        "instruments.liaison_officers.gives.channel.items_per_day=1",
    )
    w.cooperation.arrangements.renew_credit()
    draws = np.array([0.3, 0.5, 0.5, 1.0])
    sent = [share(w, item(w), draws, urgent=True) for _ in range(5)]
    assert sent == [True, True, False, False, False]
    assert w.cooperation.arrangements.credit.tolist() == [0.0]
    w.cooperation.arrangements.renew_credit()
    assert not share(w, item(w), np.array([0.99, 0.5, 0.5, 1.0]), urgent=True)
    assert w.cooperation.arrangements.credit.tolist() == [2.0], (
        "what is not sent costs its officers nothing"
    )


def test_a_channel_of_less_than_an_item_a_day_carries_all_that_it_can():
    w = world(
        "instruments=[liaison_officers]",
        "instruments.liaison_officers.n=1",
        "instruments.liaison_officers.gives.channel.items_per_day=0.3",
    )
    sent = 0
    for _ in range(100):
        w.cooperation.arrangements.renew_credit()
        sent += share(w, item(w), np.array([0.3, 0.5, 0.5, 1.0]), urgent=True)
    assert sent in (29, 30)
    for _ in range(100):
        w.cooperation.arrangements.renew_credit()
    assert w.cooperation.arrangements.credit.tolist() == [1.3], (
        "what nobody asks for is not saved up for long"
    )


def test_an_officer_also_quickens_what_would_have_crossed():
    w = world(
        "partnership=cooperation+liaison_officers",
        "present=cooperation",
        "instruments.liaison_officers.gives.channel.items_per_day=5",
    )
    w.cooperation.arrangements.renew_credit()
    share(w, item(w), np.array([0.01, 0.5, 0.5, 1.0]), urgent=True)
    assert w.tallies.latencies == pytest.approx([1.5])
    assert w.cooperation.arrangements.credit.tolist() == [9.0]


def test_offences_are_its_scope():
    w = world(
        "instruments=[national_committee,offence_committees]",
        "instruments.offence_committees.scope.offences=[cigarettes]",
    )
    goods = list(w.policy.scenario.commodities)
    inside, outside = (
        w.cooperation.terms(0, 0, 0, goods.index(g)) for g in ("cigarettes", "cocaine")
    )
    assert (inside.traits.lookup_prob, outside.traits.lookup_prob) == (0.3, 0.0)


def test_a_unit_at_one_post_leaves_the_others_as_they_were():
    w = world("instruments=[port_control_unit]")
    port = w.cooperation.posts.index("seaport")
    lookups = [
        w.cooperation.terms(int(g), 0, 0).traits.lookup_prob for g in w.cooperation.group_of_post
    ]
    assert lookups[port] == 0.8
    assert {x for i, x in enumerate(lookups) if i != port} == {0.0}
    assert w.staff.brought_hours[w.routes.post == port].sum() > 0
    assert not w.staff.brought_hours[w.routes.post != port].any()


def test_hours_come_out_of_both_services():
    without, having = (
        world(),
        world(
            "instruments=[joint_training]",
            "instruments.joint_training.scaled_to_officers=false",
            "instruments.joint_training.customs_hours_per_week=35",
            "instruments.joint_training.police_hours_per_week=14",
        ),
    )
    s = having.policy.scenario
    a_day = s.customs.hours_per_officer_year / 365
    customs = (
        sum(f.officers for p in s.posts.values() for f in p.flows.values()) + s.customs.analysts
    )
    police = s.police.investigators + sum(p.police_officers for p in s.posts.values())
    assert having.staff.post_working_share / without.staff.post_working_share == pytest.approx(
        1 - 5 / (customs * a_day)
    )
    assert having.staff.investigators / without.staff.investigators == pytest.approx(
        1 - 2 / (police * a_day)
    )
    assert having.staff.instrument_hours == pytest.approx(7.0)


def test_costs_are_an_annuity_and_a_running_cost_scaled_where_it_says_so():
    settings = ("instruments=[joint_training]", "instruments.joint_training.n=2")
    w, s = world(*settings), load_scenario("training", [*QUIET, *settings])
    instrument, r = s.instruments["joint_training"], s.economy.discount_rate
    scale = s.officers / s.economy.reference_officers
    assert w.staff.setup_per_day == pytest.approx(
        2 * instrument.setup_cost_eur * scale * r / (1 - (1 + r) ** -s.economy.annuity_years) / 365
    )
    assert w.staff.running_per_day == pytest.approx(2 * instrument.running_cost_eur * scale / 365)


def test_fixed_budgets_pay_for_instruments_with_posts_left_vacant():
    rich, poor = (
        world(
            "instruments=[joint_targeting_centre,memorandum_of_understanding]", "budget.rule=fixed"
        ),
        world("budget.rule=fixed"),
    )
    assert rich.staff.vacancy > poor.staff.vacancy == 0.0
    assert rich.staff.investigators < poor.staff.investigators


def test_a_picture_of_its_own_starts_from_the_country_s():
    scenario = load_scenario(
        "training", ["burn_in_days=30", "years=0.2", "instruments=[port_control_unit]"]
    )
    model = BorderModel(scenario)
    model.run_burn_in()
    w = model.state
    assert w.customs.leads.reliability.shape[0] == 2
    assert np.array_equal(w.customs.leads.reliability[0], w.customs.leads.reliability[1])


def test_none_is_every_scenario_s_default():
    w = world()
    assert not w.cooperation.arrangements.names and w.cooperation.granted_access() == frozenset()
    assert dataclasses.asdict(w.policy.scenario)["instruments"] == {}
