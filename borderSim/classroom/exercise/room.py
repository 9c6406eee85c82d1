"""The room: where the session stands, and what follows from it. Who does what: :mod:`.acting`. No network here."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable

from borderSim.classroom.exercise.firing import day_if_fired, stands
from borderSim.classroom.exercise.format import BY_PLAN, Inject, Round
from borderSim.classroom.exercise.runs import VIEW_DAYS, Runs
from borderSim.classroom.exercise.session import Session
from borderSim.classroom.exercise.standing import Standing
from borderSim.classroom.exercise.timer import Timer
from borderSim.classroom.exercise.timetable import Slot, timetable
from borderSim.classroom.refusals import RefusedError

WALL, FACILITATOR = "wall", "facilitator"
DECIDES = ("inject", "table")
"""Parts of a round in which decisions can be entered."""
TWIN_PARTS = ("reveal", "question")
"""Parts of a round in which the twin can be shown."""


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
        wall_clock: tells the time of the room, as text.
    """

    def __init__(
        self,
        session: Session,
        clock: Callable[[], float] = time.monotonic,
        wall_clock: Callable[[], str] = lambda: time.strftime("%H:%M:%S"),
        now: Callable[[], float] = time.time,
    ) -> None:
        self.session, self.wall_clock, self._now = session, wall_clock, now
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
            self.play(one.end)
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

    def round_told(self) -> int:
        """Return the number of the round to which belongs what is told now: the first before it, the last after it."""
        return min(max(1, self._round_now()), len(self.session.exercise.rounds))

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
            self.day_if_fired(inject)
        except RefusedError as refusal:
            return refusal
        return None

    def day_if_fired(self, inject: Inject) -> int:
        """Return the day on which an inject strikes that is fired now.

        Raises:
            RefusedError: not now.
        """
        return day_if_fired(self.session, inject, self.round, self.slot.part, self.today)

    def played_anew(self) -> int | None:
        """Return the first day that was played again since this was asked last, None where none was."""
        found, self._anew = self._anew, None
        return found

    def _first_round(self) -> int:
        return next(slot.begins for slot in self.slots if slot.round)

    def picture(self) -> tuple[object, ...]:
        """Return what changes for the seats while a run is shown: their weekly picture, their cards, its end."""
        injects = self.session.exercise.injects
        cards = [(self.on_table(x), stands(self.session, x, self.today)) for x in injects]
        return (self.shown // VIEW_DAYS, self.shown == self.runs.day, tuple(cards))

    # ------------------------------------------------------------------ what moves it
    def enter(self, at: int) -> None:
        """Go over to a line of the timetable; the run of a round is computed when its turn comes."""
        self.at, self.playing = at, False
        self.timer.set(60.0 * self.slot.minutes)
        one = self.round
        if one and self.slot.part == "run" and self.runs.day < one.end:
            self.play(one.end)
        if self.slot.part == "reveal":
            self.revealed = True
        elif self.slot.part == DECIDES[0]:
            self.revealed = self.frozen = False

    def play(self, end: int) -> None:
        """Play both runs to a day."""
        self.runs.under(self.session)
        self.runs.play(end)
        self.session = dataclasses.replace(self.session, played=self.runs.day)

    def note_anew(self, day: int) -> None:
        """Note that the days from one on were played again."""
        self._anew = day if self._anew is None else min(day, self._anew)
