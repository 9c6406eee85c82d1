"""What each seat is sent: the wall all that is public, a role only its own, the facilitator everything."""

from __future__ import annotations

import dataclasses
import functools
from typing import Any

from borderSim.classroom.exercise import marking
from borderSim.classroom.exercise.firing import stands
from borderSim.classroom.exercise.format import (
    AT_ROLES,
    BY_HAND,
    Decision,
    Inject,
    Round,
    handed_to,
)
from borderSim.classroom.exercise.menu import not_now
from borderSim.classroom.exercise.room import DECIDES, FACILITATOR, WALL, Room
from borderSim.classroom.exercise.session import spent
from borderSim.classroom.exercise.timetable import Slot
from borderSim.classroom.exercise.told import Told
from borderSim.classroom.refusals import RefusedError
from borderSim.language.catalogue import in_each_language
from borderSim.scenario.instruments import known_instruments
from borderSim.scenario.levels import load_level

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
            "cards": [
                _wall_card(room, x) for x in room.session.exercise.injects if room.on_table(x)
            ],
        }
    if seat == FACILITATOR:
        return {**found, **_facilitator(room)}
    return {
        **found,
        "view": _view(room, seat),
        "cards": [
            {**_card(room, inject), "wall": not _secret(inject) or inject.number in room.shared}
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
        "title": exercise.title.by_language(),
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
        "round": _round(room, one, seat) if one else None,
        "rounds": [
            {"number": x.number, "title": x.title.by_language(), "start": x.start, "end": x.end}
            for x in exercise.rounds
        ],
        "taken": [
            {
                **dataclasses.asdict(t),
                "title": exercise.decisions[t.decision].title.by_language(),
                "points": exercise.decisions[t.decision].points,
                "mine": seat == FACILITATOR or t.by == seat,
            }
            for t in room.session.taken
        ],
    }


def _view(room: Room, role: str) -> Plain:
    """What a role knows, with the instruments at work by their titles."""
    view, mark = room.runs.view(role, room.shown), marking.mark_of(room, role)
    told_at = mark.at if mark else None
    return {**view, "told": told_at, "running": [_instrument(name) for name in view["running"]]}


@functools.cache
def _level(name: str) -> dict[str, str]:
    """Return the title of a level in both languages."""
    return in_each_language(load_level("partnership", name).title)


@functools.cache
def _instrument(name: str) -> dict[str, str]:
    """Return the title of an instrument in both languages."""
    return in_each_language(known_instruments()[name].title)


def _facilitator(room: Room) -> Plain:
    exercise = room.session.exercise
    return {
        "timetable": [_slot(slot) for slot in room.slots],
        "roles": list(exercise.roles),
        "notes": [dataclasses.asdict(note) for note in room.session.notes],
        "can": {
            "next": room.at + 1 < len(room.slots),
            "back": _why(room.why_no_back()),
            "reveal": _why(room.why_no_twin()),
            "rewind": room.rounds_back(),
            "finish": room.session.played > 0,
        },
        "run": {"playing": room.playing, "speed": room.speed},
        "tell": {role: _tell(room, role) for role in exercise.roles},
        "told": [_mark(room, one) for one in room.session.told],
        "cards": [
            {
                **_card(room, inject),
                "expected": inject.shock.expected.by_language(),
                "question": inject.shock.question.by_language(),
                "section": inject.shock.section,
                "by": inject.by,
                "planned": inject.day,
                "day": room.session.fired.get(inject.name),
                "to": list(handed_to(inject, exercise.roles)),
                "on_table": room.on_table(inject),
                "stands": stands(room.session, inject, room.today),
                "fire": _why(room.why_not_fired(inject)),
                "waits": inject.by == BY_HAND and inject.day > room.today,
                "secret": _secret(inject),
                "shared": inject.number in room.shared,
                "told": [one.by for one in room.session.told if one.inject == inject.name],
            }
            for inject in exercise.injects
        ],
    }


def _tell(room: Room, role: str) -> Plain:
    """What a role could tell now, and whether it was marked as told."""
    fact = room.runs.view(role, room.shown)["tell"]
    mark = marking.mark_of(room, role)
    return {"fact": fact, "told": mark.at if mark else None}


def _mark(room: Room, one: Told) -> Plain:
    """A mark that something was told: a fact of the books, or the card of an inject."""
    cards = {x.name: x for x in room.session.exercise.injects}
    card = _card(room, cards[one.inject]) if one.inject else None
    return {"at": one.at, "round": one.round, "by": one.by, "fact": dict(one.fact), "card": card}


def _why(refusal: RefusedError | None) -> Plain | None:
    """Return why something can't be done, as a page is told it; None where it can."""
    return refusal.plain if refusal else None


def _round(room: Room, one: Round, seat: str) -> Plain:
    left = one.budget - spent(room.session, one.number)
    decisions = room.session.exercise.decisions
    return {
        "number": one.number,
        "title": one.title.by_language(),
        "task": one.task.by_language(),
        "start": one.start,
        "end": one.end,
        "budget": one.budget,
        "left": left,
        "decide": one.decide,
        "question": one.question.by_language() if room.slot.part == "question" else None,
        "section": one.section,
        "menu": [
            {
                **_decision(decisions[name]),
                "needs": [decisions[x].title.by_language() for x in decisions[name].needs],
                "why_not": None if seat == WALL else _why(not_now(room.session, one, name)),
            }
            for name in one.offer
        ],
    }


def _decision(one: Decision) -> Plain:
    return {
        "name": one.name,
        "title": one.title.by_language(),
        "text": one.text.by_language(),
        "points": one.points,
        "section": one.section,
    }


def _card(room: Room, inject: Inject) -> Plain:
    """A card as players see it: no expected action, no effect."""
    return {
        "number": inject.number,
        "round": room.session.exercise.round_of(inject.day).number,
        "name": inject.name,
        "title": inject.shock.title.by_language(),
        "text": inject.shock.text.by_language(),
    }


def _wall_card(room: Room, inject: Inject) -> Plain:
    """A card as the wall shows it; of one for the roles alone, no more than to whom it went."""
    if not _secret(inject) or inject.number in room.shared:
        return _card(room, inject)
    return {
        "number": inject.number,
        "round": room.session.exercise.round_of(inject.day).number,
        "to": list(handed_to(inject, room.session.exercise.roles)),
    }


def _secret(inject: Inject) -> bool:
    return inject.shown == AT_ROLES


def _slot(slot: Slot) -> Plain:
    return {
        "part": slot.part,
        "round": slot.round.number if slot.round else None,
        "minutes": slot.minutes,
        "begins": slot.begins,
        "title": slot.step.title.by_language() if slot.step else None,
        "say": slot.step.say.by_language() if slot.step else None,
    }
