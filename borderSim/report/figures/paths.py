"""The levels over time: monthly means over replicates with the band of 5 to 95 %."""

from __future__ import annotations

import warnings
from collections.abc import Callable

import numpy as np
import pandas as pd

from borderSim.report.comparison.source import Level, View
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
from borderSim.report.layout.palette import transparent
from borderSim.report.writing.numbers import euro_scale
from borderSim.report.writing.texts import word

SHORTEST_MONTH = 15
"""A last month with fewer days than this is not drawn."""

FLOWS = ("seizures", "delivered_value_eur")
STATES = ("orgs_alive", "capacity_active", "police_known_entity_share", "trust_mean")
PERCENT = ("interdiction_rate", "police_known_entity_share")


def _flow(view: View, level: Level, column: str) -> np.ndarray:
    return view.month_matrix(level, column) * 30.0 / view.month_days


def _rate(view: View, level: Level, _: str) -> np.ndarray:
    shipped = view.month_matrix(level, "shipped_value_eur")
    seized = view.month_matrix(level, "seized_value_eur")
    return np.divide(seized, shipped, out=np.full_like(seized, np.nan), where=shipped > 0)


def _state(view: View, level: Level, column: str) -> np.ndarray:
    return view.month_matrix(level, column)


PATHS: dict[str, Callable[[View, Level, str], np.ndarray]] = {
    "interdiction_rate": _rate,
    **dict.fromkeys(FLOWS, _flow),
    **dict.fromkeys(STATES, _state),
}


def paths(view: View) -> Picture:
    """Time paths of what builds up slowly, every level with its band."""
    months = months_shown(view)
    time = [
        float(x) for x in (np.cumsum(view.month_days)[:months] - view.month_days[:months] / 2) / 365
    ]
    data: list[Spec] = []
    yaxes: list[Spec] = []
    tables = []
    for panel, (name, read) in enumerate(PATHS.items()):
        bands = [
            view.stored.once(
                ("band", name, level.name),
                lambda read=read, level=level, name=name: _band(
                    read(view, level, name)[:, :months]
                ),
            )
            for level in view.levels
        ]
        factor, unit = _unit(name, bands)
        yaxes.append(titled(unit) | {"rangemode": "tozero" if name in FLOWS else "normal"})
        for level, (mean, low, high) in zip(view.levels, bands, strict=True):
            shown = level in (view.reference, view.levels[-1])
            data += _traces(level, panel, time, (mean * factor, low * factor, high * factor), shown)
            tables.append(
                pd.DataFrame(
                    {
                        "measure": name,
                        "level": level.name,
                        "month": np.arange(months),
                        "mean": mean,
                        "q05": low,
                        "q95": high,
                    }
                )
            )
    panels = Panels(
        [word(f"path.{name}") for name in PATHS],
        height=180,
        gap=94,
        shared=False,
        top=96,
        share=0.84,
    )
    layout, narrow = panels.layout(
        [titled(word("axis.years"))] * len(PATHS), yaxes, legend=top_legend(), hovermode="x unified"
    )
    return Picture(
        "paths",
        data,
        layout,
        narrow,
        pd.concat(tables, ignore_index=True),
        {"months": months, "bands": [view.reference.title, view.levels[-1].title]},
    )


def months_shown(view: View) -> int:
    """Return how many months are drawn: all but a last one that is cut too short."""
    days = view.month_days
    return len(days) if days[-1] >= SHORTEST_MONTH or len(days) == 1 else len(days) - 1


def _band(matrix: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    if np.isfinite(matrix).all():  # (the same numbers, and much quicker)
        low, high = np.quantile(matrix, (0.05, 0.95), axis=0)
        return matrix.mean(axis=0), low, high
    with warnings.catch_warnings():
        # a month in which no replicate has a value stays NaN
        warnings.simplefilter("ignore", RuntimeWarning)
        low, high = np.nanquantile(matrix, (0.05, 0.95), axis=0)
        return np.nanmean(matrix, axis=0), low, high


def _unit(name: str, bands: list[tuple[np.ndarray, np.ndarray, np.ndarray]]) -> tuple[float, str]:
    if name in PERCENT:
        return 100.0, "%"
    if not name.endswith("_eur"):
        return 1.0, word(f"unit.{name}")
    highs = np.concatenate([band[2] for band in bands])
    factor, unit = euro_scale(float(np.nanmax(highs)) if np.isfinite(highs).any() else 0.0)
    return factor, word("axis.per_month", unit=unit)


def _traces(
    level: Level,
    panel: int,
    time: list[float],
    means: tuple[np.ndarray, np.ndarray, np.ndarray],
    shown: bool,
) -> list[Spec]:
    mean, low, high = means
    key = keyed(level, panel) | on_panel(panel)
    whole = np.isfinite(low) & np.isfinite(high)
    where = [t for t, ok in zip(time, whole, strict=True) if ok]
    band = {
        "type": "scatter",
        "mode": "lines",
        "x": where + where[::-1],
        "y": numbers(low[whole], 4) + numbers(high[whole], 4)[::-1],
        "fill": "toself",
        "fillcolor": transparent(level.look.colour, 0.16),
        "line": {"width": 0},
        "hoverinfo": "skip",
        **key,
        "name": word("path.band", level=level.label),
        "legendgroup": f"{level.name} band",
        "visible": True if shown else "legendonly",
        "legendrank": 1001,
        "meta": {"level": level.name, "part": "band"},
    }
    line = {
        "type": "scatter",
        "mode": "lines+markers",
        "x": time,
        "y": numbers(mean, 4),
        **key,
        "hovertemplate": "%{y:.4~g}",
        "marker": marker(level, 7) | {"maxdisplayed": 6},
        "meta": {"level": level.name, "part": "line"},
        "line": {
            "color": level.look.colour,
            "width": 2.4,
            "dash": "dot" if level.reference else "solid",
        },
    }
    return [band, line]
