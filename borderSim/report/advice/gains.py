"""Gains in net benefit that the advice rests on: a level against another, and how likely each is above zero.

The chance is that of the simulations alone: the replicates are drawn anew, with both levels of each,
and it is the share of the draws in which the gain is above zero.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from borderSim.report.advice.decision import NET
from borderSim.report.advice.sentences import written
from borderSim.report.comparison.columns import difference_places, difference_scale
from borderSim.report.comparison.differences import paired_interval
from borderSim.report.comparison.source import Level, View
from borderSim.report.writing.texts import chance_told, interval
from borderSim.studies.analysis.chances import chances


@dataclass(frozen=True)
class Gain:
    """What a level gains over another in net benefit a year.

    Attributes:
        level, against: titles. text: difference and interval, as shown; empty where there is none.
        unit: of it. chance: that it is above zero, as shown; empty where not known.
        mean, low, high: difference and ends of the interval apart, as shown; the ends empty where
            there is none.
    """

    level: str
    against: str
    text: str
    unit: str
    chance: str
    mean: str
    low: str
    high: str


def gain(view: View, level: Level, base: Level) -> Gain:
    """Return what a level gains over another, over the same replicates."""
    own, other = (view.column(one, NET) for one in (level, base))
    scale = difference_scale(view, NET)
    found = paired_interval(own / view.measured, other / view.measured)
    value, low, high = written(
        found.scaled(scale.factor), difference_places(view, NET, scale.factor)
    )
    text = f"{value} ({interval(low, high)})" if found.known else value
    draws = chances(NET, np.column_stack([other, own]), np.ones((len(own), 2)))
    return Gain(
        level.title,
        base.title,
        text if math.isfinite(found.value) else "",
        scale.difference_unit,
        chance_told(float(draws.higher[0])),
        value,
        low if found.known else "",
        high if found.known else "",
    )
