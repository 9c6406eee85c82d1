"""From part files to the tables of a result: fixed order, fixed columns, fixed bytes, in bounded memory.

How tasks were bundled into parts leaves no trace: the order of rows comes from their labels, that
of columns from the tasks, the row groups of the file from the number of columns. What does not fit
into one row group is first spread over temporary files (:mod:`borderSim.studies.execution.spread`), so
that no table is held whole.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from borderSim.studies.execution import files
from borderSim.studies.execution.part_files import Held, Ledger
from borderSim.studies.execution.spread import in_groups
from borderSim.studies.execution.task import Work

CELLS = 1 << 21
"""Values of a row group, about: 16 MiB."""
Order = Sequence[tuple[str, Sequence[object]]]
Integers = Any
"""Array of whole numbers."""


class Rows:
    """The rows of tasks as they come: each part is read once."""

    def __init__(self, tasks: Sequence[Work], ledger: Ledger) -> None:
        self._places = {task.stem: place for place, task in enumerate(tasks)}
        self._ledger = ledger
        self._read: set[str] = set()
        self._tables: list[pa.Table] = []
        self._order: list[Integers] = []

    def so_far(self) -> pd.DataFrame:
        """Return the rows that are there, in the order of the tasks."""
        done = self._ledger.done
        new = sorted({base for stem, base in done.items() if stem in self._places} - self._read)
        self._read |= set(new)
        for base, content in self._ledger.files(new, "runs"):
            held = content.held
            places = [
                self._places[one.stem]
                if one.stem in self._places and done[one.stem] == base
                else -1
                for one in held
            ]
            rows = np.repeat(places, [one.rows for one in held])
            self._tables.append(self._ledger.table(base, "runs").filter(pa.array(rows >= 0)))
            self._order.append(rows[rows >= 0])
        if not self._tables:
            return pd.DataFrame()
        order = np.argsort(np.concatenate(self._order), kind="stable")
        return files.to_frame(files.stack(self._tables).take(pa.array(order)))


def runs_of(tasks: Sequence[Work], ledger: Ledger | None = None) -> pd.DataFrame:
    """Return the rows of the tasks that are done, in the order of the tasks (``ledger`` as in :func:`merge`)."""
    return Rows(tasks, ledger or Ledger(tasks[0].parts)).so_far() if tasks else pd.DataFrame()


def merge(
    tasks: Sequence[Work], target: Path, kind: str, order: Order, ledger: Ledger | None = None
) -> Path | None:
    """Put the rows of one kind into one file; return its path, None if there is nothing to put.

    Args:
        tasks: in any order; those that are not done, or did not keep this kind, are left out.
        target: the file to write.
        kind: kind of table: ``runs``, or one of
            :data:`borderSim.studies.design.kept_tables.KINDS`.
        order: columns to sort by, each with its values in their order; an empty list means
            ascending.
        ledger: what is done, and of what origin (None: whatever lies in the folder of the parts).

    Raises:
        StoppedError: a part is gone, or not as it was written.
    """
    if not tasks:
        return None
    ledger = ledger or Ledger(tasks[0].parts)
    stems = sorted({task.stem for task in tasks if task.stem in ledger.done})
    found = list(ledger.files(sorted({ledger.done[stem] for stem in stems}), kind))
    if not found:
        return None
    ranks = {stem: rank for rank, stem in enumerate(stems)}
    sources = [
        _Source(base, kind, tuple(content.held), content.schema, ledger, ranks)
        for base, content in found
    ]
    schema = _schema(sources)
    stretches = _sorted(sources, order, ranks)
    size = max(1, CELLS // max(1, len(schema)))
    return files.write_groups(target, schema, _groups(sources, schema, stretches, size, target))


@dataclass(frozen=True)
class _Source:
    """A part's file, and which of its rows are wanted."""

    base: str
    kind: str
    held: tuple[Held, ...]
    schema: pa.Schema
    ledger: Ledger
    ranks: Mapping[str, int]

    def wanted(self, one: Held) -> bool:
        """Whether a task is asked for, and this is the part that it is taken from (a task may lie in two)."""
        return one.stem in self.ranks and self.ledger.done[one.stem] == self.base

    def table(self, columns: Sequence[str] | None = None) -> pa.Table:
        """Read its columns, or those of some that it has."""
        return self.ledger.table(self.base, self.kind, columns)

    def stretches(self) -> Iterator[tuple[int, Held]]:
        """Yield the first row of each wanted task, and the task."""
        start = 0
        for one in self.held:
            if self.wanted(one):
                yield start, one
            start += one.rows


def _schema(sources: Sequence[_Source]) -> pa.Schema:
    """Return the columns in the order in which the tasks, by their names, first have them.

    Null everywhere becomes number.
    """
    schemas = dict.fromkeys(source.schema for source in sources)
    whole = pa.unify_schemas(list(schemas), promote_options="permissive")
    columns = {one.stem: one.columns for source in sources for _, one in source.stretches()}
    names = dict.fromkeys(
        name for own in dict.fromkeys(columns[stem] for stem in sorted(columns)) for name in own
    )
    types = {name: whole.field(name).type for name in names}
    return pa.schema(
        [
            pa.field(name, pa.float64() if pa.types.is_null(kind) else kind)
            for name, kind in types.items()
        ]
    )


# --------------------------------------------------------------------------- the order of rows
def _sorted(sources: Sequence[_Source], order: Order, ranks: Mapping[str, int]) -> pd.DataFrame:
    """Return stretches of rows in their final order: ``source``, ``start``, ``rows``.

    A stretch is as many rows of a task as have the same keys. The sort is stable: within equal keys
    rows stay as the tasks, by their names, gave them.
    """
    found = [_stretches(source, number, order, ranks) for number, source in enumerate(sources)]
    table = pd.concat(found, ignore_index=True)
    return table.sort_values([*(name for name, _ in order), "-rank", "-start"], kind="stable").drop(
        columns="-rank"
    )


def _stretches(
    source: _Source, number: int, order: Order, ranks: Mapping[str, int]
) -> pd.DataFrame:
    own = list(source.stretches())
    rows = (
        np.concatenate([np.arange(start, start + one.rows) for start, one in own])
        if own
        else np.empty(0, int)
    )
    rank = np.repeat([ranks[one.stem] for _, one in own], [one.rows for _, one in own])
    read = source.table([name for name, _ in order])
    keys = pd.DataFrame({"-rank": rank.astype(np.int32)})
    for name, values in order:
        column = read.column(name).to_pandas().iloc[rows].reset_index(drop=True)
        keys[name] = (
            column.map({value: place for place, value in enumerate(values)})
            if len(values)
            else column
        )
    changes = (keys != keys.shift()).any(axis=1).to_numpy() if len(keys) else np.empty(0, bool)
    first = np.flatnonzero(changes | np.r_[True, np.diff(rows) != 1][: len(rows)])
    table = keys.iloc[first].copy()
    table["-source"], table["-start"] = np.int32(number), rows[first].astype(np.int32)
    table["-rows"] = np.diff(np.r_[first, len(rows)]).astype(np.int32)
    return table


# --------------------------------------------------------------------------- the rows
def _groups(
    sources: Sequence[_Source], schema: pa.Schema, stretches: pd.DataFrame, size: int, target: Path
) -> Iterator[pa.Table]:
    """Yield the tables of the row groups, of ``size`` rows each but for the last."""
    source, start, rows = (
        stretches[name].to_numpy(np.int64) for name in ("-source", "-start", "-rows")
    )
    total = int(rows.sum())
    if total <= size:
        tables = [
            _take(s, schema, _rows_of(start[source == n], rows[source == n]))
            for n, s in enumerate(sources)
        ]
        yield pa.concat_tables(tables).combine_chunks().take(pa.array(_final_places(source, rows)))
        return
    folder = target.parent / f".merge-{target.stem}.{os.getpid()}.tmp"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        pieces = _pieces(sources, schema, (source, start, rows))
        yield from in_groups(pieces, schema, range(0, total, size), folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _pieces(
    sources: Sequence[_Source],
    schema: pa.Schema,
    stretches: tuple[Integers, Integers, Integers],
) -> Iterator[tuple[pa.Table, Integers]]:
    """Read each part once; yield its rows, and the place of each in the final table."""
    source, start, rows = stretches
    places = np.cumsum(rows) - rows  # of the first row of each stretch in the final table
    for number, one in enumerate(sources):
        own = np.flatnonzero(source == number)
        table = _take(one, schema, _rows_of(start[own], rows[own]))
        yield table, _rows_of(places[own], rows[own])


def _rows_of(start: Integers, rows: Integers) -> Integers:
    """Return the numbers of the rows of some stretches, one stretch after the other."""
    if not len(rows):
        return np.empty(0, np.int64)
    before = np.cumsum(rows) - rows
    return np.arange(int(rows.sum())) + np.repeat(start - before, rows)


def _final_places(source: Integers, rows: Integers) -> Integers:
    """Return, for the final order, the places of the rows when the sources stand one below the other."""
    order = np.argsort(source, kind="stable")
    before = np.empty(len(rows), np.int64)
    before[order] = np.cumsum(rows[order]) - rows[order]
    return _rows_of(before, rows)


def _take(source: _Source, schema: pa.Schema, rows: Integers) -> pa.Table:
    """Read rows of a part in the final columns and types.

    A column that it does not have is null.
    """
    table = source.table()
    if len(rows) != table.num_rows or (np.diff(rows) != 1).any():
        table = table.take(pa.array(rows))
    own = dict(zip(table.column_names, table.columns, strict=True))
    columns = [
        own[field.name].cast(field.type) if field.name in own else pa.nulls(len(rows), field.type)
        for field in schema
    ]
    return pa.table(dict(zip(schema.names, columns, strict=True)), schema=schema)
