"""Contacts outside an organisation on which its trade hangs: a supplier, a buyer, a handler of money.

Brokers hold the first two in person and financiers the third, not the organiser behind them
(Morselli 2009: brokers link, leaders are insulated; Bright et al. 2017: the network misses its
money holders). Whoever is taken takes along what nobody shares; until it is won again nothing
can be shipped.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from borderSim.model.state.networks import ROLE_CODE
from borderSim.model.state.random_streams import Floats

KINDS = ("supplier", "buyer", "money")
ROLE_OF_KIND = [ROLE_CODE[role] for role in ("broker", "broker", "financier")]
"""Role whose holders have a contact of each kind; where there is none, any of tier 3 and 4."""

NOBODY = -1


class Contacts:
    """Who holds which contact, as columns over slots.

    Attributes (O slots, 3 kinds):
        first, second: (O, 3) place of the member who holds the contact and of one who shares it, -1
            for nobody.
    """

    def __init__(self, slots: int) -> None:
        self.first: NDArray[np.int64] = np.full((slots, len(KINDS)), NOBODY)
        self.second: NDArray[np.int64] = np.full((slots, len(KINDS)), NOBODY)

    def win(
        self,
        slot: int,
        leaders: NDArray[np.int64],
        roles: NDArray[np.int64],
        shared: float,
        u: Floats,
    ) -> None:
        """Win all contacts that are missing, at once: a new partner brings the others.

        Args:
            slot: organisation.
            leaders: (N,) places of the active of tier 3 and 4; nobody else can.
            roles: (N,) their roles; those that the contact asks for come first.
            shared: chance that a second leader shares a contact.
            u: (3, 2) uniforms: who wins it, and who shares it if anybody.
        """
        for kind in np.flatnonzero(self.first[slot] == NOBODY):
            proper = leaders[roles == ROLE_OF_KIND[kind]]
            first = _pick(proper if len(proper) else leaders, float(u[kind, 0]))
            others = leaders[leaders != first]
            self.first[slot, kind] = first
            if len(others) and u[kind, 1] < shared:
                self.second[slot, kind] = _pick(others, float(u[kind, 1]) / shared)

    def lose(self, slot: int, member: int) -> None:
        """Somebody is taken: who shares a contact keeps it, what nobody shares is lost."""
        self.second[slot][self.second[slot] == member] = NOBODY
        gone = self.first[slot] == member
        self.first[slot, gone] = self.second[slot, gone]
        self.second[slot, gone] = NOBODY

    def move(self, slot: int, place: int, to: int) -> None:
        """Somebody takes his contacts along to another place."""
        for column in (self.first, self.second):
            column[slot][column[slot] == place] = to

    def missing(self) -> NDArray[np.bool_]:
        """(O,) whether a contact is lost."""
        return (self.first == NOBODY).any(axis=1)


def _pick(places: NDArray[np.int64], u: float) -> int:
    return int(places[int(u * len(places))])
