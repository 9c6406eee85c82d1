"""Contacts outside an organisation on which its trade hangs: a supplier, a buyer, a handler of money.

Brokers hold the first two in person and financiers the third, not the organiser behind them
(Morselli 2009: brokers link, leaders are insulated; Bright et al. 2017: the network misses its
money holders). A leader tied to the holder may know the contact and takes it over; what nobody
else knows goes with whoever is taken, and until it is won again nothing can be shipped.
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
        first: (O, 3) place of the member who holds the contact, -1 for nobody.
    """

    def __init__(self, slots: int) -> None:
        self.first: NDArray[np.int64] = np.full((slots, len(KINDS)), NOBODY)

    def win(
        self,
        slot: int,
        leaders: NDArray[np.int64],
        roles: NDArray[np.int64],
        u: Floats,
        comes: NDArray[np.bool_] | None = None,
    ) -> None:
        """Win contacts that are missing.

        Args:
            slot: organisation.
            leaders: (N,) places of the active of tier 3 and 4; nobody else can.
            roles: (N,) their roles; those that the contact asks for come first.
            u: (3,) uniforms: who wins each.
            comes: (3,) which of the missing are won (None: all).
        """
        missing = self.first[slot] == NOBODY
        for kind in np.flatnonzero(missing if comes is None else missing & comes):
            proper = leaders[roles == ROLE_OF_KIND[kind]]
            self.first[slot, kind] = _pick(proper if len(proper) else leaders, float(u[kind]))

    def held_by(self, slot: int, member: int) -> NDArray[np.intp]:
        """Return the kinds of contact that a member holds."""
        return np.flatnonzero(self.first[slot] == member)

    def lose(
        self, slot: int, member: int, deputies: NDArray[np.intp], known: float, u: Floats
    ) -> None:
        """Somebody is taken: a leader who knows the contact takes it over; what nobody knows is lost.

        Args:
            slot: organisation.
            member: who is taken.
            deputies: (N,) places of the active leaders tied to him, those first who come first.
            known: chance that one of them knows a contact of his.
            u: (3, N) uniforms: whether each knows each contact.
        """
        for kind in self.held_by(slot, member):
            who = deputies[u[kind] < known]
            self.first[slot, kind] = who[0] if len(who) else NOBODY

    def move(self, slot: int, place: int, to: int) -> None:
        """Somebody takes his contacts along to another place."""
        self.first[slot][self.first[slot] == place] = to

    def missing(self) -> NDArray[np.bool_]:
        """(O,) whether a contact is lost."""
        return (self.first == NOBODY).any(axis=1)


def _pick(places: NDArray[np.int64], u: float) -> int:
    return int(places[int(u * len(places))])
