"""What moves the difference between the two best levels: each input from one end of its range to the other."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from html import escape

import pandas as pd

from borderSim.report.comparison.source import View
from borderSim.report.figures.frame import (
    AIR,
    Panels,
    Picture,
    Spec,
    numbers,
    titled,
    top_legend,
    zero_line,
)
from borderSim.report.layout.palette import COST_PARTS
from borderSim.report.uncertainty.drawn_inputs import Input
from borderSim.report.uncertainty.futures import futures
from borderSim.report.uncertainty.told_futures import Told, influence_rows
from borderSim.report.writing.texts import capitalize_first, word

ROW, LETTERS = 46, 38
COLOURS = {"exact": COST_PARTS[1], "fitted": COST_PARTS[2]}


@dataclass(frozen=True)
class Bar:
    """One input: its key, what it is called, the difference at both ends, EUR a year, and how it was found."""

    key: str
    title: str
    low: float
    high: float
    kind: str
    low_value: str
    high_value: str

    @property
    def span(self) -> float:
        """Length of the bar."""
        return abs(self.high - self.low)


def bars(told: Told) -> list[Bar]:
    """Return the bars, the longest first."""
    exact = [
        Bar(
            row.weight.address,
            word(f"weight.{row.weight.name}"),
            *row.ends,
            "exact",
            row.weight.low,
            row.weight.high,
        )
        for row in told.exact
    ]
    fitted = [_fitted(own, row.low, row.high) for own, row in influence_rows(told)]
    return sorted([*exact, *fitted], key=lambda bar: -bar.span)


def _fitted(own: Input, low: float, high: float) -> Bar:
    return Bar(
        own.key,
        capitalize_first(own.meaning),
        low,
        high,
        "fitted",
        own.value(own.low),
        own.value(own.high),
    )


def tornado(view: View) -> Picture | None:
    """A bar per input; None without futures."""
    told = futures(view)
    if told is None or not (rows := bars(told)):
        return None
    factor, unit = told.scale
    panels = Panels(
        [
            word(
                "futures.tornado.title",
                best=escape(told.best.title),
                runner=escape(told.levels[told.runner].title),
            )
        ],
        columns=1,
        height=ROW * len(rows),
        top=44,
        share=1.0,
    )
    layout, narrow = panels.layout(
        [titled(word("axis.difference_year", unit=unit))],
        [_rows(rows)],
        showlegend=True,
        legend=top_legend(),
        barmode="overlay",
        shapes=[zero_line(0)],
    )
    data = [_bars(rows, kind, factor) for kind in COLOURS if any(r.kind == kind for r in rows)]
    table = pd.DataFrame(
        [
            {
                "input": row.key,
                "unit": "EUR a year",
                "meaning": row.title,
                "found": row.kind,
                "at_low": row.low,
                "at_high": row.high,
                "low": row.low_value,
                "high": row.high_value,
            }
            for row in rows
        ]
    )
    return Picture("tornado", data, layout, narrow, table)


def _bars(rows: list[Bar], kind: str, factor: float) -> Spec:
    own = [(place, row) for place, row in enumerate(rows) if row.kind == kind]
    return {
        "type": "bar",
        "orientation": "h",
        "x": numbers([(row.high - row.low) * factor for _, row in own]),
        "base": numbers([row.low * factor for _, row in own]),
        "y": [place for place, _ in own],
        "width": 0.6,
        "marker": {"color": COLOURS[kind]},
        "name": word(f"futures.tornado.{kind}"),
        "hoverinfo": "text",
        "hovertext": [
            f"<b>{escape(row.title)}</b><br>{escape(row.low_value)} – {escape(row.high_value)}"
            for _, row in own
        ],
    }


def _rows(rows: list[Bar]) -> Spec:
    return {
        "tickmode": "array",
        "tickvals": list(range(len(rows))),
        "ticktext": ["<br>".join(escape(line) for line in _short(row.title)) for row in rows],
        "range": [len(rows) - 0.4, -0.6],
        "showgrid": False,
        **AIR,
    }


def _short(title: str) -> list[str]:
    return textwrap.wrap(title, LETTERS, max_lines=2, placeholder=" …")
