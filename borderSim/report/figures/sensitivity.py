"""The strongest factors of each outcome with intervals and noise floor, a panel per outcome."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from markupsafe import escape

from borderSim.language.forms import localised
from borderSim.measures.quantities import yardstick, yearly
from borderSim.report.comparison.differences import Interval
from borderSim.report.figures.frame import (
    AIR,
    Panels,
    Picture,
    Spec,
    in_panel,
    numbers,
    on_panel,
    titled,
    top_legend,
    upright,
)
from borderSim.report.figures.intervals import error_bars, padded_range
from borderSim.report.layout.palette import ANCHORS, INK, MUTED
from borderSim.report.writing.texts import outcome_title, word
from borderSim.studies.analysis.sensitivity import Sensitivity
from borderSim.studies.analysis.tables import Frame

SHOWN = 10
ROW = 25
"""Pixels a factor."""
MARKS = {
    "mu_star": ("circle", ANCHORS[2]),
    "ST": ("circle", ANCHORS[2]),
    "S1": ("diamond", ANCHORS[0]),
    "pawn": ("circle", ANCHORS[2]),
}
NAMES = {"mu_star": "mu*", "ST": "ST", "S1": "S1", "pawn": "PAWN"}


def sensitivity(found: Sensitivity, title: str, part: Frame) -> Picture:
    """Return the figure of one level or difference.

    Args:
        found: the analysis.
        title: of the figure.
        part: the rows of its table for one scenario, arm, kind and level.
    """
    outcomes = list(dict.fromkeys(part["outcome"]))
    drawn = [found.main, *(["S1"] if found.method == "sobol" else [])]
    data: list[Spec] = []
    xaxes, yaxes, shapes, notes = [], [], [], []
    for panel, outcome in enumerate(outcomes):
        own: Any = part[part["outcome"] == outcome]
        stick = yardstick(outcome)
        factor = stick.factor if found.main == "mu_star" else 1.0
        top = (
            own[own["index"] == found.main]
            .dropna(subset="value")
            .sort_values("value", ascending=False, kind="stable")
            .head(SHOWN)
        )
        order = [str(name) for name in top["factor"]]
        shown: list[Interval] = []
        for side, index in enumerate(drawn):
            rows = (
                own[(own["index"] == index) & (own["second"] == "")]
                .set_index("factor")
                .reindex(order)
            )
            shift = 0.0 if len(drawn) == 1 else (side - 0.5) * 0.3
            trace, intervals = _trace(rows, index, shift, factor, panel)
            data.append(trace)
            shown += intervals
        floor = float(top["floor"].iloc[0]) * factor if len(top) else math.nan
        if floor == floor:
            shapes.append(upright(panel, floor, {"color": MUTED, "width": 1.4, "dash": "dot"}))
            shown.append(Interval(floor, floor, floor))
        xaxes.append(
            titled(word(f"axis.{found.main}", unit=yearly(stick.unit, stick.per_year)))
            | {"range": padded_range(shown), "showticklabels": bool(order)}
        )
        yaxes.append(_factors(order))
        if not order:
            notes.append(in_panel(panel, word("axis.no_spread")))
    panels = Panels(
        [outcome_title(name) for name in outcomes],
        columns=2,
        height=ROW * SHOWN + 20,
        top=40,
        shared=False,
        share=0.62,
        gap=90,
    )
    layout, narrow = panels.layout(
        xaxes,
        yaxes,
        showlegend=len(drawn) > 1,
        legend=top_legend(),
        shapes=shapes,
        annotations=notes,
    )
    return Picture(
        "sensitivity",
        data,
        layout,
        narrow,
        part[["outcome", "index", "factor", "second", "value", "low", "high", "floor", "told"]],
        {"title": title},
    )


def _trace(
    rows: Any, index: str, shift: float, factor: float, panel: int
) -> tuple[Spec, list[Interval]]:
    symbol, colour = MARKS[index]
    intervals = [
        Interval(row["value"], row["low"], row["high"]).scaled(factor)
        for row in rows.to_dict("records")
    ]
    told = [bool(value) if value is not None and value == value else True for value in rows["told"]]
    texts = [
        f"<b>{escape(name)}</b><br>{NAMES[index]} {_digits(i.value)}"
        + (f" [{_digits(i.low)}; {_digits(i.high)}]" if i.low == i.low else "")
        for name, i in zip(rows.index, intervals, strict=True)
    ]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": numbers([i.value for i in intervals]),
        "y": [place + shift for place in range(len(intervals))],
        "error_x": error_bars(intervals, colour, 1.8),
        "name": NAMES[index],
        "legendgroup": index,
        "showlegend": panel == 0,
        "hoverinfo": "text",
        "hovertext": texts,
        "cliponaxis": False,
        "marker": {
            "symbol": symbol,
            "size": 9,
            "color": [colour if one else "#FFFFFF" for one in told],
            "line": {"color": colour, "width": 1.6},
        },
        "meta": {"index": index, "factors": list(rows.index)},
        **on_panel(panel),
    }, intervals


def _digits(value: float) -> str:
    return localised(f"{value:.3g}")


def _factors(order: Sequence[str]) -> Spec:
    return {
        "tickmode": "array",
        "tickvals": list(range(len(order))),
        "ticktext": [_short(name) for name in order],
        "range": [max(1, len(order)) - 0.4, -0.6],
        "showgrid": False,
        "tickfont": {"size": 11.5, "color": INK},
        **AIR,
    }


def _short(key: str) -> str:
    """Return a key fit for an axis: its last two parts, without the star."""
    parts = [part for part in key.split(".") if part != "*"]
    text = ".".join(parts[-2:]) if len(".".join(parts[-2:])) <= 34 else parts[-1]
    return str(escape(text))
