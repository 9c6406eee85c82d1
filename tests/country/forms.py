"""A small country as sheets of text, to be changed and written in any form."""

from __future__ import annotations

import copy
import csv
import io
from pathlib import Path

Sheets = dict[str, list[list[str]]]

SMALL: Sheets = {
    "country": [["item", "value"], ["name", "Smallland"]],
    "posts": [
        ["post", "kind", "police_officers"],
        ["Port", "seaport", "4"],
        ["Bridge", "land", ""],
    ],
    "traffic": [
        ["post", "traffic", "per_year", "inbound_share", "transhipment_share"],
        ["Port", "containers", "165000", "0.5", "0.2"],
        ["Bridge", "trucks", "40000", "", ""],
    ],
    "staff": [
        ["post", "traffic", "officers"],
        ["Port", "containers", "30"],
        ["Bridge", "trucks", "12"],
    ],
    "machines": [
        ["post", "traffic", "machine", "count"],
        ["Port", "containers", "scanner", "1"],
        ["Bridge", "trucks", "dogs", "2"],
    ],
}


def small(**changes: list[list[str]]) -> Sheets:
    """Return the small country with some sheets replaced."""
    return {**copy.deepcopy(SMALL), **changes}


def with_cell(sheet: str, row: int, column: int, text: str) -> Sheets:
    """Return the small country with one cell changed (row 0 is the head)."""
    sheets = copy.deepcopy(SMALL)
    sheets[sheet][row][column] = text
    return sheets


def with_row(sheet: str, *cells: str) -> Sheets:
    """Return the small country with a row more."""
    sheets = copy.deepcopy(SMALL)
    sheets[sheet].append(list(cells))
    return sheets


def write_folder(
    folder: Path, sheets: Sheets, delimiter: str = ",", encoding: str = "utf-8"
) -> str:
    """Write a folder of CSV files; return its path."""
    folder.mkdir(exist_ok=True)
    for name, rows in sheets.items():
        text = io.StringIO()
        csv.writer(text, delimiter=delimiter).writerows(rows)
        (folder / f"{name}.csv").write_bytes(text.getvalue().encode(encoding))
    return str(folder)
