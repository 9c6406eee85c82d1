"""How much lawful traffic a lead matches: that of the front, driver, traveller or addressee it names.

Everybody has lawful traffic of his own, a heavy-tailed number of units a year that customs knows
from declarations. It is spread over the routes of its mode as all traffic is, and over their
classes; so a lead on it matches the same share of the traffic of each. A larger trade beside it
makes the share smaller, and the number of units matched stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from borderSim.model.kernels.own_traffic import log_sizes, shares_of_mode, units_a_year
from borderSim.model.state.consignments import Load
from borderSim.model.state.intelligence import Item
from borderSim.model.state.random_streams import Floats, normals
from borderSim.model.state.state import State

Ints = NDArray[np.int64]
ONE_OFF, DECOY = -1, -2
"""In place of an entity's column: a front used once, and an innocent whom a false tip names; technical."""


def own_units(
    w: State, modes: Sequence[str], slot: Ints, entity: Ints, generation: Ints, innocent: Floats
) -> Floats:
    """Own lawful units a year, (N,): ``exp(mu + sigma (z + sigma innocent))``, z the normal of each entity's own.

    An innocent is met in proportion to his traffic (who trades more is mistaken more often), which
    moves the logarithm of a lognormal by sigma squared.

    Args:
        w: the state.
        modes: (N,) in which each works.
        slot: (N,) organisation behind whom, or in whose stead, each is known.
        entity: (N,) column.
        generation: (N,) of the column; slot, column and generation give the same number for ever.
        innocent: (N,) 1 for an innocent behind a false lead, else 0.
    """
    each = np.arange(len(slot))
    return _units(w, slot, entity, generation, each, _of_modes(w, modes), innocent > 0)


def _of_modes(w: State, modes: Sequence[str]) -> Floats:
    """Median and sigma of own traffic of those who work in modes, and lawful units a day of each, (M, 3)."""
    return np.array([w.routes.own_traffic[mode] for mode in modes])


def _units(
    w: State,
    slot: Ints,
    entity: Ints,
    generation: Ints,
    kind: Ints,
    of_kind: Floats,
    innocent: NDArray[np.bool_],
) -> Floats:
    """See :func:`own_units`; ``kind`` (N,) is the row of each in ``of_kind`` (M, 3), see :func:`_of_modes`."""
    z = normals(w.draws.own_traffic.of(slot, entity, generation))
    return units_a_year(np.exp(log_sizes(z, kind, of_kind, innocent)), kind, of_kind)


def matched_share(
    w: State, slot: Ints, entity: Ints, generation: Ints, named: NDArray[np.bool_] | None = None
) -> Floats:
    """Share of the lawful traffic of their mode that leads on entities match, (N,), at most 1.

    Args:
        w: the state.
        slot: (N,) organisation that each lead is about.
        entity: (N,) column that it names; the second half of them are innocents.
        generation: (N,) of the column.
        named: (N,) whether the lead gives the number; with a name alone it matches all namesakes.
            None: all do.
    """
    o = w.traffickers
    named = np.ones(len(slot), dtype=bool) if named is None else named
    kind, of_kind = o.profile[slot], _of_modes(w, o.home_mode)
    units = _units(w, slot, entity, generation, kind, of_kind, entity >= o.entities)
    return shares_of_mode(units, kind, of_kind, named, w.policy.scenario.traffic.namesakes)


def share_of_tip(w: State, item: Item, route: int) -> tuple[float, int]:
    """Share of a route's lawful traffic that a tip matches, and the lane that it names (-1: it names somebody).

    Without its name a tip leaves a lane: all of its traffic matches.

    Args:
        w: the state.
        item: the tip as it arrived.
        route: on which the load is to come.
    """
    load, lanes = item.load, w.routes.lane_shares[route]
    if item.detail[0]:
        return _share_of_named(w, item, route), -1
    if load is not None:
        lane = int(w.routes.lane_of_class[load.risk_class])
    else:
        u = float(w.draws.decoys.of(item.organisation, item.created))
        lane = min(int(np.searchsorted(lanes.cumsum(), u, side="right")), len(lanes) - 1)
    return float(lanes[lane]), lane


def _share_of_named(w: State, item: Item, route: int) -> float:
    """Of the traffic of whom a tip names: the front of the load, one used once, or an innocent."""
    if item.load is not None:
        return share_of_load(w, item.load)
    return _of_one(w, route, item.organisation, DECOY, item.created, innocent=True)


def share_of_load(w: State, load: Load) -> float:
    """Share of its route's lawful traffic that news of the load's own front would match."""
    entity, generation = (
        (load.entity, load.generation) if load.entity >= 0 else (ONE_OFF, load.planned)
    )
    return _of_one(w, load.route, load.organisation, entity, generation, innocent=False)


def _of_one(
    w: State, route: int, slot: int, entity: int, generation: int, *, innocent: bool
) -> float:
    of_kind, one = _of_modes(w, [w.routes.modes[route]]), np.zeros(1, dtype=np.int64)
    units = _units(
        w, one + slot, one + entity, one + generation, one, of_kind, np.array([innocent])
    )
    return float(shares_of_mode(units, one, of_kind, one == 0, 1.0)[0])
