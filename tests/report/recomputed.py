"""Numbers of a comparison reckoned again from its stored tables, without the program's own statistics.

Means and intervals are taken by leaving out one replicate at a time.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

import numpy as np
import pandas as pd
from scipy import stats

from borderSim.measures.outcomes import OUTCOMES
from borderSim.studies.analysis.break_even import LAMBDAS
from borderSim.studies.design.factors import field_of
from borderSim.studies.design.level_draws import COST_RANGE

NET, HARM, COOPERATION = "net_benefit_eur", "harm_eur", "cooperation_cost_eur"
JUSTICE = "justice_cost_eur"
DELAY, COST = "trade_delay_cost_eur", "enforcement_and_cooperation_cost_eur"
COLUMNS = ("interdiction_rate", "delivered_value_eur", "orgs_dismantled", COST, DELAY)
LOST = (*COLUMNS, NET, "leaders_arrested", "hit_rate_targeted", "justice_cost_eur")
RATIOS = {
    "interdiction_rate": ("seized_value_eur", "shipped_value_eur"),
    "hit_rate_targeted": ("finds_targeted", "inspections_targeted"),
}
PAYERS = ("customs", "police", "justice", "public", "trade", "together")
LESS_IS_BETTER = ("delivered_value_eur", COST, DELAY, "justice_cost_eur")
NUMBER = re.compile(r"[+−]?\d{1,3}(?: \d{3})+(?![\d.])|[+−]?\d+(?:\.\d+)?")


def numbers(lines: list[str]) -> list[str]:
    return [found for line in lines for found in NUMBER.findall(" ".join(line.split()))]


@dataclass
class Two:
    """A number that is shown with so many significant digits."""

    value: float
    digits: int = 2


@dataclass
class Part:
    """A part of a sum that adds up as it is shown: less than one off in its last digit."""

    value: float


def fits(shown: str, wanted: object) -> bool:
    own = float(shown.replace("−", "-").replace(" ", ""))
    if isinstance(wanted, Part):
        return abs(own - wanted.value) < 10.0 ** -len(shown.partition(".")[2]) + 1e-9
    if isinstance(wanted, Two):
        size = 10.0 ** (math.floor(math.log10(abs(wanted.value))) - wanted.digits + 1)
        return abs(own - wanted.value) <= size / 2 * 1.000001
    if isinstance(wanted, range):
        return own in wanted
    places = len(shown.partition(".")[2])
    return abs(own - float(wanted)) <= 0.5 * 10.0**-places * 1.000001 + 1e-9


# --------------------------------------------------------------------------- the numbers
@dataclass
class Found:
    """A difference with the ends of its interval; NaN where all replicates say the same."""

    value: float
    low: float
    high: float

    @property
    def clear(self) -> bool:
        return self.low > 0 or self.high < 0

    def told(self, factor: float) -> list[float]:
        ends = [self.low, self.high] if math.isfinite(self.low) else []
        return [number * factor for number in (self.value, *ends)]


def jackknife(top: np.ndarray, bottom: np.ndarray) -> tuple[float, np.ndarray]:
    """A ratio of sums, and what it would be without each replicate."""
    return top.sum() / bottom.sum(), (top.sum() - top) / (bottom.sum() - bottom)


def interval(value: float, without: np.ndarray) -> Found:
    n = len(without)
    error = math.sqrt((n - 1) / n * ((without - without.mean()) ** 2).sum())
    if error <= 1e-9 * max(abs(value), 1.0):
        return Found(value, math.nan, math.nan)
    half = float(stats.t.ppf(0.975, n - 1)) * error
    return Found(value, value - half, value + half)


@dataclass
class Tables:
    """Runs and manifest as they are stored, and what follows from them."""

    runs: pd.DataFrame
    manifest: dict

    @cached_property
    def levels(self) -> list[str]:
        return [level["name"] for level in self.manifest["levels"]]

    @property
    def present(self) -> str:
        return self.manifest["present"]

    @property
    def others(self) -> list[str]:
        return [level for level in self.levels if level != self.present]

    @property
    def years(self) -> float:
        """Years that are measured."""
        years, first = float(self.manifest["years"]), self.config["measure_from_year"]
        if first is None:
            first = 4 if years >= 4 and self.manifest["transition"] != "ramp" else 1
        return years - first + 1

    @cached_property
    def n(self) -> int:
        return len(self.runs) // len(self.levels)

    @property
    def scenario(self) -> str:
        return self.manifest["scenarios"][0]

    @property
    def config(self) -> dict:
        return self.manifest["config"][self.scenario]

    def column(self, level: str, name: str) -> np.ndarray:
        return self._of_levels[level][name].to_numpy(float)

    @cached_property
    def _of_levels(self) -> dict[str, pd.DataFrame]:
        return {str(name): rows.sort_values("seed") for name, rows in self.runs.groupby("level")}

    def parts(self, level: str, name: str) -> tuple[np.ndarray, np.ndarray]:
        if name in RATIOS:
            top, bottom = (self.column(level, part) for part in RATIOS[name])
            return top, bottom
        own = self.column(level, name)
        return own / (1.0 if name == "orgs_dismantled" else self.years), np.ones_like(own)

    def difference(self, level: str, base: str, name: str) -> Found:
        (a, without_a), (b, without_b) = (
            jackknife(*self.parts(one, name)) for one in (level, base)
        )
        return interval(a - b, without_a - without_b)

    def value(self, level: str, name: str) -> float:
        return jackknife(*self.parts(level, name))[0]

    @cached_property
    def steps(self) -> list[tuple[str, str]]:
        return list(zip(self.levels, self.levels[1:], strict=False))

    def step(self, level: str, name: str = NET) -> Found:
        return self.difference(level, self.levels[self.levels.index(level) - 1], name)

    def months(self, level: str) -> list[float]:
        own = self.manifest["level_config"][self.scenario].get(level) or self.config
        months = own["partnership"]["traits"].get("months_to_reach")
        return [float(months)] if months else []

    @cached_property
    def best(self) -> str:
        return max(self.levels, key=lambda level: self.value(level, NET))

    @cached_property
    def chance(self) -> float:
        values = np.column_stack([self.column(level, NET) for level in self.levels])
        drawn = np.random.default_rng(7).integers(0, self.n, (6000, self.n))
        won = values[drawn].sum(axis=1).argmax(axis=1)
        return float((won == self.levels.index(self.best)).mean())

    def above_zero(self, level: str, base: str) -> float:
        """The chance that a gain is above zero when the replicates are drawn anew."""
        gains = self.column(level, NET) - self.column(base, NET)
        drawn = np.random.default_rng(11).integers(0, self.n, (6000, self.n))
        return float((gains[drawn].sum(axis=1) > 0).mean())

    def gain(self, level: str) -> Found:
        return self.difference(level, self.present, NET)

    def advice_at(self, key: str, factor: float) -> tuple[str | None, str | None]:
        """What the rule advises where a part of net benefit is so many times what it is."""
        part = self.weights[key][0]
        runs = self.runs[["level", "seed", NET]].assign(
            **{NET: self.runs[NET] - (factor - 1) * self.runs[part]}
        )
        other = Tables(runs, self.manifest)
        return other.lowest, other.aim

    def advice_changes(self, key: str, end: float, *, aim_only: bool = False) -> float | None:
        """The first factor between 1 and an end at which the advice is another, by halving."""

        def same(factor: float) -> bool:
            return self.advice_at(key, factor)[aim_only:] == now

        now = self.advice_at(key, 1.0)[aim_only:]
        tried = np.linspace(1.0, end, 25)
        first = next((i for i, factor in enumerate(tried) if not same(factor)), None)
        if first is None:
            return None
        kept, lost = float(tried[first - 1]), float(tried[first])
        for _ in range(12):
            middle = (kept + lost) / 2
            kept, lost = (middle, lost) if same(middle) else (kept, middle)
        return kept

    @cached_property
    def lowest(self) -> str | None:
        above = (
            level for level in self.others if self.difference(level, self.present, NET).low > 0
        )
        return next(above, None)

    @cached_property
    def aim(self) -> str | None:
        if self.lowest is None:
            return None
        beyond = self.levels[self.levels.index(self.lowest) + 1 :]
        return ([self.lowest, *takewhile(lambda level: self.step(level).low > 0, beyond)])[-1]

    @cached_property
    def stops_at(self) -> str | None:
        """The first level that is not advised, where the best one lies beyond the aim."""
        if self.aim is None:
            return None
        later = self.levels[self.levels.index(self.aim) + 1 :]
        return later[0] if self.best in later else None

    def months_told(self, level: str) -> list[float]:
        """The months of a level and, after the first one on the way, those from today."""
        present, place = self.levels.index(self.present), self.levels.index(level)
        way = self.levels[present + 1 : place + 1]
        total = sum(number for one in way for number in self.months(one))
        return [*self.months(level), *([total] if len(way) > 1 else [])]

    def least(self, name: str) -> float:
        own = OUTCOMES[name]
        share = own.smallest_difference or 0.0
        beside = (COST, DELAY) if name == NET else (name,)
        whole = sum(abs(self.value(self.present, one)) for one in beside)
        return share * (whole if own.relative else 1.0)

    def little(self, found: Found, name: str) -> bool:
        least = self.least(name)
        return self.n >= 100 and 0 < max(abs(found.low), abs(found.high)) < least

    def worse(self, level: str) -> Iterator[tuple[bool, list[float]]]:
        """What gets worse at a step, money of justice apart: whether it is too little to matter, and its numbers."""
        for name in LOST:
            found = self.step(level, name)
            if name != JUSTICE and found.clear and (found.value > 0) == (name in LESS_IS_BETTER):
                little = self.little(found, name)
                numbers = found.told(self.unit(name))
                yield little, numbers[:1] if little else numbers

    def turn(self, level: str, base: str) -> list[object]:
        """The turning point in per cent, with its interval where the difference in harm is clear."""
        harm = self.column(level, HARM) - self.column(base, HARM)
        rest = self.column(level, NET) - self.column(base, NET) + harm
        if not harm.sum() or rest.sum() / harm.sum() <= 0:
            return []
        at = Two(100 * rest.sum() / harm.sum())
        if not self.difference(level, base, HARM).clear:
            return [at]
        found = interval(*jackknife(rest, harm))
        return [at, *(Two(100 * end) if end > 0 else 0.0 for end in (found.low, found.high))]

    def better_above(self, level: str, base: str) -> bool:
        harm, net = (self.value(level, n) - self.value(base, n) for n in (HARM, NET))
        return harm < 0 < net

    @cached_property
    def weights(self) -> dict[str, tuple[str, tuple[float, float], float]]:
        """By key of the scenario: what it multiplies, its range, its value."""
        economy = self.config["economy"]
        return {
            "harm": (HARM, field_of("commodities.*.harm_eur")[0].prior, 1.0),
            "lambda": (HARM, (min(LAMBDAS), max(LAMBDAS)), 1.0),
            "home": (
                HARM,
                field_of("economy.harm_home_share")[0].prior,
                economy["harm_home_share"],
            ),
            "delay": (
                DELAY,
                field_of("economy.delay_cost_per_day")[0].prior,
                economy["delay_cost_per_day"],
            ),
            "level": (COOPERATION, COST_RANGE, 1.0),
        }

    def at_ends(self, key: str, level: str) -> list[float]:
        part, ends, own = self.weights[key]
        net, moved = (self.difference(level, self.present, n).value for n in (NET, part))
        return [net - (end / own - 1) * moved for end in ends]

    @property
    def flips(self) -> list[str]:
        of = self.others if self.best == self.present else [self.best]
        return [
            key
            for key in self.weights
            if key != "lambda"
            and any(min(self.at_ends(key, one)) < 0 < max(self.at_ends(key, one)) for one in of)
        ]

    @property
    def moves(self) -> str:
        return max((key for key in self.weights if key != "lambda"), key=self.span)

    def span(self, key: str) -> float:
        """The most by which an assumption moves the difference of any level."""
        ends = [self.at_ends(key, level) for level in self.others]
        return max(abs(high - low) for low, high in ends)

    def unit(self, name: str) -> float:
        """What a number is multiplied by to be shown: money by the largest difference, costs together."""
        if name in RATIOS:
            return 100.0
        if not name.endswith("_eur"):
            return 1.0
        together = (COST, DELAY) if name.endswith("_cost_eur") else (name,)
        found = [self.difference(one, self.present, n) for one in self.others for n in together]
        ends = [abs(end) for one in found for end in one.told(1.0)]
        return euros(max(ends), max(abs(self.value(level, name)) for level in self.levels))

    @cached_property
    def unit_of_payers(self) -> float:
        means = {
            (payer, level): paid(self, level, payer).mean()
            for payer in PAYERS
            for level in self.levels
        }
        gaps = [abs(own - means[payer, self.present]) for (payer, _), own in means.items()]
        return euros(max(gaps), max(map(abs, means.values())))


def euros(differences: float, values: float) -> float:
    """The factor to thousands, millions or thousands of millions of euros."""
    size = max(differences, min(values, 1e4)) if differences else values
    factors = ((1e9, 1e-9), (1e6, 1e-6), (1e4, 1e-3))
    return next((factor for least, factor in factors if size >= least), 1.0)


# --------------------------------------------------------------------------- who pays
def paid(t: Tables, level: str, payer: str) -> np.ndarray:
    customs, police, money = (
        t.column(level, name) for name in ("customs_cost_eur", "police_cost_eur", COOPERATION)
    )
    share = share_of_customs(t)
    return {
        "customs": customs + share * money,
        "police": police + (1 - share) * money,
        "justice": t.column(level, "justice_cost_eur"),
        "trade": t.column(level, DELAY),
        "together": customs + police + money + t.column(level, DELAY),
        "services": customs + police + money,
        "public": customs + police + money + t.column(level, "justice_cost_eur"),
    }[payer] / t.years


def share_of_customs(t: Tables) -> float:
    """Of the payroll: every officer costs the same."""
    return services(t)[0] / staff(t)


def services(t: Tables) -> tuple[float, float]:
    """Officers of customs and of the police, those at desks among them."""
    posts = t.config["posts"].values()
    customs = sum(flow["officers"] for post in posts for flow in post["flows"].values())
    police = sum(post["police_officers"] for post in posts)
    desks = t.config["police"]["investigators"] + t.config["police"].get("analysts", 0)
    return customs + t.config["customs"]["analysts"], police + desks


def staff(t: Tables) -> float:
    return sum(services(t))


def vacant(t: Tables, level: str) -> float:
    """Posts that the money of cooperation would pay."""
    return t.column(level, COOPERATION).mean() / t.years / t.config["economy"]["officer_cost_eur"]
