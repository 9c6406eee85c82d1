"""The police and the courts start near the state in which they settle."""

from __future__ import annotations

import numpy as np
import pytest

from borderSim.model.actions.first_day import fill_courts
from borderSim.model.phases.courts import hold_court
from borderSim.model.state.draw_columns import MemberDraw
from borderSim.model.state.state import State
from borderSim.model.state.traffickers import ACTIVE, DETAINED
from tests.model.stage import change, world


def filled(**justice: float) -> State:
    w = world()
    change(w, "justice", **({"court_days": 365.0, "usual_charges_per_year": 400.0} | justice))
    fill_courts(w)
    return w


def test_who_waits_and_who_serves_follows_from_little_s_law():
    w = filled()
    waiting = [who for day in w.courts.judgements.values() for who in day]
    assert len(waiting) == 400
    guilty = 0.8 * (1 - np.exp(-1.0))
    assert sum(w.courts.served.values()) == round(400 * guilty * 3)
    assert w.courts.prisoners == len(waiting) + sum(w.courts.served.values())
    assert np.mean([g for _, _, g, _ in waiting]) == pytest.approx(guilty, abs=0.07)
    days = np.sort(np.repeat(list(w.courts.served), list(w.courts.served.values())))
    even = (np.arange(len(days)) + 0.5) / len(days) * 1095
    assert np.abs(days - even).max() < 1.6 / len(days) ** 0.5 * 1095, "residual sentences uniform"


def test_without_known_charges_or_enforcement_courts_start_empty_and_have_no_limit():
    for w in (filled(usual_charges_per_year=0.0), world("enforcement=false")):
        fill_courts(w)
        assert not w.courts.prisoners and not w.courts.judgements and not w.courts.returns
        w.courts.load = 1e6
        assert w.courts.room(0.1) == 1.0


def test_those_of_the_first_day_leave_a_holder_in_place_and_the_prison_empties():
    w = filled()
    change(w, "justice", usual_charges_per_year=0.0)
    before = w.traffickers.status.copy()
    for w.day in range(1, 3 * 365 + 366 + 1100):
        hold_court(w)
    assert w.courts.prisoners == 0 and not w.courts.judgements and not w.courts.served
    assert (w.traffickers.status == before).all()
    again = filled()
    slot, member = next(iter(again.courts.returns.values()))[0]
    again.traffickers.status[slot, member] = DETAINED
    for again.day in range(1, 1100):
        hold_court(again)
    assert again.traffickers.status[slot, member] == ACTIVE, "a vacant place is taken again"


def test_full_courts_take_part_of_the_charges():
    from borderSim.model.actions.arrests import charge

    w = filled(usual_charges_per_year=100.0, court_capacity=1.3)
    u = np.full(len(MemberDraw), 0.5)
    assert w.courts.room(1.3) == 1.0
    w.courts.load = 260.0
    assert w.courts.room(1.3) == 0.5
    prisoners = w.courts.prisoners
    charge(w, 0, 0, 1.0, u, -1)  # 0.5 is above 0.85 x 0.5
    assert w.recorder.today["charges_refused"] == 1 and w.courts.prisoners == prisoners
    assert (0, 0) in w.courts.returns[w.day + 30], "he goes as who is not charged"
    u[MemberDraw.CHARGE] = 0.4
    charge(w, 0, 1, 1.0, u, -1)
    assert w.recorder.today["members_charged"] == 1 and w.courts.prisoners == prisoners + 1
    assert w.courts.load == 262.0, "both came to the prosecutors"
    change(w, "justice", court_capacity=1e4)
    assert w.courts.room(1e4) == 1.0


def test_the_memory_of_the_courts_holds_a_year_s_charges():
    w = filled(usual_charges_per_year=0.0)
    for w.day in range(5 * 365):
        w.courts.load += 2.0
        hold_court(w)
    assert w.courts.load == pytest.approx(730.0, rel=0.01)
