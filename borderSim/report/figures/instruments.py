"""Instruments in a forest: what each does alone and beside all others, a panel per headline outcome; drawn from a finding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from markupsafe import escape

from borderSim.language.catalogue import gettext
from borderSim.measures.quantities import yearly
from borderSim.report.comparison.differences import Interval
from borderSim.report.figures.frame import (
    AIR,
    Panels,
    Picture,
    Spec,
    numbers,
    on_panel,
    titled,
    top_legend,
    zero_line,
)
from borderSim.report.figures.intervals import error_bars, padded_range, stored, written
from borderSim.report.layout.palette import BETTER, GRID, INK, MUTED, RULE, WORSE
from borderSim.report.writing.texts import outcome_title, word

ROW = 23
"""Pixels a row."""
APART = 0.2
"""Half the distance of the two marks of a row, in rows."""
SIDES = ("", "left_out")
"""Parts of a row of the finding: alone, and what all lose without it."""


@dataclass(frozen=True)
class Class:
    """How the differences of one kind are drawn."""

    states: tuple[str, ...]
    colour: str
    hollow: bool


CLASSES = {
    "better": Class(("better",), BETTER, False),
    "worse": Class(("worse",), WORSE, False),
    "little": Class(("too small", "slightly better", "slightly worse"), MUTED, False),
    "untold": Class(("not told",), RULE, True),
}
MARKS = {"": "circle", "left_out": "diamond"}
GROUPS = ("matters", "matters, can harm", "can harm", "cannot be told", "nothing")
"""Flags in the order of the rows."""


def instruments(found: Mapping[str, Any]) -> Picture:
    """Return the forest of a finding of the analysis ``instruments``."""
    rows = ordered(found)
    sticks = [stick for stick in found["yardsticks"] if stick["headline"]]
    data: list[Spec] = []
    xaxes: list[Spec] = []
    shapes: list[Spec] = [_band(i, _least(rows, stick)) for i, stick in enumerate(sticks)] + [
        zero_line(i) for i in range(len(sticks))
    ]
    for panel, stick in enumerate(sticks):
        traces, shown = _panel(rows, stick, panel)
        data += traces
        unit = yearly(stick["unit"], stick["per_year"])
        xaxes.append(titled(word("axis.difference", unit=unit)) | {"range": padded_range(shown)})
    panels = Panels(
        [outcome_title(stick["name"]) for stick in sticks],
        columns=3,
        height=ROW * len(rows) + 20,
        top=56,
    )
    layout, narrow = panels.layout(
        xaxes, [_rows(rows)] * len(sticks), showlegend=True, legend=top_legend(), shapes=shapes
    )
    flags = {group: [row["title"] for row in rows if row["flag"] == group] for group in GROUPS}
    return Picture(
        "instruments", [*_legend(), *data], layout, narrow, _table(rows, sticks), {"flags": flags}
    )


def ordered(found: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the rows: by what they are, within it as they are ranked."""
    rank = {name: place for place, name in enumerate(found["order"])}
    return sorted(
        found["instruments"], key=lambda row: (GROUPS.index(row["flag"]), rank[row["name"]])
    )


def _panel(
    rows: Sequence[Mapping[str, Any]], stick: Mapping[str, Any], panel: int
) -> tuple[list[Spec], list[Interval]]:
    traces, shown = [], []
    for side in SIDES:
        for name, look in CLASSES.items():
            marks = []
            for place, row in enumerate(rows):
                part = row.get(side) if side else row
                effect = part["effects"][stick["name"]] if part else None
                if effect and effect["state"] in look.states and effect["value"] is not None:
                    marks.append(
                        (
                            place + (APART if side else -APART),
                            row,
                            stored(effect).scaled(stick["factor"]),
                        )
                    )
            shown += [mark[2] for mark in marks]
            if marks:
                traces.append(_trace(marks, side, name, stick, panel))
    return traces, shown


def _trace(
    marks: Sequence[tuple[float, Mapping[str, Any], Interval]],
    side: str,
    name: str,
    stick: Mapping[str, Any],
    panel: int,
) -> Spec:
    look = CLASSES[name]
    intervals = [interval for _, _, interval in marks]
    texts = [
        f"<b>{escape(gettext(row['title']))}</b>, {word(f'instruments.{side or "alone"}')}<br>{written(interval, gettext(stick['unit']))}"
        for _, row, interval in marks
    ]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": numbers([i.value for i in intervals]),
        "y": [place for place, _, _ in marks],
        "error_x": error_bars(intervals, look.colour, 1.8),
        "marker": _marker(side, look),
        "hoverinfo": "text",
        "hovertext": texts,
        "cliponaxis": False,
        "showlegend": False,
        "meta": {"instruments": [row["name"] for _, row, _ in marks], "side": side, "class": name},
        **on_panel(panel),
    }


def _marker(side: str, look: Class) -> Spec:
    return {
        "symbol": MARKS[side],
        "size": 8,
        "color": "#FFFFFF" if look.hollow else look.colour,
        "line": {"color": look.colour, "width": 1.6 if look.hollow else 0},
    }


def _legend() -> list[Spec]:
    """Entries for the colours and the two marks; they draw nothing."""
    entries = [(word(f"instruments.{name}"), _marker("", look)) for name, look in CLASSES.items()]
    plain = Class((), INK, False)
    entries += [(word(f"instruments.{side or 'alone'}"), _marker(side, plain)) for side in SIDES]
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [None],
            "y": [None],
            "name": name,
            "marker": mark,
            "hoverinfo": "skip",
            **on_panel(0),
        }
        for name, mark in entries
    ]


def _least(rows: Sequence[Mapping[str, Any]], stick: Mapping[str, Any]) -> float:
    """Return half the width of the band of what does not matter.

    Beside a better reference it may differ a little.
    """
    known = [
        row["effects"][stick["name"]]["least"]
        for row in rows
        if row["effects"][stick["name"]]["least"] is not None
    ]
    return sorted(known)[len(known) // 2] * stick["factor"] if known else 0.0


def _band(panel: int, half: float) -> Spec:
    place = on_panel(panel)
    return {
        "type": "rect",
        "xref": place["xaxis"],
        "yref": f"{place['yaxis']} domain",
        "x0": -half,
        "x1": half,
        "y0": 0,
        "y1": 1,
        "fillcolor": GRID,
        "opacity": 0.6,
        "line": {"width": 0},
        "layer": "below",
    }


def _rows(rows: Sequence[Mapping[str, Any]]) -> Spec:
    labels = [f"{escape(gettext(row['title']))}" for row in rows]
    return {
        "tickmode": "array",
        "tickvals": list(range(len(rows))),
        "ticktext": labels,
        "range": [len(rows) - 0.4, -0.6],
        "showgrid": False,
        "tickfont": {"size": 12, "color": INK},
        **AIR,
    }


def _table(rows: Sequence[Mapping[str, Any]], sticks: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "instrument": row["name"],
                "what": side or "alone",
                "is": part["flag"],
                "outcome": stick["name"],
                **{
                    key: part["effects"][stick["name"]][key]
                    for key in ("n", "value", "low", "high", "least", "state")
                },
            }
            for row in rows
            for side in SIDES
            if (part := row.get(side) if side else row)
            for stick in sticks
        ]
    )
