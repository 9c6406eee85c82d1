"""What intelligence, collisions, hits and instruments take from the hours of the services is worked off by them."""

import numpy as np
import pytest

from borderSim.model.actions.arrests import collide
from borderSim.model.actions.sharing import entity_item, share
from borderSim.model.phases.intelligence import deliver
from borderSim.model.phases.investigation import _work
from borderSim.model.state.intelligence import Item
from borderSim.model.state.state import State
from borderSim.scenario.load import load_scenario
from borderSim.simulation import run
from tests.model.stage import change, forget_everything, set_traits, world

SURE = np.array([0.0, 0.5, 0.0, 0.999])
"""Uniforms of an item: it crosses, whole, at the median time, and does not leak."""


def _setting(*overrides: str) -> State:
    w = world(*overrides)
    forget_everything(w)
    w.mail.delivered(0)
    set_traits(
        w,
        share_prob=1.0,
        share_interval_days=0.0,
        share_latency_days=0.0,
        share_fidelity=1.0,
        readers_share=0.0,
    )
    return w


def _news(w: State, slot: int = 0) -> Item:
    return entity_item(w, slot, 0, 0.6, to_police=False, cause=-1)


def test_an_item_that_crosses_costs_the_minutes_of_both_services():
    w = _setting()
    change(w, "intelligence", item_minutes=30.0, relevance=1.0)
    desk, police = w.workload.desk_owed, w.workload.police_owed
    assert share(w, _news(w), SURE, urgent=False)
    assert (w.workload.desk_owed - desk, w.workload.police_owed - police) == (0.5, 0.5)


def test_a_desk_that_owes_hours_vets_nothing_until_it_has_worked_them_off():
    w = _setting()
    change(w, "intelligence", vetting_minutes=60.0)
    w.staff.desk_hours, w.workload.desk_owed = 8.0, 20.0
    w.mail.send(_news(w), 1)
    left = []
    for w.day in (1, 2, 3):
        deliver(w)
        left.append((len(w.mail.desk), w.workload.desk_owed))
    assert left == [(1, 12.0), (1, 4.0), (0, 0.0)]


def test_a_collision_costs_both_services_half_of_its_hours():
    w = _setting()
    change(w, "investigation", collision_hours=10.0)
    collide(w, 0, 2, -1)
    assert w.workload.hours_lost.tolist() == [0.0, 0.0, 5.0, *[0.0] * (w.routes.n - 3)]
    assert w.workload.police_owed == 5.0 and w.recorder.today["duplicate_hours"] == 10.0


def test_hours_that_investigators_owe_are_missing_in_their_cases_once():
    efforts = {}
    for owed in (0.0, 16.0):
        w = _setting()
        w.police.cases.start(0, 0, 0)
        w.workload.police_owed = owed
        _work(w)
        first = float(w.police.cases.effort[0])
        _work(w)
        efforts[owed] = (first, float(w.police.cases.effort[0]) - first)
    assert efforts[0.0][0] - efforts[16.0][0] == pytest.approx(2.0), "sixteen hours are two days"
    assert efforts[0.0][1] == efforts[16.0][1], "and not once more the week after"


def test_what_a_joint_team_or_an_office_takes_is_missing_elsewhere():
    def staff(*overrides: str) -> tuple[float, float]:
        w = _setting("burn_in_days=0", "partnership=coordination", *overrides)
        return w.staff.investigators, float(w.staff.post_working_share.sum())

    none = staff()
    less = staff(
        "instruments=[liaison_officers]",
        "instruments.liaison_officers.customs_hours_per_week=40",
        "instruments.liaison_officers.police_hours_per_week=40",
    )
    assert 0 < less[0] < none[0] and 0 < less[1] < none[1]


def test_systems_cost_what_they_cost_once_and_as_cooperation():
    """What access costs a year is in the running cost of cooperation to the last euro."""
    common = ("years=0.1", "burn_in_days=0", "partnership=coexistence")
    plain = run(load_scenario("training", common), 1).outcomes
    asked = run(
        load_scenario("training", [*common, "systems.interpol_dna.police_access=direct"]), 1
    ).outcomes
    cost = asked["systems_cost_eur"]
    assert cost and plain["systems_cost_eur"] == 0.0
    assert (asked["cooperation_running_eur"] or 0) - (
        plain["cooperation_running_eur"] or 0
    ) == pytest.approx(cost)
