"""A design that the user brings as a CSV file: a header with keys, a row per point.

Comma, semicolon or tab between cells (the header says which), UTF-8 with or without a byte order
mark; numbers with a decimal point, ``true`` and ``false``, words. Nothing is guessed: an empty
cell, a cell too many or a decimal comma ends with the row and the column.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Sequence

from borderSim.errors import InputError
from borderSim.scenario.own_files import find
from borderSim.scenario.yaml_files import read_text, refuse_code
from borderSim.studies.factors import Value

DELIMITERS = (",", ";", "\t")
WHOLE = re.compile(r"[-+]?[0-9]{1,18}")
NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
DECIMAL_COMMA = re.compile(r"[-+]?[0-9]*,[0-9]+")
WORD = re.compile(r"[A-Za-z0-9_+./-]+")


def read_csv(file: object, place: str, most: int) -> list[dict[str, Value]]:
    """Read the points of a CSV file.

    Args:
        file: its path, looked up beside the experiment file and then from where one is.
        place: the experiment file.
        most: largest number of points.

    Returns:
        a mapping of column to value for each row, in the order of the file.

    Raises:
        InputError: anything wrong with it, with row (as a spreadsheet counts: the header is row 1) and column.
    """
    if not isinstance(file, str) or not file:
        raise InputError(f"{place}: design.file must name a CSV file such as points.csv")
    path = find(file, place)
    if path is None:
        raise InputError(f"{place}: design.file: there is no file {file!r}, neither beside {place} nor here")
    lines = _lines(read_text(path, file), file)
    heads = _heads(lines[0][1], file)
    found = [_row(cells, heads, f"{file}: row {number}") for number, cells in lines[1:]]
    if not found:
        raise InputError(f"{file}: has a header but no row below it")
    if len(found) > most:
        raise InputError(f"{file}: has {len(found)} rows: at most {most} are made")
    return found


def _lines(text: str, file: str) -> list[tuple[int, list[str]]]:
    """Return (row, cells) of every line that is not blank."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    if not first:
        raise InputError(f"{file}: is empty")
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    found = []
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                found.append((reader.line_num, [cell.strip() for cell in row]))
    except csv.Error as error:
        raise InputError(f"{file}: row {reader.line_num}: is no line of a CSV file ({error})") from None
    return found


def _heads(cells: Sequence[str], file: str) -> list[str]:
    for number, head in enumerate(cells, start=1):
        if not head:
            raise InputError(f"{file}: row 1: column {number} has no name; each column is a key such as police.investigators")
        refuse_code(head, f"{file}: row 1")
        if head in cells[: number - 1]:
            raise InputError(f"{file}: row 1: the column '{head}' stands there twice")
    return list(cells)


def _row(cells: Sequence[str], heads: Sequence[str], where: str) -> dict[str, Value]:
    if len(cells) != len(heads):
        raise InputError(f"{where}: has {len(cells)} cells, but the header names {len(heads)} columns")
    return {head: _value(cell, f"{where}, column '{head}'") for head, cell in zip(heads, cells, strict=True)}


def _value(cell: str, where: str) -> Value:
    if not cell:
        raise InputError(f"{where}: is empty; every cell needs a number, a word or true/false")
    if cell.lower() in ("true", "false"):
        return cell.lower() == "true"
    if WHOLE.fullmatch(cell):
        return int(cell)
    if NUMBER.fullmatch(cell) and math.isfinite(float(cell)):
        return float(cell)
    if DECIMAL_COMMA.fullmatch(cell):
        raise InputError(f"{where}: is '{cell}'; write numbers with a decimal point")
    if not WORD.fullmatch(cell):
        raise InputError(f"{where}: is {cell[:40]!r}, which is no number and no word (letters, digits, '_', '+', '-', '.' and '/')")
    return cell
