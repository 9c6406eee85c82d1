"""Levels against the present level, replicate by replicate, with intervals of 95 %.

Within a replicate all levels start from the same burn-in and meet the same chances; the
difference within replicates is therefore far surer than that of two separate means. How values,
differences and intervals are estimated stands in :mod:`borderSim.studies.analysis.estimates`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from borderSim.measures.outcomes import OUTCOMES, Outcome
from borderSim.studies.analysis.estimates import Estimates, bounds_of, contrast

Floats = NDArray[np.float64]

COLUMNS = [
    "scenario",
    "level",
    "outcome",
    "n",
    "value",
    "value_low",
    "value_high",
    "difference",
    "low",
    "high",
    "mcse",
    "relative",
    "variance_reduction",
    "clear",
    "variance_won",
]

Column = NDArray[Any]
SPAN = "_measured_years"
"""Column of the years that a run measures, while totals are told a year."""
Years = float | Mapping[str, float] | pd.Series
"""Years that are measured: of all runs, by scenario, or of each run of a table (in its order)."""


def with_span(runs: pd.DataFrame, measured_years: Years) -> pd.DataFrame:
    """Return runs with the years that each of them measures, in the column :data:`SPAN`."""
    if isinstance(measured_years, pd.Series):
        return runs.assign(**{SPAN: measured_years.to_numpy(dtype=float)})
    if isinstance(measured_years, Mapping):
        codes, names = pd.factorize(runs["scenario"])
        by_name = np.array([float(measured_years[str(name)]) for name in names])
        return runs.assign(**{SPAN: by_name[codes] if len(runs) else 0.0})
    return runs.assign(**{SPAN: float(measured_years)})


def paired_table(
    runs: pd.DataFrame,
    present: str,
    measured_years: Years,
    outcomes: Sequence[str] | None = None,
    dictionary: Mapping[str, Outcome] = OUTCOMES,
) -> pd.DataFrame:
    """Return a row per scenario, level and outcome.

    Args:
        runs: a row per run: ``scenario``, ``level``, ``seed`` and every outcome.
        present: the level that the others are compared with, over the same seeds.
        measured_years: years that are measured, of all runs, by scenario or of each run; totals are
            divided by them.
        outcomes: names of the outcomes to tell (None: all).
        dictionary: the outcomes that there are.

    Returns:
        The columns of :data:`COLUMNS`. ``value`` with its interval is the level's own mean (of a
        ratio: the ratio of sums), ``difference`` with ``low`` and ``high`` the paired difference to
        ``present``, ``mcse`` its standard error, ``relative`` the difference over the size of the
        present value, ``variance_reduction`` the variance of an unpaired difference over that of
        the paired one, ``n`` the replicates with a value, ``clear`` whether the difference is told
        from zero: its interval excludes zero, or all replicates show the same one,
        ``variance_won``, of an outcome that stands beside a realised one (``Outcome.beside``), the
        variance of the realised one's difference over that of its own. What cannot be said is NaN:
        there is no interval below five replicates, nor where all of them say the same (``mcse`` is then 0).
    """
    outcomes = tuple(dictionary) if outcomes is None else outcomes
    chosen = [dictionary[name] for name in outcomes]
    tables: list[pd.DataFrame] = []
    for scenario, part in with_span(runs, measured_years).groupby("scenario", sort=False):
        seeds = np.unique(part["seed"])
        base = _pairs(part.loc[part["level"] == present], seeds, chosen)
        for level, rows_of_level in part.groupby("level", sort=False):
            own = _pairs(rows_of_level, seeds, chosen)
            facts = _facts(own, base, chosen, same=level == present)
            facts["variance_won"] = _won(facts["mcse"], chosen)
            labels = {"scenario": scenario, "level": level, "outcome": list(outcomes)}
            tables.append(pd.DataFrame({**labels, **facts}, columns=COLUMNS))
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=COLUMNS)


def _pairs(runs: pd.DataFrame, seeds: Floats, outcomes: Sequence[Outcome]) -> Floats:
    """Return numerators and denominators of a level, shape (2, outcomes, seeds).

    NaN where there is no run.
    """
    frame = runs.set_index("seed").reindex(seeds)
    # (results of earlier versions lack what came later)
    tops = frame.reindex(columns=[numerator(o) for o in outcomes]).to_numpy(dtype=float).T
    bottoms = np.ones_like(tops)
    for row, outcome in enumerate(outcomes):
        if outcome.kind == "ratio":
            bottoms[row] = (
                frame[outcome.denominator].to_numpy(dtype=float)
                if outcome.denominator in frame
                else np.nan
            )
        elif outcome.kind == "total":
            bottoms[row] = frame[SPAN].to_numpy(dtype=float)
    return np.stack([tops, bottoms])


def numerator(outcome: Outcome) -> str:
    """Return the column that is summed: of a ratio its numerator, else the outcome itself."""
    return outcome.numerator if outcome.kind == "ratio" else outcome.name


def _facts(
    own: Floats, base: Floats, outcomes: Sequence[Outcome], *, same: bool
) -> dict[str, Column]:
    """Return the columns of a level, an element per outcome."""
    value = contrast(own[:1], own[1:])
    bounds = np.array([bounds_of(outcome) for outcome in outcomes]).reshape(-1, 2)
    value = value.within(bounds[:, 0], bounds[:, 1])
    facts = {"value": value.value, "value_low": value.low, "value_high": value.high}
    if same:
        zero, nothing = np.zeros(len(outcomes)), np.full(len(outcomes), np.nan)
        relative = np.where(np.isfinite(value.value), 0.0, np.nan)
        return {
            **facts,
            "n": value.n,
            "difference": zero,
            "low": nothing,
            "high": nothing,
            "mcse": nothing,
            "relative": relative,
            "variance_reduction": nothing,
            "clear": np.zeros(len(outcomes), bool),
        }
    top, bottom = np.stack([own[0], base[0]]), np.stack([own[1], base[1]])
    paired = contrast(top, bottom, (1.0, -1.0))
    reference, unpaired = _unpaired(top, bottom)
    alone = paired.n == 0  # the present level has no value: only the level's own can be told
    return {
        **facts,
        "n": np.where(alone, value.n, paired.n),
        "difference": paired.value,
        "low": paired.low,
        "high": paired.high,
        "mcse": paired.error,
        "relative": _over(paired.value, np.abs(reference.value)),
        "variance_reduction": _over(unpaired, paired.error**2),
        "clear": paired.clear,
    }


def _won(error: Column, outcomes: Sequence[Outcome]) -> Column:
    """Return how many times smaller the variance of each difference is than that of the realised outcome's."""
    place = {outcome.name: row for row, outcome in enumerate(outcomes)}
    realised = np.full(len(outcomes), np.nan)
    for row, outcome in enumerate(outcomes):
        if outcome.beside in place:
            realised[row] = error[place[outcome.beside]]
    return _over(realised**2, error**2)


def _unpaired(top: Floats, bottom: Floats) -> tuple[Estimates, Floats]:
    """Return the present level over the pairs, and the variance of a difference of two separate samples."""
    pairs = np.isfinite(top).all(axis=0) & np.isfinite(bottom).all(axis=0)
    first, second = (
        contrast(np.where(pairs, top[i : i + 1], np.nan), bottom[i : i + 1]) for i in (0, 1)
    )
    return second, first.error**2 + second.error**2


def _over(part: Floats, whole: Floats) -> Floats:
    with np.errstate(over="ignore"):  # by what is all but zero: a share of it says nothing
        share = np.divide(
            part, whole, out=np.full(len(part), np.nan), where=(whole != 0) & np.isfinite(whole)
        )
    return np.where(np.isfinite(share), share, np.nan)
