"""How well the people of an organisation are connected: who of its couriers its brokers can reach."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from borderSim.model.kernels.ties import renew_shares, share_within
from borderSim.model.state.networks import ROLE_CODE
from borderSim.model.state.random_streams import Floats

BROKER, COURIER = ROLE_CODE["broker"], ROLE_CODE["courier"]

STEPS = 3
"""Ties by which a broker reaches a courier at most: by logistics, and one more.

Assumption.
"""


def connected_share(
    links: NDArray[np.bool_], active: NDArray[np.bool_], role: NDArray[np.int64]
) -> Floats:
    """Return (O,) parts of all pairs of a broker and a courier at large that lie within :data:`STEPS` ties.

    Vacancies are left out of it: they count in the staffed shares already. Where there is no such
    pair it is 1, for then nothing is asked of ties.

    Args:
        links: (O, M, M) ties between places.
        active: (O, M) who is at large.
        role: (O, M) codes of roles.
    """
    brokers, couriers = active & (role == BROKER), active & (role == COURIER)
    return share_within(links, active, brokers, couriers, STEPS)


class Remembered:
    """The shares of all slots (O), worked out anew only where people or ties are others than before.

    From one week to the next that is so in two or three organisations.
    """

    def __init__(self, number: int, width: int) -> None:
        self._links = np.zeros((number, width * width), dtype=bool)
        self._active = np.zeros((number, width), dtype=bool)
        self._role = np.zeros((number, width), dtype=np.int64)
        self._share = np.ones(number)

    def of(
        self, links: NDArray[np.bool_], active: NDArray[np.bool_], role: NDArray[np.int64]
    ) -> Floats:
        """Return :func:`connected_share` of the first N slots, (N,)."""
        n = len(links)
        share = self._share[:n]
        renew_shares(
            links,
            self._links[:n],
            active,
            self._active[:n],
            role,
            self._role[:n],
            BROKER,
            COURIER,
            STEPS,
            share,
        )
        return share.copy()
