"""Marks of the facilitator: this fact, or this card, was told at the table."""

from __future__ import annotations

import dataclasses

from borderSim.classroom.exercise.format import Inject, handed_to
from borderSim.classroom.exercise.messages import Message
from borderSim.classroom.exercise.room import Room
from borderSim.classroom.exercise.told import Told
from borderSim.classroom.refusals import RefusedError
from borderSim.errors import InputError


def told(room: Room, seat: str, message: Message) -> None:
    """Mark that a role told what it knows now, or the card that it holds; marked twice, it stays one mark."""
    role, card = _role(room, message), _card(room, message)
    fact = None if card else room.runs.view(role, room.shown)["tell"]
    if card and (
        not room.on_table(card) or role not in handed_to(card, room.session.exercise.roles)
    ):
        raise RefusedError("told.card", n=card.number)
    if not card and fact is None:
        raise RefusedError("told.none")
    if _found(room, role, card) is not None:
        return
    mark = Told(
        at=room.wall_clock(),
        day=room.shown,
        round=room.round_told(),
        by=role,
        inject=card.name if card else "",
        fact=dict(fact or {}),
    )
    room.session = dataclasses.replace(room.session, told=(*room.session.told, mark))


def untold(room: Room, seat: str, message: Message) -> None:
    """Take a mark back: named by who told and when it was marked, so that pressing twice takes one back."""
    role, at, card = _role(room, message), message.get("at"), _card(room, message)
    name = card.name if card else ""
    kept = [x for x in room.session.told if (x.by, x.at, x.inject) != (role, at, name)]
    room.session = dataclasses.replace(room.session, told=tuple(kept))


def mark_of(room: Room, role: str) -> Told | None:
    """Return the mark on what a role could tell now, None where it has none."""
    return _found(room, role, None)


def _found(room: Room, role: str, card: Inject | None) -> Told | None:
    if card:
        return next((x for x in room.session.told if x.of_card(role, card.name)), None)
    fact = room.runs.view(role, room.shown)["tell"]
    return next((x for x in room.session.told if x.of_fact(role, fact)), None)


def _role(room: Room, message: Message) -> str:
    role, roles = message.get("role"), room.session.exercise.roles
    if not isinstance(role, str) or role not in roles:
        raise InputError(f"role={role!s:.40}: must be one of {', '.join(roles)}")
    return role


def _card(room: Room, message: Message) -> Inject | None:
    name = message.get("inject")
    if name is None:
        return None
    known = {x.name: x for x in room.session.exercise.injects}
    if not isinstance(name, str) or name not in known:
        raise InputError(
            f"inject={name!s:.60}: there is no such inject; there are: {', '.join(known)}"
        )
    return known[name]
