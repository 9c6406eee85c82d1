"""Where the choice turns on a value that multiplies a part of net benefit: exact, from the ordinary runs."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from borderSim.report.comparison.source import View
from borderSim.report.uncertainty.weighing import Weight, weights
from borderSim.report.writing.numbers import plain
from borderSim.studies.analysis.futures.cells import HARM, NET
from borderSim.studies.analysis.futures.switching import Switching, switching

POST = ("commodities.*.harm_eur", "economy.harm_home_share", "economy.delay_cost_per_day")
"""Inputs that multiply a part of net benefit: their switching values are exact, and told by themselves."""


@dataclass(frozen=True)
class Exact:
    """What a multiplier of a part of net benefit does to the choice.

    Attributes:
        weight: the assumption, with its value and range as shown.
        found: where the choice flips.
        mark: of its source.
        ends: what the chosen level of the futures has more than the runner-up in the ordinary runs,
            EUR a year, at both ends of the range.
    """

    weight: Weight
    found: Switching
    mark: str
    ends: tuple[float, float]

    def at(self, factor: float) -> str:
        """Return the value of the assumption at a factor, as it is shown."""
        text = self.weight.value
        own = 1.0 if text.startswith("×") else self.weight.own
        return ("× " if text.startswith("×") else "") + plain(float(f"{factor * own:.2g}"))


def exact_switches(view: View, chosen: int, runner: int) -> tuple[list[Exact], int]:
    """Return switching values from the ordinary runs, harm first, and the level that is best there."""
    frame = view.all_runs
    names = [level.name for level in view.levels]
    by_level: Any = frame.groupby("level").mean(numeric_only=True)
    mean: Any = by_level.reindex(names) / view.measured
    net = mean[NET].to_numpy(float)
    rows = []
    for weight in weights(view):
        low, high = weight.factors
        if not (math.isfinite(low) and math.isfinite(high)):
            continue
        part = mean[weight.part].to_numpy(float)
        ends = min(low, 1.0), max(high, 1.0)
        at_low, at_high = (
            float(net[chosen] - net[runner] - (end - 1) * (part[chosen] - part[runner]))
            for end in ends
        )
        rows.append(Exact(weight, switching(net, part, *ends), weight.mark, (at_low, at_high)))
    rows.sort(key=lambda row: (row.weight.part != HARM, -abs(np.subtract(*row.ends))))
    return rows, int(np.nanargmax(net))
