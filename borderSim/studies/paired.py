"""Levels against the present level, replicate by replicate, with intervals of 95 %.

Within a replicate all levels start from the same burn-in and meet the same chances; the
difference within replicates is therefore far surer than that of two separate means.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from borderSim.measures.outcomes import OUTCOMES, Outcome

RESAMPLES = 2000
CONFIDENCE = 0.95
_BOOTSTRAP_SEED = 20180601
_TAIL = (1 - CONFIDENCE) / 2
NAN = float("nan")

Floats = NDArray[np.float64]

COLUMNS = ["scenario", "level", "outcome", "n", "value", "value_low", "value_high", "difference", "low", "high",
           "mcse", "relative", "variance_reduction"]


@dataclass(frozen=True)
class _Fact:
    """What is known of one outcome of one level; the variances are those of the estimates."""

    n: int
    value: float = NAN
    value_low: float = NAN
    value_high: float = NAN
    difference: float = NAN
    low: float = NAN
    high: float = NAN
    mcse: float = NAN
    relative: float = NAN
    variance_reduction: float = NAN


def paired_table(
    runs: pd.DataFrame, present: str, years: float | Mapping[str, float], outcomes: Sequence[str] = tuple(OUTCOMES)
) -> pd.DataFrame:
    """Return a row per scenario, level and outcome.

    Args:
        runs: a row per run: ``scenario``, ``level``, ``seed`` and every outcome.
        present: the level that the others are compared with, over the same seeds.
        years: horizon in years, of all scenarios or by scenario; totals are divided by it.
        outcomes: names of the outcomes to tell.

    Returns:
        The columns of :data:`COLUMNS`. ``value`` with its interval is the level's own mean (of a
        ratio: the ratio of sums), ``difference`` with ``low`` and ``high`` the paired difference to
        ``present``, ``mcse`` its standard error, ``relative`` the difference over the size of the
        present value, ``variance_reduction`` the variance of an unpaired difference over that of
        the paired one, ``n`` the replicates with a value. Totals, states and means have t
        intervals, ratios those of a percentile bootstrap over pairs. What cannot be said is NaN.
    """
    rows: list[tuple[object, ...]] = []
    for scenario, part in runs.groupby("scenario", sort=False):
        span = years[str(scenario)] if isinstance(years, Mapping) else years
        seeds = np.unique(part["seed"])
        base = _by_outcome(part.loc[part["level"] == present], seeds)
        for level, rows_of_level in part.groupby("level", sort=False):
            own = _by_outcome(rows_of_level, seeds)
            for name in outcomes:
                fact = _fact(OUTCOMES[name], own, base, same=level == present, years=float(span))
                rows.append((scenario, level, name, *vars(fact).values()))
    return pd.DataFrame.from_records([dict(zip(COLUMNS, row, strict=True)) for row in rows])


def _by_outcome(runs: pd.DataFrame, seeds: Floats) -> dict[str, Floats]:
    """Return the values of a level by outcome, one per seed, NaN where there is none."""
    values = runs.set_index("seed").reindex(seeds)[list(OUTCOMES)].to_numpy(dtype=float)
    return dict(zip(OUTCOMES, values.T, strict=True))


def _fact(outcome: Outcome, own: dict[str, Floats], base: dict[str, Floats], *, same: bool, years: float) -> _Fact:
    """Return what is known of an outcome of a level."""
    if outcome.kind == "ratio":
        names = (outcome.numerator, outcome.denominator)
        own_pairs, base_pairs = (np.column_stack([level[name] for name in names]) for level in (own, base))
        known, known_base = np.isfinite(own_pairs).all(axis=1), np.isfinite(base_pairs).all(axis=1)
        both = known & known_base
        return _of_ratio(own_pairs[known], own_pairs[both], base_pairs[both], same)
    per = years if outcome.kind == "total" else 1.0
    own_values, base_values = own[outcome.name] / per, base[outcome.name] / per
    known = np.isfinite(own_values)
    both = known & np.isfinite(base_values)
    return _of_mean(own_values[known], own_values[both], base_values[both], same)


# --------------------------------------------------------------------------- means
@cache
def t_quantile(n: int) -> float:
    """Return the quantile of a 95 % t interval of the mean of ``n`` values."""
    return float(stats.t.ppf(1 - _TAIL, n - 1))


def _of_mean(values: Floats, own: Floats, base: Floats, same: bool) -> _Fact:
    """Return the facts of a mean: all values of the level, and the paired values of both levels."""
    if not len(values):
        return _Fact(0, difference=0.0 if same else NAN)
    mean, error = float(values.mean()), _standard_error(values)
    half = t_quantile(len(values)) * error if len(values) > 1 else NAN
    if same or not len(own):
        return _Fact(len(values), mean, mean - half, mean + half, difference=0.0 if same else NAN,
                     relative=0.0 if same else NAN)
    delta = own - base
    difference, paired = float(delta.mean()), _standard_error(delta)
    width = t_quantile(len(delta)) * paired if len(delta) > 1 else NAN
    unpaired = _standard_error(own) ** 2 + _standard_error(base) ** 2
    return _Fact(len(delta), mean, mean - half, mean + half, difference, difference - width, difference + width,
                 paired, _over(difference, abs(float(base.mean()))), _over(unpaired, paired**2))


def _standard_error(values: Floats) -> float:
    return float(values.std(ddof=1) / np.sqrt(len(values))) if len(values) > 1 else NAN


def _over(part: float, whole: float) -> float:
    return part / whole if whole else NAN


# --------------------------------------------------------------------------- ratios
@cache
def resamples(n: int, stream: int = 0) -> NDArray[np.intp]:
    """Return which replicates each resample takes, shape (resamples, n); the same for every outcome."""
    return np.random.default_rng([_BOOTSTRAP_SEED, stream, n]).integers(0, n, (RESAMPLES, n))


def _ratio(pairs: Floats) -> float:
    """Return the ratio of sums of numerators and denominators, shape (n, 2)."""
    top, bottom = pairs.sum(axis=0) if len(pairs) else (0.0, 0.0)
    return _over(float(top), float(bottom))


def _resampled(pairs: Floats, stream: int = 0) -> Floats:
    """Return the ratio of sums of each resample, NaN where a resample has no denominator."""
    draws = resamples(len(pairs), stream)
    top, bottom = pairs[:, 0][draws].sum(axis=1), pairs[:, 1][draws].sum(axis=1)
    return np.divide(top, bottom, out=np.full(RESAMPLES, NAN), where=bottom != 0)


def _percentiles(sample: Floats) -> tuple[float, float]:
    known = sample[np.isfinite(sample)]
    if not len(known):
        return NAN, NAN
    low, high = np.quantile(known, [_TAIL, 1 - _TAIL])
    return float(low), float(high)


def _variance(sample: Floats) -> float:
    known = sample[np.isfinite(sample)]
    return float(known.var(ddof=1)) if len(known) > 1 else NAN


def _of_ratio(all_pairs: Floats, own: Floats, base: Floats, same: bool) -> _Fact:
    """Return the facts of a ratio of sums: numerators and denominators of shape (n, 2)."""
    value, n = _ratio(all_pairs), len(all_pairs)
    value_low, value_high = _percentiles(_resampled(all_pairs)) if n > 1 else (NAN, NAN)
    if same or not len(own):
        zero = 0.0 if same else NAN
        return _Fact(n, value, value_low, value_high, difference=zero, relative=zero)
    other = _ratio(base)
    difference = _ratio(own) - other
    if len(own) < 2:
        return _Fact(len(own), value, value_low, value_high, difference, relative=_over(difference, abs(other)))
    first, second = _resampled(own), _resampled(base)
    delta = first - second
    low, high = _percentiles(delta)
    paired = _variance(delta)
    unpaired = _variance(first) + _variance(_resampled(base, stream=1))
    return _Fact(len(own), value, value_low, value_high, difference, low, high, float(np.sqrt(paired)),
                 _over(difference, abs(other)), _over(unpaired, paired))
