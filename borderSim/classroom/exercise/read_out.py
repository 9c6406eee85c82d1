"""Numbers for a class without a computer: the run and its twin as they go when the table decides nothing.

What a table decides on paper is not computed in the room. So the facilitator reads out one run of
the exercise's seed with its planned injects, and the same run under the twin's level.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from borderSim.classroom.exercise.format import Exercise
from borderSim.classroom.exercise.played_on import outcomes_after
from borderSim.classroom.exercise.settings import QUIET, scenario_of
from borderSim.simulation import BorderModel


@dataclass(frozen=True)
class ReadOut:
    """Outcomes at the end of a round, counted from the first day of the exercise.

    Attributes:
        round: number of the round.
        run: values at the exercise's level, in the order that was asked for; None where undefined.
        twin: values at the level of the twin.
    """

    round: int
    run: tuple[float | None, ...]
    twin: tuple[float | None, ...]


def read_out(exercise: Exercise, names: Sequence[str]) -> list[ReadOut]:
    """Return the numbers of every round.

    Args:
        exercise: the exercise.
        names: names of the outcomes.
    """
    runs, twins = (_ends(exercise, level, names) for level in (exercise.level, exercise.twin))
    return [
        ReadOut(one.number, run, twin)
        for one, run, twin in zip(exercise.rounds, runs, twins, strict=True)
    ]


def _ends(exercise: Exercise, level: str, names: Sequence[str]) -> list[tuple[float | None, ...]]:
    """Return the outcomes at the end of each round under a level."""
    model = BorderModel(scenario_of(exercise, level=level, more=QUIET), exercise.seed)
    model.run_burn_in()
    found = []
    for one in exercise.rounds:
        outcomes = outcomes_after(model, one.days)
        found.append(tuple(outcomes.get(name) for name in names))
    return found
