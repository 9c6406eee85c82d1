"""Couriers arrested at a find who are won as informants."""

from __future__ import annotations

import numpy as np

from borderSim.model.state.consignments import Load
from borderSim.model.state.state import FIND_LUCK, World
from borderSim.parameters.scenario import Traits


def recruit(w: World, load: Load, group: int, unit: int, traits: Traits) -> None:
    """Win an arrested courier as an informant, if somebody who may run informants is at hand."""
    o, slot, s = w.organisations, load.organisation, w.scenario
    capability = s.capabilities.get("informants")
    if capability is None or o.informant[slot] or not o.alive[slot]:
        return
    handler = float(capability.customs == "own")
    if capability.customs == "partner" and capability.police == "own":
        reaction = traits.pool_reaction_days if traits.pool_fraction > 0 else np.inf
        handler = 1.0 if w.cases.joint[slot] else float(np.exp(-min(reaction, s.police.handler_days)))
    chance = s.police.courier_recruited * w.relations.relative_trust(group, unit) * handler
    if w.draws.finds.today(w.day)[slot, FIND_LUCK["recruit"]] < chance:
        o.informant[slot] = True
        w.books.add("couriers_recruited")
        w.books.log(w.day, "case step", load.event, organisation=slot, what="courier recruited", load=load.number, number=None)
