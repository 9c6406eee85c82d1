"""The input of a report: a comparison, one scenario at a time."""

from __future__ import annotations

import html
import textwrap
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import numpy as np
import pandas as pd

from borderSim.language.catalogue import gettext
from borderSim.report.palette import Look, looks
from borderSim.studies.analysis.estimates import PROVISIONAL_BELOW
from borderSim.studies.analysis.precision import precise
from borderSim.studies.analysis.settled import NOT_SETTLED
from borderSim.studies.analysis.windows import windows_of


class Comparison(Protocol):
    """The part of a comparison that the report and the class page read."""

    @property
    def runs(self) -> pd.DataFrame:
        """A row per run: scenario, level, seed, replicate and every outcome."""
        ...

    @property
    def monthly(self) -> pd.DataFrame:
        """A row per run and 30-day month."""
        ...

    @property
    def daily(self) -> pd.DataFrame:
        """A row per day of the first replicate of each level."""
        ...

    @property
    def plane(self) -> pd.DataFrame | None:
        """A row per run on the plane of two dials, or nothing."""
        ...

    @property
    def yearly(self) -> pd.DataFrame:
        """A row per run and year of the horizon; empty in results of earlier versions."""
        ...

    @property
    def networks(self) -> pd.DataFrame:
        """A row per place of a member, first replicate; empty in results of earlier versions."""
        ...

    @property
    def links(self) -> pd.DataFrame:
        """A row per tie, first replicate."""
        ...

    @property
    def manifest(self) -> dict[str, Any]:
        """What was run, and with what."""
        ...

    def paired(self) -> pd.DataFrame:
        """A row per scenario, level and outcome, with values, differences and intervals."""
        ...


@dataclass(frozen=True)
class Level:
    """A partnership level as the report shows it.

    Attributes:
        name: stable name, as in the files.
        title: label for people, unescaped.
        label: the same for plotly: escaped, wrapped, unique within the comparison.
        look: colour, marker and line style.
        dials: information sharing, resource pooling, governance; None where it has no place on a
            dial.
        reference: whether differences are taken from this level.
    """

    name: str
    title: str
    label: str
    look: Look
    dials: dict[str, float | None]
    reference: bool


def _labels(titles: list[str], names: list[str]) -> list[str]:
    labels = []
    for title, name in zip(titles, names, strict=True):
        text = title if titles.count(title) == 1 else f"{title} ({name})"
        lines = textwrap.wrap(text, 22) or [text]
        labels.append("<br>".join(html.escape(line, quote=False) for line in lines))
    return labels


def levels_of(manifest: dict[str, Any]) -> list[Level]:
    """Return the levels of a manifest, in its order."""
    entries = manifest["levels"]
    names = [str(entry["name"]) for entry in entries]
    titles = [gettext(str(entry.get("title") or entry["name"])) for entry in entries]
    present = manifest["present"]
    reference = names.index(present) if present in names else 0
    styles = looks(len(names), reference)
    return [
        Level(name, title, label, style, dict(entry.get("dials") or {}), index == reference)
        for index, (entry, name, title, label, style) in enumerate(
            zip(entries, names, titles, _labels(titles, names), styles, strict=True)
        )
    ]


class View:
    """One scenario of a comparison, with the levels in order.

    Args:
        comparison: what is reported.
        scenario: name of the scenario; by default the first.
    """

    def __init__(self, comparison: Comparison, scenario: str | None = None) -> None:
        self.comparison = comparison
        self.manifest = comparison.manifest
        self.scenarios: list[str] = [
            str(s) for s in self.manifest.get("scenarios") or comparison.runs["scenario"].unique()
        ]
        self.scenario = scenario or self.scenarios[0]
        self.levels = levels_of(self.manifest)
        self.window = windows_of(self.manifest)[self.scenario]
        self.years, self.measured = self.window.years, self.window.measured
        self._facts: dict[str, dict[tuple[str, str], float]] = {}
        self._matrices: dict[tuple[str, str], np.ndarray] = {}

    @property
    def reference(self) -> Level:
        """The present level."""
        return next(level for level in self.levels if level.reference)

    @property
    def others(self) -> list[Level]:
        """All levels but the present one."""
        return [level for level in self.levels if not level.reference]

    @cached_property
    def paired(self) -> pd.DataFrame:
        """The paired table of this scenario, indexed by level and outcome."""
        table = self.comparison.paired()  # cached by the comparison
        return table[table["scenario"] == self.scenario].set_index(["level", "outcome"])

    @cached_property
    def replicates(self) -> int:
        """Number of replicates that every level has."""
        return min((len(self.runs(level)) for level in self.levels), default=0)

    @cached_property
    def provisional(self) -> bool:
        """Whether there are too few replicates to speak of weight: below 100, and not precise by the usual rule."""
        return self.replicates < PROVISIONAL_BELOW and not precise(
            self.all_runs, self.reference.name, {self.scenario: self.measured}
        )

    def fact(self, level: Level, outcome: str, column: str) -> float:
        """Return one number of the paired table, NaN where it is missing."""
        return self._numbers(column).get((level.name, outcome), np.nan)

    def _numbers(self, column: str) -> dict[tuple[str, str], float]:
        """Return a column of the paired table by level and outcome: a report asks for 50,000 of its numbers."""
        if column not in self._facts:
            numbers = self.paired[column].to_numpy(dtype=np.float64, na_value=np.nan)
            self._facts[column] = dict(zip(self.paired.index, numbers.tolist(), strict=True))
        return self._facts[column]

    @cached_property
    def unsettled(self) -> set[tuple[str, str]]:
        """Levels and outcomes whose difference still moves within what is measured."""
        if "settled" not in self.paired:
            return set()
        return set(self.paired.index[(self.paired["settled"] == NOT_SETTLED).to_numpy(dtype=bool)])

    def _rows(self, frame: pd.DataFrame) -> pd.DataFrame:
        return frame.loc[frame["scenario"] == self.scenario]

    @cached_property
    def _runs(self) -> pd.DataFrame:
        return self.all_runs.set_index(["level", "seed"]).sort_index()

    @cached_property
    def _runs_of(self) -> dict[str, pd.DataFrame]:
        return {str(name): self._runs.xs(name) for name in self._runs.index.unique("level")}

    @cached_property
    def all_runs(self) -> pd.DataFrame:
        """The runs of this scenario, a row per level and seed."""
        return self._rows(self.comparison.runs)

    def runs(self, level: Level) -> pd.DataFrame:
        """Return the runs of a level, indexed by seed, ascending.

        Raises:
            KeyError: no run of it is there.
        """
        return self._runs_of[level.name]

    def column(self, level: Level, outcome: str) -> np.ndarray:
        """Return an outcome of all runs of a level, shape (replicates,), by ascending seed."""
        runs = self.runs(level)
        if outcome not in runs.columns:
            return np.full(len(runs), np.nan)
        return runs[outcome].to_numpy(dtype=float, na_value=np.nan)

    @cached_property
    def _monthly(self) -> pd.DataFrame:
        return (
            self._rows(self.comparison.monthly).set_index(["level", "seed", "month"]).sort_index()
        )

    @cached_property
    def _months_of(self) -> dict[str, pd.DataFrame]:
        return {str(name): self._monthly.xs(name) for name in self._monthly.index.unique("level")}

    @cached_property
    def yearly(self) -> pd.DataFrame:
        """The years of this scenario, a row per run and year; empty in results of earlier versions."""
        frame = getattr(self.comparison, "yearly", pd.DataFrame())
        return self._rows(frame) if len(frame) else frame

    @cached_property
    def yearly_means(self) -> pd.DataFrame:
        """Means over the replicates of all yearly numbers, by level and year: many tables ask for some of them."""
        means: Any = self.yearly.groupby(["level", "year"]).mean(numeric_only=True)
        return means

    @property
    def monthly(self) -> pd.DataFrame:
        """The monthly series of this scenario, a row per run and month."""
        return self._rows(self.comparison.monthly)

    def month_matrix(self, level: Level, column: str) -> np.ndarray:
        """Return a monthly column of a level, shape (replicates, months), seeds ascending; to be read only.

        NaN where absent.
        """
        key = (level.name, column)
        if key not in self._matrices:
            self._matrices[key] = self._month_matrix(self._months_of[level.name], column)
            self._matrices[key].flags.writeable = False
        return self._matrices[key]

    def _month_matrix(self, rows: pd.DataFrame, column: str) -> np.ndarray:
        if column not in rows.columns:
            return np.full(
                (rows.index.get_level_values("seed").nunique(), len(self.month_days)), np.nan
            )
        return rows[column].unstack("month").to_numpy(dtype=float, copy=True)

    @cached_property
    def month_days(self) -> np.ndarray:
        """Days in each month of the horizon, shape (months,); the last may be short."""
        months = len(self._monthly.index.unique("month"))
        days = np.full(months, 30.0)
        days[-1] = max(1.0, min(30.0, round(self.years * 365) - 30.0 * (months - 1)))
        return days

    @cached_property
    def plane(self) -> pd.DataFrame:
        """The runs on the plane of two dials, empty if there are none."""
        plane = self.comparison.plane
        return pd.DataFrame() if plane is None or plane.empty else self._rows(plane)

    @cached_property
    def futures(self) -> pd.DataFrame:
        """The runs of the futures, empty if there are none."""
        found = getattr(self.comparison, "futures", None)
        return pd.DataFrame() if found is None or found.empty else self._rows(found)

    def members(self, level: Level) -> pd.DataFrame:
        """The places of members in the first replicate of a level, empty if they were not kept."""
        return self._of(level, self.comparison.networks)

    def ties(self, level: Level) -> pd.DataFrame:
        """The ties in the first replicate of a level, empty if they were not kept."""
        return self._of(level, self.comparison.links)

    def _of(self, level: Level, frame: pd.DataFrame) -> pd.DataFrame:
        if frame.empty:
            return frame
        rows = self._rows(frame)
        rows = rows.loc[rows["level"] == level.name]
        return rows.loc[rows["seed"] == rows["seed"].min()] if "seed" in rows else rows
