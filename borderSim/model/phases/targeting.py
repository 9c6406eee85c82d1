"""Risk analysis and targeting: loads and traffic are ranked by what customs knows.

Customs asks for a check on whatever scores above the post's threshold, plus a random share of
the rest, and works down the list as far as hours and machines go; what is left waits until the
end of its legal hold.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from borderSim.model.actions.arrival_queries import query
from borderSim.model.actions.pooling import lend_bays, lent_slots, same_day
from borderSim.model.actions.scoring import look
from borderSim.model.state.consignments import LUCK, PLANNED, WAITING, Load
from borderSim.model.state.daylist import DayList
from borderSim.model.state.random_streams import Floats
from borderSim.model.state.state import NEVER, World


def rank(w: World) -> DayList:
    """Score and rank today's arrivals and what waits; select within capacity."""
    routes = w.routes
    arrivals = _arrive(w)
    query(w, arrivals)
    confirmed = [x for x in arrivals if x.secondary]
    arrivals = [x for x in arrivals if not x.secondary] if confirmed else arrivals
    slots = routes.slots_on(w.day) + lent_slots(w)
    hours, lent = _hours(w)
    u = w.draws.checks.today(w.day)
    capacity = _capacity(w, hours, slots, u[:, 0])
    random_units = np.minimum(np.floor(w.random_checks * w.scenario.enforcement + u[:, 1]), capacity).astype(np.int64)
    ranked = capacity - random_units
    if confirmed:
        by_hit = np.bincount([x.route for x in confirmed], minlength=routes.n)
        ranked = np.maximum(ranked - by_hit, 0)
    chance = np.divide(random_units, w.expected_arrivals, out=np.zeros(routes.n), where=w.expected_arrivals > 0)
    at_random = [x for x in arrivals if x.luck[LUCK["random"]] < chance[x.route]]
    rest = [*w.waiting, *(x for x in arrivals if x.luck[LUCK["random"]] >= chance[x.route])]
    threshold = w.threshold if w.scenario.enforcement else np.full(routes.n, NEVER)
    scored = sorted(((score(w, x), x) for x in rest), key=lambda pair: (-pair[0], pair[1].number))
    competing: dict[int, list[tuple[float, Load]]] = {}
    passed: list[Load] = []
    for value, load in scored:
        if value >= threshold[load.route]:
            competing.setdefault(load.route, []).append((value, load))
        else:
            passed.append(load)
    checked = w.sampler.select(
        w.day,
        w.field,
        threshold,
        w.strip_threshold,
        ranked,
        {r: [v for v, _ in pairs] for r, pairs in competing.items()},
    )
    lend_bays(w, checked.strip_list)
    targeted: list[Load] = []
    for load in confirmed:
        load.state, load.raised_by = "check", "hit"
        targeted.append(load)
    w.waiting = []
    for r, pairs in competing.items():
        taken = checked.loads.get(r, 0)
        for i, (value, load) in enumerate(pairs):
            if i < taken:
                targeted.append(load)
                bay = load.luck[LUCK["strip"]] < min(1.0, w.bay_credit[r]) * max(1.0, w.bays[r]) / max(
                    1.0, checked.strip_list[r] + 1.0
                )
                load.state = "strip" if value > w.strip_threshold[r] and bay else "check"
            elif w.day - load.arrives < routes.hold[r]:
                load.state = WAITING
                w.waiting.append(load)
            else:
                passed.append(load)
    for load in at_random:
        load.state, load.raised_by = "check", "random"
    return DayList(checked, random_units, capacity, hours, lent, slots, targeted, at_random, passed)


def score(w: World, load: Load) -> float:
    """Log-odds that customs gives a load: class, document signal, the strongest lead or hit that matches."""
    seen = look(w, load)
    hit, tip, lead = seen.hit, seen.tip, seen.lead
    load.raised_by = "hit" if hit > max(lead, tip) else "tip" if tip > lead else "lead" if lead > 0 else "profile"
    return seen.score


def _arrive(w: World) -> list[Load]:
    """Take today's arrivals from the agenda; warned ones are dropped by their organisation."""
    o = w.organisations
    out: list[Load] = []
    for load in w.agenda.pop(w.day, []):
        if load.state != PLANNED:
            w.books.add("attempts_dropped")
            w.under_way -= 1
            o.cash[load.organisation] += load.cost
            w.books.add("money_refunded", load.cost)
            w.books.log(w.day, "dropped", load.event, organisation=load.organisation, load=load.number)
            continue
        load.shipped = True
        w.books.add("attempts")
        w.books.add(f"shipped:{w.routes.posts[w.routes.post[load.route]]}")
        w.books.add(f"consigned:{w.routes.posts[w.routes.post[load.route]]}", load.part)
        o.shipped[load.organisation, load.route] += 1.0
        w.experience.ship(load)
        w.shipments.append((w.day, load.organisation, load.route))
        load.event = w.books.log(
            w.day,
            "arrive",
            load.event,
            organisation=load.organisation,
            load=load.number,
            route=w.routes.names[load.route],
        )
        out.append(load)
    return out


def _hours(w: World) -> tuple[Floats, Floats]:
    """Officer hours at hand: own after meetings and vacancies, less what is owed, plus lent ones."""
    routes = w.routes
    own = routes.hours * w.post_working_share
    lent = np.zeros(routes.n)
    live = w.relations.share_alive(w.day)
    for g, rows in enumerate(w.relations.routes_of_group):
        traits = w.relations.of_group(g).traits
        if traits.pool_fraction <= 0 or not len(rows):
            continue
        idle = routes.police_idle_hours * w.post_working_share * w.police_left * traits.pool_fraction * live
        first_age = max(0, int(np.ceil(traits.pool_reaction_days)) - 1)
        waiting = w.sampler.asked_and_waiting(w.field, w.threshold, first_age)
        aged = waiting * routes.job_hours
        lent[rows] = np.minimum(idle, idle * same_day(traits.pool_reaction_days) + aged)[rows]
    lent += w.brought_hours
    return w.hours_balance + own + lent, lent


def _capacity(w: World, hours: Floats, slots: Floats, u: Floats) -> NDArray[np.int64]:
    """Checks possible: hours and machine slots, whichever binds; an unfinished job is owed tomorrow."""
    routes = w.routes
    by_hours = np.ceil(np.maximum(hours, 0.0) / routes.job_hours - 1e-9)
    by_machine = np.floor(slots / np.maximum(1.0 - routes.strip_share, 1e-9) + u)
    return np.maximum(np.minimum(by_hours, by_machine), 0.0).astype(np.int64) * int(w.scenario.enforcement)
