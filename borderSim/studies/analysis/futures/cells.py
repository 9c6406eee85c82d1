"""The runs of the futures as arrays: futures, replicates, levels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from borderSim.measures.outcomes import OUTCOMES
from borderSim.studies.analysis.tables import Frame

Floats = NDArray[np.float64]

HARM, DISMANTLED, COOPERATION = "harm_eur", "orgs_dismantled", "cooperation_cost_eur"
DELAY, ENFORCEMENT = "trade_delay_cost_eur", "enforcement_and_cooperation_cost_eur"
NET = "net_benefit_eur"
NEEDED = (HARM, ENFORCEMENT, DELAY, COOPERATION, DISMANTLED, NET)
PER_YEAR = (HARM, ENFORCEMENT, DELAY, COOPERATION, NET)
"""Totals of the years that are measured; organisations dismantled are those of the whole horizon."""
LABELS = ("scenario", "future", "level", "seed", "replicate")
LEAST_FUTURES = 8
"""With fewer futures nothing is told of them (assumption)."""


@dataclass(frozen=True)
class Cells:
    """The futures of one scenario.

    Attributes:
        levels: names, in the order of the last axis.
        futures: (F,) their numbers.
        values: by outcome (F, R, L): totals a year, organisations over the whole horizon; NaN
            where a replicate lacks a level.
        drawn: what was drawn, a row per future, a column per key.
    """

    levels: tuple[str, ...]
    futures: NDArray[np.int64]
    values: Mapping[str, Floats]
    drawn: Frame

    @property
    def replicates(self) -> int:
        """Replicates that each future has, at most."""
        return next(iter(self.values.values())).shape[1]

    def mean(self, name: str) -> Floats:
        """Return the mean over the replicates of each future, (F, L)."""
        return np.nanmean(self.values[name], axis=1)

    def rest(self) -> Floats:
        """Return what net benefit counts beside harm: enforcement, cooperation, delay, EUR a year, (F, R, L)."""
        return self.values[ENFORCEMENT] + self.values[DELAY]


def cells(runs: Frame, levels: Sequence[str], measured_years: float) -> Cells | None:
    """Return the futures of one scenario as arrays; None where there are too few.

    A replicate counts where every level has a run in it, a future where any replicate does.

    Args:
        runs: rows of one scenario.
        levels: in the order wanted.
        measured_years: years that are measured; totals are divided by them.
    """
    if not len(runs) or len(levels) < 2:
        return None
    keys = ["future", "replicate"]
    tables = {
        name: runs.pivot(index=keys, columns="level", values=name).reindex(columns=list(levels))
        for name in NEEDED
    }
    whole = np.logical_and.reduce(
        [np.isfinite(t.to_numpy(float)).all(axis=1) for t in tables.values()]
    )
    index = next(iter(tables.values())).index[whole]
    futures = np.unique(index.get_level_values("future").to_numpy())
    if len(futures) < LEAST_FUTURES:
        return None
    place = np.searchsorted(futures, index.get_level_values("future").to_numpy())
    order = pd.Series(place).groupby(place).cumcount().to_numpy()
    values = {}
    for name, table in tables.items():
        held = np.full((len(futures), int(order.max()) + 1, len(levels)), np.nan)
        held[place, order] = table.to_numpy(float)[whole] / (
            measured_years if name in PER_YEAR else 1.0
        )
        values[name] = held
    columns = [c for c in runs.columns if c not in LABELS and c not in OUTCOMES]
    drawn = runs.drop_duplicates("future").set_index("future")[columns].loc[futures]
    return Cells(tuple(levels), futures, values, drawn)
