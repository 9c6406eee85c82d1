"""No waves: at the level of today nothing moves with the day on which a run began."""

from __future__ import annotations

import numpy as np
import pandas as pd

from borderSim.studies.analysis import estimates
from borderSim.studies.analysis.estimates import Estimate
from borderSim.validation.pattern import Claim, Experiment, Numbers, Pattern
from borderSim.validation.verdict import Estimator, of_sums
from borderSim.validation.waves import highest, quarters, shared_wave, slope
from borderSim.validation.worlds import daily, start, to_end, world

YEARS = 6
MOST = 0.05
"""Trend a year, of the mean, within which a series counts as flat."""
PEAK = 2.0
"""Medians that no quarter's mean may reach."""
SERIES = {
    "takedowns": ("takedowns",),
    "arrests": ("members_arrested",),
    "cases": ("cases_opened",),
    "entries": ("orgs_entered",),
    "ends": ("orgs_ended_arrests", "orgs_ended_bankrupt"),
}
"""Series that are looked at, with the flows that make them up."""


def measure(seed: int) -> Numbers:
    """Run six years under the level of today; quarters of each series, their slope and mean."""
    model = to_end(start(world("national", "partnership=coexistence", f"years={YEARS}"), seed))
    out: dict[str, float] = {}
    for name, flows in SERIES.items():
        found = quarters(np.sum([daily(model, flow) for flow in flows], axis=0))
        out |= {f"{name}_{k:02}": float(x) for k, x in enumerate(found)}
        out |= {f"{name}_slope": float(slope(found)), f"{name}_mean": float(found.mean())}
    return out


def _series(rows: pd.DataFrame, name: str) -> np.ndarray:
    columns = [f"{name}_{k:02}" for k in range(len(rows.columns)) if f"{name}_{k:02}" in rows]
    return rows[columns].to_numpy(dtype=float)


def peak(name: str) -> Estimator:
    """Highest quarter of the mean over seeds, in medians; interval by the jackknife over seeds."""

    def estimate(rows: pd.DataFrame) -> Estimate:
        series = _series(rows, name)
        without = [highest(np.delete(series, k, axis=0)) for k in range(len(series))]
        return estimates.of_formula(highest(series), np.array(without))

    return estimate


def chance(name: str) -> Estimator:
    """Chance of so high a peak of the periodogram without a shared wave; a number without an interval."""

    def estimate(rows: pd.DataFrame) -> Estimate:
        series = _series(rows, name)
        value = shared_wave(series)[0] if len(series) > 2 else float("nan")
        return Estimate(value, n=len(series))

    return estimate


EXPERIMENT = Experiment(
    "waves",
    measure,
    f"national as shipped, coexistence before and after, {YEARS} years",
    seeds=100,
)

PATTERNS = (
    Pattern(
        id="waves",
        kind="guard",
        title="No waves",
        fact="Nothing in the world moves with the first day of a simulation: where nothing changes, no series has a trend, and "
        "no quarter stands out in all seeds alike.",
        source="none needed: a demand on the model",
        mark="R",
        how=f"Nothing changes for {YEARS} years. Slope of the quarters, of their mean, between -5 and +5 % a year with its whole "
        "interval; the highest quarter of the mean over seeds under twice the median.",
        experiment=EXPERIMENT,
        claims=(
            *(
                Claim(
                    f"slope a year, {name}",
                    of_sums(f"{name}_slope / {name}_mean"),
                    low=-MOST,
                    high=MOST,
                    unit="%",
                )
                for name in SERIES
            ),
            *(
                Claim(f"highest quarter, {name}", peak(name), high=PEAK, unit="medians")
                for name in SERIES
            ),
        ),
        beside=tuple(
            Claim(f"chance of the periodogram's peak without a shared wave, {name}", chance(name))
            for name in SERIES
        ),
        remark="A guard against our own bias: cases that all begin in one week come in waves, and a fit or a comparison then "
        "holds the first wave. With few seeds chance alone makes slopes and quarters that are not told from a trend.",
    ),
)
