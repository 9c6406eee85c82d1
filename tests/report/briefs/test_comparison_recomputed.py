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

import pandas as pd
import pytest

from borderSim.report.briefs.comparison import render_brief
from tests.report.recomputed import (
    COLUMNS,
    COST,
    DELAY,
    HARM,
    JUSTICE,
    LESS_IS_BETTER,
    NET,
    NUMBER,
    Part,
    Tables,
    Two,
    fits,
    numbers,
    paid,
    services,
    share_of_customs,
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
OF_SERVICES = ("customs_cost_eur", "police_cost_eur")
AGAINST_TODAY = (
    "leaks",
    "interdiction_rate",
    "delivered_value_eur",
    "orgs_dismantled",
    DELAY,
    "leaders_arrested",
    "hit_rate_targeted",
)
"""What is held against today, net benefit and public money apart."""


def which_level(t: Tables) -> list[object]:
    """What is gained on average, and between what ends."""
    wanted: list[object] = [t.n, 100] if t.n < 100 else []
    if not t.aim:
        return wanted
    unit = t.unit(NET)
    value, *ends = t.gain(t.aim).told(unit)
    wanted.append(value)
    wanted += t.step(t.stops_at).told(unit) if t.stops_at else []
    below = t.levels[t.levels.index(t.aim) - 1]
    wanted += [*ends, 95]
    return wanted + (t.difference(t.aim, below, NET).told(unit)[1:] if below != t.present else [])


def by_what(t: Tables) -> list[object]:
    """Where the measures stand, and what becomes of goods on the market."""
    if not t.aim:
        return [2]
    way = [2] if t.levels.index(t.aim) > 1 else []
    return [*way, *goods(t, t.aim)]


def goods(t: Tables, level: str) -> list[object]:
    """Value on the market, sent and seized: parts that add up."""
    names = ("delivered_value_eur", "shipped_value_eur", "seized_value_eur")
    unit = t.unit("delivered_value_eur")
    return [Part(t.difference(level, t.present, name).value * unit) for name in names]


def aim_cost(t: Tables, aim: str) -> list[object]:
    """Public money with its parts, set-up by service and when it is paid, delay, and the posts that this money pays."""
    wanted: list[object] = [
        t.unit_of_payers * (paid(t, aim, "public") - paid(t, t.present, "public")).mean()
    ]
    share, running, justice, *work = (
        (t.column(aim, name) - t.column(t.present, name)).mean() / t.years * t.unit_of_payers
        for name in ("cooperation_setup_eur", "cooperation_running_eur", JUSTICE, *OF_SERVICES)
    )
    wanted += [Part(one) for one in (share, running, sum(work), justice) if abs(one) >= 1e-9]
    once = t.column(aim, "setup_paid_from_change_eur").mean() * t.unit_of_payers
    customs = share_of_customs(t)
    wanted += [once, Part(customs * once), Part((1 - customs) * once), t.months_told(aim)[-1]]
    wanted.append(t.unit_of_payers * (paid(t, aim, "trade") - paid(t, t.present, "trade")).mean())
    posts = vacant(t, aim) - vacant(t, t.present)
    return wanted + ([posts] if posts > 0 else [])


def other_rule(t: Tables) -> list[object]:
    """Numbers in the command for the other rule of the budget: those of the result's own, without its seed."""
    line = [part for part in t.manifest["command"] if part != "seed=1"]
    return [float(n) for n in NUMBER.findall(" ".join(line))]


def what_first(t: Tables) -> list[object]:
    """The month of the decision, our weeks, and the month in which each level is in place."""
    wanted: list[object] = [0, 4]
    stages = t.levels[1 : t.levels.index(t.aim) + 1] if t.aim else []
    wanted += [0] if stages else []
    wanted += [t.months_told(level)[-1] for level in stages]
    return [*wanted, *([t.n] if t.n < 100 else [])]


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
    """The figure with its scale."""
    return [
        *ticks(t),
        *(number for level in t.others for number in t.gain(level).told(t.unit(NET))),
        95,
    ]


def from_goods(t: Tables) -> list[object]:
    """The way from goods on the market to net benefit."""
    of = t.aim or t.best
    harm, net, cost, delay = (
        t.difference(of, t.present, name).value * t.unit(NET) for name in (HARM, NET, COST, DELAY)
    )
    value, sent, seized = goods(t, of)
    sold = t.difference(of, t.present, "delivered_value_eur").value
    home = t.config["economy"]["harm_home_share"]
    each = harm / t.unit(NET) / home / sold
    parts: list[object] = [Part(harm), Part(cost), Part(delay), net]
    factor: list[object] = [Two(each)] if each > 0 else []
    return [value, *factor, 100 * home, *parts, value, sent, seized]


def goals(t: Tables) -> list[object]:
    shown = COLUMNS[:3]  # (money has a table of its own)
    wanted: list[object] = [t.value(t.present, name) * t.unit(name) for name in shown]
    for level in t.others:
        for name in shown:
            wanted += t.difference(level, t.present, name).told(t.unit(name))
    return [*wanted, *(t.least(name) * t.unit(name) for name in shown), 95, t.years]


def costs(t: Tables) -> list[object]:
    """The table of who pays, whose columns add up, with what is said of it."""
    money = t.unit_of_payers
    wanted: list[object] = []
    for payer in ("customs", "police", "justice", "public", "trade"):
        for level in t.levels:
            more = paid(t, level, payer).mean()
            more -= paid(t, t.present, payer).mean() if level != t.present else 0.0
            wanted.append(Part(more * money))
    setup = [t.column(level, "setup_paid_from_change_eur").mean() for level in t.levels]
    own = setup[t.levels.index(t.present)]
    more_setup = [
        one - (own if level != t.present else 0.0)
        for level, one in zip(t.levels, setup, strict=True)
    ]
    wanted += [one * money for one in more_setup] if any(setup) else []
    of_post = t.config["customs"]["hours_per_officer_year"]
    posts = [t.column(level, "coordination_hours").mean() / t.years / of_post for level in t.levels]
    today = posts[t.levels.index(t.present)]
    wanted += [
        one - (today if level != t.present else 0.0)
        for level, one in zip(t.levels, posts, strict=True)
    ]
    economy, (customs, police) = t.config["economy"], services(t)
    wanted += [100 * share_of_customs(t), 2024]
    wanted += [economy["annuity_years"], 100 * economy["discount_rate"]] if t.aim else []
    return [*wanted, economy["officer_cost_eur"], customs, police]


def when(t: Tables) -> list[object]:
    """The turning point, levels that are worse on the way, when the gain comes, what is worse than today."""
    wanted: list[object] = []
    of = t.aim or t.best
    if of != t.present:
        wanted += t.turn(of, t.present)[:1]
    stages = t.levels[1 : t.levels.index(t.aim)] if t.aim else []
    for level in stages:
        value = t.gain(level).value * t.unit(NET)
        wanted += [value] if value < 0 else []
    if not t.aim:
        return wanted
    last = math.floor(t.manifest["years"] * 10) / 10
    first = round(last - t.years + 1) if last >= 1 else 1
    wanted += [first, last, t.months_told(t.aim)[-1] + 12 * (first - 1)]
    for name in AGAINST_TODAY:
        found = t.difference(t.aim, t.present, name)
        if found.clear and (found.value > 0) == (name in (*LESS_IS_BETTER, "leaks")):
            wanted.append(found.value * t.unit(name))
    public = (paid(t, t.aim, "public") - paid(t, t.present, "public")).mean() * t.unit_of_payers
    return [*wanted, *([public] if public > 0 else [])]


def turning(t: Tables) -> list[object]:
    """Turning points of the level to aim for and of the best, what gets worse on the way, ranges, harm."""
    wanted: list[object] = []
    for below, level in t.steps:
        if level in (t.aim, t.best):
            wanted += t.turn(level, t.present)
            wanted += t.turn(level, below) if below != t.present else []
    _, held, _ = t.weights["harm"]
    wanted += [100, 95, *(100 * end for end in held)]
    top = t.levels.index(t.aim) if t.aim else len(t.levels)
    for _, level in t.steps[:top]:
        wanted += [n for little, told in t.worse(level) if not little for n in told]
    wanted += [len(AGAINST_TODAY)] if t.aim else []
    harms = [own["harm_eur"] for own in t.config["commodities"].values() if own["harm_eur"]]
    return [*wanted, *(ranges(t) if t.aim else flipping(t)), *harms[:4]]


def change(t: Tables) -> list[object]:
    """Where the advice is another under other prices and weights, and the pages that are named."""
    return [*(holding(t)[0] if t.aim else []), 2]


def in_order(t: Tables) -> list[str]:
    keys = [key for key in t.weights if key != "lambda"]
    return sorted(keys, key=lambda key: (t.weights[key][0] != HARM, -t.span(key)))


def flipping(t: Tables) -> list[object]:
    """All that were tried, each with its range in per cent."""
    return [100 * end for key in in_order(t) for end in t.weights[key][1]]


def ranges(t: Tables) -> list[object]:
    """The ranges of prices and weights, those first under which the advice is another."""
    changed = holding(t)[1]
    keys = [key for key in t.weights if key != "lambda"]
    told = [*changed, *(key for key in keys if key not in changed)]
    return [Two(100 * end) for key in told for end in t.weights[key][1]]


def holding(t: Tables) -> tuple[list[object], list[str]]:
    """Where the advice is another, found by trying many factors, and under which weights."""
    told: list[object] = []
    moved: list[str] = []
    keys = [key for key in t.weights if key != "lambda"]
    for key in keys:
        _, ends, own = t.weights[key]
        low, high = (end / own for end in ends)
        less, more = t.advice_changes(key, 0.0), t.advice_changes(key, 3 * high)
        aim = t.advice_changes(key, 0.0, aim_only=True)
        below = [Two(100 * own * less)] if less and less > low else []
        above = [Two(100 * own * more)] if more and more < high else []
        last = [Two(100 * own * aim)] if aim and aim != less else []
        if below or above:
            told += [*below, *last, *above]
            moved.append(key)
    return [*told, *([2] if len(moved) < len(keys) else [])], moved


def expected(t: Tables) -> dict[str, list[object]]:
    """By head of a part: the numbers in the order in which they stand."""
    window = NUMBER.findall(t.manifest["measured"]["training"])
    return {
        "Customs and police": which_level(t),
        "Net benefit a year": net_benefit(t),
        "By what": by_what(t),
        "What first": what_first(t),
        "What does it cost": aim_cost(t, t.aim) if t.aim else [2],
        "When does it lose": when(t),
        "What would change": change(t),
        "What can’t": [],
        "The evidence": [len(t.levels), t.n, *window, 95],
        "levels are" if t.aim else "What each level is": [],
        **({"From goods": from_goods(t)} if (t.aim or t.best) != t.present else {}),
        "What each level would change": goals(t),
        "Who pays what": costs(t),
        "Turning points": turning(t),
        "Grades": [66, 95, 95, 100, *other_rule(t)],
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
    assert check((place / "brief.html").read_text(), tables) > 130


def test_every_number_follows_where_a_level_is_named_and_sizes_are_weighed(planted):
    comparison, tables = planted
    assert tables.stops_at == tables.best and tables.lowest == tables.levels[2]
    assert tables.aim == tables.levels[3]
    page = render_brief(comparison)
    assert check(page, tables) > 130
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
