"""Joint investigation teams: which there are, and which case each works.

A team takes the open case whose file weighs most. An ad hoc one ends with its case, and the next is set up anew;
a standing one goes on. What a joint case changes is which sources it may use (:mod:`borderSim.model.actions.powers`), whose
officers work it, and that its finds need no hand-over.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from borderSim.model.state.networks import TIER_WEIGHT

if TYPE_CHECKING:
    from borderSim.model.state.state import World

NO_CASE = -1


@dataclass(slots=True)
class Team:
    """A joint team: slot of its case (-1: none), and the day from which it can take one."""

    case: int = NO_CASE
    ready: int = 0


MOST_TEAMS = 10_000
"""More than there can be open cases, and teams set up again after one, at a time."""


class JointTeams:
    """The teams of each instrument, by its name."""

    def __init__(self) -> None:
        self._teams: dict[str, list[Team]] = {}

    def staff(self, w: World) -> None:
        """Once a week: form and dissolve teams by what is live, and give free ones the weightiest open cases."""
        arrangements = w.relations.arrangements
        if not arrangements.names and not self._teams:
            return
        live = {
            name: i for i, name in enumerate(arrangements.names)
            if arrangements.live[i] and "joint_cases" in arrangements.instruments[i].gives.powers
        }  # fmt: skip
        for name in [name for name in self._teams if name not in live]:
            self._resize(w, name, 0)
            del self._teams[name]
        for name, i in live.items():
            instrument = arrangements.instruments[i]
            self._resize(w, name, min(int(instrument.gives.case_teams * instrument.n + 1e-9), MOST_TEAMS))
            self._leave_closed(w, name, i)
        for name, i in live.items():
            self._take_cases(w, name, i)

    def _resize(self, w: World, name: str, number: int) -> None:
        """Bring an instrument's teams to a number; those without a case go first."""
        teams = self._teams.setdefault(name, [])
        teams.sort(key=lambda team: team.case == NO_CASE)
        while len(teams) > number:
            case = teams.pop().case
            if case != NO_CASE and w.cases.joint[case]:
                w.cases.end_joint(case)
                _log(w, case, "joint team dissolved")
        teams.extend(Team() for _ in range(number - len(teams)))

    def _leave_closed(self, w: World, name: str, i: int) -> None:
        """Free the teams whose case is closed; an ad hoc one has to be set up again, at its time and cost."""
        arrangements = w.relations.arrangements
        instrument = arrangements.instruments[i]
        for team in self._teams[name]:
            if team.case != NO_CASE and not w.cases.joint[team.case]:
                team.case = NO_CASE
                if not instrument.gives.team_standing:
                    team.ready = w.day + round(instrument.setup_days)
                    w.books.add("cooperation_setup_eur", instrument.setup_cost_eur * float(arrangements.scale[i]))

    def _take_cases(self, w: World, name: str, i: int) -> None:
        """Let free teams take open cases on the goods of their mandate, by the weight of what is known and filed."""
        c, o, arrangements = w.cases, w.organisations, w.relations.arrangements
        days = arrangements.instruments[i].gives.team_days_per_week
        free = [team for team in self._teams[name] if team.case == NO_CASE and team.ready <= w.day]
        open_cases = [int(slot) for slot in np.flatnonzero(c.open & ~c.joint) if arrangements.offences[i, w.good_of(int(slot))]]
        weight = {slot: float((TIER_WEIGHT[o.tier_of(slot)] * o.known[slot]).sum() + c.file[slot]) for slot in open_cases}
        for team, slot in zip(free, sorted(weight, key=lambda slot: (-weight[slot], slot)), strict=False):
            team.case = slot
            c.begin_joint(slot, days)
            w.books.add("joint_cases")
            _log(w, slot, "joint team")
        for team in self._teams[name]:
            if team.case != NO_CASE:
                c.begin_joint(team.case, days)


def _log(w: World, case: int, what: str) -> None:
    """Log a step of a case, which follows from its opening."""
    w.books.log(w.day, "case step", w.books.latest("case", case), organisation=case, what=what, load=None, number=None)
