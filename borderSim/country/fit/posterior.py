"""What the statistics say of the inputs: an emulator of the runs, and weights on draws of the prior.

The logarithm of each statistic is fitted by a quadratic in the inputs (each a share of its prior
range). A draw of the prior is weighted by the normal density of the observed logarithms around the
fit. Their covariance has three parts: how single runs scatter around the fit (chance of the years,
and what a quadratic misses), how well the fit is known, and the error of statistics and model that
is assumed. It is an approximation of a posterior: normal, one emulator for the whole range, no model
of how the statistics were collected.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import qmc

from borderSim.country.fit.targets import Target

DRAWS = 8192
"""Draws of the prior (a power of 2, for Sobol's sequence)."""
KEPT = 1000
"""Draws of the posterior that are kept, equally weighted."""
SMALL = 0.05
"""A part of the observed value is added before logarithms are taken, so that a run without a seizure counts."""
RIDGE = 1e-8
Array = np.ndarray


@dataclass(frozen=True)
class Posterior:
    """Draws of the inputs, given the statistics.

    Attributes:
        draws: equally weighted, shape (KEPT, inputs), shares of the prior ranges.
        effective: how many draws of the prior carry the weights.
        z: by target, how many standard errors the observed value lies from what is expected at the
            posterior's mean; shape (targets,).
        expected: of each target at the posterior's mean, in its unit.
        explained: share of the variance of each target's logarithm over trials that the fit explains.
    """

    draws: Array
    effective: float
    z: Array
    expected: Array
    explained: Array

    @property
    def mean(self) -> Array:
        """Mean share of each input, shape (inputs,)."""
        return self.draws.mean(axis=0)

    @property
    def narrowing(self) -> Array:
        """Standard deviation of each input over that of its prior; 1: nothing was learnt."""
        return self.draws.std(axis=0) / np.sqrt(1 / 12)

    @property
    def correlation(self) -> Array:
        """Correlation of the inputs, shape (inputs, inputs)."""
        if self.draws.shape[1] == 1:
            return np.ones((1, 1))
        return np.corrcoef(self.draws, rowvar=False)


def logs(values: Array, targets: Sequence[Target]) -> Array:
    """Return the logarithms that are fitted, of values of shape (..., targets)."""
    observed = np.array([own.observed for own in targets])
    return np.log(values + SMALL * observed)


def terms(units: Array) -> Array:
    """Return the columns of a quadratic, shape (n, terms), of shares of shape (n, inputs)."""
    centred = 2.0 * units - 1.0
    n, d = centred.shape
    pairs = [centred[:, i] * centred[:, j] for i in range(d) for j in range(i, d)]
    return np.column_stack([np.ones(n), centred, *pairs])


def distances(values: Array, targets: Sequence[Target], spread: Array) -> Array:
    """Return the distance of each trial: the root of the mean square of log ratios over their spread.

    Args:
        values: mean of each trial's replicates, shape (trials, targets).
        targets: what is to be met.
        spread: standard deviation of each log statistic from run to run, shape (targets,).
    """
    observed = logs(np.array([own.observed for own in targets]), targets)
    error = np.sqrt(spread**2 + np.array([own.error_share for own in targets]) ** 2)
    return np.sqrt(np.mean(((logs(values, targets) - observed) / error) ** 2, axis=-1))


def spread_of(values: Array, targets: Sequence[Target]) -> Array:
    """Return the standard deviation from run to run, pooled over trials.

    Args:
        values: of each replicate, shape (trials, replicates, targets); one replicate: over trials
            together, which is too wide.
        targets: what is to be met.
    """
    found = logs(values, targets)
    if found.shape[1] < 2:
        return np.maximum(found[:, 0].std(axis=0, ddof=1), 1e-6)
    return np.maximum(np.sqrt(found.var(axis=1, ddof=1).mean(axis=0)), 1e-6)


def posterior(units: Array, values: Array, targets: Sequence[Target], seed: int) -> Posterior:
    """Return the posterior.

    Args:
        units: shares of the prior ranges that were tried, shape (trials, inputs).
        values: of each replicate, shape (trials, replicates, targets).
        targets: what is to be met.
        seed: of the draws.
    """
    trials, replicates, _ = values.shape
    design = np.repeat(terms(units), replicates, axis=0)
    y = logs(values, targets).reshape(trials * replicates, len(targets))
    inverse = np.linalg.inv(design.T @ design + RIDGE * np.eye(design.shape[1]))
    weights = inverse @ design.T @ y
    left = y - design @ weights
    scatter = left.T @ left / max(1, len(y) - design.shape[1])
    error = np.diag([own.error_share**2 for own in targets])
    observed = logs(np.array([own.observed for own in targets]), targets)
    drawn = qmc.Sobol(units.shape[1], rng=np.random.default_rng(seed)).random(DRAWS)
    density = _log_density(terms(drawn), weights, inverse, scatter, error, observed)
    mass = np.exp(density - density.max())
    mass /= mass.sum()
    kept = drawn[_resampled(mass, seed)]
    centre = terms(kept.mean(axis=0, keepdims=True))
    expected = (centre @ weights)[0]
    wide = np.sqrt(np.diag(scatter) * (1.0 + _uncertainty(centre, inverse)[0]) + np.diag(error))
    small = SMALL * np.array([own.observed for own in targets])
    return Posterior(
        kept,
        float(1.0 / np.sum(mass**2)),
        (observed - expected) / wide,
        np.maximum(np.exp(expected) - small, 0.0),
        1.0 - left.var(axis=0) / np.maximum(y.var(axis=0), 1e-12),
    )


def _uncertainty(columns: Array, inverse: Array) -> Array:
    return np.einsum("ij,jk,ik->i", columns, inverse, columns)


def _log_density(
    columns: Array, weights: Array, inverse: Array, scatter: Array, error: Array, observed: Array
) -> Array:
    """Return the log density of the observed logarithms at each draw, but for a constant."""
    away = observed - columns @ weights
    found = np.empty(len(columns))
    for place, known in enumerate(_uncertainty(columns, inverse)):
        wide = scatter * (1.0 + known) + error
        solved = np.linalg.solve(wide, away[place])
        found[place] = -0.5 * (away[place] @ solved + np.linalg.slogdet(wide)[1])
    return found


def _resampled(mass: Array, seed: int) -> Array:
    """Return places drawn by weight, evenly (systematic resampling)."""
    start = np.random.default_rng(seed + 1).random()
    return np.searchsorted(np.cumsum(mass), (np.arange(KEPT) + start) / KEPT * (1 - 1e-12))
