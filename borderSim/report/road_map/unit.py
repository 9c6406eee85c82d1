"""One unit for all money of a diagnosis' brief: that of net benefit, so that what is gained and what is paid can be compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from borderSim.report.advice.who_pays import Scale
from borderSim.report.diagnosis.columns import SHOWN
from borderSim.report.road_map.turns import NET
from borderSim.report.writing.numbers import euro_scale

PLACES = 2
"""Decimals of an amount below a thousand of its unit; none where the unit is the euro."""


def money_unit(rows: Sequence[Mapping[Any, Any]]) -> Scale:
    """Return unit and decimals of money, those of the net benefit of the first remedies.

    Args:
        rows: stored rows of single remedies, the best first.
    """
    factor, unit = euro_scale(max((abs(float(row[NET])) for row in rows[:SHOWN]), default=0.0))
    return Scale(factor, unit, 0 if factor == 1.0 else PLACES)
