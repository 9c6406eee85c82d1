"""Joint investigation teams at work: formed and dissolved by what is live, and given the weightiest open cases."""

from __future__ import annotations

import numpy as np

from borderSim.model.state.counters import Counter
from borderSim.model.state.joint_teams import NO_CASE, Team
from borderSim.model.state.networks import TIER_WEIGHT
from borderSim.model.state.state import State

MOST_TEAMS = 10_000
"""More than there can be open cases, and teams set up again after one, at a time."""


def staff_joint_teams(w: State) -> None:
    """Once a week: form and dissolve teams by what is live, and give free ones the weightiest open cases."""
    arrangements, found = w.cooperation.arrangements, w.cooperation.joint_teams.teams
    if not arrangements.names and not found:
        return
    live = {
        name: i
        for i, name in enumerate(arrangements.names)
        if arrangements.live[i] and "joint_cases" in arrangements.instruments[i].gives.powers
    }
    for name in [name for name in found if name not in live]:
        _resize(w, name, 0)
        del found[name]
    for name, i in live.items():
        instrument = arrangements.instruments[i]
        _resize(w, name, min(int(instrument.gives.case_teams * instrument.n + 1e-9), MOST_TEAMS))
        _leave_closed(w, name, i)
    for name, i in live.items():
        _take_cases(w, name, i)


def _resize(w: State, name: str, number: int) -> None:
    """Bring an instrument's teams to a number; those without a case go first."""
    teams = w.cooperation.joint_teams.teams.setdefault(name, [])
    teams.sort(key=lambda team: team.case == NO_CASE)
    while len(teams) > number:
        case = teams.pop().case
        if case != NO_CASE and w.police.cases.joint[case]:
            w.police.cases.end_joint(case)
            _log(w, case, "joint team dissolved")
    teams.extend(Team() for _ in range(number - len(teams)))


def _leave_closed(w: State, name: str, i: int) -> None:
    """Free the teams whose case is closed.

    An ad hoc one has to be set up again, at its time and cost.
    """
    arrangements = w.cooperation.arrangements
    instrument = arrangements.instruments[i]
    for team in w.cooperation.joint_teams.teams[name]:
        if team.case != NO_CASE and not w.police.cases.joint[team.case]:
            team.case = NO_CASE
            if not instrument.gives.team_standing:
                team.ready = w.day + round(instrument.setup_days)
                cost = instrument.setup_cost_eur * float(arrangements.scale[i])
                w.recorder.add(Counter.COOPERATION_SETUP_EUR, cost)
                w.recorder.add(Counter.COOPERATION_SETUP_PAID_EUR, cost)


def _take_cases(w: State, name: str, i: int) -> None:
    """Let free teams take open cases on the goods of their mandate, by the weight of what is known and filed."""
    c, o, arrangements = w.police.cases, w.traffickers, w.cooperation.arrangements
    days = arrangements.instruments[i].gives.team_days_per_week
    free = [
        team
        for team in w.cooperation.joint_teams.teams[name]
        if team.case == NO_CASE and team.ready <= w.day
    ]
    open_cases = [
        int(slot)
        for slot in np.flatnonzero(c.open & ~c.joint)
        if arrangements.offences[i, w.good_of(int(slot))]
    ]
    weight = {
        slot: float(
            (TIER_WEIGHT[o.tier_of(slot)] * w.police.known_members[slot]).sum() + c.file[slot]
        )
        for slot in open_cases
    }
    for team, slot in zip(
        free, sorted(weight, key=lambda slot: (-weight[slot], slot)), strict=False
    ):
        team.case = slot
        c.begin_joint(slot, days)
        w.recorder.add(Counter.JOINT_CASES)
        _log(w, slot, "joint team")
    for team in w.cooperation.joint_teams.teams[name]:
        if team.case != NO_CASE:
            c.begin_joint(team.case, days)


def _log(w: State, case: int, what: str) -> None:
    """Log a step of a case, which follows from its opening."""
    w.recorder.log(
        w.day,
        "case step",
        w.recorder.latest("case", case),
        organisation=case,
        what=what,
        load=None,
        number=None,
    )
