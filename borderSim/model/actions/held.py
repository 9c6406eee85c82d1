"""What the police hold on a load: the object that a look-up asks for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from borderSim.model.state.consignments import Load
from borderSim.model.state.draw_columns import LoadDraw
from borderSim.model.state.networks import ROLE_CODE
from borderSim.model.state.state import State
from borderSim.model.state.traffickers import ACTIVE

LOGISTICS = 2
"""Tier of those who run a front, a driver or an address."""
PERSON_MODES = ("passenger", "truck", "car")
"""Modes in which somebody travels with the load, whom the police can follow, and who is arrested at a find."""


@dataclass(frozen=True)
class Held:
    """What of a load stands in the police's files.

    Attributes:
        entity: the front, driver or address that the load uses; tip: an informant told of the
            load; courier: the person who travels with it.
    """

    entity: bool
    tip: bool
    courier: bool

    @property
    def any(self) -> bool:
        """Whether a query on the load can find something."""
        return self.entity or self.tip or self.courier


def courier_of(w: State, load: Load) -> int:
    """Return the place of the member who goes with a load; -1 if nobody can."""
    o, slot = w.traffickers, load.organisation
    couriers = np.flatnonzero((o.status[slot] == ACTIVE) & (o.role[slot] == ROLE_CODE["courier"]))
    return int(couriers[int(load.draws[LoadDraw.COURIER] * len(couriers))]) if len(couriers) else -1


def held_on(w: State, load: Load) -> Held:
    """Return what the police hold on a load today."""
    m = courier_of(w, load) if travels(w, load) else -1
    followed = m >= 0 and bool(w.police.known_members[load.organisation, m])
    return Held(entity_held(w, load), bool(load.police_tip), followed)


def entity_held(w: State, load: Load) -> bool:
    """Whether the police hold the entity that a load uses, as it is in use today."""
    slot, e = load.organisation, load.entity
    return (
        e >= 0
        and bool(w.police.known_entities[slot, e])
        and int(w.traffickers.entity_generation[slot, e]) == load.generation
    )


def behind_entity(w: State, slot: int, e: int) -> int:
    """Return the place of who of logistics stands behind an entity; -1 if nobody of them is at large."""
    o = w.traffickers
    members = np.flatnonzero((o.status[slot] == ACTIVE) & (o.tier_of(slot) == LOGISTICS))
    return int(members[e % len(members)]) if len(members) else -1


def travels(w: State, load: Load) -> bool:
    """Whether somebody travels with a load."""
    return w.routes.modes[load.route] in PERSON_MODES
