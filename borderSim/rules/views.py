"""What decision rules are handed: frozen copies of what the decider knows, and nothing of the model.

Arrays are backed by ``bytes``: nobody can write to them, and nothing leads back to the state
that they were copied from.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from borderSim.parameters.scenario import Customs, Traffickers

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def sealed[A: np.generic](array: NDArray[A]) -> NDArray[A]:
    """Return a copy that nobody can write to, not even after asking for it."""
    if not array.size:
        empty = array.copy()
        empty.flags.writeable = False
        return empty
    return np.ndarray(array.shape, array.dtype, array.tobytes())


@dataclass(frozen=True, slots=True)
class Places:
    """The routes of the country, known to all (R routes, S strata of traders).

    Attributes:
        names: ``post/mode``; modes; posts; kinds of post, each (R,).
        room: (R,) log of the route's share in the lawful traffic of its mode.
        history_shares: (S,) share of lawful traders unknown, new, known, long known good (as shipped).
        history_odds: (S,) how suspect such traders are held in general, relative odds.
    """

    names: tuple[str, ...]
    modes: tuple[str, ...]
    posts: tuple[str, ...]
    kinds: tuple[str, ...]
    room: Floats
    history_shares: Floats
    history_odds: Floats


@dataclass(frozen=True, slots=True)
class Loss:
    """A load that an organisation lost.

    Attributes:
        day: day of the loss; route: index; stratum: history of the trader that it was under.
        entity: which of its entities carried it, -1 for a one-off; in_use: whether that very one
        is still used.
    """

    day: int
    route: int
    stratum: int
    entity: int
    in_use: bool


@dataclass(frozen=True, slots=True)
class TraffickerView:
    """What an organisation knows when it plans a load (R routes, N open to it, S strata, E entities).

    Attributes:
        day: days since the start of the burn-in; organisation: number of its slot.
        places: the routes of the country.
        routes: (N,) indices of the routes that its goods can take and where there is traffic.
        stake: (N,) EUR, value of a usual load there (at most that of the own mode).
        away: (N,) 1 where the mode is not its own; room: (N,) as in ``places``.
        usual_value: EUR, a usual load in its own mode; cash: EUR.
        consignment: what is on offer today, in usual loads (1 a usual load).
        price: what its goods fetch today, 1 as usual.
        last_route: index, -1 before the first load.
        losses, shipped: (R,) own loads lost and shipped by route, in fading memory.
        lost_covered, shipped_covered: (R,) of these, with better cover.
        lost_in, shipped_in: (R, S) the same loads by history of the trader.
        recent_losses: own losses of the last year, oldest first.
        entity_uses: (E,) loads that each entity carried since it was last replaced.
        settings: the parameters of organisations.
        noise: (R,) standard Gumbel variates of this organisation and day.
        uniforms: (R, 2) uniforms of this organisation and day.
    """

    day: int
    organisation: int
    places: Places
    routes: Ints
    stake: Floats
    away: Floats
    room: Floats
    usual_value: float
    consignment: float
    cash: float
    price: float
    last_route: int
    losses: Floats
    shipped: Floats
    lost_covered: Floats
    shipped_covered: Floats
    lost_in: Floats
    shipped_in: Floats
    recent_losses: tuple[Loss, ...]
    entity_uses: Ints
    settings: Traffickers
    noise: Floats
    uniforms: Floats


@dataclass(frozen=True, slots=True)
class CustomsView:
    """What customs knows when it reviews its scores of classes (R routes, C classes, S strata).

    Attributes:
        day: days since the start of the burn-in; places: the routes.
        class_shares: (R, C) share of each class in the lawful traffic of its route.
        history: (C,) stratum of the trader of each class.
        first_belief: (R, C) log-odds, relative to the route, that customs started with.
        finds: (R, C) finds so far; exposure: (R, C) units of an evenly illicit class that it
        would have seen and found, so far.
        settings: the parameters of customs.
    """

    day: int
    places: Places
    class_shares: Floats
    history: Ints
    first_belief: Floats
    finds: Floats
    exposure: Floats
    settings: Customs


@dataclass(frozen=True, slots=True)
class AllocationView:
    """What customs knows when it sends its mobile officers to routes (R routes).

    Attributes:
        day: days since the start of the burn-in; places: the routes.
        own_hours: (R,) hours a day that stay where they are; mobile_hours: hours a day to be sent.
        hours: (R,) hours a day as they stand now, mobile ones included.
        job_hours: (R,) mean hours of a check; machine_checks: (R,) checks a day that machines allow.
        traffic: (R,) lawful units a day.
        finds: (R,) finds by route; spent: (R,) hours spent by route, both in fading memory.
        load_value: (R,) EUR, what a usual load of drugs or other goods fetches in the mode, mean over goods.
        detection: (R,) chance that a check finds what is there.
        settings: the parameters of customs.
        uniforms: (R, 4) uniforms of this review.
    """

    day: int
    places: Places
    own_hours: Floats
    mobile_hours: float
    hours: Floats
    job_hours: Floats
    machine_checks: Floats
    traffic: Floats
    finds: Floats
    spent: Floats
    load_value: Floats
    detection: Floats
    settings: Customs
    uniforms: Floats
