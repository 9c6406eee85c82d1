"""What the levels cost and to whom, and net benefit at several values of harm from two perspectives."""

from __future__ import annotations

import numpy as np
import pandas as pd

from borderSim.language.forms import localised
from borderSim.report.comparison.differences import Interval, mean_interval, paired_interval
from borderSim.report.comparison.source import Level, View
from borderSim.report.figures.frame import (
    Panels,
    Picture,
    Spec,
    level_rows,
    numbers,
    on_panel,
    titled,
    top_legend,
    zero_line,
)
from borderSim.report.figures.intervals import dot, padded_range
from borderSim.report.layout.palette import COST_PARTS, JUSTICE
from borderSim.report.writing.numbers import euro_scale
from borderSim.report.writing.texts import word

PARTS = (
    "customs_cost_eur",
    "police_cost_eur",
    "cooperation_setup_eur",
    "cooperation_running_eur",
    "trade_delay_cost_eur",
)
APART = "justice_cost_eur"
LAMBDAS = (0, 1, 3)
PERSPECTIVES = {"national": "harm_eur", "world": "harm_world_eur"}


def costs(view: View) -> Picture:
    """What changes from the present level, by part, stacked; justice apart.

    What all levels pay alike (staff, machines) would be equal bars, and stands in the table.
    """
    parts = (*PARTS, APART)
    rows = [
        {
            "level": level.name,
            "part": part,
            "a_year": _mean(view, level, part),
            "difference": paired_interval(
                view.column(level, part), view.column(view.reference, part)
            ).scaled(1 / view.measured),
        }
        for level in view.levels
        for part in parts
    ]
    table = pd.DataFrame(
        [
            {
                **row,
                "difference": row["difference"].value,
                "low": row["difference"].low,
                "high": row["difference"].high,
            }
            for row in rows
        ]
    )
    wide = table.pivot(index="level", columns="part", values="difference").loc[
        [level.name for level in view.levels], list(parts)
    ]
    factor, unit = euro_scale(float(wide[list(PARTS)].abs().sum(axis=1).max()))
    data = [
        _bar(part, index, wide[part].to_numpy() * factor, unit, view.levels)
        for index, part in enumerate(parts)
    ]
    panels = Panels(
        [word("costs.difference", reference=view.reference.title)],
        height=max(200, 62 * len(view.levels)),
        top=70,
        share=0.9,
    )
    layout, narrow = panels.layout(
        [titled(word("axis.per_year", unit=unit))],
        [level_rows(view.levels)],
        legend=top_legend(),
        barmode="relative",
        shapes=[zero_line(0)],
    )
    return Picture("costs", data, layout, narrow, table, {"reference": view.reference.title})


def _mean(view: View, level: Level, part: str) -> float:
    return mean_interval(view.column(level, part)).value / view.measured


def _bar(part: str, index: int, values: np.ndarray, unit: str, levels: list[Level]) -> Spec:
    apart = part == APART
    fill: Spec = (
        {"color": JUSTICE, "pattern": {"shape": "/", "fgcolor": "#6D5580", "size": 6}}
        if apart
        else {"color": COST_PARTS[index]}
    )
    title = word(f"cost.{part}")
    texts = [
        f"<b>{level.label}</b><br>{word('entry', name=title, value=localised(f'{value:,.3g}'))} {unit}"
        for level, value in zip(levels, values, strict=True)
    ]
    shift = 0.30 if apart else -0.10
    return {
        "type": "bar",
        "orientation": "h",
        "x": numbers(values),
        "y": [row + shift for row in range(len(levels))],
        "width": 0.18 if apart else 0.5,
        "name": title,
        "legendgroup": part,
        "showlegend": True,
        "hoverinfo": "text",
        "hovertext": texts,
        "marker": fill,
        "meta": {"levels": [level.name for level in levels]},
        **on_panel(0),
    }


def net_benefit(view: View, level: Level, weight: float, harm: str) -> Interval:
    """Return the paired difference in net benefit a year, EUR, at a weight of harm (lambda)."""
    return paired_interval(
        _benefit(view, level, weight, harm), _benefit(view, view.reference, weight, harm)
    ).scaled(1 / view.measured)


def _benefit(view: View, level: Level, weight: float, harm: str) -> np.ndarray:
    paid = sum((view.column(level, part) for part in PARTS), np.zeros(1))
    return -(weight * view.column(level, harm) + paid)


def net_benefits(view: View) -> Picture:
    """Net benefit against the present level: a row of panels per perspective, a column per weight of harm."""
    data: list[Spec] = []
    xaxes: list[Spec] = []
    titles, rows, best = [], [], []
    for panel, (perspective, weight) in enumerate((p, w) for p in PERSPECTIVES for w in LAMBDAS):
        found = [
            net_benefit(view, level, weight, PERSPECTIVES[perspective]) for level in view.levels
        ]
        ends = [abs(end) for i in found for end in (i.low, i.high, i.value) if end == end]
        factor, unit = euro_scale(max(ends, default=0.0))
        for row, (level, interval) in enumerate(zip(view.levels, found, strict=True)):
            shown = Interval(0.0, np.nan, np.nan) if level.reference else interval.scaled(factor)
            data.append(dot(level, shown, panel, row, unit, hollow=level.reference))
            rows.append(
                {
                    "perspective": perspective,
                    "lambda": weight,
                    "level": level.name,
                    "difference": interval.value,
                    "low": None if level.reference else interval.low,
                    "high": None if level.reference else interval.high,
                }
            )
        xaxes.append(
            titled(word("axis.difference_year", unit=unit))
            | {"range": padded_range([i.scaled(factor) for i in found]), "nticks": 5}
        )
        titles.append(word(f"net.{perspective}", weight=weight))
        top = (
            int(np.nanargmax([i.value for i in found]))
            if np.isfinite([i.value for i in found]).any()
            else 0
        )
        best.append({"perspective": perspective, "weight": weight, "title": view.levels[top].title})
    panels = Panels(titles, columns=3, height=34 * len(view.levels) + 20)
    layout, narrow = panels.layout(
        xaxes,
        [level_rows(view.levels)] * len(titles),
        showlegend=False,
        shapes=[zero_line(i) for i in range(len(titles))],
    )
    return Picture("net_benefit", data, layout, narrow, pd.DataFrame(rows), {"best": best})
