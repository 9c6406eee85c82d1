"""What both services pay in each year from the beginning of a measure on, for the first two measures.

Months in force come from the stored runs. The simulation spreads set-up over the first months in force;
in truth it has to be paid before. So it stands in the last year in which it can be paid.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from borderSim.diagnose.remedies import DAYS_A_MONTH
from borderSim.report.advice.who_pays import Scale
from borderSim.report.diagnosis.columns import UNKNOWN
from borderSim.report.writing.adding_up import adding_up
from borderSim.report.writing.numbers import fixed
from borderSim.studies.analysis.break_even import SETUP_PAID

SHARED = ("cooperation_running_eur",)
"""What both services pay together in a month, beside set-up."""
SERVICES = ("customs_cost_eur", "police_cost_eur")
DAYS_A_YEAR, DAYS_A_COLUMN = 365.0, 30.0
MOST_YEARS = 8
"""More are not told."""


@dataclass(frozen=True)
class Spell:
    """Years one after the other in which both services pay the same.

    Attributes:
        amount: of each of these years, as shown, that of the last one; empty for nothing. about:
            whether they differ in the last digit. first, last: of the years, from 1. on: whether it
            goes on so beyond what was simulated.
    """

    amount: str
    first: int
    last: int
    on: bool
    about: bool


@dataclass(frozen=True)
class Yearly:
    """What is paid for one measure in each year, as shown.

    Attributes:
        customs, police, both: of each year; customs and police make both.
    """

    customs: list[str]
    police: list[str]
    both: list[str]

    @property
    def spells(self) -> list[Spell]:
        """The same of both services in as few words as it takes."""
        told = list[Spell]()
        for year, amount in enumerate(self.both, 1):
            if amount == UNKNOWN:
                continue
            own = Spell(amount if amount.strip("0.,−") else "", year, year, False, False)
            if told and _near(told[-1].amount, own.amount):
                other = told.pop()
                about = other.about or other.amount != own.amount
                own = replace(own, first=other.first, about=about)
            told.append(own)
        if told and told[-1].last > 1:
            told.append(replace(told.pop(), on=True))
        return told


def _near(one: str, other: str) -> bool:
    """Whether two amounts are the same but for one in the last digit as shown."""
    digits = [re.sub(r"\D", "", text) for text in (one, other)]
    if not all(digits):
        return digits[0] == digits[1]
    return (
        one.startswith("−") == other.startswith("−") and abs(int(digits[0]) - int(digits[1])) <= 1
    )


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
    customs: float,
    scale: Scale,
) -> list[Yearly]:
    """Return what customs and police pay for each of some measures, year by year.

    Args:
        folder: of the diagnosis.
        rows: stored rows of the measures alone.
        base: level of the country as it is.
        years: simulated in force.
        customs: share of the money of cooperation that customs bear.
        scale: unit and decimals.

    Returns:
        Of each measure; empty where the months are not there, or the years are too many.
    """
    path = folder / "singles" / "monthly.parquet"
    count = max(math.ceil(float(row["months"]) / 12.0 + years - 1e-9) for row in rows)
    if not path.is_file() or count > MOST_YEARS or years < 1:
        return []
    monthly = pd.read_parquet(path, columns=["level", "month", *SERVICES, *SHARED, SETUP_PAID])
    if not {base, *(str(row["level"]) for row in rows)} <= set(monthly["level"]):
        return []
    found = []
    for row in rows:
        level, months = str(row["level"]), float(row["months"])
        more = _months(monthly, level) - _months(monthly, base)
        due = max(1, math.ceil(months / 12.0 - 1e-9))
        paid = []
        for service, share in zip(SERVICES, (customs, 1.0 - customs), strict=True):
            running = more[service].to_numpy() + share * more[list(SHARED)].sum(axis=1).to_numpy()
            ends = at_year_ends(np.cumsum(running), months, years, count)
            own = [end - before for end, before in zip(ends, [0.0, *ends], strict=False)]
            own[due - 1] += share * float(more[SETUP_PAID].to_numpy().sum())
            paid.append(own)
        told = [_shown(one, other, scale) for one, other in zip(paid[0], paid[1], strict=True)]
        customs_paid, police_paid, both = ([year[i] for year in told] for i in range(3))
        found.append(Yearly(customs_paid, police_paid, both))
    return found


def _months(monthly: pd.DataFrame, level: str) -> pd.DataFrame:
    """Return what is paid in each month, mean over replicates, EUR."""
    own = monthly[monthly["level"] == level]
    return pd.DataFrame(own.groupby("month")[[*SERVICES, *SHARED, SETUP_PAID]].mean())


def _shown(customs: float, police: float, scale: Scale) -> tuple[str, str, str]:
    """Return what customs, police and both pay, so that the first two make the third."""
    if not math.isfinite(customs + police):
        return UNKNOWN, UNKNOWN, UNKNOWN
    parts, whole = adding_up([scale.factor * one for one in (customs, police)], scale.places)
    one, other, both = (fixed(number, scale.places) for number in (*parts, whole))
    return one, other, both
