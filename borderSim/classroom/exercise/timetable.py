"""The minutes of an exercise as one list, in the order in which they are spent."""

from __future__ import annotations

from dataclasses import dataclass

from borderSim.classroom.exercise.format import PARTS, Exercise, Round, Step


@dataclass(frozen=True)
class Slot:
    """One line of the timetable.

    Attributes:
        begins: minute at which it begins, from 0.
        minutes: how long it takes.
        round: its round, None for a step outside the rounds.
        part: part of the round (see :data:`borderSim.classroom.exercise.format.PARTS`), else empty.
        step: the step, None within a round.
    """

    begins: int
    minutes: int
    round: Round | None = None
    part: str = ""
    step: Step | None = None

    @property
    def ends(self) -> int:
        """Minute at which it ends."""
        return self.begins + self.minutes


def timetable(exercise: Exercise) -> list[Slot]:
    """Return every step and every part of every round, in their order."""
    found: list[Slot] = []
    minute = 0

    def add(minutes: int, **what: object) -> None:
        nonlocal minute
        found.append(Slot(minute, minutes, **what))  # type: ignore[arg-type]
        minute += minutes

    for step in exercise.before:
        add(step.minutes, step=step)
    for one in exercise.rounds:
        for part in PARTS:
            add(one.minutes[part], round=one, part=part)
    for step in exercise.after:
        add(step.minutes, step=step)
    return found
