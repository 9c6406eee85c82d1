"""How well the people of an organisation are connected: who of its couriers its brokers can reach."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from borderSim.model.state.networks import ROLE_CODE
from borderSim.model.state.random_streams import Floats

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
    brokers = active & (role == ROLE_CODE["broker"])
    couriers = active & (role == ROLE_CODE["courier"])
    number = brokers.sum(axis=1)
    most = int(number.max(initial=0))
    if not most:
        return np.ones(len(links))
    rows = np.arange(len(links))[:, None]
    first = np.argsort(~brokers, axis=1, kind="stable")[:, :most]
    among = (links & active[:, None, :]).astype(np.float32)
    reached = (links[rows, first] & active[:, None, :]).astype(np.float32)
    for _ in range(STEPS - 1):
        reached = np.minimum(reached + reached @ among, 1.0)
    there = np.arange(most) < number[:, None]
    pairs = ((reached > 0) & couriers[:, None, :] & there[:, :, None]).sum(axis=(1, 2))
    every = number * couriers.sum(axis=1)
    return np.divide(pairs, every, out=np.ones(len(links)), where=every > 0)


class Remembered:
    """The shares of all slots (O), worked out anew only where people or ties are others than before.

    From one week to the next that is so in two or three organisations.
    """

    def __init__(self, number: int, width: int) -> None:
        self._links = np.zeros((number, width, width), dtype=bool)
        self._active = np.zeros((number, width), dtype=bool)
        self._role = np.zeros((number, width), dtype=np.int64)
        self._share = connected_share(self._links, self._active, self._role)

    def of(
        self, links: NDArray[np.bool_], active: NDArray[np.bool_], role: NDArray[np.int64]
    ) -> Floats:
        """Return :func:`connected_share` of the first N slots, (N,)."""
        n = len(links)
        others = (
            (links != self._links[:n]).any(axis=(1, 2))
            | (active != self._active[:n]).any(axis=1)
            | (role != self._role[:n]).any(axis=1)
        ).nonzero()[0]
        self._share[others] = connected_share(links[others], active[others], role[others])
        self._links[others] = links[others]
        self._active[others], self._role[others] = active[others], role[others]
        return self._share[:n].copy()
