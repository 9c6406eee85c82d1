"""Units of the tables behind the figures: each row says in what unit its numbers are, and over what they are counted."""

from __future__ import annotations

import pandas as pd

from borderSim.measures.columns import MONTHS, Per, described, per_of, unit_of
from borderSim.measures.outcomes import IN_ALL, OUTCOMES
from borderSim.measures.quantities import NET

NAMES = ("outcome", "measure", "stage", "part")
"""Columns that name what a row is about, the first that a table has."""
SPANS: dict[str, Per] = {"paths": "month", "structure": "horizon"}
"""What the totals of a figure's table are counted over, where it is not a year."""
WHOLE: dict[str, tuple[str, Per]] = {
    "net_benefit": ("EUR a year", "year"),
    "break_even": (MONTHS, "horizon"),
    "seizures_rate": ("seizures a year; rate 1 (share)", "year"),
    "network": ("members; ties", "horizon"),
    "scenarios": ("", ""),
}
"""Unit of all rows of tables that name no outcome."""
PARTS: dict[str, tuple[str, Per]] = {
    "never_struck": (IN_ALL, "horizon"),
    "capacity_entrants": ("loads a year", "horizon"),
}
"""Rows that are made of several outcomes."""


def with_units(figure: str, table: pd.DataFrame) -> pd.DataFrame:
    """Return the table of a figure with the columns ``unit`` and ``per``.

    One that has them stays as it is.

    Args:
        figure: name of the figure.
        table: its numbers, unscaled.
    """
    column = next((name for name in NAMES if name in table.columns), None)
    if "unit" in table.columns or (column is None and figure not in WHOLE):
        return table
    span = SPANS.get(figure, "year")
    told = (
        [WHOLE[figure]] * len(table)
        if column is None
        else [_told(str(name), span) for name in table[column]]
    )
    at = 0 if column is None else list(table.columns).index(column) + 1
    found = table.copy()
    found.insert(at, "unit", [unit for unit, _ in told])
    found.insert(at + 1, "per", [str(per) for _, per in told])
    return found


def _told(name: str, span: Per) -> tuple[str, Per]:
    """Return unit and span of an outcome, or of what the studies make of outcomes."""
    if name in PARTS:
        return PARTS[name]
    if name in OUTCOMES:
        return _of_outcome(name, span)
    if name.startswith(NET):
        return "EUR a year", "year"
    found = described(name)
    return (found.unit, found.per) if found else ("", "horizon")


def _of_outcome(name: str, span: Per) -> tuple[str, Per]:
    if OUTCOMES[name].kind != "total" or span == "year":
        return unit_of(name, a_year=True), ("" if span == "month" else per_of(name))
    return (f"{unit_of(name)} a month", "month") if span == "month" else (unit_of(name), "horizon")
