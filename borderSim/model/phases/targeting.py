"""Risk analysis and targeting: loads and traffic are ranked by what customs knows.

Customs asks for a check on whatever scores above the post's threshold, plus a random share of
the rest, and works down the list as far as hours and machines go; what is left waits until the
end of its legal hold.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from borderSim.model.actions.arrival_queries import query
from borderSim.model.actions.pooling import Lending, lend_bays, work_off
from borderSim.model.actions.scoring import look
from borderSim.model.state.codes import LoadState, RaisedBy
from borderSim.model.state.consignments import Load
from borderSim.model.state.counters import CONSIGNED_TO, SHIPPED_TO, Counter
from borderSim.model.state.daylist import DayList
from borderSim.model.state.draw_columns import CheckDraw, LoadDraw
from borderSim.model.state.random_streams import Floats
from borderSim.model.state.sampling import Ints
from borderSim.model.state.scores import NEVER
from borderSim.model.state.state import State


def rank(w: State) -> DayList:
    """Score and rank today's arrivals and what waits; select within capacity.

    The list stands with customs.
    """
    routes = w.routes
    arrivals = _arrive(w)
    query(w, arrivals)
    confirmed = [x for x in arrivals if x.secondary]
    arrivals = [x for x in arrivals if not x.secondary] if confirmed else arrivals
    slots = routes.slots_on(w.day)
    hours = _hours(w)
    u = w.draws.checks.today(w.day)
    capacity = _capacity(w, hours, slots, u[:, CheckDraw.CAPACITY])
    random_units = np.minimum(
        np.floor(w.policy.random_checks * w.policy.scenario.enforcement + u[:, CheckDraw.RANDOM]),
        capacity,
    ).astype(np.int64)
    ranked, before = capacity - random_units, random_units
    if confirmed:
        by_hit = np.bincount([x.route for x in confirmed], minlength=routes.n)
        ranked, before = np.maximum(ranked - by_hit, 0), before + by_hit
    lending = _lend(w, hours, slots, u[:, CheckDraw.CAPACITY], before)
    chance = np.divide(
        random_units,
        w.policy.expected_arrivals,
        out=np.zeros(routes.n),
        where=w.policy.expected_arrivals > 0,
    )
    at_random = [x for x in arrivals if x.draws[LoadDraw.RANDOM] < chance[x.route]]
    rest = [
        *w.consignments.waiting,
        *(x for x in arrivals if x.draws[LoadDraw.RANDOM] >= chance[x.route]),
    ]
    threshold = w.policy.threshold if w.policy.scenario.enforcement else np.full(routes.n, NEVER)
    scored = sorted(((score(w, x), x) for x in rest), key=lambda pair: (-pair[0], pair[1].number))
    competing: dict[int, list[tuple[float, Load]]] = {}
    passed: list[Load] = []
    for value, load in scored:
        if value >= threshold[load.route]:
            competing.setdefault(load.route, []).append((value, load))
        else:
            passed.append(load)
    checked = w.customs.sampler.select(
        w.day,
        w.customs.field,
        threshold,
        w.policy.strip_threshold,
        ranked,
        {r: [v for v, _ in pairs] for r, pairs in competing.items()},
        None if lending is None else lambda own: lending.offer(w, own),
    )
    lent, given = w.staff.brought_hours, np.zeros(routes.n)
    if lending is not None:
        taken = checked.units.copy()
        for r, number in checked.loads.items():
            taken[r] += number
        lending.settle(w, taken)
        hours = hours + lending.used - lending.given
        lent, given = lent + lending.used, lending.given
        slots = slots + lending.slots_used
        capacity = np.maximum(capacity, taken + before)
    work_off(w, None if lending is None else lending.police_given)
    lend_bays(w, checked.strip_list)
    targeted: list[Load] = []
    for load in confirmed:
        load.state, load.raised_by = LoadState.CHECK, RaisedBy.HIT
        targeted.append(load)
    w.consignments.waiting = []
    for r, pairs in competing.items():
        taken = checked.loads.get(r, 0)
        for i, (value, load) in enumerate(pairs):
            if i < taken:
                targeted.append(load)
                bay = load.draws[LoadDraw.STRIP] < min(1.0, w.customs.bay_credit[r]) * max(
                    1.0, w.policy.bays[r]
                ) / max(1.0, checked.strip_list[r] + 1.0)
                load.state = (
                    LoadState.STRIP
                    if value > w.policy.strip_threshold[r] and bay
                    else LoadState.CHECK
                )
            elif w.day - load.arrives < routes.hold[r]:
                load.state = LoadState.WAITING
                w.consignments.waiting.append(load)
            else:
                passed.append(load)
    for load in at_random:
        load.state, load.raised_by = LoadState.CHECK, RaisedBy.RANDOM
    w.customs.day_list = DayList(
        checked, random_units, capacity, hours, lent, given, slots, targeted, at_random, passed
    )
    return w.customs.day_list


def score(w: State, load: Load) -> float:
    """Log-odds that customs gives a load: class, document signal, the strongest lead or hit that matches."""
    seen = look(w, load)
    hit, tip, lead = seen.hit, seen.tip, seen.lead
    if hit > max(lead, tip):
        load.raised_by = RaisedBy.HIT
    elif tip > lead:
        load.raised_by = RaisedBy.TIP
    else:
        load.raised_by = RaisedBy.LEAD if lead > 0 else RaisedBy.PROFILE
    return seen.score


def _arrive(w: State) -> list[Load]:
    """Take today's arrivals from the agenda; warned ones are dropped by their organisation."""
    o = w.traffickers
    out: list[Load] = []
    for load in w.consignments.agenda.pop(w.day, []):
        if load.state != LoadState.PLANNED:
            w.recorder.add(Counter.ATTEMPTS_DROPPED)
            w.consignments.under_way -= 1
            o.cash[load.organisation] += load.cost
            w.recorder.add(Counter.MONEY_REFUNDED, load.cost)
            w.recorder.log(
                w.day, "dropped", load.event, organisation=load.organisation, load=load.number
            )
            continue
        load.shipped = True
        w.recorder.add(Counter.ATTEMPTS)
        w.recorder.add(SHIPPED_TO.of(w.routes.posts[w.routes.post[load.route]]))
        w.recorder.add(CONSIGNED_TO.of(w.routes.posts[w.routes.post[load.route]]), load.part)
        o.shipped[load.organisation, load.route] += 1.0
        w.traffickers.experience.ship(load)
        w.consignments.shipments.append((w.day, load.organisation, load.route))
        load.event = w.recorder.log(
            w.day,
            "arrive",
            load.event,
            organisation=load.organisation,
            load=load.number,
            route=w.routes.names[load.route],
        )
        out.append(load)
    return out


def _hours(w: State) -> Floats:
    """Officer hours at hand, (R,): own after meetings and vacancies, less what is owed, and what instruments bring."""
    own = w.routes.hours * w.staff.post_working_share
    return w.workload.hours_balance + own + w.staff.brought_hours


def _lend(w: State, hours: Floats, slots: Floats, u: Floats, before: Ints) -> Lending | None:
    """Begin the second pass of the day, where anything is pooled."""
    checks = slots / np.maximum(1.0 - w.routes.strip_share, 1e-9) + u
    return Lending.of(w, hours, checks, before)


def _capacity(w: State, hours: Floats, slots: Floats, u: Floats) -> NDArray[np.int64]:
    """Checks possible: hours and machine slots, whichever binds.

    An unfinished job is owed tomorrow.
    """
    routes = w.routes
    by_hours = np.ceil(np.maximum(hours, 0.0) / routes.job_hours - 1e-9)
    by_machine = np.floor(slots / np.maximum(1.0 - routes.strip_share, 1e-9) + u)
    return np.maximum(np.minimum(by_hours, by_machine), 0.0).astype(np.int64) * int(
        w.policy.scenario.enforcement
    )
