"""How things stood when the event log last looked: networks, who is known in them, and news.

Much of what becomes of members, ties and news is worked out for all organisations at once. The log
looks afterwards, and tells what has changed. Kept only with the event log; nobody acts on it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from borderSim.model.state.intelligence import Leads
from borderSim.model.state.police import Police
from borderSim.model.state.traffickers import Traffickers

Bools = NDArray[np.bool_]


@dataclass
class LastSeen:
    """Copies of what may change (O slots, M places for members, E entities, G groups of posts).

    Attributes:
        known: (O, M) members whom the police know.
        status: (O, M) state of each place.
        links: (O, M, M) who knows whom.
        leads: (G, O, E) leads of customs that counted for something, on entities in use.
    """

    known: Bools
    status: NDArray[np.int64]
    links: Bools
    leads: Bools

    @classmethod
    def of(cls, o: Traffickers, police: Police, leads: Leads) -> LastSeen:
        """Return how things stand now."""
        return cls(
            police.known_members.copy(),
            o.status.copy(),
            o.links.copy(),
            worth_something(leads, o.entity_generation),
        )

    def take(self, slot: int, o: Traffickers, police: Police, member: int | None = None) -> None:
        """Take an organisation, or one place in it, as it stands now for seen; ties with the whole alone."""
        at = slot if member is None else (slot, member)
        self.known[at], self.status[at] = police.known_members[at], o.status[at]
        if member is None:
            self.links[slot] = o.links[slot]


def worth_something(leads: Leads, generation: NDArray[np.int64]) -> Bools:
    """(G, O, E) whether customs holds a lead that counts for something, on an entity that is still in use.

    Args:
        leads: of customs.
        generation: (O, E) how often each entity was replaced.
    """
    return (leads.weight > 0.0) & (leads.generation == generation)
