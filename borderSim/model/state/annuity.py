"""What is paid once, as an equal sum a year over its life."""

from __future__ import annotations

SMALLEST_RATE = 1e-9
"""A rate below this is none: ``1 + rate`` has no digits for it."""


def annuity(rate: float, years: float) -> float:
    """Return the part of a sum that is due each year.

    Args:
        rate: of interest, a year.
        years: life of what was paid for.
    """
    return rate / (1 - (1 + rate) ** -years) if rate > SMALLEST_RATE else 1 / years
