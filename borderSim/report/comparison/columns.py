"""One unit and one number of decimals for all numbers of an outcome that stand in one column."""

from __future__ import annotations

import math
from collections.abc import Sequence

from borderSim.measures.dictionary import dictionary_of
from borderSim.measures.outcomes import HEADLINE
from borderSim.report.comparison.differences import Interval
from borderSim.report.comparison.source import Level, View
from borderSim.report.writing.numbers import Scale, decimals_together, money_magnitude, scale_of

COST = "_cost_eur"
COSTS = tuple(name for name in HEADLINE if name.endswith(COST))
"""Headline costs, which stand side by side in one unit."""


def difference(view: View, level: Level, outcome: str) -> Interval:
    """Return a level's paired difference as the paired table has it."""
    value, low, high, n, error = (
        view.fact(level, outcome, column) for column in ("difference", "low", "high", "n", "mcse")
    )
    return Interval(value, low, high, 0 if n != n else int(n), error)


def difference_scale(view: View, outcome: str) -> Scale:
    """Return the scale for the differences of an outcome, and for the values of sums of money; costs share one."""
    return view.once(("scale", outcome), lambda: _difference_scale(view, outcome))


def _difference_scale(view: View, name: str) -> Scale:
    outcome = dictionary_of(view.manifest)[name]
    together = COSTS if name.endswith(COST) else (name,)
    largest = _largest([difference(view, level, one) for level in view.others for one in together])
    if outcome.unit == "EUR" and outcome.kind == "total":
        values = [abs(view.fact(level, name, "value")) for level in view.levels]
        largest = money_magnitude(largest, max((v for v in values if v == v), default=0.0))
    return scale_of(outcome, largest)


def _largest(intervals: list[Interval]) -> float:
    ends = [abs(end) for i in intervals for end in (i.value, i.low, i.high) if end == end]
    return max(ends, default=0.0)


def column_scale(view: View, outcome: str) -> Scale:
    """Return the scale for values and differences of an outcome in one table."""
    own = dictionary_of(view.manifest)[outcome]
    if own.unit == "EUR" and own.kind == "total":
        return difference_scale(view, outcome)
    values = [abs(view.fact(level, outcome, "value")) for level in view.levels]
    return scale_of(own, max((v for v in values if math.isfinite(v)), default=0.0))


def value_places(view: View, outcome: str, factor: float, levels: Sequence[Level]) -> int:
    """Return the decimals of the values of these levels, shown as ``factor`` times what is stored."""
    facts = [
        [factor * view.fact(level, outcome, key) for key in ("value", "value_low", "value_high")]
        for level in levels
    ]
    return decimals_together([((high - low) / 2, value) for value, low, high in facts])


def difference_places(view: View, outcome: str, factor: float) -> int:
    """Return the decimals of the differences from the present level, likewise."""
    found = [difference(view, level, outcome).scaled(factor) for level in view.others]
    return decimals_together([((one.high - one.low) / 2, one.value) for one in found])
