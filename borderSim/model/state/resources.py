"""How busy the scarce resources of both services are: used over available, by kind (handbook II.c)."""

from __future__ import annotations

KINDS: tuple[str, ...] = ("information", "people", "time", "bays")
"""Vetting desk (hours).

Officers at checks and in cases (hours); legal hold (unit-days); strip bays (strips).
"""


class Resources:
    """Sums over the horizon, by kind."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Begin anew."""
        self.used: dict[str, float] = dict.fromkeys(KINDS, 0.0)
        self.available: dict[str, float] = dict.fromkeys(KINDS, 0.0)

    def book(self, kind: str, used: float, available: float) -> None:
        """Enter what was used of what there was."""
        self.used[kind] += used
        self.available[kind] += available

    def utilisation(self, kind: str) -> float | None:
        """Return used over available, None where there is nothing of the kind."""
        return self.used[kind] / self.available[kind] if self.available[kind] > 0 else None
