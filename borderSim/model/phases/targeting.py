"""Risk analysis and targeting: loads and traffic are ranked by what customs knows.

Customs asks for a check on whatever scores above the post's threshold, plus a random share of
the rest, and works down the list as far as hours and machines go; what is left waits until the
end of its legal hold.
"""

from __future__ import annotations

import numpy as np

from borderSim.model.actions.arrival_queries import query
from borderSim.model.actions.pooling import Lending, lend_bays, work_off
from borderSim.model.actions.scoring import look
from borderSim.model.kernels.checks_possible import checks_possible
from borderSim.model.state.codes import LoadState, RaisedBy
from borderSim.model.state.consignments import Load
from borderSim.model.state.counters import CONSIGNED_TO, SHIPPED_TO, Counter
from borderSim.model.state.daylist import DayList
from borderSim.model.state.draw_columns import LoadDraw
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
    u = w.draws.checks.today(w.day)
    (hours, by_machines, chance), (capacity, random_units, ranked, before) = checks_possible(
        w.workload.hours_balance,
        routes.hours,
        w.staff.post_working_share,
        w.staff.brought_hours,
        slots,
        routes.strip_share,
        routes.job_hours,
        w.policy.random_checks,
        w.policy.expected_arrivals,
        np.bincount(np.array([x.route for x in confirmed], dtype=np.int64), minlength=routes.n),
        u,
        w.policy.scenario.enforcement,
    )
    lending = Lending.of(w, hours, by_machines, before)
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
