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
from numpy.typing import NDArray

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


@dataclass(frozen=True)
class _Spread:
    """What the replicates of each future differ by.

    Attributes:
        squares: (F, K, K) sums of squared deviations; free: (F,) degrees of freedom; part: (F,) one
            over the number of replicates.
    """

    squares: Floats
    free: Floats
    part: Floats

    @classmethod
    def of(cls, values: Floats) -> _Spread | None:
        """Return it for values (F, R, K); None where no future has two replicates."""
        n = np.isfinite(values).all(axis=2).sum(axis=1)
        if not (n > 1).any():
            return None
        apart = np.nan_to_num(values - np.nanmean(values, axis=1, keepdims=True))
        count = n.astype(np.float64)
        return cls(np.einsum("frk,frl->fkl", apart, apart), count - 1.0, 1.0 / count)

    def noise(self, rows: NDArray[np.int64]) -> Floats:
        """Return the covariance of a mean that is chance, (D, K, K), of futures (D, F)."""
        free = self.free[rows].sum(axis=1)
        whole = self.squares.sum(axis=0) / self.free.sum()
        pooled = self.squares[rows].sum(axis=1) / np.maximum(free, 1.0)[:, None, None]
        known = np.where((free > 0)[:, None, None], pooled, whole)
        return known * self.part[rows].mean(axis=1)[:, None, None]


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
    spread = _Spread.of(apart)
    if spread is None or len(means) < 2:
        return TrueValues(means, means[None], reliability)
    found = np.nanmean(apart, axis=1)
    own = _Prior.of(found, spread, np.arange(len(found))[None])
    total = np.diag(np.atleast_2d(np.cov(found.T)))
    reliability[others] = np.diag(own.between[0]) / np.where(total > 0, total, 1.0)
    rng = np.random.default_rng(SEED)
    again = _Prior.of(found, spread, rng.integers(0, len(found), (draws, len(found))))
    chance = rng.standard_normal((draws, *found.shape)) @ np.swapaxes(again.root, 1, 2)
    return TrueValues(
        _whole(own.expected(found), means, size, others)[0],
        _whole(again.expected(found) + chance, means, size, others),
        np.clip(reliability, 0.0, 1.0),
    )


@dataclass(frozen=True)
class _Prior:
    """Where true differences lie over the futures, each time of other futures drawn anew.

    Mean, spread and noise of each are its own, so that it is told how little is known of them: where
    noise is all that is seen, the spread may still not be nothing.

    Attributes:
        centre: (D, 1, K) mean; between: (D, K, K) covariance; gain: (D, K, K) what of a future's own
            deviation is kept; root: (D, K, K) of the covariance that is left of a future.
    """

    centre: Floats
    between: Floats
    gain: Floats
    root: Floats

    @classmethod
    def of(cls, found: Floats, spread: _Spread, rows: NDArray[np.int64]) -> _Prior:
        """Return it from means of futures (F, K), for rows (D, F) of them."""
        noise, chosen = spread.noise(rows), found[rows]
        centre = chosen.mean(axis=1, keepdims=True)
        apart = chosen - centre
        total = np.einsum("dfk,dfl->dkl", apart, apart) / max(1, len(found) - 1)
        between = _no_negative(total - noise)
        gain = between @ np.linalg.pinv(between + noise, hermitian=True)
        return cls(centre, between, gain, _root(between - gain @ between))

    def expected(self, found: Floats) -> Floats:
        """Return the most likely true differences of each future, (D, F, K)."""
        return self.centre + (found - self.centre) @ np.swapaxes(self.gain, 1, 2)


def _whole(apart: Floats, means: Floats, size: Floats, others: list[int]) -> Floats:
    """Return net benefits of all levels, (D, F, L), of differences in parts of the burden."""
    out = np.broadcast_to(means, (len(apart), *means.shape)).copy()
    reference = next(i for i in range(means.shape[1]) if i not in others)
    out[:, :, others] = means[:, [reference]] + apart * size
    return out


def _no_negative(matrices: Floats) -> Floats:
    """Return the nearest covariances, (D, K, K): no variance below zero in any direction."""
    root = _root(matrices)
    return root @ np.swapaxes(root, 1, 2)


def _root(matrices: Floats) -> Floats:
    values, vectors = np.linalg.eigh((matrices + np.swapaxes(matrices, 1, 2)) / 2)
    return vectors * np.sqrt(np.clip(values, 0.0, None))[:, None, :]
