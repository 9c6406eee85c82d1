"""Two dials as heat maps with contours, a panel per outcome.

Drawn from a finding of the analysis ``surface``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from borderSim.language.catalogue import gettext
from borderSim.measures.quantities import yearly
from borderSim.report.figures.frame import Panels, Picture, Spec, numbers, on_panel, titled
from borderSim.report.layout.palette import DIVERGING, INK
from borderSim.report.writing.texts import outcome_title, word
from borderSim.studies.analysis.estimates import stored


def surface(found: Mapping[str, Any]) -> Picture:
    """Return a heat map per headline outcome: difference to the lowest corner, blue for better."""
    xs, ys = found["places"]
    data: list[Spec] = []
    titles = []
    for panel, own in enumerate(found["surfaces"]):
        unit = yearly(own["unit"], own["per_year"])
        titles.append(f"{outcome_title(own['outcome'])}, {unit}")
        by_place = {(cell["x"], cell["y"]): cell for cell in own["cells"]}
        grid = [[by_place[x, y] for x in xs] for y in ys]
        data += _panel(xs, ys, grid, own, unit, panel)
    axis: Spec = {
        "tickmode": "array",
        "tickvals": _ticks(xs),
        "showgrid": False,
        "ticks": "",
        "range": _around(xs),
    }
    up: Spec = {
        "tickmode": "array",
        "tickvals": _ticks(ys),
        "showgrid": False,
        "ticks": "",
        "range": _around(ys),
    }
    names = [word("axis.dial", dial=gettext(dial.replace("_", " "))) for dial in found["dials"]]
    panels = Panels(titles, columns=2, height=300, gap=96, top=14, share=0.88)
    layout, narrow = panels.layout(
        [titled(names[0]) | axis] * len(titles),
        [(titled(names[1]) if i % 2 == 0 else {}) | up for i in range(len(titles))],
        showlegend=False,
    )
    keys = ("x", "y", "value", "low", "high", "n")
    table = pd.DataFrame(
        [
            {"outcome": own["outcome"], **{key: cell[key] for key in keys}}
            for own in found["surfaces"]
            for cell in own["cells"]
        ]
    )
    table.columns = ["outcome", *found["dials"], "difference", "low", "high", "n"]
    return Picture("surface", data, layout, narrow, table)


def _panel(
    xs: list[float],
    ys: list[float],
    grid: list[list[Mapping[str, Any]]],
    own: Mapping[str, Any],
    unit: str,
    panel: int,
) -> list[Spec]:
    z = np.array(
        [
            [math.nan if cell["value"] is None else cell["value"] * own["factor"] for cell in line]
            for line in grid
        ]
    )
    limit = float(np.nanmax(np.abs(z))) if np.isfinite(z).any() else 1.0
    scale = [list(stop) for stop in DIVERGING]
    if own["better"] < 0:
        scale = [[1 - place, colour] for place, colour in reversed(DIVERGING)]
    values = [numbers(line) for line in z]
    heat = {
        "type": "heatmap",
        "x": xs,
        "y": ys,
        "z": values,
        "zmin": -(limit or 1),
        "zmax": limit or 1,
        "colorscale": scale,
        "showscale": False,
        "xgap": 1,
        "ygap": 1,
        "hovertemplate": f"{word('entry', name='%{x}, %{y}', value='%{z:+.3~g}')} {unit}<extra></extra>",
        **on_panel(panel),
    }
    lines = {
        "type": "contour",
        "x": xs,
        "y": ys,
        "z": values,
        "showscale": False,
        "hoverinfo": "skip",
        "ncontours": 7,
        "contours": {
            "coloring": "none",
            "showlabels": True,
            "labelfont": {"size": 11, "color": INK},
        },
        "line": {"color": "rgba(40,50,60,0.55)", "width": 1, "smoothing": 1},
        **on_panel(panel),
    }
    untold = [
        cell
        for line in grid
        for cell in line
        if not stored(cell).clear and cell["value"] is not None
    ]
    dots = {
        "type": "scatter",
        "mode": "markers",
        "x": [cell["x"] for cell in untold],
        "y": [cell["y"] for cell in untold],
        "marker": {"size": 4, "color": INK, "opacity": 0.55},
        "hoverinfo": "skip",
        "meta": {"untold": len(untold)},
        **on_panel(panel),
    }
    return [heat, lines, dots]


def _around(places: list[float]) -> list[float]:
    half = (places[-1] - places[0]) / (len(places) - 1) / 2
    return [places[0] - half, places[-1] + half]


def _ticks(places: list[float]) -> list[float]:
    return places if len(places) <= 6 else places[:: max(1, (len(places) - 1) // 5)]
