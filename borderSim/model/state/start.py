"""How things stood at the first day of the horizon, against which the end is measured."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from borderSim.model.state.police import Police
from borderSim.model.state.random_streams import Floats
from borderSim.model.state.traffickers import Traffickers


@dataclass(frozen=True)
class Networks:
    """Members and ties of all organisations on one day (O slots, M places, E ties).

    Attributes:
        alive: (O,) bool; role, status: (O, M) codes; known: (O, M) bool, known to the police.
        ties: (E, 3) slot and two places, the lower first; each tie once.
    """

    alive: np.ndarray
    role: np.ndarray
    status: np.ndarray
    known: np.ndarray
    ties: np.ndarray

    @classmethod
    def of(cls, o: Traffickers, police: Police) -> Networks:
        """Return a copy of the networks as they are now."""
        ties = np.argwhere(np.triu(o.links[: o.next_slot], 1)).astype(np.int32)
        return cls(
            o.alive.copy(), o.role.copy(), o.status.copy(), police.known_members.copy(), ties
        )


@dataclass(frozen=True)
class Start:
    """The first day of the horizon.

    Attributes:
        alive: (O,) bool; route_shares: (R,) share of shipments by route in the burn-in.
        networks: members and ties; shapes: (O, S) what they look like (``measures/networks.py``).
        capacity: loads a year that the living could field.
    """

    alive: np.ndarray
    route_shares: Floats
    networks: Networks
    shapes: Floats
    capacity: float = 0.0
