"""Injects by hand: fire one, skip it, put it back, show its card on the wall."""

from __future__ import annotations

import dataclasses

from borderSim.classroom.exercise.firing import STRUCK, day_if_put_back, stands
from borderSim.classroom.exercise.format import Inject
from borderSim.classroom.exercise.messages import Message
from borderSim.classroom.exercise.room import Room
from borderSim.classroom.refusals import RefusedError
from borderSim.errors import InputError


def fire(room: Room, seat: str, message: Message) -> None:
    """Let an inject strike."""
    inject = _named(room, message)
    _date(room, inject, room.day_if_fired(inject))


def skip(room: Room, seat: str, message: Message) -> None:
    """Leave an inject out."""
    inject = _named(room, message)
    if stands(room.session, inject, room.today) == STRUCK:
        raise RefusedError("struck", n=inject.number)
    _date(room, inject, None, skipped=True)


def restore(room: Room, seat: str, message: Message) -> None:
    """Put an inject back as it was planned."""
    inject = _named(room, message)
    _date(room, inject, day_if_put_back(room.session, inject, room.today))


def share(room: Room, seat: str, message: Message) -> None:
    """Show the card of an inject on the wall that only its roles hold."""
    inject = _named(room, message)
    if not room.on_table(inject):
        raise RefusedError("share", n=inject.number)
    room.shared.add(inject.number)


def _named(room: Room, message: Message) -> Inject:
    name = message.get("inject")
    known = {x.name: x for x in room.session.exercise.injects}
    if not isinstance(name, str) or name not in known:
        raise InputError(
            f"inject={name!s:.60}: there is no such inject; there are: {', '.join(known)}"
        )
    return known[name]


def _date(room: Room, inject: Inject, day: int | None, skipped: bool = False) -> None:
    """Date an inject anew; where days after that were played, they are played again."""
    session = room.session
    before = session.fired.get(inject.name)
    fired = {**session.fired, inject.name: day}
    room.runs.check(session.taken, fired)
    left_out = {*session.skipped} - {inject.name} | ({inject.name} if skipped else set())
    room.session = dataclasses.replace(session, fired=fired, skipped=tuple(sorted(left_out)))
    one = room.round
    changed = [x for x in (before, day) if x is not None]
    if one and room.slot.part == "run" and before != day and min(changed) < one.end:
        room.runs.rewind(one.start, room.session)
        room.play(one.end)
        room.note_anew(min(changed))
