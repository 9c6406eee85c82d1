"""The figure of the brief: net benefit of each level against the present one, on a scale with ticks."""

from __future__ import annotations

import math
from dataclasses import dataclass

from borderSim.report.advice.decision import NET
from borderSim.report.advice.sentences import finding
from borderSim.report.comparison.columns import difference, difference_scale
from borderSim.report.comparison.source import Level, View
from borderSim.report.writing.numbers import fixed
from borderSim.report.writing.texts import interval

MOST_TICKS = 6
ROUND = (1.0, 2.0, 5.0, 10.0)
"""Steps between ticks, times a power of ten."""


@dataclass(frozen=True)
class Bar:
    """A level in the figure: where its difference in net benefit stands between the two ends, 0 to 1.

    Attributes:
        level: whose. at, low, high: its place and its interval; NaN without one.
        text: the same in words.
    """

    level: Level
    at: float
    low: float
    high: float
    text: str

    @property
    def bounded(self) -> bool:
        """Whether it has an interval."""
        return math.isfinite(self.low)


@dataclass(frozen=True)
class Figure:
    """Net benefit of each level against the present one.

    Attributes:
        bars: one a level. zero: where no difference stands, 0 to 1. ticks: place and number of each.
        unit: of the numbers.
    """

    bars: list[Bar]
    zero: float
    ticks: list[tuple[float, str]]
    unit: str


def figure(view: View) -> Figure:
    """Return the figure of a result."""
    scale = difference_scale(view, NET)
    found = [(level, difference(view, level, NET)) for level in view.others]
    ends = [0.0] + [
        end
        for _, one in found
        for end in (one.value, *(one.ends if one.known else ()))
        if math.isfinite(end)
    ]
    low, high = min(ends), max(ends)
    span = (high - low) or 1.0
    bars = []
    for level, one in found:
        told = finding(view, level, NET)
        ends_told = "" if told.low == "–" else f" ({interval(told.low, told.high)})"
        least, most = one.ends if one.known else (math.nan, math.nan)
        at, left, right = ((end - low) / span for end in (one.value, least, most))
        bars.append(Bar(level, at, left, right, f"{told.difference}{ends_told}"))
    ticks = [
        ((place / scale.factor - low) / span, text)
        for place, text in _ticks(low * scale.factor, high * scale.factor)
    ]
    return Figure(bars, (0.0 - low) / span, ticks, scale.difference_unit)


def _ticks(low: float, high: float) -> list[tuple[float, str]]:
    """Return round numbers between two ends, zero among them, with their texts."""
    if not high > low:
        return [(0.0, fixed(0.0, 0))]
    power = 10.0 ** math.floor(math.log10((high - low) / MOST_TICKS))
    step = next(power * one for one in ROUND if (high - low) / (power * one) <= MOST_TICKS)
    places = max(0, -math.floor(math.log10(step) + 1e-9))
    numbers = range(math.ceil(low / step), math.floor(high / step) + 1)
    return [(n * step, fixed(n * step, places, signed=True)) for n in numbers]
