"""What a seat asks for is done whole or not at all: after an error the room stands where it stood before."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import contextmanager

from borderSim.classroom.exercise.room import Room

MOVED = (
    "session", "slots", "at", "timer", "frozen", "revealed", "shown", "shared", "playing", "speed",
    "_anew",
)  # fmt: skip
"""What of a room changes while it goes on, beside its runs."""


@contextmanager
def all_or_nothing(room: Room) -> Iterator[None]:
    """Bring a room back to where it stood, its runs too, when something goes wrong inside a ``with``.

    The class can then decide otherwise and go on: a run that broke within a day plays no more.
    """
    before = {name: copy.copy(getattr(room, name)) for name in MOVED}
    runs = room.runs.mark()
    try:
        yield
    except Exception:
        for name, value in before.items():
            setattr(room, name, value)
        room.runs.back_to(runs, room.session)
        raise
