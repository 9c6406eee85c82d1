"""The numbers behind every figure of the report, reckoned again from the stored tables.

Each figure offers its numbers as CSV: all of these are held, and the rows that the page shows are the
first of them. Nothing of the report is called for it but the page itself.
"""

from __future__ import annotations

import base64
import io
import math
import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import pytest

from borderSim.report.full_report.page import render
from tests.report.blocks import Blocks
from tests.report.recomputed_outcomes import RATIOS, Outcomes, Told, apart, mean, summed

HEADLINE = (
    "interdiction_rate",
    "delivered_value_eur",
    "orgs_dismantled",
    "enforcement_and_cooperation_cost_eur",
    "trade_delay_cost_eur",
    "net_benefit_eur",
)
TOTALS = tuple(name for name in HEADLINE if name not in ("interdiction_rate", "orgs_dismantled"))
SPENT = (
    "customs_cost_eur",
    "police_cost_eur",
    "cooperation_setup_eur",
    "cooperation_running_eur",
)
PAID = (*SPENT, "trade_delay_cost_eur")
DARK = (
    "leaks",
    "attempts_dropped",
    "collisions",
    "cases_burned",
    "duplicate_hours",
    "coordination_hours",
)
LOADS = ("planned", "attempts", "loads_inspected", "loads_found", "finds_in_cases")
PERSONS = ("members_arrested", "members_charged", "members_convicted")
ROWS_SHOWN = 60
Rows = Iterator[tuple[Any, ...]]


# ----------------------------------------------------------------------- figure by figure
def forest(t: Outcomes) -> Rows:
    """Give level, outcome, replicates, value, difference and its ends."""
    for level in t.levels:
        for name in HEADLINE:
            own = t.value(level, name, name in TOTALS)
            found = against(t, level, name, name in TOTALS)
            yield level, name, own.n, own.value, found.value, found.low, found.high


def against(t: Outcomes, level: str, name: str, per_year: bool) -> Told:
    """Return a difference to the present level; that of itself is nothing."""
    return Told(0.0) if level == t.present else t.difference(level, t.present, name, per_year)


def distribution(t: Outcomes) -> Rows:
    """Give level, outcome, replicates and the marks of the box."""
    for name in HEADLINE:
        for level in t.levels:
            top, bottom = t.parts(level, name, name in TOTALS)
            marks = np.percentile(top / bottom, (5, 25, 50, 75, 95))
            yield level, name, len(top), *marks


def days(t: Outcomes) -> np.ndarray:
    """Return how long each month is: 30 days, the last what is left."""
    left, found = round(365 * t.years), []
    while left > 0:
        found.append(min(30, left))
        left -= 30
    return np.array(found, float)


def last_year(t: Outcomes) -> Rows:
    """Give span, measure, level and difference, over all months and over the last twelve."""
    measures = {
        "interdiction_rate": None,
        "delivered_value_eur": (1.0, ("delivered_value_eur",)),
        "members_arrested": (1.0, ("members_arrested",)),
        "enforcement_and_cooperation_cost_eur": (1.0, SPENT),
        "trade_delay_cost_eur": (1.0, ("trade_delay_cost_eur",)),
        "net_benefit_eur": (-1.0, (*PAID, "harm_eur")),
    }
    whole = slice(0, None), days(t).sum() / 365
    last = slice(-12, None), days(t)[-12:].sum() / 365
    for name, summed_up in measures.items():
        for span, (part, long) in {"whole": whole, "last": last}.items():
            for level in t.levels:
                found = in_span(t, level, summed_up, part).times(
                    100.0 if summed_up is None else summed_up[0] / long
                )
                ends = (math.nan,) * 2 if level == t.present else (found.low, found.high)
                yield span, name, level, found.value, *ends


def in_span(t: Outcomes, level: str, parts: tuple | None, span: slice) -> Told:
    """Return a difference to the present level over some months; of the rate where no parts are given."""

    def total(one: str, names: tuple[str, ...]) -> np.ndarray:
        return sum(t.months(one, name)[:, span].sum(axis=1) for name in names)

    if parts is not None:
        return apart(total(level, parts[1]), total(t.present, parts[1]))
    own, base = (
        tuple(total(one, (name,)) for name in RATIOS["interdiction_rate"])
        for one in (level, t.present)
    )
    return summed((1.0, *own), (-1.0, *base))


def paths(t: Outcomes) -> Rows:
    """Give measure, level, month, and mean and ends of the band over replicates."""
    shown = len(days(t)) - (1 if days(t)[-1] < 15 else 0)
    states = ("orgs_alive", "capacity_active", "police_known_entity_share", "trust_mean")
    for name in ("interdiction_rate", "seizures", "delivered_value_eur", *states):
        for level in t.levels:
            if name == "interdiction_rate":
                own = t.months(level, "seized_value_eur") / t.months(level, "shipped_value_eur")
            elif name in states:
                own = t.months(level, name)
            else:
                own = t.months(level, name) / days(t) * 30
            for month in range(shown):
                ends = np.percentile(own[:, month], (5, 95))
                yield name, level, month, own[:, month].mean(), *ends


def funnel(t: Outcomes) -> Rows:
    """Give level, stage, number a year and share of the stage before."""
    for stages in (LOADS, PERSONS):
        for level in t.levels:
            for before, stage in zip((None, *stages), stages, strict=False):
                own = mean(t.column(level, stage) / t.measured).cut(0.0)
                share = Told(math.nan)
                if before:
                    over = summed((1.0, t.column(level, stage), t.column(level, before)))
                    share = over.cut(0.0, 1.0)
                ends = (share.value, share.low, share.high)
                yield level, stage, own.value, own.low, own.high, *ends


def seizures_rate(t: Outcomes) -> Rows:
    """Give level, seed, seizures a year and the rate of the run."""
    for level in t.levels:
        own = t.runs[t.runs["level"] == level].sort_values("seed")
        rates = own["seized_value_eur"] / own["shipped_value_eur"]
        for seed, seizures, rate in zip(own["seed"], own["seizures"], rates, strict=True):
            yield level, seed, seizures / t.measured, rate


def dark_side(t: Outcomes) -> Rows:
    """Give measure, level, number a year."""
    for name in DARK:
        for level in t.levels:
            own = mean(t.column(level, name) / t.measured).cut(0.0)
            yield name, level, own.value, own.low, own.high


def networks_left(t: Outcomes) -> Rows:
    """Give measure, level, value."""
    of_all = ("orgs_dismantled", "orgs_wounded", "orgs_recovered")
    tiers = tuple(f"members_arrested_tier_{tier}" for tier in range(1, 5))
    ways = ("orgs_dismantled_structural", "orgs_dismantled_judicial")
    capacity = ("capacity_survivors", "capacity_entrants")
    for name in (
        *of_all,
        "never_struck",
        *capacity,
        *tiers,
        *ways,
        "orgs_disrupted",
        "recovery_days",
    ):
        for level in t.levels:
            column = partial(t.column, level)
            if name == "never_struck":
                own = column("orgs_at_start") - sum(column(one) for one in of_all)
            elif name == "capacity_entrants":
                own = column("capacity_active") - column("capacity_survivors")
            else:
                own = column(name) / (t.measured if name in tiers else 1.0)
            found = mean(own).cut(0.0)
            yield name, level, found.value, found.low, found.high


def costs(t: Outcomes) -> Rows:
    """Give level, part, euros a year, difference."""
    for level in t.levels:
        for name in (*PAID, "justice_cost_eur"):
            own, base = (t.column(one, name) / t.measured for one in (level, t.present))
            found = apart(own, base)
            yield level, name, own.mean(), found.value, found.low, found.high


def net_benefit(t: Outcomes) -> Rows:
    """Give perspective, weight of harm, level, difference."""
    for perspective, harm in (("national", "harm_eur"), ("world", "harm_world_eur")):
        for weight in (0, 1, 3):
            for level in t.levels:
                own, base = (
                    -(weight * t.column(one, harm) + sum(t.column(one, name) for name in PAID))
                    for one in (level, t.present)
                )
                found = apart(own, base).times(1 / t.measured)
                ends = (math.nan,) * 2 if level == t.present else (found.low, found.high)
                yield perspective, weight, level, found.value, *ends


def gains_by_month(t: Outcomes, level: str, weight: float) -> np.ndarray:
    """Return what a level has gained against the present one up to each month, set-up as it is paid."""

    def burden(one: str) -> np.ndarray:
        names = (*SPENT[:2], "cooperation_setup_paid_eur", SPENT[3], "trade_delay_cost_eur")
        return weight * t.months(one, "harm_eur") + sum(t.months(one, name) for name in names)

    return np.cumsum(burden(t.present) - burden(level), axis=1)


def pays_from(path: np.ndarray) -> float:
    """Return the month from which a path stays above zero, from 1; NaN where it does not end there."""
    month = len(path)
    while month > 0 and path[month - 1] > 0:
        month -= 1
    return month + 1 if month < len(path) else math.nan


def break_even(t: Outcomes) -> Rows:
    """Give level, weight of harm, replicates, month with its interval, and how many pay by themselves."""
    for level in t.others:
        for weight in (0, 1, 3):
            own = gains_by_month(t, level, weight)
            found = [mean(own[:, month]) for month in range(own.shape[1])]
            high, low = (
                np.array([getattr(one, end) if one.spread else one.value for one in found])
                for end in ("high", "low")
            )
            month = pays_from(own.mean(axis=0))
            within = sum(math.isfinite(pays_from(path)) for path in own)
            yield level, weight, len(own), month, pays_from(high), pays_from(low), within


FIGURES: dict[str, Callable[[Outcomes], Rows]] = {
    "forest": forest,
    "last_year": last_year,
    "distribution": distribution,
    "paths": paths,
    "funnel": funnel,
    "seizures_rate": seizures_rate,
    "dark_side": dark_side,
    "networks_left": networks_left,
    "costs": costs,
    "net_benefit": net_benefit,
    "break_even": break_even,
}
NOT_OF_RUNS = ("network",)
"""Held in a test of its own, from the tables of members and ties."""
WORDS = ("unit", "per")


# -------------------------------------------------------------------------------- the page
def files(html: str) -> dict[str, pd.DataFrame]:
    """Return the CSV of each figure of a page."""
    found = re.findall(
        r'download="figure-0-(\w+)\.csv" href="data:text/csv;charset=utf-8;base64,([^"]+)"', html
    )
    return {name: pd.read_csv(io.BytesIO(base64.b64decode(text))) for name, text in found}


def shown_tables(html: str) -> dict[str, list[list[str]]]:
    """Return the rows that the page shows of each."""
    names = re.findall(r'<figure class="picture" id="block-figure-0-(\w+)"', html)
    tables = [one for one in Blocks(html).tables if one.kind == "data" and one.names[0] in HEADS]
    return {name: table.texts for name, table in zip(names, tables, strict=True)}


HEADS = ("level", "span", "measure", "unit")


def check(html: str, t: Outcomes) -> int:
    """Hold the numbers of all figures; return how many there are."""
    stored, shown = files(html), shown_tables(html)
    assert set(stored) == set(shown) and set(stored) - set(NOT_OF_RUNS) <= set(FIGURES)
    count = 0
    for name, file in stored.items():
        if name not in NOT_OF_RUNS:
            count += check_file(name, file, list(FIGURES[name](t)))
        check_shown(name, file, shown[name])
    return count


def check_file(name: str, file: pd.DataFrame, wanted: list[tuple[Any, ...]]) -> int:
    """Hold a file against the rows that follow from the tables, one by one."""
    told = file.drop(columns=[word for word in WORDS if word in file])
    assert len(told) == len(wanted), name
    count = 0
    for row, own in zip(told.itertuples(index=False), wanted, strict=True):
        for cell, number in zip(row, own, strict=True):
            if isinstance(number, str):
                assert cell == number, (name, row, own)
            else:
                assert float(cell) == pytest.approx(
                    float(number), rel=1e-7, abs=1e-9, nan_ok=True
                ), (
                    name,
                    row,
                    own,
                )
                count += math.isfinite(float(number))
    return count


def check_shown(name: str, file: pd.DataFrame, rows: list[list[str]]) -> None:
    """Hold what is shown against the file: its first rows, each number with four significant digits."""
    assert len(rows) == min(len(file), ROWS_SHOWN), name
    for row, own in zip(rows, file.itertuples(index=False), strict=False):
        for head, text, cell in zip(file.columns, row, own, strict=True):
            if isinstance(cell, str):
                assert text == cell or head in WORDS, (name, row, own)
            elif math.isnan(cell):
                assert text in ("–", ""), (name, row, own)
            else:
                assert four_digits(text, float(cell)), (name, row, own)


def four_digits(text: str, number: float) -> bool:
    """Whether a text tells a number to four significant digits, or to the unit from 1 000 on."""
    shown = float(text.replace("−", "-").replace(" ", ""))
    places = 3 - math.floor(math.log10(abs(number))) if number else 0
    return abs(shown - number) <= 0.5 * 10.0 ** -min(6, max(0, places)) * 1.000001


def tables_of(found) -> Outcomes:
    """Return the stored tables of a comparison."""
    return Outcomes(found.runs, found.yearly, found.monthly, found.manifest)


@pytest.fixture(scope="module")
def years(planted_over_years):
    """Some years with numbers by hand."""
    return render(planted_over_years), tables_of(planted_over_years)


def test_every_number_follows_from_the_tables(years):
    assert check(*years) > 5000


def test_one_wrong_number_in_the_tables_moves_every_figure(years):
    """The proof of the proof: every figure falls when the runs, or the months, that it is of are others."""
    page, t = years
    stored = files(page)
    other = Outcomes(shaken(t.runs), t.yearly, shaken(t.monthly), t.manifest)
    for name, file in stored.items():
        if name not in NOT_OF_RUNS:
            with pytest.raises(AssertionError):
                check_file(name, file, list(FIGURES[name](other)))


def shaken(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table in which one replicate of one level has a twentieth more of everything."""
    keys = ("scenario", "level", "seed", "month", "year", "days", "replicate")
    names = [name for name in table if name not in keys]
    own = table.astype(dict.fromkeys(names, float))
    rows = (own["level"] == own["level"].iloc[0]) & (own["seed"] == own["seed"].min())
    own.loc[rows, names] *= 1.05
    return own
