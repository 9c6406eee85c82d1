"""Who may do what: every verb of a seat, and what carries it out."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from borderSim.classroom.exercise import deciding, injects, marking, moving, notes, rewinding
from borderSim.classroom.exercise.messages import Message
from borderSim.classroom.exercise.room import FACILITATOR, WALL, Room
from borderSim.errors import InputError, nearest

Verb = Callable[[Room, str, Message], None]
OF_A_ROLE: Mapping[str, Verb] = {"decide": deciding.decide, "undo": deciding.undo}
OF_THE_WALL: Mapping[str, Verb] = {"shown": moving.shown}
OF_THE_FACILITATOR: Mapping[str, Verb] = {
    "next": moving.next_part,
    "back": moving.part_before,
    "timer": moving.timer,
    "fire": injects.fire,
    "skip": injects.skip,
    "restore": injects.restore,
    "rewind": rewinding.rewind,
    "reveal": moving.reveal,
    "freeze": deciding.freeze,
    "note": notes.note,
    "told": marking.told,
    "untold": marking.untold,
    **OF_A_ROLE,
    "run": moving.run,
    "share": injects.share,
}


def act(room: Room, seat: str, message: Message) -> None:
    """Carry out what a seat asks for.

    Args:
        room: the room.
        seat: ``wall``, ``facilitator`` or a role of the exercise.
        message: ``do`` and what it needs.

    Raises:
        InputError: it may not, or it can't be done, in one sentence.
    """
    do, verbs = message.get("do"), {FACILITATOR: OF_THE_FACILITATOR, WALL: OF_THE_WALL}
    allowed = verbs.get(seat, OF_A_ROLE)
    if not isinstance(do, str) or do not in allowed:
        near = nearest(do, allowed) if isinstance(do, str) else ""
        raise InputError(
            f"do={do!s:.40}: {seat} can't do that{near}; there are: {', '.join(allowed)}"
        )
    allowed[do](room, seat, message)
