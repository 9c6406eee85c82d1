"""Couriers arrested at a find who are won as informants."""

from __future__ import annotations

import numpy as np

from borderSim.model.state.consignments import Load
from borderSim.model.state.counters import Counter
from borderSim.model.state.draw_columns import FindDraw
from borderSim.model.state.state import State
from borderSim.parameters.scenario import Traits


def recruit(w: State, load: Load, group: int, unit: int, traits: Traits) -> None:
    """Win an arrested courier as an informant, if somebody who may run informants is at hand."""
    o, slot, s = w.traffickers, load.organisation, w.policy.scenario
    capability = s.capabilities.get("informants")
    if capability is None or w.police.informant[slot] or not o.alive[slot]:
        return
    handler = float(capability.customs == "own")
    if capability.customs == "partner" and capability.police == "own":
        reaction = traits.pool_reaction_days if traits.pool_fraction > 0 else np.inf
        handler = (
            1.0
            if w.police.cases.joint[slot]
            else float(np.exp(-min(reaction, s.police.handler_days)))
        )
    chance = s.police.courier_recruited * w.cooperation.relative_trust(group, unit) * handler
    if w.draws.finds.today(w.day)[slot, FindDraw.RECRUIT] < chance:
        w.police.informant[slot] = True
        w.recorder.add(Counter.COURIERS_RECRUITED)
        w.recorder.log(
            w.day,
            "case step",
            load.event,
            organisation=slot,
            what="courier recruited",
            load=load.number,
            number=None,
        )
