"""Rank of each level under each structure, a panel per outcome.

Drawn from a finding of the analysis ``structure``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd
from markupsafe import escape

from borderSim.language.forms import localised
from borderSim.report.figures.frame import AIR, Panels, Picture, Spec, numbers, on_panel
from borderSim.report.layout.palette import INK, RANKS
from borderSim.report.writing.texts import outcome_title, word
from borderSim.studies.analysis.findings.text import percent

ROW = 17
"""Pixels a structure."""


def structure(found: Mapping[str, Any]) -> Picture:
    """Return a heat map of ranks per headline outcome."""
    levels, structures = found["levels"], found["structures"]
    outcomes = [own["outcome"] for own in found["outcomes"]]
    data: list[Spec] = []
    for panel, outcome in enumerate(outcomes):
        cells = {
            (row["arm"], row["level"]): row for row in found["ranks"] if row["outcome"] == outcome
        }
        z = [numbers([cells[s, level]["rank"] for level in levels]) for s in structures]
        texts = [
            [
                f"<b>{escape(level)}</b><br>{escape(s)}<br>{_told(cells[s, level])}"
                for level in levels
            ]
            for s in structures
        ]
        data.append(
            {
                "type": "heatmap",
                "x": list(range(len(levels))),
                "y": list(range(len(structures))),
                "z": z,
                "zmin": 1,
                "zmax": len(levels),
                "colorscale": [list(stop) for stop in RANKS],
                "showscale": False,
                "xgap": 1,
                "ygap": 1,
                "hoverinfo": "text",
                "hovertext": texts,
                **on_panel(panel),
            }
        )
    rows: Spec = {
        "tickmode": "array",
        "tickvals": list(range(len(structures))),
        "ticktext": [str(escape(s)) for s in structures],
        "showgrid": False,
        "range": [len(structures) - 0.5, -0.5],
        "tickfont": {"size": 11, "color": INK},
        **AIR,
    }
    columns: Spec = {
        "tickmode": "array",
        "tickvals": list(range(len(levels))),
        "ticktext": [str(escape(level)) for level in levels],
        "showgrid": False,
        "ticks": "",
        "tickangle": -35,
        "range": [-0.5, len(levels) - 0.5],
    }
    panels = Panels(
        [outcome_title(name) for name in outcomes],
        columns=3,
        height=max(120, ROW * len(structures)),
        gap=130,
        top=14,
        share=0.92,
    )
    layout, narrow = panels.layout(
        [columns] * len(outcomes), [rows] * len(outcomes), showlegend=False
    )
    layout["margin"] = layout["margin"] | {"b": 110}
    keys = ("outcome", "arm", "level", "n", "value", "rank", "chance_best")
    return Picture(
        "structure",
        data,
        layout,
        narrow,
        pd.DataFrame([{key: row[key] for key in keys} for row in found["ranks"]]),
    )


def _told(cell: Mapping[str, Any]) -> str:
    rank = localised(f"{cell['rank']:g}")
    return word("structure.hover", rank=rank, chance=_chance(cell["chance_best"]))


def _chance(share: float | None) -> str:
    return percent(math.nan if share is None else share)
