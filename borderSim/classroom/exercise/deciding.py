"""Decisions of the round that is on: take one, take it back, close and open them."""

from __future__ import annotations

import dataclasses

from borderSim.classroom.exercise.format import Round
from borderSim.classroom.exercise.menu import not_now, taken_back
from borderSim.classroom.exercise.messages import Message
from borderSim.classroom.exercise.room import DECIDES, FACILITATOR, Room
from borderSim.classroom.exercise.settings import Taken
from borderSim.classroom.refusals import RefusedError
from borderSim.errors import InputError


def decide(room: Room, seat: str, message: Message) -> None:
    """Take a decision of the menu: by a role, or by the facilitator for one or for all."""
    one, name = _open_round(room), message.get("decision")
    if not isinstance(name, str) or name not in one.offer:
        raise InputError(
            f"decision={name!s:.60}: round {one.number} does not offer it; it offers: {', '.join(one.offer)}"
        )
    by = message.get("by", "") if seat == FACILITATOR else seat
    if by not in ("", *room.session.exercise.roles):
        raise InputError(f"by={by!s:.40}: there is no such role in this exercise")
    if refusal := not_now(room.session, one, name):
        raise refusal
    taken = (*room.session.taken, Taken(one.start, name, by, room.wall_clock()))
    room.runs.check(taken, dict(room.session.fired))
    room.session = dataclasses.replace(room.session, taken=taken)


def undo(room: Room, seat: str, message: Message) -> None:
    """Take a decision back: a role its own, the facilitator every one."""
    one, name = _open_round(room), message.get("decision")
    by = None if seat == FACILITATOR else seat
    back = taken_back(room.session, one, name if isinstance(name, str) else "", by)
    kept = tuple(t for t in room.session.taken if t is not back)
    room.session = dataclasses.replace(room.session, taken=kept)


def freeze(room: Room, seat: str, message: Message) -> None:
    """Close the decisions, or open them again."""
    room.frozen = bool(message.get("on", True))


def _open_round(room: Room) -> Round:
    one = room.round
    if one is None or room.slot.part not in DECIDES:
        raise RefusedError("played")
    if room.frozen:
        raise RefusedError("closed")
    return one
