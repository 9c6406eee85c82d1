"""The points of a design: grid, list, Latin hypercube, Sobol, Morris.

The same factors give the same points.

Drawn designs are a table of shares from 0 to 1, a column per factor (:func:`shares_of`): what is
worked out from the finished runs later asks for the same table again.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from borderSim.errors import InputError
from borderSim.studies.design.factors import Factor, Value

KINDS = ("grid", "lhs", "sobol", "morris", "list", "csv")
DRAWN = ("lhs", "sobol", "morris")
"""Kinds that are a table of shares."""
BALANCED = ("sobol", "morris")
"""Kinds whose indices need every one of their points."""
MOST_POINTS = 100_000
MORRIS_PLACES = 8
"""Places on a factor's range where a trajectory may stand (SALib's ``num_levels``), unless the file says."""
_SEED = 20180601


def grid(factors: Sequence[Factor], place: str) -> list[dict[str, Value]]:
    """Return every combination, the last factor fastest.

    Raises:
        InputError: a factor without values, or too many points.
    """
    for factor in factors:
        if not factor.grid:
            raise InputError(
                f"{place}: design.factors.{factor.key}: a grid needs a list of values, or steps beside the range"
            )
    points = math.prod(len(factor.grid) for factor in factors)
    if points > MOST_POINTS:
        raise InputError(f"{place}: design has {points} points: at most {MOST_POINTS} are made")
    keys = [factor.key for factor in factors]
    return [
        dict(zip(keys, row, strict=True))
        for row in itertools.product(*(factor.grid for factor in factors))
    ]


def shares(points: int, factors: int) -> np.ndarray:
    """Return a Latin hypercube over 0 to 1, (points, factors): each factor's range is met evenly.

    The draw depends on the two numbers alone, never on the seed of the runs.
    """
    from scipy.stats import qmc  # only here: commands that draw nothing start sooner

    if not factors:
        return np.empty((points, 0))
    return qmc.LatinHypercube(
        d=factors, rng=np.random.default_rng([_SEED, points, factors])
    ).random(points)


def sobol(base: int, factors: int, second_order: bool) -> np.ndarray:
    """Return Saltelli's arrangement of a scrambled Sobol sequence, (``base`` × (factors + 2), factors).

    With ``second_order`` twice as many factors count: ``base`` × (2 × factors + 2).
    """
    from SALib.sample import sobol as sampler

    return sampler.sample(problem(factors), base, calc_second_order=second_order, seed=_SEED)


def morris(trajectories: int, factors: int, places: int) -> np.ndarray:
    """Return trajectories after Morris, (``trajectories`` × (factors + 1), factors): each moves one factor at a time."""
    from SALib.sample import morris as sampler

    return sampler.sample(problem(factors), trajectories, num_levels=places, seed=_SEED)


def problem(factors: int, names: Sequence[str] = ()) -> dict[str, Any]:
    """Return what SALib calls a problem: factors with shares from 0 to 1."""
    return {
        "num_vars": factors,
        "names": list(names) or [f"x{i}" for i in range(factors)],
        "bounds": [[0.0, 1.0]] * factors,
    }


def shares_of(design: Mapping[str, Any], columns: int) -> np.ndarray:
    """Return the shares of a drawn design, (points, columns).

    Args:
        design: ``kind`` with ``points`` (lhs), ``base`` and ``second_order`` (sobol) or
            ``trajectories`` and ``places`` (morris).
        columns: number of factors.
    """
    if design["kind"] == "sobol":
        return sobol(design["base"], columns, design["second_order"])
    if design["kind"] == "morris":
        return morris(design["trajectories"], columns, design["places"])
    return shares(design["points"], columns)


def count(
    kind: str,
    columns: int,
    *,
    points: int = 0,
    base: int = 0,
    second_order: bool = False,
    trajectories: int = 0,
) -> int:
    """Return how many points a drawn design has."""
    if kind == "sobol":
        return base * ((2 * columns if second_order else columns) + 2)
    return trajectories * (columns + 1) if kind == "morris" else points


def lhs(factors: Sequence[Factor], drawn: np.ndarray) -> list[dict[str, Value]]:
    """Return the points of a drawn design; lists of values are met in equal shares."""
    return [
        {factor.key: factor.at(float(share)) for factor, share in zip(factors, row, strict=True)}
        for row in drawn
    ]


def listed(rows: object, place: str) -> list[dict[str, Value]]:
    """Return the points of a list: every row names the same keys.

    Raises:
        InputError: not a list of such rows.
    """
    if not isinstance(rows, list) or not rows:
        raise InputError(
            f"{place}: design.rows must be a list of mappings such as - {{police.investigators: 200}}"
        )
    found: list[dict[str, Value]] = []
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, Mapping) or not row or set(row) != set(_first(rows)):
            raise InputError(
                f"{place}: design.rows: row {number} must be a mapping with the same keys as the first"
            )
        if not all(isinstance(value, str | int | float | bool) for value in row.values()):
            raise InputError(
                f"{place}: design.rows: row {number}: each value must be a number, a word or true/false"
            )
        if any(
            row == other
            and [type(row[key]) is bool for key in row] == [type(other[key]) is bool for key in row]
            for other in found
        ):
            raise InputError(f"{place}: design.rows: row {number} stands there twice")
        found.append(dict(row))
    return found


def _first(rows: Sequence[Any]) -> Mapping[str, object]:
    return rows[0] if isinstance(rows[0], Mapping) else {}
