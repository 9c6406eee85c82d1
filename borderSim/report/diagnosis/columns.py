"""How effects of remedies are written: the rule of the report (:mod:`borderSim.report.writing.numbers`), for a column of them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from borderSim.measures.outcomes import OUTCOMES
from borderSim.measures.quantities import yearly
from borderSim.report.writing.numbers import Scale, decimals_together, end_of, fixed, scale_of
from borderSim.report.writing.texts import interval
from borderSim.studies.analysis.estimates import Estimate, stored

UNKNOWN = "–"
SHOWN = 6
"""How many of the best remedies are shown; their numbers share their decimals."""


@dataclass(frozen=True)
class Amount:
    """One effect as shown.

    Attributes:
        value: signed; a dash where it is not known. ends: its 95 % interval, empty where there is none.
    """

    value: str
    ends: str

    @property
    def text(self) -> str:
        """Value and interval."""
        return f"{self.value} ({self.ends})" if self.ends else self.value


@dataclass(frozen=True)
class Column:
    """Effects on one outcome, in one unit and with one number of decimals.

    Attributes:
        unit: of them, a year for totals. cells: in the order given.
    """

    unit: str
    cells: list[Amount]


def column(outcome: str, effects: Sequence[Mapping[str, Any]]) -> Column:
    """Return effects on an outcome as shown.

    Args:
        outcome: its name.
        effects: each with ``value``, ``low``, ``high`` (None or NaN where not known) and ``n``, in
            stored units; totals are told a year.
    """
    found = [stored(effect) for effect in effects]
    scale = scale_of(OUTCOMES[outcome], max(map(_size, found), default=0.0))
    own = [one.scaled(scale.factor) for one in found]
    places = decimals_together((one.half, one.value) for one in own)
    return Column(unit_of(scale), [_amount(one, places) for one in own])


def unit_of(scale: Scale) -> str:
    """Return the unit of differences, a year where they are of a total."""
    return yearly(scale.difference_unit, scale.per_year)


def _size(one: Estimate) -> float:
    return max((abs(v) for v in (one.value, one.low, one.high) if math.isfinite(v)), default=0.0)


def _amount(one: Estimate, places: int) -> Amount:
    if not math.isfinite(one.value):
        return Amount(UNKNOWN, "")
    if one.value == 0 and not one.known:
        return Amount("0", "")
    shown = end_of if one.same else fixed  # (a price, however small, is not shown as nothing)
    ends = ""
    if one.known:
        low, high = (end_of(end, places, signed=True) for end in (one.low, one.high))
        ends = interval(low, high)
    return Amount(shown(one.value, places, signed=True), ends)
