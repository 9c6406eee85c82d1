"""Notes of the facilitator."""

from __future__ import annotations

import dataclasses

from borderSim.classroom.exercise.messages import Message
from borderSim.classroom.exercise.room import Room
from borderSim.classroom.exercise.session import MOST_NOTE, Note
from borderSim.classroom.refusals import RefusedError


def note(room: Room, seat: str, message: Message) -> None:
    """Keep a note, with the time of the room and the day that the wall shows."""
    text = message.get("text")
    if not isinstance(text, str) or not text.strip():
        raise RefusedError("note")
    if len(text) > MOST_NOTE:
        raise RefusedError("note.long", n=len(text), most=MOST_NOTE)
    kept = Note(room.wall_clock(), room.shown, text.strip())
    room.session = dataclasses.replace(room.session, notes=(*room.session.notes, kept))
