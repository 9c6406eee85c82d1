"""From part files to the tables of a result: fixed order, fixed columns, fixed bytes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pyarrow as pa

from borderSim.studies import store
from borderSim.studies.manifest import part_path
from borderSim.studies.replicate import Task


def runs_of(tasks: Sequence[Task]) -> pd.DataFrame:
    """Return the rows of the tasks that are done, in the order of the tasks."""
    paths = [part_path(task.parts, task.stem) for task in tasks if task.done]
    return store.to_frame(store.read_tables(paths)) if paths else pd.DataFrame()


def merge(tasks: Sequence[Task], target: Path, kind: str, order: Sequence[tuple[str, Sequence[object]]]) -> Path | None:
    """Put the parts of one kind into one file; return its path, None if there is nothing to put.

    Args:
        tasks: in any order; those that are not done, or did not keep this kind, are left out.
        target: the file to write.
        kind: kind of part: ``runs``, ``monthly``, ``daily``, ``networks``, ``links`` or ``events``.
        order: columns to sort by, each with its values in their order; an empty list means ascending.
    """
    chosen = sorted((t for t in tasks if t.done), key=lambda task: task.stem)
    paths = [part_path(task.parts, task.stem, kind) for task in chosen]
    paths = [path for path in paths if path.exists()]
    if not paths:
        return None
    table = _sorted(store.read_tables(paths), order)
    return store.write_table(target, _known_types(table))


def _sorted(table: pa.Table, order: Sequence[tuple[str, Sequence[object]]]) -> pa.Table:
    """Sort rows stably: within equal keys they stay as the runs gave them."""
    keys = pd.DataFrame(index=range(table.num_rows))
    for name, values in order:
        column = table.column(name).to_pandas()
        keys[name] = column.map({value: place for place, value in enumerate(values)}) if len(values) else column
    places = keys.sort_values([name for name, _ in order], kind="stable").index.to_numpy()
    return table.take(pa.array(places))


def _known_types(table: pa.Table) -> pa.Table:
    """Turn columns that are null everywhere into numbers."""
    fields = [pa.field(f.name, pa.float64() if pa.types.is_null(f.type) else f.type) for f in table.schema]
    return table.cast(pa.schema(fields))
