"""Which assumptions move the difference between two levels, over the futures.

Each input by itself: the rank correlation with the difference says whether it moves it at all, with
at most a tenth of false discoveries among those named; a straight line on its rank says by how much
from one end of its range to the other. With some hundred futures and two hundred inputs only strong
ones can be told: what is not named is not known to be harmless.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from borderSim.studies.analysis.futures.cells import Floats

FALSE_DISCOVERIES = 0.1


@dataclass(frozen=True)
class Influence:
    """One input.

    Attributes:
        place: column of the input.
        correlation: rank correlation with the difference.
        q: share of false discoveries among all that correlate at least as much.
        low, high: difference at the two ends of the input's range, by the line.
        flip: rank from 0 to 1 at which the line crosses zero; NaN where it does not.
    """

    place: int
    correlation: float
    q: float
    low: float
    high: float
    flip: float

    @property
    def told(self) -> bool:
        """Whether it is told from chance."""
        return self.q <= FALSE_DISCOVERIES

    @property
    def span(self) -> float:
        """By how much the difference changes from end to end."""
        return abs(self.high - self.low)


def influences(apart: Floats, inputs: Floats) -> list[Influence]:
    """Return a row per input that varies, the strongest first.

    Args:
        apart: (F,) difference between two levels.
        inputs: (F, columns).
    """
    from scipy import stats  # only here: a report without futures starts sooner

    varied = [i for i in range(inputs.shape[1]) if np.ptp(inputs[:, i]) > 0]
    if not varied or np.ptp(apart) == 0:
        return []
    ranks = (stats.rankdata(inputs[:, varied], axis=0) - 0.5) / len(inputs)
    across = ranks - ranks.mean(axis=0)
    slopes = across.T @ (apart - apart.mean()) / (across**2).sum(axis=0)
    starts = apart.mean() - slopes * ranks.mean(axis=0)
    correlations = _correlations(across, stats.rankdata(apart))
    q = stats.false_discovery_control(_chances(correlations, len(apart)))
    found = [
        Influence(place, float(value), float(share), *_ends(float(start), float(slope)))
        for place, value, share, start, slope in zip(
            varied, correlations, q, starts, slopes, strict=True
        )
    ]
    return sorted(found, key=lambda row: (-abs(row.correlation), row.place))


def _correlations(across: Floats, ranks: Floats) -> Floats:
    """Return the correlation of each centred column with the ranks of the difference."""
    own = ranks - ranks.mean()
    return across.T @ own / np.sqrt((across**2).sum(axis=0) * (own**2).sum())


def _chances(correlations: Floats, n: int) -> Floats:
    """Return the two-sided chance of a rank correlation at least as strong (t distribution)."""
    strong = np.clip(np.abs(correlations), 0, 1 - 1e-12)
    from scipy import stats  # only here: a report without futures starts sooner

    return 2 * stats.t.sf(strong * np.sqrt((n - 2) / (1 - strong**2)), n - 2)


def _ends(start: float, slope: float) -> tuple[float, float, float]:
    """Return the line at both ends, and the share of the way where it crosses zero (NaN where it does not)."""
    end = start + slope
    return start, end, -start / slope if start * end < 0 else float("nan")


def explained(apart: Floats, inputs: Floats, places: Sequence[int]) -> float:
    """Return the share of the variance of a difference that some inputs explain together, adjusted for their number.

    Args:
        apart: (F,) the difference.
        inputs: (F, columns).
        places: columns of these inputs.
    """
    n = len(apart)
    if not places or n <= len(places) + 1 or np.ptp(apart) == 0:
        return 0.0
    from scipy import stats  # only here: a report without futures starts sooner

    ranks = stats.rankdata(inputs[:, list(places)], axis=0)
    design = np.column_stack([np.ones(n), ranks])
    left = apart - design @ np.linalg.lstsq(design, apart, rcond=None)[0]
    share = float((left**2).sum() / ((apart - apart.mean()) ** 2).sum())
    return max(0.0, 1 - share * (n - 1) / (n - len(places) - 1))
