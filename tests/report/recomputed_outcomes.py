"""Any outcome of a result reckoned again: values, paired differences, what still moves.

Nothing of the program's own statistics is called. Means, ratios and intervals are taken by leaving
out one replicate at a time.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
import pandas as pd
from scipy import stats

from borderSim.measures.outcomes import OUTCOMES
from tests.report.recomputed import NUMBER

MODES = ("box", "passenger", "air_cargo", "truck", "car", "parcel")
COST = "enforcement_and_cooperation_cost_eur"
RATIOS: dict[str, tuple[str, str]] = {
    "interdiction_rate": ("seized_value_eur", "shipped_value_eur"),
    "interdiction_rate_count": ("seizures", "loads_settled"),
    "interdiction_rate_drugs": ("drug_seized_value_eur", "drug_shipped_value_eur"),
    "hit_rate_targeted": ("finds_targeted", "inspections_targeted"),
    **{
        f"hit_rate_targeted_{m}": (f"finds_targeted_{m}", f"inspections_targeted_{m}")
        for m in MODES
    },
    "hit_rate_random": ("finds_random", "inspections_random"),
    "ends_per_100_org_years": ("orgs_ended", "organisation_years_100"),
    "mean_tier_arrested": ("arrested_tier_sum", "members_arrested"),
    "recovery_censored_share": ("blows_unrecovered", "blows"),
    "cost_per_seizure_eur": (COST, "seizures"),
    "cost_per_org_dismantled_eur": ("cost_from_change_eur", "orgs_dismantled"),
    "false_alarm_rate": ("lawful_alarmed", "lawful_machine_checked"),
    "lawful_delay_hours_mean": ("lawful_delay_hours", "lawful_inspected"),
    "documented_share": ("items_documented", "items_shared"),
    "hits_late_share": ("hits_late", "hits"),
    "finds_linked_share": ("finds_linked", "finds_received"),
    "finds_linked_wrong_share": ("finds_linked_wrong", "finds_received"),
    "upper_case_share": ("takedowns_upper", "cases_opened"),
}
"""What is summed over what, over all replicates."""
STOCKS = ("capacity_start", "capacity_active", "capacity_survivors")
"""States whose unit is a number a year: they are not divided by years."""
BURDEN = (COST, "trade_delay_cost_eur")
"""What the smallest difference of net benefit is a share of."""
LEAST, TINY = 5, 1e-9


@dataclass
class Told:
    """A number with the ends of its interval; NaN for none."""

    value: float
    low: float = math.nan
    high: float = math.nan
    error: float = math.nan
    n: int = 0

    @property
    def spread(self) -> bool:
        """Whether there is an interval."""
        return math.isfinite(self.low)

    @property
    def same(self) -> bool:
        """Whether all of enough replicates say the same."""
        return self.n >= LEAST and self.error == 0

    @property
    def clear(self) -> bool:
        """Whether it is told from zero."""
        return self.value != 0 if self.same else self.low > 0 or self.high < 0

    def cut(self, low: float, high: float = math.inf) -> Told:
        """Return the same with its interval cut to what there can be."""
        if not self.spread:
            return self
        ends = max(self.low, min(low, self.value)), min(self.high, max(high, self.value))
        return Told(self.value, *ends, self.error, self.n)

    def times(self, factor: float) -> Told:
        """Return the same in another unit."""
        ends = sorted((self.low * factor, self.high * factor))
        return Told(self.value * factor, *ends, self.error * abs(factor), self.n)


def summed(*parts: tuple[float, np.ndarray, np.ndarray]) -> Told:
    """Return a weighted sum of ratios of sums with its interval, leaving out one replicate at a time.

    Args:
        parts: weight, numerators and denominators of each, replicates in the same order; a
            replicate that lacks any number is left out of all.
    """
    known = np.logical_and.reduce([np.isfinite(a) & np.isfinite(b) for _, a, b in parts])
    n = int(known.sum())
    whole = size = 0.0
    without = np.zeros(n)
    for weight, top, bottom in parts:
        a, b = top[known], bottom[known]
        if n == 0 or b.sum() == 0:
            return Told(math.nan, n=n)
        whole += weight * a.sum() / b.sum()
        size = max(size, np.abs(a).sum() / abs(b.sum()))
        with np.errstate(divide="ignore", invalid="ignore"):
            without += weight * (a.sum() - a) / (b.sum() - b)
    whole = 0.0 if abs(whole) <= TINY * size else whole
    if n < 2 or not np.isfinite(without).all():
        return Told(whole, n=n)
    error = math.sqrt((n - 1) / n * ((without - without.mean()) ** 2).sum())
    error = 0.0 if error <= TINY * size else error
    if n < LEAST or error == 0:
        return Told(whole, error=error, n=n)
    half = quantile(n) * error
    return Told(whole, whole - half, whole + half, error, n)


@cache
def quantile(n: int) -> float:
    """Return by how many standard errors a 95 % interval reaches to each side."""
    return float(stats.t.ppf(0.975, n - 1))


def mean(values: np.ndarray) -> Told:
    """Return a mean."""
    return summed((1.0, values, np.ones_like(values)))


def apart(own: np.ndarray, base: np.ndarray) -> Told:
    """Return the difference of two means over the same replicates."""
    one = np.ones_like(own)
    return summed((1.0, own, one), (-1.0, base, one))


@dataclass
class Outcomes:
    """Runs and years of a result as they are stored, and what follows from them.

    Attributes:
        runs, yearly, monthly: the tables. manifest: what was run.
    """

    runs: pd.DataFrame
    yearly: pd.DataFrame
    monthly: pd.DataFrame
    manifest: dict

    @property
    def scenario(self) -> str:
        """The only scenario."""
        return self.manifest["scenarios"][0]

    @cached_property
    def levels(self) -> list[str]:
        """Names of the levels, in order."""
        return [level["name"] for level in self.manifest["levels"]]

    @property
    def titles(self) -> list[str]:
        """What the levels are called."""
        return [level["title"] for level in self.manifest["levels"]]

    @property
    def present(self) -> str:
        """The level of today."""
        return self.manifest["present"]

    @property
    def others(self) -> list[str]:
        """All levels but that."""
        return [level for level in self.levels if level != self.present]

    @property
    def config(self) -> dict:
        """The scenario."""
        return self.manifest["config"][self.scenario]

    @property
    def first_year(self) -> int:
        """First year that is measured, from 1."""
        told = self.config["measure_from_year"]
        if told is not None:
            return told
        return 4 if self.years >= 4 and self.manifest["transition"] != "ramp" else 1

    @property
    def years(self) -> float:
        """Length of the horizon."""
        return float(self.manifest["years"])

    @property
    def measured(self) -> float:
        """Years that are measured."""
        return self.years - self.first_year + 1

    @property
    def n(self) -> int:
        """Replicates of a level."""
        return len(self.runs) // len(self.levels)

    @cached_property
    def _of_levels(self) -> dict[str, pd.DataFrame]:
        return {name: rows.sort_values("seed") for name, rows in self.runs.groupby("level")}

    @cached_property
    def _of_years(self) -> dict[tuple[str, int], pd.DataFrame]:
        groups = self.yearly.groupby(["level", "year"])
        return {(str(a), int(b)): rows.sort_values("seed") for (a, b), rows in groups}

    def column(self, level: str, name: str) -> np.ndarray:
        """Return a column of the runs of a level, seeds ascending."""
        return self._of_levels[level][name].to_numpy(float)

    @cached_property
    def _of_months(self) -> dict[str, pd.DataFrame]:
        return {
            name: rows.sort_values(["seed", "month"])
            for name, rows in self.monthly.groupby("level")
        }

    def months(self, level: str, name: str) -> np.ndarray:
        """Return a column of the months of a level, a row per seed."""
        own = self._of_months[level]
        return own[name].to_numpy(float).reshape(own["seed"].nunique(), -1)

    def parts(self, level: str, name: str, per_year: bool) -> tuple[np.ndarray, np.ndarray]:
        """Return numerators and denominators of an outcome by replicate."""
        if name in RATIOS:
            top, bottom = RATIOS[name]
            return self.column(level, top), self.column(level, bottom)
        own = self.column(level, name)
        return own, np.full(len(own), self.measured if per_year else 1.0)

    def value(self, level: str, name: str, per_year: bool) -> Told:
        """Return an outcome of a level."""
        return summed((1.0, *self.parts(level, name, per_year)))

    def difference(self, level: str, base: str, name: str, per_year: bool) -> Told:
        """Return the paired difference of an outcome between two levels."""
        own, other = (self.parts(one, name, per_year) for one in (level, base))
        return summed((1.0, *own), (-1.0, *other))

    # ------------------------------------------------------------------------------- years
    def year_parts(self, level: str, name: str, year: int) -> tuple[np.ndarray, np.ndarray]:
        """Return the same of one year."""
        own = self._of_years[level, year]
        top, bottom = RATIOS.get(name, (name, ""))
        under = own[bottom].to_numpy(float) if bottom else np.ones(len(own))
        return own[top].to_numpy(float), under

    def in_year(self, level: str, name: str, year: int) -> Told:
        """Return an outcome of a level in a year."""
        return summed((1.0, *self.year_parts(level, name, year)))

    def gap_in_year(self, level: str, name: str, year: int) -> Told:
        """Return its difference to the present level there."""
        own, base = (self.year_parts(one, name, year) for one in (level, self.present))
        return summed((1.0, *own), (-1.0, *base))

    def moving(self, level: str, name: str) -> bool:
        """Whether its difference surely moves by more than what matters from the first whole year measured to the last."""
        first, last = self.first_year, math.floor(self.years + 1e-9)
        if level == self.present or last <= first or not self.by_year(name):
            return False
        moved = summed(
            *(
                (sign, *self.year_parts(one, name, year))
                for sign, one, year in (
                    (1.0, level, last),
                    (-1.0, self.present, last),
                    (-1.0, level, first),
                    (1.0, self.present, first),
                )
            )
        )
        margin = self.margin(name)
        exact = moved.error == 0 and moved.n >= LEAST
        ends = (moved.value, moved.value) if exact else (moved.low, moved.high)
        return min(ends) > margin or max(ends) < -margin

    def by_year(self, name: str) -> bool:
        """Whether an outcome is told by the year."""
        parts = RATIOS.get(name, (name,))
        return all(part in self.yearly for part in parts) and name in self.yearly

    def margin(self, name: str) -> float:
        """Return the smallest difference that matters of a year, beside the present level; else a twentieth of it."""
        own = OUTCOMES[name]
        if name.startswith("net_benefit_"):
            return 0.05 * sum(abs(self.over_years(one)) for one in BURDEN)
        if own.smallest_difference is None:
            return 0.05 * abs(self.over_years(name))
        if not own.relative:
            return own.smallest_difference
        return own.smallest_difference * abs(self.over_years(name))

    def over_years(self, name: str) -> float:
        """Return the present level's number a year over the whole years that are measured."""
        years = range(self.first_year, math.floor(self.years + 1e-9) + 1)
        tops, bottoms = zip(
            *(self.year_parts(self.present, name, year) for year in years), strict=True
        )
        top, bottom = np.concatenate(tops), np.concatenate(bottoms)
        known = np.isfinite(top) & np.isfinite(bottom)
        return top[known].sum() / bottom[known].sum() if bottom[known].sum() else math.nan


# --------------------------------------------------------------------------------- as shown
def shown_numbers(text: str) -> list[str]:
    """Return the numbers of a text."""
    return NUMBER.findall(text)


UNITS = {"%": 100.0, "bn EUR": 1e-9, "M EUR": 1e-6, "k EUR": 1e-3}


def factor_of(unit: str) -> float:
    """Return by what a stored number is multiplied to be shown in a unit."""
    bare = unit.removesuffix(" a year")
    return UNITS.get(bare, 1.0)
