"""Where a country's own level stands among the others: the next step from it is the level above, not the lowest.

A country that was described by its answers, or by a file of its own, is on no dial. Its place is
found by the rule that the diagnosis uses too: the highest level that at least half of its traits come
up to. Money and the months to reach a level are left out: they are paid, not reached.
"""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from typing import Any

LEFT_OUT = ("setup_cost_eur", "running_cost_eur", "months_to_reach")


def place(own: Mapping[str, Any], ladder: Sequence[Mapping[str, Any]]) -> int:
    """Return how many levels of a ladder the own level comes up to.

    Args:
        own: traits of the own level, by name.
        ladder: the same of the others, from the lowest to the highest.

    Returns:
        0 to ``len(ladder)``: 0 where it stands below all, and where no trait can be compared.
    """
    steps = [step for trait in own if (step := _step(trait, own, ladder)) is not None]
    return int(statistics.median_high(steps)) if steps else 0


def _step(trait: str, own: Mapping[str, Any], ladder: Sequence[Mapping[str, Any]]) -> int | None:
    """Return how many levels one trait comes up to; None where they do not differ in it, or no number tells."""
    mine, values = _number(own[trait]), [_number(level.get(trait)) for level in ladder]
    if trait in LEFT_OUT or mine is None or None in values or len(values) < 2:
        return None
    known = [value for value in values if value is not None]
    sign = known[-1] - known[0]
    if not sign:
        return None
    return max((i for i, value in enumerate(known, 1) if sign * (mine - value) >= 0), default=0)


def _number(value: object) -> float | None:
    """Return a trait as one number: the mean over both directions where they differ; None where it is none."""
    if isinstance(value, Mapping):
        parts = [_number(part) for part in value.values()]
        known = [part for part in parts if part is not None]
        return sum(known) / len(known) if known and len(known) == len(parts) else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value)
