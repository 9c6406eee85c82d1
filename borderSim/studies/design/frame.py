"""A design that Python hands over as a ``pandas.DataFrame``: a row per point, a column per key.

The frame is seen to hold numbers, words and true/false alone. Then it is written as the CSV file
that the result keeps, and that text is read as any design in a CSV file is: the line that makes
the result again finds the same points, and what is wrong with a column is told in the same words.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Hashable
from typing import Any

import pandas as pd

from borderSim.errors import InputError, nearest
from borderSim.given import plain_value, shown
from borderSim.scenario.catalogue import parameters
from borderSim.scenario.tables import ONE_GROUP, normal, parse_table
from borderSim.scenario.told import gathering
from borderSim.studies.design.csv_design import CHOICES, LABEL, SWITCHES, Points, points_in
from borderSim.studies.design.factors import ALL, PARTNERSHIP, SWITCH, field_of
from borderSim.studies.design.samplers import MOST_POINTS

CALLED = "the DataFrame"
LABELS = (LABEL, "name", "title")
"""Columns, or names of the index, that say what a point is called."""
LEVEL_OF_POINT = ("level", "levels", PARTNERSHIP)
"""Columns that name the level of a point; there is one of them at most."""
KEYS = ("arm", "point")
"""Columns of the tables of runs that no design has."""
NO_FACTOR = {
    "seed": "seed=, replications=) says which random draws every point meets",
    "replications": "replications=) says how often every point is run",
    "years": "years=) says how long every point is run",
    "measure_from_year": "measure_from_year=) says which years of every point are measured",
    "scenario": "scenarios=[...]) runs the design on several scenarios",
}
"""Columns that a person may expect, and the argument of the sweep that says it."""


def points_of(frame: pd.DataFrame) -> tuple[Points, bytes]:
    """Return the points of a frame, and the CSV file that holds them.

    Args:
        frame: a row for each point. A column is a key such as ``police.investigators``; ``level``
            (or ``levels``, or ``partnership``, as files have it) names the level of the point,
            which is run beside the present one. A column ``label``, or an index of words, says
            what the points are called; an index that is named after a key is a column like the
            others. Any other index (numbers) is left out.

    Raises:
        InputError: a column that is no key or stands there twice, an empty frame, a cell that is
            empty or holds no number, word or true/false; in one sentence with row (as its index
            calls it) and column.
    """
    rows = [shown(row) for row in frame.index]
    table = _with_index(frame)
    _check_size(frame, table)
    heads = [_head(head, list(table.columns)) for head in table.columns]
    labels = [head for head in heads if head in LABELS]
    _check_heads(heads, labels)
    cells = {head: _cells(table.iloc[:, at], head, rows) for at, head in enumerate(heads)}
    columns = {
        PARTNERSHIP if head in LEVEL_OF_POINT else head: held for head, held in cells.items()
    }
    if labels:
        columns = {LABEL: _labels(columns.pop(labels[0]), labels[0]), **columns}
    text = _as_csv(columns)
    with gathering():  # (that the labels are no key need not be told of a column so called)
        found = points_in(parse_table(text, CALLED), MOST_POINTS)
    return Points(found.rows, tuple(rows), found.labels, CALLED), text


def _check_size(frame: pd.DataFrame, table: pd.DataFrame) -> None:
    if table.shape[1] == 0 or not len(table):
        size = f"{len(frame)} rows, {frame.shape[1]} columns"
        raise InputError(
            f"{CALLED}: is empty ({size}); it needs a row for each point and a column for each key"
        )
    if len(table) > MOST_POINTS:
        raise InputError(f"{CALLED}: has {len(table)} rows: at most {MOST_POINTS} are made")


def _check_heads(heads: list[str], labels: list[str]) -> None:
    if len(labels) > 1:
        raise InputError(f"{CALLED}: has two columns of names, '{labels[0]}' and '{labels[1]}'")
    if len(heads) == len(labels):
        raise InputError(
            f"{CALLED}: has the column of names '{labels[0]}', but no column with a key"
        )
    levels = [head for head in heads if head in LEVEL_OF_POINT]
    if len(levels) > 1:
        raise InputError(
            f"{CALLED}: the columns '{levels[0]}' and '{levels[1]}' both name the level of a point"
        )


def _with_index(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame whose index is among its columns, or left out where it only counts."""
    if isinstance(frame.columns, pd.MultiIndex):
        rows = frame.columns.nlevels
        raise InputError(
            f"{CALLED}: its columns have {rows} rows of heads; each column is one key such as "
            "police.investigators"
        )
    names = list(frame.index.names)
    if isinstance(frame.index, pd.MultiIndex):
        if not all(isinstance(name, str) for name in names):
            raise InputError(
                f"{CALLED}: its index has {len(names)} parts, one of them without a name; "
                "reset_index() makes columns of them"
            )
        return _index_as_columns(frame)
    if isinstance(names[0], str) and (_is_key(names[0]) or names[0] in LABELS):
        return _index_as_columns(frame)
    words = [row for row in frame.index if isinstance(row, str)]
    if not words:
        return frame
    if len(words) < len(frame) or LABEL in frame.columns or len(set(words)) < len(words):
        raise InputError(
            f"{CALLED}: its index holds words, but does not call each row differently; "
            "reset_index(drop=True) leaves it out"
        )
    return frame.rename_axis(LABEL).reset_index()


def _index_as_columns(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame whose index is a column, or several.

    Raises:
        InputError: there is a column of that name already.
    """
    for name in frame.index.names:
        if name in frame.columns:
            raise InputError(f"{CALLED}: '{name}' is both a column and the name of its index")
    return frame.reset_index()


def _is_key(name: str) -> bool:
    known = name in CHOICES or name in LEVEL_OF_POINT or SWITCH.fullmatch(name) is not None
    return known or field_of(name) is not None


def _head(head: Hashable, heads: list[Any]) -> str:
    """Return the name of a column, seen to be a key or to name the points."""
    if not isinstance(head, str):
        raise InputError(
            f"{CALLED}: the column {shown(head)} has no name in words; each column is a key "
            "such as police.investigators"
        )
    if heads.count(head) > 1:
        raise InputError(f"{CALLED}: the column '{head}' stands there twice")
    if head in NO_FACTOR:
        raise InputError(
            f"{CALLED}: the column '{head}' is no factor; bs.sweep(..., {NO_FACTOR[head]}"
        )
    if head in KEYS or not (_is_key(head) or head in (*LABELS, ALL) or "*" in head):
        keys = [*(row.key for row in parameters()), *CHOICES, "level"]
        raise InputError(
            f"{CALLED}: the column '{shown(head)[1:-1]}' is no key{nearest(head, keys)}; "
            "bordersim params lists the keys"
        )
    return head


def _cells(column: pd.Series, head: str, rows: list[str]) -> list[str]:
    return [
        _cell(value, f"{CALLED}: row {row}, column '{head}'", head in LABELS)
        for row, value in zip(rows, column.tolist(), strict=True)
    ]


def _cell(given: object, where: str, names: bool) -> str:
    """Return a value as a CSV file has it.

    Raises:
        InputError: it is no value, or a text that such a file would read as something else.
    """
    value = plain_value(given)
    if (
        value is None
        or given is pd.NA
        or given is pd.NaT
        or (isinstance(value, float) and math.isnan(value))
    ):
        raise InputError(
            f"{where}: is empty ({given}); every cell needs a number, a word or true/false"
        )
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        if not math.isfinite(value):
            raise InputError(f"{where}: is {value}; a number must be finite")
        text = repr(value)
        return f"{text}0" if ONE_GROUP.fullmatch(text) else text  # (1.125 may be read as 1125)
    if not isinstance(value, str):
        raise InputError(f"{where}: is {shown(given)}; a cell holds a number, a word or true/false")
    if not names and (value.lower() in SWITCHES or _is_number(value)):
        raise InputError(
            f"{where}: is the text {value!r}; write numbers and true/false without quotes "
            "(astype changes a column)"
        )
    if not value.strip() or normal(value) != value:
        raise InputError(
            f"{where}: is the text {shown(value)}, which has blanks at its ends, or signs "
            "that are not seen"
        )
    return value


def _is_number(text: str) -> bool:
    try:
        float(text.replace(",", "."))
    except ValueError:
        return False
    return True


def _labels(cells: list[str], head: str) -> list[str]:
    if len(set(cells)) < len(cells) or any(map(_is_number, cells)):
        raise InputError(f"{CALLED}: the column '{head}' must call every row by another word")
    return cells


def _as_csv(columns: dict[str, list[str]]) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(zip(*columns.values(), strict=True))
    return file.getvalue().encode()
