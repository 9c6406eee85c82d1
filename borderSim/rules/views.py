"""What decision rules are handed: frozen copies of what the decider knows, and nothing of the model.

Arrays are backed by ``bytes``: nobody can write to them, and nothing leads back to the state
that they were copied from. Rules of the package itself, which look at a view once and keep
nothing, are spared the copies (:func:`shown`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from borderSim.parameters.scenario import Customs, Investigation, Police, Traffickers

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


def sealed[A: np.generic](array: NDArray[A]) -> NDArray[A]:
    """Return a copy that nobody can write to, not even after asking for it."""
    if not array.size:
        empty = array.copy()
        empty.flags.writeable = False
        return empty
    return np.ndarray(array.shape, array.dtype, array.tobytes())


def shown[A: np.generic](array: NDArray[A]) -> NDArray[A]:
    """Return the array for reading: no copy, for rules of the package alone."""
    view = array.view()
    view.setflags(write=False)
    return view


@dataclass(frozen=True, slots=True)
class Places:
    """The routes of the country, known to all (R routes, S strata of traders).

    Attributes:
        names: ``post/mode``; modes; posts; kinds of post, each (R,).
        room: (R,) log of the route's share in the lawful traffic of its mode.
        history_shares: (S,) share of lawful traders unknown, new, known, long known good (as
            shipped).
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


@dataclass(slots=True)
class PlannersView:
    """What N of all O organisations know when they plan loads on one day, as rows (P profiles, R routes).

    The columns that a :class:`TraffickerView` is made of, those of the model itself: only rules of
    the package are handed it.

    Attributes:
        slots: (N,) organisations; avoid: (N,) route that each keeps away from if another is open
            to it (-1: none).
        consignments: (N,) what is on offer, in usual loads; noises: (N, R) standard Gumbel variates.
        losses, shipped: (O, R); cash, last_route: (O,), all as in the view of one.
        profile: (O,) index of what is shipped and how.
        open_to: (P, R) whether a route is open to a profile; stake, away: (P, R); usual_value: (P,).
        room: (R,); price: (P,) of the goods; settings: the parameters of organisations.
    """

    slots: Ints
    avoid: Ints
    consignments: Floats
    noises: Floats
    losses: Floats
    shipped: Floats
    cash: Floats
    last_route: Ints
    profile: Ints
    open_to: Bools
    stake: Floats
    away: Floats
    usual_value: Floats
    room: Floats
    price: Floats
    settings: Traffickers


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
        job_hours: (R,) mean hours of a check; machine_checks: (R,) checks a day that machines
            allow.
        traffic: (R,) lawful units a day.
        finds: (R,) finds by route; spent: (R,) hours spent by route, both in fading memory.
        load_value: (R,) EUR, what a usual load of drugs or other goods fetches in the mode, mean
            over goods.
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


@dataclass(frozen=True, slots=True)
class FilesView:
    """What the police know of organisations on which a case could be opened this week (N organisations).

    Organisations of which they know nothing are not among them, nor those with an open case, or
    whose last case is still too fresh. Members are counted by rank, lowest first: courier or
    storage, logistics or facilitator, broker, organiser or financier.

    Attributes:
        day: days since the start of the burn-in; free_teams: teams without a case, at least 1.
        organisations: (N,) numbers of their slots; commodities: (N,) what each deals in.
        known: (N, 4) members known, by rank; known_weight: (N,) the same, weighed 1, 2, 4, 8.
        entities: (N,) front companies known.
        file: (N,) weight of the finds filed; last_find: (N,) day of the last one, -1 for none.
        police, settings: the parameters of the police and of investigation.
        uniforms: (N,) uniforms of these organisations and this day.
    """

    day: int
    free_teams: int
    organisations: Ints
    commodities: tuple[str, ...]
    known: Ints
    known_weight: Floats
    entities: Ints
    file: Floats
    last_find: Ints
    police: Police
    settings: Investigation
    uniforms: Floats


@dataclass(frozen=True, slots=True)
class CasesView:
    """What the police know of their open cases at the end of a week's work (K cases).

    Attributes:
        day: days since the start of the burn-in.
        organisations: (K,) numbers of their slots; commodities: (K,) what each deals in.
        units: (K,) police unit that works it; days_open: (K,) days since it was opened.
        effort: (K,) investigator-days spent so far.
        known: (K, 4) members known and at large, by rank; chargeable: (K, 4) of these, those who
            can be charged.
        joint: (K,) whether a joint team works it; told_customs: (K,) whether customs knows of it.
        last_find: (K,) day of the last find filed, -1 for none; last_news: (K,) day of the last
            news (a find or tip filed, a member revealed or newly chargeable, or the opening): a
            review gives up a case on which none has come for long.
        shared_objectives: (K,) weight of the objectives shared with customs, 0 to 1.
        police, settings: the parameters of the police and of investigation.
        uniforms: (K,) uniforms of these organisations and this day.
    """

    day: int
    organisations: Ints
    commodities: tuple[str, ...]
    units: Ints
    days_open: Ints
    effort: Floats
    known: Ints
    chargeable: Ints
    joint: Bools
    told_customs: Bools
    last_find: Ints
    last_news: Ints
    shared_objectives: Floats
    police: Police
    settings: Investigation
    uniforms: Floats


@dataclass(frozen=True, slots=True)
class FindView:
    """What both services know when customs has found a load of an organisation on which the police work.

    It is asked only where the law and the terms allow a load to run under control.

    Attributes:
        day: days since the start of the burn-in; places: the routes of the country.
        organisation: number of its slot; commodity; value_eur: EUR at wholesale; route: index.
        days_open: days since its case was opened.
        known: (4,) members known and at large, by rank; chargeable: (4,) of these, those who can be
            charged.
        shared_objectives: weight of the objectives shared with customs, 0 to 1.
        gain: what letting run is expected to bring, in certain seizures.
        lost: chance that a load under control is lost; in_time: chance that somebody can take it
            over in time.
        police, settings: the parameters of the police and of investigation.
    """

    day: int
    places: Places
    organisation: int
    commodity: str
    value_eur: float
    route: int
    days_open: int
    known: Ints
    chargeable: Ints
    shared_objectives: float
    gain: float
    lost: float
    in_time: float
    police: Police
    settings: Investigation
