"""From part to part: the next one, the one before, the timer, the twin, and the run on the wall."""

from __future__ import annotations

from borderSim.classroom.exercise.messages import Message, whole
from borderSim.classroom.exercise.room import Room
from borderSim.classroom.refusals import RefusedError
from borderSim.errors import InputError

RUN_CONTROLS = ("play", "pause", "slower", "faster")
"""What the facilitator may tell the wall to do with the run."""


def next_part(room: Room, seat: str, message: Message) -> None:
    """Go on to the next line of the timetable."""
    if room.at + 1 == len(room.slots):
        raise RefusedError("next")
    if room.slot.part == "run":
        room.shown = room.runs.day
    room.enter(room.at + 1)


def part_before(room: Room, seat: str, message: Message) -> None:
    """Go back to the line before, within a round and before its run."""
    if refusal := room.why_no_back():
        raise refusal
    room.enter(room.at - 1)


def timer(room: Room, seat: str, message: Message) -> None:
    """Start or halt the timer, or give a minute more."""
    what = message.get("what")
    if what == "start":
        room.timer.start()
    elif what == "pause":
        room.timer.pause()
    elif what == "add":
        room.timer.add(60.0)
    else:
        raise InputError(f"timer: what={what!s:.40} must be start, pause or add")


def reveal(room: Room, seat: str, message: Message) -> None:
    """Show the twin, or hide it."""
    if refusal := room.why_no_twin():
        raise refusal
    room.revealed = bool(message.get("on", True))


def run(room: Room, seat: str, message: Message) -> None:
    """See whether the wall may be told this; the wall itself does it."""
    what = message.get("what")
    if what not in RUN_CONTROLS:
        raise InputError(f"run: what={what!s:.40} must be one of {', '.join(RUN_CONTROLS)}")
    if room.slot.part != "run":
        raise RefusedError("run")


def shown(room: Room, seat: str, message: Message) -> None:
    """Note the day that the wall shows, and how the run goes on there."""
    day, speed = whole(message, "day"), whole(message, "speed", 0)
    if room.slot.part == "run":
        room.shown = max(room.shown, min(day, room.runs.day))
        room.playing, room.speed = message.get("playing") is True, speed
