"""What each seat is sent: the wall all that is public, a role only its own, the facilitator everything."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable
from typing import Any

from borderSim.classroom.exercise.format import Decision, Inject, Round, handed_to
from borderSim.classroom.exercise.room import DECIDES, FACILITATOR, WALL, Room
from borderSim.classroom.exercise.session import spent
from borderSim.classroom.exercise.timetable import Slot
from borderSim.language.catalogue import gettext
from borderSim.language.current import LANGUAGES, using
from borderSim.parameters.shocks import Text
from borderSim.scenario.instruments import known_instruments
from borderSim.scenario.load import load_scenario

Plain = dict[str, Any]


def told(room: Room, seat: str) -> Plain:
    """Return what a seat is sent whenever something changed, as plain JSON values.

    Args:
        room: the room.
        seat: ``wall``, ``facilitator`` or a role of the exercise.
    """
    found = _everybody(room, seat)
    if seat == WALL:
        return {
            **found,
            "cards": [_card(room, x) for x in room.session.exercise.injects if room.on_table(x)],
        }
    if seat == FACILITATOR:
        return {**found, **_facilitator(room)}
    return {
        **found,
        "view": _view(room, seat),
        "cards": [
            _card(room, inject)
            for inject in room.session.exercise.injects
            if room.on_table(inject) and seat in handed_to(inject, room.session.exercise.roles)
        ],
    }


def _everybody(room: Room, seat: str) -> Plain:
    """What is no secret: title, part, timer, menu, decisions taken."""
    exercise, one = room.session.exercise, room.round
    return {
        "is": "room",
        "seat": seat,
        "title": _text(exercise.title),
        "slot": _slot(room.slot),
        "at": room.at,
        "timer": {"left": round(room.timer.left, 1), "running": room.timer.running},
        "frozen": room.frozen,
        "open": one is not None and room.slot.part in DECIDES and not room.frozen,
        "revealed": room.revealed,
        "shown": room.shown,
        "played": room.runs.day,
        "days": exercise.days,
        "level": _level(exercise.level),
        "twin": _level(exercise.twin) if room.revealed else None,
        "round": _round(room, one) if one else None,
        "rounds": [
            {"number": x.number, "title": _text(x.title), "start": x.start, "end": x.end}
            for x in exercise.rounds
        ],
        "taken": [
            {
                **dataclasses.asdict(t),
                "title": _text(exercise.decisions[t.decision].title),
                "points": exercise.decisions[t.decision].points,
            }
            for t in room.session.taken
        ],
    }


def _view(room: Room, role: str) -> Plain:
    """What a role knows, with the instruments at work by their titles."""
    view = room.runs.view(role, room.shown)
    return {**view, "running": [_instrument(name) for name in view["running"]]}


@functools.cache
def _level(name: str) -> dict[str, str]:
    """Return the title of a level in both languages."""
    title = load_scenario("training", [f"partnership={name}"]).partnership.title
    return in_both(lambda: gettext(title))


@functools.cache
def _instrument(name: str) -> dict[str, str]:
    """Return the title of an instrument in both languages."""
    title = known_instruments()[name].title
    return in_both(lambda: gettext(title))


def in_both(says: Callable[[], str]) -> dict[str, str]:
    """Return what a function says in each language."""
    found = {}
    for language in LANGUAGES:
        with using(language):
            found[language] = says()
    return found


def _facilitator(room: Room) -> Plain:
    exercise = room.session.exercise
    return {
        "timetable": [_slot(slot) for slot in room.slots],
        "roles": list(exercise.roles),
        "notes": [dataclasses.asdict(note) for note in room.session.notes],
        "cards": [
            {
                **_card(room, inject),
                "expected": _text(inject.shock.expected),
                "question": _text(inject.shock.question),
                "section": inject.shock.section,
                "by": inject.by,
                "planned": inject.day,
                "day": room.session.fired.get(inject.name),
                "to": list(handed_to(inject, exercise.roles)),
                "on_table": room.on_table(inject),
            }
            for inject in exercise.injects
        ],
    }


def _round(room: Room, one: Round) -> Plain:
    left = one.budget - spent(room.session, one.number)
    decisions = room.session.exercise.decisions
    return {
        "number": one.number,
        "title": _text(one.title),
        "task": _text(one.task),
        "start": one.start,
        "end": one.end,
        "budget": one.budget,
        "left": left,
        "decide": one.decide,
        "question": _text(one.question) if room.slot.part == "question" else None,
        "section": one.section,
        "menu": [_decision(decisions[name]) for name in one.offer],
    }


def _decision(one: Decision) -> Plain:
    return {
        "name": one.name,
        "title": _text(one.title),
        "text": _text(one.text),
        "points": one.points,
        "needs": list(one.needs),
        "section": one.section,
    }


def _card(room: Room, inject: Inject) -> Plain:
    """A card as players see it: no expected action, no effect."""
    return {
        "number": inject.number,
        "round": room.session.exercise.round_of(inject.day).number,
        "name": inject.name,
        "title": _text(inject.shock.title),
        "text": _text(inject.shock.text),
    }


def _slot(slot: Slot) -> Plain:
    return {
        "part": slot.part,
        "round": slot.round.number if slot.round else None,
        "minutes": slot.minutes,
        "begins": slot.begins,
        "title": _text(slot.step.title) if slot.step else None,
        "say": _text(slot.step.say) if slot.step else None,
    }


def _text(text: Text) -> dict[str, str]:
    return {"en": text.en, "fr": text.fr}
