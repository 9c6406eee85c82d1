"""When a change pays: the cumulated net benefit against the present level, month by month, at three weights of harm."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from borderSim.language.forms import localised
from borderSim.report.comparison.source import View
from borderSim.report.figures.frame import (
    Panels,
    Picture,
    Spec,
    keyed,
    marker,
    numbers,
    on_panel,
    titled,
    top_legend,
)
from borderSim.report.figures.paths import months_shown
from borderSim.report.writing.numbers import euro_scale
from borderSim.report.writing.texts import word
from borderSim.scenario.transition import RAMP
from borderSim.studies.analysis.break_even import LAMBDAS, break_even_table, cumulated


def break_even(view: View) -> Picture | None:
    """Mean paths over replicates, with the month from which each stays above zero.

    Nothing unless levels come over months.
    """
    if view.manifest.get("transition") != RAMP or not view.others:
        return None
    monthly = view.monthly
    months = months_shown(view)
    time = [float(x) for x in np.cumsum(view.month_days)[:months] / 365]
    data: list[Spec] = []
    yaxes: list[Spec] = []
    for panel, weight in enumerate(LAMBDAS):
        means = [
            cumulated(monthly, level.name, view.reference.name, weight).mean(axis=0)[:months]
            for level in view.levels
        ]
        factor, unit = euro_scale(
            max((float(np.abs(mean).max()) for mean in means if len(mean)), default=0.0)
        )
        yaxes.append(titled(unit))
        for level, mean in zip(view.levels, means, strict=True):
            data.append(
                {
                    "type": "scatter",
                    "mode": "lines+markers",
                    "x": time,
                    "y": numbers(mean * factor, 4),
                    **keyed(level, panel),
                    **on_panel(panel),
                    "hovertemplate": f"%{{y:.4~g}} {unit}",
                    "marker": marker(level, 7) | {"maxdisplayed": 6},
                    "line": {
                        "color": level.look.colour,
                        "width": 2.4,
                        "dash": "dot" if level.reference else "solid",
                    },
                }
            )
    panels = Panels(
        [word("break_even", weight=localised(f"{weight:g}")) for weight in LAMBDAS],
        columns=3,
        height=220,
        gap=78,
        shared=False,
        top=72,
        share=0.8,
    )
    layout, narrow = panels.layout(
        [titled(word("axis.years"))] * len(LAMBDAS),
        yaxes,
        legend=top_legend(),
        hovermode="x unified",
    )
    table = break_even_table(monthly, view.reference.name)
    return Picture(
        "break_even",
        data,
        layout,
        narrow,
        _plain(table),
        {"ends": _ends(view, table), "years": view.years},
    )


def _plain(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with months that lie beyond the horizon left empty."""
    return table.drop(columns="scenario").replace({math.inf: np.nan, -math.inf: np.nan})


def _ends(view: View, table: pd.DataFrame) -> list[dict[str, object]]:
    """Return what the text says of each level: a month with its interval at each weight of harm."""
    found: list[dict[str, object]] = []
    for level in view.others:
        rows = table.loc[table["level"] == level.name].to_dict("records")
        found.append(
            {
                "title": level.title,
                "at": [
                    {
                        "weight": localised(f"{row['lambda']:g}"),
                        "month": _month(row["month"]),
                        "low": _month(row["low"]),
                        "high": _month(row["high"]),
                        "within": int(row["within"]),
                        "n": int(row["n"]),
                    }
                    for row in rows
                ],
            }
        )
    return found


def _month(value: float) -> str:
    """A month as text: empty where it is beyond the horizon, a dash where it is not known."""
    return "–" if value != value else "" if math.isinf(value) else f"{value:.0f}"
