"""Contacts outside an organisation on which its trade hangs: a supplier, a buyer, a handler of money.

Brokers and leaders hold them in person (Morselli 2009: brokerage; Bright et al. 2017: the network
misses its money holders most). Whoever is taken takes along the contacts that nobody shares; until
they are won again nothing can be shipped.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from borderSim.world.streams import Floats

KINDS = ("supplier", "buyer", "money")

NOBODY = -1


class Contacts:
    """Who holds which contact, as columns over slots.

    Attributes (O slots, 3 kinds):
        first, second: (O, 3) place of the member who holds the contact and of one who shares it, -1 for nobody.
    """

    def __init__(self, slots: int) -> None:
        self.first: NDArray[np.int64] = np.full((slots, len(KINDS)), NOBODY)
        self.second: NDArray[np.int64] = np.full((slots, len(KINDS)), NOBODY)

    def found(self, slot: int, leaders: NDArray[np.int64], shared: float, u: Floats) -> None:
        """Give each contact to a leader, some to a second one.

        Args:
            slot: organisation.
            leaders: (N,) places of tier 3 and 4.
            shared: chance that a second leader shares a contact.
            u: (3, 2) uniforms: who holds it, and who shares it if anybody.
        """
        for kind, (holder, sharer) in enumerate(u):
            self._hold(slot, kind, leaders, shared, holder, sharer)

    def _hold(
        self, slot: int, kind: int, leaders: NDArray[np.int64], shared: float, holder: float, sharer: float
    ) -> None:
        first = int(holder * len(leaders))
        others = np.delete(leaders, first)
        self.first[slot, kind] = leaders[first]
        is_shared = len(others) > 0 and sharer < shared
        self.second[slot, kind] = others[int(sharer / shared * len(others))] if is_shared else NOBODY

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

    def win_back(self, slot: int, leaders: NDArray[np.int64], shared: float, u: Floats) -> None:
        """Win all lost contacts again: a new partner brings the others.

        Args:
            slot: organisation.
            leaders: (N,) places of the active of tier 3 and 4; nobody else can.
            shared: chance that a second leader shares one.
            u: (3, 2) uniforms: who wins it, and who shares it if anybody.
        """
        for kind in np.flatnonzero(self.first[slot] == NOBODY):
            self._hold(slot, int(kind), leaders, shared, float(u[kind, 0]), float(u[kind, 1]))
