"""Back to the beginning of a round: what was decided and fired in it, and later, is dropped."""

from __future__ import annotations

import dataclasses

from borderSim.classroom.exercise.messages import Message
from borderSim.classroom.exercise.room import Room
from borderSim.classroom.exercise.settings import plan
from borderSim.classroom.refusals import RefusedError
from borderSim.errors import InputError


def rewind(room: Room, seat: str, message: Message) -> None:
    """Go back to the first part of a round that was begun."""
    number, exercise = message.get("round"), room.session.exercise
    rounds = exercise.rounds
    if not isinstance(number, int) or not 1 <= number <= len(rounds):
        raise InputError(f"rewind: round={number!s:.20} must be from 1 to {len(rounds)}")
    if number not in room.rounds_back():
        raise RefusedError("rewind", n=number)
    one = rounds[number - 1]
    late = [x for x in exercise.injects if x.day >= one.start]
    days, names = plan(exercise), {x.name for x in late}
    room.shown = one.start
    room.session = dataclasses.replace(
        room.session,
        played=one.start,
        taken=tuple(t for t in room.session.taken if t.day < one.start),
        fired={
            name: day if day is not None and day < one.start else again(days[name], one.start)
            for name, day in room.session.fired.items()
        },
        skipped=tuple(x for x in room.session.skipped if x not in names),
        told=tuple(x for x in room.session.told if x.round < number),
    )
    room.runs.rewind(one.start, room.session)
    room.note_anew(one.start)
    room.shared -= {x.number for x in late}
    room.enter(next(n for n, slot in enumerate(room.slots) if slot.round == one))


def again(planned: int | None, today: int) -> int | None:
    """Return the planned day of an inject that did not strike by today; one that is past stays away."""
    return planned if planned is not None and planned >= today else None
