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
from scipy.special import ndtri

from borderSim.model.state.consignments import Load
from borderSim.model.state.intelligence import Item
from borderSim.model.state.random_streams import Floats
from borderSim.model.state.state import State
from borderSim.parameters.ranges import ENTITY_OF_MODE

Ints = NDArray[np.int64]
ONE_OFF, DECOY = -1, -2
"""In place of an entity's column: a front used once, and an innocent whom a false tip names; technical."""
DAYS_A_YEAR = 365.0


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
    median, sigma, _ = _of_modes(w, modes)
    return _units(w, median, sigma, slot, entity, generation, innocent)


def _of_modes(w: State, modes: Sequence[str]) -> Floats:
    """Median and sigma of own traffic of those who work in modes, and lawful units a day of each, (3, M)."""
    t = w.policy.scenario.traffic
    kinds = [ENTITY_OF_MODE[mode] for mode in modes]
    return np.array(
        [
            [getattr(t, f"{kind}_units_per_year") for kind in kinds],
            [getattr(t, f"{kind}_sigma") for kind in kinds],
            [w.routes.rate_of_mode.get(mode, 0.0) for mode in modes],
        ]
    )


def _units(
    w: State,
    median: Floats,
    sigma: Floats,
    slot: Ints,
    entity: Ints,
    generation: Ints,
    innocent: Floats,
) -> Floats:
    """See :func:`own_units`."""
    u = w.draws.own_traffic.of(slot, entity, generation)
    z = ndtri(np.clip(u, 1e-12, 1.0 - 1e-12))
    return np.asarray(median * np.exp(sigma * (z + sigma * innocent)), dtype=np.float64)


def matched_share(
    w: State, slot: Ints, entity: Ints, generation: Ints, named: NDArray[np.bool_] | bool = True
) -> Floats:
    """Share of the lawful traffic of their mode that leads on entities match, (N,), at most 1.

    Args:
        w: the state.
        slot: (N,) organisation that each lead is about.
        entity: (N,) column that it names; the second half of them are innocents.
        generation: (N,) of the column.
        named: (N,) whether the lead gives the number; with a name alone it matches all namesakes.
    """
    o, t = w.traffickers, w.policy.scenario.traffic
    median, sigma, rate = _of_modes(w, o.home_mode)[:, o.profile[slot]]
    innocent = (entity >= o.entities).astype(np.float64)
    units = _units(w, median, sigma, slot, entity, generation, innocent)
    return _share(units * np.where(named, 1.0, t.namesakes), rate)


def _share(units_per_year: Floats, rate: Floats) -> Floats:
    """Units a year as a share of units a day of their mode; nothing where there are none."""
    share = np.divide(units_per_year / DAYS_A_YEAR, rate, out=np.zeros(len(rate)), where=rate > 0)
    return np.minimum(share, 1.0)


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
    median, sigma, rate = _of_modes(w, [w.routes.modes[route]])
    key = np.array([slot]), np.array([entity]), np.array([generation])
    units = _units(w, median, sigma, *key, np.full(1, float(innocent)))
    return float(_share(units, rate)[0])
