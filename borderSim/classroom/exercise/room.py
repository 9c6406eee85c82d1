"""The room: where the session stands, what each seat may do, and what changes by it. No network here."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Mapping
from typing import Any

from borderSim.classroom.exercise.firing import STRUCK, day_if_fired, day_if_put_back, stands
from borderSim.classroom.exercise.format import BY_PLAN, Inject, Round
from borderSim.classroom.exercise.menu import not_now, taken_back
from borderSim.classroom.exercise.runs import VIEW_DAYS, Runs
from borderSim.classroom.exercise.session import MOST_NOTE, Note, Session
from borderSim.classroom.exercise.settings import Taken, plan
from borderSim.classroom.exercise.standing import Standing
from borderSim.classroom.exercise.timer import Timer
from borderSim.classroom.exercise.timetable import Slot, timetable
from borderSim.classroom.refusals import RefusedError
from borderSim.errors import InputError, nearest

WALL, FACILITATOR = "wall", "facilitator"
DECIDES = ("inject", "table")
"""Parts of a round in which decisions can be entered."""
TWIN_PARTS = ("reveal", "question")
"""Parts of a round in which the twin can be shown."""
RUN_CONTROLS = ("play", "pause", "slower", "faster")
"""What the facilitator may tell the wall to do with the run."""
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
        shared: numbers of injects for the roles alone that the wall shows all the same.
        playing: whether the wall plays it now; speed: how many days a second.
    """

    def __init__(
        self,
        session: Session,
        clock: Callable[[], float] = time.monotonic,
        wall_clock: Callable[[], str] = lambda: time.strftime("%H:%M:%S"),
        now: Callable[[], float] = time.time,
    ) -> None:
        self.session, self._wall_clock, self._now = session, wall_clock, now
        self.slots = timetable(session.exercise)
        self.at = 0
        self.timer = Timer(clock)
        self.runs = Runs(session)
        self.frozen = self.revealed = False
        self.shown = session.played
        self.shared: set[int] = set()
        self.playing, self.speed = False, 0
        self._anew: int | None = None
        if session.stands is None:
            self._begin_where(session.played)
        else:
            self._begin_as(session.stands)

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

    def _begin_as(self, stands: Standing) -> None:
        """Stand where a room stood that was stopped."""
        self.at, self.frozen, self.revealed = stands.at, stands.frozen, stands.revealed
        one = self.round
        if one and self.slot.part not in DECIDES and self.runs.day < one.end:
            self._play(one.end)
        self.shown, self.shared = min(stands.shown, self.runs.day), {*stands.shared}
        self.timer.set(stands.left_at(self._now()))
        if stands.running and self.timer.left:
            self.timer.start()

    def kept(self) -> Session:
        """Return the session with where the room stands, as it is to be kept."""
        stands = Standing(
            at=self.at,
            shown=self.shown,
            left=round(self.timer.left),
            running=self.timer.running,
            kept=int(self._now()),
            frozen=self.frozen,
            revealed=self.revealed,
            shared=tuple(sorted(self.shared)),
        )
        return dataclasses.replace(self.session, stands=stands)

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
        if inject.by == BY_PLAN:
            return self.session.exercise.round_of(inject.day).number <= self._round_now()
        return self._round_now() > 0 and day <= self.today

    @property
    def today(self) -> int:
        """The day to come: that of the wall while a run is shown, else the first not played."""
        return self.shown if self.slot.part == "run" else self.runs.day

    def _round_now(self) -> int:
        """Return the number of the round that is on, 0 before the first, one more after the last."""
        if self.round:
            return self.round.number
        before = self.slot.begins < self._first_round()
        return 0 if before else len(self.session.exercise.rounds) + 1

    def rounds_back(self) -> list[int]:
        """Return the rounds to whose beginning one can go back."""
        return [x.number for x in self.session.exercise.rounds if x.number <= self._round_now()]

    def why_no_back(self) -> RefusedError | None:
        """Return why the part before can't be gone back to, None where it can."""
        if self.at == 0 or self.slot.part in ("", "inject", "reveal"):
            return RefusedError("back")
        return RefusedError("back.run") if self.slot.part == "run" else None

    def why_no_twin(self) -> RefusedError | None:
        """Return why the twin can't be shown or hidden, None where it can."""
        return None if self.slot.part in TWIN_PARTS else RefusedError("twin")

    def why_not_fired(self, inject: Inject) -> RefusedError | None:
        """Return why an inject can't be fired, None where it can."""
        try:
            self._day_if_fired(inject)
        except RefusedError as refusal:
            return refusal
        return None

    def _day_if_fired(self, inject: Inject) -> int:
        return day_if_fired(self.session, inject, self.round, self.slot.part, self.today)

    def played_anew(self) -> int | None:
        """Return the first day that was played again since this was asked last, None where none was."""
        found, self._anew = self._anew, None
        return found

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
                "next", "back", "timer", "fire", "skip", "restore", "rewind", "reveal", "freeze",
                "note", "decide", "undo", "run", "share",
            )  # fmt: skip
        return ("shown",) if seat == WALL else ("decide", "undo")

    def _do_next(self, seat: str, message: Message) -> None:
        if self.at + 1 == len(self.slots):
            raise RefusedError("next")
        if self.slot.part == "run":
            self.shown = self.runs.day
        self._enter(self.at + 1)

    def _do_back(self, seat: str, message: Message) -> None:
        if refusal := self.why_no_back():
            raise refusal
        self._enter(self.at - 1)

    def _enter(self, at: int) -> None:
        self.at, self.playing = at, False
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
        if refusal := self.why_no_twin():
            raise refusal
        self.revealed = bool(message.get("on", True))

    def _do_freeze(self, seat: str, message: Message) -> None:
        self.frozen = bool(message.get("on", True))

    def _do_run(self, seat: str, message: Message) -> None:
        """See whether the wall may be told this; the wall itself does it."""
        what = message.get("what")
        if what not in RUN_CONTROLS:
            raise InputError(f"run: what={what!s:.40} must be one of {', '.join(RUN_CONTROLS)}")
        if self.slot.part != "run":
            raise RefusedError("run")

    def _do_shown(self, seat: str, message: Message) -> None:
        day, speed = _whole(message, "day"), _whole(message, "speed", 0)
        if self.slot.part == "run":
            self.shown = max(self.shown, min(day, self.runs.day))
            self.playing, self.speed = message.get("playing") is True, speed

    def picture(self) -> tuple[object, ...]:
        """Return what changes for the seats while a run is shown: their weekly picture, their cards, its end."""
        injects = self.session.exercise.injects
        cards = [(self.on_table(x), stands(self.session, x, self.today)) for x in injects]
        return (self.shown // VIEW_DAYS, self.shown == self.runs.day, tuple(cards))

    def _do_note(self, seat: str, message: Message) -> None:
        text = message.get("text")
        if not isinstance(text, str) or not text.strip():
            raise RefusedError("note")
        if len(text) > MOST_NOTE:
            raise RefusedError("note.long", n=len(text), most=MOST_NOTE)
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

    def _do_fire(self, seat: str, message: Message) -> None:
        inject = self._inject(message)
        self._set_inject(inject, self._day_if_fired(inject))

    def _do_skip(self, seat: str, message: Message) -> None:
        inject = self._inject(message)
        if stands(self.session, inject, self.today) == STRUCK:
            raise RefusedError("struck", n=inject.number)
        self._set_inject(inject, None, skipped=True)

    def _do_share(self, seat: str, message: Message) -> None:
        """Show the card of an inject on the wall that only its roles hold."""
        inject = self._inject(message)
        if not self.on_table(inject):
            raise RefusedError("share", n=inject.number)
        self.shared.add(inject.number)

    def _do_restore(self, seat: str, message: Message) -> None:
        inject = self._inject(message)
        self._set_inject(inject, day_if_put_back(self.session, inject, self.today))

    def _set_inject(self, inject: Inject, day: int | None, skipped: bool = False) -> None:
        """Date an inject anew; where days after that were played, they are played again."""
        before = self.session.fired.get(inject.name)
        fired = {**self.session.fired, inject.name: day}
        self.runs.check(self.session.taken, fired)
        left_out = {*self.session.skipped} - {inject.name} | ({inject.name} if skipped else set())
        self.session = dataclasses.replace(
            self.session, fired=fired, skipped=tuple(sorted(left_out))
        )
        one = self.round
        changed = [x for x in (before, day) if x is not None]
        if one and self.slot.part == "run" and before != day and min(changed) < one.end:
            self.runs.rewind(one.start, self.session)
            self._play(one.end)
            self._note_anew(min(changed))

    def _note_anew(self, day: int) -> None:
        self._anew = day if self._anew is None else min(day, self._anew)

    # ------------------------------------------------------------------ rounds
    def _do_rewind(self, seat: str, message: Message) -> None:
        number = message.get("round")
        rounds = self.session.exercise.rounds
        if not isinstance(number, int) or not 1 <= number <= len(rounds):
            raise InputError(f"rewind: round={number!s:.20} must be from 1 to {len(rounds)}")
        if number not in self.rounds_back():
            raise RefusedError("rewind", n=number)
        one = rounds[number - 1]
        self.shown, days = one.start, plan(self.session.exercise)
        self.session = dataclasses.replace(
            self.session,
            played=one.start,
            taken=tuple(t for t in self.session.taken if t.day < one.start),
            fired={
                name: day if day is not None and day < one.start else again(days[name], one.start)
                for name, day in self.session.fired.items()
            },
            skipped=tuple(x for x in self.session.skipped if x not in self._from(one)),
        )
        self.runs.rewind(one.start, self.session)
        self._note_anew(one.start)
        late = {x.number for x in self.session.exercise.injects if x.day >= one.start}
        self.shared -= late
        self._enter(next(n for n, slot in enumerate(self.slots) if slot.round == one))

    def _from(self, one: Round) -> set[str]:
        """Return the injects of a round and of later ones."""
        return {x.name for x in self.session.exercise.injects if x.day >= one.start}

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
        if refusal := not_now(self.session, one, name):
            raise refusal
        taken = (*self.session.taken, Taken(one.start, name, by, self._wall_clock()))
        self.runs.check(taken, dict(self.session.fired))
        self.session = dataclasses.replace(self.session, taken=taken)

    def _open_round(self) -> Round:
        one = self.round
        if one is None or self.slot.part not in DECIDES:
            raise RefusedError("played")
        if self.frozen:
            raise RefusedError("closed")
        return one

    def _do_undo(self, seat: str, message: Message) -> None:
        one, name = self._open_round(), message.get("decision")
        by = None if seat == FACILITATOR else seat
        back = taken_back(self.session, one, name if isinstance(name, str) else "", by)
        kept = tuple(t for t in self.session.taken if t is not back)
        self.session = dataclasses.replace(self.session, taken=kept)


def again(planned: int | None, today: int) -> int | None:
    """Return the planned day of an inject that did not strike by today; one that is past stays away."""
    return planned if planned is not None and planned >= today else None


def _whole(message: Message, key: str, default: int | None = None) -> int:
    """Return a whole number of a message.

    Raises:
        InputError: it is none.
    """
    value = message.get(key, default)
    if not isinstance(value, int) or isinstance(value, bool):
        raise InputError(f"{key}: must be a whole number")
    return value
