"""What it would be worth to know more before choosing: EVPI, and EVPPI by group of assumptions.

EVPI is the mean of the best of each future less the best of the means. Noise within futures makes it
too large: it is taken off (:mod:`borderSim.studies.analysis.futures.noise`), and both numbers are
told.

EVPPI of a group is what knowing the group alone is worth. It is read from a regression of the net
benefits on the group's inputs, as Strong, Oakley and Brennan (2014, Medical Decision Making 34:311)
do; their spline is here a ridge regression on the inputs' ranks and squares of them, whose penalty
is chosen by generalised cross-validation. With few futures any regression finds something: the same
is done with the group's rows shuffled, and the mean of that is taken off.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from borderSim.studies.analysis.futures.cells import Floats

PENALTIES = np.geomspace(1e-2, 1e4, 25)
SHUFFLES = 50
LUCK = 3.0
"""Some twenty parts are looked at: one of them lies two deviations off by luck."""
RESAMPLES = 400
SEED = 20180601


@dataclass(frozen=True)
class Worth:
    """A value of information.

    Attributes:
        value: estimate, never below 0.
        error: standard error over futures (bootstrap).
        raw: before what chance alone shows was taken off.
        chance: what chance alone shows, and ``luck`` how much that differs from shuffle to shuffle.
    """

    value: float
    error: float
    raw: float
    chance: float
    luck: float = 0.0

    @property
    def told(self) -> bool:
        """Whether it is told from nothing: two standard errors above it, and three of what luck makes."""
        return self.value > max(2 * self.error, LUCK * self.luck) > 0


def evpi(benefit: Floats) -> float:
    """Return the expected value of perfect information of net benefits (F, L)."""
    return float(benefit.max(axis=1).mean() - benefit.mean(axis=0).max())


def perfect(noisy: Floats, draws: Floats) -> Worth:
    """Return EVPI without the chance of few replicates, beside what the noisy means would say.

    Args:
        noisy: (F, L) inner means as they are.
        draws: (D, F, L) of what they may truly be.
    """
    rng = np.random.default_rng(SEED)
    best, means = draws.max(axis=2), draws
    rows = rng.integers(0, len(noisy), (RESAMPLES, len(noisy)))
    again = [best[:, own].mean() - means[:, own].mean(axis=(0, 1)).max() for own in rows]
    raw = evpi(noisy)
    value = evpi(draws.reshape(-1, draws.shape[2]))
    return Worth(value, float(np.std(again, ddof=1)), raw, raw - value)


def partial(benefit: Floats, inputs: Mapping[str, Floats]) -> dict[str, Worth]:
    """Return EVPPI of each group of inputs.

    Args:
        benefit: (F, L) net benefit, inner means.
        inputs: by name of the group, (F, columns).
    """
    return {name: _partial(benefit, own) for name, own in inputs.items()}


def _partial(benefit: Floats, inputs: Floats) -> Worth:
    rng = np.random.default_rng(SEED)
    fitter = Ridge.of(inputs)
    if fitter is None or np.ptp(benefit - benefit[:, [0]]) == 0:
        return Worth(0.0, 0.0, 0.0, 0.0)
    apart = benefit - benefit[:, [0]]  # (what all levels share decides nothing)
    fitted = fitter.fitted(apart)
    raw = evpi(fitted)
    shuffled = [evpi(fitter.fitted(apart[rng.permutation(len(apart))])) for _ in range(SHUFFLES)]
    chance = float(np.mean(shuffled))
    rows = rng.integers(0, len(apart), (RESAMPLES, len(apart)))
    drawn = fitted[rows]
    again = drawn.max(axis=2).mean(axis=1) - drawn.mean(axis=1).max(axis=1)
    luck = float(np.std(shuffled, ddof=1))
    error = float(np.hypot(again.std(ddof=1), luck))
    return Worth(max(0.0, raw - chance), error, raw, chance, luck)


@dataclass(frozen=True)
class Ridge:
    """A ridge regression whose penalty is chosen by generalised cross-validation.

    Attributes:
        left: (F, k) left singular vectors of the centred design; ``size``: (k,) singular values.
    """

    left: Floats
    size: Floats

    @classmethod
    def of(cls, inputs: Floats) -> Ridge | None:
        """Return the regression on inputs (F, columns); None where none varies."""
        design = features(inputs)
        if not design.shape[1]:
            return None
        left, size, _ = np.linalg.svd(design, full_matrices=False)
        kept = size > 1e-9 * size[0]
        return cls(left[:, kept], size[kept])

    def fitted(self, response: Floats) -> Floats:
        """Return fitted values of responses (F, K), each column with a penalty of its own."""
        mean = response.mean(axis=0)
        centred = response - mean
        turned = self.left.T @ centred
        total = (centred**2).sum(axis=0)
        n = len(response)
        shrink = self.size**2 / (self.size**2 + PENALTIES[:, None])  # (penalties, k)
        residual = total - (2 * shrink - shrink**2) @ turned**2  # (penalties, K)
        free = np.maximum(n - 1 - shrink.sum(axis=1), 1e-9)
        best = (residual / free[:, None] ** 2).argmin(axis=0)
        return self.left @ (shrink[best].T * turned) + mean


def features(inputs: Floats) -> Floats:
    """Return standardised columns: ranks of the inputs from -1 to 1, and squares of them."""
    from scipy import stats  # only here: a report without futures starts sooner

    varied = [column for column in inputs.T if np.ptp(column) > 0]
    if not varied:
        return np.empty((len(inputs), 0))
    ranks = stats.rankdata(np.array(varied), axis=1)
    straight = 2 * (ranks - 1) / (len(inputs) - 1) - 1
    both = np.concatenate([straight, straight**2])
    centred = both - both.mean(axis=1, keepdims=True)
    spread = centred.std(axis=1, keepdims=True)
    return (centred / np.where(spread > 0, spread, 1.0))[spread[:, 0] > 0].T


def grouped(columns: Sequence[str]) -> dict[str, list[str]]:
    """Return the columns by the part of the scenario that they belong to (``police``, ``traffickers``, ...)."""
    found: dict[str, list[str]] = {}
    for column in columns:
        found.setdefault(column.partition(".")[0], []).append(column)
    return found
