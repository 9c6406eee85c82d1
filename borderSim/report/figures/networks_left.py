"""What is left of the networks: how they ended, what they can still ship, who was arrested, dismantlement by three definitions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from borderSim.language.catalogue import gettext
from borderSim.measures.outcomes import OUTCOMES
from borderSim.report.comparison.differences import Interval, mean_interval
from borderSim.report.comparison.source import Level, View
from borderSim.report.figures.frame import (
    Panels,
    Picture,
    Spec,
    level_rows,
    numbers,
    on_panel,
    titled,
)
from borderSim.report.figures.intervals import dot, padded_range
from borderSim.report.layout.palette import FATES, FIELDED, INK, TIERS
from borderSim.report.writing.numbers import plain
from borderSim.report.writing.texts import outcome_title, word

FATE = ("orgs_dismantled", "orgs_wounded", "orgs_recovered", "never_struck")
CAPACITY = ("capacity_survivors", "capacity_entrants")
ARRESTS = tuple(f"members_arrested_tier_{tier}" for tier in (1, 2, 3, 4))
WAYS = {
    "orgs_dismantled": "circle",
    "orgs_dismantled_structural": "square",
    "orgs_dismantled_judicial": "diamond",
}
"""The three definitions of dismantled, each with its marker."""
DOTS = ("orgs_disrupted", "recovery_days")
APART = "&nbsp;&nbsp; "
"""Between the entries of a key."""
SIGNS = {"circle": "●", "square": "■", "diamond": "◆"}


def networks_left(view: View) -> Picture:
    """Stacked bars of fate, capacity and arrests by tier; dots with intervals for the rest."""
    stacks = (FATE, CAPACITY, ARRESTS)
    colours = (FATES, FIELDED, TIERS)
    rows: list[dict[str, object]] = []
    data: list[Spec] = []
    for panel, (parts, fills) in enumerate(zip(stacks, colours, strict=True)):
        for part, fill in zip(parts, fills, strict=True):
            values = [float(np.mean(_column(view, level, part))) for level in view.levels]
            data.append(_bar(view.levels, panel, part, values, fill))
            rows += [_row(part, level, _column(view, level, part)) for level in view.levels]
    data.append(_start_marks(view))
    spans = [
        _ways(view, data, rows),
        *(_dots(view, name, 4 + i, data, rows) for i, name in enumerate(DOTS)),
    ]
    ways = [
        (sign, INK, word(f"left.{name}")) for name, sign in ((n, SIGNS[m]) for n, m in WAYS.items())
    ]
    titles = [
        _title(
            "left.fate", [("■", c, word(f"left.{p}")) for p, c in zip(FATE, FATES, strict=True)]
        ),
        _title(
            "left.capacity",
            [
                *(("■", c, word(f"left.{p}")) for p, c in zip(CAPACITY, FIELDED, strict=True)),
                ("┃", INK, word("left.capacity_start")),
            ],
        ),
        _title(
            "left.arrests", [("■", c, word(f"left.tier_{i}")) for i, c in enumerate(TIERS, start=1)]
        ),
        _title("left.ways", ways),
        *(outcome_title(name) for name in DOTS),
    ]
    panels = Panels(titles, height=36 * len(view.levels) + 16, gap=124, top=34)
    units = [
        "unit.in_all",
        "axis.loads_year",
        "axis.persons_year",
        "unit.in_all",
        "unit.in_all",
        "unit.days",
    ]
    xaxes = [titled(word(unit)) for unit in units]
    for index, span in enumerate(spans, start=3):
        xaxes[index] |= {"range": span}
    layout, narrow = panels.layout(
        xaxes, [level_rows(view.levels)] * len(titles), showlegend=False, barmode="stack"
    )
    return Picture("networks_left", data, layout, narrow, pd.DataFrame(rows), _facts(view))


def _column(view: View, level: Level, part: str) -> np.ndarray:
    """An outcome of all runs; totals a year, and the two parts that are differences of others."""
    if part == "never_struck":
        taken = sum((view.column(level, name) for name in FATE[:3]), np.zeros(1))
        return view.column(level, "orgs_at_start") - taken
    if part == "capacity_entrants":
        return view.column(level, "capacity_active") - view.column(level, "capacity_survivors")
    return view.column(level, part) / (view.measured if OUTCOMES[part].kind == "total" else 1.0)


def _row(part: str, level: Level, sample: np.ndarray) -> dict[str, object]:
    interval = _not_negative(mean_interval(sample))
    return {
        "measure": part,
        "level": level.name,
        "value": interval.value,
        "low": interval.low,
        "high": interval.high,
    }


def _bar(
    levels: Sequence[Level], panel: int, part: str, values: Sequence[float], fill: str
) -> Spec:
    label = word(f"left.{part.replace('members_arrested_', '')}")
    texts = [
        f"<b>{level.label}</b><br>{word('entry', name=label, value=plain(round(value, 1)))}"
        for level, value in zip(levels, values, strict=True)
    ]
    return {
        "type": "bar",
        "orientation": "h",
        "x": numbers(values),
        "y": list(range(len(levels))),
        "width": 0.56,
        "name": label,
        "hoverinfo": "text",
        "hovertext": texts,
        "marker": {"color": fill, "line": {"color": "#FFFFFF", "width": 0.8}},
        "meta": {"levels": [level.name for level in levels]},
        **on_panel(panel),
    }


def _start_marks(view: View) -> Spec:
    """A stroke where capacity stood at the start."""
    values = [float(np.mean(view.column(level, "capacity_start"))) for level in view.levels]
    texts = [
        f"<b>{level.label}</b><br>{word('entry', name=word('left.capacity_start'), value=plain(round(v)))}"
        for level, v in zip(view.levels, values, strict=True)
    ]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": numbers(values),
        "y": list(range(len(values))),
        "hoverinfo": "text",
        "hovertext": texts,
        "marker": {"symbol": "line-ns", "size": 22, "line": {"color": INK, "width": 2.4}},
        "cliponaxis": False,
        **on_panel(1),
    }


def _ways(view: View, data: list[Spec], rows: list[dict[str, object]]) -> list[float]:
    """Dots of the three definitions side by side; returns the range of their axis."""
    found = []
    for place, (name, symbol) in enumerate(WAYS.items()):
        for row, level in enumerate(view.levels):
            interval = _not_negative(mean_interval(view.column(level, name)))
            trace = dot(
                level,
                interval,
                3,
                row + 0.24 * (place - 1),
                word("unit.in_all"),
                signed=False,
                size=9,
                what=word(f"left.{name}"),
            )
            data.append(trace | {"marker": trace["marker"] | {"symbol": symbol, "size": 9}})
            found.append(interval)
            if name != "orgs_dismantled":
                rows.append(_row(name, level, view.column(level, name)))
    return _from_zero(padded_range(found))


def _dots(
    view: View, name: str, panel: int, data: list[Spec], rows: list[dict[str, object]]
) -> list[float]:
    """One dot a level; returns the range of the axis."""
    found = [_not_negative(mean_interval(view.column(level, name))) for level in view.levels]
    for row, (level, interval) in enumerate(zip(view.levels, found, strict=True)):
        data.append(dot(level, interval, panel, row, gettext(OUTCOMES[name].unit), signed=False))
        rows.append(_row(name, level, view.column(level, name)))
    return _from_zero(padded_range(found))


def _not_negative(interval: Interval) -> Interval:
    """There are no negative counts or days."""
    return interval.within((0.0, np.inf))


def _from_zero(span: Sequence[float]) -> list[float]:
    return [min(0.0, span[0]) * 0.5, span[1]]


def _title(key: str, parts: Sequence[tuple[str, str, str]]) -> str:
    """A panel's title with the key of its colours under it, two entries a line."""
    entries = [
        f'<span style="color:{colour}">{sign}</span> {label}' for sign, colour, label in parts
    ]
    lines = "<br>".join(APART.join(entries[i : i + 2]) for i in range(0, len(entries), 2))
    return f'{word(key)}</b><br><span style="font-size:12px">{lines}</span><b>'


def _facts(view: View) -> dict[str, Any]:
    """Means for the reference and the last level, and the share of the capacity that entrants bring."""
    ends = []
    last = view.levels[-1]
    for level in (view.reference, *(() if last.reference else (last,))):
        mean = {
            name: float(np.mean(_column(view, level, name)))
            for name in (*FATE, "orgs_at_start", "capacity_active", "capacity_entrants")
        }
        leaders = [
            float(np.sum(view.column(level, name)))
            for name in ("leaders_arrested", "members_arrested")
        ]
        unrecovered = [
            float(np.sum(view.column(level, name))) for name in ("blows_unrecovered", "blows")
        ]
        ends.append(
            {
                "title": level.title,
                **{name: plain(round(value, 1)) for name, value in mean.items()},
                "entrants": _percent(mean["capacity_entrants"], mean["capacity_active"]),
                "leaders": _percent(*leaders),
                "unrecovered": _percent(*unrecovered),
            }
        )
    return {"ends": ends}


def _percent(part: float, whole: float) -> str:
    return plain(round(100 * part / whole)) if whole > 0 else "–"
