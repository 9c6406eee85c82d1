"""What the event log says of networks: who becomes known, who comes and goes, which ties are made and lost.

Each function looks at what has changed since the log last looked, and tells it with the reason that
its caller gives. Without an event log, and in the burn-in, nothing is told. Nobody in the model
reads it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from borderSim.model.state.last_seen import LastSeen
from borderSim.model.state.state import State
from borderSim.model.state.traffickers import ACTIVE


def begin_looking(w: State) -> None:
    """Look at how things stand for the first time, if there is an event log."""
    if w.recorder.keep_events:
        w.recorder.seen = LastSeen.of(w.traffickers, w.police, w.customs.leads)


def pass_over(w: State, slot: int, member: int | None = None) -> None:
    """Take an organisation, or one place in it, as it stands for seen: another event tells what has become of it."""
    if w.recorder.seen is not None:
        w.recorder.seen.take(slot, w.traffickers, w.police, member)


def note_known(
    w: State, why: str, cause: int = -1, slot: int | None = None, lost: str = ""
) -> None:
    """Tell whom the police have come to know, and whom they know no more.

    Args:
        w: the state.
        why: what brought it.
        cause: event that it follows from.
        slot: organisation (None: any).
        lost: what lets them know somebody no more, where that has another name.
    """
    seen = w.recorder.seen
    if seen is None:
        return
    rows = _rows(w, slot)
    was, now = seen.known[rows], w.police.known_members[rows]
    for o, member in _changed(was, now, rows):
        if w.police.known_members[o, member]:
            _log(w, "member known", why, cause, o, member, service="police")
        else:
            _log(w, "member unknown", lost or why, cause, o, member, service="police")
    seen.known[rows] = now


def note_places(w: State, why: str, cause: int = -1, slot: int | None = None) -> None:
    """Tell who takes a place in an organisation, and who leaves one.

    Args:
        w: the state.
        why: what brought it.
        cause: event that it follows from.
        slot: organisation (None: any).
    """
    seen = w.recorder.seen
    if seen is None:
        return
    o, rows = w.traffickers, _rows(w, slot)
    was, there = seen.status[rows] == ACTIVE, o.status[rows] == ACTIVE
    for place, member in _changed(was, there, rows):
        here = o.status[place, member] == ACTIVE
        _log(w, "member comes" if here else "member goes", why, cause, place, member)
    seen.status[rows] = o.status[rows]


def note_new_holders(w: State, places: tuple[NDArray[np.int64], NDArray[np.int64]]) -> None:
    """Tell who follows at once upon somebody who left of his own accord.

    Args:
        w: the state.
        places: (N,) organisations, and (N,) places in them.
    """
    if w.recorder.seen is not None:
        for slot, member in zip(*(at.tolist() for at in places), strict=True):
            _log(w, "member comes", "new holder", -1, slot, member)


def note_ties(w: State, why: str, cause: int = -1, slot: int | None = None) -> None:
    """Tell which two members have come to know each other, and who know each other no more.

    Args:
        w: the state.
        why: what brought it.
        cause: event that it follows from.
        slot: organisation (None: any).
    """
    seen = w.recorder.seen
    if seen is None:
        return
    o, rows = w.traffickers, _rows(w, slot)
    other = (seen.links[rows] != o.links[rows]).any(axis=(1, 2))
    for place in (rows.start + other.nonzero()[0]).tolist():
        changed = np.argwhere(np.triu(seen.links[place] != o.links[place]))
        seen.links[place] = o.links[place]
        if w.day < w.first_day or not o.alive[place]:
            continue
        for a, b in changed.tolist():
            kind = "link made" if o.links[place, a, b] else "link lost"
            w.recorder.log(w.day, kind, cause, organisation=place, member=a, other=b, why=why)


def _rows(w: State, slot: int | None) -> slice:
    """Return the slots that are meant."""
    return slice(0, w.traffickers.n) if slot is None else slice(slot, slot + 1)


def _changed(was: NDArray[np.bool_], now: NDArray[np.bool_], rows: slice) -> list[tuple[int, int]]:
    """Return slot and place of what has changed in some rows."""
    return [(rows.start + o, m) for o, m in np.argwhere(was != now).tolist()]


def _log(w: State, kind: str, why: str, cause: int, slot: int, member: int, **more: object) -> None:
    """Log what became of a member, in the horizon and while his organisation lives."""
    if w.day < w.first_day or not w.traffickers.alive[slot]:
        return
    tier = int(w.traffickers.tier_of(slot)[member])
    w.recorder.log(w.day, kind, cause, organisation=slot, member=member, tier=tier, why=why, **more)
