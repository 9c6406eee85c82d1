"""The common frame of all figures: plain dictionaries of plotly, small multiples, a narrow variant for small screens."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape, unescape
from typing import Any

import numpy as np
import pandas as pd

from borderSim.language.current import SOURCE, current
from borderSim.language.forms import separators
from borderSim.report.comparison.source import Level
from borderSim.report.layout.palette import GRID, INK, MUTED, RULE

FONT = '-apple-system, "Segoe UI", "Helvetica Neue", Arial, "Liberation Sans", sans-serif'
CONFIG: dict[str, Any] = {
    "displaylogo": False,
    "responsive": True,
    "plotlyServerURL": "",
    "showSendToCloud": False,
    "modeBarButtonsToRemove": [
        "sendChartToCloud",
        "sendDataToCloud",
        "select2d",
        "lasso2d",
        "zoomIn2d",
        "zoomOut2d",
        "pan2d",
        "zoom2d",
        "autoScale2d",
    ],
    "toImageButtonOptions": {"format": "svg"},
}
"""Configuration of every figure: nothing in the mode bar may send data anywhere."""

LETTERS = {1: 34, 2: 40, 3: 24}
"""Letters of a title on a line by panels in a row: what the least width of such a figure holds (680 px in print)."""

Spec = dict[str, Any]


@dataclass(frozen=True)
class Picture:
    """A figure with what stands beside it.

    Attributes:
        name: key in the registry of figures and of its text templates.
        data, layout: plotly's, as plain dictionaries.
        narrow: patch of the layout for screens under 640 px.
        table: the numbers of the figure, offered as CSV.
        facts: what the text summary is made of.
    """

    name: str
    data: list[Spec]
    layout: Spec
    narrow: Spec
    table: pd.DataFrame
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Panels:
    """A grid of small multiples, in pixels so that text never collides.

    Attributes:
        titles: title of each panel (already escaped), in reading order.
        columns: panels in a row on a wide screen.
        height: height of a panel; ``gap``: space under it for ticks and the next title.
        shared: whether all panels have the same y axis, labelled in the first column only.
        top: space for the legend; ``share``: part of a column's width that its plot takes.
    """

    titles: Sequence[str]
    columns: int = 2
    height: int = 190
    gap: int = 84
    shared: bool = True
    top: int = 20
    share: float = 0.86

    def layout(
        self, xaxes: Sequence[Spec], yaxes: Sequence[Spec], **more: Any
    ) -> tuple[Spec, Spec]:
        """Return the layout for a wide screen and the patch for a narrow one."""
        columns = min(self.columns, len(self.titles))
        layout = base_layout(**more)
        geometry, notes, layout["height"] = self._place(columns)
        for index, (xdomain, ydomain) in enumerate(geometry):
            labels = index % columns == 0 or not self.shared
            layout[axis("x", index)] = xaxis(domain=xdomain, anchor=f"y{index + 1}") | xaxes[index]
            layout[axis("y", index)] = (
                yaxis(domain=ydomain, anchor=f"x{index + 1}")
                | {"showticklabels": labels}
                | yaxes[index]
            )
        layout["annotations"] = notes + layout.get("annotations", [])
        layout["margin"] = layout["margin"] | {"t": self.top + 34}
        return layout, self._patch(layout["annotations"][len(notes) :])

    def _patch(self, other_notes: list[Spec]) -> Spec:
        geometry, notes, height = self._place(1)
        patch: Spec = {"height": height, "annotations": notes + other_notes}
        for index, (xdomain, ydomain) in enumerate(geometry):
            patch[f"{axis('x', index)}.domain"], patch[f"{axis('y', index)}.domain"] = (
                xdomain,
                ydomain,
            )
            patch[f"{axis('y', index)}.showticklabels"] = True
        return patch

    def _place(self, columns: int) -> tuple[list[tuple[list[float], list[float]]], list[Spec], int]:
        count = len(self.titles)
        rows = math.ceil(count / columns)
        inner = rows * self.height + (rows - 1) * self.gap
        cells, notes = [], []
        for index in range(count):
            row, column = divmod(index, columns)
            left = 0.0 if columns == 1 else column / (columns - 1 + self.share)
            right = 1.0 if columns == 1 else left + self.share / (columns - 1 + self.share)
            top = 1 - row * (self.height + self.gap) / inner
            cells.append(([left, min(1.0, right)], [max(0.0, top - self.height / inner), top]))
            notes.append(
                {
                    "text": f"<b>{broken(self.titles[index], LETTERS[min(columns, 3)])}</b>",
                    "x": left,
                    "y": top,
                    "xref": "paper",
                    "yref": "paper",
                    "xanchor": "left",
                    "yanchor": "bottom",
                    "yshift": 8,
                    "showarrow": False,
                    "align": "left",
                    "font": {"size": 13.5, "color": INK},
                }
            )
        return cells, notes, inner + self.top + 34 + 52


def broken(title: str, letters: int) -> str:
    """Return a title on as many lines as it needs.

    One with lines or marks of its own stays as it is.
    """
    if "<" in title:
        return title
    return "<br>".join(
        escape(line, quote=False) for line in textwrap.wrap(unescape(title), letters)
    )


def axis(letter: str, index: int) -> str:
    """Return the layout key of the axis of panel ``index`` (from 0)."""
    return f"{letter}axis{'' if index == 0 else index + 1}"


def on_panel(index: int) -> Spec:
    """Return the keys that put a trace on panel ``index``."""
    suffix = "" if index == 0 else str(index + 1)
    return {"xaxis": f"x{suffix}", "yaxis": f"y{suffix}"}


def in_panel(index: int, text: str) -> Spec:
    """Return a text in the middle of a panel, such as why it is empty."""
    place = on_panel(index)
    return {
        "text": text,
        "xref": f"{place['xaxis']} domain",
        "yref": f"{place['yaxis']} domain",
        "x": 0.5,
        "y": 0.62,
        "showarrow": False,
        "font": {"size": 13, "color": MUTED},
    }


def base_layout(**more: Any) -> Spec:
    """Return the layout that all figures share."""
    return {
        "font": {"family": FONT, "size": 13, "color": INK},
        **_separators(),
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 12, "r": 16, "t": 40, "b": 52},
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": "#FFFFFF",
            "bordercolor": RULE,
            "font": {"family": FONT, "size": 13, "color": INK},
        },
        "legend": {
            "orientation": "h",
            "x": 0,
            "xanchor": "left",
            "y": 1,
            "yanchor": "bottom",
            "yref": "container",
            "font": {"size": 13},
            "itemsizing": "constant",
            "tracegroupgap": 4,
        },
    } | more


def _separators() -> Spec:
    """Return the marks of numbers on axes and in hover texts, but for English, where they are the drawing program's own."""
    return {} if current() == SOURCE else {"separators": "".join(separators())}


def top_legend() -> Spec:
    """Return a legend in a row above the panels."""
    return {
        "orientation": "h",
        "x": 0,
        "xanchor": "left",
        "xref": "container",
        "y": 1,
        "yref": "container",
        "yanchor": "top",
        "font": {"size": 13},
        "itemsizing": "constant",
        "traceorder": "normal",
    }


def xaxis(**more: Any) -> Spec:
    """Return a horizontal axis with a light grid."""
    return {
        "gridcolor": GRID,
        "zeroline": False,
        "linecolor": RULE,
        "ticks": "outside",
        "ticklen": 4,
        "tickcolor": RULE,
        "tickfont": {"size": 12, "color": MUTED},
        "title": {"font": {"size": 12, "color": MUTED}, "standoff": 6},
        "automargin": True,
        "fixedrange": True,
        "nticks": 6,
    } | more


def yaxis(**more: Any) -> Spec:
    """Return a vertical axis with a light grid."""
    return {
        "gridcolor": GRID,
        "zeroline": False,
        "tickfont": {"size": 12, "color": MUTED},
        "automargin": True,
        "title": {"font": {"size": 12, "color": MUTED}, "standoff": 6},
        "fixedrange": True,
        "nticks": 6,
    } | more


def titled(text: str) -> Spec:
    """Return an axis title."""
    return {"title": {"text": text, "font": {"size": 12, "color": MUTED}, "standoff": 6}}


AIR: Spec = {"ticks": "outside", "ticklen": 7, "tickcolor": "rgba(0,0,0,0)"}
"""Invisible ticks: room between labels and plot."""


def level_rows(levels: Sequence[Level]) -> Spec:
    """Return a y axis with a row per level, the first on top."""
    return {
        "tickmode": "array",
        "tickvals": list(range(len(levels))),
        "ticktext": [level.label for level in levels],
        "range": [len(levels) - 0.4, -0.6],
        "showgrid": False,
        "tickfont": {"size": 13, "color": INK},
        **AIR,
    }


def level_columns(levels: Sequence[Level], *, ticks: bool = True) -> Spec:
    """Return an x axis with a column per level."""
    return {
        "tickmode": "array",
        "tickvals": list(range(len(levels))),
        "ticktext": [level.label for level in levels],
        "range": [-0.6, len(levels) - 0.4],
        "showgrid": False,
        "showticklabels": ticks,
        "ticks": "",
    }


def zero_line(index: int) -> Spec:
    """Return the line at no difference on panel ``index``."""
    return upright(index, 0, {"color": "#6B7682", "width": 1.4})


def upright(index: int, x: float, line: Spec) -> Spec:
    """Return an upright line behind the marks of panel ``index``."""
    place = on_panel(index)
    return {
        "type": "line",
        "xref": place["xaxis"],
        "yref": f"{place['yaxis']} domain",
        "x0": x,
        "x1": x,
        "y0": 0,
        "y1": 1,
        "line": line,
        "layer": "below",
    }


SIZES = {"triangle-up": 1.3, "triangle-down": 1.3, "diamond": 1.15, "star": 1.3, "hexagram": 1.2}
"""Symbols that plotly draws smaller than a circle of the same size."""


def marker(level: Level, size: float = 10, *, hollow: bool = False) -> Spec:
    """Return a level's marker."""
    look = level.look
    return {
        "symbol": look.marker,
        "size": size * SIZES.get(look.marker, 1.0),
        "color": "#FFFFFF" if hollow else look.colour,
        "line": {"color": look.colour, "width": 2 if hollow else 0},
    }


def numbers(values: Any, digits: int = 6) -> list[float | None]:
    """Return numbers as plain floats of so many significant digits, what is not finite as None."""
    array = np.asarray(values, dtype=float).ravel()
    return [float(f"{value:.{digits}g}") if math.isfinite(value) else None for value in array]


def keyed(level: Level, index: int) -> Spec:
    """Return the keys that tie a level's traces of several panels to one entry of the legend."""
    return {
        "name": level.label,
        "legendgroup": level.name,
        "showlegend": index == 0,
        "meta": {"level": level.name},
    }
