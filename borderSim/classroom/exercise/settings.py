"""From decisions that were taken and injects that struck to settings of the scenario, dated.

A session is nothing else: ``bordersim run`` with the same settings gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from borderSim.classroom.exercise.format import BY_PLAN, Exercise
from borderSim.given import as_typed
from borderSim.parameters.scenario import Scenario
from borderSim.scenario.load import load_scenario

INSTRUMENTS = "instruments"
EVENTS = ("events=true",)
"""Setting of runs of which single events are told."""
QUIET = ("events=false",)
"""Setting of runs of which the outcomes alone are asked."""


@dataclass(frozen=True)
class Taken:
    """A decision that was taken.

    Attributes:
        day: day of the horizon on which it takes effect.
        decision: its name.
        by: role that took it, empty for the table as a whole.
        at: clock time of the room, as text; empty where nobody noted it.
    """

    day: int
    decision: str
    by: str = ""
    at: str = ""


def schedule(exercise: Exercise, taken: Iterable[Taken]) -> list[dict[str, object]]:
    """Return the schedule that decisions make, one entry a day.

    An entry of a schedule replaces the instruments of the entry before, so each holds all that
    were begun until then.
    """
    entries: dict[int, dict[str, object]] = {}
    begun: list[str] = []
    for one in sorted(taken, key=lambda t: t.day):
        decision = exercise.decisions[one.decision]
        entry = entries.setdefault(one.day, {"day": one.day})
        entry.update(decision.settings)
        begun += [name for name in decision.instruments if name not in begun]
        if begun:
            entry[INSTRUMENTS] = list(begun)
    return list(entries.values())


def plan(exercise: Exercise) -> dict[str, int | None]:
    """Return the day of every inject as planned; None for those that are fired by hand."""
    return {x.name: x.day if x.by == BY_PLAN else None for x in exercise.injects}


def overrides(
    exercise: Exercise,
    taken: Iterable[Taken] = (),
    fired: Mapping[str, int | None] | None = None,
    level: str = "",
) -> list[str]:
    """Return the settings of a session as ``bordersim run`` takes them.

    Args:
        exercise: the exercise.
        taken: decisions that were taken.
        fired: by name of an inject the day on which it strikes, None for one that was skipped or
            not yet fired; default: as planned.
        level: level in force during the horizon (default: that of the exercise).
    """
    days = plan(exercise) if fired is None else fired
    found = [f"present={exercise.level}", f"partnership={level or exercise.level}"]
    if days:
        found.append(f"shocks={as_typed('shocks', list(days))}")
        found += [f"shocks.{name}.day={as_typed('day', day)}" for name, day in days.items()]
        # one that nobody fires must not strike by a condition of its own either
        waits = {x.name for x in exercise.injects if x.shock.condition is not None}
        found += [
            f"shocks.{name}.condition=null"
            for name, day in days.items()
            if day is None and name in waits
        ]
    entries = schedule(exercise, taken)
    if entries:
        found.append(f"schedule={as_typed('schedule', entries)}")
    return found


def scenario_of(
    exercise: Exercise,
    taken: Sequence[Taken] = (),
    fired: Mapping[str, int | None] | None = None,
    level: str = "",
    more: Sequence[str] = (),
) -> Scenario:
    """Return the scenario of a session, checked (see :func:`overrides`).

    Raises:
        InputError: the decisions don't go together, in one sentence.
    """
    return load_scenario(exercise.scenario, [*overrides(exercise, taken, fired, level), *more])
