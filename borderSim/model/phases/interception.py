"""Interception: checks, openings, strips; a find is seized now or let run under control."""

from __future__ import annotations

import numpy as np

from borderSim.model.actions.arrests import arrest_courier, collide
from borderSim.model.actions.competence import Service, seizing
from borderSim.model.actions.controlled_delivery import control, lets_run
from borderSim.model.actions.dispositions import release, seize
from borderSim.model.actions.event_notes import log_decision, raised_by
from borderSim.model.actions.exposure import clue_at_border, show
from borderSim.model.actions.grading import note_find
from borderSim.model.actions.handover import tell_of_find
from borderSim.model.actions.linking import note_courier
from borderSim.model.actions.recruiting import recruit
from borderSim.model.actions.referral import leave, refer
from borderSim.model.actions.register_query import asked_register, told_of
from borderSim.model.actions.trust import joint_success, police_had_known
from borderSim.model.phases.second_stops import stop_again
from borderSim.model.state.codes import LoadState, RaisedBy
from borderSim.model.state.consignments import Load
from borderSim.model.state.counters import (
    FINDS_IN,
    FINDS_TARGETED_IN,
    FOUND_AT,
    INSPECTED_AT,
    INSPECTIONS_TARGETED_IN,
    Counter,
)
from borderSim.model.state.daylist import DayList
from borderSim.model.state.draw_columns import LoadDraw
from borderSim.model.state.scores import LOW, POINTS, STEP
from borderSim.model.state.state import State
from borderSim.parameters.mechanisms import CASES

FULL = 1e-9
"""Units left over above this: the list was not done, so hours left go into a job under way."""


def intercept(w: State) -> None:
    """Check what was selected, book hours and delays, and settle every load of the day."""
    day_list, rng = w.customs.day_list, w.draws.alarms.on(w.day)
    alarms = _lawful(w, day_list, rng)
    used = _hours_of_loads(w, day_list) + alarms + w.workload.hours_lost
    w.workload.hours_lost[:] = 0.0
    left = day_list.hours - used
    longest = np.maximum(
        w.routes.check_hours + w.routes.open_hours,
        w.routes.strip_hours * (w.routes.strip_share > 0),
    )
    begun = np.where(day_list.checked.waiting > FULL, np.minimum(left, longest), 0.0)
    w.workload.hours_balance = np.where(left > 0, begun, left)
    unused = left - w.workload.hours_balance
    idle = float(unused.sum())
    for group, rows in enumerate(w.cooperation.routes_of_group):
        w.workload.idle_hours[group] = w.workload.idle_hours.get(group, 0.0) + float(
            unused[rows].sum()
        )
    own = w.routes.hours * w.staff.post_working_share
    w.tallies.utilisation[0] += used
    at_hand = own + day_list.lent - day_list.given
    w.tallies.utilisation[1] += at_hand
    w.recorder.add(Counter.POOLED_HOURS, _pooled(w, day_list, used - own))
    w.recorder.add(Counter.HOURS_USED, float(used.sum()))
    w.tallies.resources.book("people", float(used.sum()), float(at_hand.sum()))
    w.recorder.add(Counter.HOURS_IDLE, idle)
    w.recorder.add(Counter.HOURS_AVAILABLE, float(at_hand.sum()))
    for load in [*day_list.targeted, *day_list.at_random]:
        _check(w, load)
    for load in day_list.passed:
        release(w, load)


def _pooled(w: State, day_list: DayList, beyond_own: np.ndarray) -> float:
    """Hours of others that served: lent ones that were used, and what instruments brought as far as own hours fell short."""
    brought = w.staff.brought_hours
    used = np.minimum(brought, np.maximum(beyond_own, 0.0))
    return float((day_list.lent - brought + used).sum())


def _lawful(w: State, d: DayList, rng: np.random.Generator) -> np.ndarray:
    """Check lawful units and opportunists in aggregate; returns officer hours used, (R,)."""
    r, c = w.routes, d.checked
    ranked, rand = c.units, d.random_units
    strips = np.minimum(c.strip_list, np.floor(w.customs.bay_credit + 1e-9).astype(np.int64))
    crooked_random = rng.binomial(rand, w.policy.opportunist_share)
    crooked = c.opportunists + crooked_random
    crooked_strips = rng.binomial(c.opportunists, strips / np.maximum(ranked, 1))
    lawful = ranked + rand - crooked
    lawful_strips = np.minimum(strips - crooked_strips, ranked - c.opportunists)
    lawful_strips = np.maximum(lawful_strips, 0)
    lawful_checks = lawful - lawful_strips
    alarmed = rng.binomial(lawful_checks, r.false_alarm)
    opened = np.where(r.has_opening, alarmed, 0)
    crooked_alarmed = rng.binomial(crooked - crooked_strips, r.p_detect)
    crooked_found = rng.binomial(
        crooked_alarmed, np.where(r.has_opening, r.p_open, 1.0)
    ) + rng.binomial(crooked_strips, r.p_open)
    petty = rng.binomial(lawful_checks, np.minimum(r.petty_rate * r.p_detect, 1.0))
    checks = ranked + rand - strips
    book = w.recorder.add
    book(Counter.INSPECTIONS_TARGETED, float(ranked.sum()))
    for mode, n in zip(r.modes, ranked.tolist(), strict=True):
        book(INSPECTIONS_TARGETED_IN.of(mode), float(n))
    book(Counter.INSPECTIONS_RANDOM, float(rand.sum()))
    book(Counter.LAWFUL_INSPECTED, float(lawful.sum()))
    book(Counter.LAWFUL_MACHINE_CHECKED, float(lawful_checks[r.false_alarm > 0].sum()))
    book(Counter.LAWFUL_ALARMED, float(alarmed.sum()))
    book(Counter.SEIZURES_OPPORTUNIST, float(crooked_found.sum()))
    book(Counter.SEIZURES_PETTY, float(petty.sum()))
    book(Counter.RELEASES_UNCHECKED, float(c.released.sum()))
    _delays(w, lawful_checks - opened, opened, lawful_strips, c.waiting)
    _waits(w, ranked, rand, c.by_wait)
    if w.policy.scenario.police.second_stop_share:
        stop_again(w, lawful)
    for post, n in zip(
        r.posts,
        np.bincount(r.post, weights=ranked + rand, minlength=len(r.posts)).tolist(),
        strict=True,
    ):
        book(INSPECTED_AT.of(post), n)
    w.tallies.lift_counts[0] += ranked
    w.tallies.lift_counts[1] += r.rate + r.opportunist_rate
    w.customs.bay_credit = np.minimum(
        w.customs.bay_credit - strips + w.policy.bays, np.maximum(2.0 * w.policy.bays, 1.0)
    )
    w.tallies.utilisation[2] += np.where(np.isfinite(r.slots), checks, 0.0)
    w.tallies.utilisation[3] += np.where(np.isfinite(d.slots), d.slots, 0.0)
    w.tallies.resources.book(
        "bays",
        float(strips.sum()) + sum(load.state == LoadState.STRIP for load in d.targeted),
        float(w.policy.bays.sum()),
    )
    w.tallies.resources.book(
        "time",
        float((c.waiting - c.released) @ (r.hold > 0)),
        float((ranked + c.released) @ r.hold),
    )
    _remember(w, c.cut, crooked_found)
    crooked_opened = np.where(r.has_opening, crooked_alarmed, 0)
    return (
        checks * r.check_hours + (opened + crooked_opened) * r.open_hours + strips * r.strip_hours
    )


def _delays(
    w: State, cleared: np.ndarray, opened: np.ndarray, stripped: np.ndarray, waiting: np.ndarray
) -> None:
    """Book the delay of lawful units: those checked, opened, stripped, and a day for each that waits."""
    r = w.routes
    days = (
        cleared * r.delay_days[:, 0] + opened * r.delay_days[:, 1] + stripped * r.delay_days[:, 2]
    )
    w.recorder.add(Counter.LAWFUL_DELAY_HOURS, float(days.sum()) * 24.0)
    w.recorder.add(
        Counter.TRADE_DELAY_COST_EUR,
        float(((days + np.where(r.hold > 0, waiting, 0.0)) * r.delay_cost).sum()),
    )
    if w.day >= w.first_day:
        w.tallies.delay_tally[:, 0] += cleared
        w.tallies.delay_tally[:, 1] += opened
        w.tallies.delay_tally[:, 2] += stripped


def _waits(w: State, ranked: np.ndarray, rand: np.ndarray, by_wait: np.ndarray | None) -> None:
    """Tally how long units had waited for their check; those drawn at random are checked as they arrive."""
    if w.day < w.first_day:
        return
    tally = w.tallies.wait_tally
    tally[:, 0] += rand
    if by_wait is None:
        tally[:, 0] += ranked
    else:
        tally[:, : len(by_wait)] += by_wait[: tally.shape[1]].T


def _remember(w: State, cut: np.ndarray, found: np.ndarray) -> None:
    """Tally what customs learns of its classes: how much of each it looked at, and finds."""
    r = w.routes
    j = np.minimum(np.maximum((cut - LOW) / STEP, 0.0), POINTS - 1).astype(np.int64)
    w.customs.cuts.append(j)
    for route in found.nonzero()[0]:
        weights = r.illicit_shares[route] * w.customs.field.survival_illicit[route, :, j[route]]
        total = weights.sum()
        if total > 0:
            w.customs.finds_by_class[route] += found[route] * weights / total


def _hours_of_loads(w: State, d: DayList) -> np.ndarray:
    """Officer hours spent on organisations' loads, (R,)."""
    r, out = w.routes, np.zeros(w.routes.n)
    for load in [*d.targeted, *d.at_random]:
        i = load.route
        if load.state == LoadState.STRIP:
            out[i] += r.strip_hours[i]
        else:
            out[i] += r.check_hours[i] + (r.open_hours[i] if _alarms(w, load) else 0.0)
            w.tallies.utilisation[2, i] += np.isfinite(r.slots[i])
    return out


def _alarms(w: State, load: Load) -> bool:
    """Whether a check alarms on a load: a larger one is seen more easily (``traffic.size_visibility``)."""
    missed = (1.0 - float(w.routes.p_detect[load.route])) ** (
        load.size**w.policy.scenario.traffic.size_visibility
    )
    return bool(load.draws[LoadDraw.ALARM] < 1.0 - missed)


def _check(w: State, load: Load) -> None:
    """Check one load of an organisation."""
    r, i = w.routes, load.route
    targeted = load.raised_by != RaisedBy.RANDOM
    w.recorder.add(Counter.LOADS_INSPECTED)
    w.recorder.add(Counter.INSPECTIONS_TARGETED if targeted else Counter.INSPECTIONS_RANDOM)
    if targeted:
        w.tallies.lift_counts[2, i] += 1
        w.recorder.add(INSPECTIONS_TARGETED_IN.of(r.modes[i]))
    opened = load.state == LoadState.STRIP or _alarms(w, load)
    found = opened and (
        load.draws[LoadDraw.OPEN] < r.p_open[i]
        or (not r.has_opening[i] and load.state != LoadState.STRIP)
    )
    event = w.recorder.log(
        w.day,
        "inspect",
        load.event,
        second_cause=raised_by(w, load),
        organisation=load.organisation,
        load=load.number,
        route=r.names[i],
        how=load.state.value,
        raised_by=load.raised_by.value,
        opened=bool(opened),
        found=bool(found),
    )
    load.event = event
    if not found:
        release(w, load)
        return
    w.recorder.add(Counter.LOADS_FOUND)
    w.recorder.add(Counter.FINDS_TARGETED if targeted else Counter.FINDS_RANDOM)
    if load.raised_by == RaisedBy.HIT:
        w.recorder.add(Counter.FINDS_BY_HIT)
    w.recorder.add(FINDS_IN.of(r.modes[i]))
    if targeted:
        w.recorder.add(FINDS_TARGETED_IN.of(r.modes[i]))
    w.recorder.add(FOUND_AT.of(r.posts[r.post[i]]))
    w.customs.finds_by_class[i, load.risk_class] += 1.0
    w.customs.network_finds[i] += 1.0
    note_find(w, load)
    _find(w, load)


def _find(w: State, load: Load) -> None:
    """Decide over a find: look it up, let it run or seize it, and tell the police by law or by sharing."""
    s, slot = w.policy.scenario, load.organisation
    group, unit = w.group_of_route(load.route), w.unit_of(load.organisation)
    terms = w.cooperation.terms(group, unit, w.day, w.good_of(slot))
    traits, lent = terms.traits, terms.at(CASES)
    service = seizing(s, terms, load.commodity)
    if service is None:
        leave(w, load)
        return
    working = bool(w.police.cases.open[slot])
    told = working and told_of(w, load, group)
    note_courier(w, load)
    looked = asked_register(w, load, traits, told=told)
    aware, held, collision = working and (told or looked.hit), looked.held, -1
    touched = held.tip or (working and (held.entity or held.courier))
    if touched and not (aware or looked.hit or load.tip_weight):
        collision = collide(w, slot, load.route, load.event, load.number)
    if (
        aware
        and terms.may_let_run
        and lets_run(
            w,
            load,
            traits.shared_objective_weight,
            lent.pool_reaction_days if lent.pool_fraction > 0 else np.inf,
            terms.let_run_lost,
        )
    ):
        control(w, load, group, unit, terms)
        return
    if not (aware and terms.may_let_run):
        log_decision(
            w, load, "seize", "not allowed" if aware else "case unknown" if working else "no case"
        )
    if service == "police":
        if not refer(w, load, group, unit, terms):
            return
        aware = True
    show(
        w,
        load,
        clue_at_border(w, load, held),
        aware=aware or looked.hit or load.raised_by == RaisedBy.TIP,
        service=service,
        collision=collision,
    )
    arrested = _seize_at_border(w, load, by=service)
    if arrested and "recruit_couriers" in terms.powers:
        recruit(w, load, group, unit, lent)
    if aware:
        joint_success(
            w, slot, unit, post=int(w.routes.post[load.route]), finder="customs", cause=load.event
        )
    withheld = not aware and police_had_known(w, load, group)
    tell_of_find(w, load, group, unit, terms, there=service == "police", withheld=withheld)


def _seize_at_border(w: State, load: Load, by: Service = "customs") -> bool:
    """Seize now; whoever travels with the load is arrested. Return whether somebody was."""
    own_police = bool(
        w.police.cases.open[load.organisation] and w.police.cases.told_customs[load.organisation]
    )
    seize(
        w,
        load,
        LoadState.SEIZED_BORDER,
        customs=by == "customs",
        police=own_police or by == "police",
    )
    return arrest_courier(w, load)
