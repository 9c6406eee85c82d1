"""How many members of an organisation have which role."""

from __future__ import annotations

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

KEY_ROLES = ("organiser", "broker", "logistics", "courier")
"""Without one of each an organisation cannot work."""


def role_counts(size: int) -> dict[str, int]:
    """Return how many of an organisation of ``size`` members have each role: at least one of each key role."""
    counts = {role: int(share * size) for role, share in ROLE_MIX.items()}
    for role in KEY_ROLES:
        counts[role] = max(1, counts[role])
    while sum(counts.values()) < size:
        role = max(ROLE_MIX, key=lambda r: ROLE_MIX[r] * size - counts[r])
        counts[role] += 1
    while sum(counts.values()) > size:
        role = max(counts, key=lambda r: counts[r])
        counts[role] -= 1
    return counts
