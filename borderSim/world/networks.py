"""Networks of members: roles, tiers and links of one organisation."""

from __future__ import annotations

import itertools
from typing import SupportsIndex

import numpy as np
from numpy.typing import NDArray

from borderSim.scenario.schema import ROLES, Organisations
from borderSim.world.streams import generator

TIER_OF_ROLE = {
    "organiser": 4,
    "financier": 4,
    "broker": 3,
    "logistics": 2,
    "facilitator": 2,
    "storage": 1,
    "courier": 1,
}
ROLE_MIX = {
    "organiser": 0.04,
    "financier": 0.04,
    "broker": 0.10,
    "logistics": 0.25,
    "facilitator": 0.12,
    "storage": 0.15,
    "courier": 0.30,
}
"""Assumption, after the role mix of published networks (Caviar: helpers 28 of 110)."""

ROLE_CODE = {role: i for i, role in enumerate(ROLES)}
TIERS = np.array([TIER_OF_ROLE[r] for r in ROLES])


def roles_for(size: int) -> NDArray[np.int64]:
    """Return the role codes of an organisation of ``size`` members, leaders first.

    Every organisation has at least an organiser, a broker, one in logistics and a courier.
    """
    counts = {role: int(share * size) for role, share in ROLE_MIX.items()}
    for role in ("organiser", "broker", "logistics", "courier"):
        counts[role] = max(1, counts[role])
    while sum(counts.values()) < size:
        role = max(ROLE_MIX, key=lambda r: ROLE_MIX[r] * size - counts[r])
        counts[role] += 1
    while sum(counts.values()) > size:
        role = max(counts, key=lambda r: counts[r])
        counts[role] -= 1
    return np.array([ROLE_CODE[r] for r in ROLES for _ in range(counts[r])], dtype=np.int64)


def size_of(parameters: Organisations, seed: int, slot: int) -> int:
    """Draw the number of members of the organisation in a slot (lognormal, within its bounds)."""
    z = generator(seed, f"organisation/{slot}").standard_normal()
    size = parameters.size_median * float(np.exp(parameters.size_sigma * z))
    return int(np.clip(round(size), parameters.size_min, parameters.size_max))


def links(roles: NDArray[np.int64], mean_degree: float, seed: int, slot: int) -> NDArray[np.bool_]:
    """Draw who knows whom: brokers as hubs, crews as cliques, leaders behind the brokers.

    The broker with the highest fitness draws most links (published networks are dominated by
    a hub); every junior belongs to a crew of about four that knows one another. The network is
    connected by construction.

    Args:
        roles: (n,) role codes, leaders first.
        mean_degree: target mean degree.
        seed: of the replicate.
        slot: names the stream, so that the n-th organisation has the same network in every level.

    Returns:
        (n, n) symmetric adjacency without loops.
    """
    rng = generator(seed, f"network/{slot}")
    n = len(roles)
    adjacency = np.zeros((n, n), dtype=bool)
    tiers = TIERS[roles]
    brokers = np.flatnonzero(tiers == 3)
    fitness = rng.pareto(1.5, len(brokers)) + 0.2
    weights = fitness / fitness.sum()

    def tie(i: SupportsIndex, j: SupportsIndex) -> None:
        if i != j:
            adjacency[i, j] = adjacency[j, i] = True

    for i in np.flatnonzero(tiers == 4):
        tie(i, int(rng.choice(brokers, p=weights)))
    for a, b in itertools.pairwise(brokers):
        tie(a, b)
    juniors = rng.permutation(np.flatnonzero(tiers <= 2))
    for crew in np.array_split(juniors, max(1, round(len(juniors) / 4))):
        hub = int(rng.choice(brokers, p=weights))
        tie(crew[0], hub)
        for a in range(len(crew)):
            for b in range(a + 1, len(crew)):
                if rng.random() < 0.6 or b == a + 1:
                    tie(crew[a], crew[b])
    missing = round(mean_degree * n / 2) - int(adjacency.sum()) // 2
    for _ in range(max(0, missing)):
        tie(int(rng.integers(n)), int(rng.choice(brokers, p=weights)))
    return adjacency
