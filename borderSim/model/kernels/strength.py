"""What part of its own rate an organisation can field, by who of its people is at large."""

from __future__ import annotations

import numpy as np

from borderSim.model.kernels.compiled import F1, ReadB1, ReadB2, ReadI2, compiled


@compiled
def staffed_strength(
    trading: ReadB1,
    places: ReadB2,
    active: ReadB2,
    role: ReadI2,
    organiser: int,
    broker: int,
    logistics: int,
    courier: int,
) -> F1:
    """Work out leadership times the scarcer of the staffed shares of logistics and couriers.

    An organiser and a broker lead in full, one of them by half.

    Args:
        trading: (O,) whether an organisation can trade at all.
        places: (O, M) places that there are.
        active: (O, M) of these, those whose holder is at large.
        role: (O, M) code of the role of each place.
        organiser: code of this role.
        broker: code of this role.
        logistics: code of this role.
        courier: code of this role.

    Returns:
        (O,) from 0 to 1; 0 where an organisation cannot trade.
    """
    strength = np.zeros(len(trading))
    for o in range(len(trading)):
        if not trading[o]:
            continue
        organised = brokered = 0
        goods = goods_there = carriers = carriers_there = 0
        for m in range(active.shape[1]):
            mine = role[o, m]
            if mine == organiser and active[o, m]:
                organised = 1
            elif mine == broker and active[o, m]:
                brokered = 1
            elif mine == logistics and places[o, m]:
                goods += 1
                goods_there += active[o, m]
            elif mine == courier and places[o, m]:
                carriers += 1
                carriers_there += active[o, m]
        if goods and carriers:
            scarcer = min(goods_there / goods, carriers_there / carriers)
            strength[o] = (organised + brokered) / 2.0 * scarcer
    return strength
