"""Estimates with their 95 % interval, and the rule that turns one into a verdict.

*agrees* when the interval lies wholly on the source's side (or inside its band), *disagrees*
when it lies wholly outside, *inconclusive* otherwise, as with fewer than five seeds. What all seeds
say alike is held against the source as it is. Seeds are paired: the arms of one seed share their
chances, so that everything is computed on one row per seed. How intervals are made stands in
:mod:`borderSim.studies.analysis.estimates`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from borderSim.studies.analysis import estimates
from borderSim.studies.analysis.estimates import Estimate

Verdict = Literal["agrees", "disagrees", "inconclusive"]
Estimator = Callable[[pd.DataFrame], Estimate]
"""From the numbers of all seeds (a row a seed) to an estimate."""


@dataclass(frozen=True)
class Side:
    """What the source asks for: the numbers from ``low`` to ``high``."""

    low: float = -math.inf
    high: float = math.inf

    def verdict(self, estimate: Estimate) -> Verdict:
        """Return the verdict on an estimate."""
        low, high = estimate.ends
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
    """Mean over seeds."""
    return lambda rows: estimates.mean(rows[column].to_numpy(dtype=float))


def difference(one: str, other: str) -> Estimator:
    """Mean of the paired difference ``one - other``."""
    return lambda rows: estimates.difference(
        rows[one].to_numpy(dtype=float), rows[other].to_numpy(dtype=float)
    )


def of_each(formula: str) -> Estimator:
    """Mean over seeds of a formula of the columns (pandas' ``eval``)."""
    return lambda rows: estimates.mean(np.asarray(rows.eval(formula, engine="python"), dtype=float))


def of_sums(formula: str) -> Estimator:
    """A formula of the columns' sums over seeds (a ratio, say), interval by the jackknife over seeds."""

    def estimate(rows: pd.DataFrame) -> Estimate:
        values = rows.to_numpy(dtype=float)
        total = np.nansum(values, axis=0)
        sums = pd.DataFrame(np.vstack([total, total - np.nan_to_num(values)]), columns=rows.columns)
        with np.errstate(divide="ignore", invalid="ignore"):
            found = np.asarray(sums.eval(formula, engine="python"), dtype=float)
        return estimates.of_formula(float(found[0]), found[1:])

    return estimate
