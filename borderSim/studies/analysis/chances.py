"""How sure it is which level is best: replicates are drawn anew, whole, with all levels, so that the pairing holds.

A ratio is the ratio of sums over replicates. Below five replicates nothing is told.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from borderSim.measures.outcomes import OUTCOMES
from borderSim.studies.analysis.estimates import LEAST
from borderSim.studies.analysis.tables import Frame

RESAMPLES = 2000
SEED = 20180601

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Chances:
    """What the draws say of an outcome (L levels).

    Attributes:
        best: (L,) chance that the level is best, ties shared.
        higher: (L - 1,) chance that each is better than the one before.
        loss: (L,) expected loss: by how much the best of a draw is better, on average over the
            draws, in the outcome's own unit.
    """

    best: Floats
    higher: Floats
    loss: Floats


def by_replicate(
    runs: Frame, name: str, levels: Sequence[str], keys: Sequence[str] = ("point", "seed")
) -> tuple[Floats, Floats]:
    """Return numerators and denominators, (replicates, levels); whole replicates only.

    Args:
        runs: a row per run.
        name: of the outcome.
        levels: in the order of the columns.
        keys: columns that name a replicate.
    """
    outcome = OUTCOMES[name]
    columns = [outcome.numerator, outcome.denominator] if outcome.kind == "ratio" else [name]
    tables = [
        runs.pivot(index=list(keys), columns="level", values=c)[list(levels)] for c in columns
    ]
    whole: Any = pd.concat(tables, axis=1).notna().all(axis=1)
    arrays = [t[whole].to_numpy(float) for t in tables]
    return arrays[0], arrays[1] if len(arrays) > 1 else np.ones_like(arrays[0])


def of_cells(
    cells: Mapping[tuple[str, ...], Frame], name: str, levels: Sequence[tuple[str, ...]]
) -> tuple[Floats, Floats]:
    """Return the same of runs that are sorted into cells already, each indexed by seed.

    Args:
        cells: a row per run.
        name: of the outcome.
        levels: cells in the order of the columns.
    """
    outcome = OUTCOMES[name]
    columns = [outcome.numerator, outcome.denominator] if outcome.kind == "ratio" else [name]
    seeds = sorted(set.intersection(*(set(cells[level].index) for level in levels)))
    at = {level: cells[level].index.get_indexer(seeds) for level in levels}
    arrays = [
        np.column_stack([cells[level][c].to_numpy(float)[rows] for level, rows in at.items()])
        for c in columns
    ]
    whole = ~np.isnan(np.hstack(arrays)).any(axis=1)
    top, *bottom = (array[whole] for array in arrays)
    return top, bottom[0] if bottom else np.ones_like(top)


def oriented(name: str, top: Floats, bottom: Floats) -> Floats:
    """Return values of which more is better."""
    values = np.divide(top, bottom, out=np.full(top.shape, np.nan), where=bottom != 0)
    return -values if OUTCOMES[name].direction == "down" else values


@functools.lru_cache(maxsize=4)
def _draws(count: int) -> NDArray[np.int64]:
    """Return the replicates of each draw, (draws, replicates): the same for every outcome and set of levels."""
    rows = np.random.default_rng(SEED).integers(0, count, (RESAMPLES, count))
    rows.flags.writeable = False
    return rows


def chances(name: str, top: Floats, bottom: Floats) -> Chances:
    """Return what draws of the replicates say; NaN below five of them.

    Args:
        name: of the outcome, whose direction says what is better.
        top: (replicates, levels) numerators.
        bottom: (replicates, levels) denominators.
    """
    levels = top.shape[1]
    if len(top) < LEAST:
        nothing = np.full(levels, np.nan)
        return Chances(nothing, nothing[1:], nothing)
    rows = _draws(len(top))
    values = oriented(name, top[rows].sum(axis=1), bottom[rows].sum(axis=1))
    most = np.nanmax(values, axis=1, keepdims=True)
    best = values == most
    return Chances(
        (best / best.sum(axis=1, keepdims=True)).mean(axis=0),
        (np.diff(values, axis=1) > 0).mean(axis=0),
        (most - values).mean(axis=0),
    )
