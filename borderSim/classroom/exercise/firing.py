"""When an inject may be fired, skipped or put back, and on which day it strikes then."""

from __future__ import annotations

from borderSim.classroom.exercise.format import BY_HAND, BY_PLAN, Inject, Round
from borderSim.classroom.exercise.session import Session
from borderSim.classroom.exercise.settings import plan
from borderSim.classroom.refusals import RefusedError

STRUCK, DATED, WAITING, SKIPPED = "struck", "dated", "waiting", "skipped"
"""How an inject stands: it has struck, it has a day to come, it waits for a hand, it is left out."""


def stands(session: Session, inject: Inject, today: int) -> str:
    """Return how an inject stands on a day of the horizon, the first that was not shown yet."""
    day = session.fired.get(inject.name)
    if day is not None:
        return STRUCK if day < today else DATED
    return SKIPPED if inject.by == BY_PLAN or inject.name in session.skipped else WAITING


def day_if_fired(session: Session, inject: Inject, one: Round | None, part: str, today: int) -> int:
    """Return the day on which an inject strikes that is fired now.

    It strikes within its own round alone, while days of that round are still to come: what is fired
    later would befall the next round, and be lost when one goes back there. One by hand has a first
    day; fired before, it waits for it.

    Args:
        session: what was fired so far.
        inject: the inject.
        one: the round that is on, None outside the rounds.
        part: the part of it that is on.
        today: first day of the horizon that was not shown yet.

    Raises:
        RefusedError: not now.
    """
    if stands(session, inject, today) == STRUCK:
        raise RefusedError("struck", n=inject.number)
    own = session.exercise.round_of(inject.day)
    if one is None or one.number != own.number:
        raise RefusedError("fire.round", n=inject.number, round=own.number)
    if part not in ("inject", "table", "run") or today >= one.end:
        raise RefusedError("fire.over", n=inject.number, round=own.number)
    return max(today, inject.day) if inject.by == BY_HAND else today


def day_if_put_back(session: Session, inject: Inject, today: int) -> int | None:
    """Return the day of an inject as it was planned, None for one that waits for a hand.

    Raises:
        RefusedError: it has struck, or its day is past.
    """
    if stands(session, inject, today) == STRUCK:
        raise RefusedError("struck", n=inject.number)
    day = plan(session.exercise)[inject.name]
    if day is not None and day < today:
        raise RefusedError("restore.past", n=inject.number, day=day + 1)
    return day
