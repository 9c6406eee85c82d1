"""What each mechanism carries of a step between two levels, first in and last out, a panel per headline outcome.

Drawn from a finding of the analysis ``mechanisms``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from borderSim.report.layout.palette import BETTER, INK, RULE, WORSE
from borderSim.report.writing.texts import outcome_title, word
from borderSim.studies.analysis.findings.mechanisms import titles

ROW = 30
"""Pixels a row."""
SIDES = {"first_in": ("circle", -0.17), "last_out": ("diamond", 0.17)}
"""Mark, and height within a row, of the two ways to tell what a mechanism gives."""
LEFT = {"first_in": "left_first", "last_out": "left_last"}
WHOLE, TOGETHER = "whole", "together"
SIZE = 8


def mechanisms(found: Mapping[str, Any], step: Mapping[str, Any] | None = None) -> Picture:
    """Return the forest of a step (None: the last of the finding, the whole way in the shipped one)."""
    own = found["steps"][-1] if step is None else step
    sticks = [stick for stick in found["yardsticks"] if stick["headline"]]
    names = titles(found)
    rows = [WHOLE, *names, TOGETHER]
    data: list[Spec] = []
    xaxes: list[Spec] = []
    for panel, stick in enumerate(sticks):
        marks = _marks(own["outcomes"][stick["name"]], list(names), stick)
        data += [
            _trace(marks, side, clear, stick, names, panel)
            for side in SIDES
            for clear in (0, 1, -1)
        ]
        unit = yearly(stick["unit"], stick["per_year"])
        xaxes.append(
            titled(word("axis.difference", unit=unit))
            | {"range": padded_range([m[2] for m in marks])}
        )
    panels = Panels(
        [outcome_title(stick["name"]) for stick in sticks],
        columns=3,
        height=ROW * len(rows) + 16,
        top=56,
    )
    layout, narrow = panels.layout(
        xaxes,
        [_rows(rows, names)] * len(sticks),
        showlegend=True,
        legend=top_legend(),
        shapes=[zero_line(panel) for panel in range(len(sticks))],
    )
    shown = [trace for trace in data if trace["y"]]
    return Picture("mechanisms", [*_legend(), *shown], layout, narrow, _table(own, sticks, names))


Mark = tuple[str, str, Interval, float]
"""Row, side, estimate, height."""


def _marks(own: Mapping[str, Any], names: Sequence[str], stick: Mapping[str, Any]) -> list[Mark]:
    """Return all marks of a panel that have a value; the whole difference is one mark."""
    found: list[tuple[str, str, Mapping[str, Any], float]] = [
        (WHOLE, "first_in", own["whole"], 0.0)
    ]
    for side, (_, shift) in SIDES.items():
        found += [
            (name, side, own["mechanisms"][name][side], place + shift)
            for place, name in enumerate(names, start=1)
        ]
        found.append((TOGETHER, side, own[LEFT[side]], len(names) + 1 + shift))
    return [
        (row, side, stored(estimate).scaled(stick["factor"]), height)
        for row, side, estimate, height in found
        if estimate["value"] is not None
    ]


def _trace(
    marks: Sequence[Mark],
    side: str,
    sense: int,
    stick: Mapping[str, Any],
    names: Mapping[str, str],
    panel: int,
) -> Spec:
    """Return the marks of a side that are clear and better (1) or worse (-1), or cannot be told (0)."""
    own = [mark for mark in marks if mark[1] == side and _sense(mark[2], stick) == sense]
    intervals = [interval for _, _, interval, _ in own]
    colour = {1: BETTER, -1: WORSE, 0: RULE}[sense]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": numbers([i.value for i in intervals]),
        "y": [height for *_, height in own],
        "error_x": error_bars(intervals, colour, 1.8),
        "marker": _marker(side, colour, hollow=not sense),
        "hoverinfo": "text",
        "hovertext": [
            f"<b>{escape(_title(row, names))}</b>"
            f"{'' if row == WHOLE else ', ' + word(f'mechanisms.{side}')}"
            f"<br>{written(interval, gettext(stick['unit']))}"
            for row, _, interval, _ in own
        ],
        "cliponaxis": False,
        "showlegend": False,
        "meta": {"mechanisms": [row for row, *_ in own], "side": side},
        **on_panel(panel),
    }


def _sense(interval: Interval, stick: Mapping[str, Any]) -> int:
    """Return 1 for clearly better, -1 for clearly worse, 0 else; without a direction more is better."""
    if not interval.clear:
        return 0
    return 1 if interval.value * (stick["better"] or 1) > 0 else -1


def _marker(side: str, colour: str, *, hollow: bool) -> Spec:
    return {
        "symbol": SIDES[side][0],
        "size": SIZE,
        "color": "#FFFFFF" if hollow else colour,
        "line": {"color": colour, "width": 1.6 if hollow else 0},
    }


def _legend() -> list[Spec]:
    """Entries for the marks and the colours; they draw nothing."""
    entries = [(f"mechanisms.{side}", _marker(side, INK, hollow=False)) for side in SIDES]
    entries += [
        ("mechanisms.better", _marker("first_in", BETTER, hollow=False)),
        ("mechanisms.worse", _marker("first_in", WORSE, hollow=False)),
        ("mechanisms.untold", _marker("first_in", RULE, hollow=True)),
    ]
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [None],
            "y": [None],
            "name": word(key),
            "marker": mark,
            "hoverinfo": "skip",
            **on_panel(0),
        }
        for key, mark in entries
    ]


def _title(row: str, names: Mapping[str, str]) -> str:
    return gettext(names[row]) if names.get(row) else word(f"mechanisms.{row}")


def _rows(rows: Sequence[str], names: Mapping[str, str]) -> Spec:
    return {
        "tickmode": "array",
        "tickvals": list(range(len(rows))),
        "ticktext": [str(escape(_title(row, names))) for row in rows],
        "range": [len(rows) - 0.4, -0.6],
        "showgrid": False,
        "tickfont": {"size": 12, "color": INK},
        **AIR,
    }


def _table(
    step: Mapping[str, Any], sticks: Sequence[Mapping[str, Any]], names: Mapping[str, str]
) -> pd.DataFrame:
    rows = []
    for stick in sticks:
        own = step["outcomes"][stick["name"]]
        parts = [(WHOLE, "", own["whole"])]
        parts += [
            (name, side, own["mechanisms"][name][side])
            for name in names
            for side in (*SIDES, "carries")
        ]
        parts += [(TOGETHER, side, own[key]) for side, key in LEFT.items()]
        rows += [
            {"mechanism": name, "how": how, "outcome": stick["name"]}
            | {key: estimate[key] for key in ("n", "value", "low", "high")}
            for name, how, estimate in parts
        ]
    return pd.DataFrame(rows)
