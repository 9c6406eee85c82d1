"""Means and paired differences that the paired table does not hold: new sums, parts of the horizon, the plane.

All of them are those of :mod:`borderSim.studies.analysis.estimates`, under the names that figures
use.
"""

from __future__ import annotations

from borderSim.studies.analysis.estimates import Estimate as Interval
from borderSim.studies.analysis.estimates import difference as paired_interval
from borderSim.studies.analysis.estimates import mean as mean_interval
from borderSim.studies.analysis.estimates import ratio as ratio_interval
from borderSim.studies.analysis.estimates import ratio_difference as paired_ratio_interval

__all__ = [
    "Interval",
    "mean_interval",
    "paired_interval",
    "paired_ratio_interval",
    "ratio_interval",
]
