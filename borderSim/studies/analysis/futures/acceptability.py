"""Acceptability: how often each level is best, over a value that people do not agree on.

The curve tells in which share of the futures a level has the highest net benefit (CEAC); the
frontier the level with the highest mean over the futures (CEAF), which is the one to choose, even
where another is best more often; the expected loss what choosing a level costs on average against
knowing the best of each future. The lowest expected loss is that of the frontier, and is the
expected value of perfect information.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from borderSim.studies.analysis.futures.cells import Floats


@dataclass(frozen=True)
class Curves:
    """Of T values, L levels.

    Attributes:
        values: (T,) the values.
        best: (T, L) share of the futures in which the level is best, ties shared.
        frontier: (T,) place of the level with the highest mean.
        loss: (T, L) expected loss, in the unit of net benefit.
    """

    values: Floats
    best: Floats
    frontier: NDArray[np.int64]
    loss: Floats

    @property
    def on_frontier(self) -> Floats:
        """Return for each value the share of futures in which the frontier's level is best, (T,)."""
        return self.best[np.arange(len(self.values)), self.frontier]


def share_best(benefit: Floats) -> Floats:
    """Return how often each level is best, (L,), of net benefits (F, L); ties are shared."""
    best = benefit == benefit.max(axis=1, keepdims=True)
    return (best / best.sum(axis=1, keepdims=True)).mean(axis=0)


def expected_loss(benefit: Floats) -> Floats:
    """Return by how much each level falls short of the best of a future on average, (L,)."""
    return (benefit.max(axis=1, keepdims=True) - benefit).mean(axis=0)


def curves(values: Floats, benefits: Iterable[Floats]) -> Curves:
    """Return the curves over a value.

    Args:
        values: (T,) what a unit may be worth.
        benefits: for each value the net benefits (F, L).
    """
    best, frontier, loss = [], [], []
    for own in benefits:
        best.append(share_best(own))
        frontier.append(int(own.mean(axis=0).argmax()))
        loss.append(expected_loss(own))
    return Curves(
        np.asarray(values, float),
        np.array(best),
        np.array(frontier, dtype=np.int64),
        np.array(loss),
    )


def switches(found: Curves) -> list[tuple[float, int]]:
    """Return (first value, place of the level) of each stretch of the frontier."""
    changed = np.flatnonzero(np.diff(found.frontier)) + 1
    return [(float(found.values[i]), int(found.frontier[i])) for i in (0, *changed)]
