"""How often each level is best, and what choosing it loses, over the value of harm and of an organisation dismantled."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from borderSim.report.comparison.source import Level, View
from borderSim.report.figures.frame import (
    Panels,
    Picture,
    Spec,
    axis,
    keyed,
    marker,
    numbers,
    on_panel,
    titled,
    top_legend,
    upright,
)
from borderSim.report.layout.palette import INK, RULE
from borderSim.report.uncertainty.futures import DEFAULT_WEIGHT, futures
from borderSim.report.uncertainty.told_futures import Told
from borderSim.report.writing.texts import word
from borderSim.studies.analysis.futures.acceptability import Curves
from borderSim.studies.analysis.futures.cells import Floats

FRONTIER_WIDTH, LINE_WIDTH = 6.0, 1.8


def acceptability(view: View) -> Picture | None:
    """Share of the futures in which each level is best, with the frontier; None without futures."""
    told = futures(view)
    if told is None:
        return None
    return _picture(
        "acceptability", told, [own.best * 100 for own in _panels(told)], "futures.axis.share"
    )


def expected_loss(view: View) -> Picture | None:
    """Expected loss of choosing each level; None without futures."""
    told = futures(view)
    if told is None:
        return None
    factor, unit = told.scale
    losses = [own.loss * factor for own in _panels(told)]
    return _picture("expected_loss", told, losses, "futures.axis.loss", unit=unit)


def _panels(told: Told) -> tuple[Curves, Curves]:
    return told.harm, told.organisation


def _picture(
    name: str, told: Told, heights: Sequence[Floats], yword: str, **values: str
) -> Picture:
    data: list[Spec] = []
    for panel, (own, rows) in enumerate(zip(_panels(told), heights, strict=True)):
        data += [
            _line(level, own.values, rows[:, place], panel)
            for place, level in enumerate(told.levels)
        ]
        data.append(_frontier(own, rows, panel))
    panels = Panels(
        [word("futures.over_harm"), word("futures.over_organisation")],
        height=300,
        top=44,
        shared=False,
    )
    layout, narrow = panels.layout(
        [
            titled(word("futures.axis.weight")),
            titled(word("futures.axis.organisation")) | {"type": "log"},
        ],
        [titled(word(yword, **values)) | {"rangemode": "tozero"}] * 2,
        showlegend=True,
        legend=top_legend(),
        shapes=[upright(0, DEFAULT_WEIGHT, {"color": INK, "width": 1.8, "dash": "dot"})],
    )
    layout["annotations"].append(_default_note())
    narrow["annotations"] = [*narrow["annotations"], _default_note()]
    layout[axis("x", 0)] |= {"range": [float(told.harm.values[0]), float(told.harm.values[-1])]}
    return Picture(name, data, layout, narrow, _table(told), {"levels": len(told.levels)})


def _default_note() -> Spec:
    """Return the words at the line of the default value."""
    return {
        "text": word("futures.default"),
        "x": DEFAULT_WEIGHT,
        "y": 1,
        "xref": "x",
        "yref": "y domain",
        "xanchor": "left",
        "yanchor": "top",
        "xshift": 4,
        "showarrow": False,
        "font": {"size": 11, "color": INK},
    }


def _line(level: Level, values: Floats, heights: Floats, panel: int) -> Spec:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": numbers(values),
        "y": numbers(heights),
        "line": {"color": level.look.colour, "width": LINE_WIDTH, "dash": level.look.dash},
        "marker": marker(level, 7) | {"maxdisplayed": 8},
        **keyed(level, panel),
        **on_panel(panel),
    }


def _frontier(own: Curves, rows: Floats, panel: int) -> Spec:
    """Return the broad pale line behind the level with the highest mean."""
    return {
        "type": "scatter",
        "mode": "lines",
        "x": numbers(own.values),
        "y": numbers(rows[range(len(rows)), own.frontier]),
        "line": {"color": RULE, "width": FRONTIER_WIDTH},
        "opacity": 0.45,
        "name": word("futures.frontier"),
        "legendgroup": "frontier",
        "showlegend": panel == 0,
        "hoverinfo": "skip",
        **on_panel(panel),
    }


def _table(told: Told) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "over": over,
                "value": float(own.values[t]),
                "level": level.name,
                "share_best": float(own.best[t, place]),
                "expected_loss_eur_a_year": float(own.loss[t, place]),
                "on_frontier": bool(own.frontier[t] == place),
            }
            for over, own in zip(
                ("harm, multiple of the default", "organisation dismantled, EUR"),
                _panels(told),
                strict=True,
            )
            for t in range(len(own.values))
            for place, level in enumerate(told.levels)
        ]
    )
