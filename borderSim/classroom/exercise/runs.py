"""The run that is played and its twin under another level, with what each role knew day by day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from borderSim.classroom.exercise.roles import view
from borderSim.classroom.exercise.session import Session
from borderSim.classroom.exercise.settings import EVENTS, Taken, scenario_of
from borderSim.classroom.exercise.to_tell import to_tell
from borderSim.classroom.live.rewindable import Mark, Rewindable
from borderSim.classroom.refusals import RefusedError, refused
from borderSim.errors import InputError
from borderSim.parameters.scenario import Scenario
from borderSim.scenario.instrument_checks import LackingError

PLAYED, TWIN = "played", "twin"
VIEW_DAYS = 7
"""Days from one picture of a role to the next (a week: services report weekly)."""


@dataclass(frozen=True)
class RunsMark:
    """Where both runs stood: each of them, and what each role knew by day."""

    tracks: dict[str, Mark]
    views: dict[int, dict[str, Any]]


class Runs:
    """Both runs of a table, always at the same day, and the views of the roles.

    Args:
        session: the exercise, its seed, and what was decided so far; days that were played are
            played again.
    """

    def __init__(self, session: Session) -> None:
        exercise = session.exercise
        self._exercise = exercise
        self._tracks = {
            name: Rewindable.begun(scenario_of(exercise, level=level, more=EVENTS), session.seed)
            for name, level in self._levels()
        }
        self._views: dict[int, dict[str, Any]] = {}
        self._note_views()
        self.under(session)
        for one in exercise.rounds:
            if one.end <= session.played:
                self.play(one.end)

    @property
    def day(self) -> int:
        """Days played."""
        return self._tracks[PLAYED].day

    def track(self, name: str) -> Rewindable:
        """Return a run: :data:`PLAYED` or :data:`TWIN`."""
        return self._tracks[name]

    def check(self, taken: Sequence[Taken], fired: dict[str, int | None]) -> None:
        """Check that decisions and injects go together.

        Raises:
            RefusedError: they don't.
        """
        try:
            scenario_of(self._exercise, taken, fired, more=EVENTS)
        except LackingError as error:
            raise refused(error) from error
        except InputError as error:
            raise RefusedError("together", detail=str(error)) from error

    def under(self, session: Session) -> None:
        """Take over the decisions and injects of days to come."""
        for name, scenario in self._scenarios(session).items():
            self._tracks[name].under(scenario)

    def play(self, end: int) -> None:
        """Play both runs to a day, and keep a copy of it."""
        while self.day < end:
            days = min(VIEW_DAYS - self.day % VIEW_DAYS, end - self.day)
            for one in self._tracks.values():
                one.go(days)
            self._note_views()
        for one in self._tracks.values():
            one.keep()

    def rewind(self, day: int, session: Session) -> None:
        """Go back to the first day of a round, and on from there under a session with the same past."""
        for name, scenario in self._scenarios(session).items():
            self._tracks[name].rewind(day, scenario)
        self._views = {noted: views for noted, views in self._views.items() if noted <= day}

    def mark(self) -> RunsMark:
        """Return where both runs stand, to come back to whatever happens."""
        return RunsMark({name: x.mark() for name, x in self._tracks.items()}, dict(self._views))

    def back_to(self, mark: RunsMark, session: Session) -> None:
        """Come back to where both runs stood under the session of that time."""
        self._views = dict(mark.views)
        for name, scenario in self._scenarios(session).items():
            self._tracks[name].back_to(mark.tracks[name], scenario)

    def view(self, role: str, day: int) -> dict[str, Any]:
        """Return what a role knew on a day: its last weekly picture until then."""
        return self._views[max(noted for noted in self._views if noted <= max(day, 0))][role]

    def _levels(self) -> tuple[tuple[str, str], ...]:
        return (PLAYED, self._exercise.level), (TWIN, self._exercise.twin)

    def _scenarios(self, session: Session) -> dict[str, Scenario]:
        """Return the scenario of each run, with all that was decided and fired."""
        return {
            name: scenario_of(
                self._exercise, session.taken, session.fired, level=level, more=EVENTS
            )
            for name, level in self._levels()
        }

    def _note_views(self) -> None:
        since = self._exercise.round_of(max(0, self.day - 1)).start
        state = self._tracks[PLAYED].state
        tell = to_tell(state, self._exercise.roles, since)
        self._views[self.day] = {
            role: {**view(state, role, since), "tell": tell[role]} for role in self._exercise.roles
        }
