"""What indices are worked out for: headline outcomes of each level, and their paired differences to the present level.

A point's value is the mean over its replicates (of a ratio: the ratio of sums), totals a year, and
a difference that of two such values, as in every table
(:mod:`borderSim.studies.analysis.estimates`). Beside it stands what chance alone does to such a
value, told from the replicates:

* points with chances of their own: the variance within points;
* points that share their chances: what is left of it once the part is taken off that a replicate
  has in common at all points, since that part moves no point against another.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from borderSim.measures.outcomes import HEADLINE
from borderSim.measures.quantities import Yardstick, yardstick
from borderSim.studies.analysis.estimates import ratio_parts
from borderSim.studies.analysis.paired import SPAN, Years, with_span
from borderSim.studies.analysis.tables import Frame

VALUE, DIFFERENCE = "value", "difference"

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Target:
    """A number at every point of a design.

    Attributes:
        scenario, arm: where.
        kind: ``value`` or ``difference``.
        level: of which level; ``against``: the level that a difference is taken to, else empty.
        outcome: name of the outcome.
        values: (points,), NaN where it is undefined.
        chance: variance of such a value by chance alone, NaN with a single replicate.
    """

    scenario: str
    arm: str
    kind: str
    level: str
    against: str
    outcome: str
    values: Floats
    chance: float

    @property
    def spread(self) -> float:
        """Variance over the points."""
        return float(np.var(self.values))

    @property
    def noise_share(self) -> float:
        """Share of the variance over points that chance makes, NaN with a single replicate or without variance."""
        share = self.chance / self.spread if self.spread > 0 else math.nan
        return 1.0 if share > 1 else share


def targets(
    runs: Frame, present: str, measured_years: Years, *, shared_chances: bool
) -> Iterator[Target]:
    """Yield every target of a table of runs, which must be whole.

    Args:
        runs: a row per run.
        present: the level that differences are taken to; where it is not among the runs there are
            none.
        measured_years: years that are measured, of all runs, by scenario or of each run; totals are
            divided by them.
        shared_chances: whether all points meet the same chances.
    """
    runs = with_span(runs, measured_years)
    levels = list(dict.fromkeys(map(str, runs["level"])))
    for (scenario, arm), part in runs.groupby(["scenario", "arm"], sort=False):
        for name in HEADLINE:
            stick = yardstick(name)
            means, parts = {}, {}
            for level in levels:
                means[level], parts[level] = _point_values(part[part["level"] == level], stick)
                yield Target(
                    str(scenario),
                    str(arm),
                    VALUE,
                    level,
                    "",
                    name,
                    means[level],
                    chance(parts[level], shared_chances),
                )
            for level in levels:
                if present in levels and level != present:
                    yield Target(
                        str(scenario),
                        str(arm),
                        DIFFERENCE,
                        level,
                        present,
                        name,
                        means[level] - means[present],
                        chance(parts[level] - parts[present], shared_chances),
                    )


def _point_values(runs: Frame, stick: Yardstick) -> tuple[Floats, Floats]:
    """Return the value of each point, and the parts that its replicates have in it, (points, replicates)."""
    top = _by_replicate(runs, stick.top[0][0])
    below = stick.bottom or (SPAN if stick.per_year else "")
    bottom = _by_replicate(runs, below) if below else np.ones_like(top)
    return ratio_parts(top, bottom, np.ones(top.shape, bool))


def _by_replicate(runs: Frame, column: str) -> Floats:
    return (
        runs.pivot(index="point", columns="replicate", values=column).sort_index().to_numpy(float)
    )


def chance(parts: Floats, shared: bool) -> float:
    """Return the variance of a point's mean by chance alone, of parts of shape (points, replicates)."""
    points, replicates = parts.shape
    freedom = (points - 1 if shared else points) * (replicates - 1)
    if freedom <= 0:
        return math.nan
    left = parts - parts.mean(axis=1, keepdims=True)
    if shared:
        left = left - left.mean(axis=0, keepdims=True)
    return float((left**2).sum() / freedom / replicates)


def undefined(target: Target) -> int:
    """Return at how many points a target has no value."""
    return int(np.isnan(target.values).sum())
