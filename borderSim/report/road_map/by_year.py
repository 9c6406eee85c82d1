"""Cumulated net benefit and cash of the first two remedies, year by year from the decision on.

Months in force come from the stored runs; before a remedy is in force nothing is gained or paid in
them. Set-up is told in the months in which the simulation pays it, from the first one in force on; in
truth part of it is paid before.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from borderSim.diagnose.remedies import DAYS_A_MONTH
from borderSim.report.diagnosis.columns import UNKNOWN
from borderSim.report.writing.numbers import decimals, euro_scale, fixed
from borderSim.studies.analysis.break_even import SETUP_PAID, cumulated

CASH = ("customs_cost_eur", "police_cost_eur", "cooperation_running_eur", SETUP_PAID)
"""What both services pay in a month, set-up when it is paid."""
DAYS_A_YEAR, DAYS_A_COLUMN = 365.0, 30.0
MOST_YEARS = 8
"""More are not told."""


def at_year_ends(path: np.ndarray, in_force: float, years: float, count: int) -> list[float]:
    """Return a cumulated path at the end of each year after the decision.

    Args:
        path: cumulated over months of 30 days in force, the last one short, shape (months,).
        in_force: months from the decision until it is in force.
        years: simulated in force.
        count: of years.

    Returns:
        As many values: 0 before it is in force, NaN beyond what was simulated.
    """
    days = np.minimum(DAYS_A_COLUMN * np.arange(1, len(path) + 1), years * DAYS_A_YEAR)
    known, values = np.concatenate([[0.0], days]), np.concatenate([[0.0], path])
    at = [DAYS_A_YEAR * year - DAYS_A_MONTH * in_force for year in range(1, count + 1)]
    return [
        math.nan if day > days[-1] + 1.0 else float(np.interp(max(0.0, day), known, values))
        for day in at
    ]


def by_year(
    folder: Path,
    rows: Sequence[Mapping[Any, Any]],
    base: str,
    years: float,
    money: tuple[float, str],
) -> tuple[list[list[str]], list[list[str]], str, int]:
    """Return what both remedies gained so far and pay, year by year.

    Args:
        folder: of the diagnosis.
        rows: stored rows of the remedies alone.
        base: level of the country as it is.
        years: simulated in force.
        money: factor and unit of the cash.

    Returns:
        Cumulated net benefit and cash by remedy and year, as shown, with the unit of the first, and
        how many years; empty lists where the months are not there, or the years are too many.
    """
    path = folder / "singles" / "monthly.parquet"
    count = max(math.ceil(float(row["months"]) / 12.0 + years - 1e-9) for row in rows)
    if not path.is_file() or count > MOST_YEARS or years < 1:
        return [], [], "", 0
    monthly = pd.read_parquet(path)
    if not {base, *(str(row["level"]) for row in rows)} <= set(monthly["level"]):
        return [], [], "", 0
    gains, cash = [], []
    for row in rows:
        level, months = str(row["level"]), float(row["months"])
        gained = cumulated(monthly, level, base, 1.0).mean(axis=0)
        paid = np.cumsum(_paid(monthly, level) - _paid(monthly, base))
        gains.append(at_year_ends(gained, months, years, count))
        ends = at_year_ends(paid, months, years, count)
        cash.append([end - before for end, before in zip(ends, [0.0, *ends], strict=False)])
    most = max((abs(n) for own in gains for n in own if math.isfinite(n)), default=0.0)
    factor, unit = euro_scale(most)
    return _shown(gains, factor), _shown(cash, money[0]), unit, count


def _paid(monthly: pd.DataFrame, level: str) -> np.ndarray:
    """Return what both services pay in each month, mean over replicates, EUR."""
    own = monthly[monthly["level"] == level]
    paid = np.asarray(own[list(CASH)], dtype=float).sum(axis=1)
    months, place = np.unique(np.asarray(own["month"]), return_inverse=True)
    return np.bincount(place, weights=paid) / np.bincount(place, minlength=len(months))


def _shown(numbers: Sequence[Sequence[float]], factor: float) -> list[list[str]]:
    """Return numbers in one unit and with one number of decimals."""
    most = factor * max((abs(n) for own in numbers for n in own if math.isfinite(n)), default=0.0)
    places = decimals(0.0, most) if most < 10 else 0
    return [
        [fixed(n * factor, places, signed=True) if math.isfinite(n) else UNKNOWN for n in own]
        for own in numbers
    ]
