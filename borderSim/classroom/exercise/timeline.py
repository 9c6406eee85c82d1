"""Everything that happened at a table, in the order of the days: decisions, injects by number, what was told, notes."""

from __future__ import annotations

from dataclasses import dataclass

from borderSim.classroom.exercise.format import AT_ROLES, Decision, Inject
from borderSim.classroom.exercise.session import Note, Session, planned
from borderSim.classroom.exercise.settings import Taken
from borderSim.classroom.exercise.told import Told

DECISION, INJECT, SKIPPED, TOLD, NOTE = "decision", "inject", "skipped", "told", "note"


@dataclass(frozen=True)
class Moment:
    """One thing that happened.

    Attributes:
        day: day of the horizon, from 0; that of a note is the last day that was shown, before the run
            of a round its first.
        round: number of its round.
        kind: ``decision``, ``inject``, ``skipped`` (an inject that did not strike), ``told`` or ``note``.
        at: clock time, empty where nobody noted it.
        taken: how a decision was taken, else None.
        decision: the decision, else None.
        inject: the inject, of what was told that whose card it was, else None.
        by_plan: of an inject, whether it was to strike by plan.
        note: the note, else None.
        told: the mark that something was told, else None.
    """

    day: int
    round: int
    kind: str
    at: str = ""
    taken: Taken | None = None
    decision: Decision | None = None
    inject: Inject | None = None
    by_plan: bool = False
    note: Note | None = None
    told: Told | None = None

    @property
    def counted(self) -> int:
        """Its day as pages and tables count it: the first is 1."""
        return self.day + 1


def moments(session: Session) -> list[Moment]:
    """Return everything that happened, by day; decisions of a day before what befell the table on it."""
    exercise = session.exercise
    found: list[Moment] = []
    for one in session.taken:
        number = exercise.round_of(one.day).number
        decision = exercise.decisions[one.decision]
        found.append(Moment(one.day, number, DECISION, one.at, taken=one, decision=decision))
    for inject in exercise.injects:
        day = session.fired.get(inject.name)
        when = inject.day if day is None else day
        kind = INJECT if _struck(session, inject) else SKIPPED
        number = exercise.round_of(inject.day).number
        by_plan = planned(session, inject.name)
        found.append(Moment(when, number, kind, inject=inject, by_plan=by_plan))
    begins = {one.start for one in exercise.rounds}
    for note in session.notes:
        day = note.day if note.day in begins else note.day - 1
        number = exercise.round_of(day).number
        found.append(Moment(day, number, NOTE, note.at, note=note))
    found += [_told(session, one) for one in session.told]
    order = (DECISION, INJECT, SKIPPED, TOLD, NOTE)
    return sorted(found, key=lambda m: (m.day, order.index(m.kind)))


def _told(session: Session, one: Told) -> Moment:
    """Return the moment of a mark: what is told before a round's run stands on the round's first day."""
    exercise = session.exercise
    day = one.day if one.day == exercise.rounds[one.round - 1].start else one.day - 1
    inject = next((x for x in exercise.injects if x.name == one.inject), None)
    return Moment(max(0, day), one.round, TOLD, one.at, inject=inject, told=one)


def kept_back(session: Session) -> list[Inject]:
    """Return the injects whose card lay with some roles alone in a round that was played, and that none was marked to have told."""
    told = {one.inject for one in session.told}
    return [
        x
        for x in session.exercise.injects
        if x.shown == AT_ROLES and x.name not in told and _struck(session, x)
    ]


def _struck(session: Session, inject: Inject) -> bool:
    day = session.fired.get(inject.name)
    return day is not None and day < session.played
