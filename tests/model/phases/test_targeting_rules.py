"""Scores, lists, hours: what is checked, what waits, what is owed."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from borderSim.model.actions.policy import fit_thresholds
from borderSim.model.phases.interception import intercept
from borderSim.model.phases.targeting import rank, score
from borderSim.model.state.random_streams import DayKeyed
from borderSim.model.state.scores import LOW, NEVER
from borderSim.model.state.state import State
from borderSim.simulation import BorderModel
from tests.model.stage import (
    COCAINE_BOXES,
    TOBACCO_TRUCKS,
    change,
    draws,
    forget_everything,
    make_load,
    model,
    world,
)

BOX, HILL = "seaport/box", "land_hill/truck"


def setting(*overrides: str) -> State:
    w = world(*overrides)
    forget_everything(w)
    return w


def test_score_is_belief_plus_document_signal_with_the_believed_shift():
    w = setting()
    b, d = (
        w.policy.scenario.customs.believed_document_signal,
        w.policy.scenario.traffic.document_signal,
    )
    change(w, "customs", believed_document_signal=b + 0.1)
    b += 0.1
    route = w.routes.index[BOX]
    plain, covered = (
        make_load(w, z=0.4, risk_class=3),
        make_load(w, z=0.4, risk_class=3, cover=True),
    )
    assert score(w, plain) == pytest.approx(w.customs.belief[route, 3] + b * (0.4 + d) - b * b / 2)
    assert score(w, plain) - score(w, covered) == pytest.approx(
        b * d * (1 - w.policy.scenario.traffickers.cover_effect)
    )
    assert plain.raised_by == "profile"


def test_a_lead_counts_for_its_own_entity_in_the_home_mode_and_the_stronger_of_lead_and_tip():
    w = setting()
    w.customs.leads.learn(0, COCAINE_BOXES, 1, 0, 0.6, 0, own=True, independent=True)
    w.customs.leads.matched[:] = 2e-4
    w.customs.leads.refresh(w.policy.scenario, 0, 5, np.ones(1))
    weight = w.customs.leads.weight[0, COCAINE_BOXES, 1]
    assert weight > 1
    base = score(w, make_load(w, COCAINE_BOXES, BOX))
    named = make_load(w, COCAINE_BOXES, BOX, entity=1)
    assert score(w, named) == pytest.approx(base + weight)
    assert named.raised_by == "lead"
    assert score(w, make_load(w, COCAINE_BOXES, BOX, entity=0)) == pytest.approx(base), (
        "another entity"
    )
    assert score(w, make_load(w, TOBACCO_TRUCKS, BOX, entity=1)) == pytest.approx(base), (
        "another organisation"
    )
    assert score(w, make_load(w, COCAINE_BOXES, BOX, entity=1, generation=1)) == pytest.approx(
        base
    ), "replaced since"
    away = make_load(w, COCAINE_BOXES, HILL, entity=1)
    assert score(w, away) == pytest.approx(score(w, make_load(w, COCAINE_BOXES, HILL))), (
        "no home mode, no match"
    )
    named.tip_weight[0] = weight / 2
    assert score(w, named) == pytest.approx(base + weight)
    named.tip_weight[0] = weight * 2
    assert score(w, named) == pytest.approx(base + 2 * weight)
    assert named.raised_by == "tip"


def test_a_warned_load_is_dropped_and_its_cost_comes_back():
    w = setting()
    warned, other = make_load(w, arrives=0, state="warned"), make_load(w, arrives=0)
    w.consignments.agenda[0] = [warned, other]
    cash = w.traffickers.cash[0]
    rank(w)
    assert (w.recorder.today["attempts_dropped"], w.recorder.today["attempts"]) == (1, 1)
    assert w.traffickers.cash[0] == pytest.approx(cash + warned.cost)
    assert (other.shipped, warned.shipped) == (True, False)
    assert w.traffickers.shipped[0, other.route] == 1.0
    assert w.consignments.under_way == 1
    assert w.consignments.shipments == [(0, 0, other.route)]


def test_a_load_over_the_threshold_waits_for_capacity_until_its_hold_ends():
    w = setting("modes.box.legal_hold_days=2")
    w.routes.hours[:] = 0.0
    w.policy.threshold[:] = LOW - 100
    load = make_load(w, arrives=0)
    w.consignments.agenda[0] = [load]
    passed = []
    for day in range(3):
        w.day = day
        passed.append(rank(w).passed)
    assert passed == [[], [], [load]]
    assert w.consignments.waiting == []
    w.policy.threshold[:] = NEVER
    low = make_load(w, arrives=3)
    w.consignments.agenda[3], w.day = [low], 3
    assert rank(w).passed == [low]


def test_capacity_goes_to_the_highest_scores():
    w = setting("traffic.lawful_scale=1e-9", "opportunists.scale=0", "customs.random_share=0")
    r = w.routes.index[BOX]
    w.policy.threshold[:], w.policy.strip_threshold[:] = LOW - 100, NEVER
    w.routes.hours[r] = 1.5 * w.routes.job_hours[r]
    loads = [make_load(w, arrives=0, z=z) for z in (0.1, 2.0, -1.0, 1.0)]
    w.consignments.agenda[0] = loads
    day = rank(w)
    assert day.capacity[r] == 2, "a job begun is finished"
    assert day.targeted == [loads[1], loads[3]]
    assert {id(x) for x in w.consignments.waiting} == {id(loads[0]), id(loads[2])}


def test_random_checks_reach_loads_in_proportion_to_traffic():
    w = setting()
    r = w.routes.index[BOX]
    w.policy.random_checks[:] = 3.0
    w.policy.threshold[:] = NEVER
    expected = 3.0 / (w.routes.rate + w.routes.opportunist_rate)[r]
    hit, missed = (
        make_load(w, arrives=0, draws=draws(random=expected * 0.999)),
        make_load(w, arrives=0, draws=draws(random=expected * 1.001)),
    )
    w.consignments.agenda[0] = [hit, missed]
    w.routes.hours[:] = 1e6
    day = rank(w)
    assert day.at_random == [hit]
    assert hit.raised_by == "random"
    assert day.passed == [missed]
    assert (day.random_units == 3).all()


def test_without_enforcement_nothing_is_checked():
    w = setting("enforcement=false")
    load = make_load(w, arrives=0, draws=draws(random=0.0))
    w.consignments.agenda[0] = [load]
    w.customs.leads.weight[:] = 20.0
    day = rank(w)
    assert (day.capacity == 0).all()
    assert day.passed == [load]


def test_hours_are_own_time_less_what_is_owed_or_put_into_a_job_under_way():
    w = setting()
    w.staff.post_working_share[:] = 0.9
    own = w.routes.hours * 0.9
    w.workload.hours_balance[:] = np.where(np.arange(w.routes.n) % 2, -2.0, 5.0)
    w.staff.brought_hours = np.full(w.routes.n, 0.5)
    assert rank(w).hours == pytest.approx(np.where(np.arange(w.routes.n) % 2, own - 1.5, own + 5.5))


def run_queue(m: BorderModel, days: int, asked: float) -> tuple[np.ndarray, np.ndarray]:
    """Rank and check for some days with ``asked`` times the hours' worth of work.

    Hours used and available.
    """
    w = m.state
    jobs = asked * np.minimum(
        w.routes.hours / w.routes.job_hours, w.routes.slots * w.routes.availability
    )
    w.policy.threshold = w.customs.field.score_at(
        w.customs.field.base, np.minimum(jobs, w.customs.field.base[:, 0])
    )
    w.policy.random_checks[:] = 0.0
    w.policy.strip_threshold[:] = NEVER
    w.routes.job_hours = w.routes.check_hours + w.routes.false_alarm * w.routes.open_hours
    w.draws.alarms = DayKeyed(1, "queue")
    for day in range(days):
        w.day = day
        rank(w)
        intercept(w)
        w.recorder.close_day(day)
    return w.tallies.utilisation[0].copy(), w.tallies.utilisation[1].copy()


@pytest.mark.parametrize("load", [0.3, 0.6, 0.8])
def test_a_route_that_is_asked_for_less_than_it_can_do_uses_what_is_asked(load: float):
    m = model(
        "organisations.count=0",
        "opportunists.scale=0",
        "modes.box.strip_share=0",
        "posts.post_office.flows.parcel.slots_per_machine_day=1e6",
        "posts.seaport.flows.box.slots_per_machine_day=1e6",
        "customs.machine_availability=1",
    )
    used, available = run_queue(m, 400, load)
    r = m.state.routes
    second_moment = r.check_hours**2 + r.false_alarm * (
        2 * r.check_hours * r.open_hours + r.open_hours**2
    )
    sd = np.sqrt(load * available / r.job_hours * second_moment) / available
    assert (np.abs(used / available - load) < 4.5 * sd + 0.01).all()
    assert (sd < 0.06).all()


OVERLOAD = (
    "organisations.count=0",
    "modes.box.strip_share=0",
    "posts.post_office.flows.parcel.slots_per_machine_day=1e6",
    "posts.seaport.flows.box.slots_per_machine_day=1e6",
    "customs.machine_availability=1",
)


def test_an_overloaded_route_never_works_more_than_its_hours_and_owes_what_it_began():
    m = model(*OVERLOAD)
    w, r = m.state, m.state.routes
    used, available = run_queue(m, 300, 3.0)
    last_day = np.ceil(r.hours / r.job_hours) * (r.check_hours + r.open_hours)
    assert (used <= available + last_day).all(), (
        "beyond the hours there is at most the last day's debt"
    )
    owed = -np.minimum(w.workload.hours_balance, 0.0)
    assert (owed <= last_day).all()
    assert sum(d.get("releases_unchecked", 0.0) for d in w.recorder.days) > 0
    assert sum(d["hours_used"] for d in w.recorder.days) == pytest.approx(used.sum())
    assert sum(d["hours_available"] for d in w.recorder.days) == pytest.approx(available.sum())


def test_an_overloaded_route_works_all_its_hours():
    used, available = run_queue(model(*OVERLOAD), 300, 3.0)
    assert (used / available > 0.95).all()


def test_thresholds_fill_the_declared_share_of_hours_or_machines():
    w = setting("customs.target_utilisation=0.7", "customs.random_share=0.1")
    r = w.routes
    asked = 0.7 * np.minimum(r.hours / r.job_hours, r.slots * r.availability / (1 - r.strip_share))
    assert w.customs.field.above(w.customs.field.base, w.policy.threshold) == pytest.approx(
        asked * 0.9, rel=1e-6
    )
    assert w.policy.random_checks == pytest.approx(asked * 0.1)
    w.policy.scenario = dataclasses.replace(
        w.policy.scenario, customs=dataclasses.replace(w.policy.scenario.customs, inspect_all=True)
    )
    fit_thresholds(w)
    assert (w.policy.threshold < LOW).all()
    assert not w.policy.random_checks.any()
