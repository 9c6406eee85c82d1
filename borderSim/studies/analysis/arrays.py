"""The runs of a sweep as an ``xarray.Dataset``: a variable for each outcome."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import Any

import numpy as np
import pandas as pd

from borderSim.errors import InputError
from borderSim.measures.columns import described
from borderSim.measures.dictionary import Dictionary
from borderSim.measures.outcomes import OUTCOMES
from borderSim.studies.analysis.tables import Frame, factor_columns
from borderSim.studies.design.csv_design import LABEL
from borderSim.studies.design.factors import PARTNERSHIP, field_of

POINT, LEVEL, REPLICATE, SEED = "point", "level", "replicate", "seed"
NOT_RUN = -1
"""Seed in a cell that holds no run."""


def dataset(
    runs: Frame, *, drawn: bool, about: Mapping[str, str], dictionary: Dictionary = OUTCOMES
) -> Any:
    """Return runs as a dataset.

    Args:
        runs: of a sweep, a row per run.
        drawn: whether its points were drawn, so that they are no grid.
        about: texts for the ``attrs`` of the dataset.
        dictionary: the outcomes that there are.

    Returns:
        An ``xarray.Dataset``. Its dimensions are the factors where every combination of their
        values is a point, else ``point``, along which the factors are coordinates; then ``level``
        and ``replicate``. ``scenario`` and ``arm`` are dimensions where there are several. A cell
        without a run is NaN. ``attrs`` of each variable hold ``units``, ``long_name`` and
        ``description``.

    Raises:
        InputError: xarray is not installed.
    """
    xarray = _library()
    factors = factor_columns(runs, dictionary)
    named = [factor for factor in factors if factor != PARTNERSHIP]  # (its values are levels)
    once = runs.drop_duplicates(["scenario", "arm", *named, LEVEL, SEED])
    full = not drawn and _is_grid(once, named)
    rows: Frame = once if full else runs
    several = [column for column in ("scenario", "arm") if rows[column].nunique() > 1]
    dims = [*several, *(named if full else [POINT]), LEVEL, REPLICATE]
    cells = _Cells(rows, dims)
    variables = {
        str(name): (dims, cells.array(rows[name], np.nan), attributes(str(name), dictionary))
        for name in rows.columns
        if name in dictionary
    }
    coordinates: dict[str, Any] = {dim: (dim, cells.values[dim], attributes(dim)) for dim in dims}
    coordinates |= {
        column: ((), rows[column].iloc[0], attributes(column))
        for column in ("scenario", "arm")
        if column not in several
    }
    if not full:
        coordinates |= _along_points(rows, [*([LABEL] if LABEL in rows else []), *factors])
    coordinates[SEED] = _seeds(rows, dims, cells)
    return xarray.Dataset(
        variables, coordinates, {key: text for key, text in about.items() if text}
    )


def attributes(name: str, dictionary: Dictionary = OUTCOMES) -> dict[str, str]:
    """Return ``units``, ``long_name`` and ``description`` of a variable or coordinate."""
    column = described(name, "runs", dictionary=dictionary)
    declared = field_of(name) if column is None else None
    if column is not None:
        unit, meaning = column.unit, column.meaning
    elif declared is not None:
        unit, meaning = declared[0].unit.strip("-"), declared[0].doc
    else:
        unit, meaning = "", ""
    long_name = name.replace("_", " ")
    return {"units": unit, "long_name": long_name, **({"description": meaning} if meaning else {})}


def _library() -> ModuleType:
    try:
        import xarray
    except ImportError:
        raise InputError(
            "to_xarray needs xarray, which is not installed: pip install 'bordersim[xarray]'"
        ) from None
    return xarray


def _is_grid(runs: Frame, factors: Sequence[str]) -> bool:
    """Whether every combination of the factors' values is a point, and each of them one."""
    if not factors:
        return False
    points = runs[[*factors, POINT]].drop_duplicates(list(factors))
    size = math.prod(int(runs[factor].nunique()) for factor in factors)
    each_once = not runs.duplicated(["scenario", "arm", *factors, LEVEL, REPLICATE]).any()
    return each_once and len(points) == size


class _Cells:
    """Where each run stands in an array over the dimensions."""

    def __init__(self, runs: Frame, dims: Sequence[str]) -> None:
        found = {dim: _coded(runs[dim]) for dim in dims}
        self.codes = {dim: codes for dim, (codes, _) in found.items()}
        self.values = {dim: values for dim, (_, values) in found.items()}
        self.dims = list(dims)

    def array(self, column: Any, empty: float, dims: Sequence[str] | None = None) -> Any:
        """Return a column as an array; ``empty`` stands where there is no run."""
        kept = self.dims if dims is None else list(dims)
        shape = tuple(len(self.values[dim]) for dim in kept)
        held = np.full(shape, empty, dtype=float if math.isnan(empty) else np.int64)
        held[tuple(self.codes[dim] for dim in kept)] = column.to_numpy(dtype=held.dtype)
        return held


def _coded(column: Any) -> tuple[Any, Any]:
    """Return where each entry of a column stands among its values, and these; numbers rise."""
    rising = pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)
    codes, values = pd.factorize(column, sort=rising)
    return codes, _plain_texts(values)


def _plain_texts(values: Any) -> Any:
    """Return values as an array; texts as numpy's own, which every file format of xarray takes."""
    held = np.asarray(values)
    return (
        held.astype(str)
        if held.dtype == object and all(isinstance(item, str) for item in held)
        else held
    )


def _along_points(runs: Frame, columns: Sequence[str]) -> dict[str, Any]:
    """Return what was varied as coordinates of the points."""
    first = runs.drop_duplicates(POINT).sort_values(POINT)
    return {column: (POINT, _plain_texts(first[column]), attributes(column)) for column in columns}


def _seeds(runs: Frame, dims: Sequence[str], cells: _Cells) -> tuple[Any, ...]:
    """Return the seed of each replicate, by point where each has random draws of its own."""
    own = runs.groupby(REPLICATE)[SEED].nunique().max() > 1
    along = [dim for dim in dims if dim not in ("scenario", "arm", LEVEL)] if own else [REPLICATE]
    return along, cells.array(runs[SEED], NOT_RUN, along), attributes(SEED)
