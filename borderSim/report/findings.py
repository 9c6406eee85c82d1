"""The page of a finding: one self-contained HTML file beside ``findings.md`` that makes no request."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

import borderSim
from borderSim.report.figures.frame import CONFIG
from borderSim.report.figures.instruments import instruments
from borderSim.report.page import Shown, write_whole
from borderSim.report.source import PROVISIONAL_BELOW
from borderSim.report.tables import csv_link, shown_table
from borderSim.report.texts import environment
from borderSim.studies.findings.instruments_text import head
from borderSim.studies.findings.yardsticks import shown as written

Table = tuple[str, str, list[str], list[list[str]]]
"""Title, sentence above, heads, rows."""


def instruments_page(found: Mapping[str, Any]) -> str:
    """Return the page of a finding of the analysis ``instruments``."""
    from plotly.offline import get_plotlyjs

    picture = instruments(found)
    heads, rows = shown_table(picture.table)
    figure = Shown("figure-instruments", picture, heads, rows, csv_link(picture.table))
    specs = {figure.identifier: {"data": picture.data, "layout": picture.layout, "narrow": picture.narrow}}
    return environment().get_template("instruments.html").render(
        found=found, shown=figure, tables=[_pairs(found), _built(found)], enough=PROVISIONAL_BELOW, version=borderSim.__version__,
        figures_json=htmlsafe_json_dumps(specs, separators=(",", ":"), allow_nan=False), config_json=htmlsafe_json_dumps(CONFIG),
        plotly=Markup(get_plotlyjs().replace("</script", "<\\/script")),
    )  # fmt: skip


PAGES: dict[str, Callable[[Mapping[str, Any]], str]] = {"instruments": instruments_page}
"""Analyses that have a page, by name."""


def write_page(analysis: str, found: Mapping[str, Any], folder: Path) -> list[str]:
    """Write the page of an analysis that has one and found something; return the names of the files."""
    if analysis not in PAGES or "instruments" not in found:
        return []
    write_whole(PAGES[analysis](found), folder / "findings.html")
    return ["findings.html"]


def _pairs(found: Mapping[str, Any]) -> Table:
    sticks = found["yardsticks"]
    rows = [
        [" + ".join(pair["instruments"]), *(written(pair["synergy"][stick["name"]], factor=stick["factor"]) for stick in sticks)]
        for pair in found["pairs"]
    ]
    return "Pairs", "What a pair gives beyond the sum of its two, with its 95 % interval.", ["pair", *map(head, sticks)], rows


def _built(found: Mapping[str, Any]) -> Table:
    built = found["built"]
    levels = list(built[0]["to"]) if built else []
    rows = [
        [f"{row['name']}: {', '.join(row['instruments'])}" if row["instruments"] and row["name"] != "all" else row["name"],
         *("–" if (d := row["to"][level]["distance"]) is None else f"{d:.1f}" for level in levels), row["nearest"] or "–"]
        for row in built
    ]  # fmt: skip
    intro = ("Distance of a country built up from instruments to each shipped level: root mean square over the headline outcomes of "
             "the difference in multiples of the smallest one that matters, its noise taken off.")  # fmt: skip
    return "How near a country built up from instruments comes", intro, ["built from", *levels, "nearest"], rows
