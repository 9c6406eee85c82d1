"""Outcomes of the search's runs by level, with intervals over the seeds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from borderSim.classroom.demo.plain import estimate, number
from borderSim.classroom.stories.search import Search
from borderSim.measures.quantities import yardstick, yearly
from borderSim.studies.analysis.contrasts import Cells, contrast, difference, matters
from borderSim.studies.analysis.estimates import Estimate


def verdict(found: Estimate, better: int, least: float = 0.0) -> str:
    """Return what a difference is.

    ``same`` where its interval holds zero; ``small`` where the whole interval (of what has none: the
    value) lies within the smallest difference that matters, as in the report; else ``better`` or
    ``worse`` where its outcome has a direction, ``higher`` or ``lower`` where it has none.

    Args:
        found: the difference.
        better: direction of the outcome: 1 more is better, -1 less is, 0 neither.
        least: the smallest difference that matters, in the unit of ``found``.
    """
    words = {1: ("better", "worse"), -1: ("worse", "better"), 0: ("higher", "lower")}
    up, down = words[better]
    if not found.clear:
        return "same"
    if max(map(abs, found.ends)) < least:
        return "small"
    return up if found.value > 0 else down


@dataclass(frozen=True)
class Measured:
    """What the runs of a search measured.

    Attributes:
        search: the runs.
    """

    search: Search

    @cached_property
    def cells(self) -> Cells:
        """Outcomes by level, a row per seed."""
        return {
            (level,): pd.DataFrame(
                [seed.outcomes[level] for seed in self.search.seeds],
                index=[seed.seed for seed in self.search.seeds],
                dtype=float,
            )
            for level in self.search.levels
        }

    @property
    def years(self) -> float:
        """Years that are measured; totals are told a year."""
        return self.search.present.window.measured

    def values(self, text: str) -> list[dict[str, Any]]:
        """Return the value of an outcome, or of a ratio ``a / b``, for each level in order.

        Each is ``{"level", "value", "low", "high", "n", "why"}``: mean over seeds (totals a year)
        with its 95 % interval.
        """
        stick = yardstick(text)
        return [
            {"level": level}
            | estimate(contrast(self.cells, stick, {(level,): 1.0}, self.years), stick.factor)
            for level in self.search.levels
        ]

    def differences(self, text: str, levels: Sequence[str] = ()) -> list[dict[str, Any]]:
        """Return the paired difference of each level to the first, with its :func:`verdict`.

        ``small``: too small to matter beside the first level's value.
        """
        stick = yardstick(text)
        first, *others = self.search.levels
        least = matters(self.cells, stick, (first,), self.years)
        out = []
        for level in levels or others:
            found = difference(self.cells, stick, (level,), (first,), self.years)
            out.append(
                {"level": level}
                | estimate(found, stick.factor)
                | {"verdict": verdict(found, stick.better, least)}
            )
        return out

    def row(self, text: str) -> dict[str, Any]:
        """Return an outcome: name, unit, direction, values of every level and differences to the first.

        ``least``: the smallest difference to the first level that matters, in the unit that is shown.
        """
        stick = yardstick(text)
        least = matters(self.cells, stick, (next(iter(self.search.levels)),), self.years)
        return {
            "outcome": stick.name,
            "unit": yearly(stick.unit, stick.per_year),
            "better": {1: "more", -1: "less", 0: "neither"}[stick.better],
            "least": number(least * stick.factor),
            "values": self.values(text),
            "differences": self.differences(text),
        }
