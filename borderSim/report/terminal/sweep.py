"""Tables for the terminal of a sweep without an analysis: paired differences along what its design lets be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from rich.console import Group
from rich.table import Table
from rich.text import Text

from borderSim.errors import InputError
from borderSim.language.catalogue import gettext
from borderSim.measures.quantities import yearly
from borderSim.report.terminal.comparison import comparison_tables, level_word
from borderSim.report.terminal.console import plain_table
from borderSim.report.writing.numbers import decimals, fixed, scale_of
from borderSim.studies.analysis.along import FIXED, LEVEL, columns_of
from borderSim.studies.analysis.estimates import LEAST, PROVISIONAL_BELOW, Estimate

if TYPE_CHECKING:
    import pandas as pd

    from borderSim.results.sweep import Sweep


def sweep_tables(sweep: Sweep) -> Group | None:
    """Return paired differences: of levels, else of arms, else of the first factor that has pairs.

    Where the design has one point they are those of a comparison; where it has several, how the
    difference lies over the points, and at how many it is told from chance.

    Args:
        sweep: a finished sweep.

    Returns:
        a table per scenario and arm; None where nothing of the design is paired.
    """
    found = _paired(sweep)
    if found is None:
        return None
    by, to, table = found
    titled = [key for key in FIXED if key != by and (key == "scenario" or len(set(table[key])) > 1)]
    label = table[titled].astype(str).agg(", ".join, axis=1)
    shown = table.assign(scenario=label, level=table[by].astype(str))
    if not shown.duplicated(["scenario", "level", "outcome"]).any():
        runs = sweep.runs
        labels = runs[titled].astype(str).agg(", ".join, axis=1)
        windows = dict(zip(labels, sweep.windows.of_runs(runs), strict=True))
        return comparison_tables(shown, to, windows, sweep.dictionary)
    return Group(
        *(_over_points(sweep, part, to) for _, part in shown.groupby("scenario", sort=False))
    )


def _paired(sweep: Sweep) -> tuple[str, str, pd.DataFrame] | None:
    """Return what is compared, what with, and the differences."""
    if "claims" in sweep.manifest["choices"]:
        return None
    runs = sweep.runs
    varied = [key for key in columns_of(runs, sweep.dictionary) if key not in (*FIXED, "point")]
    for by in (LEVEL, "arm", *varied):
        values = runs[by].drop_duplicates().tolist()
        if len(values) < 2:
            continue
        try:
            table = sweep.paired(by=by)
        except InputError:  # (no two points differ by it alone, or each met draws of its own)
            continue
        return by, sweep.present if by == LEVEL else str(values[0]), table
    return None


def _over_points(sweep: Sweep, part: pd.DataFrame, to: str) -> Table:
    """Return a row per outcome and level: the differences at the points, and how many are clear."""
    n = int(part["n"].to_numpy().max())
    places = int(part.groupby(["level", "outcome"]).size().to_numpy().max())
    title = (
        gettext(
            "{scenario}: {places} points of the design, provisional, n={n} at each; differences to {present}, paired"
        )
        if n < PROVISIONAL_BELOW
        else gettext(
            "{scenario}: {places} points of the design, n={n} at each; differences to {present}, paired"
        )
    ).format(scenario=part["scenario"].iloc[0], places=places, n=n, present=level_word(to))
    if n < LEAST:
        title += gettext("; no intervals below {least} replicates").format(least=LEAST)
    heads = [
        gettext("lowest"),
        gettext("middle"),
        gettext("highest"),
        gettext("clearly more"),
        gettext("clearly less"),
    ]
    table = plain_table(
        gettext("outcome and level"),
        *heads,
        title=title,
        numbers=heads,
        caption=gettext(
            "the mean difference at each point: the lowest, the middle and the highest of them; clearly: points whose 95 % interval holds no zero, or where all replicates say the same (where nothing differs, about one point in twenty does by chance)"
        ),
    )
    for name, facts in part.groupby("outcome", sort=False):
        _add(table, sweep, str(name), facts, to)
    return table


def _add(table: Table, sweep: Sweep, name: str, facts: pd.DataFrame, to: str) -> None:
    """Add an outcome: its name with its unit, then a row per level."""
    from borderSim.report.writing.texts import outcome_title

    scale = scale_of(
        sweep.dictionary[name], float(np.fmax.reduce(np.abs(facts["value"].to_numpy(float))))
    )
    unit = yearly(scale.difference_unit, scale.per_year)
    table.add_section()
    title = outcome_title(name)
    table.add_row(Text(f"{title} ({unit})" if unit else title, style="bold"))
    for level, rows in facts.groupby("level", sort=False):
        if level == to:
            continue
        told = rows.dropna(subset=["difference"])
        if told.empty:
            table.add_row(f"  {level_word(level)}", *["–"] * 5)
            continue
        own = told["difference"].to_numpy(float) * scale.factor
        ends = [float(value) for value in (own.min(), np.median(own), own.max())]
        places = decimals((ends[2] - ends[0]) / 2, ends[1])
        cells = [fixed(value, places, signed=True) for value in ends]
        estimates = [
            Estimate(float(value), float(low), float(high), int(n), float(error))
            for value, low, high, n, error in told[
                ["difference", "low", "high", "n", "mcse"]
            ].to_numpy()
        ]
        known = [one for one in estimates if one.known or one.same]
        counts = [
            f"{sum(one.clear and one.value * side > 0 for one in known)}/{len(known)}"
            if known
            else "–"
            for side in (1, -1)
        ]
        table.add_row(f"  {level_word(level)}", *cells, *counts)
