"""The points of a design: grid, Latin hypercube, list. The same factors give the same points."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from scipy.stats import qmc

from borderSim.errors import InputError
from borderSim.studies.factors import Factor, Value

KINDS = ("grid", "lhs", "list")
MOST_POINTS = 100_000
_SEED = 20180601


def grid(factors: Sequence[Factor], place: str) -> list[dict[str, Value]]:
    """Return every combination, the last factor fastest.

    Raises:
        InputError: a factor without values, or too many points.
    """
    for factor in factors:
        if not factor.grid:
            raise InputError(f"{place}: design.factors.{factor.key}: a grid needs a list of values, or steps beside the range")
    points = math.prod(len(factor.grid) for factor in factors)
    if points > MOST_POINTS:
        raise InputError(f"{place}: design has {points} points: at most {MOST_POINTS} are made")
    keys = [factor.key for factor in factors]
    return [dict(zip(keys, row, strict=True)) for row in itertools.product(*(factor.grid for factor in factors))]


def shares(points: int, factors: int) -> np.ndarray:
    """Return a Latin hypercube over 0 to 1, (points, factors): each factor's range is met evenly.

    The draw depends on the two numbers alone, never on the seed of the runs.
    """
    if not factors:
        return np.empty((points, 0))
    return qmc.LatinHypercube(d=factors, rng=np.random.default_rng([_SEED, points, factors])).random(points)


def lhs(factors: Sequence[Factor], drawn: np.ndarray) -> list[dict[str, Value]]:
    """Return the points of a Latin hypercube; lists of values are met in equal shares."""
    return [{factor.key: factor.at(float(share)) for factor, share in zip(factors, row, strict=True)} for row in drawn]


def listed(rows: object, place: str) -> list[dict[str, Value]]:
    """Return the points of a list: every row names the same keys.

    Raises:
        InputError: not a list of such rows.
    """
    if not isinstance(rows, list) or not rows:
        raise InputError(f"{place}: design.rows must be a list of mappings such as - {{police.investigators: 200}}")
    found: list[dict[str, Value]] = []
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, Mapping) or not row or set(row) != set(_first(rows)):
            raise InputError(f"{place}: design.rows: row {number} must be a mapping with the same keys as the first")
        if not all(isinstance(value, str | int | float | bool) for value in row.values()):
            raise InputError(f"{place}: design.rows: row {number}: each value must be a number, a word or true/false")
        if dict(row) in found:
            raise InputError(f"{place}: design.rows: row {number} stands there twice")
        found.append(dict(row))
    return found


def _first(rows: Sequence[Any]) -> Mapping[str, object]:
    return rows[0] if isinstance(rows[0], Mapping) else {}
