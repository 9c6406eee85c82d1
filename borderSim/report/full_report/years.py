"""The way there: outcomes year by year over the whole horizon, and what is told of all years."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from borderSim.language.catalogue import gettext
from borderSim.measures.outcomes import HEADLINE, OUTCOMES, YEARLY, Outcome
from borderSim.parameters.window import YEAR_DAYS
from borderSim.report.comparison.columns import column_scale
from borderSim.report.comparison.source import Level, View
from borderSim.report.full_report.tables import Row, all_outcomes, moving
from borderSim.report.writing.numbers import decimals_together, end_of, fixed
from borderSim.report.writing.texts import interval, outcome_title, word
from borderSim.studies.analysis.break_even import HARM, PAID, SETUP_PAID, break_even_table
from borderSim.studies.analysis.estimates import Estimates, Floats, contrast
from borderSim.studies.analysis.paired import numerator

SHOWN = (
    *(name for name in HEADLINE if name in YEARLY),
    "ends_per_100_org_years",
    "capacity_active",
)
"""Outcomes that are shown year by year."""
BESIDE = (
    "orgs_dismantled",
    "ends_per_100_org_years",
    "capacity_active",
    "net_benefit_from_change_eur",
    "setup_paid_from_change_eur",
)
"""Dismantlement three ways, and money from the day of the change: told beside the headline."""


@dataclass(frozen=True)
class YearCell:
    """A level in one year.

    Attributes:
        value: as shown.
        difference: to the present level, with its interval where there is one; empty for itself.
        measured: whether the year is part of what the headline measures.
    """

    value: str
    difference: str
    measured: bool


@dataclass(frozen=True)
class Block:
    """An outcome year by year: a row of cells for each level, and whether its difference still moves."""

    title: str
    unit: str
    rows: list[tuple[Level, list[YearCell], str]]


@dataclass(frozen=True)
class Years:
    """All that is shown year by year; ``heads``: what the years are called."""

    heads: list[str]
    blocks: list[Block]


def years(view: View) -> Years | None:
    """Return outcomes year by year; None where a result of an earlier version kept no years."""
    if not len(view.yearly):
        return None
    numbers = sorted({int(year) for year in view.yearly["year"]})
    days = dict(zip(view.yearly["year"], view.yearly["days"], strict=True))
    heads = [
        f"{year}" if days[year] == YEAR_DAYS else word("year.short", year=year, days=days[year])
        for year in numbers
    ]
    return Years(heads, [_block(view, OUTCOMES[name], numbers) for name in SHOWN])


def breaks_even(view: View) -> list[tuple[Level, str]]:
    """Return in which year of the horizon each level pays at a weight of harm of 1, as text."""
    monthly = view.monthly
    if not {HARM, *PAID, SETUP_PAID} <= set(monthly.columns):
        return []
    table = view.stored.once("break even", lambda: break_even_table(monthly, view.reference.name))
    at_one = table[table["lambda"] == 1.0].set_index("level")
    found = []
    for level in view.others:
        if level.name in at_one.index:
            month, low, high = (
                _year(at_one.at[level.name, key]) for key in ("month", "low", "high")
            )
            found.append((level, f"{month} ({interval(low, high)})" if low != "–" else month))
    return found


def _year(month: float) -> str:
    if math.isnan(month):
        return "–"
    if math.isinf(month):
        return gettext("not within the horizon")
    return fixed(month * 30 / YEAR_DAYS, 1)


def beside(view: View) -> list[Row]:
    """Return the rows of :data:`BESIDE` as the table of all outcomes has them."""
    rows = {row.outcome.name: row for group in all_outcomes(view).values() for row in group}
    return [rows[name] for name in BESIDE if name in rows]


def _block(view: View, outcome: Outcome, numbers: list[int]) -> Block:
    values, paired = view.stored.once(
        ("years", outcome.name), lambda: _reckoned(view, outcome, numbers)
    )
    scale = column_scale(view, outcome.name)
    places = _places(values.values(), scale.factor), _places(paired.values(), scale.factor)
    rows = []
    for level in view.levels:
        shown = [
            YearCell(
                fixed(values[level.name].value[i] * scale.factor, places[0]),
                ""
                if level.reference
                else _difference(paired[level.name], i, scale.factor, places[1]),
                year >= view.window.first_year,
            )
            for i, year in enumerate(numbers)
        ]
        rows.append((level, shown, moving(view, level, outcome.name)))
    unit = word("axis.per_year", unit=scale.unit).strip() if scale.per_year else scale.unit
    return Block(outcome_title(outcome.name), unit, rows)


def _reckoned(
    view: View, outcome: Outcome, numbers: list[int]
) -> tuple[dict[str, Estimates], dict[str, Estimates]]:
    """Return by level its values in the years, and their differences to the present level."""
    cells = {level.name: _sums(view, level, outcome, numbers) for level in view.levels}
    base = cells[view.reference.name]
    values = {name: contrast(top[None], bottom[None]) for name, (top, bottom) in cells.items()}
    paired = {
        name: contrast(np.stack([top, base[0]]), np.stack([bottom, base[1]]), (1.0, -1.0))
        for name, (top, bottom) in cells.items()
    }
    return values, paired


def _sums(view: View, level: Level, outcome: Outcome, numbers: list[int]) -> tuple[Floats, Floats]:
    """Return numerators and denominators, shape (years, seeds), seeds ascending."""
    rows = view.stored.years_of[level.name]
    seeds = view.stored.seeds_of_years

    def column(name: str) -> Floats:
        if name not in rows:
            return np.full((len(numbers), len(seeds)), np.nan)
        wide: Any = rows[name].unstack("seed")
        wide = wide.reindex(index=numbers, columns=seeds)
        return wide.to_numpy(dtype=float)

    top = column(numerator(outcome))
    bottom = column(outcome.denominator) if outcome.kind == "ratio" else np.ones_like(top)
    return top, bottom


def _places(found: Iterable[Estimates], factor: float) -> int:
    """Return the decimals of all estimates of a block."""
    ones = [each.one(place).scaled(factor) for each in found for place in range(len(each.value))]
    return decimals_together((one.half, one.value) for one in ones)


def _difference(found: Estimates, place: int, factor: float, places: int) -> str:
    one = found.one(place).scaled(factor)
    if not math.isfinite(one.value):
        return "–"
    value = fixed(one.value, places, signed=True)
    low, high = (end_of(end, places, signed=True) for end in (one.low, one.high))
    return f"{value} ({interval(low, high)})" if one.known else value
