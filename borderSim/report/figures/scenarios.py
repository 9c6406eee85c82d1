"""Level by scenario: does the ranking of the levels hold from one scenario to the next?"""

from __future__ import annotations

import html
import math

import numpy as np
import pandas as pd

from borderSim.language.forms import localised
from borderSim.measures.outcomes import HEADLINE, OUTCOMES
from borderSim.report.comparison.columns import difference
from borderSim.report.comparison.source import View
from borderSim.report.figures.frame import Panels, Picture, Spec, on_panel
from borderSim.report.layout.palette import RANKS
from borderSim.report.writing.numbers import Scale, decimals, fixed, scale_of
from borderSim.report.writing.texts import outcome_title, word
from borderSim.studies.analysis.ranks import rank_table


def ranked(views: list[View]) -> pd.DataFrame:
    """Return rank (1 is best), difference and interval of every level by scenario and headline outcome."""
    ranks = rank_table(views[0].comparison.paired()).set_index(["outcome", "level"])
    rows = []
    for name in HEADLINE:
        for view in views:
            for level in view.levels:
                found = difference(view, level, name)
                rows.append(
                    {
                        "outcome": name,
                        "scenario": view.scenario,
                        "level": level.name,
                        "difference": found.value,
                        "low": found.low,
                        "high": found.high,
                        "clear": found.clear,
                        "rank": ranks.at[(name, level.name), view.scenario],
                    }
                )
    return pd.DataFrame(rows)


def agreement(view: View, table: pd.DataFrame) -> list[dict[str, object]]:
    """Return for each outcome whether all scenarios rank the levels alike, and who is first in each."""
    ranks = rank_table(view.comparison.paired()).groupby("outcome", sort=False).first()
    titles = {level.name: level.title for level in view.levels}
    result = []
    for name, part in table.groupby("outcome", sort=False):
        best = part.groupby("scenario", sort=False)["rank"].transform("min")
        firsts = {
            str(scenario): [titles[level] for level in rows["level"]]
            for scenario, rows in part[part["rank"] == best].groupby("scenario", sort=False)
        }
        result.append(
            {
                "title": outcome_title(str(name)),
                "same": bool(ranks.at[name, "agree"]),
                "kendall_w": float(ranks.at[name, "kendall_w"]),
                "same_first": len({tuple(v) for v in firsts.values()}) == 1,
                "firsts": firsts,
            }
        )
    return result


def scenarios(view: View) -> Picture | None:
    """Heat map of ranks, a panel per headline outcome; None with one scenario only."""
    if len(view.scenarios) < 2:
        return None
    views = [View(view.comparison, name) for name in view.scenarios]
    table = ranked(views)
    data: list[Spec] = []
    notes: list[Spec] = []
    for panel, name in enumerate(HEADLINE):
        part = table.loc[table["outcome"] == name]
        wide = part.pivot(index="level", columns="scenario", values="rank").loc[
            [x.name for x in view.levels], view.scenarios
        ]
        data.append(
            {
                "type": "heatmap",
                "z": [[None if math.isnan(v) else v for v in row] for row in wide.to_numpy(float)],
                "zmin": 1,
                "zmax": max(2, len(view.levels)),
                "colorscale": [list(stop) for stop in RANKS],
                "showscale": False,
                "xgap": 3,
                "ygap": 3,
                "hoverinfo": "skip",
                "meta": {"levels": list(wide.index)},
                **on_panel(panel),
            }
        )
        notes += _cells(view, part, panel, name)
    columns = {
        "tickmode": "array",
        "tickvals": list(range(len(views))),
        "showgrid": False,
        "ticks": "",
        "range": [-0.5, len(views) - 0.5],
        "ticktext": [html.escape(v.scenario, quote=False) for v in views],
    }
    rows = {
        "tickmode": "array",
        "tickvals": list(range(len(view.levels))),
        "showgrid": False,
        "ticks": "",
        "ticktext": [x.label for x in view.levels],
        "range": [len(view.levels) - 0.5, -0.5],
    }
    panels = Panels(
        [
            word("rank.title", title=outcome_title(name), unit=_scale(table, name).difference_unit)
            for name in HEADLINE
        ],
        height=40 * len(view.levels) + 10,
        gap=72,
    )
    layout, narrow = panels.layout(
        [columns] * len(HEADLINE), [rows] * len(HEADLINE), showlegend=False, annotations=notes
    )
    return Picture("scenarios", data, layout, narrow, table, {"agreement": agreement(view, table)})


def _scale(table: pd.DataFrame, name: str) -> Scale:
    found = np.abs(table.loc[table["outcome"] == name, "difference"].to_numpy(float))
    return scale_of(OUTCOMES[name], float(np.nanmax(found, initial=0.0)))


def _cells(view: View, part: pd.DataFrame, panel: int, name: str) -> list[Spec]:
    scale = _scale(part, name)
    order = {level.name: place for place, level in enumerate(view.levels)}
    keys = on_panel(panel)
    notes = []
    for row in part.to_dict("records"):
        reference = row["level"] == view.reference.name
        amount = (
            "0"
            if reference
            else fixed(
                row["difference"] * scale.factor,
                decimals(
                    (row["high"] - row["low"]) / 2 * scale.factor, row["difference"] * scale.factor
                ),
                signed=True,
            )
        )
        shown = amount if row["clear"] or reference else f"({amount})"
        rank = "–" if math.isnan(row["rank"]) else localised(f"{row['rank']:g}")
        dark = rank == "1"
        notes.append(
            {
                "text": f"<b>{rank}</b>  {shown}",
                "x": view.scenarios.index(row["scenario"]),
                "y": order[row["level"]],
                "xref": keys["xaxis"],
                "yref": keys["yaxis"],
                "showarrow": False,
                "font": {"size": 12, "color": "#FFFFFF" if dark else "#1B2430"},
            }
        )
    return notes
