"""Every outcome of a run is a finite number within its own bounds, or not defined."""

from __future__ import annotations

import math
from collections.abc import Mapping

from borderSim.errors import BrokenRunError
from borderSim.measures.outcomes import OUTCOMES

ROUNDING = 1e-6
"""Sums of floating point numbers may miss a bound by this."""


def check_bounds(outcomes: Mapping[str, float | None]) -> None:
    """Check what a run measured.

    Args:
        outcomes: value by name; None where one is not defined.

    Raises:
        BrokenRunError: a value that no run can have, named with its bounds.
    """
    for name, value in outcomes.items():
        outcome = OUTCOMES[name]
        if value is not None and not (
            math.isfinite(value) and outcome.low - ROUNDING <= value <= outcome.high + ROUNDING
        ):
            raise BrokenRunError(
                f"the outcome {name} is {value:g}, but it must be a finite number{_in_words(outcome.low, outcome.high)}: "
                "the model has gone wrong here, and the run counts as failed; please report its scenario and seed"
            )


def _in_words(low: float, high: float) -> str:
    if math.isinf(low):
        return ""
    return f" of at least {low:g}" if math.isinf(high) else f" between {low:g} and {high:g}"
