"""Any table of data as people get it: its first rows as texts, all of it as CSV in a link."""

from __future__ import annotations

import base64

import pandas as pd

from borderSim.language.catalogue import gettext
from borderSim.report.writing.numbers import plain
from borderSim.report.writing.texts import in_unit

SHOWN_ROWS = 60
"""Longer tables are shown so far and offered whole as CSV."""
WORDS = ("unit", "per")
"""Columns of words: all others hold numbers, or names as the files spell them."""


def csv_link(table: pd.DataFrame) -> str:
    """Return a table as a ``data:`` link.

    Texts that a spreadsheet would take for a formula get an apostrophe.
    """
    safe = table.copy()
    for column in safe.columns:
        if not pd.api.types.is_numeric_dtype(safe[column]) and not pd.api.types.is_bool_dtype(
            safe[column]
        ):
            safe[column] = [
                f"'{v}" if isinstance(v, str) and v[:1] in "=+-@\t\r" and v else v
                for v in safe[column]
            ]
    text = safe.to_csv(index=False, lineterminator="\n")
    return "data:text/csv;charset=utf-8;base64," + base64.b64encode(text.encode()).decode()


def shown_table(table: pd.DataFrame) -> tuple[list[str], list[list[str]]]:
    """Return heads and the first rows of a table as texts."""
    heads = [gettext(str(column)) for column in table.columns]
    in_words = [column in WORDS for column in table.columns]
    rows = [
        [
            in_unit(_text(cell)) if said else _text(cell)
            for cell, said in zip(row, in_words, strict=True)
        ]
        for row in table.head(SHOWN_ROWS).itertuples(index=False)
    ]
    return heads, rows


def _text(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return "–" if value is None else str(value)
    return plain(float(value))
