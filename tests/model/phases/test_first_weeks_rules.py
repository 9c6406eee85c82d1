"""The years before the first day: cases of all ages, nobody arrested, nothing booked."""

from __future__ import annotations

import numpy as np
import pytest

from borderSim.model.actions.first_day import teams
from borderSim.model.phases.first_weeks import settle
from borderSim.model.state.draw_columns import MemberDraw
from borderSim.model.state.state import State
from borderSim.model.state.traffickers import ACTIVE
from borderSim.scenario.load import load_scenario
from borderSim.simulation import BorderModel
from tests.model.stage import change, world


def settled(days: float = 1092.0) -> State:
    w = world("organisations.count=20", "organisations.max=40", police={"investigators": 48.0})
    change(w, "investigation", settle_days=days)
    settle(w)
    return w


def test_nearly_all_teams_have_a_case_and_the_cases_are_of_all_ages():
    w = settled()
    c = w.police.cases
    age = w.day - c.opened[c.open]
    # a team whose case ended this week takes up the next one a week later
    assert 8 < len(age) <= teams(w) == 12
    assert (age >= 0).all() and (age % 7 == 0).all() and len(np.unique(age)) > 6
    assert age.max() <= 1092 and (c.news[c.open] >= c.opened[c.open]).all()
    assert (c.cold_until >= 0).all()
    assert w.police.evidence[c.open].sum() > 0 and not w.police.evidence[~w.traffickers.alive].any()


def test_nobody_is_arrested_nothing_is_booked_and_the_streams_of_the_days_stay_where_they_were():
    w, fresh = settled(), settled(0.0)
    assert (w.traffickers.status == fresh.traffickers.status).all()
    assert w.recorder.today == fresh.recorder.today and w.tallies.resources.available["people"] == 0
    assert not w.courts.prisoners and not w.traffickers.blows and not w.mail.delivered(0)
    assert (w.police.known_entities == fresh.police.known_entities).all()
    for w_ in (w, fresh):
        assert w_.day == 0
    one, other = w.draws.members.today(0), fresh.draws.members.today(0)
    assert (one[:, :, MemberDraw.CHARGE] == other[:, :, MemberDraw.CHARGE]).all()


@pytest.mark.parametrize("off", ["settle_days", "enforcement"])
def test_off_leaves_the_first_day_as_it_was(off: str):
    w = settled(0.0) if off == "settle_days" else world("enforcement=false")
    before = w.police.known_members.copy()
    if off == "enforcement":
        change(w, "investigation", settle_days=1092.0)
        settle(w)
    assert not w.police.cases.open.any() and not w.police.noted.any()
    assert (w.police.known_members == before).all()


def test_the_police_know_as_many_on_the_first_day_as_later():
    """Known members stand where the weeks of the simulation hold them, not at the share of routine work alone."""
    scenario = load_scenario("national", ["partnership=coexistence", "burn_in_days=0", "years=1"])
    shares = []
    for seed in (1, 2):
        model = BorderModel(scenario, seed)
        model.step()
        first = model.state.tallies.known_member_share
        while model.day < 200:
            model.step()
        shares.append((first, model.state.tallies.known_member_share))
    first, later = np.mean(shares, axis=0)
    assert first == pytest.approx(later, abs=0.12)


def test_cases_open_on_the_first_day_have_an_event_that_takedowns_can_name():
    model = BorderModel(load_scenario("training", ["events=true", "burn_in_days=0"]), 1)
    opened = [e for e in model.state.recorder.events if e["what"] == "opened"]
    assert len(opened) == int(model.state.police.cases.open.sum()) > 0
    slot = opened[0]["organisation"]
    assert model.state.recorder.latest("case", slot) == opened[0]["id"]
    assert (model.state.traffickers.status[slot] == ACTIVE).any()
