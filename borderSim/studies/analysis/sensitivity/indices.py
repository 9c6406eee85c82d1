"""Indices of one target: Morris and Sobol by SALib, PAWN on given data, each with interval and noise floor.

Every index is a row: factor, value, 95 % interval, the floor below which it cannot be told from an
inert factor's, and whether it is above it.

* ``mu``, ``mu_star``, ``sigma`` (Morris): elementary effects, per whole range of a factor. Floor of
  ``mu_star``: the 95 % bound of what an inert factor shows whose two ends meet independent chances.
* ``S1``, ``ST``, ``S2`` (Sobol): shares of the variance over points. Floor of ``ST``: the share
  that chance makes, which is what an inert factor's ST is expected to be then; ``S1`` and ``S2`` of
  such a factor are expected to be 0.
* ``pawn`` (any design): median over ten slices of a factor of the largest distance
  (Kolmogorov-Smirnov) between the distribution of the target within the slice and that of all
  points; no moments are used. Floor: the 95 % quantile of dummies, factors that are drawn at random
  after the runs.

Where points share their chances an inert factor shows exactly 0; the floors then are on the safe
side.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from borderSim.studies.design.samplers import problem

RESAMPLES = 400
SLICES = 10
DUMMIES = 100
LEAST_POINTS = 30
"""With fewer points nothing is told from given data: three a slice (assumption)."""
CONFIDENCE = 0.95
ROUNDING = 1e-9
"""What is smaller beside the size of the target (or of an index) is the computer's rounding (technical)."""
_SEED = 20180601
_Z95 = 1.6448536269514722
NAN = math.nan

Floats = NDArray[np.float64]
Row = dict[str, Any]


def _row(
    index: str,
    factor: str,
    value: float,
    low: float = NAN,
    high: float = NAN,
    floor: float = NAN,
    told: bool | None = None,
    second: str = "",
) -> Row:
    """Return a row; what has neither interval nor floor is not told (None)."""
    return {
        "index": index,
        "factor": factor,
        "second": second,
        "value": float(value),
        "low": float(low),
        "high": float(high),
        "floor": float(floor),
        "told": told,
    }


def morris(
    names: Sequence[str], shares: Floats, values: Floats, chance: float, places: int
) -> list[Row]:
    """Return mu, mu* and sigma of each factor.

    Args:
        names: the factors.
        shares: the design, (points, factors), 0 to 1.
        values: the target at each point.
        chance: variance of a value by chance alone (NaN: not known).
        places: places of the grid that the trajectories stand on.
    """
    if np.ptp(values) == 0:
        return [
            row
            for name in names
            for row in (
                _row("mu", name, 0.0),
                _row("mu_star", name, 0.0, 0.0, 0.0, 0.0, False),
                _row("sigma", name, 0.0),
            )
        ]
    from SALib.analyze import morris as analyser

    found = analyser.analyze(
        problem(len(names), names),
        shares,
        values,
        num_levels=places,
        num_resamples=RESAMPLES,
        conf_level=CONFIDENCE,
        seed=_SEED,
    )
    floor = inert_effect(chance, len(values) // (len(names) + 1), places)
    least = ROUNDING * float(np.abs(values).max())
    rows = []
    for i, name in enumerate(names):
        star, half = float(found["mu_star"][i]), float(found["mu_star_conf"][i])
        rows += [
            _row("mu", name, found["mu"][i]),
            _row(
                "mu_star",
                name,
                star,
                max(0.0, star - half),
                star + half,
                floor,
                star > floor + least if floor == floor else None,
            ),
            _row("sigma", name, found["sigma"][i]),
        ]
    return rows


def inert_effect(chance: float, trajectories: int, places: int) -> float:
    """Return the 95 % bound of mu* of an inert factor: the mean of so many |differences of two values by chance| over the step."""
    step = places / (2 * (places - 1))
    spread = math.sqrt(2 * chance) / step
    return spread * (math.sqrt(2 / math.pi) + _Z95 * math.sqrt((1 - 2 / math.pi) / trajectories))


def sobol(
    names: Sequence[str], values: Floats, noise_share: float, second_order: bool
) -> list[Row]:
    """Return S1 and ST of each factor, S2 of each pair where the design has it."""
    if np.ptp(values) == 0:
        return [_row(index, name, NAN) for name in names for index in ("S1", "ST")]
    from SALib.analyze import sobol as analyser

    found = analyser.analyze(
        problem(len(names), names),
        values,
        calc_second_order=second_order,
        num_resamples=RESAMPLES,
        conf_level=CONFIDENCE,
        seed=_SEED,
    )
    rows = []
    for i, name in enumerate(names):
        first, total = (_interval(found, index, i) for index in ("S1", "ST"))
        rows.append(_row("S1", name, *first, 0.0, first[1] > ROUNDING))
        rows.append(
            _row(
                "ST",
                name,
                *total,
                noise_share,
                total[1] > noise_share + ROUNDING if noise_share == noise_share else None,
            )
        )
    for i, name in enumerate(names if second_order else ()):
        for j in range(i + 1, len(names)):
            pair = _interval(found, "S2", (i, j))
            rows.append(_row("S2", name, *pair, 0.0, pair[1] > ROUNDING, names[j]))
    return rows


def _interval(found: Mapping[str, Any], index: str, place: Any) -> tuple[float, float, float]:
    value, half = float(found[index][place]), float(found[f"{index}_conf"][place])
    return value, value - half, value + half


def pawn(names: Sequence[str], columns: Floats, values: Floats) -> list[Row]:
    """Return the index of Pianosi and Wagener (2018) of each factor, by given data.

    Args:
        names: the factors.
        columns: their values, (points, factors); only their order plays a part.
        values: the target at each point; points without a value are left out.
    """
    known = np.isfinite(values)
    columns, values = columns[known], values[known]
    if len(values) < LEAST_POINTS or np.ptp(values) == 0:
        return [_row("pawn", name, NAN) for name in names]
    rng = np.random.default_rng([_SEED, len(values)])
    places, size = np.unique(values, return_inverse=True)[1], len(np.unique(values))
    floor = float(
        np.quantile(
            [distance(slices(rng.random(len(values)), rng), places, size) for _ in range(DUMMIES)],
            CONFIDENCE,
        )
    )
    rows = []
    for i, name in enumerate(names):
        own = slices(columns[:, i], rng)
        value = distance(own, places, size)
        low = high = NAN
        if value > floor:  # the interval of what cannot be told from a dummy says nothing
            draws = rng.integers(0, len(values), (RESAMPLES // 4, len(values)))
            half = 1.959963984540054 * float(
                np.std([distance(own[draw], places[draw], size) for draw in draws], ddof=1)
            )
            low, high = max(0.0, value - half), min(1.0, value + half)
        rows.append(_row("pawn", name, value, low, high, floor, value > floor))
    return rows


def slices(column: Floats, rng: np.random.Generator) -> NDArray[np.intp]:
    """Return the slice of each point: equal shares by the order of a factor's values, ties shared out at random."""
    order = rng.permutation(len(column))
    ranks = np.empty(len(column), dtype=int)
    ranks[order] = stats.rankdata(column[order], method="ordinal") - 1
    return ranks * SLICES // len(column)


def distance(own: NDArray[np.intp], places: NDArray[np.intp], size: int) -> float:
    """Return the median over slices of the Kolmogorov-Smirnov distance to all points.

    SALib has the same, some hundred times slower since it asks scipy for every p value on the way;
    a test holds the two against each other.

    Args:
        own: slice of each point.
        places: rank of each point's target among its different values.
        size: number of these.
    """
    counts = np.bincount(own * size + places, minlength=SLICES * size).reshape(SLICES, size)
    sums = counts.sum(axis=1)
    there = sums > 0
    within = counts[there].cumsum(axis=1) / sums[there, None]
    whole = counts.sum(axis=0).cumsum() / sums.sum()
    return float(np.median(np.abs(within - whole).max(axis=1)))
