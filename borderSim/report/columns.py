"""One unit and one number of decimals for all numbers of an outcome that stand in one column."""

from __future__ import annotations

import math
from collections.abc import Sequence

from borderSim.measures.dictionary import dictionary_of
from borderSim.report.figures.forest import difference, difference_scale
from borderSim.report.numbers import Scale, decimals_together, scale_of
from borderSim.report.source import Level, View


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
