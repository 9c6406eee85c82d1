"""By how much each level falls short of the best of a future: mean, 90th percentile, worst."""

from __future__ import annotations

import pandas as pd

from borderSim.report.comparison.source import View
from borderSim.report.figures.frame import (
    Panels,
    Picture,
    level_rows,
    marker,
    numbers,
    titled,
    top_legend,
)
from borderSim.report.layout.palette import RULE
from borderSim.report.uncertainty.futures import futures
from borderSim.report.writing.texts import word

ROW = 44
KINDS = (("mean", "circle"), ("high", "diamond"), ("most", "line-ns-open"))


def regrets(view: View) -> Picture | None:
    """A row per level, from its mean regret to its worst; None without futures."""
    told = futures(view)
    if told is None:
        return None
    factor, unit = told.scale
    by_kind = {kind: getattr(told.regret, kind) for kind, _ in KINDS}
    data = [
        {
            "type": "scatter",
            "mode": "lines",
            "x": numbers([by_kind["mean"][place] * factor, by_kind["most"][place] * factor]),
            "y": [place, place],
            "line": {"color": RULE, "width": 2},
            "hoverinfo": "skip",
            "showlegend": False,
        }
        for place in range(len(told.levels))
    ]
    data += [
        {
            "type": "scatter",
            "mode": "markers",
            "x": numbers(by_kind[kind] * factor),
            "y": list(range(len(told.levels))),
            "marker": {
                "symbol": symbol,
                "size": 11,
                "color": [marker(level)["color"] for level in told.levels],
                "line": {"width": 2, "color": [level.look.colour for level in told.levels]},
            },
            "name": word(f"futures.regret.{kind}"),
            "hovertext": [level.title for level in told.levels],
        }
        for kind, symbol in KINDS
    ]
    panels = Panels(
        [word("futures.regret.title")], columns=1, height=ROW * len(told.levels), top=44, share=1.0
    )
    layout, narrow = panels.layout(
        [titled(word("axis.per_year", unit=unit)) | {"rangemode": "tozero"}],
        [level_rows(told.levels)],
        showlegend=True,
        legend=top_legend(),
    )
    table = pd.DataFrame(
        {
            "level": [level.name for level in told.levels],
            "unit": "EUR a year",
            "share_best": told.chance,
            "regret_mean": told.regret.mean,
            "regret_90_percent": told.regret.high,
            "regret_worst": told.regret.most,
            "share_no_worse_than_present": told.regret.satisfied,
        }
    )
    return Picture("regret", data, layout, narrow, table)
