"""Parts of a sum rounded so that what is shown adds up to what is shown."""

from __future__ import annotations

import math
from collections.abc import Sequence


def adding_up(parts: Sequence[float], places: int) -> tuple[list[float], float]:
    """Return parts and their sum, rounded to so many decimals, the rounded parts adding up to the rounded sum.

    Parts whose rounding is the worst are moved by one in the last digit, so that none is off by a
    whole one (method of the largest remainder).

    Args:
        parts: of the sum.
        places: decimals that are shown.
    """
    unit = 10.0**-places
    whole = round(math.fsum(parts) / unit)
    counted = [round(one / unit) for one in parts]
    missing = whole - sum(counted)
    step = 1 if missing > 0 else -1
    short = sorted(range(len(parts)), key=lambda i: step * (counted[i] - parts[i] / unit))
    for i in short[: abs(missing)]:
        counted[i] += step
    return [round(one * unit, places) for one in counted], round(whole * unit, places)
