"""Queries on arrival: what customs asks information systems about traffic, and what becomes of the hits.

A hit in time is a lead on that load, in the currency of the score, or, where a system's hits are
confirmed, holds whoever is concerned in the secondary area until the central bureau answers: in
time it decides for an inspection, too late he is released. Lawful traffic hits too: it enters the
ranking like false matches of leads, and waits in the same places.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri, pdtrik

from borderSim.world.answers import Answer, Fate, settle, tell_police
from borderSim.world.loads import Load
from borderSim.world.lookups import Lookup
from borderSim.world.secondary import HOURS_A_DAY, until_opening, wait_for_confirmation
from borderSim.world.streams import Floats, normal
from borderSim.world.systems import LUCK
from borderSim.world.world import World


@dataclass(slots=True)
class Holder:
    """Somebody whose hit is to be confirmed: hour of the day, hours to the answer and from it to the confirmation."""

    lookup: Lookup
    route: int
    hour: float
    answer: float
    confirm: float
    load: Load | None = None
    false: bool = False
    cause: int = -1


def query(w: World, arrivals: list[Load]) -> None:
    """Ask about today's arrivals; loads learn their weight, or that they go to secondary inspection."""
    d = w.systems
    d.refresh(w)
    if not d.live:
        return
    w.books.add("queries", d.queries)
    w.hours_lost += d.query_hours
    w.books.add("query_hours", float(d.query_hours.sum()))
    holders = [*_lawful(w), *_loads(w, arrivals)]
    for post in sorted({int(w.routes.post[h.route]) for h in holders}):
        _hold(w, post, [h for h in holders if w.routes.post[h.route] == post])


def _spend(w: World, route: int, hours: float) -> None:
    """Take officer hours of today at a route."""
    w.hours_lost[route] += hours
    w.books.add("query_hours", hours)


def _hit(w: World, x: Lookup, route: int, number: int, delay_hours: float, *, lawful: bool) -> None:
    """Book an officer's time for hits that came in time, and the delay of lawful ones (in all)."""
    _spend(w, route, number * x.system.hit_minutes / 60.0)
    if lawful:
        w.books.add("hit_delay_hours", delay_hours)
        w.books.add("trade_delay_cost_eur", delay_hours / HOURS_A_DAY * float(w.routes.delay_cost[route]))


# ------------------------------------------------------------------------------ loads of organisations
def _loads(w: World, arrivals: list[Load]) -> list[Holder]:
    """Ask about every load; returns those to be held."""
    d, holders = w.systems, []
    for load in arrivals:
        if not d.lookups and not d.joint:
            continue
        luck = [d.luck(x.name, w.day, load) for x in d.lookups]
        asked = [i for i, x in enumerate(d.lookups) if luck[i][LUCK["asked"]] < d.asked[i][load.route]]
        names = [d.lookups[i].name for i in asked]
        joint = _known_to_the_unit(w, load)
        if not names and not joint:
            continue
        asked_of = "+".join([*names, *([] if not joint or joint[0] in names else [joint[0]])])
        load.event = cause = w.books.log(
            w.day, "query", load.event, organisation=load.organisation, load=load.number, systems=asked_of
        )
        if joint:
            name, weight = joint
            answer = Answer(name, w.scenario.systems[name], "validated", load=load, slot=load.organisation, cause=cause)
            load.event = settle(w, answer, 0.0)
            load.hit_weight = max(load.hit_weight, weight)
        for i in asked:
            x = d.lookups[i]
            if d.on_record(x.name, x.system, load, luck[i]):
                holders += _load_hit(w, x, load, luck[i], cause)
    return holders


def _known_to_the_unit(w: World, load: Load) -> tuple[str, float] | None:
    """Name of a system over which police sit beside customs, and the weight of what they hold on this load's entity."""
    o, slot, e = w.organisations, load.organisation, load.entity
    held = e >= 0 and o.police_entity[slot, e] and o.entity_generation[slot, e] == load.generation
    if not held or not o.is_home[o.profile[slot], load.route]:
        return None
    for name, share, weight in w.systems.joint:
        if w.systems.luck(name, w.day, load)[LUCK["asked"]] < share[load.route]:
            return name, weight
    return None


def _load_hit(w: World, x: Lookup, load: Load, luck: Floats, cause: int) -> list[Holder]:
    """A hit on a load: a lead in time, somebody to be held, or an answer that comes too late."""
    r = load.route
    answer = float(x.median_hours[r]) * float(np.exp(x.sigma * normal(float(luck[LUCK["answer"]]))))
    by_machine = luck[LUCK["asked"]] < x.by_machine[r]
    in_time = answer <= float(x.ahead[r] if by_machine else x.here[r])
    if x.definite and in_time:
        hour = HOURS_A_DAY * float(luck[LUCK["hour"]])
        before = max(0.0, float(x.ahead[r]) - answer) if by_machine else 0.0
        confirm = _confirmation(w, x, r, np.array([hour]), np.array([before]), luck[[LUCK["confirm"]]])
        return [Holder(x, r, hour, answer, float(confirm[0]), load, cause=cause)]
    if in_time:
        _hit(w, x, r, 1, 0.0, lawful=False)
        load.hit_weight = max(load.hit_weight, x.weight)
    fate: Fate = "validated" if in_time else "late"
    event = settle(w, _on_load(x, load, fate, cause), 0.0 if in_time else answer)
    load.event = event if in_time else load.event
    return []


def _on_load(x: Lookup, load: Load, fate: Fate, cause: int) -> Answer:
    return Answer(x.name, x.system, fate, load=load, slot=load.organisation, cause=cause)


# ------------------------------------------------------------------------------ lawful traffic
def _lawful(w: World) -> list[Holder]:
    """Hits of lawful traffic, drawn as counts; returns those to be held."""
    d = w.systems
    pairs, holders = d.pairs, []
    if not len(pairs.route):
        return holders
    u = pairs.draws.today(w.day)
    some = np.flatnonzero(u > pairs.nobody)
    if not len(some):
        return holders
    rng = d.marks.on(w.day)
    counts = np.ceil(pdtrik(u[some], (pairs.true + pairs.false)[some]) - 1e-9).astype(np.int64)
    for k, n in zip(some, np.maximum(counts, 1), strict=True):
        x, r = d.lookups[pairs.lookup[k]], int(pairs.route[k])
        false = rng.random(n) * (pairs.true[k] + pairs.false[k]) >= pairs.true[k]
        soon = float(d.in_time[pairs.lookup[k]][r])
        in_time = rng.random(n) < soon
        for i in np.flatnonzero(~in_time):
            late = normal(soon + (1.0 - soon) * float(rng.random()))
            answer = float(x.median_hours[r]) * float(np.exp(x.sigma * late))
            settle(w, Answer(x.name, x.system, "false" if false[i] else "late"), answer)
        if x.definite:
            hours = HOURS_A_DAY * rng.random(n)
            by_machine = rng.random(n) * d.asked[pairs.lookup[k]][r] < x.by_machine[r]
            confirm = _confirmation(w, x, r, hours, float(x.ahead[r]) * by_machine, rng.random(n))
            holders += [
                Holder(x, r, float(hours[i]), 0.0, float(confirm[i]), false=bool(false[i])) for i in np.flatnonzero(in_time)
            ]
            continue
        if in_time.any():
            present = 1.0 - float(x.by_machine[r] / d.asked[pairs.lookup[k]][r])  # the others have not arrived yet
            number = int(in_time.sum())
            _hit(w, x, r, number, number * present * x.system.hit_minutes / 60.0, lawful=True)
        true = int((in_time & ~false).sum())
        settle(w, Answer(x.name, x.system, "validated", true), 0.0)
        settle(w, Answer(x.name, x.system, "false", int(in_time.sum()) - true), 0.0)
    return holders


# ------------------------------------------------------------------------------ confirmation
def _confirmation(w: World, x: Lookup, route: int, hour: Floats, before: Floats, u: Floats) -> Floats:
    """Hours that a holder waits for the confirmation: the bureau's opening, or who stands in for it, and its inquiry.

    Args:
        w: the world.
        x: system that was hit.
        route: where.
        hour: (N,) hour of the day at which the holder arrives.
        before: (N,) hours for which the hit has been known by then.
        u: (N,) uniforms.
    """
    closed = until_opening((hour - before) % HOURS_A_DAY, w.scenario.hits.bureau_open_share)
    wait = np.minimum(closed, w.systems.triage_hours[w.routes.post[route]])
    inquiry = float(x.system.validation_hours or 0.0) * np.exp(x.sigma * ndtri(np.clip(u, 1e-12, 1 - 1e-12)))
    return np.maximum(wait + inquiry - before, 0.0)


def _hold(w: World, post: int, holders: list[Holder]) -> None:
    """Hold those of a post until their hit is confirmed, or the law lets them go."""
    spent, in_time = wait_for_confirmation(
        np.array([h.hour for h in holders]),
        np.array([h.confirm for h in holders]),
        np.array([h.lookup.system.legal_hold_hours for h in holders]),
        w.scenario.hits.secondary_places,
    )
    for h, hours, confirmed in zip(holders, spent, in_time, strict=True):
        w.books.add("alerts")
        _hit(w, h.lookup, h.route, 1, float(hours), lawful=h.load is None)
        after = h.answer + (float(hours) if confirmed else h.confirm)
        if h.load is None:
            fate: Fate = "false" if h.false else "validated" if confirmed else "late"
            settle(w, Answer(h.lookup.name, h.lookup.system, fate), 0.0 if confirmed else after)
            if fate == "validated":  # inspected all the same
                _spend(w, h.route, float(w.routes.check_hours[h.route]))
            continue
        event = settle(w, _on_load(h.lookup, h.load, "validated" if confirmed else "late", h.cause), 0.0 if confirmed else after)
        if confirmed:
            h.load.event, h.load.secondary = event, True
            tell_police(w, h.load, event)
