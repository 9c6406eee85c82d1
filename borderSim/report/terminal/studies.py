"""Tables for the terminal of what studies found: sensitivity, precision."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from rich.table import Table

from borderSim.language.catalogue import gettext
from borderSim.language.forms import localised
from borderSim.measures.quantities import yardstick
from borderSim.report.terminal.console import plain_table
from borderSim.report.terminal.heads import SHORT
from borderSim.report.writing.texts import word
from borderSim.studies.analysis.findings.sensitivity import named, strongest
from borderSim.studies.analysis.findings.text import percent
from borderSim.studies.analysis.sensitivity.targets import DIFFERENCE

if TYPE_CHECKING:
    from borderSim.studies.analysis.sensitivity import Sensitivity
    from borderSim.studies.analysis.tables import Frame

NAMED = 3
"""Factors named in a row."""


def sensitivity_table(found: Sensitivity) -> Table:
    """Return a row per outcome of each level and difference: how many factors are told, and the strongest."""
    heads = [gettext("told"), gettext("by chance")]
    table = plain_table(
        gettext("outcome"),
        gettext("of"),
        *heads,
        gettext("strongest"),
        title=word(f"sensitivity.method.{found.method}"),
        numbers=heads,
        caption=word("sensitivity.heads"),
    )
    for target in strongest(found):
        stick = yardstick(target["outcome"])
        scale, unit = (
            (stick.factor, f" ({gettext(stick.unit)})")
            if found.main == "mu_star" and stick.unit
            else (1.0, "")
        )
        what = (
            f"{target['level']} − {target['against']}"
            if target["kind"] == DIFFERENCE
            else target["level"]
        )
        table.add_row(
            f"{gettext(SHORT[target['outcome']])}{unit}",
            what,
            f"{target['above_floor']}/{found.factors}",
            percent(math.nan if target["noise_share"] is None else target["noise_share"]),
            named(target, NAMED, scale).replace("`", ""),
        )
    return table


def precision_table(table: Frame) -> Table:
    """Return a row per level with each outcome's half-width over what is asked, and the correlation in brackets.

    Args:
        table: rows of :data:`borderSim.studies.analysis.precision.COLUMNS`; those with most
            replicates are shown.
    """
    last = table[table["n"] == table["n"].max()]
    outcomes = list(dict.fromkeys(map(str, last["outcome"])))
    heads = [gettext(SHORT[name]) for name in outcomes]
    shown = plain_table(
        gettext("scenario"),
        gettext("level"),
        *heads,
        title=word("precision.table", n=int(last["n"].max())),
        numbers=heads,
    )
    for (scenario, level), part in last.groupby(["scenario", "level"], sort=False):
        facts = part.set_index("outcome")
        cells = []
        for name in outcomes:
            half, asked, correlation = (
                float(facts.at[name, key]) for key in ("half_width", "asked", "correlation")
            )
            ratio = half / asked if asked > 0 else (0.0 if half == 0 else math.inf)
            cells.append(
                localised(f"{ratio:.2f}")
                + (f" ({localised(f'{correlation:.2f}')})" if correlation == correlation else "")
            )
        shown.add_row(str(scenario), str(level), *cells)
    return shown
