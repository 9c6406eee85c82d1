"""The harm that cooperation can do, and what goes wrong without it: leaks, collisions, burned cases, double work."""

from __future__ import annotations

import numpy as np
import pandas as pd

from borderSim.language.catalogue import gettext
from borderSim.measures.outcomes import OUTCOMES
from borderSim.report.comparison.differences import mean_interval
from borderSim.report.comparison.source import View
from borderSim.report.figures.frame import Panels, Picture, Spec, level_rows, titled
from borderSim.report.figures.intervals import dot, padded_range
from borderSim.report.writing.texts import outcome_title, word
from borderSim.studies.analysis.estimates import bounds_of

MEASURES = (
    "leaks",
    "attempts_dropped",
    "collisions",
    "cases_burned",
    "duplicate_hours",
    "coordination_hours",
)


def dark_side(view: View) -> Picture:
    """Mean a year with its 95 % interval, a panel per measure."""
    data: list[Spec] = []
    xaxes: list[Spec] = []
    rows = []
    for panel, name in enumerate(MEASURES):
        unit = gettext(OUTCOMES[name].unit)
        found = [
            mean_interval(view.column(level, name) / view.measured).within(
                bounds_of(OUTCOMES[name])
            )
            for level in view.levels
        ]
        for row, (level, interval) in enumerate(zip(view.levels, found, strict=True)):
            data.append(
                dot(level, interval, panel, row, unit, hollow=level.reference, signed=False)
            )
            rows.append(
                {
                    "measure": name,
                    "level": level.name,
                    "a_year": interval.value,
                    "low": interval.low,
                    "high": interval.high,
                }
            )
        span = padded_range(found)
        xaxes.append(
            titled(word("axis.per_year", unit=unit)) | {"range": [min(0.0, span[0]) * 0.5, span[1]]}
        )
    panels = Panels(
        [outcome_title(name) for name in MEASURES], columns=3, height=34 * len(view.levels) + 20
    )
    layout, narrow = panels.layout(
        xaxes, [level_rows(view.levels)] * len(MEASURES), showlegend=False
    )
    table = pd.DataFrame(rows)
    worst = {}
    for name, part in table.groupby("measure", sort=False):
        values = part["a_year"].to_numpy()
        if np.isfinite(values).any():
            worst[str(name)] = (
                view.levels[int(np.nanargmax(values))].title if np.nanmax(values) > 0 else None
            )
    return Picture("dark_side", data, layout, narrow, table, {"worst": worst})
