"""Whether series of many seeds move together: trend, waves and the highest quarter of their mean.

What all seeds do alike on the same day comes from how a run begins, not from chance: a world near
its stationary state shows none of it. Chance within a seed, however slowly it moves, is allowed
for, because every test compares what the seeds share with how they differ.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.stats import f as f_distribution

Floats = NDArray[np.float64]


def quarters(daily: Floats, days: int = 91) -> Floats:
    """Return the sums of full quarters of a daily series.

    Args:
        daily: (..., D) a number a day.
        days: of a quarter.

    Returns:
        (..., Q) sums; a rest of fewer days is left out.
    """
    n = daily.shape[-1] // days
    return daily[..., : n * days].reshape(*daily.shape[:-1], n, days).sum(axis=-1)


def slope(series: Floats) -> Floats:
    """Return the least-squares slope of quarterly series, in their own unit a year, over the last axis."""
    t = (np.arange(series.shape[-1]) - (series.shape[-1] - 1) / 2) / 4.0
    return np.asarray((series * t).sum(axis=-1) / (t**2).sum())


def highest(series: Floats) -> float:
    """Return the highest quarter of the mean over seeds, in medians of its quarters (infinite where that is 0).

    Args:
        series: (N, Q) seeds by quarters.
    """
    mean = series.mean(axis=0)
    middle = float(np.median(mean))
    return float(mean.max()) / middle if middle > 0 else float("inf")


def shared_wave(series: Floats) -> tuple[float, float]:
    """Look for a wave that the seeds share: the periodogram of their mean, one test a series.

    At each Fourier frequency the power of the mean is compared with how the seeds' own coefficients
    spread around it: without a shared wave the ratio follows F(2, 2 (N - 1)), whatever the
    spectrum of a single seed (circular complex normal coefficients). The smallest of the chances is
    multiplied by their number. The trend is taken out first; it is judged by :func:`slope`.

    Args:
        series: (N, Q) seeds by quarters, at least three of each.

    Returns:
        The chance of so high a peak without a shared wave, at most 1, and the peak's period in
        years.
    """
    n, q = series.shape
    t = np.arange(q) - (q - 1) / 2
    level = series - series.mean(axis=1, keepdims=True)
    level = level - slope(series)[:, None] / 4.0 * t
    found = np.fft.rfft(level, axis=1)[:, 1 : (q - 1) // 2 + 1]
    mean = found.mean(axis=0)
    power = n * np.abs(mean) ** 2
    spread = (np.abs(found - mean) ** 2).sum(axis=0) / (n - 1)
    ratio = np.divide(power, spread, out=np.where(power > 1e-12, np.inf, 0.0), where=spread > 0)
    chances = f_distribution.sf(ratio, 2, 2 * (n - 1))
    k = int(np.argmin(chances))
    return min(1.0, float(chances[k]) * len(chances)), q / 4.0 / (k + 1)
