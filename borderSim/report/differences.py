"""Means and paired differences that the paired table does not hold: new sums, parts of the horizon, the plane."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import stats


@dataclass(frozen=True)
class Interval:
    """An estimate with its 95 % interval (NaN bounds where fewer than two replicates)."""

    value: float
    low: float
    high: float

    @property
    def clear(self) -> bool:
        """Whether the interval excludes zero."""
        return self.low > 0 or self.high < 0

    def scaled(self, factor: float) -> Interval:
        """Return the same in another unit; a negative factor swaps the bounds."""
        low, high = sorted((self.low * factor, self.high * factor))
        return Interval(self.value * factor, low, high)


def mean_interval(sample: np.ndarray) -> Interval:
    """Return the mean of a sample, shape (replicates,), with its t interval."""
    sample = sample[np.isfinite(sample)]
    if not len(sample):
        return Interval(np.nan, np.nan, np.nan)
    mean = float(sample.mean())
    if len(sample) < 2:
        return Interval(mean, np.nan, np.nan)
    half = float(stats.t.ppf(0.975, len(sample) - 1) * sample.std(ddof=1) / np.sqrt(len(sample)))
    return Interval(mean, mean - half, mean + half)


def paired_interval(sample: np.ndarray, reference: np.ndarray) -> Interval:
    """Return the mean difference of two paired samples, shape (replicates,), with its t interval."""
    return mean_interval(sample - reference)


def ratio_influence(numerator: np.ndarray, denominator: np.ndarray) -> tuple[float, np.ndarray]:
    """Return a ratio of sums and each replicate's linearised part in it, shape (replicates,)."""
    total = denominator.sum()
    if not total > 0:
        return float("nan"), np.full(len(numerator), np.nan)
    ratio = float(numerator.sum() / total)
    return ratio, (numerator - ratio * denominator) / denominator.mean()


def ratio_interval(numerator: np.ndarray, denominator: np.ndarray) -> Interval:
    """Return a ratio of sums with its linearised 95 % interval."""
    ratio, influence = ratio_influence(numerator, denominator)
    around = mean_interval(influence)
    return Interval(ratio, ratio + around.low - around.value, ratio + around.high - around.value)


def paired_ratio_interval(first: tuple[np.ndarray, np.ndarray], second: tuple[np.ndarray, np.ndarray]) -> Interval:
    """Return the difference of two ratios of sums over paired replicates, with its linearised 95 % interval.

    Args:
        first: numerator and denominator, each of shape (replicates,).
        second: the same of what is subtracted.
    """
    ratio, influence = ratio_influence(*first)
    other, other_influence = ratio_influence(*second)
    around = mean_interval(influence - other_influence)
    value = ratio - other
    return Interval(value, value + around.low - around.value, value + around.high - around.value)
