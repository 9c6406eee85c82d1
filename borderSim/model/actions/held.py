"""What the police hold on a load: the object that a look-up asks for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from borderSim.model.state.consignments import Load
from borderSim.model.state.draw_columns import LoadDraw
from borderSim.model.state.networks import ROLE_CODE
from borderSim.model.state.state import State
from borderSim.model.state.traffickers import ACTIVE

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
    o, slot, e = w.traffickers, load.organisation, load.entity
    entity = (
        e >= 0
        and bool(w.police.known_entities[slot, e])
        and int(o.entity_generation[slot, e]) == load.generation
    )
    m = courier_of(w, load) if travels(w, load) else -1
    return Held(entity, bool(load.police_tip), m >= 0 and bool(w.police.known_members[slot, m]))


def travels(w: State, load: Load) -> bool:
    """Whether somebody travels with a load."""
    return w.routes.modes[load.route] in PERSON_MODES
