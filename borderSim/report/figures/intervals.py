"""A dot with its interval for each level: the mark that most figures use."""

from __future__ import annotations

from collections.abc import Sequence

from borderSim.report.comparison.differences import Interval
from borderSim.report.comparison.source import Level
from borderSim.report.figures.frame import Spec, keyed, marker, numbers, on_panel
from borderSim.report.writing.numbers import decimals, end_of, fixed
from borderSim.report.writing.texts import word
from borderSim.studies.analysis.estimates import LEAST, stored

__all__ = ["dot", "error_bars", "padded_range", "stored", "written"]


def written(interval: Interval, unit: str, *, signed: bool = True) -> str:
    """Write an interval with its unit, as many decimals as its width deserves."""
    places = decimals((interval.high - interval.low) / 2, interval.value)
    value = fixed(interval.value, places, signed=signed)
    if not interval.known:
        why = (
            word(f"interval.{interval.why}", least=LEAST)
            if interval.n and interval.why in ("few", "same")
            else ""
        )
        return f"{value} {unit}".strip() + (f" ({why})" if why else "")
    bounds = word(
        "interval.bounds",
        low=end_of(interval.low, places, signed=signed),
        high=end_of(interval.high, places, signed=signed),
    )
    return f"{value} {unit}".strip() + f" ({bounds})"


def error_bars(intervals: Sequence[Interval], colour: str, thickness: float) -> Spec:
    """Return the bars of a trace: an interval for each of its marks, from its value to both ends."""
    return {
        "type": "data",
        "symmetric": False,
        "array": numbers([i.high - i.value for i in intervals]),
        "arrayminus": numbers([i.value - i.low for i in intervals]),
        "color": colour,
        "thickness": thickness,
        "width": 0,
    }


def dot(
    level: Level,
    interval: Interval,
    panel: int,
    row: float,
    unit: str,
    *,
    hollow: bool = False,
    size: float = 10,
    signed: bool = True,
    what: str = "",
) -> Spec:
    """Return a trace with one dot and its horizontal interval at height ``row``."""
    said = written(interval, unit, signed=signed)
    text = f"<b>{level.label}</b><br>{word('entry', name=what, value=said) if what else said}"
    return {
        "type": "scatter",
        "mode": "markers",
        "x": numbers([interval.value]),
        "y": [row],
        "error_x": error_bars([interval], level.look.colour, 2.4),
        "marker": marker(level, size, hollow=hollow),
        "hoverinfo": "text",
        "hovertext": [text],
        "cliponaxis": False,
        **keyed(level, panel),
        "showlegend": False,
        **on_panel(panel),
    }


def padded_range(intervals: Sequence[Interval], *, zero: bool = True) -> list[float]:
    """Return an axis range that holds all intervals (and zero) with some air."""
    ends = [end for i in intervals for end in (i.value, i.low, i.high) if end == end] + (
        [0.0] if zero else []
    )
    if not ends:
        return [-1.0, 1.0]
    low, high = min(ends), max(ends)
    air = 0.08 * (high - low) or max(abs(high), 1.0) * 0.1
    return [low - air, high + air]
