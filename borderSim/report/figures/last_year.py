"""Differences in the last twelve months, beside those of the whole horizon."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from borderSim.report.comparison.differences import Interval, paired_interval, paired_ratio_interval
from borderSim.report.comparison.source import Level, View
from borderSim.report.figures.frame import Panels, Picture, Spec, level_rows, titled, zero_line
from borderSim.report.figures.intervals import dot, padded_range
from borderSim.report.writing.numbers import euro_scale
from borderSim.report.writing.texts import word

MONTHS = 12
ENFORCEMENT = (
    "customs_cost_eur",
    "police_cost_eur",
    "cooperation_setup_eur",
    "cooperation_running_eur",
)
ALL_COSTS = (*ENFORCEMENT, "trade_delay_cost_eur", "harm_eur")


@dataclass(frozen=True)
class Span:
    """A part of the horizon: its months and its length in years."""

    first: int
    years: float


def _total(view: View, level: Level, columns: tuple[str, ...], span: Span) -> np.ndarray:
    return (
        sum(
            (view.month_matrix(level, column)[:, span.first :].sum(axis=1) for column in columns),
            np.zeros(1),
        )
        / span.years
    )


def _rate(view: View, level: Level, span: Span) -> Interval:
    pairs = [
        tuple(
            _total(view, one, (column,), span)
            for column in ("seized_value_eur", "shipped_value_eur")
        )
        for one in (level, view.reference)
    ]
    return paired_ratio_interval(*pairs).scaled(100)  # type: ignore[arg-type]


def _sum(columns: tuple[str, ...], sign: float = 1.0) -> Callable[[View, Level, Span], Interval]:
    return lambda view, level, span: paired_interval(
        _total(view, level, columns, span), _total(view, view.reference, columns, span)
    ).scaled(sign)


MEASURES: dict[str, Callable[[View, Level, Span], Interval]] = {
    "interdiction_rate": _rate,
    "delivered_value_eur": _sum(("delivered_value_eur",)),
    "members_arrested": _sum(("members_arrested",)),
    "enforcement_and_cooperation_cost_eur": _sum(ENFORCEMENT),
    "trade_delay_cost_eur": _sum(("trade_delay_cost_eur",)),
    "net_benefit_eur": _sum(ALL_COSTS, -1.0),
}


def spans(view: View) -> dict[str, Span]:
    """Return the whole horizon and, where it is longer, its last twelve months."""
    days = view.month_days
    whole = {"whole": Span(0, float(days.sum()) / 365)}
    if len(days) <= MONTHS + 1:
        return whole
    return whole | {"last": Span(len(days) - MONTHS, float(days[-MONTHS:].sum()) / 365)}


def last_year(view: View) -> Picture:
    """Paired differences in the last twelve months (filled) and over the whole horizon (hollow)."""
    parts = spans(view)
    data: list[Spec] = []
    xaxes: list[Spec] = []
    rows = []
    for panel, (name, measure) in enumerate(MEASURES.items()):
        found = {
            key: [measure(view, level, span) for level in view.levels]
            for key, span in parts.items()
        }
        factor, unit = _unit(name, [i for some in found.values() for i in some])
        for key, intervals in found.items():
            for row, (level, interval) in enumerate(zip(view.levels, intervals, strict=True)):
                shown = (
                    Interval(0.0, np.nan, np.nan) if level.reference else interval.scaled(factor)
                )
                offset = (
                    0.0
                    if len(parts) == 1 or level.reference
                    else (-0.17 if key == "whole" else 0.17)
                )
                data.append(
                    dot(
                        level,
                        shown,
                        panel,
                        row + offset,
                        unit,
                        hollow=key == "whole",
                        size=9,
                        what=word(f"span.{key}"),
                    )
                )
                rows.append(
                    {
                        "span": key,
                        "measure": name,
                        "level": level.name,
                        "difference": interval.value,
                        "low": None if level.reference else interval.low,
                        "high": None if level.reference else interval.high,
                    }
                )
        title = "axis.difference" if name == "interdiction_rate" else "axis.difference_year"
        every = [i.scaled(factor) for some in found.values() for i in some]
        xaxes.append(titled(word(title, unit=unit)) | {"range": padded_range(every), "nticks": 5})
    panels = Panels(
        [word(f"last.{name}") for name in MEASURES], columns=3, height=44 * len(view.levels) + 20
    )
    layout, narrow = panels.layout(
        xaxes,
        [level_rows(view.levels)] * len(MEASURES),
        showlegend=False,
        shapes=[zero_line(i) for i in range(len(MEASURES))],
    )
    return Picture(
        "last_year", data, layout, narrow, pd.DataFrame(rows), {"apart": "last" in parts}
    )


def _unit(name: str, intervals: list[Interval]) -> tuple[float, str]:
    if not name.endswith("_eur"):
        return 1.0, word("unit.points") if name == "interdiction_rate" else word(f"unit.{name}")
    return euro_scale(
        max(
            (abs(end) for i in intervals for end in (i.value, i.low, i.high) if end == end),
            default=0.0,
        )
    )
