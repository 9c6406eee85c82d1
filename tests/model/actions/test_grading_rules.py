"""Customs grade the police by finds, the police grade customs by what a case confirms."""

from __future__ import annotations

import numpy as np
import pytest

from borderSim.model.actions.grading import confirm, graded, note_find
from borderSim.model.actions.members import replace_entity
from borderSim.model.state.codes import RaisedBy
from tests.model.stage import change, forget_everything, make_load, world


def test_a_case_looks_once_at_each_entity_that_customs_named():
    w = world()
    forget_everything(w)
    e = w.traffickers.entities
    w.police.said[1, 0], w.police.said[1, e] = 0.6, 0.6
    confirm(w)
    assert not w.police.grades.due.any(), "nobody works on it"
    w.police.cases.start(1, 0, 0)
    confirm(w)
    assert w.police.grades.came[0, 0] == 1.0
    assert w.police.grades.due[0, 0] == pytest.approx(1.2)
    assert w.recorder.today["entities_confirmed"] == w.recorder.today["entities_refuted"] == 1.0
    confirm(w)
    assert w.police.grades.due[0, 0] == pytest.approx(1.2)


def test_news_of_an_entity_that_was_replaced_are_not_graded():
    w = world()
    forget_everything(w)
    w.police.said[1, 0] = 0.6
    replace_entity(w, 1, 0)
    w.police.cases.start(1, 0, 0)
    confirm(w)
    assert not w.police.grades.due.any()


@pytest.mark.parametrize(
    ("raised_by", "told", "credited"),
    [
        (RaisedBy.TIP, False, "tip"),
        (RaisedBy.LEAD, True, "entity"),
        (RaisedBy.LEAD, False, ""),
        (RaisedBy.PROFILE, True, ""),
    ],
)
def test_a_find_is_to_the_credit_of_the_police_where_their_news_raised_the_load(
    raised_by: RaisedBy, told: bool, credited: str
):
    w = world()
    load = make_load(w, 1, entity=0)
    load.raised_by = raised_by
    w.customs.leads.told[0, 1, 0] = told
    note_find(w, load)
    came = dict(zip(("entity", "tip"), w.customs.grades.came[0], strict=True))
    assert came == {kind: float(kind == credited) for kind in ("entity", "tip")}


def test_news_are_worth_what_they_claim_times_the_grade_and_at_most_certain():
    w = world()
    assert graded(w, "tip", 0.6, group=0, to_police=False) == pytest.approx(0.6)
    w.customs.grades.note(0, "tip", due=5.0)
    assert graded(w, "tip", 0.6, group=0, to_police=False) == pytest.approx(0.3)
    assert graded(w, "entity", 1.0, group=0, to_police=True) == pytest.approx(1.0)
    w.police.grades.note(0, "entity", came=50.0)
    assert graded(w, "entity", 0.9, group=0, to_police=True) == 1.0
    change(w, "intelligence", grade_half_life_days=0.0)
    w.customs.grades.forget(w.policy.scenario.intelligence)
    assert graded(w, "tip", 0.6, group=0, to_police=False) == pytest.approx(0.6)


def test_trust_is_no_longer_in_the_weight_of_a_lead():
    w = world("partnership=cooperation")
    w.customs.leads.learn(0, 1, 0, 0, 0.6, w.day, own=False, independent=False)
    w.customs.leads.matched[:] = 2e-4
    weights = []
    for trust in (0.05, 0.9):
        w.cooperation.trust[:] = trust
        settings = w.policy.scenario.intelligence
        grades = w.customs.grades.of("entity", settings)
        w.customs.leads.refresh(w.policy.scenario, w.day, 5, grades)
        weights.append(w.customs.leads.weight.copy())
    assert (weights[0] == weights[1]).all() and np.any(weights[0] > 0)
