"""Precision by number of replicates: half-width of the interval over the half-width asked for, a panel per outcome."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import escape

from borderSim.language.forms import localised
from borderSim.report.figures.frame import (
    Panels,
    Picture,
    Spec,
    in_panel,
    numbers,
    on_panel,
    titled,
    top_legend,
)
from borderSim.report.layout.palette import MUTED, looks
from borderSim.report.writing.texts import outcome_title, word
from borderSim.studies.analysis.tables import Frame


def precision(table: Frame, levels: Sequence[str], title: str) -> Picture:
    """Return the figure of one scenario.

    Args:
        table: rows of :data:`borderSim.studies.analysis.precision.COLUMNS`.
        levels: the levels beside the present one.
        title: of the figure.
    """
    outcomes = list(dict.fromkeys(map(str, table["outcome"])))
    styles = dict(zip(levels, looks(len(levels) + 1, 0)[1:], strict=True))
    data: list[Spec] = []
    for panel, outcome in enumerate(outcomes):
        for level in levels:
            own = table[(table["outcome"] == outcome) & (table["level"] == level)].sort_values("n")
            ratio = (own["half_width"] / own["asked"].where(own["asked"] > 0)).where(
                own["half_width"] > 0
            )
            look = styles[level]
            data.append(
                {
                    "type": "scatter",
                    "mode": "lines+markers",
                    "x": [int(n) for n in own["n"]],
                    "y": numbers(ratio.to_list()),
                    "name": str(escape(level)),
                    "legendgroup": level,
                    "showlegend": panel == 0,
                    "line": {"color": look.colour, "width": 2, "dash": look.dash},
                    "marker": {"symbol": look.marker, "size": 7, "color": look.colour},
                    "meta": {"level": level},
                    "hovertemplate": f"<b>{escape(level)}</b>, {word('precision.hover', n='%{x}', ratio='%{y:.2~f}')}<extra></extra>",
                    **on_panel(panel),
                }
            )
    shapes = [
        {
            "type": "line",
            "xref": f"{place['xaxis']} domain",
            "yref": place["yaxis"],
            "x0": 0,
            "x1": 1,
            "y0": 1,
            "y1": 1,
            "line": {"color": MUTED, "width": 1.4, "dash": "dot"},
            "layer": "below",
        }
        for place in map(on_panel, range(len(outcomes)))
    ]
    panels = Panels(
        [outcome_title(name) for name in outcomes], columns=2, height=200, top=40, shared=False
    )
    widest = table.groupby("outcome")["half_width"].max()
    notes = [
        in_panel(i, word("axis.known_exactly"))
        for i, name in enumerate(outcomes)
        if not widest[name] > 0
    ]
    last = int(table["n"].max())
    counts = [
        n for n in (10, 25, 50, 100, 200, 500, 1000, 2000, 5000) if not 0.75 < n / last < 1.35
    ]
    axis = titled(word("axis.replicates")) | {"type": "log", **_ticks([*counts, last])}
    up = titled(word("axis.width")) | {
        "type": "log",
        **_ticks([place * 10.0**power for power in range(-4, 5) for place in (1, 3)]),
    }
    layout, narrow = panels.layout(
        [axis] * len(outcomes),
        [up] * len(outcomes),
        showlegend=True,
        legend=top_legend(),
        shapes=shapes,
        annotations=notes,
    )
    return Picture("precision", data, layout, narrow, table, {"title": title})


def _ticks(places: Sequence[float]) -> Spec:
    return {
        "tickmode": "array",
        "tickvals": list(places),
        "ticktext": [localised(f"{place:g}") for place in places],
    }
