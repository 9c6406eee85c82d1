"""Tables of a sweep: values and paired differences by point, as a comparison tells them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from borderSim.measures.dictionary import Dictionary, headline_of
from borderSim.measures.outcomes import OUTCOMES, Outcome
from borderSim.studies.analysis.estimates import Floats, bounds_of, contrast
from borderSim.studies.analysis.paired import SPAN, Years, numerator, paired_table, with_span
from borderSim.studies.design.csv_design import LABEL

Frame = Any
"""A ``pandas.DataFrame`` (pandas declares what a selection gives as a union of everything)."""
Column = Any
"""A ``pandas.Series``."""
KEYS = ["scenario", "arm", "point", "level"]
FACTS = ["n", "value", "value_low", "value_high", "difference", "low", "high", "mcse", "clear"]
Places = NDArray[np.int64]


def factor_columns(runs: Frame, dictionary: Dictionary = OUTCOMES) -> list[str]:
    """Return the columns that name what was varied."""
    labels = {*KEYS, LABEL, "seed", "replicate", *dictionary}
    return [str(column) for column in runs.columns if column not in labels]


def summary_columns(columns: Sequence[str], dictionary: Dictionary = OUTCOMES) -> list[str]:
    """Return those columns of the runs that their summary needs: labels, factors, headline outcomes and what they are made of."""
    parts = (
        part
        for name in headline_of(dictionary)
        for part in (dictionary[name].numerator, dictionary[name].denominator)
    )
    needed = {*headline_of(dictionary), *parts}
    return [column for column in columns if column in needed or column not in dictionary]


def summary(runs: Frame, reference: str, dictionary: Dictionary = OUTCOMES) -> Frame:
    """Return a row per scenario, arm, point, level and headline outcome.

    Args:
        runs: a row per run; totals are over the horizon and stay so.
        reference: the level that differences are taken to; where a point lacks it there are none.
        dictionary: the outcomes that there are; those of one's own are told too.

    Returns:
        What the paired table of a comparison tells (see :mod:`borderSim.studies.analysis.paired`),
        by the
        same estimator: ``value`` with ``value_low`` and ``value_high`` (of a ratio: the ratio of
        sums), ``difference`` with ``low`` and ``high`` the paired difference to ``reference``,
        ``mcse`` its standard error, ``n`` the replicates with a value. No interval below five
        replicates, nor where all say the same.
    """
    places = _Places.of(runs)
    tables = [places.table(runs, dictionary[name], reference) for name in headline_of(dictionary)]
    return pd.concat(tables, ignore_index=True)[[*KEYS, "outcome", *FACTS]]


@dataclass(frozen=True)
class _Places:
    """Where each run stands in an array of points, levels and replicates.

    Attributes:
        cells: a row per point and level that was run, in order of appearance.
        levels: names.
        run: place of each run, (runs,) each; ``cell``: place of each cell, (cells,) each.
        shape: points, levels, replicates.
    """

    cells: Frame
    levels: list[str]
    run: tuple[Places, Places, Places]
    cell: tuple[Places, Places]
    shape: tuple[int, int, int]

    @classmethod
    def of(cls, runs: Frame) -> _Places:
        points = runs.groupby(KEYS[:3], sort=False)
        point = points.ngroup().to_numpy()
        # a seed is a replicate of its point
        replicate = points["seed"].rank("dense").to_numpy().astype(int) - 1
        level, names = pd.factorize(runs["level"].astype(str))
        rows = np.flatnonzero(~runs.duplicated(KEYS).to_numpy())
        cells: Frame = runs.iloc[rows][KEYS]
        shape = (int(point.max(initial=-1)) + 1, len(names), int(replicate.max(initial=-1)) + 1)
        return cls(cells, list(names), (point, level, replicate), (point[rows], level[rows]), shape)

    def array(self, column: Column) -> Floats:
        """Return a column by point, level and replicate; NaN where there is no run."""
        found = np.full(self.shape, np.nan)
        found[self.run] = column.to_numpy(dtype=float)
        return found

    def table(self, runs: Frame, outcome: Outcome, reference: str) -> Frame:
        """Return the rows of an outcome."""
        top = self.array(runs[numerator(outcome)])
        bottom = (
            self.array(runs[outcome.denominator]) if outcome.kind == "ratio" else np.ones_like(top)
        )
        value = contrast(top[None], bottom[None]).within(*bounds_of(outcome))
        facts = {
            "n": value.n,
            "value": value.value,
            "value_low": value.low,
            "value_high": value.high,
        }
        facts |= self._paired(top, bottom, reference, value.n)
        found = {name: column[self.cell] for name, column in facts.items()}
        return self.cells.assign(outcome=outcome.name, **found)

    def _paired(self, top: Floats, bottom: Floats, reference: str, own: Places) -> dict[str, Any]:
        """Return the differences of all levels to one, and the replicates that they stand on."""
        names, nothing = ("difference", "mcse", "low", "high"), np.full(self.shape[:2], np.nan)
        if reference not in self.levels:
            return {**dict.fromkeys(names, nothing), "clear": np.zeros(self.shape[:2], bool)}
        at = self.levels.index(reference)
        tops, bottoms = (
            np.stack([part, np.repeat(part[:, at : at + 1], self.shape[1], axis=1)])
            for part in (top, bottom)
        )
        found = contrast(tops, bottoms, (1.0, -1.0))
        facts = dict(zip(names, (found.value, found.error, found.low, found.high), strict=True))
        for name, column in facts.items():
            column[:, at] = 0.0 if name == "difference" else np.nan
        facts["difference"][:, at][found.n[:, at] == 0] = np.nan  # the reference was not run there
        return {**facts, "clear": found.clear, "n": np.where(found.n > 0, found.n, own)}


def paired_by_point(
    runs: Frame,
    present: str,
    measured_years: Years,
    outcomes: Sequence[str],
    dictionary: Dictionary = OUTCOMES,
) -> Frame:
    """Return the paired statistics of every point (see :func:`borderSim.studies.analysis.paired.paired_table`).

    Args:
        runs: of a sweep.
        present: the level that the others are compared with.
        measured_years: years that are measured, of all runs, by scenario or of each run
            (:meth:`borderSim.studies.analysis.windows.SweepWindows.years`); totals are divided by
            them.
        outcomes: names of the outcomes to tell.
        dictionary: the outcomes that there are.

    Returns:
        a row per point (with claim, scenario, arm and what was varied), level and outcome.
    """
    keys = [key for key in ("claim", *KEYS[:3]) if key in runs]
    number = runs.groupby(keys, sort=False).ngroup().astype(str)
    first: Frame = runs.assign(_place=number).groupby("_place", sort=False).first()
    varied = [column for column in factor_columns(runs, dictionary) if column not in keys]
    placed: Frame = with_span(runs, measured_years).assign(scenario=number)
    table = paired_table(placed, present, placed[SPAN], outcomes, dictionary)
    named = [LABEL] if LABEL in runs else []
    labels = first.loc[table["scenario"], [*keys, *named, *varied]].reset_index(drop=True)
    return pd.concat([labels, table.drop(columns="scenario")], axis=1)


def read_summary(path: Path) -> Frame:
    """Read ``summary.csv``, with commas or as ``locale=fr`` writes it."""
    with path.open(encoding="utf-8-sig") as file:
        local = ";" in file.readline()
    form: dict[str, Any] = {"sep": ";", "decimal": ","} if local else {}
    return pd.read_csv(path, encoding="utf-8-sig", keep_default_na=False, na_values=[""], **form)
