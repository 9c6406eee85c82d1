"""How much of what differs between futures is chance within them, and what is left without it.

A future of few replicates has a mean with noise. Whatever is taken from the best of noisy means is
too favourable to variety: of five equal levels each seems best in a fifth of the futures, and
knowing the future seems worth something. What the replicates of one future differ by tells the size
of the noise.

True differences between levels are taken as normal over the futures, in parts of the future's own
burden (a future in which harm is worth five times as much has five times the noise). Mean and spread
come from the futures after the noise is taken off, by moments; a future's own true differences then
lie around its own mean, drawn towards that of all (empirical Bayes; Efron and Morris 1973). What is
told of futures is told over draws from there; mean, spread and noise are each time those of futures
drawn anew, because few futures tell them badly.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from borderSim.studies.analysis.futures.cells import Floats

DRAWS = 100
SEED = 20180601


@dataclass(frozen=True)
class TrueValues:
    """What the net benefits of the levels may be in each future, without the chance of few replicates.

    Attributes:
        expected: (F, L) the most likely values.
        draws: (D, F, L) draws of what they may be; one draw, the means, where there is one replicate.
        reliability: (L,) part of the variance of each difference to the reference that is no chance;
            NaN for the reference, and with one replicate.
    """

    expected: Floats
    draws: Floats
    reliability: Floats

    @property
    def flat(self) -> Floats:
        """Return all draws of all futures, (D × F, L)."""
        return self.draws.reshape(-1, self.draws.shape[2])


def noise_covariance(values: Floats) -> Floats | None:
    """Return the covariance of a future's mean that is chance, (K, K), on average over the futures.

    Args:
        values: (F, R, K), NaN where a replicate is missing.

    Returns:
        None where no future has two replicates.
    """
    n = np.isfinite(values).all(axis=2).sum(axis=1)
    if not (n > 1).any():
        return None
    apart = values - np.nanmean(values, axis=1, keepdims=True)
    apart = np.nan_to_num(apart[n > 1]).reshape(-1, values.shape[2])
    return apart.T @ apart / (n[n > 1] - 1).sum() * float((1 / n).mean())


def true_values(values: Floats, reference: int, draws: int = DRAWS) -> TrueValues:
    """Return net benefits without the chance of few replicates.

    Args:
        values: (F, R, L) net benefit, NaN where a replicate is missing.
        reference: place of the level that differences are taken to, whose means stay as they are.
        draws: how many.
    """
    means = np.nanmean(values, axis=1)
    others = [level for level in range(values.shape[2]) if level != reference]
    reliability = np.full(values.shape[2], np.nan)
    size = np.abs(means).mean(axis=1)[:, None]
    size = np.where(size > 0, size, 1.0)
    apart = (values[:, :, others] - values[:, :, [reference]]) / size[:, None]
    noise = noise_covariance(apart)
    if noise is None or len(means) < 2:
        return TrueValues(means, means[None], reliability)
    found = np.nanmean(apart, axis=1)
    between = _between(apart, found)
    total = np.atleast_2d(np.cov(found.T))
    reliability[others] = np.diag(between) / np.where(np.diag(total) > 0, np.diag(total), 1.0)
    centre = found.mean(axis=0)
    gain = between @ np.linalg.pinv(between + noise)
    expected = centre + (found - centre) @ gain.T
    rng = np.random.default_rng(SEED)
    told = np.stack([_draw(apart, found, rng) for _ in range(draws)])
    return TrueValues(
        _whole(expected[None], means, size, others)[0],
        _whole(told, means, size, others),
        np.clip(reliability, 0.0, 1.0),
    )


def _between(apart: Floats, found: Floats) -> Floats:
    """Return the covariance of the true differences over the futures, by moments."""
    noise = noise_covariance(apart)
    total = np.atleast_2d(np.cov(found.T))
    return _no_negative(total if noise is None else total - noise)


def _draw(apart: Floats, found: Floats, rng: np.random.Generator) -> Floats:
    """Return one draw of the true differences of all futures, (F, K).

    Mean, spread and noise come from futures drawn anew, so that it is told how little is known of
    them: where noise is all that is seen, the spread may still not be nothing.
    """
    rows = rng.integers(0, len(found), len(found))
    noise = noise_covariance(apart[rows])
    if noise is None:
        noise = noise_covariance(apart)
        assert noise is not None
    between, centre = _between(apart[rows], found[rows]), found[rows].mean(axis=0)
    gain = between @ np.linalg.pinv(between + noise)
    own = _root(_no_negative(between - gain @ between))
    return centre + (found - centre) @ gain.T + rng.standard_normal(found.shape) @ own.T


def _whole(apart: Floats, means: Floats, size: Floats, others: list[int]) -> Floats:
    """Return net benefits of all levels, (D, F, L), of differences in parts of the burden."""
    out = np.broadcast_to(means, (len(apart), *means.shape)).copy()
    reference = next(i for i in range(means.shape[1]) if i not in others)
    out[:, :, others] = means[:, [reference]] + apart * size
    return out


def _no_negative(matrix: Floats) -> Floats:
    """Return the nearest covariance: no variance below zero in any direction."""
    values, vectors = np.linalg.eigh((matrix + matrix.T) / 2)
    return (vectors * np.clip(values, 0.0, None)) @ vectors.T


def _root(matrix: Floats) -> Floats:
    values, vectors = np.linalg.eigh((matrix + matrix.T) / 2)
    return vectors * np.sqrt(np.clip(values, 0.0, None))
