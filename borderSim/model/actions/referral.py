"""Goods that customs may not seize: the police are called to them, or nobody may and they go on."""

from __future__ import annotations

from borderSim.model.actions.competence import chance_in_time
from borderSim.model.actions.dispositions import release
from borderSim.model.actions.handover import tell_of_find
from borderSim.model.state.consignments import Load
from borderSim.model.state.counters import Counter
from borderSim.model.state.draw_columns import FindDraw
from borderSim.model.state.state import State
from borderSim.model.state.terms import Terms


def refer(w: State, load: Load, group: int, unit: int, terms: Terms) -> bool:
    """Call the police to goods that customs may not seize.

    Return whether they came before the goods had to go.

    If not, what customs saw reaches the file, with little evidence.
    """
    slot, law = load.organisation, w.policy.scenario.competence
    hold = float(w.routes.hold[load.route])
    chance = chance_in_time(w, group, unit, w.good_of(slot), slot, hold)
    in_time = bool(w.draws.finds.today(w.day)[slot, FindDraw.IN_TIME] < chance)
    w.recorder.add(Counter.FINDS_REFERRED)
    what = "referred in time" if in_time else "referred too late"
    w.recorder.log(
        w.day, "case step", load.event, organisation=slot, what=what, load=load.number, number=None
    )
    if in_time:
        w.workload.police_owed += law.referral_hours
    else:
        w.recorder.add(Counter.FINDS_RELEASED)
        tell_of_find(w, load, group, unit, terms, worth=law.evidence_kept)
        release(w, load)
    return in_time


def leave(w: State, load: Load) -> None:
    """A blind spot: neither service may seize these goods, and they go on."""
    w.recorder.add(Counter.BLIND_SPOT_FINDS)
    w.recorder.log(
        w.day,
        "case step",
        load.event,
        organisation=load.organisation,
        what="blind spot",
        load=load.number,
        number=None,
    )
    release(w, load)
