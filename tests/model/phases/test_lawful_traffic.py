"""What checks make of traffic that is no organisation's: it is found, delayed and kept waiting in the declared parts."""

import numpy as np
import pytest

from borderSim.model.phases.interception import intercept
from borderSim.model.phases.targeting import rank
from borderSim.model.state.state import State
from tests.model.stage import forget_everything, scenario, world

LAWFUL, CROOKED = 1_000_000, 200_000


def _day(waiting: float = 0.0, strips: float = 0.0) -> State:
    """A day on which a million lawful units and 200,000 opportunists are checked on every route."""
    w = world("organisations.count=0")
    forget_everything(w)
    day_list = rank(w)
    c = day_list.checked
    c.units[:], c.opportunists[:], c.strip_list[:] = LAWFUL + CROOKED, CROOKED, strips
    c.waiting[:] = waiting
    day_list.random_units[:] = 0
    intercept(w)
    return w


def test_opportunists_are_found_where_a_check_alarms_and_an_opening_succeeds():
    w = _day()
    r = w.routes
    expected = CROOKED * (r.p_detect * np.where(r.has_opening, r.p_open, 1.0)).sum()
    assert (r.p_open[r.has_opening] < 1).any()
    assert w.recorder.today["seizures_opportunist"] == pytest.approx(expected, rel=0.02)


def test_petty_offences_are_found_where_they_are_and_where_they_show():
    w = _day()
    r = w.routes
    expected = LAWFUL * np.minimum(r.petty_rate * r.p_detect, 1.0).sum()
    assert expected > 1000
    assert w.recorder.today["seizures_petty"] == pytest.approx(expected, rel=0.05)
    assert w.recorder.today["lawful_inspected"] == LAWFUL * r.n


def test_who_is_kept_waiting_for_a_check_loses_a_day():
    none, some = _day(), _day(waiting=500.0)
    r = none.routes
    lost = some.recorder.today["trade_delay_cost_eur"] - none.recorder.today["trade_delay_cost_eur"]
    assert lost == pytest.approx(500.0 * r.delay_cost[r.hold > 0].sum())
    assert lost > 0


def test_a_yard_saves_up_no_more_than_two_days_of_bays_or_one_strip():
    w = world("organisations.count=0", "modes.box.strip_share=0.1")
    forget_everything(w)
    for w.day in range(30):
        day_list = rank(w)
        day_list.checked.strip_list[:] = 0
        intercept(w)
    bays = w.policy.bays
    assert 30 * bays.max() > 1, "enough came to hand"
    assert w.customs.bay_credit == pytest.approx(np.where(bays > 0, np.maximum(2 * bays, 1.0), 0.0))


def waited(*overrides: str, hours: float) -> np.ndarray:
    """(R, A) checks by days waited over 60 days, officers' hours cut after the thresholds are set."""
    w = world("organisations.count=0", *overrides)
    forget_everything(w)
    w.routes.hours = w.routes.hours * hours
    w.first_day = 0
    for w.day in range(60):
        rank(w)
        intercept(w)
    units = w.recorder.today["inspections_targeted"] + w.recorder.today["inspections_random"]
    tally = w.tallies.wait_tally
    assert tally.sum() == pytest.approx(units, rel=0.03)
    assert not tally[w.routes.hold == 0, 1:].any()
    return tally


def test_who_was_kept_waiting_is_tallied_by_days_alike_by_both_samplers():
    scarce, full = (
        waited(f"cargo.sampling={how}", hours=0.7).sum(axis=0) for how in ("lazy", "full")
    )
    assert scarce[1:].sum() > 0.02 * scarce.sum()
    assert scarce / scarce.sum() == pytest.approx(full / full.sum(), abs=0.02)
    plenty = waited(hours=3.0)
    assert plenty[:, 1:].sum() < 0.01 * plenty.sum()
    nobody = [f"modes.{mode}.legal_hold_days=0" for mode in scenario().modes]
    at_once = waited(*nobody, hours=0.7)
    assert not at_once[:, 1:].any()
