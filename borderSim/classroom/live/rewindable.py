"""A model that is played in pieces, goes on under decisions still to come, and can be taken back to an earlier day.

Copies in memory are what it goes back to. Whatever is decided or fired on the way, the days are those
of ``bordersim run`` with the same settings.
"""

from __future__ import annotations

from borderSim.classroom.live.copies import copy_of
from borderSim.classroom.live.taking_over import take_over
from borderSim.measures.result import Result
from borderSim.model.state.state import State
from borderSim.parameters.scenario import Scenario
from borderSim.simulation import BorderModel

MOST_COPIES = 5
"""Copies of a model kept to go back to (assumption; a copy of `national` has 8 MB and more)."""


class Rewindable:
    """A model with copies of it to go back to.

    Attributes:
        model: the model as it stands.
    """

    def __init__(self, model: BorderModel) -> None:
        """Take a model whose burn-in is done."""
        self.model = model
        self._copies: dict[int, BorderModel] = {}
        self.keep()

    @classmethod
    def begun(cls, scenario: Scenario, seed: int) -> Rewindable:
        """Return the first day of the horizon of a scenario."""
        model = BorderModel(scenario, seed)
        model.run_burn_in()
        return cls(model)

    @property
    def state(self) -> State:
        """The state at the end of the last day played."""
        return self.model.state

    @property
    def day(self) -> int:
        """Days of the horizon played so far, which is the day to come (from 0)."""
        return self.model.state.day_of_horizon()

    @property
    def since_kept(self) -> int:
        """Days played since the last copy was made."""
        return self.day - max(self._copies)

    def go(self, days: int) -> None:
        """Play some days."""
        for _ in range(days):
            self.model.step()

    def keep(self) -> None:
        """Keep a copy of today; of too many, every second goes."""
        self._copies[self.day] = copy_of(self.model)
        if len(self._copies) > MOST_COPIES:
            days = sorted(self._copies)
            self._copies = {d: self._copies[d] for d in {*days[::2], days[-1]}}

    def under(self, scenario: Scenario) -> None:
        """Go on under a scenario; what it says of days that were played is what was played."""
        take_over(self.model, scenario)

    def rewind(self, day: int, scenario: Scenario) -> None:
        """Go back to a day, from 0 to today, and on under a scenario with the same past until then."""
        today = self.day
        self._copies = {d: copy for d, copy in self._copies.items() if d <= day}
        if day < today:
            self.model = copy_of(self._copies[max(self._copies)])
        self.under(scenario)
        self.go(day - self.day)

    def fork(self) -> Rewindable:
        """Return a second one with the same past."""
        other = Rewindable(copy_of(self.model))
        other._copies = dict(self._copies)  # (nobody steps a copy: it is copied again)
        return other

    def result(self) -> Result:
        """Return what was measured of the days played."""
        return self.model.result()
