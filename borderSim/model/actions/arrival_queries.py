"""Queries on arrival: what customs asks information systems about traffic, and what becomes of the hits.

A hit in time is a lead on that load, in the currency of the score, or, where a system's hits are
confirmed, holds whoever is concerned in the secondary area until the central bureau answers: in
time it decides for an inspection, too late he is released. Lawful traffic hits too: it enters the
ranking like false matches of leads, and waits in the same places.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import pdtrik

from borderSim.model.actions.own_traffic import share_of_load
from borderSim.model.actions.shock_effects import bad_document, documents_due
from borderSim.model.actions.system_access import refresh_access, weight_of_police
from borderSim.model.actions.system_answers import settle, tell_police
from borderSim.model.state.consignments import Load
from borderSim.model.state.counters import Counter
from borderSim.model.state.draw_columns import LawfulHitDraw, LookupDraw, ShockDraw
from borderSim.model.state.lookups import Lookup
from borderSim.model.state.random_streams import Floats, normal
from borderSim.model.state.secondary import HOURS_A_DAY, until_opening, wait_for_confirmation
from borderSim.model.state.state import State
from borderSim.model.state.system_answers import Answer, Fate
from borderSim.parameters.shocks import EVERY_MODE


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


def query(w: State, arrivals: list[Load]) -> None:
    """Ask about today's arrivals.

    Loads learn their weight, or that they go to secondary inspection.
    """
    d = w.systems
    refresh_access(w)
    if not d.live:
        return
    w.recorder.add(Counter.QUERIES, d.queries)
    w.workload.hours_lost += d.query_hours
    w.recorder.add(Counter.QUERY_HOURS, float(d.query_hours.sum()))
    holders = [*_lawful(w), *_loads(w, arrivals), *_with_bad_documents(w)]
    for post in sorted({int(w.routes.post[h.route]) for h in holders}):
        _hold(w, post, [h for h in holders if w.routes.post[h.route] == post])


def _spend(w: State, route: int, hours: float) -> None:
    """Take officer hours of today at a route."""
    w.workload.hours_lost[route] += hours
    w.recorder.add(Counter.QUERY_HOURS, hours)


def _delay(w: State, hours: float, cost_eur: float) -> None:
    """Book the delay of lawful traffic that is held on hits."""
    w.recorder.add(Counter.HIT_DELAY_HOURS, hours)
    w.recorder.add(Counter.TRADE_DELAY_COST_EUR, cost_eur / HOURS_A_DAY)


# ------------------------------------------------------------------------------ loads of organisations
def _loads(w: State, arrivals: list[Load]) -> list[Holder]:
    """Ask about every load; returns those to be held."""
    d, holders = w.systems, []
    for load in arrivals:
        if not d.lookups and not d.joint:
            continue
        there = {
            i: d.draws(x.name, w.day, load)
            for i, x in enumerate(d.lookups)
            if d.asked[i][load.route] > 0
        }
        if w.shocks.in_force:
            there = {i: _of_a_shock(w, d.lookups[i], load, u) for i, u in there.items()}
        draws = {i: u for i, u in there.items() if u[LookupDraw.ASKED] < d.asked[i][load.route]}
        names = [d.lookups[i].name for i in draws]
        joint = _known_to_the_unit(w, load)
        if not names and not joint:
            continue
        asked_of = "+".join([*names, *([] if not joint or joint[0] in names else [joint[0]])])
        load.event = cause = w.recorder.log(
            w.day,
            "query",
            load.event,
            organisation=load.organisation,
            load=load.number,
            member=None,
            service="customs",
            system=asked_of,
            hit=None,
        )
        if joint:
            name, weight = joint
            answer = Answer(
                name,
                w.policy.scenario.systems[name],
                "validated",
                load=load,
                slot=load.organisation,
                cause=cause,
            )
            load.event = settle(w, answer, 0.0)
            load.hit_weight = max(load.hit_weight, weight)
        for i, u in draws.items():
            x = d.lookups[i]
            if d.on_record(x.name, x.system, load, u):
                holders += _load_hit(w, x, load, u, cause)
    return holders


def _of_a_shock(w: State, x: Lookup, load: Load, draws: Floats) -> Floats:
    """Return the uniforms of a lookup.

    Where a shock has the document on record, such that it is asked about and hits.
    """
    for strike, effect in documents_due(w, x.name):
        if effect.mode in (EVERY_MODE, w.routes.modes[load.route]):
            w.systems.put_on_record(x.name, load)
            load.event = bad_document(w, strike, load)
            draws = draws.copy()
            draws[LookupDraw.RECORD], draws[LookupDraw.HOUR] = -1.0, effect.hour / HOURS_A_DAY
            draws[LookupDraw.ASKED] *= x.asked[load.route]  # by machine or by hand, as it would be
    return draws


def _known_to_the_unit(w: State, load: Load) -> tuple[str, float] | None:
    """Name of a system over which police sit beside customs, and the weight of what they hold on this load's entity."""
    o, slot, e = w.traffickers, load.organisation, load.entity
    held = (
        e >= 0
        and w.police.known_entities[slot, e]
        and o.entity_generation[slot, e] == load.generation
    )
    if not held or not o.is_home[o.profile[slot], load.route]:
        return None
    for name, share in w.systems.joint:
        if w.systems.draws(name, w.day, load)[LookupDraw.ASKED] < share[load.route]:
            return name, float(weight_of_police(w, np.full(1, share_of_load(w, load)))[0])
    return None


def _load_hit(w: State, x: Lookup, load: Load, draws: Floats, cause: int) -> list[Holder]:
    """A hit on a load: a lead in time, somebody to be held, or an answer that comes too late."""
    r = load.route
    answer, in_time, before = _answer(
        x, r, draws[LookupDraw.ASKED] < x.by_machine[r], float(draws[LookupDraw.ANSWER])
    )
    if x.definite and in_time:
        hour = HOURS_A_DAY * float(draws[LookupDraw.HOUR])
        confirm = _confirmation(w, x, r, hour, before, float(draws[LookupDraw.CONFIRM]))
        return [Holder(x, r, hour, answer, confirm, load, cause=cause)]
    if in_time:
        _spend(w, r, x.system.hit_minutes / 60.0)
        load.hit_weight = max(load.hit_weight, x.weight)
    fate: Fate = "validated" if in_time else "late"
    event = settle(w, _on_load(x, load, fate, cause), 0.0 if in_time else answer)
    load.event = event if in_time else load.event
    return []


def _answer(x: Lookup, route: int, by_machine: bool, u: float) -> tuple[float, bool, float]:
    """Return the hours to an answer, whether it is in time, and the hours for which it is known before the arrival."""
    answer = float(x.median_hours[route]) * float(np.exp(x.sigma * normal(u)))
    in_time = answer <= float(x.ahead[route] if by_machine else x.here[route])
    return answer, in_time, max(0.0, float(x.ahead[route]) - answer) if by_machine else 0.0


def _on_load(x: Lookup, load: Load, fate: Fate, cause: int) -> Answer:
    return Answer(x.name, x.system, fate, load=load, slot=load.organisation, cause=cause)


# ------------------------------------------------------------------------------ lawful traffic
def _lawful(w: State) -> list[Holder]:
    """Hits of lawful traffic, drawn as counts; returns those to be held."""
    d = w.systems
    pairs = d.pairs
    if not len(pairs.route):
        return []
    u = pairs.draws.today(w.day)
    some = np.flatnonzero(u > pairs.nobody)
    if not len(some):
        return []
    counts = np.maximum(
        np.ceil(pdtrik(u[some], (pairs.true + pairs.false)[some]) - 1e-9), 1.0
    ).astype(np.int64)
    at = np.repeat(some, counts)
    draws = d.marks.on(w.day).random((len(LawfulHitDraw), len(at)))
    false = draws[LawfulHitDraw.FALSE] * (pairs.true + pairs.false)[at] >= pairs.true[at]
    in_time = draws[LawfulHitDraw.IN_TIME] < pairs.in_time[at]
    lead = in_time & ~pairs.definite[at]
    _lawful_leads(w, at[lead], false[lead])
    for i in np.flatnonzero(~in_time):
        x, r, soon = d.lookups[pairs.lookup[at[i]]], pairs.route[at[i]], float(pairs.in_time[at[i]])
        answer = float(x.median_hours[r]) * float(
            np.exp(x.sigma * normal(soon + (1.0 - soon) * float(draws[LawfulHitDraw.ANSWER, i])))
        )
        settle(w, Answer(x.name, x.system, "false" if false[i] else "late"), answer)
    return [
        _holder(w, int(at[i]), draws[:, i], false=bool(false[i]))
        for i in np.flatnonzero(in_time & ~lead)
    ]


def _lawful_leads(w: State, at: np.ndarray, false: np.ndarray) -> None:
    """Book hits in time that need no confirmation: officers' time, delay of those who are there, what they were."""
    d, pairs, n = w.systems, w.systems.pairs, w.routes.n
    if not len(at):
        return
    hours = pairs.hit_hours[at]
    w.workload.hours_lost += np.bincount(pairs.route[at], weights=hours, minlength=n)
    w.recorder.add(Counter.QUERY_HOURS, float(hours.sum()))
    delay = np.bincount(pairs.route[at], weights=hours * pairs.present[at], minlength=n)
    _delay(w, float(delay.sum()), float((delay * w.routes.delay_cost).sum()))
    counts = np.bincount(2 * pairs.lookup[at] + false, minlength=2 * len(d.lookups))
    for i in np.flatnonzero(counts):
        x, fate = d.lookups[i // 2], "false" if i % 2 else "validated"
        settle(w, Answer(x.name, x.system, fate, int(counts[i])), 0.0)


def _holder(w: State, at: int, draws: Floats, *, false: bool) -> Holder:
    """Somebody who is held on a hit of lawful traffic."""
    d = w.systems
    x, r = d.lookups[d.pairs.lookup[at]], int(d.pairs.route[at])
    before = float(x.ahead[r]) if draws[LawfulHitDraw.PRESENT] >= d.pairs.present[at] else 0.0
    hour = HOURS_A_DAY * float(draws[LawfulHitDraw.ANSWER])
    return Holder(
        x,
        r,
        hour,
        0.0,
        _confirmation(w, x, r, hour, before, float(draws[LawfulHitDraw.CONFIRM])),
        false=false,
    )


def _with_bad_documents(w: State) -> list[Holder]:
    """Those whom a shock has come today with a document on record and without a load.

    Returns who is held.
    """
    holders = []
    for x in w.systems.lookups if w.shocks.in_force else ():
        for strike, effect in documents_due(w, x.name):
            units = (
                w.routes.rate
                * x.asked
                * [effect.mode in (EVERY_MODE, mode) for mode in w.routes.modes]
            )
            if not units.any():
                continue
            u, r = strike.draws[0], int(units.argmax())
            cause = w.recorder.log(
                w.day,
                "query",
                bad_document(w, strike),
                organisation=None,
                load=None,
                member=None,
                service="customs",
                system=x.name,
                hit=None,
            )
            by_machine = u[ShockDraw.WHAT] * x.asked[r] < x.by_machine[r]
            answer, in_time, before = _answer(x, r, by_machine, float(u[ShockDraw.LATENCY]))
            if not in_time:
                settle(w, Answer(x.name, x.system, "late", cause=cause), answer)
                continue
            confirm = _confirmation(w, x, r, effect.hour, before, float(u[ShockDraw.LOOKUP]))
            holders.append(Holder(x, r, effect.hour, answer, confirm, cause=cause))
    return holders


# ------------------------------------------------------------------------------ confirmation
def _confirmation(w: State, x: Lookup, route: int, hour: float, before: float, u: float) -> float:
    """Hours that a holder waits for the confirmation: the bureau's opening, or who stands in for it, and its inquiry.

    Args:
        w: the state.
        x: system that was hit.
        route: where.
        hour: of the day at which the holder arrives.
        before: hours for which the hit has been known by then.
        u: a uniform.
    """
    closed = until_opening((hour - before) % HOURS_A_DAY, w.policy.scenario.hits.bureau_open_share)
    wait = min(closed, float(w.systems.triage_hours[w.routes.post[route]]))
    inquiry = float(x.system.validation_hours or 0.0) * float(np.exp(x.sigma * normal(u)))
    return max(wait + inquiry - before, 0.0)


def _hold(w: State, post: int, holders: list[Holder]) -> None:
    """Hold those of a post until their hit is confirmed, or the law lets them go."""
    spent, in_time = wait_for_confirmation(
        np.array([h.hour for h in holders]),
        np.array([h.confirm for h in holders]),
        np.array([h.lookup.system.legal_hold_hours for h in holders]),
        w.policy.scenario.hits.secondary_places,
    )
    for h, hours, confirmed in zip(holders, spent, in_time, strict=True):
        w.recorder.add(Counter.ALERTS)
        _spend(w, h.route, h.lookup.system.hit_minutes / 60.0)
        after = h.answer + (float(hours) if confirmed else h.confirm)
        if h.load is None:
            _delay(w, float(hours), float(hours * w.routes.delay_cost[h.route]))
            fate: Fate = "false" if h.false else "validated" if confirmed else "late"
            settle(
                w,
                Answer(h.lookup.name, h.lookup.system, fate, cause=h.cause),
                0.0 if confirmed else after,
            )
            if fate == "validated":  # inspected all the same
                _spend(w, h.route, float(w.routes.check_hours[h.route]))
            continue
        event = settle(
            w,
            _on_load(h.lookup, h.load, "validated" if confirmed else "late", h.cause),
            0.0 if confirmed else after,
        )
        if confirmed:
            h.load.event, h.load.secondary = event, True
            tell_police(w, h.load, event)
