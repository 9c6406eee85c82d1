"""What is kept with the event log of the work of both services: hours and queues. Nobody in the model reads it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from borderSim.model.state.daylist import DayList
from borderSim.model.state.random_streams import Floats
from borderSim.model.state.recorder import Work
from borderSim.model.state.state import State


def note_posts(w: State, d: DayList, at_hand: Floats, used: Floats) -> None:
    """Note the hours of the day at every post of customs, and what waits there for a check.

    Args:
        w: the state.
        d: the lists of the day.
        at_hand: (R,) officer hours at hand.
        used: (R,) officer hours used.
    """
    if not _kept(w):
        return
    r = w.routes
    waiting = d.checked.waiting - d.checked.released
    for load in w.consignments.waiting:
        waiting[load.route] += 1
    of_posts = (
        np.bincount(r.post, of_routes, len(r.posts)).tolist()
        for of_routes in (at_hand, used, waiting)
    )
    for name, available, spent, queue in zip(r.posts, *of_posts, strict=True):
        w.recorder.work.append(Work(w.day, "customs", name, available, spent, round(queue)))


def note_units(w: State, cases: NDArray[np.intp], at_hand: float, used: float) -> None:
    """Note the hours of the week in every police unit, and the organisations on file that wait for a team.

    Hours of investigators are shared out alike over units, those in cases by where the cases are.

    Args:
        w: the state.
        cases: (K,) organisations on which a case is open.
        at_hand: hours of investigators for cases in the week.
        used: hours of these in cases.
    """
    if not _kept(w):
        return
    c, units = w.police.cases, w.cooperation.units
    waits = np.flatnonzero(w.traffickers.alive & (c.file > 0.0) & ~c.open)
    for unit in range(units):
        part = float((c.unit[cases] == unit).mean()) if len(cases) else 0.0
        queue = int((waits % units == unit).sum())
        w.recorder.work.append(
            Work(w.day, "police", str(unit), at_hand / units, used * part, queue)
        )


def _kept(w: State) -> bool:
    return w.recorder.keep_events and w.day >= w.first_day
