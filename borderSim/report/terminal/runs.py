"""Tables for the terminal of single runs: their outcomes, the time of a day, how far a result stands."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich.table import Table
from rich.text import Text

from borderSim.language.catalogue import gettext
from borderSim.language.forms import localised
from borderSim.measures.dictionary import Dictionary, headline_of
from borderSim.measures.outcomes import OUTCOMES
from borderSim.measures.quantities import yearly
from borderSim.parameters.window import Window
from borderSim.report.terminal.console import plain_table
from borderSim.report.terminal.heads import head, per_year
from borderSim.report.writing.numbers import plain, scale_of

if TYPE_CHECKING:
    import pandas as pd

MOST_ROWS = 60


def outcome_table(
    outcomes: Mapping[str, float], years: float, title: str, dictionary: Dictionary = OUTCOMES
) -> Table:
    """Return the outcomes of one run by group; totals per year.

    Args:
        outcomes: value by name; NaN or None where undefined.
        years: that are measured.
        title: heading.
        dictionary: the outcomes that there are.
    """
    heads = [gettext("outcome"), gettext("value"), gettext("unit"), gettext("definition")]
    table = plain_table(*heads, title=title, numbers=heads[1:2])
    group = ""
    for name, outcome in dictionary.items():
        value = per_year(outcome, outcomes.get(name), years)
        if outcome.group != group:
            group = outcome.group
            table.add_section()
            table.add_row(Text(gettext(group).upper(), style="bold"))
        scale = scale_of(outcome, abs(value))
        unit = yearly(scale.unit, scale.per_year)
        table.add_row(name, plain(value * scale.factor), unit, gettext(outcome.definition))
    return table


def day_table(times: pd.DataFrame, days: int) -> Table:
    """Return the lines of the day with the processor time that each took.

    Args:
        times: from :meth:`borderSim.day_times.DayTimes.table`.
        days: how many days were simulated.
    """
    numbers = (gettext("ms a day"), gettext("share"))
    title = gettext("where the time of a day goes ({days} days)").format(
        days=localised(f"{days:,}")
    )
    table = plain_table(gettext("line of the day"), *numbers, title=title, numbers=numbers)
    for line, ms, share in times.itertuples(index=False):
        table.add_row(str(line), localised(f"{ms:.3f}"), localised(f"{100 * share:.1f} %"))
    return table


def runs_table(
    runs: pd.DataFrame, windows: Sequence[Window], dictionary: Dictionary = OUTCOMES
) -> Table:
    """Return the headline outcomes of several runs, a row each; totals per year of those measured."""
    first = headline_of(dictionary)
    labels = [
        str(column) for column in runs.columns if column not in dictionary and column != "run"
    ]
    labels = [
        label for label in labels if label == "level" or list(runs[label]) != list(runs["level"])
    ]
    shown = runs.head(MOST_ROWS).to_dict("records")
    values = {
        name: [
            per_year(dictionary[name], row[name], window.measured)
            for row, window in zip(shown, windows, strict=False)
        ]
        for name in first
    }
    largest = {
        name: max((abs(v) for v in values[name] if math.isfinite(v)), default=0.0) for name in first
    }
    scales = {name: scale_of(dictionary[name], largest[name]) for name in first}
    heads = [head(name, scales[name]) for name in first]
    left = len(runs) - len(shown)
    widths = {label: max(len(str(row[label])) for row in shown) for label in labels}
    more = gettext("... and {n} more rows in runs.parquet").format(n=left) if left else ""
    spans = list(dict.fromkeys(window.text for window in windows))
    shown_spans = ", ".join(spans[:3]) + (" ..." if len(spans) > 3 else "")
    told = gettext("measured: {spans}").format(spans=shown_spans)
    caption = f"{told}; {more}" if more else told
    table = plain_table(*labels, *heads, numbers=heads, caption=caption, widths=widths)
    for i, row in enumerate(shown):
        cells = [plain(values[name][i] * scales[name].factor) for name in first]
        table.add_row(*(str(row[label]) for label in labels), *cells)
    return table


def standing_table(groups: Mapping[str, Any]) -> Table:
    """Return runs done, failed and left by what a result consists of (counts of :mod:`borderSim.studies.execution.status`)."""
    numbers = (gettext("done"), gettext("failed"), gettext("left"))
    table = plain_table(gettext("part"), *numbers, numbers=numbers)
    for name, count in groups.items():
        table.add_row(name, *(str(n) for n in (count.done, count.failed, count.left)))
    return table
