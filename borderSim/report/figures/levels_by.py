"""What each level gives under each law, or in each arm of an experiment: rows are laws or arms, marks are levels.

Drawn from a finding of ``levels_by_law`` or ``arms``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from markupsafe import escape

from borderSim.measures.outcomes import HEADLINE
from borderSim.measures.quantities import yearly
from borderSim.report.comparison.differences import Interval
from borderSim.report.figures.frame import (
    AIR,
    Panels,
    Picture,
    Spec,
    numbers,
    on_panel,
    titled,
    top_legend,
    zero_line,
)
from borderSim.report.figures.intervals import error_bars, padded_range, stored, written
from borderSim.report.layout.palette import INK, Look, looks
from borderSim.report.writing.texts import outcome_title, word

ROW = 62
"""Pixels a law or an arm."""


def levels_by_law(found: Mapping[str, Any]) -> Picture:
    """Return a panel per headline outcome with the paired differences of the levels under each law."""
    return _levels_by("law", found["laws"], found, "levels_by_law")


def levels_by_arm(found: Mapping[str, Any]) -> Picture:
    """Return a panel per headline outcome with the paired differences of the levels in each arm."""
    return _levels_by("arm", found["arms"], found, "arms")


def _levels_by(key: str, groups: Sequence[str], found: Mapping[str, Any], name: str) -> Picture:
    levels = [level for level in found["levels"] if level != found["present"]]
    effects = [row for row in found["effects"] if row["outcome"] in HEADLINE]
    look = dict(
        zip(
            found["levels"],
            looks(len(found["levels"]), found["levels"].index(found["present"])),
            strict=True,
        )
    )
    outcomes = list(dict.fromkeys(row["outcome"] for row in effects))
    data: list[Spec] = []
    xaxes = []
    for panel, outcome in enumerate(outcomes):
        rows = [row for row in effects if row["outcome"] == outcome]
        unit = yearly(rows[0]["unit"], rows[0]["per_year"])
        shown = []
        for i, level in enumerate(levels):
            own = {
                row[key]: stored(row).scaled(row["factor"]) for row in rows if row["level"] == level
            }
            shift = (i - (len(levels) - 1) / 2) * 0.8 / max(1, len(levels))
            data.append(
                _trace(
                    level,
                    look[level],
                    [(place + shift, group, own[group]) for place, group in enumerate(groups)],
                    unit,
                    panel,
                )
            )
            shown += list(own.values())
        xaxes.append(titled(word("axis.difference", unit=unit)) | {"range": padded_range(shown)})
    rows_axis: Spec = {
        "tickmode": "array",
        "tickvals": list(range(len(groups))),
        "ticktext": [str(escape(group)) for group in groups],
        "range": [len(groups) - 0.4, -0.6],
        "showgrid": False,
        "tickfont": {"size": 13, "color": INK},
        **AIR,
    }
    panels = Panels(
        [outcome_title(name) for name in outcomes], columns=2, height=ROW * len(groups) + 16, top=40
    )
    layout, narrow = panels.layout(
        xaxes,
        [rows_axis] * len(outcomes),
        showlegend=True,
        legend=top_legend(),
        shapes=[zero_line(i) for i in range(len(outcomes))],
    )
    keys = ("outcome", key, "level", "n", "value", "low", "high")
    return Picture(
        name,
        data,
        layout,
        narrow,
        pd.DataFrame([{key: row[key] for key in keys} for row in effects]),
    )


def _trace(
    level: str, look: Look, marks: list[tuple[float, str, Interval]], unit: str, panel: int
) -> Spec:
    intervals = [interval for _, _, interval in marks]
    texts = [
        f"<b>{escape(level)}</b>, {escape(group)}<br>{written(interval, unit)}"
        for _, group, interval in marks
    ]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": numbers([i.value for i in intervals]),
        "y": [place for place, _, _ in marks],
        "error_x": error_bars(intervals, look.colour, 2),
        "marker": {"symbol": look.marker, "size": 9, "color": look.colour},
        "name": str(escape(level)),
        "legendgroup": level,
        "showlegend": panel == 0,
        "hoverinfo": "text",
        "hovertext": texts,
        "cliponaxis": False,
        "meta": {"level": level},
        **on_panel(panel),
    }
