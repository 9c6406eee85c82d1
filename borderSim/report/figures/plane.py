"""The plane of two dials: information sharing and resource pooling, with the places of the levels."""

from __future__ import annotations

import numpy as np
import pandas as pd

from borderSim.language.forms import localised
from borderSim.report.comparison.differences import Interval, paired_interval, paired_ratio_interval
from borderSim.report.comparison.source import Level, View
from borderSim.report.figures.frame import Panels, Picture, Spec, numbers, on_panel, titled
from borderSim.report.layout.palette import DIVERGING, INK
from borderSim.report.writing.numbers import decimals, euro_scale, fixed
from borderSim.report.writing.texts import word
from borderSim.studies.plans.dial_plane import MOST_YEARS, window

DIALS = ("information_sharing", "resource_pooling")


def _cell(plane: pd.DataFrame, sharing: float, pooling: float) -> pd.DataFrame:
    here = plane[np.isclose(plane[DIALS[0]], sharing) & np.isclose(plane[DIALS[1]], pooling)]
    return here.set_index("seed").sort_index()


def _rate(cell: pd.DataFrame, corner: pd.DataFrame, _: float) -> Interval:
    pairs = [
        (part["seized_value_eur"].to_numpy(float), part["shipped_value_eur"].to_numpy(float))
        for part in (cell, corner)
    ]
    return paired_ratio_interval(*pairs)


def _benefit(cell: pd.DataFrame, corner: pd.DataFrame, years: float) -> Interval:
    return paired_interval(
        cell["net_benefit_eur"].to_numpy(float), corner["net_benefit_eur"].to_numpy(float)
    ).scaled(1 / years)


MEASURES = {"interdiction_rate": _rate, "net_benefit_eur": _benefit}


def plane(view: View) -> Picture | None:
    """Heat map with contours of the difference to the lowest corner.

    None if the plane was not run.
    """
    runs = view.plane
    if runs.empty:
        return None
    sharing, pooling = (sorted(runs[dial].unique()) for dial in DIALS)
    corner = _cell(runs, sharing[0], pooling[0])
    years = _measured(view)
    data: list[Spec] = []
    notes: list[Spec] = []
    rows, titles, tops = [], [], {}
    for panel, (name, measure) in enumerate(MEASURES.items()):
        grid = [
            [_aligned(measure, _cell(runs, x, y), corner, years) for x in sharing] for y in pooling
        ]
        flat = [
            (x, y, interval)
            for y, line in zip(pooling, grid, strict=True)
            for x, interval in zip(sharing, line, strict=True)
        ]
        rows += [
            {
                "measure": name,
                DIALS[0]: x,
                DIALS[1]: y,
                "difference": i.value,
                "low": i.low,
                "high": i.high,
            }
            for x, y, i in flat
        ]
        x, y, best = max(
            flat, key=lambda found: found[2].value if found[2].value == found[2].value else -np.inf
        )
        tops[name] = {
            "sharing": localised(f"{x:g}"),
            "pooling": localised(f"{y:g}"),
            "positive": best.value > 0,
        }
        factor, unit = (
            (100.0, word("unit.points"))
            if name == "interdiction_rate"
            else euro_scale(max(abs(i.value) for _, _, i in flat))
        )
        titles.append(word(f"plane.{name}", unit=unit))
        data += _maps(
            sharing,
            pooling,
            np.array([[i.value * factor for i in line] for line in grid]),
            panel,
            unit,
        )
        notes += _numbers(flat, panel, factor)
        data += [_place(level, panel) for level in view.levels if _placed(level)]
    panels = Panels(titles, height=360, top=20, gap=92, shared=True, share=0.88)
    ticks = {"tickmode": "array", "showgrid": False, "ticks": ""}
    layout, narrow = panels.layout(
        [titled(word("axis.sharing")) | ticks | {"tickvals": sharing, "range": [-0.14, 1.14]}] * 2,
        [
            titled(word("axis.pooling")) | ticks | {"tickvals": pooling, "range": [-0.14, 1.14]},
            ticks | {"tickvals": pooling, "range": [-0.14, 1.14]},
        ],
        showlegend=False,
        annotations=notes,
    )
    facts = {
        "tops": tops,
        "n": len(runs["seed"].drop_duplicates()),
        "missing": [level.title for level in view.levels if not _placed(level)],
    }
    return Picture("plane", data, layout, narrow, pd.DataFrame(rows), facts)


def _measured(view: View) -> float:
    """Years that are measured of the plane, which has a horizon of its own."""
    made = (view.manifest.get("choices") or {}).get("plane") or {}
    most = float(made.get("most_years", MOST_YEARS))
    config = (view.manifest.get("config") or {}).get(view.scenario, {})
    return window({**config, "years": view.years}, most).measured


def _aligned(measure, cell: pd.DataFrame, corner: pd.DataFrame, years: float) -> Interval:
    both = cell.index.intersection(corner.index)
    return measure(cell.loc[both], corner.loc[both], years)


def _maps(x: list[float], y: list[float], z: np.ndarray, panel: int, unit: str) -> list[Spec]:
    limit = max((abs(value) for value in z.flat if np.isfinite(value)), default=0.0) or 1.0
    values = [numbers(line) for line in z]
    scale = {
        "zmin": -limit,
        "zmax": limit,
        "zmid": 0,
        "colorscale": [list(stop) for stop in DIVERGING],
    }
    heat = {
        "type": "heatmap",
        "x": x,
        "y": y,
        "z": values,
        **scale,
        "showscale": False,
        "xgap": 2,
        "ygap": 2,
        "opacity": 0.92,
        "hovertemplate": f"{word('entry', name='%{x}, %{y}', value='%{z:.3~g}')} {unit}<extra></extra>",
        **on_panel(panel),
    }
    lines = {
        "type": "contour",
        "x": x,
        "y": y,
        "z": values,
        "showscale": False,
        "hoverinfo": "skip",
        "ncontours": 6,
        "contours": {"coloring": "none", "showlabels": False},
        "line": {"color": "rgba(40,50,60,0.45)", "width": 1, "smoothing": 1},
        **on_panel(panel),
    }
    return [heat, lines]


def _numbers(flat: list[tuple[float, float, Interval]], panel: int, factor: float) -> list[Spec]:
    sizes = [abs(i.value * factor) for _, _, i in flat if np.isfinite(i.value)]
    places = decimals((float(np.median(sizes)) if sizes else 0.0) or 1.0)
    keys = on_panel(panel)
    notes = []
    for x, y, interval in flat:
        text = fixed(interval.value * factor, places, signed=True)
        if interval.value == 0 and interval.error == 0:
            text = "0"
        elif not interval.clear:
            text = f"({text})"
        notes.append(
            {
                "text": text,
                "x": x,
                "y": y,
                "xref": keys["xaxis"],
                "yref": keys["yaxis"],
                "showarrow": False,
                "yshift": -18,
                "font": {"size": 11, "color": INK},
            }
        )
    return notes


def _placed(level: Level) -> bool:
    return all(level.dials.get(dial) is not None for dial in DIALS)


def _place(level: Level, panel: int) -> Spec:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [level.dials[DIALS[0]]],
        "y": [level.dials[DIALS[1]]],
        "marker": {
            "symbol": level.look.marker,
            "size": 13,
            "color": level.look.colour,
            "line": {"color": "#FFFFFF", "width": 2},
        },
        "name": level.label,
        "meta": {"level": level.name},
        "hovertemplate": f"<b>{level.label}</b><extra></extra>",
        **on_panel(panel),
    }
