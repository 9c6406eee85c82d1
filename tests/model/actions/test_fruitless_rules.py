"""Checks on a lead that find nothing tell against it, as much as they would have found if it were true."""

from __future__ import annotations

import numpy as np
import pytest

from borderSim.model.actions.fruitless import believed_loads, doubt_leads, due_of_tip
from borderSim.model.phases.intelligence import deliver
from borderSim.model.state.scores import LOW, POINTS, SHIFT_STEP, STEP, shift_bin
from borderSim.model.state.state import State
from tests.model.stage import COCAINE_BOXES, TOBACCO_TRUCKS, change, forget_everything, world

BOX = "seaport/box"


def setting(*overrides: str, cut: float = 2.0, loads: float = 0.05) -> State:
    """A week after a lead on a front; customs reckons with so many illicit boxes a day."""
    w = world("customs.belief_error_sd=0", *overrides)
    forget_everything(w)
    i = w.routes.index[BOX]
    w.customs.exposure_by_class[i] = 100.0 * w.routes.class_shares[i]
    w.customs.network_finds[i] = 100.0 * loads / w.routes.rate[i]
    w.customs.leads.learn(0, COCAINE_BOXES, 0, 0, 0.6, 0, own=True, independent=True)
    w.day = 1
    deliver(w)
    w.customs.cuts = [np.full(w.routes.n, round((cut - LOW) / STEP))] * 7
    w.day = 7
    return w


def doubt(w: State) -> float:
    doubt_leads(w)
    return float(w.customs.leads.doubt[0, COCAINE_BOXES, 0])


def test_customs_reckons_with_as_many_loads_as_its_finds_say():
    w, mode = setting(loads=0.05), np.array([m == "box" for m in world().routes.modes])
    assert believed_loads(w)[mode].sum() == pytest.approx(0.05)
    assert believed_loads(w)[~mode].sum() == 0.0, "nothing was found there, or looked at"


def test_doubt_is_the_finds_of_a_week_if_the_lead_were_true():
    w = setting()
    i, s = w.routes.index[BOX], w.policy.scenario
    named = s.traffickers.entity_share / s.organisations.count
    moved = SHIFT_STEP * shift_bin(float(w.customs.leads.weight[0, COCAINE_BOXES, 0]))
    base = w.customs.field.base[i]
    checked = base[round((2.0 - LOW) / STEP) - moved] / base[0]
    p_find = w.routes.p_detect[i] * w.routes.p_open[i]
    expected = 7 * 0.05 * named * checked * p_find
    assert 0.3 < checked < 1
    assert doubt(w) == pytest.approx(expected)
    assert doubt(w) == pytest.approx(2 * expected), "week by week"


def test_nothing_is_doubted_where_nobody_looks_or_nothing_is_expected():
    assert doubt(setting(loads=0.0)) == 0.0
    assert doubt(setting("intelligence.fruitless_weight=0")) == 0.0
    nobody = setting()
    nobody.customs.cuts = [np.full(nobody.routes.n, POINTS - 1)] * 7
    assert doubt(nobody) == 0.0
    later = setting()
    later.customs.leads.day[:] = 7
    assert doubt(later) == 0.0, "the lead came today"
    assert doubt(setting(cut=8.0)) < doubt(setting()), "checked less, doubted less"


def test_what_truth_is_changes_no_doubt():
    plain, other = setting(), setting()
    other.traffickers.entity_generation[:] += 1
    other.traffickers.rate *= 7
    assert doubt(plain) == doubt(other) > 0


def test_a_front_is_searched_less_and_less_the_longer_nothing_is_found():
    w = setting()
    weights = []
    for w.day in range(7, 700, 7):
        deliver(w)
        weights.append(float(w.customs.leads.weight[0, COCAINE_BOXES, 0]))
        w.customs.leads.day[:] = w.day - 7  # the police renew their word
    assert weights[0] > 1
    assert (np.diff(weights) <= 0).all()
    assert weights[-1] < weights[0] - 0.5
    patient = setting("intelligence.fruitless_weight=0")
    for patient.day in range(7, 700, 7):
        deliver(patient)
        patient.customs.leads.day[:] = patient.day - 7
    assert patient.customs.leads.weight.max() == pytest.approx(weights[0], abs=0.1)


def test_only_leads_of_the_mode_are_doubted():
    w = setting()
    w.customs.leads.learn(0, TOBACCO_TRUCKS, 0, 0, 0.6, 0, own=True, independent=True)
    change(w, "intelligence", fruitless_weight=1.0)
    deliver(w)
    assert w.customs.leads.doubt[0, TOBACCO_TRUCKS, 0] == 0.0
    assert w.customs.leads.doubt[0, COCAINE_BOXES, 0] > 0.0


def test_what_was_due_of_the_police_is_the_finds_of_their_leads_at_the_reliability_they_claimed():
    w = setting()
    leads = w.customs.leads
    doubt_leads(w)
    assert not w.customs.grades.due.any(), "customs' own lead says nothing of the police"
    leads.own[0, COCAINE_BOXES, 0], leads.told[0, COCAINE_BOXES, 0] = False, True
    a_week = doubt(w) - doubt(setting())
    faded = 0.6 * 0.5 ** (7 / leads.half_life_days)
    assert w.customs.grades.due[0, 0] == pytest.approx(faded * a_week, rel=1e-6)
    assert not w.customs.grades.due[:, 1].any()


def test_a_tip_is_due_the_find_of_its_load_where_that_would_have_been_checked():
    w = setting()
    i = w.routes.index[BOX]
    p_find = w.routes.p_detect[i] * w.routes.p_open[i]
    most = 0.4 * p_find
    assert 0.0 < due_of_tip(w, i, 1.0, 0.4) < due_of_tip(w, i, 6.0, 0.4) <= most + 1e-12
    assert due_of_tip(w, i, 11.0, 0.4) == pytest.approx(most)
    w.customs.cuts = []
    assert due_of_tip(w, i, 11.0, 0.4) == 0.0
