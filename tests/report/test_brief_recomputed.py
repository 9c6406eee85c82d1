"""Every number that stands in the brief, reckoned again from the stored tables of a small result.

Nothing of the report is called for it: runs and manifest are read as files, means and intervals are
taken by leaving out one replicate at a time, and the text of each part of the page must hold the
numbers that follow and no other.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser
from itertools import takewhile

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from borderSim.measures.outcomes import OUTCOMES
from borderSim.report.brief import render_brief
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


# ------------------------------------------------------------------------------ the page
class Lines(HTMLParser):
    """The lines of text of each part of a page; a cell, an item and a small text are a line each."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.parts: list[list[str]] = []
        self.feed(page[page.index("<main>") : page.index("</main>")])

    def handle_starttag(self, tag, attrs):
        if tag == "section":
            self.parts.append([])
        if (
            tag in ("p", "li", "th", "td", "dt", "dd", "small", "h1", "h2", "tr", "section")
            or (
                "class",
                "text",
            )
            in attrs
        ):
            self.parts[-1:] and self.parts[-1].append("")

    def handle_data(self, data):
        if self.parts and self.parts[-1]:
            self.parts[-1][-1] += data


def numbers(lines: list[str]) -> list[str]:
    return [found for line in lines for found in NUMBER.findall(" ".join(line.split()))]


@dataclass
class Two:
    """A number that is shown with so many significant digits."""

    value: float
    digits: int = 2


def fits(shown: str, wanted: object) -> bool:
    own = float(shown.replace("−", "-").replace(" ", ""))
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

    @cached_property
    def wanted(self) -> dict[str, list[object]]:
        """What the page must hold, reckoned once: many factors are tried for it."""
        return expected(self)

    @property
    def present(self) -> str:
        return self.manifest["present"]

    @property
    def others(self) -> list[str]:
        return [level for level in self.levels if level != self.present]

    @property
    def years(self) -> float:
        return float(self.manifest["years"])

    @cached_property
    def n(self) -> int:
        return len(self.runs) // len(self.levels)

    @property
    def config(self) -> dict:
        return self.manifest["config"]["training"]

    def column(self, level: str, name: str) -> np.ndarray:
        own = self.runs[self.runs["level"] == level].sort_values("seed")
        return own[name].to_numpy(float)

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
        own = self.manifest["level_config"]["training"].get(level) or self.config
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
        return share * (abs(self.value(self.present, name)) if own.relative else 1.0)

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


# --------------------------------------------------------------------------- part by part
PLACES = 3
"""By how many per cent a chance from other draws may differ."""


def around(chance: float) -> object:
    """A chance in whole per cent, drawn anew here; near the ends the page says more than 99 or less than 1."""
    low, high = max(1, round(100 * chance) - PLACES), min(99, round(100 * chance) + PLACES)
    return range(low, high + 1)


def which_level(t: Tables) -> list[object]:
    wanted: list[object] = [len(t.levels), t.n, *NUMBER.findall(t.manifest["measured"]["training"])]
    if t.n < 100:
        wanted += [t.n, 100]
    if t.aim:
        below = t.levels[t.levels.index(t.aim) - 1]
        bases = [t.present, *([below] if below != t.present else [])]
        for base in bases:
            wanted += t.difference(t.aim, base, NET).told(t.unit(NET))
        told = [t.above_zero(t.aim, base) for base in bases]
        shown = ["more than 99" if one >= 0.995 else round(100 * one) for one in told]
        wanted += [around(one) for one in (told if len(set(shown)) > 1 else told[:1])]
    if t.stops_at:
        wanted += [around(t.chance), *t.step(t.stops_at).told(t.unit(NET))]
    elif t.best != t.present or t.aim is None:
        wanted.append(around(t.chance))
    wanted.append(95)
    return wanted + (aim_cost(t, t.aim) if t.aim else []) + ([66] if t.chance < 0.66 else [])


def aim_cost(t: Tables, aim: str) -> list[object]:
    """Public money by payer, delay apart, set-up against running, and the posts that this money pays."""
    payers = ("public", "customs", "police", "justice", "trade")
    wanted: list[object] = [
        t.unit_of_payers * (paid(t, aim, p) - paid(t, t.present, p)).mean() for p in payers
    ]
    services = paid(t, aim, "services") - paid(t, t.present, "services")
    running, share = (
        t.column(aim, f"cooperation_{part}_eur").mean() / t.years for part in ("running", "setup")
    )
    once = t.column(aim, "setup_paid_from_change_eur").mean()
    factor = next(f for least, f in ((1e9, 1e-9), (1e6, 1e-6), (1e4, 1e-3)) if once >= least)
    economy = t.config["economy"]
    wanted += [services.mean() * t.unit_of_payers, running * factor, once * factor, share * factor]
    wanted += [economy["annuity_years"], 100 * economy["discount_rate"]]
    posts = vacant(t, aim) - vacant(t, t.present)
    return wanted + ([posts, 100 * posts / staff(t)] if posts > 0 else [])


def what_first(t: Tables) -> list[object]:
    wanted: list[object] = [4]
    stages = t.levels[1 : t.levels.index(t.aim) + 1] if t.aim else []
    for level in stages:
        wanted += t.months_told(level)
        onward = t.levels.index(level) > t.levels.index(t.lowest)
        wanted += t.step(level).told(t.unit(NET)) if onward else t.gain(level).told(t.unit(NET))
        if t.levels.index(level) >= t.levels.index(t.lowest):
            wanted += the_price(t, level)
    return [*wanted, *([t.n] if t.n < 100 else [])]


def the_price(t: Tables, level: str) -> list[object]:
    """What is clearly worse there than under any other level, and organisations where no gain is clear."""
    wanted: list[object] = []
    for name in COLUMNS:
        sign = -1 if name in LESS_IS_BETTER else 1
        ends = {one: sign * t.difference(one, t.present, name).value for one in t.others}
        own = t.difference(level, t.present, name)
        worst = all(ends[level] < other for one, other in ends.items() if one != level)
        if own.clear and ends[level] < 0 and worst:
            wanted.append(own.value * t.unit(name))
    ended = t.difference(level, t.present, "orgs_dismantled")
    return wanted + ([] if ended.clear else ended.told(1.0))


def levels_told(t: Tables) -> list[object]:
    """Months of the levels that are no stage on the way: those of the stages stand above."""
    reached = t.levels.index(t.aim) if t.aim else 0
    return [number for level in t.levels[reached + 1 :] for number in t.months(level)]


def ticks(t: Tables) -> list[object]:
    """Round numbers on the scale of the figure: at most six steps of 1, 2 or 5 times a power of ten."""
    ends = [0.0]
    for level in t.others:
        ends += t.gain(level).told(t.unit(NET))
    low, high = min(ends), max(ends)
    steps = sorted(m * 10.0**p for p in range(-9, 9) for m in (1, 2, 5))
    step = next(one for one in steps if (high - low) / one <= 6)
    return [n * step for n in range(math.ceil(low / step), math.floor(high / step) + 1)]


def net_benefit(t: Tables) -> list[object]:
    """The figure with its scale, and the way from goods on the market to net benefit."""
    wanted = ticks(t)
    for level in t.others:
        wanted += t.gain(level).told(t.unit(NET))
    of = t.aim or t.best
    if of == t.present:
        return wanted
    goods, harm, net = (
        t.difference(of, t.present, name).value * t.unit(scale)
        for name, scale in (("delivered_value_eur", "delivered_value_eur"), (HARM, NET), (NET, NET))
    )
    costs = t.unit(NET) * sum(t.difference(of, t.present, name).value for name in (COST, DELAY))
    home = t.config["economy"]["harm_home_share"]
    each = harm / t.unit(NET) / home / (goods / t.unit("delivered_value_eur"))
    factor: list[object] = [Two(each)] if each > 0 else []
    return [*wanted, goods, *factor, 100 * home, harm, costs, net]


def goals(t: Tables) -> list[object]:
    wanted: list[object] = [t.value(t.present, name) * t.unit(name) for name in COLUMNS]
    for level in t.others:
        for name in COLUMNS:
            wanted += t.difference(level, t.present, name).told(t.unit(name))
    return [*wanted, *(t.least(name) * t.unit(name) for name in COLUMNS), 95, t.years]


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


def costs(t: Tables) -> list[object]:
    wanted: list[object] = []
    money = t.unit_of_payers
    for payer in ("customs", "police", "justice", "public", "trade"):
        wanted.append(paid(t, t.present, payer).mean() * money)
        for level in t.others:
            more = paid(t, level, payer) - paid(t, t.present, payer)
            wanted += interval(*jackknife(more, np.ones(t.n))).told(money)
    for level in t.levels:
        hours = t.column(level, "coordination_hours").mean() / t.years
        wanted += [hours / t.config["customs"]["hours_per_officer_year"]]
        wanted += [Two(hours, 3) if hours >= 100 else hours]
    wanted.append(staff(t))
    for level in t.levels:
        wanted += [vacant(t, level), 100 * vacant(t, level) / staff(t)]
    pay, (customs, police) = t.config["economy"]["officer_cost_eur"], services(t)
    budget = (
        t.column(t.present, "customs_cost_eur") + t.column(t.present, "police_cost_eur")
    ).mean()
    rest = 100 * (1 - pay * staff(t) / (budget / t.years))
    machines = [rest] if round(rest) > 0 else []
    return [*wanted, 95, 100 * share_of_customs(t), 2024, pay, *machines, customs, police]


def when(t: Tables) -> list[object]:
    wanted: list[object] = []
    for below, level in t.steps:
        wanted += t.turn(level, t.present)
        wanted += t.turn(level, below) if below != t.present else []
    _, held, _ = t.weights["harm"]
    wanted += [100, 95, *(100 * end for end in held), *(holding(t) if t.aim else flipping(t))]
    harms = [own["harm_eur"] for own in t.config["commodities"].values() if own["harm_eur"]]
    return [*wanted, *harms[:4]]


def in_order(t: Tables) -> list[str]:
    keys = [key for key in t.weights if key != "lambda"]
    return sorted(keys, key=lambda key: (t.weights[key][0] != HARM, -t.span(key)))


def flipping(t: Tables) -> list[object]:
    """The assumptions that turn a sign, else all that were tried, each with its range in per cent."""
    told = [key for key in in_order(t) if key in t.flips] or in_order(t)
    return [100 * end for key in told for end in t.weights[key][1]]


def holding(t: Tables) -> list[object]:
    """The ranges of prices and weights, and where the advice is another, found by trying many factors."""
    changed: list[object] = []
    steady: list[object] = []
    for key in [key for key in t.weights if key != "lambda"]:
        _, ends, own = t.weights[key]
        shown = [Two(100 * end) for end in ends]
        low, high = (end / own for end in ends)
        less, more = t.advice_changes(key, 0.0), t.advice_changes(key, 3 * high)
        aim = t.advice_changes(key, 0.0, aim_only=True)
        below = [Two(100 * own * less)] if less and less > low else []
        above = [Two(100 * own * more)] if more and more < high else []
        last = [Two(100 * own * aim)] if aim and aim != less else []
        if below or above:
            changed += [*shown, *below, *last, *above]
        else:
            steady += shown
    return changed + steady


def expected(t: Tables) -> dict[str, list[object]]:
    """By head of a part: the numbers in the order in which they stand."""
    return {
        "Customs and police": which_level(t),
        "What to do first": what_first(t),
        "What each level is": levels_told(t),
        "What each level would change": goals(t),
        "Net benefit a year": net_benefit(t),
        "What gets worse": [
            number
            for _, level in t.steps
            for _, told in sorted(t.worse(level), key=lambda one: one[0])
            for number in told
        ]
        + [len(LOST) * len(t.steps)],
        "What it costs": costs(t),
        "When it is not worth it": when(t),
        "How sure": [95, 95, 100],
    }


def check(page: str, t: Tables) -> int:
    """Hold every number of a page against the tables; return how many there are."""
    text = page.replace(f"borderSim {t.manifest['program_version']}", "borderSim")
    parts = Lines(text).parts
    wanted, count = t.wanted, 0
    assert len(parts) == len(wanted)
    for lines, (head, own) in zip(parts, wanted.items(), strict=True):
        assert head in " ".join(lines)
        flat = [n for one in own for n in (one if isinstance(one, list | tuple) else [one])]
        shown = numbers(lines)
        assert len(shown) == len(flat), (head, shown, flat)
        for told, number in zip(shown, flat, strict=True):
            assert fits(told, number), (head, told, number, shown, flat)
        count += len(shown)
    return count


# ------------------------------------------------------------------------------ the tests
@pytest.fixture(scope="module")
def stored(small_result):
    """A small comparison as it lies on the disk."""
    manifest = json.loads((small_result / "manifest.json").read_text())
    return small_result, Tables(pd.read_parquet(small_result / "runs.parquet"), manifest)


@pytest.fixture(scope="module")
def planted(planted_result):
    """The same with 120 replicates and gains by hand: not clear, clear, clear again, not clear."""
    return planted_result, Tables(planted_result.runs, planted_result.manifest)


def test_every_number_of_the_stored_page_follows_from_the_stored_tables(stored):
    place, tables = stored
    assert check((place / "brief.html").read_text(), tables) > 150


def test_every_number_follows_where_a_level_is_named_and_sizes_are_weighed(planted):
    comparison, tables = planted
    assert tables.stops_at == tables.best and tables.lowest == tables.levels[2]
    assert tables.aim == tables.levels[3]
    page = render_brief(comparison)
    assert check(page, tables) > 150
    aim, *way = (comparison.manifest["levels"][place]["title"] for place in (3, 1, 2))
    assert f"Advised: {aim}, built up by way of {way[0]} and {way[1]}." in page


def test_one_wrong_digit_anywhere_is_found(planted):
    """The proof of the proof: each number of the text, changed by one in its last digit, is noticed."""
    comparison, tables = planted
    page = render_brief(comparison)
    start = page.index("<main>")
    places = list(re.finditer(r">[^<]*?\d(?=[^\d<]*[^<]*<)", page[start:]))
    for found in places[:: max(1, len(places) // 25)]:
        place = start + found.end() - 1
        digit = page[place]
        wrong = page[:place] + str((int(digit) + 5) % 10) + page[place + 1 :]
        with pytest.raises(AssertionError):
            check(wrong, tables)
