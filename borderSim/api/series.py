"""The figure of one run: what happened month by month, a panel per series, each with its unit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from borderSim.given import chosen, items
from borderSim.measures.frame_units import with_units
from borderSim.measures.outcomes import RATIO, SHARE
from borderSim.report.figures.frame import Panels, Spec, numbers, on_panel, titled
from borderSim.report.layout.palette import INK
from borderSim.report.writing.numbers import euro_scale

if TYPE_CHECKING:
    from borderSim.api.offline import Figure

USUAL = ("seizures", "delivered_value_eur", "orgs_alive", "trade_delay_cost_eur")


NAMING = ("month", "run", "scenario", "arm", "point", "level", "seed")
"""Columns that name a month, and no series."""


def series_asked(columns: Sequence[object], monthly: pd.DataFrame) -> list[str]:
    """Return the series that are asked for, one by one or as one list.

    The usual ones where none is.

    Raises:
        InputError: there is no such series.
    """
    flat = [name for entry in columns for name in items("series", entry)]
    known = [str(name) for name in monthly.columns if name not in NAMING]
    return (
        chosen("series", flat, known, what="series")
        if flat
        else [name for name in USUAL if name in known]
    )


def months_asked(monthly: pd.DataFrame, columns: Sequence[object]) -> Figure:
    """Return the months of a run, the series that are asked for (see :func:`series_asked`)."""
    return months_figure(monthly, series_asked(columns, monthly))


def months_figure(monthly: pd.DataFrame, columns: Sequence[str] = USUAL) -> Figure:
    """Return the months of a run as small multiples; the last month may be a part of one.

    Args:
        monthly: a row per 30 days, ``month`` from 0.
        columns: the series shown.
    """
    from borderSim.api.offline import Figure

    labels = with_units(monthly.copy(), "").attrs
    data: list[Spec] = []
    yaxes: list[Spec] = []
    for panel, name in enumerate(columns):
        unit, factor = labels["units"].get(name, ""), 1.0
        if unit == "EUR":
            factor, unit = euro_scale(
                max(
                    (abs(value) for value in numbers(monthly[name]) if value is not None),
                    default=0.0,
                )
            )
        about = labels["definitions"].get(name, "")
        data.append(
            {
                "type": "scatter",
                "mode": "lines+markers",
                "x": numbers(monthly["month"] + 1),
                "y": numbers(monthly[name] * factor),
                "name": name,
                "showlegend": False,
                "line": {"color": INK, "width": 1.6},
                "marker": {"color": INK, "size": 5},
                "hovertemplate": "month %{x}: %{y}<extra></extra>",
                "meta": {"definition": about},
                **on_panel(panel),
            }
        )
        yaxes.append(titled("" if unit in (SHARE, RATIO) else unit) | {"rangemode": "tozero"})
    panels = Panels([name.replace("_eur", "").replace("_", " ") for name in columns], shared=False)
    layout, _ = panels.layout([titled("month")] * len(columns), yaxes)
    return Figure({"data": data, "layout": layout})
