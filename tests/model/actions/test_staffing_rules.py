"""Machines, analysts and strip bays that pooling lends (officers: test_pooling.py).

Economies of scale come out and are not put in.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borderSim.model.actions.pooling import lend_bays, lent_desk_hours
from borderSim.model.phases.cooperation import cooperate
from borderSim.model.phases.interception import intercept
from borderSim.model.phases.investigation import _work
from borderSim.model.phases.targeting import rank
from borderSim.model.state.resources import KINDS, Resources
from borderSim.model.state.state import State
from borderSim.scenario.load import load_scenario
from borderSim.simulation import run
from tests.model.stage import bare, set_traits, world

BOX = "seaport/box"
AT_ONCE = {"pool_fraction": 1.0, "pool_reaction_days": 0.0}


def setting(*overrides: str, **traits: Any) -> State:
    w = world("burn_in_days=0", *overrides)
    set_traits(w, **({"pool_fraction": 0.0, "pool_reaction_days": 0.0} | traits))
    w.cooperation.changed()
    return w


# ------------------------------------------------------------------ machines
def test_two_that_pool_at_once_check_what_one_of_double_size_does():
    """Machines bind (plenty of officers).

    Nothing breaks down; the police need none of theirs themselves.
    """
    post = "posts.seaport.flows.box"
    common = [
        "years=0.5",
        "burn_in_days=0",
        f"{post}.officers=60",
        "customs.machine_availability=1",
        "police.post_workload=0",
        "posts.seaport.police_officers=0",
        "posts.airport.police_officers=0",
        "partnership=coexistence",
        "partnership.traits.pool_reaction_days=0",
        "partnership.traits.pool_fraction=1",
        "customs.inspect_all=true",
    ]

    def outcomes(*overrides: str) -> dict[str, float | None]:
        return run(load_scenario("training", [*common, *overrides]), 2).outcomes

    one, two, double = (
        outcomes(),
        outcomes(f"{post}.police_machines=1"),
        outcomes(f"{post}.machines=2"),
    )
    same = (
        "lawful_inspected",
        "lawful_machine_checked",
        "utilisation_machines",
        "utilisation_hours",
    )
    assert {k: two[k] for k in same} == pytest.approx({k: double[k] for k in same}, rel=1e-3)
    # a single check more or less lets a load through or stops it, and what follows differs
    assert two["seizures"] == pytest.approx(double["seizures"], abs=4)
    assert two["lawful_machine_checked"] > one["lawful_machine_checked"]  # type: ignore[operator]


def test_machines_of_the_police_are_paid_for():
    plain, more = setting(), setting("posts.seaport.flows.box.police_machines=2")
    cooperate(plain)
    cooperate(more)
    s = plain.policy.scenario
    rate, life = s.economy.discount_rate, s.customs.machine_life_years
    a_day = (
        2
        * s.posts["seaport"].flows["box"].machine_capital_eur
        * (rate / (1 - (1 + rate) ** -life) + s.customs.machine_running_share)
        / 365
    )
    assert more.recorder.today["police_cost_eur"] - plain.recorder.today[
        "police_cost_eur"
    ] == pytest.approx(a_day)


# ------------------------------------------------------------------ analysts
def test_two_desks_that_pool_at_once_are_one_of_double_size():
    def desk(*overrides: str, **traits: Any) -> float:
        w = setting(*overrides, **traits)
        return w.staff.desk_hours + lent_desk_hours(w)

    n = setting().policy.scenario.customs.analysts
    analysts = f"police.analysts={n}"
    assert desk(analysts, **AT_ONCE) == pytest.approx(desk(f"customs.analysts={2 * n}"), rel=1e-12)
    assert desk(analysts) == desk()
    assert desk(analysts, pool_fraction=0.5, pool_reaction_days=0.5) == pytest.approx(1.25 * desk())
    assert desk(analysts, pool_fraction=1.0, pool_reaction_days=1.0) == desk(), (
        "tomorrow is too late for today's desk"
    )


def test_what_instruments_take_from_the_police_is_not_lent():
    w = setting("police.analysts=7", **AT_ONCE)
    before = lent_desk_hours(w)
    w.staff.police_left = 0.25
    assert lent_desk_hours(w) == pytest.approx(before / 4)


def test_analysts_of_the_police_are_paid_for():
    assert (
        setting("police.analysts=7").policy.scenario.officers
        == setting().policy.scenario.officers + 7
    )
    plain, more = setting(), setting("police.analysts=7")
    cooperate(plain)
    cooperate(more)
    pay = 7 * plain.policy.scenario.economy.officer_cost_eur / 365
    assert more.recorder.today["police_cost_eur"] - plain.recorder.today[
        "police_cost_eur"
    ] == pytest.approx(pay)


# ------------------------------------------------------------------ strip bays
TWO_MODES = (
    "+posts.seaport.flows.truck={units_per_year: 5000, officers: 4, machines: 1, slots_per_machine_day: 10}",
    "modes.truck.strip_share=0.1",
    "modes.box.strip_share=0.1",
)


def bays(credit: list[float], asked: list[int], **traits: Any) -> list[float]:
    w = setting(*TWO_MODES, **traits)
    (rows,) = w.routes.bay_pools
    assert [w.routes.names[r] for r in rows] == ["seaport/box", "seaport/truck"]
    w.customs.bay_credit[rows] = credit
    strips = np.zeros(w.routes.n, dtype=np.int64)
    strips[rows] = asked
    lend_bays(w, strips)
    return w.customs.bay_credit[rows].tolist()


def test_an_idle_bay_goes_to_the_other_mode_of_its_post():
    assert bays([3.5, 1.0], [1, 4], **AT_ONCE) == [1.5, 3.0]
    assert bays([3.5, 1.0], [1, 2], **AT_ONCE) == [2.5, 2.0], "no more than is asked for"
    assert bays([3.5, 1.0], [1, 4]) == [3.5, 1.0], "nothing is pooled"
    assert bays([3.5, 1.0], [1, 4], pool_fraction=0.5, pool_reaction_days=0.0) == [2.5, 2.0]
    assert bays([3.5, 1.0], [4, 4], **AT_ONCE) == [3.5, 1.0], "none is idle"


@settings(max_examples=50, derandomize=True, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=4, max_size=4))
def test_bays_that_are_pooled_at_once_strip_what_one_yard_of_their_size_does(n: list[int]):
    credit, asked = n[:2], n[2:]
    after = bays([float(x) for x in credit], asked, **AT_ONCE)
    assert sum(after) == sum(credit), "none is made"
    assert sum(min(int(a), b) for a, b in zip(after, asked, strict=True)) == min(
        sum(credit), sum(asked)
    )


def test_only_modes_with_the_same_check_and_bays_share_a_yard():
    assert [
        len(world().routes.bay_pools),
        len(world(*TWO_MODES, "modes.truck.check=dog").routes.bay_pools),
    ] == [0, 0]
    for name in ("national", "airport", "container_port"):
        assert bare(load_scenario(name)).routes.bay_pools == [], "as shipped"


# ------------------------------------------------------------------ how busy
def test_utilisation_is_used_over_available_by_kind():
    r = Resources()
    assert [r.utilisation(kind) for kind in KINDS] == [None] * len(KINDS)
    r.book("bays", 2.0, 5.0)
    r.book("bays", 1.0, 1.0)
    assert r.utilisation("bays") == 0.5
    r.reset()
    assert r.utilisation("bays") is None


@pytest.mark.parametrize("level", ["coexistence", "collaboration"])
def test_every_resource_is_reported_between_0_and_1(level: str):
    o = run(
        load_scenario(
            "training",
            [f"partnership={level}", "years=0.5", "burn_in_days=60", "modes.box.strip_share=0.1"],
        ),
        2,
    ).outcomes
    for kind in ("information", "people", "time", "bays", "machines", "hours"):
        assert 0 <= o[f"utilisation_{kind}"] <= 1.0 + 1e-9, kind  # type: ignore[operator]
    assert o["utilisation_people"] > 0.5  # type: ignore[operator]


def test_people_are_case_teams_and_officers_at_checks_and_time_is_legal_hold():
    w = setting("police.team_time_share=0.5", "police.team_size=4")
    w.staff.investigators = 20.0
    w.police.cases.start(0, 0, 0)
    _work(w)
    assert (w.tallies.resources.used["people"], w.tallies.resources.available["people"]) == (
        4 * 40.0,
        10 * 40.0,
    )
    day_list = rank(w)
    day_list.checked.waiting[:], day_list.checked.released[:] = 5.0, 2.0
    intercept(w)
    book = w.recorder.today
    assert w.tallies.resources.used["people"] == pytest.approx(4 * 40.0 + book["hours_used"])
    assert w.tallies.resources.available["people"] == pytest.approx(
        10 * 40.0 + book["hours_available"]
    )
    held = w.routes.hold > 0
    assert w.tallies.resources.used["time"] == pytest.approx(3.0 * held.sum())
    assert w.tallies.resources.available["time"] == pytest.approx(
        ((day_list.checked.units + 2.0) * w.routes.hold).sum()
    )
