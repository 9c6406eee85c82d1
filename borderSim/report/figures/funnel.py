"""From planned loads to convictions: how many remain at each stage, and what share goes on."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd

from borderSim.report.comparison.differences import Interval, mean_interval, ratio_interval
from borderSim.report.comparison.source import Level, View
from borderSim.report.figures.frame import (
    AIR,
    Panels,
    Picture,
    Spec,
    keyed,
    numbers,
    on_panel,
    titled,
    top_legend,
)
from borderSim.report.figures.intervals import dot
from borderSim.report.writing.numbers import plain
from borderSim.report.writing.texts import word

LOADS = ("planned", "attempts", "loads_inspected", "loads_found", "finds_in_cases")
PERSONS = ("members_arrested", "members_charged", "members_convicted")


def funnel(view: View) -> Picture:
    """Counts a year at each stage, and the share of each stage that reaches the next."""
    data: list[Spec] = []
    rows: list[dict[str, object]] = []
    count = len(view.levels)
    offsets = (np.arange(count) - (count - 1) / 2) * 0.8 / count
    for panel, stages in enumerate((LOADS, PERSONS)):
        for level, offset in zip(view.levels, offsets, strict=True):
            means = [
                mean_interval(view.column(level, stage) / view.measured).within((0.0, np.inf))
                for stage in stages
            ]
            data.append(_bars(level, panel, offset, [m.value for m in means], 0.74 / count))
            data += _conversions(view, level, panel + 2, stages, offset)
            rows += [_row(view, level, stages, i, mean) for i, mean in enumerate(means)]
    titles = [
        word("funnel.loads"),
        word("funnel.persons"),
        word("funnel.loads_share"),
        word("funnel.persons_share"),
    ]
    tall = max(170, 5 * (14 * count + 12))
    panels = Panels(titles, height=tall, gap=86, shared=False, top=44, share=0.72)
    layout, narrow = panels.layout(
        [
            titled(word("axis.loads_year")),
            titled(word("axis.persons_year")),
            titled("%"),
            titled("%"),
        ],
        [_stage_axis(LOADS), _stage_axis(PERSONS), _step_axis(LOADS), _step_axis(PERSONS)],
        legend=top_legend(),
        barmode="overlay",
        bargap=0.1,
    )
    first, last = view.reference, view.levels[-1]
    facts = {
        "ends": [
            {
                "title": level.title,
                **{
                    stage: _rounded(float(np.mean(view.column(level, stage))) / view.measured)
                    for stage in (*LOADS, *PERSONS)
                },
            }
            for level in (first, last)
        ]
    }
    return Picture("funnel", data, layout, narrow, pd.DataFrame(rows), facts)


def _bars(level: Level, panel: int, offset: float, values: list[float], width: float) -> Spec:
    places = [index + float(offset) for index in range(len(values))]
    return {
        "type": "bar",
        "orientation": "h",
        "x": numbers(values),
        "y": places,
        "width": width,
        "marker": {"color": level.look.colour},
        "text": [_rounded(v) for v in values],
        "textposition": "outside",
        "cliponaxis": False,
        "textfont": {"size": 11},
        "hovertemplate": f"{word('entry', name=level.label, value='%{text}')}<extra></extra>",
        **keyed(level, panel),
        **on_panel(panel),
    }


def _rounded(value: float) -> str:
    return plain(value if value != value else round(value, 0 if value >= 10 else 1))


def _conversions(
    view: View, level: Level, panel: int, stages: tuple[str, ...], offset: float
) -> list[Spec]:
    dots = []
    for index in range(1, len(stages)):
        share = _share(view, level, stages, index).scaled(100)
        dots.append(dot(level, share, panel, index - 1 + float(offset), "%", signed=False, size=9))
    return dots


def _share(view: View, level: Level, stages: tuple[str, ...], index: int) -> Interval:
    """The share of a stage that reaches the next."""
    return ratio_interval(
        view.column(level, stages[index]), view.column(level, stages[index - 1])
    ).within((0.0, 1.0))


def _row(
    view: View, level: Level, stages: tuple[str, ...], index: int, mean: Interval
) -> dict[str, object]:
    share = _share(view, level, stages, index) if index else None
    return {
        "level": level.name,
        "stage": stages[index],
        "a_year": mean.value,
        "low": mean.low,
        "high": mean.high,
        "share_of_previous": share.value if share else None,
        "share_low": share.low if share else None,
        "share_high": share.high if share else None,
    }


def _stage_axis(stages: tuple[str, ...]) -> Spec:
    return _rows([word(f"stage.{stage}") for stage in stages])


def _step_axis(stages: tuple[str, ...]) -> Spec:
    return _rows(
        [
            word("funnel.step", first=word(f"stage.{a}"), second=word(f"stage.{b}"))
            for a, b in pairwise(stages)
        ]
    )


def _rows(labels: list[str]) -> Spec:
    return {
        "tickmode": "array",
        "tickvals": list(range(len(labels))),
        "ticktext": labels,
        "range": [len(labels) - 0.45, -0.55],
        "showgrid": False,
        "tickfont": {"size": 12.5},
        **AIR,
    }
