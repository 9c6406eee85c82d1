"""The room: where the session stands, what each seat may do, and what changes by it. No network here."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Mapping
from typing import Any

from borderSim.classroom.exercise.format import BY_PLAN, Inject, Round
from borderSim.classroom.exercise.runs import Runs
from borderSim.classroom.exercise.session import MOST_NOTE, Note, Session, spent
from borderSim.classroom.exercise.settings import Taken, plan
from borderSim.classroom.exercise.timer import Timer
from borderSim.classroom.exercise.timetable import Slot, timetable
from borderSim.errors import InputError, nearest

WALL, FACILITATOR = "wall", "facilitator"
DECIDES = ("inject", "table")
"""Parts of a round in which decisions can be entered."""
Message = Mapping[str, Any]


class Room:
    """One exercise that is under way.

    Attributes:
        session: what was decided, fired and noted so far.
        slots: the timetable; at: index of the slot that is on.
        timer: minutes of that slot.
        runs: the run and its twin.
        frozen: whether decisions are closed by the facilitator.
        revealed: whether the twin is shown.
        shown: day of the horizon up to which the wall has shown the run.
    """

    def __init__(
        self,
        session: Session,
        clock: Callable[[], float] = time.monotonic,
        wall_clock: Callable[[], str] = lambda: time.strftime("%H:%M:%S"),
    ) -> None:
        self.session, self._wall_clock = session, wall_clock
        self.slots = timetable(session.exercise)
        self.at = 0
        self.timer = Timer(clock)
        self.runs = Runs(session)
        self.frozen = self.revealed = False
        self.shown = session.played
        self._begin_where(session.played)

    def _begin_where(self, played: int) -> None:
        """Stand at the first slot; after a stop, at the round to come, at its table if that had decided."""
        decided = any(t.day >= played for t in self.session.taken)
        if played or decided:
            part = DECIDES[decided]
            later = (
                n
                for n, slot in enumerate(self.slots)
                if slot.round and slot.round.start >= played and slot.part == part
            )
            ends = len(self.slots) - max(1, len(self.session.exercise.after))
            self.at = next(later, ends)
        self.timer.set(60.0 * self.slot.minutes)

    # ------------------------------------------------------------------ where it stands
    @property
    def slot(self) -> Slot:
        """The slot that is on."""
        return self.slots[self.at]

    @property
    def round(self) -> Round | None:
        """The round that is on, None outside the rounds."""
        return self.slot.round

    def on_table(self, inject: Inject) -> bool:
        """Whether the card of an inject was handed out by now."""
        day = self.session.fired.get(inject.name)
        if day is None:
            return False
        number = self.session.exercise.round_of(inject.day).number
        now = self.round.number if self.round else (len(self.session.exercise.rounds) + 1)
        if self.slot.step is not None and self.slot.begins < self._first_round():
            return False
        if inject.by == BY_PLAN:
            return number <= now
        return day <= max(self.shown, self.runs.day if self.slot.part != "run" else self.shown)

    def _first_round(self) -> int:
        return next(slot.begins for slot in self.slots if slot.round)

    # ------------------------------------------------------------------ what is done
    def act(self, seat: str, message: Message) -> None:
        """Carry out what a seat asks for.

        Args:
            seat: ``wall``, ``facilitator`` or a role of the exercise.
            message: ``do`` and what it needs.

        Raises:
            InputError: it may not, or it can't be done, in one sentence.
        """
        do = message.get("do")
        allowed = self._allowed(seat)
        if not isinstance(do, str) or do not in allowed:
            near = nearest(do, allowed) if isinstance(do, str) else ""
            raise InputError(
                f"do={do!s:.40}: {seat} can't do that{near}; there are: {', '.join(allowed)}"
            )
        getattr(self, f"_do_{do}")(seat, message)

    def _allowed(self, seat: str) -> tuple[str, ...]:
        if seat == FACILITATOR:
            return (
                "next", "back", "timer", "fire", "skip", "rewind", "reveal", "freeze", "note",
                "decide", "undo",
            )  # fmt: skip
        return ("shown",) if seat == WALL else ("decide", "undo")

    def _do_next(self, seat: str, message: Message) -> None:
        if self.at + 1 == len(self.slots):
            raise InputError("next: this is the last part of the exercise")
        if self.slot.part == "run":
            self.shown = self.runs.day
        self._enter(self.at + 1)

    def _do_back(self, seat: str, message: Message) -> None:
        if self.at == 0 or self.slot.part in ("", "inject", "reveal"):
            raise InputError("back: there is nothing to go back to here; rewind goes to a round")
        if self.slot.part == "run":
            raise InputError("back: the run is played; rewind goes back to the start of a round")
        self._enter(self.at - 1)

    def _enter(self, at: int) -> None:
        self.at = at
        self.timer.set(60.0 * self.slot.minutes)
        one = self.round
        if one and self.slot.part == "run" and self.runs.day < one.end:
            self._play(one.end)
        if self.slot.part == "reveal":
            self.revealed = True
        elif self.slot.part == DECIDES[0]:
            self.revealed = self.frozen = False

    def _play(self, end: int) -> None:
        self.runs.under(self.session)
        self.runs.play(end)
        self.session = dataclasses.replace(self.session, played=self.runs.day)

    def _do_timer(self, seat: str, message: Message) -> None:
        what = message.get("what")
        if what == "start":
            self.timer.start()
        elif what == "pause":
            self.timer.pause()
        elif what == "add":
            self.timer.add(60.0)
        else:
            raise InputError(f"timer: what={what!s:.40} must be start, pause or add")

    def _do_reveal(self, seat: str, message: Message) -> None:
        self.revealed = bool(message.get("on", True))

    def _do_freeze(self, seat: str, message: Message) -> None:
        self.frozen = bool(message.get("on", True))

    def _do_shown(self, seat: str, message: Message) -> None:
        day = message.get("day")
        if not isinstance(day, int) or isinstance(day, bool):
            raise InputError("shown: day must be a whole number")
        if self.slot.part == "run":
            self.shown = max(self.shown, min(day, self.runs.day))

    def _do_note(self, seat: str, message: Message) -> None:
        text = message.get("text")
        if not isinstance(text, str) or not text.strip():
            raise InputError("note: there is no text in it")
        if len(text) > MOST_NOTE:
            raise InputError(f"note: holds {len(text)} characters, at most {MOST_NOTE} are kept")
        note = Note(self._wall_clock(), self.shown, text.strip())
        self.session = dataclasses.replace(self.session, notes=(*self.session.notes, note))

    # ------------------------------------------------------------------ injects
    def _inject(self, message: Message) -> Inject:
        name = message.get("inject")
        known = {x.name: x for x in self.session.exercise.injects}
        if not isinstance(name, str) or name not in known:
            raise InputError(
                f"inject={name!s:.60}: there is no such inject; there are: {', '.join(known)}"
            )
        return known[name]

    def _today(self) -> int:
        """Return the day to come: that of the wall while a run is shown, else the first not played."""
        return self.shown if self.slot.part == "run" else self.runs.day

    def _struck(self, inject: Inject) -> bool:
        day = self.session.fired.get(inject.name)
        return day is not None and day < self._today()

    def _do_fire(self, seat: str, message: Message) -> None:
        inject = self._inject(message)
        if self._struck(inject):
            raise InputError(f"inject {inject.number} has struck already")
        if self._today() >= self.session.exercise.days:
            raise InputError(f"inject {inject.number}: the last day of the exercise is played")
        self._set_inject(inject, self._today())

    def _do_skip(self, seat: str, message: Message) -> None:
        inject = self._inject(message)
        if self._struck(inject):
            raise InputError(f"inject {inject.number} has struck already")
        self._set_inject(inject, None)

    def _set_inject(self, inject: Inject, day: int | None) -> None:
        """Date an inject anew; where days after that were played, they are played again."""
        fired = {**self.session.fired, inject.name: day}
        self.runs.check(self.session.taken, fired)
        self.session = dataclasses.replace(self.session, fired=fired)
        one = self.round
        if one and self.slot.part == "run":
            self.runs.rewind(one.start, self.session)
            self._play(one.end)

    # ------------------------------------------------------------------ rounds
    def _do_rewind(self, seat: str, message: Message) -> None:
        number = message.get("round")
        rounds = self.session.exercise.rounds
        if not isinstance(number, int) or not 1 <= number <= len(rounds):
            raise InputError(f"rewind: round={number!s:.20} must be from 1 to {len(rounds)}")
        one = rounds[number - 1]
        if one.start > self.runs.day:
            raise InputError(f"rewind: round {number} was not reached yet")
        self.shown, days = one.start, plan(self.session.exercise)
        self.session = dataclasses.replace(
            self.session,
            played=one.start,
            taken=tuple(t for t in self.session.taken if t.day < one.start),
            fired={
                name: day if day is not None and day < one.start else again(days[name], one.start)
                for name, day in self.session.fired.items()
            },
        )
        self.runs.rewind(one.start, self.session)
        self._enter(next(n for n, slot in enumerate(self.slots) if slot.round == one))

    # ------------------------------------------------------------------ decisions
    def _do_decide(self, seat: str, message: Message) -> None:
        one = self._open_round()
        name = message.get("decision")
        if not isinstance(name, str) or name not in one.offer:
            raise InputError(
                f"decision={name!s:.60}: round {one.number} does not offer it; it offers: {', '.join(one.offer)}"
            )
        by = message.get("by", "") if seat == FACILITATOR else seat
        if by not in ("", *self.session.exercise.roles):
            raise InputError(f"by={by!s:.40}: there is no such role in this exercise")
        self._refuse_decision(one, name)
        taken = (*self.session.taken, Taken(one.start, name, by, self._wall_clock()))
        self.runs.check(taken, dict(self.session.fired))
        self.session = dataclasses.replace(self.session, taken=taken)

    def _open_round(self) -> Round:
        one = self.round
        if one is None or self.slot.part not in DECIDES:
            raise InputError("decisions are entered before the run of a round is played")
        if self.frozen:
            raise InputError("the facilitator has closed the decisions")
        return one

    def _refuse_decision(self, one: Round, name: str) -> None:
        """Refuse a decision that the budget, its needs or another decision do not allow."""
        decisions = self.session.exercise.decisions
        taken = [t.decision for t in self.session.taken]
        now = [t.decision for t in self.session.taken if t.day == one.start]
        if name in taken:
            raise InputError(f"{name} was decided already")
        if len(now) >= one.decide:
            raise InputError(
                f"round {one.number} allows {one.decide} decisions, and they are taken"
            )
        left = one.budget - spent(self.session, one.number)
        if decisions[name].points > left:
            raise InputError(
                f"{name} costs {decisions[name].points} points, and {left} of {one.budget} are left"
            )
        for needed in decisions[name].needs:
            if needed not in taken:
                raise InputError(f"{name} needs {needed}, which was not decided")
        for other in now:
            both = decisions[name].settings.keys() & decisions[other].settings.keys()
            if both:
                raise InputError(f"{name} and {other} both set {min(both)}: take one of them")

    def _do_undo(self, seat: str, message: Message) -> None:
        one, name = self._open_round(), message.get("decision")
        mine = [
            t
            for t in self.session.taken
            if t.decision == name and t.day == one.start and seat in (FACILITATOR, t.by)
        ]
        if not mine:
            raise InputError(f"undo: {name!s:.60} is no decision of {seat} in this round")
        kept = tuple(t for t in self.session.taken if t not in mine)
        names = {t.decision for t in kept}
        for t in kept:
            if set(self.session.exercise.decisions[t.decision].needs) - names:
                raise InputError(f"undo: {t.decision} needs {name}; take that one back first")
        self.session = dataclasses.replace(self.session, taken=kept)


def again(planned: int | None, today: int) -> int | None:
    """Return the planned day of an inject that did not strike by today; one that is past stays away."""
    return planned if planned is not None and planned >= today else None
