"""Every number that stands in the brief, reckoned again from the stored tables of a small result.

Nothing of the report is called for it: runs and manifest are read as files, means and intervals are
taken by leaving out one replicate at a time, and the text of each part of the page must hold the
numbers that follow and no other.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser

import numpy as np
import pandas as pd
import pytest

from borderSim.report.briefs.comparison import render_brief
from tests.report.recomputed import (
    COLUMNS,
    COST,
    DELAY,
    HARM,
    LESS_IS_BETTER,
    LOST,
    NET,
    NUMBER,
    Tables,
    Two,
    fits,
    interval,
    jackknife,
    numbers,
    paid,
    services,
    share_of_customs,
    staff,
    vacant,
)


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


@dataclass
class Page(Tables):
    """The tables, and what the page must hold."""

    @cached_property
    def wanted(self) -> dict[str, list[object]]:
        """Reckoned once: many factors are tried for it."""
        return expected(self)


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
    if t.stops_at:
        wanted += [around(t.chance), *t.step(t.stops_at).told(t.unit(NET))]
    elif t.best != t.present or t.aim is None:
        wanted.append(around(t.chance))
    wanted.append(95)
    if t.aim:
        told = [t.above_zero(t.aim, base) for base in bases]
        shown = ["more than 99" if one >= 0.995 else round(100 * one) for one in told]
        wanted += [around(one) for one in (told if len(set(shown)) > 1 else told[:1])]
    return wanted + ([66] if t.chance < 0.66 else []) + [66]


def aim_cost(t: Tables, aim: str) -> list[object]:
    """Public money by payer, delay apart, set-up against running, and the posts that this money pays."""
    payers = ("public", "trade")
    wanted: list[object] = [
        t.unit_of_payers * (paid(t, aim, p) - paid(t, t.present, p)).mean() for p in payers
    ]
    running, share = (
        (t.column(aim, name) - t.column(t.present, name)).mean() / t.years
        for name in ("cooperation_running_eur", "cooperation_setup_eur")
    )
    once = t.column(aim, "setup_paid_from_change_eur").mean()
    factor = next(f for least, f in ((1e9, 1e-9), (1e6, 1e-6), (1e4, 1e-3)) if once >= least)
    economy = t.config["economy"]
    wanted += [once * factor, share * factor]
    wanted += [economy["annuity_years"], 100 * economy["discount_rate"], running * factor]
    posts = vacant(t, aim) - vacant(t, t.present)
    wanted += [posts, 100 * posts / staff(t)] if posts > 0 else []
    return wanted


def other_rule(t: Tables) -> list[object]:
    """Numbers in the command for the other rule of the budget: those of the result's own, without its seed."""
    line = [part for part in t.manifest["command"] if part != "seed=1"]
    return [float(n) for n in NUMBER.findall(" ".join(line))]


def what_first(t: Tables) -> list[object]:
    wanted: list[object] = [4]
    stages = t.levels[1 : t.levels.index(t.aim) + 1] if t.aim else []
    for level in stages:
        wanted += t.months_told(level)
        onward = t.levels.index(level) > t.levels.index(t.lowest)
        if t.levels.index(level) >= t.levels.index(t.lowest):
            step = t.step(level) if onward else t.gain(level)
            wanted += step.told(t.unit(NET))
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
    shown = COLUMNS[:3]  # (money has a table of its own)
    wanted: list[object] = [t.value(t.present, name) * t.unit(name) for name in shown]
    for level in t.others:
        for name in shown:
            wanted += t.difference(level, t.present, name).told(t.unit(name))
    return [*wanted, *(t.least(name) * t.unit(name) for name in shown), 95, t.years]


def costs(t: Tables) -> list[object]:
    wanted: list[object] = aim_cost(t, t.aim) if t.aim else []
    money = t.unit_of_payers
    for payer in ("customs", "police", "justice", "public", "trade"):
        wanted.append(paid(t, t.present, payer).mean() * money)
        for level in t.others:
            more = paid(t, level, payer) - paid(t, t.present, payer)
            wanted += interval(*jackknife(more, np.ones(t.n))).told(money)
    setup = [t.column(level, "setup_paid_from_change_eur").mean() for level in t.levels]
    wanted += [one * money for one in setup] if any(setup) else []
    for level in t.levels:
        hours = t.column(level, "coordination_hours").mean() / t.years
        wanted += [hours / t.config["customs"]["hours_per_officer_year"]]
        wanted += [Two(hours, 3) if hours >= 100 else hours]
    pay, (customs, police) = t.config["economy"]["officer_cost_eur"], services(t)
    return [*wanted, 95, 100 * share_of_customs(t), 2024, pay, customs, police]


def when(t: Tables) -> list[object]:
    """Turning points of the level to aim for and of the best, what gets worse, and what leaks."""
    wanted: list[object] = []
    for below, level in t.steps:
        if level in (t.aim, t.best):
            wanted += t.turn(level, t.present)
            wanted += t.turn(level, below) if below != t.present else []
    _, held, _ = t.weights["harm"]
    wanted += [100, 95, *(100 * end for end in held)]
    for _, level in t.steps:
        for _, told in sorted(t.worse(level), key=lambda one: one[0]):
            wanted += told
    wanted.append(len(LOST) * len(t.steps))
    return wanted + (leaks(t, t.aim) if t.aim else [])


def leaks(t: Tables, aim: str) -> list[object]:
    """How much more leaks at a level: with its interval where that is clear."""
    more = t.difference(aim, t.present, "leaks")
    return more.told(1.0) if more.clear and more.value > 0 else more.told(1.0)[:1]


def change(t: Tables) -> list[object]:
    """Where the advice is another under other prices and weights, and the harm assumed."""
    harms = [own["harm_eur"] for own in t.config["commodities"].values() if own["harm_eur"]]
    return [*(holding(t) if t.aim else flipping(t)), *harms[:4]]


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
        "What first": what_first(t),
        "By what": levels_told(t),
        "Net benefit a year": net_benefit(t),
        "What each level would change": goals(t),
        "What does it cost": costs(t),
        "When does it lose": when(t),
        "What would change": change(t),
        "What can’t": [95, 95, 100, *other_rule(t)],
    }


def check(page: str, t: Page) -> int:
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
    return small_result, Page(pd.read_parquet(small_result / "runs.parquet"), manifest)


@pytest.fixture(scope="module")
def planted(planted_result):
    """The same with 120 replicates and gains by hand: not clear, clear, clear again, not clear."""
    return planted_result, Page(planted_result.runs, planted_result.manifest)


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
