"""A track as ``bordersim run`` takes it: the settings that give the same run, byte for byte."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from borderSim.classroom.live.limits import check_size
from borderSim.classroom.live.session import OF_THE_LEVEL, Course, Session
from borderSim.errors import InputError, nearest
from borderSim.parameters.scenario import Scenario
from borderSim.scenario.files import file_of, names_in
from borderSim.scenario.load import load_scenario
from borderSim.scenario.own_files import no_file_but
from borderSim.scenario.shipped import is_file_name
from borderSim.scenario.strict_yaml import read_yaml

EVENTS = "events=true"
"""The page shows single events; keeping them changes nothing that happens."""
OF_A_SHOCK = ("title", "text", "to", "lasts_days", "effects")
"""What is taken of a shock's file where a scenario has shocks of its own beside."""
NO_BURN_IN = ("instruments", "shocks", "schedule")


class Circumstances:
    """What all tracks of a session have in common: the scenario without level and without decisions.

    Attributes:
        session: whose they are.
        source: name of the scenario, or the file that was handed in.
        present: the scenario of the burn-in, under its present level.
    """

    def __init__(self, session: Session, source: str | Path) -> None:
        """Load the scenario of the burn-in.

        Raises:
            InputError: no such scenario, or a setting that can't be.
        """
        self.session, self.source = session, str(source)
        self._of_trainer = is_file_name(self.source) and not session.own
        common = [text for text in session.settings if not _of_a_track(text)]
        own = self._loaded([EVENTS, *common])
        label = own.present.name
        chosen = [] if own.partnership == own.present else [f"partnership={label}"]
        self.present: Scenario = self._loaded([EVENTS, *common, *chosen])
        if not self._of_trainer:
            check_size(self.present)
        self._schedule = {change.day: dict(change.overrides) for change in own.schedule}
        self._shocks = dict(self._loaded([*session.settings]).shocks)

    @property
    def horizon_days(self) -> int:
        """Days that can be played."""
        return self.present.horizon_days

    def settings(self, course: Course) -> list[str]:
        """Return what ``bordersim run`` is given beside scenario and seed to make this track."""
        found = [EVENTS, *self.session.settings, f"partnership={course.level}", *course.settings]
        schedule = {day: dict(values) for day, values in self._schedule.items()}
        for day, values in course.decisions.items():
            schedule[day] = {**schedule.get(day, {}), **values}
        if course.decisions:
            entries = [{"day": day, **values} for day, values in sorted(schedule.items())]
            found.append(f"schedule={typed(entries)}")
        return [*found, *self._shocks_by_hand(course.shocks)]

    def scenario(self, course: Course) -> Scenario:
        """Return the scenario of a track.

        Raises:
            InputError: a decision, a shock or a level that can't be, in one sentence.
        """
        return self._loaded(self.settings(course))

    def command(self, course: Course) -> str:
        """Return the command line that makes the same run."""
        source = self.source if not self.session.own else Path(self.source).name
        words = [f"scenario={source}", f"seed={self.session.seed}", *self.settings(course)]
        return "bordersim run " + " ".join(shlex.quote(word) for word in words)

    def _loaded(self, settings: Sequence[str]) -> Scenario:
        """Load the scenario; but for a file with which the server was started, it can name no other file."""
        if self._of_trainer:
            return load_scenario(self.source, settings)
        with no_file_but(self.source):
            return load_scenario(self.source, settings)

    def _shocks_by_hand(self, shocks: Mapping[str, int]) -> list[str]:
        own = self._shocks
        new = [name for name in shocks if name not in own]
        for name in new:
            if name not in names_in("shocks"):
                there = ", ".join(names_in("shocks"))
                raise InputError(
                    f"shock={name}: there is no such shock{nearest(name, names_in('shocks'))}; there are: {there}"
                )
        if new and not own:
            named = [f"shocks=[{','.join(new)}]"]
            return [*named, *(f"shocks.{name}.day={day}" for name, day in shocks.items())]
        beside = [f"+shocks.{name}={typed(_written_out(name, shocks[name]))}" for name in new]
        return [*beside, *(f"shocks.{n}.day={day}" for n, day in shocks.items() if n in own)]


def typed(value: Any) -> str:
    """Return a plain value as it is typed behind ``key=``; texts stand in quotes."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {typed(item)}" for key, item in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(typed(item) for item in value) + "]"
    if isinstance(value, str):
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
    return repr(value)


def _of_a_track(text: str) -> bool:
    """Whether a setting says how the services stand to each other, or what comes later than the burn-in."""
    key = text.partition("=")[0]
    return bool(OF_THE_LEVEL.match(key)) or key.partition(".")[0] in NO_BURN_IN


def _written_out(name: str, day: int) -> dict[str, Any]:
    values = read_yaml(file_of("shocks", name, "shocks"), name)
    return {"day": day, **{key: values[key] for key in OF_A_SHOCK if key in values}}
