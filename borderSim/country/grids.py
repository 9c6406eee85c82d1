"""A workbook or a folder of CSV files as plain rows of text, and what no reader should have to guess."""

from __future__ import annotations

import datetime
import io
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from borderSim.errors import InputError
from borderSim.language.phrases import phrase
from borderSim.scenario.own_files import expanded, nearest_file
from borderSim.scenario.tables import OLD_EXCEL, ZIPPED, decoded, read_bytes, split_cells

MOST_BYTES = 20_000_000
"""Largest file that is read: a country's spreadsheet is a thousandth of that."""
MOST_ROWS = 20_000
TEXTS = (".csv", ".tsv", ".txt")
ERRORS = ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A")
BLANK = frozenset("\u0020\u00a0\u2007\u2009\u202f\u3000\ufeff\t\r\n")


@dataclass(frozen=True)
class Grid:
    """A sheet as text.

    Attributes:
        name: name of the sheet, or of its file without its ending.
        place: how sentences call it.
        rows: number of each row that is not blank, and its cells without blanks at their ends.
        notes: what should be told of how it was read.
    """

    name: str
    place: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    notes: tuple[str, ...] = ()


def read_grids(given: str) -> list[Grid]:
    """Read every sheet of a workbook, or every CSV file of a folder.

    Args:
        given: path of a workbook (.xlsx), or of a folder of CSV files (.csv, .tsv, .txt).

    Raises:
        InputError: there is no such file, it can't be read, or a cell holds what can't be a value.
    """
    path = expanded(given)
    if path.is_dir():
        files = sorted(
            file
            for file in path.iterdir()
            if file.suffix.lower() in TEXTS and not file.name.startswith(".")
        )
        if not files:
            raise InputError(
                phrase(
                    "{given}: holds no CSV file; write them with: bordersim country new",
                    given=given,
                )
            )
        return [_text_grid(file) for file in files]
    if not path.is_file():
        near = nearest_file(given)
        raise InputError(
            phrase("{given}: there is no such file or folder{near}", given=given, near=near)
            if near
            else phrase("{given}: there is no such file or folder", given=given)
        )
    kind = path.suffix.lower()
    data = _bytes(path, given)
    if data.startswith(OLD_EXCEL) or kind == ".xls":
        raise InputError(
            phrase(
                "{given}: is a workbook of an old Excel (.xls): save it as .xlsx or as CSV",
                given=given,
            )
        )
    if kind == ".ods":
        raise InputError(
            phrase(
                "{given}: is an OpenDocument sheet (.ods): save it as .xlsx or as CSV files",
                given=given,
            )
        )
    if kind in TEXTS:
        raise InputError(
            phrase(
                "{given}: is one CSV file; a country is a folder of them, one a sheet: name the folder",
                given=given,
            )
        )
    if not data.startswith(ZIPPED):
        raise InputError(phrase("{given}: is no Excel workbook (.xlsx)", given=given))
    return _workbook(data, given)


def read_one_grid(given: str) -> Grid:
    """Read a CSV file, or the first sheet of a workbook.

    Raises:
        InputError: there is no such file, it can't be read, or a cell holds what can't be a value.
    """
    path = expanded(given)
    if path.is_dir():
        raise InputError(phrase("{given}: is a folder: name one CSV file", given=given))
    if path.is_file() and path.suffix.lower() in TEXTS:
        return _text_grid(path)
    return read_grids(given)[0]


def _bytes(path: Path, place: str) -> bytes:
    try:
        size = path.stat().st_size
    except OSError as error:
        raise InputError(
            phrase("{place}: can't be read ({strerror})", place=place, strerror=error.strerror)
        ) from None
    if size > MOST_BYTES:
        raise InputError(
            phrase(
                "{place}: is of {what:.0f} MB, at most {what2:.0f} are read",
                place=place,
                what=size / 1000000.0,
                what2=MOST_BYTES / 1000000.0,
            )
        )
    return read_bytes(path, place)


def _text_grid(path: Path) -> Grid:
    data = _bytes(path, path.name)
    if data.startswith((ZIPPED, OLD_EXCEL)):
        raise InputError(
            phrase(
                "{name}: is a workbook though its name says it is text: name the workbook itself",
                name=path.name,
            )
        )
    if not data.strip():
        return Grid(path.stem, path.name, ())
    text, notes = decoded(data, path.name)
    lines, _ = split_cells(_without_first_help(text), path.name)
    return Grid(path.stem, path.name, _plain(lines, path.name), tuple(notes))


def _without_first_help(text: str) -> str:
    """Return a text with the lines of help above its heads left blank.

    The line of heads settles what separates cells.
    """
    lines = text.splitlines(keepends=True)
    for place, line in enumerate(lines):
        if line.strip() and not line.lstrip('"\ufeff ').startswith("#"):
            return "\n" * place + "".join(lines[place:])
    return text


def _plain(
    lines: Sequence[tuple[int, Sequence[str]]], place: str
) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """Return the rows that are not blank, cells without blanks at their ends."""
    found = []
    for number, cells in lines:
        stripped = [cell.strip("".join(BLANK)) for cell in cells]
        while stripped and not stripped[-1]:
            stripped.pop()
        if stripped:
            found.append((number, tuple(stripped)))
    if len(found) > MOST_ROWS:
        raise InputError(
            phrase(
                "{place}: has {found} rows, at most {most_rows} are read",
                place=place,
                found=len(found),
                most_rows=MOST_ROWS,
            )
        )
    return tuple(found)


# --------------------------------------------------------------------------- workbooks
def _workbook(data: bytes, given: str) -> list[Grid]:
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise InputError(
            phrase(
                "{given}: is an Excel workbook, for which openpyxl is needed (pip install 'bordersim[xlsx]'); or hand in a folder of CSV files",
                given=given,
            )
        ) from None
    try:
        with warnings.catch_warnings(action="ignore"):  # (of styles and menus that are not kept)
            values = load_workbook(io.BytesIO(data), data_only=True)
            written = load_workbook(io.BytesIO(data))
    except Exception as error:  # (whatever a damaged archive makes of the library)
        raise InputError(
            phrase(
                "{given}: is no Excel workbook that can be read ({name})",
                given=given,
                name=type(error).__name__,
            )
        ) from None
    return [
        _sheet(
            sheet,
            written[sheet.title],
            phrase("{file}: sheet {sheet}", file=Path(given).name, sheet=sheet.title),
        )
        for sheet in values.worksheets
    ]


def _sheet(values: Any, written: Any, place: str) -> Grid:
    if values.max_row and values.max_row > MOST_ROWS:
        raise InputError(
            phrase(
                "{place}: has {max_row} rows, at most {most_rows} are read: delete the empty rows at its end",
                place=place,
                max_row=values.max_row,
                most_rows=MOST_ROWS,
            )
        )
    for merged in sorted(written.merged_cells.ranges, key=lambda one: (one.min_row, one.min_col)):
        raise InputError(
            phrase(
                "{place}: row {min_row}: the cells {coord} are merged: split them and write the value in each row that it holds for",
                place=place,
                min_row=merged.min_row,
                coord=merged.coord,
            )
        )
    lines = []
    for row, plain in zip(values.iter_rows(), written.iter_rows(), strict=True):
        cells = [
            _cell(
                value.value,
                formula.value,
                phrase(
                    "{place}: row {row}: cell {cell}",
                    place=place,
                    row=str(value.row),
                    cell=value.coordinate,
                ),
            )
            for value, formula in zip(row, plain, strict=True)
        ]
        lines.append((row[0].row, cells))
    return Grid(values.title, place, _plain(lines, place))


def _cell(value: object, written: object, place: str) -> str:
    """Return a cell as text.

    Raises:
        InputError: it holds a formula without a value, an error or a date.
    """
    if value is None and isinstance(written, str) and written.startswith("="):
        raise InputError(
            phrase(
                "{place} holds the formula {what!r} and no value: open the workbook in a spreadsheet program and save it, or write the value",
                place=place,
                what=written[:40],
            )
        )
    if value in ERRORS:
        raise InputError(
            phrase("{place} holds the error {value}: write the value", place=place, value=value)
        )
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        raise InputError(
            phrase(
                "{place} is a date ({value}): set the format of the cell to number or text and write what is meant",
                place=place,
                value=value,
            )
        )
    if isinstance(value, bool):
        raise InputError(
            phrase(
                "{place} is {what}: write a number or a word", place=place, what=str(value).upper()
            )
        )
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else _exact(value)
    return "" if value is None else str(value)


def _exact(value: float) -> str:
    """Return a number of a workbook as text that is read as the same number, never as one that may be two."""
    text = f"{value:.12g}"
    whole, point, decimals = text.partition(".")
    return f"{whole}.{decimals}0" if point and len(decimals) == 3 and "e" not in decimals else text
