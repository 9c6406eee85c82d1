"""Whether a difference to the present level has settled within the years that are measured.

A difference that still moves from the first to the last year of the window is a stage on a way, and
no state. What counts is the smallest difference that matters (:mod:`borderSim.measures.least`): a
difference has settled where the whole 95 % interval of its drift lies within that margin, it is
still moving where the whole interval lies beyond it, on one side. Else these runs cannot tell. Few
replicates leave the last word open, they do not make a difference move.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from borderSim.language.catalogue import N_
from borderSim.measures.dictionary import Dictionary
from borderSim.measures.least import BURDEN, smallest_difference
from borderSim.measures.outcomes import OUTCOMES, YEARLY, Outcome
from borderSim.parameters.window import YEAR_DAYS, Window
from borderSim.studies.analysis.estimates import LEAST, Estimates, Floats, contrast
from borderSim.studies.analysis.paired import numerator

SETTLED, MOVING, OPEN = "settled", N_("still moving"), "cannot tell"
MOST = 1.0
"""How far a settled difference may move, in smallest differences that matter (assumption)."""
COLUMNS = ("drift", "drift_low", "drift_high", "margin", "settled")
KEYS = ["scenario", "level", "outcome"]


def with_settled(
    table: pd.DataFrame,
    yearly: pd.DataFrame,
    present: str,
    windows: Mapping[str, Window],
    dictionary: Dictionary = OUTCOMES,
) -> pd.DataFrame:
    """Return a paired table with what its differences did from the first to the last year measured.

    Args:
        table: of :func:`borderSim.studies.analysis.paired.paired_table`.
        yearly: a row per run and year: ``scenario``, ``level``, ``seed``, ``year``, ``days`` and
            outcomes; may be empty.
        present: the level that the others are compared with.
        windows: what is measured, by scenario.
        dictionary: the outcomes that there are.

    Returns:
        The table with ``drift`` (difference of the last whole year less that of the first, with
        ``drift_low`` and ``drift_high``), ``margin`` and ``settled``: ``settled``, ``still
        moving`` or ``cannot tell``; empty where nothing can be said however many replicates there
        are: the window holds fewer than two whole years, or the outcome is not told by the year.
    """
    names = [
        name
        for name in dict.fromkeys(map(str, table["outcome"]))
        if name in YEARLY and name in dictionary
    ]
    found = drifts(yearly, present, windows, [dictionary[name] for name in names])
    merged = table.merge(found, on=KEYS, how="left", validate="one_to_one")
    merged["settled"] = merged["settled"].fillna("")
    return merged


def drifts(
    yearly: pd.DataFrame,
    present: str,
    windows: Mapping[str, Window],
    outcomes: Sequence[Outcome],
) -> pd.DataFrame:
    """Return a row per scenario, level other than the present and outcome: :data:`COLUMNS`."""
    tables = []
    if len(yearly):
        whole = yearly[yearly["days"] == YEAR_DAYS]
        for scenario, part in whole.groupby("scenario", sort=False):
            years = windows[str(scenario)].whole_years
            if years is None:
                continue
            groups: Any = part.groupby(["level", "year"], sort=False)
            cells = {
                (str(level), int(year)): rows.set_index("seed") for (level, year), rows in groups
            }
            tables += [
                _of_level(str(scenario), level, present, years, cells, outcomes)
                for level in dict.fromkeys(map(str, part["level"]))
                if level != present
            ]
    if not tables:
        return pd.DataFrame({**{key: pd.Series(dtype=object) for key in KEYS}, **_nothing(0)})
    return pd.concat(tables, ignore_index=True)


def _of_level(
    scenario: str,
    level: str,
    present: str,
    years: tuple[int, int],
    cells: Mapping[tuple[str, int], pd.DataFrame],
    outcomes: Sequence[Outcome],
) -> pd.DataFrame:
    first, last = years
    asked = [(level, last), (present, last), (level, first), (present, first)]
    labels = {
        "scenario": scenario,
        "level": level,
        "outcome": [outcome.name for outcome in outcomes],
    }
    if any(cell not in cells for cell in asked):
        return pd.DataFrame({**labels, **_nothing(len(outcomes))})
    seeds = np.unique(np.concatenate([cells[cell].index.to_numpy() for cell in asked]))
    top, bottom = _arrays([cells[cell] for cell in asked], seeds, outcomes)
    drift = contrast(top, bottom, (1.0, -1.0, -1.0, 1.0))
    own = [cells[present, year] for year in range(first, last + 1) if (present, year) in cells]
    margin = MOST * margins(own, seeds, outcomes)
    facts = {
        "drift": drift.value,
        "drift_low": drift.low,
        "drift_high": drift.high,
        "margin": margin,
        "settled": _words(drift, margin),
    }
    return pd.DataFrame({**labels, **facts})


def _words(drift: Estimates, margin: Floats) -> np.ndarray:
    """Return by outcome whether it settled, by the interval of its drift."""
    exact = (drift.error == 0) & (drift.n >= LEAST)  # all replicates say the same
    low, high = (np.where(exact, drift.value, end) for end in (drift.low, drift.high))
    words = np.full(len(margin), OPEN, dtype=object)
    words[(low >= -margin) & (high <= margin)] = SETTLED
    words[(low > margin) | (high < -margin)] = MOVING
    words[~np.isfinite(drift.value) | ~np.isfinite(margin)] = ""
    return words


def _nothing(count: int) -> dict[str, object]:
    numbers = {name: np.full(count, np.nan) for name in COLUMNS[:-1]}
    return {**numbers, "settled": np.full(count, "", dtype=object)}


def _arrays(
    frames: Sequence[pd.DataFrame], seeds: Floats, outcomes: Sequence[Outcome]
) -> tuple[Floats, Floats]:
    """Return numerators and denominators, shape (cells, outcomes, seeds)."""
    tops, bottoms = [], []
    for frame in frames:
        own = frame.reindex(seeds)
        tops.append(own.reindex(columns=[numerator(o) for o in outcomes]).to_numpy(float).T)
        below = np.ones_like(tops[-1])
        for row, outcome in enumerate(outcomes):
            if outcome.kind == "ratio":
                below[row] = own.get(outcome.denominator, np.nan)
        bottoms.append(below)
    return np.stack(tops), np.stack(bottoms)


def margins(present: Sequence[pd.DataFrame], seeds: Floats, outcomes: Sequence[Outcome]) -> Floats:
    """Return the smallest difference that matters of each outcome, a year, beside the present level.

    Args:
        present: the present level's rows of each year, indexed by seed.
        seeds: the seeds that all years have.
        outcomes: of what.
    """
    beside = [*outcomes, *(OUTCOMES[name] for name in BURDEN)]
    top, bottom = _arrays(present, seeds, beside)
    # all years of all replicates as one row of replicates: the mean a year, of a ratio that of sums
    flat = [np.moveaxis(part, 0, 1).reshape(1, len(beside), -1) for part in (top, bottom)]
    values = np.abs(contrast(flat[0], flat[1]).value)
    size = dict(zip((outcome.name for outcome in beside), values, strict=True))
    return np.array([smallest_difference(one, size.__getitem__) for one in outcomes], dtype=float)
