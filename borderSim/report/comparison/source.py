"""The input of a report: a comparison, one scenario at a time."""

from __future__ import annotations

import html
import math
import textwrap
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from borderSim.language.catalogue import gettext
from borderSim.language.current import current
from borderSim.report.comparison.assumptions import level_sources, level_traits
from borderSim.report.comparison.compared import Comparison
from borderSim.report.comparison.stored import Stored, stored
from borderSim.report.layout.palette import Look, looks
from borderSim.scenario.questionnaire.as_level import answered_levels
from borderSim.scenario.reached import level_reached
from borderSim.studies.analysis.estimates import PROVISIONAL_BELOW
from borderSim.studies.analysis.precision import precise
from borderSim.studies.analysis.windows import windows_of


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


def in_order(
    levels: list[Level], traits: Mapping[str, Mapping[str, Any]], sources: Sequence[str] = ()
) -> list[Level]:
    """Return the levels from the lowest to the highest: a present level that is on no dial goes to its place.

    Its place is the level that the diagnosis tells (:mod:`borderSim.scenario.reached`).

    Args:
        levels: as the manifest has them, the others from the lowest to the highest.
        traits: of each level, by its name; where some are missing nothing is moved.
        sources: where the traits of the present level come from, as a questionnaire says it.
    """
    own = next(level for level in levels if level.reference)
    others = [level for level in levels if not level.reference]
    if on_a_dial(own) or any(level.name not in traits for level in levels):
        return levels
    ladder = [(level.name, traits[level.name]) for level in others]
    below = level_reached(traits[own.name], ladder, answered_levels(sources))
    return [*others[:below], own, *others[below:]]


def on_a_dial(level: Level) -> bool:
    """Whether a level is one of those that the dials go through."""
    return any(value is not None for value in level.dials.values())


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
        self.levels = in_order(
            levels_of(self.manifest),
            level_traits(self.manifest, self.scenario),
            level_sources(self.manifest, self.scenario, str(self.manifest["present"])),
        )
        self.window = windows_of(self.manifest)[self.scenario]
        self.years, self.measured = self.window.years, self.window.measured

    @cached_property
    def stored(self) -> Stored:
        """The numbers of the scenario, shared by all pages of the comparison."""
        return stored(self.comparison, self.scenario)

    def once[T](self, key: Hashable, write: Callable[[], T]) -> T:
        """Return what a function says in the language in force, asked the first time only; nobody may change it.

        Args:
            key: name of what is said, with all that it depends on beside scenario and language.
            write: says it.
        """
        return self.stored.once((current(), key), write)

    @property
    def reference(self) -> Level:
        """The present level."""
        return next(level for level in self.levels if level.reference)

    @property
    def others(self) -> list[Level]:
        """All levels but the present one."""
        return [level for level in self.levels if not level.reference]

    @property
    def paired(self) -> pd.DataFrame:
        """The paired table of this scenario, indexed by level and outcome."""
        return self.stored.paired

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
        return self.stored.facts(column).get((level.name, outcome), math.nan)

    @property
    def moving(self) -> set[tuple[str, str]]:
        """Levels and outcomes whose difference surely moves still within what is measured."""
        return self.stored.moving

    @property
    def all_runs(self) -> pd.DataFrame:
        """The runs of this scenario, a row per level and seed."""
        return self.stored.runs

    def runs(self, level: Level) -> pd.DataFrame:
        """Return the runs of a level, indexed by seed, ascending.

        Raises:
            KeyError: no run of it is there.
        """
        return self.stored.runs_of[level.name]

    def column(self, level: Level, outcome: str) -> np.ndarray:
        """Return an outcome of all runs of a level, shape (replicates,), by ascending seed."""
        runs = self.runs(level)
        if outcome not in runs.columns:
            return np.full(len(runs), np.nan)
        return runs[outcome].to_numpy(dtype=float, na_value=np.nan)

    @property
    def yearly(self) -> pd.DataFrame:
        """The years of this scenario, a row per run and year; empty in results of earlier versions."""
        return self.stored.yearly

    @property
    def yearly_means(self) -> pd.DataFrame:
        """Means over the replicates of all yearly numbers, by level and year."""
        return self.stored.yearly_means

    @property
    def monthly(self) -> pd.DataFrame:
        """The monthly series of this scenario, a row per run and month."""
        return self.stored.monthly

    def month_matrix(self, level: Level, column: str) -> np.ndarray:
        """Return a monthly column of a level, shape (replicates, months), seeds ascending; to be read only.

        NaN where absent.
        """
        return self.stored.month_matrix(level.name, column)

    @cached_property
    def month_days(self) -> np.ndarray:
        """Days in each month of the horizon, shape (months,); the last may be short."""
        months = self.stored.months
        days = np.full(months, 30.0)
        days[-1] = max(1.0, min(30.0, round(self.years * 365) - 30.0 * (months - 1)))
        return days

    @cached_property
    def plane(self) -> pd.DataFrame:
        """The runs on the plane of two dials, empty if there are none."""
        plane = self.comparison.plane
        return pd.DataFrame() if plane is None or plane.empty else self.stored.rows(plane)

    @cached_property
    def futures(self) -> pd.DataFrame:
        """The runs of the futures, empty if there are none."""
        found = getattr(self.comparison, "futures", None)
        return pd.DataFrame() if found is None or found.empty else self.stored.rows(found)

    def members(self, level: Level) -> pd.DataFrame:
        """The places of members in the first replicate of a level, empty if they were not kept."""
        return self._of(level, self.comparison.networks)

    def ties(self, level: Level) -> pd.DataFrame:
        """The ties in the first replicate of a level, empty if they were not kept."""
        return self._of(level, self.comparison.links)

    def _of(self, level: Level, frame: pd.DataFrame) -> pd.DataFrame:
        if frame.empty:
            return frame
        rows = self.stored.rows(frame)
        rows = rows.loc[rows["level"] == level.name]
        return rows.loc[rows["seed"] == rows["seed"].min()] if "seed" in rows else rows
