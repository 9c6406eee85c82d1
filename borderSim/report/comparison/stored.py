"""The numbers of one scenario of a comparison, in no language: read and ordered once for all of its pages."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Hashable, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from borderSim.report.comparison.compared import Comparison
from borderSim.studies.analysis.settled import MOVING

Place = tuple[str, str]
"""Names of a level and of a column or outcome."""


_KEPT: dict[int, dict[str, Stored]] = {}
"""By identity of a comparison and name of a scenario. (A copy of a comparison has numbers of its own.)"""


class Stored:
    """The tables of a scenario by level, and what was reckoned from them.

    Reports, briefs and the page for a class, in every language, share it. Nothing here may hold a
    word that is translated.

    Args:
        comparison: what is reported.
        scenario: name of the scenario.
    """

    def __init__(self, comparison: Comparison, scenario: str) -> None:
        self._comparison = weakref.ref(comparison)
        self.scenario = scenario
        self._reckoned: dict[Hashable, Any] = {}

    @property
    def comparison(self) -> Comparison:
        """What is reported; who asks holds it."""
        found = self._comparison()
        assert found is not None
        return found

    def once[T](self, key: Hashable, reckon: Callable[[], T]) -> T:
        """Return what a function finds, asked the first time only; nobody may change it.

        Args:
            key: name of what is found, with all that it depends on beside the comparison.
            reckon: finds it.
        """
        if key not in self._reckoned:
            self._reckoned[key] = reckon()
        return self._reckoned[key]

    def rows(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return the rows of this scenario.

        Without what is noted of the columns' units: pandas copies that with every step.
        """
        bare = frame.copy(deep=False)
        bare.attrs = {}
        return bare.loc[bare["scenario"] == self.scenario]

    # ------------------------------------------------------------------- paired differences
    @cached_property
    def paired(self) -> pd.DataFrame:
        """The paired table, indexed by level and outcome."""
        return self.rows(self.comparison.paired()).set_index(["level", "outcome"])

    def facts(self, column: str) -> dict[Place, float]:
        """Return a column of the paired table by level and outcome: a report asks for 50,000 of its numbers."""
        return self.once(("facts", column), lambda: self._facts(column))

    def _facts(self, column: str) -> dict[Place, float]:
        numbers = self.paired[column].to_numpy(dtype=np.float64, na_value=np.nan)
        return dict(zip(self.paired.index, numbers.tolist(), strict=True))

    @cached_property
    def moving(self) -> set[Place]:
        """Levels and outcomes whose difference surely moves still within what is measured."""
        if "settled" not in self.paired:
            return set()
        return set(self.paired.index[(self.paired["settled"] == MOVING).to_numpy(dtype=bool)])

    # ------------------------------------------------------------------------------ runs
    @cached_property
    def runs(self) -> pd.DataFrame:
        """A row per level and seed."""
        return self.rows(self.comparison.runs)

    @cached_property
    def runs_of(self) -> dict[str, pd.DataFrame]:
        """The runs of each level, indexed by seed, ascending."""
        return _by_level(self.runs, ["seed"])

    # ---------------------------------------------------------------------------- months
    @cached_property
    def monthly(self) -> pd.DataFrame:
        """A row per run and 30-day month."""
        return self.rows(self.comparison.monthly)

    @cached_property
    def months_of(self) -> dict[str, pd.DataFrame]:
        """The months of each level, indexed by seed and month, ascending."""
        return _by_level(self.monthly, ["seed", "month"])

    @cached_property
    def months(self) -> int:
        """Number of months of the horizon."""
        return len(set(self.monthly["month"]))

    def month_matrix(self, level: str, column: str) -> np.ndarray:
        """Return a monthly column of a level, shape (replicates, months), seeds ascending; to be read only.

        NaN where absent.
        """
        return self.once(("months", level, column), lambda: self._month_matrix(level, column))

    def _month_matrix(self, level: str, column: str) -> np.ndarray:
        rows = self.months_of[level]
        if column in rows.columns:
            found = rows[column].unstack("month").to_numpy(dtype=float, copy=True)
        else:
            seeds = rows.index.get_level_values("seed").nunique()
            found = np.full((seeds, self.months), np.nan)
        found.flags.writeable = False
        return found

    # ----------------------------------------------------------------------------- years
    @cached_property
    def yearly(self) -> pd.DataFrame:
        """A row per run and year; empty in results of earlier versions."""
        frame = getattr(self.comparison, "yearly", pd.DataFrame())
        return self.rows(frame) if len(frame) else frame

    @cached_property
    def years_of(self) -> dict[str, pd.DataFrame]:
        """The years of each level, indexed by year and seed, ascending."""
        return _by_level(self.yearly, ["year", "seed"])

    @cached_property
    def seeds_of_years(self) -> list[int]:
        """The seeds of which years were kept, ascending."""
        return sorted({int(seed) for seed in self.yearly["seed"].unique()})

    @cached_property
    def yearly_means(self) -> pd.DataFrame:
        """Means over the replicates of all yearly numbers, by level and year: many tables ask for some of them."""
        means: Any = self.yearly.groupby(["level", "year"]).mean(numeric_only=True)
        return means

    def year_means(self, level: str, column: str, years: Sequence[int]) -> np.ndarray:
        """Return the means of a yearly column of a level, shape (years,); NaN for a year without any."""
        means = self.once(
            ("year means", level, column),
            lambda: self.yearly_means[column].xs(level, level="level").to_dict(),
        )
        return np.array([means.get(year, np.nan) for year in years], dtype=float)


def _by_level(rows: pd.DataFrame, keys: list[str]) -> dict[str, pd.DataFrame]:
    ordered = rows.set_index(["level", *keys]).sort_index()
    return {str(name): ordered.xs(name) for name in ordered.index.unique("level")}


def stored(comparison: Comparison, scenario: str) -> Stored:
    """Return the numbers of a scenario, kept for as long as there is the comparison."""
    place = id(comparison)
    if place not in _KEPT:
        _KEPT[place] = {}
        weakref.finalize(comparison, _KEPT.pop, place)
    if scenario not in _KEPT[place]:
        _KEPT[place][scenario] = Stored(comparison, scenario)
    return _KEPT[place][scenario]
