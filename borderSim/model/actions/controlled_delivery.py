"""Controlled delivery: whether both services let a find run, and what comes of it."""

from __future__ import annotations

import numpy as np

from borderSim.model.actions.casework import wish_to_let_run
from borderSim.model.actions.dispositions import deliver, reveal_around, seize
from borderSim.model.actions.event_notes import log_decision
from borderSim.model.actions.powers import find_evidence
from borderSim.model.actions.shock_effects import loses_control
from borderSim.model.actions.trust import joint_success
from borderSim.model.state.codes import LoadState
from borderSim.model.state.consignments import Load
from borderSim.model.state.counters import Counter
from borderSim.model.state.draw_columns import LoadDraw
from borderSim.model.state.state import State


def lets_run(w: State, load: Load, weight: float, reaction_days: float, lost: float) -> bool:
    """Whether both services let a find run: credit of a certain seizure against shared gain.

    The expected gain of letting run is ``w (1 - lost) (1 + members / 2)`` certain seizures, w
    the weight of shared objectives; the police rule weighs it (``standard``: customs asks for an
    advantage of ``let_run_bar``). Somebody must take over in time: chance ``exp(-reaction)``, by
    the pooled resource or the register. ``investigation.controlled_delivery`` puts an order in
    place of the services' own will.
    """
    s = w.policy.scenario.investigation
    in_time = float(np.exp(-min(reaction_days, s.register_days)))
    gain = weight * (1 - lost) * (1 + s.let_run_members / 2)
    if s.controlled_delivery is not None:
        chance, why = in_time * s.controlled_delivery, "ordered"
    else:
        chance, why = in_time * wish_to_let_run(w, load, weight, gain, lost, in_time), "weighed"
    runs = bool(load.draws[LoadDraw.RUN] < chance)
    log_decision(w, load, "let run" if runs else "seize", why, gain, in_time, chance)
    return runs


def control(w: State, load: Load, lost: float) -> None:
    """Let a load run under control: lost with some chance, else seized later with members revealed."""
    s, slot = w.policy.scenario, load.organisation
    if load.draws[LoadDraw.RUN_LOST] < lost or loses_control(w, load):
        deliver(w, load, LoadState.LOST_LET_RUN)
        return
    w.recorder.add(Counter.SEIZURES_LET_RUN)
    w.recorder.add(Counter.FINDS_IN_CASES)
    w.police.cases.last_find[slot] = w.day
    seize(w, load, LoadState.SEIZED_LET_RUN, customs=True, police=True)
    reveal_around(w, slot, load, s.investigation.let_run_members, find_evidence(w, slot))
    joint_success(
        w,
        slot,
        w.unit_of(slot),
        post=int(w.routes.post[load.route]),
        finder="police",
        cause=load.event,
    )
