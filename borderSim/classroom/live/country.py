"""One country that is played: a course of decisions, and the model that goes on under it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from borderSim.classroom.broken import BREAKS, logged
from borderSim.classroom.live.as_run import Circumstances
from borderSim.classroom.live.recent import recent
from borderSim.classroom.live.rewindable import Rewindable
from borderSim.classroom.live.session import Course
from borderSim.classroom.refusals import RefusedError
from borderSim.measures.result import Result
from borderSim.model.state.state import State
from borderSim.scenario.catalogue import shipped_shocks
from borderSim.simulation import BorderModel

LEAST_APART = 15
"""Days between two copies at least: fewer days are sooner simulated again than copied."""


class Start:
    """The first day of the horizon of a session: one burn-in, from which every track sets out."""

    def __init__(self, circumstances: Circumstances) -> None:
        """Run the burn-in under the present level."""
        self.circumstances = circumstances
        self._model = BorderModel(circumstances.present, circumstances.session.seed)
        try:
            self._model.run_burn_in()
        except BREAKS as error:
            detail = logged(error, "before the first day")
            raise RefusedError("broken.start", detail=detail) from error

    def country(self, course: Course, day: int = 0) -> PlayedCountry:
        """Return the country of a course, gone to a day of the horizon.

        Raises:
            InputError: something in the course that can't be.
        """
        scenario = self.circumstances.scenario(course)
        played = Rewindable(self._model.branch(scenario))
        country = PlayedCountry(self.circumstances, course, played)
        country.go(day)
        return country


class PlayedCountry:
    """A model under a course of decisions.

    Equal courses give equal bytes, and those of ``bordersim run`` with the same schedule and
    shocks, however often it went back and forth.

    Attributes:
        course: what was decided and what struck so far.
        scenario: the scenario that gives the same run.
        stands: whether its run broke on the day to come: it is set aside there until it is changed.
    """

    def __init__(self, circumstances: Circumstances, course: Course, played: Rewindable) -> None:
        self.stands = False
        self._circumstances, self.course, self._played = circumstances, course, played
        self.scenario = circumstances.scenario(course)

    @property
    def state(self) -> State:
        """The state at the end of the last day simulated."""
        return self._played.state

    @property
    def day(self) -> int:
        """Days of the horizon that are simulated, which is the day to come (from 0)."""
        return self._played.day

    @property
    def last(self) -> int:
        """Days of the horizon."""
        return self.scenario.horizon_days

    def go(self, days: int) -> int:
        """Go on by some days, at most to the end of the horizon; return how many it were."""
        going = max(0, min(days, self.last - self.day))
        self._played.go(going)
        if self._played.since_kept >= LEAST_APART:
            self._played.keep()
        return going

    def decide(self, values: Mapping[str, Any]) -> None:
        """Decide something that takes effect on the day to come.

        Args:
            values: keys that a ``schedule`` may change, with their values.

        Raises:
            InputError: a key or a value that can't be, or the horizon is over; nothing has changed.
        """
        self._check_time()
        self._take(self.course.decided(self.day, values))

    def shock(self, name: str) -> None:
        """Let a shock strike on the day to come.

        Raises:
            InputError: there is no such shock, it has struck already, or the horizon is over;
                nothing has changed.
        """
        self._check_time()
        struck = self.state.shocks.last
        if name in self.course.shocks or name in struck:
            when = self.course.shocks.get(name)
            if when is None:
                when = struck[name] - self.state.first_day
            known = shipped_shocks()
            title = known[name].title if name in known else name
            raise RefusedError("shock.struck", title=title, day=when + 1)
        self._take(self.course.struck(name, self.day))

    def rewind(self, day: int) -> None:
        """Go back to a day; what was decided on it or later is forgotten.

        Args:
            day: of the horizon, from 0 to today.

        Raises:
            InputError: it is not such a day.
        """
        if not 0 <= day <= self.day:
            raise RefusedError("day", last=self.day)
        course = self.course.until(day)
        scenario = self._circumstances.scenario(course)
        self._played.rewind(day, scenario)
        self.course, self.scenario, self.stands = course, scenario, False

    def mend(self) -> None:
        """Come back to the end of the last whole day, where something broke within one."""
        if self._played.is_whole:
            return
        course = self.course.until(self.day + 1)  # (it may have broken on the way back)
        if course != self.course:
            self.course, self.scenario = course, self._circumstances.scenario(course)
        self._played.mend(self.scenario)

    def result(self) -> Result:
        """Return outcomes, series and events of the days so far."""
        return self._played.result()

    def days(self, first: int) -> dict[str, Any]:
        """Return the days from ``first`` on as the player takes them (a chunk)."""
        return recent(self.state, first)

    def fork(self, name: str) -> PlayedCountry:
        """Return a second country with the same past, which goes its own way from today on."""
        course = replace(self.course, name=name, parent=self.course.name, what="fork")
        return PlayedCountry(self._circumstances, course, self._played.fork())

    def _check_time(self) -> None:
        if self.day >= self.last:
            raise RefusedError("horizon", last=self.last)

    def _take(self, course: Course) -> None:
        """Go on under a course that differs from today on."""
        scenario = self._circumstances.scenario(course)
        self._played.under(scenario)
        self.course, self.scenario, self.stands = course, scenario, False
