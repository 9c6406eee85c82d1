"""Controlled delivery: whether both services let a find run, and what comes of it.

Under control a load gives what a seizure gives, only later, and those who receive it on top; what
is risked is the load, and that the arrests show the watch.
"""

from __future__ import annotations

import numpy as np

from borderSim.model.actions.arrests import arrest, arrest_courier
from borderSim.model.actions.casework import weight_known, wish_to_let_run
from borderSim.model.actions.dispositions import deliver, reveal_around, seize
from borderSim.model.actions.event_notes import log_decision
from borderSim.model.actions.exposure import inferred, show, tied
from borderSim.model.actions.handover import tell_of_find
from borderSim.model.actions.held import LOGISTICS
from borderSim.model.actions.powers import find_evidence
from borderSim.model.actions.recruiting import recruit
from borderSim.model.actions.shock_effects import loses_control
from borderSim.model.actions.trust import joint_success
from borderSim.model.state.codes import Clue, LoadState
from borderSim.model.state.consignments import Load
from borderSim.model.state.counters import Counter
from borderSim.model.state.draw_columns import LoadDraw
from borderSim.model.state.state import State
from borderSim.model.state.terms import Terms
from borderSim.model.state.traffickers import ACTIVE
from borderSim.parameters.orders import LET_RUN


def ordered(w: State, load: Load) -> str:
    """Return what is ordered for the find of a load: ``seize``, ``let_run``, or nothing (empty)."""
    orders = w.policy.orders
    if not orders:
        return ""
    return orders.get((load.organisation, load.planned - w.first_day, load.half), "")


def lets_run(w: State, load: Load, weight: float, reaction_days: float, lost: float) -> bool:
    """Whether both services let a find run: a certain seizure against what waiting brings.

    Letting run is worth ``(1 - lost) (1 + w members / 2) - x file / takedown_weight`` certain
    seizures: the load if it is not lost, with the members whom it reveals as far as objectives are
    shared (w), less the case that the arrests may show (x, the chance that watching is inferred;
    file, the weight of the members known). The police rule weighs it (``standard``: both ask for an
    advantage of ``let_run_bar``). Somebody must take over in time: chance ``exp(-reaction)``, by
    the pooled resource or the register. ``investigation.controlled_delivery`` puts an order in
    place of the services' own will. An order for this load alone (``orders``) puts itself in place
    of both: it is given before the find, so that somebody stands ready (assumption).
    """
    s = w.policy.scenario.investigation
    in_time = float(np.exp(-min(reaction_days, s.register_days)))
    at_stake = weight_known(w, load.organisation) / s.takedown_weight
    gain = (1 - lost) * (1 + weight * s.let_run_members / 2) - inferred(w, Clue.WATCHED) * at_stake
    if ordered(w, load) == LET_RUN:
        chance, why = 1.0, "ordered"
    elif s.controlled_delivery is not None:
        chance, why = in_time * s.controlled_delivery, "ordered"
    else:
        chance, why = in_time * wish_to_let_run(w, load, weight, gain, lost, in_time), "weighed"
    runs = bool(load.draws[LoadDraw.RUN] < chance)
    log_decision(w, load, "let run" if runs else "seize", why, gain, in_time, chance)
    return runs


def control(w: State, load: Load, group: int, unit: int, terms: Terms) -> None:
    """Let a load run under control: lost with some chance, else seized where it is received.

    Then the courier and receivers are arrested, members beyond them become known, the find is in
    the file, and customs remembers the entity as after any find.

    Args:
        w: the state.
        load: that customs had found.
        group: of posts.
        unit: of the police.
        terms: in force between them.
    """
    i, slot = w.policy.scenario.investigation, load.organisation
    if load.draws[LoadDraw.RUN_LOST] < terms.let_run_lost or loses_control(w, load):
        deliver(w, load, LoadState.LOST_LET_RUN)
        return
    w.recorder.add(Counter.SEIZURES_LET_RUN)
    show(w, load, Clue.WATCHED, aware=False, service="police")  # arrests can't be covered
    seize(w, load, LoadState.SEIZED_LET_RUN, customs=True, police=True)
    receivers = _receivers(w, load)
    if arrest_courier(w, load) and "recruit_couriers" in terms.powers:
        recruit(w, load, group, unit, terms.traits)
    for m in receivers:
        w.police.evidence[slot, m] += find_evidence(w, slot)
        arrest(w, slot, m, load.event)
        w.recorder.add(Counter.RECEIVERS_ARRESTED)
    reveal_around(w, slot, load, i.let_run_members, find_evidence(w, slot))
    joint_success(
        w,
        slot,
        w.unit_of(slot),
        post=int(w.routes.post[load.route]),
        finder="police",
        cause=load.event,
    )
    tell_of_find(w, load, group, unit, terms, there=True, own_case=True)


def _receivers(w: State, load: Load) -> list[int]:
    """Return who is arrested where a load under control is received.

    Members of logistics: those tied to the load first, else others.
    """
    o, slot = w.traffickers, load.organisation
    number = int(w.policy.scenario.investigation.let_run_receivers + load.draws[LoadDraw.RECEIVERS])
    may = (o.status[slot] == ACTIVE) & (o.tier_of(slot) == LOGISTICS)
    near = tied(w, slot, load.courier, load.entity)
    return [*np.flatnonzero(may & near).tolist(), *np.flatnonzero(may & ~near).tolist()][:number]
