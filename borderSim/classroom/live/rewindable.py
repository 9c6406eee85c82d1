"""A model that is played in pieces, goes on under decisions still to come, and can be taken back to an earlier day.

Copies in memory are what it goes back to. Whatever is decided or fired on the way, the days are those
of ``bordersim run`` with the same settings.
"""

from __future__ import annotations

from dataclasses import dataclass

from borderSim.classroom.live.copies import copy_of
from borderSim.classroom.live.taking_over import take_over
from borderSim.measures.result import Result
from borderSim.model.state.state import State
from borderSim.parameters.scenario import Scenario
from borderSim.simulation import BorderModel

MOST_COPIES = 5
"""Copies of a model kept to go back to (assumption; a copy of `national` has 8 MB and more)."""


@dataclass(frozen=True)
class Mark:
    """Where a model stood.

    Attributes:
        model: the model itself, which may have gone on since.
        day: of the horizon.
        copies: by day, those that were kept.
    """

    model: BorderModel
    day: int
    copies: dict[int, BorderModel]


class Rewindable:
    """A model with copies of it to go back to.

    Attributes:
        model: the model as it stands.
        is_whole: whether it stands at the end of a day; false where something broke within one.
    """

    def __init__(self, model: BorderModel) -> None:
        """Take a model whose burn-in is done."""
        self.model = model
        self.is_whole = True
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
        self.is_whole = False
        for _ in range(days):
            self.model.step()
        self.is_whole = True

    def keep(self) -> None:
        """Keep a copy of today; of too many, every second goes."""
        self._copies[self.day] = copy_of(self.model)
        if len(self._copies) > MOST_COPIES:
            days = sorted(self._copies)
            self._copies = {d: self._copies[d] for d in {*days[::2], days[-1]}}

    def under(self, scenario: Scenario) -> None:
        """Go on under a scenario; what it says of days that were played is what was played."""
        self.is_whole = False
        take_over(self.model, scenario)
        self.is_whole = True

    def rewind(self, day: int, scenario: Scenario) -> None:
        """Go back to a day, from 0 to today, and on under a scenario with the same past until then."""
        today = self.day
        self._copies = {d: copy for d, copy in self._copies.items() if d <= day}
        if day < today:
            self.model = copy_of(self._copies[max(self._copies)])
        self.under(scenario)
        self.go(day - self.day)

    def mend(self, scenario: Scenario) -> None:
        """Come back to the end of the last whole day, after something broke within the day to come.

        A model that broke plays no more: the last copy is taken, and the days since are played again.
        Where they break this time, it stays at the copy.
        """
        day = self.day
        kept = self._copies[max(d for d in self._copies if d <= day)]
        self.model = copy_of(kept)
        self.under(scenario)
        try:
            self.go(day - self.day)
        except Exception:  # (as for want of memory, which is nobody's decision)
            self.model = copy_of(kept)
            self.under(scenario)

    def mark(self) -> Mark:
        """Return where it stands, to come back to whatever happens."""
        return Mark(self.model, self.day, dict(self._copies))

    def back_to(self, mark: Mark, scenario: Scenario) -> None:
        """Come back to where it stood, under the scenario of that time; where it never left, nothing is done."""
        if self.is_whole and self.model is mark.model and self.day == mark.day:
            return
        self._copies = dict(mark.copies)
        self.model = copy_of(self._copies[max(d for d in self._copies if d <= mark.day)])
        self.under(scenario)
        self.go(mark.day - self.day)

    def fork(self) -> Rewindable:
        """Return a second one with the same past."""
        other = Rewindable(copy_of(self.model))
        other._copies = dict(self._copies)  # (nobody steps a copy: it is copied again)
        return other

    def result(self) -> Result:
        """Return what was measured of the days played."""
        return self.model.result()
