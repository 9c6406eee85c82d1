"""A design that the user brings as a table: a header with keys, a row per point.

A CSV or Excel file as spreadsheets and statistics programs write it
(:mod:`borderSim.scenario.tables`):
numbers, ``true`` and ``false``, words; a first column that is no key names the points. Nothing is
guessed: an empty cell, a cell too many or a number that could be two ends with the row and the
column.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from borderSim.errors import InputError
from borderSim.scenario.files import names_in
from borderSim.scenario.own_files import find, nearest_file
from borderSim.scenario.strict_yaml import refuse_code
from borderSim.scenario.tables import Table, is_count, is_unknown, read_table, shown
from borderSim.scenario.told import tell_of
from borderSim.studies.design.factors import ALL, CHOICES, LEVELS, PARTNERSHIP, Value, field_of

WORD = re.compile(r"[A-Za-z0-9_+./-]+")
SWITCHES = {
    "true": True,
    "vrai": True,
    "oui": True,
    "wahr": True,
    "verdadero": True,
    "false": False,
    "faux": False,
    "non": False,
    "falsch": False,
    "falso": False,
}
"""How spreadsheets write true and false in their users' languages (lower case)."""
PLAIN_KEYS = (
    *CHOICES,
    LEVELS,
    ALL,
    "enforcement",
    "capacity_scale",
    "transition",
    "burn_in_days",
    "years",
    "measure_from_year",
    "budget",
)
"""Keys without a point in them: a first column called nearly so is a slip, not a column of names."""
OF_POINTS = ("name", "title", "description")
"""Keys of a scenario that no design varies: as the head of a first column they are what a point is called."""
FILES = ("organisations.networks_file", *CHOICES)
"""Keys whose value may be a path, which may hold what a word may not."""
MISSPELT = 0.7
LABEL = "label"
"""Column of the tables with what a design calls a point, where it does."""


@dataclass(frozen=True)
class Points:
    """The points of a table.

    Attributes:
        rows: a mapping of column to value for each point, in the order of the file.
        lines: number of each point's row, as a spreadsheet counts them.
        labels: what the file calls each point; empty where it has no column for that.
        called: how sentences call the table, where it is no file (a DataFrame).
    """

    rows: tuple[dict[str, Value], ...]
    lines: tuple[int | str, ...]
    labels: tuple[str, ...] = ()
    called: str = ""


def read_csv(file: object, place: str, most: int) -> Points:
    """Read the points of a CSV or Excel file.

    What is to be told of it is told (:mod:`borderSim.scenario.told`).

    Args:
        file: its path, looked up beside the experiment file and then from where one is.
        place: the experiment file.
        most: largest number of points.

    Raises:
        InputError: anything wrong with it, with row (as a spreadsheet counts: the header is row 1)
            and column.
    """
    if not isinstance(file, str) or not file:
        raise InputError(f"{place}: design.file must name a CSV file such as points.csv")
    path = find(file, place)
    if path is None:
        raise InputError(
            f"{place}: design.file: there is no file {file!r}, neither beside {place} nor here{nearest_file(file, place)}"
        )
    return points_in(read_table(path, file), most)


def points_in(table: Table, most: int) -> Points:
    """Return the points of a table: a header with keys, a row per point.

    Args:
        table: as it was read; its name stands in sentences.
        most: largest number of points.

    Raises:
        InputError: anything wrong with it, with row and column.
    """
    file = table.name
    first = _label_columns(table)
    heads = _heads(table, first)
    rows = [
        (line, _row(table, cells, heads, first, f"{file}: row {line}"))
        for line, cells in table.rows
    ]
    if not rows:
        raise InputError(f"{file}: has a header but no row below it")
    if len(rows) > most:
        raise InputError(f"{file}: has {len(rows)} rows: at most {most} are made")
    for note in table.notes:
        tell_of(note)
    labels: tuple[str, ...] = ()
    if first and is_count([cells[0] for _, cells in table.rows]):
        tell_of(f"{file}: its first column{_called(table)} counts the rows and is left out")
    elif first:
        labels = tuple(cells[0] for _, cells in table.rows)
        tell_of(
            f"{file}: its first column{_called(table)} is no key; it is taken as the names of the points"
        )
    return Points(
        tuple(_whole_columns([row for _, row in rows])), tuple(line for line, _ in rows), labels
    )


def _called(table: Table) -> str:
    return f" '{shown(table.heads[0])}'" if table.heads[0] else ""


def _label_columns(table: Table) -> int:
    """Return 1 where the first column names the points, else 0."""
    head, cells = table.heads[0], [cells[0] for _, cells in table.rows]
    if len(table.heads) < 2 or not cells or len(set(cells)) < len(cells) or not all(cells):
        return 0
    if not head:
        return 1
    if head in OF_POINTS:
        return 1
    if (
        "." in head
        or "*" in head
        or field_of(head)
        or difflib.get_close_matches(head, PLAIN_KEYS, 1, MISSPELT)
    ):
        return 0
    for key, group in ((PARTNERSHIP, "partnership"), ("legal_model", "legal_model")):
        if set(cells) <= set(names_in(group)):
            raise InputError(
                f"{table.name}: row 1: the column '{shown(head)}' is an unknown factor (did you mean '{key}'?)"
            )
    return int(is_count(cells) or not all(_is_number(table, cell) for cell in cells))


def _is_number(table: Table, cell: str) -> bool:
    return table.number(cell, f"{table.name}: column '{shown(table.heads[0])}'") is not None


def _heads(table: Table, first: int) -> list[str]:
    heads = list(table.heads)
    for number, head in enumerate(heads[first:], start=first + 1):
        if not head:
            raise InputError(
                f"{table.name}: row 1: column {number} has no name; each column is a key such as police.investigators"
            )
        refuse_code(head, f"{table.name}: row 1")
        if head in heads[first : number - 1]:
            raise InputError(f"{table.name}: row 1: the column '{shown(head)}' stands there twice")
    return heads


def _row(
    table: Table, cells: Sequence[str], heads: Sequence[str], first: int, where: str
) -> dict[str, Value]:
    if len(cells) != len(heads):
        raise InputError(
            f"{where}: has {len(cells)} cells, but the header names {len(heads)} columns{_split_number(table, cells, heads)}"
        )
    found = zip(heads[first:], cells[first:], strict=True)
    return {
        head: _value(table, cell, f"{where}, column '{shown(head)}'", head in FILES)
        for head, cell in found
    }


def _split_number(table: Table, cells: Sequence[str], heads: Sequence[str]) -> str:
    """Return a hint where decimal commas have probably torn numbers apart."""
    torn = (
        table.separator == ","
        and len(cells) > len(heads)
        and sum(cell.isdigit() for cell in cells) > len(cells) - len(heads)
    )
    return (
        " (is there a decimal comma? then write semicolons between the cells, or a decimal point)"
        if torn
        else ""
    )


def _value(table: Table, cell: str, where: str, a_path: bool) -> Value:
    if is_unknown(cell) and cell.lower() != "none":  # (none is the name of a legal model)
        raise InputError(
            f"{where}: is {f'{shown(cell)!r}, which is no value' if cell else 'empty'}; every cell needs a number, a word or true/false"
        )
    if cell.lower() in SWITCHES:
        return SWITCHES[cell.lower()]
    number = None if a_path else table.number(cell, where)
    if number is not None:
        return number
    if a_path:
        refuse_code(cell, where)
    elif not WORD.fullmatch(cell):
        raise InputError(
            f"{where}: is {shown(cell)!r}, which is no number and no word (letters, digits, '_', '+', '-', '.' and '/')"
        )
    return cell


def _whole_columns(rows: list[dict[str, Value]]) -> list[dict[str, Value]]:
    """Make 2.0 the 2 that it is, in columns that hold nothing but whole numbers."""
    for head in rows[0]:
        values = [row[head] for row in rows]
        if all(
            isinstance(value, int | float)
            and not isinstance(value, bool)
            and float(value).is_integer()
            for value in values
        ):
            for row in rows:
                row[head] = int(row[head])
    return rows
