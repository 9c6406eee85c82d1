"""Interception: checks, openings, strips; a find is seized now or let run under control."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from borderSim.model.actions.arrests import arrest_courier, collide
from borderSim.model.actions.competence import Service, seizing
from borderSim.model.actions.controlled_delivery import control, lets_run, ordered
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
from borderSim.model.actions.work_notes import note_posts
from borderSim.model.kernels import lawful_checks, officer_hours
from borderSim.model.kernels.generators import Source
from borderSim.model.kernels.lawful_checks import (
    ALARMED,
    AMOUNTS,
    BAYS,
    CROOKED_FOUND,
    DELAY_DAYS,
    DUE,
    HOLD,
    HOURS,
    KEPT,
    LAWFUL,
    MACHINE_CHECKS,
    MAY_HOLD,
    PETTY,
    RANDOM,
    RANKED,
    ROWS,
    STRIPS,
)
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
from borderSim.model.state.random_streams import Floats
from borderSim.model.state.scores import LOW, STEP
from borderSim.model.state.state import State
from borderSim.parameters.mechanisms import CASES
from borderSim.parameters.orders import LET_RUN, SEIZE

Table = NDArray[np.int64]
"""What checks of units come to, a row for each number (:mod:`borderSim.model.kernels.lawful_checks`) and a column for each route."""

_NOBODY: Floats = np.empty((0, 0))
"""Who had waited for a check, where nobody had."""


def intercept(w: State) -> None:
    """Check what was selected, book hours and delays, and settle every load of the day."""
    day_list = w.customs.day_list
    of_units = _check_units(w, day_list, w.draws.alarms.source(w.day))
    _close_hours(w, day_list, _hours_of_loads(w, day_list) + of_units + w.workload.hours_lost)
    for load in [*day_list.targeted, *day_list.at_random]:
        _check(w, load)
    for load in day_list.passed:
        release(w, load)


def _close_hours(w: State, d: DayList, used: Floats) -> None:
    """Book the officer hours of the day, (R,) used, and what is owed or idle."""
    r, load, own = w.routes, w.workload, w.routes.hours * w.staff.post_working_share
    found = np.empty((officer_hours.ROWS, r.n))
    officer_hours.close_hours(
        used,
        *(d.hours, own, d.lent, d.given, w.staff.brought_hours, d.checked.waiting),
        *(r.check_hours, r.open_hours, r.strip_hours, r.strip_share),
        *(load.hours_balance, w.tallies.utilisation, found),
    )
    load.hours_lost[:] = 0.0
    unused = found[officer_hours.UNUSED]
    note_posts(w, d, found[officer_hours.AT_HAND], found[officer_hours.USED])
    for group, rows in enumerate(w.cooperation.routes_of_group):
        load.idle_hours[group] = load.idle_hours.get(group, 0.0) + float(unused[rows].sum())
    hours, at_hand, idle, pooled = found.sum(axis=1).tolist()
    w.recorder.add(Counter.POOLED_HOURS, pooled)
    w.recorder.add(Counter.HOURS_USED, hours)
    w.tallies.resources.book("people", hours, at_hand)
    w.recorder.add(Counter.HOURS_IDLE, idle)
    w.recorder.add(Counter.HOURS_AVAILABLE, at_hand)


def _check_units(w: State, d: DayList, source: Source) -> Floats:
    """Check lawful units and opportunists in aggregate; returns officer hours used, (R,)."""
    r, c, bays = w.routes, d.checked, w.policy.bays
    n, amounts = np.empty((ROWS, r.n), dtype=np.int64), np.empty((AMOUNTS, r.n))
    lawful_checks.draw(
        *(source.next_double, source.state),
        *(c.units, d.random_units, c.opportunists, c.strip_list),
        *(w.customs.bay_credit, w.policy.opportunist_share, r.false_alarm, r.p_detect, r.p_open),
        *(r.has_opening, r.petty_rate, n),
    )
    lawful_checks.settle(
        *(n, c.waiting, c.released, r.has_opening, r.check_hours, r.open_hours, r.strip_hours),
        *(r.delay_days, r.delay_cost, r.hold, w.customs.bay_credit, bays, amounts),
    )
    _book(w, d, n, amounts)
    _tally(w, d, n)
    _remember(w, c.cut, n)
    return amounts[HOURS]


def _book(w: State, d: DayList, n: Table, amounts: Floats) -> None:
    """Enter the table of the day, and what it cost in delays, in the books."""
    r, book = w.routes, w.recorder.add
    sums = np.zeros(ROWS + len(r.kinds) + len(r.posts), dtype=np.int64)
    lawful_checks.add_up(n, r.kind, len(r.kinds), r.post, sums)
    totals = sums.tolist()
    days, cost, released, bays = amounts[DELAY_DAYS : BAYS + 1].sum(axis=1).tolist()
    book(Counter.INSPECTIONS_TARGETED, totals[RANKED])
    for mode, units in zip(r.kinds, totals[ROWS:], strict=False):
        book(INSPECTIONS_TARGETED_IN.of(mode), units)
    book(Counter.INSPECTIONS_RANDOM, totals[RANDOM])
    book(Counter.LAWFUL_INSPECTED, totals[LAWFUL])
    book(Counter.LAWFUL_MACHINE_CHECKED, totals[MACHINE_CHECKS])
    book(Counter.LAWFUL_ALARMED, totals[ALARMED])
    book(Counter.SEIZURES_OPPORTUNIST, totals[CROOKED_FOUND])
    book(Counter.SEIZURES_PETTY, totals[PETTY])
    book(Counter.RELEASES_UNCHECKED, released)
    book(Counter.LAWFUL_DELAY_HOURS, days * 24.0)
    book(Counter.TRADE_DELAY_COST_EUR, cost)
    if w.policy.scenario.police.second_stop_share:
        stop_again(w, n[LAWFUL])
    for post, units in zip(r.posts, totals[ROWS + len(r.kinds) :], strict=True):
        book(INSPECTED_AT.of(post), units)
    strips = totals[STRIPS] + sum(load.state == LoadState.STRIP for load in d.targeted)
    w.tallies.resources.book("bays", float(strips), bays)
    w.tallies.resources.book(
        "time",
        float(amounts[KEPT].dot(amounts[MAY_HOLD])),
        float(amounts[DUE].dot(amounts[HOLD])),
    )


def _tally(w: State, d: DayList, n: Table) -> None:
    """Add the table of the day to the sums of the horizon."""
    r, tallies, by_wait = w.routes, w.tallies, d.checked.by_wait
    lawful_checks.tally_checks(
        *(n, r.rate, r.opportunist_rate, d.slots, r.slots),
        *(tallies.lift_counts, tallies.utilisation),
    )
    if w.day >= w.first_day:
        lawful_checks.tally_delays(
            n, _NOBODY if by_wait is None else by_wait, tallies.delay_tally, tallies.wait_tally
        )


def _remember(w: State, cut: Floats, n: Table) -> None:
    """Tally what customs learns of its classes: how much of each it looked at, and finds."""
    places = np.empty(w.routes.n, dtype=np.int64)
    lawful_checks.learn(
        *(n, cut, LOW, STEP, w.routes.illicit_shares, w.customs.field.survival_illicit),
        *(places, w.customs.finds_by_class),
    )
    w.customs.cuts.append(places)


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
    order = ordered(w, load)
    asked = terms.may_let_run and (order == LET_RUN if order else aware)
    if asked and (
        lets_run(
            w,
            load,
            traits.shared_objective_weight,
            lent.pool_reaction_days if lent.pool_fraction > 0 else np.inf,
            terms.let_run_lost,
        )
    ):
        control(w, load, group, unit, terms)
        return
    if not asked:
        log_decision(w, load, "seize", _why_seized(order, aware=aware, working=working))
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


def _why_seized(order: str, *, aware: bool, working: bool) -> str:
    """Why a find is seized without any weighing.

    Args:
        order: for this load, empty where there is none.
        aware: customs knows of the case.
        working: the police have a case.
    """
    if order:
        return "ordered" if order == SEIZE else "not allowed"
    return "not allowed" if aware else "case unknown" if working else "no case"


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
