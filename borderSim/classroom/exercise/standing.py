"""Where a room stands: which part is on, how far the wall has shown the run, how much time is left.

It is kept with the session, so that a server that was stopped goes on at the same place.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from borderSim.classroom.exercise.format import Exercise
from borderSim.classroom.exercise.marked import Marked
from borderSim.classroom.exercise.timetable import timetable

MOST_SECONDS = 86_400
"""Longest time that a timer is kept with (a day)."""


@dataclass(frozen=True)
class Standing:
    """Where a room stands.

    Attributes:
        at: index of the line of the timetable that is on.
        shown: day of the horizon up to which the wall has shown the run.
        left: seconds that the timer had left; below 0 when the time was over.
        running: whether it counted.
        kept: when this was noted, in seconds of the system's clock (0: unknown).
        frozen: whether decisions are closed.
        revealed: whether the twin is shown.
        shared: numbers of injects for the roles alone that the wall shows all the same.
    """

    at: int
    shown: int = 0
    left: int = 0
    running: bool = False
    kept: int = 0
    frozen: bool = False
    revealed: bool = False
    shared: tuple[int, ...] = ()

    def plain(self) -> dict[str, Any]:
        """Return it as plain data, as it stands in a file."""
        return asdict(self) | {"shared": list(self.shared)}

    def left_at(self, now: float) -> float:
        """Return the seconds left at a time of the system's clock: while nobody served, they went by.

        What went by never makes it less than nothing: a room that goes on the next day is not a day late.
        """
        if not self.running or self.left <= 0:
            return float(self.left)
        return max(0.0, self.left - max(0.0, now - self.kept))


def read_standing(entry: Marked, exercise: Exercise) -> Standing | None:
    """Return where a room stood, None where a file says nothing of it.

    Raises:
        InputError: something in it that can't be, with file, line and key.
    """
    if entry.value is None:
        return None
    keys = tuple(Standing.__dataclass_fields__)
    entry.keys(keys, ("at",))
    flags = {key: entry.below(key) for key in ("running", "frozen", "revealed")}
    for flag in flags.values():
        if flag.value not in (None, True, False):
            raise flag.problem("must be true or false")
    return Standing(
        at=entry.below("at").whole(0, len(timetable(exercise)) - 1),
        shown=entry.below("shown").whole(0, exercise.days, 0),
        left=entry.below("left").whole(-MOST_SECONDS, MOST_SECONDS, 0),
        kept=entry.below("kept").whole(0, 2**40, 0),
        shared=tuple(
            item.whole(1, len(exercise.injects))
            for item in entry.below("shared").items("numbers of injects")
        ),
        **{key: bool(flag.value) for key, flag in flags.items()},
    )
