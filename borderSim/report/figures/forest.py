"""Paired differences from the present level, one panel per headline outcome.

The spread of runs beside.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from borderSim.measures.outcomes import HEADLINE, OUTCOMES
from borderSim.report.comparison.columns import difference, difference_scale
from borderSim.report.comparison.source import Level, View
from borderSim.report.figures.frame import (
    Panels,
    Picture,
    Spec,
    axis,
    keyed,
    level_columns,
    level_rows,
    marker,
    numbers,
    on_panel,
    titled,
    zero_line,
)
from borderSim.report.figures.intervals import dot, padded_range
from borderSim.report.writing.numbers import scale_of
from borderSim.report.writing.texts import outcome_title, word

ALL_POINTS_UP_TO = 200
"""More replicates than this are drawn as boxes with their outliers only."""


def forest(view: View) -> Picture:
    """Paired differences with 95 % intervals, small multiples."""
    data: list[Spec] = []
    xaxes: list[Spec] = []
    for panel, name in enumerate(HEADLINE):
        scale = difference_scale(view, name)
        shown = []
        for row, level in enumerate(view.levels):
            interval = difference(view, level, name).scaled(scale.factor)
            shown.append(interval)
            data.append(
                dot(level, interval, panel, row, scale.difference_unit, hollow=level.reference)
            )
        unit = word(
            "axis.difference_year" if scale.per_year else "axis.difference",
            unit=scale.difference_unit,
        )
        xaxes.append(titled(unit) | {"range": padded_range(shown)})
    panels = Panels([outcome_title(name) for name in HEADLINE], height=34 * len(view.levels) + 20)
    layout, narrow = panels.layout(
        xaxes,
        [level_rows(view.levels)] * len(HEADLINE),
        showlegend=False,
        shapes=[zero_line(i) for i in range(len(HEADLINE))],
    )
    columns = ["level", "outcome", "n", "value", "difference", "low", "high"]
    table = view.paired.reset_index()
    table = table.loc[table["outcome"].isin(HEADLINE), columns]
    clear = sum(difference(view, level, name).clear for name in HEADLINE for level in view.others)
    return Picture(
        "forest",
        data,
        layout,
        narrow,
        table,
        {"clear_count": clear, "count": len(HEADLINE) * len(view.others)},
    )


def distribution(view: View) -> Picture:
    """Box and points per level: how much single runs differ."""
    data: list[Spec] = []
    yaxes: list[Spec] = []
    rows = []
    for panel, name in enumerate(HEADLINE):
        per = view.measured if OUTCOMES[name].kind == "total" else 1.0
        samples = [view.column(level, name) / per for level in view.levels]
        finite = np.concatenate(samples)
        finite = np.abs(finite[np.isfinite(finite)])
        scale = scale_of(OUTCOMES[name], float(finite.max()) if len(finite) else 0.0)
        for place, (level, sample) in enumerate(zip(view.levels, samples, strict=True)):
            data.append(_box(level, sample * scale.factor, panel, place))
            rows.append(_spread(level, name, sample))
        unit = word("axis.per_year", unit=scale.unit) if scale.per_year else scale.unit
        yaxes.append(titled(unit))
    panels = Panels(
        [outcome_title(name) for name in HEADLINE], height=220, gap=112, shared=False, share=0.84
    )
    layout, narrow = panels.layout(
        [level_columns(view.levels)] * len(HEADLINE), yaxes, showlegend=False
    )
    narrow |= {f"{axis('x', panel)}.tickangle": 90 for panel in range(len(HEADLINE))}
    return Picture("distribution", data, layout, narrow, pd.DataFrame(rows), {"n": view.replicates})


def _box(level: Level, sample: np.ndarray, panel: int, place: int) -> Spec:
    points = "all" if len(sample) <= ALL_POINTS_UP_TO else "outliers"
    values = numbers(sample)
    return {
        "type": "box",
        "y": values,
        "x": [place] * len(values),
        "boxpoints": points,
        "jitter": 0.5,
        "pointpos": 0,
        "width": 0.55,
        "marker": marker(level, 5) | {"opacity": 0.55},
        "line": {"color": level.look.colour, "width": 1.8},
        "fillcolor": "rgba(255,255,255,0)",
        "hoverinfo": "y",
        "hoveron": "boxes+points",
        **keyed(level, panel),
        "showlegend": False,
        **on_panel(panel),
    }


def _spread(level: Level, name: str, sample: np.ndarray) -> dict[str, object]:
    finite = sample[np.isfinite(sample)]
    marks = (
        np.quantile(finite, (0.05, 0.25, 0.5, 0.75, 0.95)) if len(finite) else np.full(5, np.nan)
    )
    return {
        "level": level.name,
        "outcome": name,
        "n": len(finite),
        **dict(zip(("q05", "q25", "median", "q75", "q95"), (float(m) for m in marks), strict=True)),
    }
