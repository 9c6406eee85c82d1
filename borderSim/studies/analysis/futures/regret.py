"""Regret: by how much a level falls short of the best level of the same future."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from borderSim.studies.analysis.futures.cells import Floats

HIGH = 0.9


@dataclass(frozen=True)
class Regret:
    """Of L levels, in the unit of net benefit.

    Attributes:
        most: (L,) largest regret over the futures.
        high: (L,) 90th percentile.
        mean: (L,) mean, the expected loss.
        satisfied: (L,) share of futures in which the level does at least as well as the reference.
        least: place of the level with the smallest largest regret (minimax).
    """

    most: Floats
    high: Floats
    mean: Floats
    satisfied: Floats
    least: int


def regret(benefit: Floats, reference: int) -> Regret:
    """Return the regret of each level.

    Args:
        benefit: (F, L) net benefit; or (D, F, L) draws of it, of which the mean is told.
        reference: place of the level that a level has to do at least as well as (satisficing).
    """
    drawn = benefit if benefit.ndim == 3 else benefit[None]
    short = drawn.max(axis=2, keepdims=True) - drawn
    most = short.max(axis=1).mean(axis=0)
    return Regret(
        most,
        np.quantile(short, HIGH, axis=1).mean(axis=0),
        short.mean(axis=(0, 1)),
        (drawn >= drawn[:, :, [reference]]).mean(axis=(0, 1)),
        int(most.argmin()),
    )
