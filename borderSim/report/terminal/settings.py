"""The assumptions log for the terminal: what can be set, with unit, range, mark and source."""

from __future__ import annotations

from collections.abc import Iterable

from rich.table import Table
from rich.text import Text

from borderSim.report.terminal.console import plain_table

PARAMETER_WIDTHS = (52, 24, 12, 20, 26)
"""Most characters a column of the assumptions log takes; longer texts go on in the next line."""


def parameter_table(rows: Iterable[object]) -> Table:
    """Return the assumptions log (rows of :func:`borderSim.scenario.catalogue.parameters`)."""
    texts = [tuple(vars(row).values()) for row in rows]
    table = plain_table("key and meaning", "value", "unit", "allowed; prior", "mark: source")
    for column, most in zip(table.columns, PARAMETER_WIDTHS, strict=True):
        column.max_width, column.overflow = most, "fold"
    for key, value, unit, allowed, prior, mark, source, doc in texts:
        limits = "; ".join(part for part in (allowed, f"prior {prior}" if prior else "") if part)
        table.add_row(
            Text(key, style="bold").append(f"\n{doc}", style="not bold dim"),
            value,
            unit,
            limits,
            f"{mark}: {source}",
        )
    return table
