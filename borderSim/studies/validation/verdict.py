"""Estimates with their 95 % interval, and the rule that turns one into a verdict.

*agrees* when the interval lies wholly on the source's side (or inside its band), *disagrees*
when it lies wholly outside, *inconclusive* otherwise. Seeds are paired: the arms of one seed
share their chances, so that everything is computed on one row per seed.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from scipy import stats

Verdict = Literal["agrees", "disagrees", "inconclusive"]
Estimator = Callable[[pd.DataFrame], "Estimate"]
"""From the numbers of all seeds (a row a seed) to an estimate."""

LEVEL = 0.95


@dataclass(frozen=True)
class Estimate:
    """A number with the 95 % interval of what chance may do to it; NaN where it is not defined."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Side:
    """What the source asks for: the numbers from ``low`` to ``high``."""

    low: float = -math.inf
    high: float = math.inf

    def verdict(self, estimate: Estimate) -> Verdict:
        """Return the verdict on an estimate."""
        low, high = estimate.low, estimate.high
        if math.isnan(estimate.value) or math.isnan(low) or math.isnan(high):
            return "inconclusive"
        if self.low < low and high < self.high:
            return "agrees"
        if high < self.low or low > self.high:
            return "disagrees"
        return "inconclusive"


def joint(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the verdict on a pattern from those on its claims: one that disagrees is enough."""
    found = set(verdicts)
    if "disagrees" in found:
        return "disagrees"
    return "agrees" if found == {"agrees"} else "inconclusive"


# --------------------------------------------------------------------------- estimators
def mean(column: str) -> Estimator:
    """Mean over seeds, interval by Student's t."""
    return lambda rows: _t_interval(rows[column].to_numpy(dtype=float))


def difference(one: str, other: str) -> Estimator:
    """Mean of the paired difference ``one - other``, interval by Student's t."""
    return lambda rows: _t_interval((rows[one] - rows[other]).to_numpy(dtype=float))


def of_each(formula: str) -> Estimator:
    """Mean over seeds of a formula of the columns (pandas' ``eval``), interval by Student's t."""
    return lambda rows: _t_interval(np.asarray(rows.eval(formula, engine="python"), dtype=float))


def of_sums(formula: str) -> Estimator:
    """A formula of the columns' sums over seeds (a ratio, say), interval by the jackknife over seeds.

    The jackknife's interval (Tukey: pseudo-values, Student's t) is as wide as it should be with
    few seeds, where a percentile bootstrap is too narrow.
    """

    def estimate(rows: pd.DataFrame) -> Estimate:
        n, values = len(rows), rows.to_numpy(dtype=float)
        total = np.nansum(values, axis=0)
        sums = pd.DataFrame(np.vstack([total, total - np.nan_to_num(values)]), columns=rows.columns)
        with np.errstate(divide="ignore", invalid="ignore"):
            found = np.asarray(sums.eval(formula, engine="python"), dtype=float)
        value, without = float(found[0]), found[1:]
        if not math.isfinite(value):
            return Estimate(math.nan, math.nan, math.nan)
        if n < 2 or not np.isfinite(without).all():
            return Estimate(value, -math.inf, math.inf)
        spread = _t_interval(n * value - (n - 1) * without)
        half = (spread.high - spread.low) / 2
        return Estimate(value, value - half, value + half)

    return estimate


def _t_interval(values: np.ndarray) -> Estimate:
    """Return the mean with its interval; seeds at which it is not defined are left out."""
    values = values[np.isfinite(values)]
    n = len(values)
    if n == 0:
        return Estimate(math.nan, math.nan, math.nan)
    centre = float(values.mean())
    if n == 1:
        return Estimate(centre, -math.inf, math.inf)
    half = float(stats.t.ppf(0.5 + LEVEL / 2, n - 1) * values.std(ddof=1) / math.sqrt(n))
    return Estimate(centre, centre - half, centre + half)
