"""How many members of an organisation have which role."""

from __future__ import annotations

import math
from collections.abc import Mapping

from borderSim.parameters.traffickers import Organisations

ROLES_OF_MIX = (
    "organiser",
    "financier",
    "broker",
    "logistics",
    "facilitator",
    "storage",
    "courier",
)
"""Roles of which an organisation is made up, those who lead first."""

KEY_ROLES = ("organiser", "broker", "logistics", "courier")
"""Without one of each an organisation cannot work."""


def role_mix(organisations: Organisations) -> dict[str, float]:
    """Return the share of each role among members: what ``organisations.role_<role>`` say, made to add up to 1."""
    parts = {role: float(getattr(organisations, f"role_{role}")) for role in ROLES_OF_MIX}
    total = math.fsum(parts.values())
    return {role: part / total for role, part in parts.items()}


ROLE_MIX: Mapping[str, float] = role_mix(Organisations())
"""Shares by role where the scenario says nothing else."""


def role_counts(size: int, mix: Mapping[str, float] = ROLE_MIX) -> dict[str, int]:
    """Return how many of an organisation's members have each role: at least one of each key role.

    Three members are too few for that: their broker organises.

    Args:
        size: number of members.
        mix: share of each role, of :func:`role_mix`.
    """
    counts = {role: int(share * size) for role, share in mix.items()}
    for role in KEY_ROLES:
        counts[role] = max(1, counts[role])
    while sum(counts.values()) < size:
        role = max(mix, key=lambda r: mix[r] * size - counts[r])
        counts[role] += 1
    while sum(counts.values()) > size:
        # the last of a key role stays while others can go
        spare = [r for r in counts if counts[r] > (r in KEY_ROLES)]
        role = max(spare or counts, key=lambda r: counts[r])
        counts[role] -= 1
    return counts
