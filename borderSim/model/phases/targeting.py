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
from borderSim.model.state.random_streams import Floats
from borderSim.model.state.sampling import Checked, Ints
from borderSim.model.state.scores import NEVER
from borderSim.model.state.state import State


def rank(w: State) -> DayList:
    """Score and rank today's arrivals and what waits; select within capacity.

    The list stands with customs.
    """
    routes, enforced = w.routes, w.policy.scenario.enforcement
    arrivals = _arrive(w)
    query(w, arrivals)
    confirmed = [x for x in arrivals if x.secondary]
    slots = routes.slots_on(w.day)
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
        _by_route(confirmed, routes.n),
        w.draws.checks.today(w.day),
        enforced,
    )
    lending = Lending.of(w, hours, by_machines, before)
    at_random, rest = _draw(arrivals, chance)
    threshold = w.policy.threshold if enforced else np.full(routes.n, NEVER)
    competing, passed = _compete(w, [*w.consignments.waiting, *rest], threshold)
    checked = w.customs.sampler.select(
        w.day,
        w.customs.field,
        threshold,
        w.policy.strip_threshold,
        ranked,
        {r: [v for v, _ in pairs] for r, pairs in competing.items()},
        None if lending is None else lambda own: lending.offer(w, own),
    )
    lent, given, by_police = w.staff.brought_hours, np.zeros(routes.n), None
    if lending is not None:
        made = checked.units + before
        for r, number in checked.loads.items():
            made[r] += number
        lending.settle(w, made)
        hours = hours + lending.used - lending.given
        lent, given, by_police = lent + lending.used, lending.given, lending.police_given
        slots = slots + lending.slots_used
        capacity = np.maximum(capacity, made)
    work_off(w, by_police)
    lend_bays(w, checked.strip_list)
    for load in confirmed:
        load.state, load.raised_by = LoadState.CHECK, RaisedBy.HIT
    for load in at_random:
        load.state, load.raised_by = LoadState.CHECK, RaisedBy.RANDOM
    by_rank, w.consignments.waiting, released = _choose(w, competing, checked)
    w.customs.day_list = DayList(
        checked,
        random_units,
        capacity,
        hours,
        lent,
        given,
        slots,
        [*confirmed, *by_rank],
        at_random,
        [*passed, *released],
    )
    return w.customs.day_list


def _by_route(loads: list[Load], routes: int) -> Ints:
    """(R,) how many of some loads come on each route."""
    out = np.zeros(routes, dtype=np.int64)
    for load in loads:
        out[load.route] += 1
    return out


def _draw(arrivals: list[Load], chance: Floats) -> tuple[list[Load], list[Load]]:
    """Divide arrivals that no confirmed hit concerns into those drawn at random, by a chance (R,), and the rest."""
    at_random: list[Load] = []
    rest: list[Load] = []
    for load in arrivals:
        if not load.secondary:
            drawn = load.draws[LoadDraw.RANDOM] < chance[load.route]
            (at_random if drawn else rest).append(load)
    return at_random, rest


def _compete(
    w: State, loads: list[Load], threshold: Floats
) -> tuple[dict[int, list[tuple[float, Load]]], list[Load]]:
    """Score loads, best first.

    Returns:
        By route the scores and loads for which a check is asked, and those that pass.
    """
    scored = sorted(((score(w, x), x) for x in loads), key=lambda pair: (-pair[0], pair[1].number))
    competing: dict[int, list[tuple[float, Load]]] = {}
    passed: list[Load] = []
    for value, load in scored:
        if value >= threshold[load.route]:
            competing.setdefault(load.route, []).append((value, load))
        else:
            passed.append(load)
    return competing, passed


def _choose(
    w: State, competing: dict[int, list[tuple[float, Load]]], checked: Checked
) -> tuple[list[Load], list[Load], list[Load]]:
    """Divide loads for which a check is asked into those checked by rank, those that wait, and those released."""
    by_rank: list[Load] = []
    waiting: list[Load] = []
    released: list[Load] = []
    for r, pairs in competing.items():
        taken = checked.loads.get(r, 0)
        for value, load in pairs[:taken]:
            strip = value > w.policy.strip_threshold[r] and _bay_is_free(w, load, checked)
            load.state = LoadState.STRIP if strip else LoadState.CHECK
            by_rank.append(load)
        for _, load in pairs[taken:]:
            if w.day - load.arrives < w.routes.hold[r]:
                load.state = LoadState.WAITING
                waiting.append(load)
            else:
                released.append(load)
    return by_rank, waiting, released


def _bay_is_free(w: State, load: Load, checked: Checked) -> bool:
    """Whether a load that is fit for a strip finds a bay, among the lawful units that are."""
    r = load.route
    bays = min(1.0, w.customs.bay_credit[r]) * max(1.0, w.policy.bays[r])
    return bool(load.draws[LoadDraw.STRIP] < bays / max(1.0, checked.strip_list[r] + 1.0))


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
        post = w.routes.posts[w.routes.post[load.route]]
        w.recorder.add(SHIPPED_TO.of(post))
        w.recorder.add(CONSIGNED_TO.of(post), load.part)
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
