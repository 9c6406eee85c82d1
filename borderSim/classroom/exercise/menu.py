"""Why a decision can't be taken or taken back: budget, number, what it needs, what excludes it."""

from __future__ import annotations

from borderSim.classroom.exercise.format import Round
from borderSim.classroom.exercise.session import Session, spent
from borderSim.classroom.exercise.settings import Taken
from borderSim.classroom.refusals import RefusedError


def not_now(session: Session, one: Round, name: str) -> RefusedError | None:
    """Return why a decision of a round's menu can't be taken, None where it can.

    Args:
        session: what was decided so far.
        one: the round that is on.
        name: name of the decision.
    """
    decisions = session.exercise.decisions
    title = decisions[name].title
    taken = [t.decision for t in session.taken]
    now = [t.decision for t in session.taken if t.day == one.start]
    left = one.budget - spent(session, one.number)
    if name in taken:
        return RefusedError("taken", title=title)
    if len(now) >= one.decide:
        return RefusedError("enough", n=one.decide)
    for needed in decisions[name].needs:
        if needed not in taken:
            return RefusedError("needs", title=title, needed=decisions[needed].title)
    if decisions[name].points > left:
        return RefusedError("points", title=title, cost=decisions[name].points, left=left)
    for other in now:
        if decisions[name].settings.keys() & decisions[other].settings.keys():
            return RefusedError("both", title=title, other=decisions[other].title)
    return None


def taken_back(session: Session, one: Round, name: str, by: str | None) -> Taken:
    """Return a decision of a round that may be taken back.

    Args:
        session: what was decided so far.
        one: the round that is on.
        name: name of the decision.
        by: role that takes it back; None for the facilitator, who may take back every one.

    Raises:
        RefusedError: it was not taken, by another role, or another decision needs it.
    """
    found = next((t for t in session.taken if t.decision == name and t.day == one.start), None)
    if found is None:
        raise RefusedError("undo.none")
    decisions = session.exercise.decisions
    if by is not None and found.by != by:
        raise RefusedError("undo.others", title=decisions[name].title)
    for other in session.taken:
        if name in decisions[other.decision].needs:
            title = decisions[name].title
            raise RefusedError("undo.needed", title=title, by=decisions[other.decision].title)
    return found
