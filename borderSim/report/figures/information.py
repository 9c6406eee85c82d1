"""What knowing a part of the assumptions before the choice would be worth."""

from __future__ import annotations

import pandas as pd

from borderSim.report.comparison.source import View
from borderSim.report.figures.frame import AIR, Panels, Picture, numbers, titled
from borderSim.report.layout.palette import COST_PARTS, INK
from borderSim.report.uncertainty.futures import futures
from borderSim.report.writing.texts import word

ROW = 26
MOST = 12


def information(view: View) -> Picture | None:
    """A bar per part of the scenario, with its standard error; None without futures, or where nothing is worth knowing."""
    told = futures(view)
    if told is None:
        return None
    rows = sorted(told.groups.items(), key=lambda row: -row[1].value)[:MOST]
    rows = [(name, own) for name, own in rows if own.value > 0]
    if not rows:
        return None
    factor, unit = told.scale
    shown = [("", told.perfect), *rows]
    names = [name or word("futures.all") for name, _ in shown]
    data = [
        {
            "type": "bar",
            "orientation": "h",
            "x": numbers([own.value * factor for _, own in shown]),
            "y": list(range(len(shown))),
            "error_x": {
                "type": "data",
                "array": numbers([own.error * factor for _, own in shown]),
                "color": INK,
                "thickness": 1.2,
            },
            "marker": {"color": [COST_PARTS[1], *[COST_PARTS[0]] * len(rows)]},
            "showlegend": False,
        }
    ]
    panels = Panels(
        [word("futures.information.title")], columns=1, height=ROW * len(shown) + 12, share=1.0
    )
    layout, narrow = panels.layout(
        [titled(word("axis.per_year", unit=unit)) | {"rangemode": "tozero"}],
        [
            {
                "tickmode": "array",
                "tickvals": list(range(len(shown))),
                "ticktext": names,
                "range": [len(shown) - 0.4, -0.6],
                "showgrid": False,
                **AIR,
            }
        ],
    )
    every = {"all": told.perfect, **told.groups}
    table = pd.DataFrame(
        [
            {
                "part_of_the_scenario": name,
                "unit": "EUR a year",
                "value": own.value,
                "standard_error": own.error,
                "before_chance_was_taken_off": own.raw,
                "what_chance_shows": own.chance,
            }
            for name, own in every.items()
        ]
    )
    return Picture("information", data, layout, narrow, table)
