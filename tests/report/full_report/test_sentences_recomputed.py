"""Every number in a sentence of the report, reckoned again from the stored tables.

Each piece of text that holds a digit has its rule here: one without a rule fails. The tables of the
next step, of who pays, of what decides and of the country are held too; those of outcomes and figures
in tests of their own. Nothing of the report is called for it but the page itself.
"""

from __future__ import annotations

import dataclasses
import json
import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from borderSim.report.full_report.page import render
from tests.report.blocks import Blocks, Cell, Piece, Table
from tests.report.figures.test_figure_tables_recomputed import (
    FIGURES,
    LOADS,
    PERSONS,
    ROWS_SHOWN,
    gains_by_month,
    mean,
    pays_from,
    shaken,
)
from tests.report.recomputed import (
    COST,
    DELAY,
    HARM,
    JUSTICE,
    LESS_IS_BETTER,
    NET,
    RATIOS,
    Found,
    Tables,
    Two,
    euros,
    fits,
    interval,
    jackknife,
    paid,
    services,
    share_of_customs,
    staff,
    vacant,
)
from tests.report.recomputed_outcomes import Outcomes

GOALS = ("interdiction_rate", "delivered_value_eur", "orgs_dismantled", COST, DELAY)
HEADLINE = (*GOALS, NET)
HELD = (*HEADLINE, "seizures", "members_arrested", "leaders_arrested", "hit_rate_targeted", JUSTICE)
"""What may be lost at a step, in the order in which it is told."""
UNDIRECTED = ("seizures", "members_arrested")
NUMBER = re.compile(r"[+−]?\d{1,3}(?: \d{3})+(?:\.\d+)?(?![\d.])|[+−]?\d+(?:\.\d+)?")
WORDS = (
    (0.99, "virtually certain"),
    (0.95, "extremely likely"),
    (0.9, "very likely"),
    (0.66, "likely"),
    (0.33, "about as likely as not"),
    (0.0, "unlikely"),
)
DRAWS = 4000


@dataclass
class Near:
    """A number from other draws: it may differ by so much."""

    value: float
    by: float


@dataclass
class Four:
    """A number of unknown size, told with four significant digits or to the unit."""

    value: float


def agrees(shown: str, wanted: object) -> bool:
    """Whether a number of the page tells the one that is wanted."""
    own = float(shown.replace("−", "-").replace(" ", ""))
    if isinstance(wanted, Near):
        places = len(shown.partition(".")[2])
        return abs(own - wanted.value) <= wanted.by + 0.5 * 10.0**-places
    if isinstance(wanted, Four):
        size = math.floor(math.log10(abs(wanted.value))) if wanted.value else 0
        return abs(own - wanted.value) <= 0.5 * 10.0 ** -min(6, max(0, 3 - size)) * 1.000001
    return fits(shown, wanted)


class Report(Tables):
    """The tables of a comparison, those of months too."""

    def __init__(self, found: Any) -> None:
        super().__init__(found.runs, found.manifest)
        self.found = found
        self.kept: dict[tuple[str, ...], Any] = {}
        self.outcomes = Outcomes(found.runs, found.yearly, found.monthly, found.manifest)

    def once(self, key: tuple[str, ...], make: Callable[[], Any]) -> Any:
        """Return what was reckoned under a key, or reckon it."""
        if key not in self.kept:
            self.kept[key] = make()
        return self.kept[key]

    def figure(self, name: str) -> list[tuple[Any, ...]]:
        """Return the numbers of a figure."""
        return self.once(("figure", name), lambda: list(FIGURES[name](self.outcomes)))

    def drawn_of(self, name: str) -> np.ndarray:
        """Return :meth:`drawn`, once."""
        return self.once(("drawn", name), lambda: self.drawn(name))

    def difference(self, level: str, base: str, name: str) -> Found:
        """Return a paired difference, once."""
        own = super().difference
        return self.once((level, base, name), lambda: own(level, base, name))

    def title(self, level: str) -> str:
        """Return what a level is called."""
        return next(own["title"] for own in self.manifest["levels"] if own["name"] == level)

    @property
    def above(self) -> list[str]:
        """Levels above the present one."""
        return self.levels[self.levels.index(self.present) + 1 :]

    def below(self, level: str) -> str:
        """Return the level below."""
        return self.levels[self.levels.index(level) - 1]

    @property
    def window(self) -> list[object]:
        """The numbers by which the years that are measured are told."""
        horizon = float(self.manifest["years"])
        first = round(horizon - self.years + 1)
        return [horizon] if first == 1 else [first, math.ceil(horizon), horizon]

    def drawn(self, name: str) -> np.ndarray:
        """Return an outcome of each level in draws of the replicates, of which more is better."""
        rows = np.random.default_rng(5).integers(0, self.n, (DRAWS, self.n))
        sums = [
            np.stack([p[rows].sum(axis=1) for p in self.parts(one, name)]) for one in self.levels
        ]
        values = np.stack([top / bottom for top, bottom in sums], axis=1)
        return -values if name in LESS_IS_BETTER else values

    @cached_property
    def best_by_goal(self) -> dict[str, tuple[str, float]]:
        """By outcome the level that is best, and the chance that it is."""
        found = {}
        for name in HEADLINE:
            sign = -1 if name in LESS_IS_BETTER else 1
            values = [sign * self.value(level, name) for level in self.levels]
            best = int(np.argmax(values))
            drawn = self.drawn_of(name)
            first = drawn == drawn.max(axis=1, keepdims=True)
            found[name] = (
                self.levels[best],
                float((first / first.sum(axis=1)[:, None])[:, best].mean()),
            )
        return found

    def judged(self, found: Found, name: str) -> bool | None:
        """Whether a difference is clearly better, clearly worse, or neither."""
        if not found.clear or name in UNDIRECTED:
            return None
        if name == JUSTICE:
            return False if found.value > 0 else None
        return bool(found.value > 0) != (name in LESS_IS_BETTER)


# -------------------------------------------------------------------- the first screen
def near_chance(chance: float) -> list[object]:
    """Return a chance in per cent as it is told, from other draws; near the ends it is no whole number."""
    return [Near(min(99, max(1, 100 * chance)), 3.0 if 0.005 < chance < 0.995 else 0.0)]


def lead(t: Report, told: str) -> list[object]:
    """Return the numbers of a paragraph of the answer."""
    if told.startswith("By net benefit"):
        return best_told(t)
    if "The rule: advised" in told:
        return [*(t.step(t.stops_at).told(t.unit(NET)) if t.stops_at else []), 95]
    if told.startswith(("Advised", "These simulations")):
        gain = t.best != t.present and t.aim is not None and t.best != t.aim
        clear = gain and t.step(t.best).low > 0
        return t.step(t.best).told(t.unit(NET)) if gain and not clear else []
    return [t.n] if told.startswith("With ") else [66]


def best_told(t: Report) -> list[object]:
    """Return the chance of the best level, and what choosing another loses on average."""
    drawn = t.drawn_of(NET) * t.unit(NET)
    short = drawn.max(axis=1, keepdims=True) - drawn
    loss = [Near(one.mean(), 5 * one.std() * math.sqrt(1 / 2000 + 1 / DRAWS)) for one in short.T]
    best = t.levels.index(t.best)
    others = [one for place, one in enumerate(loss) if place != best]
    return [*near_chance(t.best_by_goal[NET][1]), t.n, *others, loss[best]]


def act(t: Report, told: str) -> list[object]:
    """Return the months of a level that is to be set up, or the turning point of the best."""
    if told.startswith("When it loses"):
        best = max(t.others, key=lambda one: t.gain(one).value)
        at, *ends = t.turn(best, t.present) or [None]
        onward = t.turn(best, t.below(best)) if t.below(best) != t.present else []
        by_the_mean = not ends if at else not t.gain(best).clear
        assert ("By the mean of these runs" in told) == by_the_mean, told
        return [*([at] if at else []), *([95, *ends] if ends else []), *onward]
    level = level_of(t, told.removeprefix("Set up "))
    return months_so_far(t, level)


def months_so_far(t: Report, level: str) -> list[object]:
    """Return the months of a level, and those from today where they are more."""
    ramp = t.manifest["transition"] == "ramp"
    return t.months(level) if ramp else list(t.months_told(level))


def level_of(t: Report, told: str) -> str:
    """Return the level that a text begins with."""
    return next(level for level in t.levels if told.startswith(t.title(level)))


def goal(t: Report, told: str) -> list[object]:
    """Return the chance of the best level by a goal; its name and its word must stand there."""
    level, chance = t.best_by_goal[GOALS[index(told)]]
    assert f": {t.title(level)}, " in told, (told, level)
    shown = told.rpartition(", ")[2].partition(" (")[0]
    allowed = {word_of(min(1.0, max(0.0, chance + by))) for by in (-0.03, 0, 0.03)}
    assert shown in allowed, (told, chance)
    return near_chance(chance)


GOAL_TITLES = (
    "Interdiction rate",
    "Value that reached the market",
    "Organisations dismantled",
    "Enforcement and cooperation cost",
    "Delay cost of lawful trade",
)


def index(told: str) -> int:
    """Return the place of the goal that a text begins with."""
    return next(i for i, one in enumerate(GOAL_TITLES) if told.startswith(one))


def word_of(chance: float) -> str:
    """Return the word of the scale."""
    return next(word for least, word in WORDS if chance >= least)


def step_told(t: Report, told: str) -> list[object]:
    """Return what is lost at a step: what matters or may matter, then what is too little."""
    level = level_of(t, told)
    lost: list[object] = []
    little: list[object] = []
    for name in HELD:
        found = t.step(level, name)
        if t.judged(found, name) is not False:
            continue
        numbers = [*found.told(t.unit(name))]
        if t.little(found, name):
            little += [*numbers, Two(t.least(name) * t.unit(name))]
        else:
            lost += numbers
    said = t.judged(t.step(level), NET)
    clear = {True: "clearly better", False: "clearly worse", None: "cannot be told"}[said]
    assert f"net benefit {'is ' if said is not None else ''}{clear}" in told, told
    return lost + little


# ---------------------------------------------------------------------- what is clear
def clear_head(t: Report, _: str) -> list[object]:
    """Return how many intervals there are and how many would be off by chance."""
    count = len(t.others) * len(HEADLINE)
    warned = [*coverage(t, "value"), *coverage(t, "difference")]
    low = [95, 93] if warned else []
    return [95, count, max(1, 0.05 * count), *([t.n] if t.n < 100 else []), *low, *warned]


def coverage(t: Report, part: str) -> list[object]:
    """Return how often intervals of so few replicates hold the truth, where that is less than 93 %."""
    stored = json.loads(COVERAGE.read_text())
    found: list[object] = []
    for name in HEADLINE:
        events = t.value(t.present, name)
        kind = "heavy_ratio" if name in RATIOS else "heavy_total"
        kind = ("rare" if abs(events) < 1 else "state") if name == "orgs_dismantled" else kind
        known = [row for row in stored if row["kind"] == kind and row["n"] <= t.n]
        share = max(known, key=lambda row: row["n"])[part]
        spread = np.ptp(t.column(t.present, name)) > 0
        found += [100 * share] if share < 0.93 and spread else []
    return found


COVERAGE = Path(str(files("borderSim") / "studies" / "analysis" / "coverage.json"))
"""Measured once: no number of this result."""


def clear_told(t: Report, head: str, told: str) -> list[object]:
    """Return the differences of the levels that one sentence of an outcome tells, in its order."""
    name = HEADLINE[[*GOAL_TITLES, "Net benefit (national"].index(head.partition(", λ")[0])]
    unit = t.unit(name)
    if told.startswith("The smallest difference"):
        sizes(t, name, told)
        return [Two(t.least(name) * unit)]
    kinds = {"✔": True, "✖": False, "○": None}
    found = {level: t.difference(level, t.present, name) for level in t.others}
    if told.startswith("="):
        wanted = {level: one for level, one in found.items() if math.isnan(one.low) and one.value}
    else:
        wanted = {
            level: one
            for level, one in found.items()
            if not math.isnan(one.low) and t.judged(one, name) is kinds[told[0]]
        }
    assert [level for level in t.others if t.title(level) in told] == list(wanted), told
    return [number for one in wanted.values() for number in one.told(unit)]


def sizes(t: Report, name: str, told: str) -> None:
    """Hold which levels lie beyond the smallest difference that matters, within it, or neither."""
    least, kinds = t.least(name), {"beyond": [], "within": [], "open": []}
    for level in t.others:
        found = t.difference(level, t.present, name)
        low, high = (
            (found.low, found.high) if not math.isnan(found.low) else (found.value, found.value)
        )
        if found.value == 0 and math.isnan(found.low):
            continue
        beyond = low >= least or high <= -least
        within = max(abs(low), abs(high)) < least
        kinds["beyond" if beyond else "within" if within else "open"].append(t.title(level))
    starts = {
        "beyond": "The whole interval lies beyond it for ",
        "within": "The whole interval lies within it for ",
        "open": "Whether the difference is large enough stays open for ",
    }
    for kind, titles in kinds.items():
        sentence = told.partition(starts[kind])[2].partition(".")[0].partition(":")[0]
        shown = re.split(r", and |, | and ", sentence) if sentence else []
        assert sorted(shown) == sorted(titles), (name, kind, titles, told)


def replicates_needed(t: Report, _: str) -> list[object]:
    """Return with how many replicates each difference would be known to within the smallest that matters."""
    needed = []
    for name in HEADLINE:
        found = [t.difference(level, t.present, name) for level in t.others]
        halves = [(one.high - one.low) / 2 for one in found if not math.isnan(one.low)]
        asked = [max(5, math.ceil(t.n * (half / t.least(name)) ** 2)) for half in halves]
        if asked:
            needed.append(Near(float(f"{max(asked):.2g}"), 0.0))
            if name == NET:
                needed.append(1)  # (the λ in its name)
    return [*needed, t.n]


# ------------------------------------------------------------------------------ years
def pays_in(t: Report, _: str) -> list[object]:
    """Return from which year on each level pays, with its interval."""
    found: list[object] = []
    for level in t.others:
        own = gains_by_month(t.outcomes, level, 1.0)
        means = [mean(own[:, month]) for month in range(own.shape[1])]
        ends = [
            np.array([getattr(one, end) if one.spread else one.value for one in means])
            for end in ("high", "low")
        ]
        spread = any(one.spread for one in means)
        paths = [own.mean(axis=0), *(ends if spread else [])]
        found += [one * 30 / 365 for one in map(pays_from, paths) if math.isfinite(one)]
    return found


# ---------------------------------------------------------------------------- figures
def rows_of(name: str) -> Callable[[Report, str], list[object]]:
    """Return what says how many rows of a figure are shown, of how many."""
    return lambda t, told: [ROWS_SHOWN, len(t.figure(name))]


def forest(t: Report, _: str) -> list[object]:
    """Return replicates, clear differences and all."""
    found = [t.difference(level, t.present, name) for name in HEADLINE for level in t.others]
    clear = sum(bool(one.clear or (math.isnan(one.low) and one.value)) for one in found)
    return [t.n, 95, clear, len(found)]


def funnel(t: Report, _: str) -> list[object]:
    """Return the loads and persons of the present and of the last level."""
    found: list[object] = []
    for level in dict.fromkeys((t.present, t.levels[-1])):
        own = {name: t.column(level, name).mean() / t.years for name in (*LOADS, *PERSONS)}
        told = ("planned", "loads_found", "finds_in_cases", "members_convicted", "members_arrested")
        found += [own[name] for name in told]
    return found


def rate(t: Report, told: str) -> list[object]:
    """Return how seizures and the rate go together over all runs."""
    rates = t.runs["seized_value_eur"] / t.runs["shipped_value_eur"]
    found = float(np.corrcoef(t.runs["seizures"], rates)[0, 1])
    word = "go together" if found > 0.5 else "go apart" if found < -0.5 else "hardly go together"
    assert word in told, (found, told)
    return [found]


def left(t: Report, told: str) -> list[object]:
    """Return what became of the organisations under a level."""
    if told.startswith("Struck is not gone"):
        return [90]
    level = level_of(t, told)
    names = ("orgs_at_start", "orgs_dismantled", "orgs_wounded", "orgs_recovered")
    sums = {name: np.nansum(t.column(level, name)) for name in t.runs.columns[4:]}
    known = np.isfinite(t.column(level, "blows")) & np.isfinite(
        t.column(level, "blows_unrecovered")
    )
    blows = [t.column(level, name)[known].sum() for name in ("blows_unrecovered", "blows")]
    parts = [
        (sums["capacity_active"] - sums["capacity_survivors"], sums["capacity_active"]),
        (sums["leaders_arrested"], sums["members_arrested"]),
    ]
    start, *fates = (sums[name] / t.n for name in names)
    fate = [start, fates[0], fates[1], 80, fates[2]]
    recovery = [100 * blows[0] / blows[1]] if blows[1] else []
    return [*fate, *recovery, *(100 * a / b for a, b in parts)]


def one_network(t: Report, _: str) -> list[object]:
    """Return number, places and seed of the organisation of which most differs."""
    number, places = t.once(("network",), lambda: differing_most(t))
    return [number, places, t.found.networks["seed"].min()]


def differing_most(t: Report) -> tuple[int, int]:
    """Return the organisation, and its places, whose places and ties end most unlike under the levels."""
    members, links = t.found.networks, t.found.links
    members, links = (one[one["seed"] == one["seed"].min()] for one in (members, links))
    score: dict[int, float] = {}
    sizes = members[(members["level"] == t.levels[0]) & (members["status_start"] != "")]
    for number, own in sizes.groupby("organisation"):
        places = unlike(members[members["organisation"] == number], ["member"], "status_end", t)
        ties = unlike(links[links["organisation"] == number], ["member", "other"], "end", t)
        score[int(number)] = places + ties if len(own) <= MOST_MEMBERS else 0.0
    chosen = max(score, key=lambda number: (score[number], -number))
    return chosen, int((sizes["organisation"] == chosen).sum())


MOST_MEMBERS = 40
"""Larger organisations are drawn only where there is none as small."""


def unlike(rows: Any, keys: list[str], state: str, t: Report) -> float:
    """Return the share of places or ties that do not end alike under all levels."""
    by = {level: rows[rows["level"] == level].set_index(keys)[state] for level in t.levels}
    every = sorted(set().union(*(set(own.index) for own in by.values())))
    if not every:
        return 0.0
    ends = [{str(own.get(key, "")) for own in by.values()} for key in every]
    return sum(len(one) > 1 for one in ends) / len(ends)


# ------------------------------------------------------------------------------- money
def payers_read(t: Report, _: str) -> list[object]:
    """Return what is said under the table of who pays."""
    return [95, 100 * share_of_customs(t), 2024, 100 * t.config["economy"]["discount_rate"]]


def setup(t: Report, _: str) -> list[object]:
    """Return all set-up that each level pays, in one unit."""
    paid_in = [t.column(level, "setup_paid_from_change_eur").mean() for level in t.levels]
    factor = next((f for least, f in SIZES if max(paid_in) >= least), 1.0)
    return [one * factor for one in paid_in]


SIZES = ((1e9, 1e-9), (1e6, 1e-6), (1e4, 1e-3))


def three_values(t: Report, told: str) -> list[object]:
    """Return the weights of harm; the level with the highest mean at each must stand there."""
    rest = {level: t.value(level, NET) + t.value(level, HARM) for level in t.levels}
    best = {
        weight: max(t.levels, key=lambda one: rest[one] - weight * t.value(one, HARM))
        for weight in (0, 1, 3)
    }
    if len(set(best.values())) == 1 and "all six panels" in told:
        return [0, 1, 3]
    for weight, level in best.items():
        assert f"{t.title(level)} at λ = {weight}" in told, (weight, level, told)
    return [0, 1, 3, 0, 1, 3]


def change_pays(t: Report, told: str) -> list[object]:
    """Return the months from which a level pays at three weights of harm."""
    if told.startswith("Levels come into force"):
        return [30, 95]
    level, found = level_of(t, told), list[object]()
    for weight in (0, 1, 3):
        row = next(r for r in t.figure("break_even") if r[:2] == (level, weight))
        _, _, n, month, low, high, within = row
        found += [weight, month if math.isfinite(month) else float(t.manifest["years"])]
        found += [one for one in (low, high) if math.isfinite(one)]
        found += [within, n]
    return found


# ------------------------------------------------------------------------- assumptions
def country(t: Report, told: str) -> list[object]:
    """Return staff and organisations; the scenario's own words come first."""
    if told.endswith(" posts"):
        return [len(t.config["posts"])]
    config, (customs, police) = t.config, services(t)
    own = NUMBER.findall(config["description"])
    desks = config["customs"]["analysts"], config["police"]["investigators"]
    pay, count = config["economy"]["officer_cost_eur"], config["organisations"]["count"]
    return [*own, customs, desks[0], police, desks[1], pay, count]


def turning(t: Report, told: str) -> list[object]:
    """Return what is said of turning points."""
    if told.startswith("Net benefit counts"):
        return [1]
    if told.startswith("Harm per unit"):
        return [Four(own["harm_eur"]) for own in t.config["commodities"].values()]
    if told.startswith("Switching value"):
        best = max(t.others, key=lambda one: t.gain(one).value)
        return t.turn(best, t.present)
    _, held, _ = t.weights["harm"]
    pairs = [(level, t.present) for level in t.others]
    pairs += [(level, below) for below, level in t.steps if below != t.present]
    turns = {
        (level, base): t.turn(level, base)[0].value for level, base in pairs if t.turn(level, base)
    }
    inside = any(100 * held[0] < at < 100 * held[1] for at in turns.values())
    assert ("none lies there" in told) != inside, told
    asked = [at for pair, at in turns.items() if t.better_above(*pair)]
    return [100, 95, *(100 * end for end in held), *([Two(max(asked))] if asked else [])]


def count_of(t: Report, told: str) -> list[object]:
    """Return how many assumptions of a part there are: as many as rows in the table under it."""
    return [t.page_rows[told.partition(" (")[0]]]


# ----------------------------------------------------------------------------- the rules
Rule = tuple[str, str, str, Callable[..., list[object]]]
RULES: tuple[Rule, ...] = (
    ("", "", "Provisional", lambda t, _: [t.n, 100]),
    ("", "", "Scenario: ", lambda t, _: [t.n, *t.window]),
    ("decision", "What this says", "Set up ", act),
    ("decision", "What this says", "When it loses", act),
    ("decision", "What this says", "", lead),
    ("decision", "What each level is", "", lambda t, told: t.months(level_of(t, told))),
    ("decision", "Best by each goal", "", goal),
    ("decision", "The next step", "Difference to the level", lambda t, _: [95]),
    ("decision", "The next step", "Net benefit: ", lambda t, _: [95, 95, 100, 95]),
    ("decision", "The next step", "", step_told),
    ("answer", "Which differences", "", clear_head),
    ("answer", "", "Net benefit (national", lambda t, _: [1]),
    ("answer", "", "How many replicates", replicates_needed),
    ("table", "", "Measured: ", lambda t, _: [*t.window, 95, *([t.n] if t.n < 100 else [])]),
    ("years", "", "The headline is of", lambda t, _: [*t.window, 95]),
    ("years", "", "Cumulated", pays_in),
    ("figures", "Is the difference real", "", forest),
    ("figures", "Does the difference last", "", lambda t, _: [95]),
    ("figures", "How much do single runs", "", lambda t, _: [t.n]),
    ("figures", "When do the levels part", "Download", rows_of("paths")),
    ("figures", "When do the levels part", "", lambda t, _: [90, 5, 95]),
    ("work", "From planned", "", funnel),
    ("work", "Seizures beside", "Download", rows_of("seizures_rate")),
    ("work", "Seizures beside", "", rate),
    ("networks", "What is left", "Download", rows_of("networks_left")),
    ("networks", "What is left", "", left),
    ("networks", "One organisation", "", one_network),
    ("money", "Who pays", "The column of", payers_read),
    ("money", "Who pays", "Set-up paid", setup),
    ("money", "Net benefit at three", "", three_values),
    ("money", "When does the change", "", change_pays),
    ("assumptions", "The country", "", country),
    ("assumptions", "What decides", "", turning),
    ("assumptions", "All others", "", count_of),
    ("compared", "", "", lambda t, told: compared(t, told)),
)
UNHELD = ("again", "mechanisms")
"""How to run it again, the program's own versions: a command, no result."""


def compared(t: Report, told: str) -> list[object]:
    """Return what was compared."""
    seeds = t.manifest["seeds"]
    if "seeds" in told:
        return [t.n, min(seeds), max(seeds)]
    if "after the burn-in" in told:
        return [float(t.manifest["years"])]
    return [*t.window, round(float(t.manifest["years"]) - t.years + 1)]


def check_piece(piece: Piece, t: Report) -> int:
    """Hold a piece of text against its rule; return how many numbers it has."""
    shown = NUMBER.findall(piece.text)
    if not shown or piece.section in UNHELD:
        return 0
    of_goal = piece.section == "answer" and piece.tag == "p" and not piece.head.startswith("Which")
    if of_goal and not piece.text.startswith("How many"):
        return held(piece, shown, clear_told(t, piece.head, piece.text))
    rule = next(
        (
            own
            for section, head, start, own in RULES
            if piece.section == section
            and piece.head.startswith(head)
            and piece.text.startswith(start)
        ),
        None,
    )
    assert rule, f"no rule for {piece}"
    return held(piece, shown, rule(t, piece.text))


def held(piece: Piece, shown: list[str], wanted: Iterable[object]) -> int:
    """Hold numbers one by one."""
    flat = list(wanted)
    assert len(shown) == len(flat), (piece, shown, flat)
    for told, number in zip(shown, flat, strict=True):
        assert agrees(told, number), (piece, told, number, shown, flat)
    return len(shown)


# ------------------------------------------------------------------------------- tables
def check_steps(table: Table, t: Report) -> int:
    """Hold the table of each level against the one below it."""
    assert len(table.rows) == len(t.steps)
    count = 0
    for (below, level), (head, *cells) in zip(t.steps, table.rows, strict=True):
        assert head.text == f"{t.title(below)} → {t.title(level)}"
        for name, cell in zip(HEADLINE, cells, strict=True):
            found = t.difference(level, below, name)
            assert fits(cell.text, found.value * t.unit(name)), (level, name, cell)
            ends = NUMBER.findall(cell.small[0]) if cell.small else []
            wanted = found.told(t.unit(name))[1:]
            assert len(ends) == len(wanted), (level, name, cell)
            assert all(map(fits, ends, wanted)), (level, name, cell, wanted)
            count += 1 + len(ends)
    return count


def check_payers(table: Table, t: Report) -> int:
    """Hold who pays what, and what that is in working time and posts."""
    *payers, hours, posts = table.rows
    money, count = t.unit_of_payers, 0
    for name, (_, *cells) in zip(PAYERS, payers, strict=True):
        for level, cell in zip(t.levels, cells, strict=True):
            if level == t.present:
                wanted = [paid(t, level, name).mean() * money]
            else:
                more = paid(t, level, name) - paid(t, t.present, name)
                wanted = interval(*jackknife(more, np.ones(t.n))).told(money)
            count += check_cell(cell, wanted, (name, level))
    for level, hour, post in zip(t.levels, hours[1:], posts[1:], strict=True):
        own = t.column(level, "coordination_hours").mean() / t.years
        in_posts = own / t.config["customs"]["hours_per_officer_year"]
        count += check_cell(hour, [in_posts, Two(own, 3) if own >= 100 else own], level)
        share = 100 * vacant(t, level) / staff(t)
        count += check_cell(post, [vacant(t, level), share], level)
    return count + check_cell(Cell(posts[0].text), [staff(t)], "staff")


def check_cell(cell: Cell, wanted: list[Any], told: object) -> int:
    """Hold all numbers of a cell, those of its small lines too."""
    shown = NUMBER.findall(" | ".join([cell.text, *cell.small]))
    assert len(shown) == len(wanted), (told, cell, wanted)
    assert all(map(agrees, shown, wanted)), (told, cell, wanted)
    return len(shown)


PAYERS = ("customs", "police", "justice", "public", "trade", "together")


def check_payers_by_year(tables: list[Table], t: Report) -> int:
    """Hold who pays what in each year."""
    years = sorted(t.found.yearly["year"].unique())
    share, count = share_of_customs(t), 0
    means = t.found.yearly.groupby(["level", "year"]).mean(numeric_only=True)
    parts = {
        "customs": {"customs_cost_eur": 1, "cooperation_cost_eur": share},
        "police": {"police_cost_eur": 1, "cooperation_cost_eur": 1 - share},
        "justice": {JUSTICE: 1},
        "trade": {DELAY: 1},
    }
    parts["public"] = together(parts["customs"], parts["police"], parts["justice"])
    parts["together"] = together(parts["customs"], parts["police"], parts["trade"])
    for name, table in zip(PAYERS, tables, strict=True):
        for level, (_, *cells) in zip(t.others, table.rows, strict=True):
            for year, cell in zip(years, cells, strict=True):
                more = means.loc[level, year] - means.loc[t.present, year]
                own = sum(weight * more[part] for part, weight in parts[name].items())
                assert fits(cell.text, own * t.unit_of_payers), (name, level, year, cell, own)
                count += 1
    return count


def together(*parts: dict[str, float]) -> dict[str, float]:
    """Add up what several pay."""
    names = {name for own in parts for name in own}
    return {name: sum(own.get(name, 0) for own in parts) for name in names}


def check_turning(table: Table, t: Report) -> int:
    """Hold where each level is no better than the present one, and than the one below it."""
    count = 0
    for level, (_, now, below) in zip(t.others, table.rows, strict=True):
        pairs = [(now.text, t.present)]
        if t.below(level) != t.present:
            pairs.append((below.text, t.below(level)))
        for text, base in pairs:
            wanted, shown = t.turn(level, base), NUMBER.findall(text)
            shown = [one for one in shown if one != "95"]
            assert len(shown) == len(wanted) and all(map(fits, shown, wanted)), (
                level,
                base,
                text,
                wanted,
            )
            side = t.difference(level, base, HARM).value < 0
            if wanted:
                assert text.startswith("below" if side else "above"), (level, base, text)
            else:
                assert text == (
                    "at no value" if t.difference(level, base, NET).value > 0 else "at any value"
                )
            count += len(shown)
    return count


def check_weighing(table: Table, t: Report) -> int:
    """Hold the differences at both ends of each assumption, and the order of the assumptions."""
    order = sorted(t.weights, key=lambda key: (t.weights[key][0] != HARM, -t.span(key)))
    ends = {key: {level: t.at_ends(key, level) for level in t.others} for key in order}
    unit = euros(max(abs(v) for own in ends.values() for pair in own.values() for v in pair), 1e4)
    count = 0
    for key, (_, value, span, *cells) in zip(order, table.rows, strict=True):
        held_possible, own = t.weights[key][1:]
        shown = [*NUMBER.findall(value.text), *NUMBER.findall(span.text)]
        assert all(map(agrees, shown, [Four(own), *map(Four, held_possible)])), (key, shown)
        for level, cell in zip(t.others, cells, strict=True):
            told = NUMBER.findall(cell.text)
            wanted = [end * unit for end in ends[key][level]]
            assert all(map(fits, told if len(told) == 2 else told * 2, wanted)), (
                key,
                level,
                cell,
                wanted,
            )
            count += len(told)
        count += len(shown)
    return count


def check_posts(table: Table, t: Report) -> int:
    """Hold traffic, staff and machines of each post."""
    count = 0
    for own, (_, _, traffic, customs, police, machines) in zip(
        t.config["posts"].values(), table.rows, strict=True
    ):
        flows = own["flows"].values()
        units = [one["units_per_year"] for one in flows]
        shown = NUMBER.findall(re.sub(r"[a-z]", "", traffic.text.replace(",", ";")))
        assert all(map(fits, shown, [Two(one, 3) if one >= 1000 else one for one in units]))
        for cell, name in ((customs, "officers"), (machines, "machines")):
            assert fits(cell.text, sum(one[name] for one in flows)), (cell, own)
        assert fits(police.text, own["police_officers"])
        count += 3 + len(shown)
    return count


def check_assumptions(tables: list[Table], t: Report) -> int:
    """Hold the value of every assumption against the configuration that was run."""
    count = 0
    for table in tables:
        for address, value, *_ in table.texts:
            own: Any = t.config
            for part in address.split("."):
                own = own[part]
            if isinstance(own, int | float) and not isinstance(own, bool):
                assert agrees(value, Four(float(own))), (address, value, own)
                count += 1
    return count


def check_traits(table: Table, t: Report) -> int:
    """Hold what each level is against its own configuration."""
    own = t.manifest["level_config"][t.scenario]
    traits = {
        level: {**t.config, **own.get(level, {})}["partnership"]["traits"] for level in t.levels
    }
    count = 0
    for head, *cells in table.rows:
        for level, cell in zip(t.levels, cells, strict=True):
            value = traits[level][head.text]
            parts = list(value.values()) if isinstance(value, dict) else [value]
            numbers = [one for one in parts if isinstance(one, int | float)]
            numbers = numbers[:1] if len(set(numbers)) == 1 else numbers
            shown = NUMBER.findall(cell.text)
            assert [float(one) for one in shown] == numbers, (head.text, level, cell, value)
            count += len(shown)
    return count


def check_network(table: Table, t: Report) -> int:
    """Hold what became of the places and ties of one organisation under each level."""
    number, _ = t.once(("network",), lambda: differing_most(t))
    count = 0
    for level, row in zip(t.levels, table.texts, strict=True):
        members, ties = (
            one[(one["level"] == level) & (one["organisation"] == number)]
            for one in (t.found.networks, t.found.links)
        )
        members, ties = (one[one["seed"] == one["seed"].min()] for one in (members, ties))
        ended = members["ended"].iloc[0]
        wanted = [
            number,
            len(members),
            (members["status_start"] == "active").sum(),
            (members["status_end"] == "active").sum(),
            members["known_start"].sum(),
            members["known_end"].sum(),
            (ties["start"] & ties["end"]).sum(),
            (ties["start"] & ~ties["end"]).sum(),
            (~ties["start"] & ties["end"]).sum(),
            *([ended] if math.isfinite(ended) else []),
        ]
        shown = NUMBER.findall(" | ".join(row[3:]))
        assert row[2] == level and len(shown) == len(wanted), (level, row, wanted)
        assert all(map(agrees, shown, wanted)), (level, row, wanted)
        count += len(shown)
    return count


# ----------------------------------------------------------------------------- the page
TABLES: dict[str, Callable[[Table, Report], int]] = {
    "data steps": check_steps,
    "data steps payers": check_payers,
    "data turning": check_turning,
    "data weighing": check_weighing,
    "Post": check_posts,
    "Trait": check_traits,
    "One organisation, before and after": check_network,
}
"""By class, first head or heading."""
ELSEWHERE = (
    ("table", "score"),
    ("table", "data outcomes"),
    ("table", "data outcomes expected"),
    ("years", "data outcomes"),
    ("money", "data outcomes"),
    *((section, "data") for section in ("figures", "work", "networks", "money")),
)
"""Section and class of the tables that other tests hold: scoreboard, outcomes, figures."""


def check(html: str, t: Report) -> int:
    """Hold every sentence of a page, and the tables that stand in no other test; return how many numbers."""
    page = Blocks(html)
    t.page_rows = {
        head.text.partition(" (")[0]: len(table.rows)
        for head, table in zip(page.all, page.all[1:], strict=False)
        if isinstance(head, Piece) and head.tag == "summary" and isinstance(table, Table)
    }
    count = sum(check_piece(piece, t) for piece in page.pieces)
    by_year = [one for one in page.tables if one.head == "Who pays" and one.kind == "data outcomes"]
    assumed = [one for one in page.tables if one.names[:1] == ["Parameter"]]
    count += check_assumptions(assumed, t)
    count += check_payers_by_year(by_year, t) if by_year else 0
    for table in page.tables:
        keys = (table.kind, table.names[0] if table.names else "", table.head)
        rule = next((TABLES[key] for key in keys if key in TABLES), None)
        known = table in by_year or table in assumed or (table.section, table.kind) in ELSEWHERE
        assert rule or known, f"no rule for {keys}"
        count += rule(table, t) if rule else 0
    return count


def tables_of(found) -> Report:
    """Return the stored tables of a comparison."""
    return Report(found)


@pytest.fixture(scope="module", params=["planted_over_years", "planted_result"])
def told(request):
    """Some years with numbers by hand; and 120 replicates, with which sizes are weighed."""
    found = request.getfixturevalue(request.param)
    return render(found), Report(found)


def test_every_number_follows_from_the_tables(told):
    assert check(*told) > 700


def test_one_wrong_digit_in_any_sentence_is_found(told):
    """The proof of the proof: the last digit of each number of a sentence, changed, is noticed."""
    page, t = told
    check(page, t)
    count = 0
    for piece in Blocks(page).pieces:
        if piece.section in UNHELD:
            continue
        draws = "drawn anew" in piece.text  # (of other draws: only its first digit is sure)
        for found in NUMBER.finditer(piece.text):
            at = next(i for i in range(*found.span()) if piece.text[i].isdigit())
            at = at if draws else found.end() - 1
            wrong = piece.text[:at] + str((int(piece.text[at]) + 5) % 10) + piece.text[at + 1 :]
            with pytest.raises((AssertionError, StopIteration, KeyError)):
                check_piece(replace(piece, text=wrong), t)
                pytest.fail(f"not noticed: {wrong}")  # (is no AssertionError)
            count += 1
    assert count > 200


def test_another_replicate_moves_every_table(told):
    """The proof of the proof: each table falls when one replicate of the present level is another."""
    page, t = told
    runs, yearly = (shaken(one) for one in (t.runs, t.found.yearly))
    other = Report(dataclasses.replace(t.found, runs=runs, yearly=yearly))
    for table in Blocks(page).tables:
        if table.kind in ("data steps", "data steps payers", "data turning", "data weighing"):
            with pytest.raises(AssertionError):
                TABLES[table.kind](table, other)
