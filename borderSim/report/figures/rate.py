"""Seizures beside the interdiction rate: whether more seizures mean that a larger share is stopped."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from borderSim.language.catalogue import gettext
from borderSim.measures.outcomes import OUTCOMES
from borderSim.report.comparison.differences import Interval, mean_interval
from borderSim.report.comparison.source import View
from borderSim.report.figures.frame import (
    Picture,
    Spec,
    base_layout,
    keyed,
    marker,
    numbers,
    titled,
    top_legend,
    xaxis,
    yaxis,
)
from borderSim.report.figures.intervals import error_bars
from borderSim.report.writing.texts import word


def seizures_rate(view: View) -> Picture:
    """A faint point per run, a large one per level with both intervals."""
    data: list[Spec] = []
    rows = []
    for level in view.levels:
        seizures = view.column(level, "seizures") / view.measured
        rates = view.column(level, "interdiction_rate") * 100
        mean = mean_interval(seizures).within((0.0, math.inf))
        value, low, high = (
            view.fact(level, "interdiction_rate", c) for c in ("value", "value_low", "value_high")
        )
        rate = Interval(value, low, high).scaled(100)
        key = keyed(level, 0)
        data.append(
            {
                "type": "scatter",
                "mode": "markers",
                "x": numbers(seizures),
                "y": numbers(rates),
                **key,
                "showlegend": False,
                "marker": marker(level, 6) | {"opacity": 0.35},
                "hoverinfo": "skip",
            }
        )
        data.append(
            {
                "type": "scatter",
                "mode": "markers",
                "x": numbers([mean.value]),
                "y": numbers([rate.value]),
                **key,
                "marker": marker(level, 14) | {"line": {"color": "#FFFFFF", "width": 1.5}},
                "error_x": error_bars([mean], level.look.colour, 1.8),
                "error_y": error_bars([rate], level.look.colour, 1.8),
                "hovertemplate": f"<b>{level.label}</b><br>%{{x:.4~g}} / %{{y:.3~g}} %<extra></extra>",
            }
        )
        rows += [
            {"level": level.name, "seed": seed, "seizures_a_year": x, "interdiction_rate": y / 100}
            for seed, x, y in zip(view.runs(level).index, seizures, rates, strict=True)
        ]
    layout = base_layout(
        height=460, legend=top_legend(), margin={"l": 12, "r": 16, "t": 58, "b": 52}
    )
    unit = word("axis.per_year", unit=gettext(OUTCOMES["seizures"].unit))
    layout["xaxis"] = xaxis(**titled(unit))
    layout["yaxis"] = yaxis(**titled(word("axis.rate")))
    table = pd.DataFrame(rows)
    finite = table.dropna()
    together = (
        float(np.corrcoef(finite["seizures_a_year"], finite["interdiction_rate"])[0, 1])
        if _varies(finite)
        else float("nan")
    )
    return Picture("seizures_rate", data, layout, {}, table, {"correlation": together})


def _varies(table: pd.DataFrame) -> bool:
    spreads = [
        float(np.ptp(table[column].to_numpy(dtype=float)))
        for column in ("seizures_a_year", "interdiction_rate")
        if len(table)
    ]
    return len(table) > 2 and min(spreads) > 0
