"""Every number that stands in the brief, reckoned again from the stored tables of a small result.

Nothing of the report is called for it: runs and manifest are read as files, means and intervals are
taken by leaving out one replicate at a time, and the text of each part of the page must hold the
numbers that follow and no other.
"""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import numpy as np
import pandas as pd
import pytest

from borderSim.report.brief import render_brief
from tests.report.recomputed import (
    COLUMNS,
    COOPERATION,
    COST,
    DELAY,
    HARM,
    NET,
    NUMBER,
    PAYERS,
    Tables,
    Two,
    euros,
    fits,
    interval,
    jackknife,
    numbers,
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


# --------------------------------------------------------------------------- part by part
def which_level(t: Tables) -> list[object]:
    wanted: list[object] = [len(t.levels), t.n, *NUMBER.findall(t.manifest["measured"]["training"])]
    if t.n < 100:
        wanted += [t.n, 100]
    percent = range(round(100 * t.chance) - 3, round(100 * t.chance) + 4)
    wanted += [percent, percent]
    if t.best != t.present:
        wanted += t.difference(t.best, t.present, NET).told(t.unit(NET))
    if t.stops_at:
        wanted += t.step(t.stops_at).told(t.unit(NET))
    wanted.append(95)
    if t.aim:
        payers = ("customs", "police", "trade", "justice")
        money = unit_of_payers(t)
        wanted += [money * (paid(t, t.aim, p) - paid(t, t.present, p)).mean() for p in payers]
        posts = vacant(t, t.aim) - vacant(t, t.present)
        wanted += [posts, 100 * posts / staff(t)] if posts > 0 else []
    return wanted + ([66] if t.chance < 0.66 else [])


def what_first(t: Tables) -> list[object]:
    stages = t.levels[1 : t.levels.index(t.aim) + 1] if t.aim else []
    months = [number for level in stages for number in t.months_told(level)]
    return [*months, *([t.n] if t.n < 100 else [])]


def net_benefit(t: Tables) -> list[object]:
    """The figure with its zero."""
    wanted: list[object] = [0]
    for level in t.others:
        wanted += t.difference(level, t.present, NET).told(t.unit(NET))
    return wanted


def chain(t: Tables) -> list[object]:
    """The way from goods on the market to net benefit."""
    goods, harm, net = (
        t.difference(t.best, t.present, name).value * t.unit(unit)
        for name, unit in (("delivered_value_eur", "delivered_value_eur"), (HARM, NET), (NET, NET))
    )
    costs = t.unit(NET) * sum(t.difference(t.best, t.present, n).value for n in (COST, DELAY))
    return [goods, 100 * t.config["economy"]["harm_home_share"], harm, costs, net]


def goals(t: Tables) -> list[object]:
    wanted: list[object] = [t.value(t.present, name) * t.unit(name) for name in COLUMNS]
    for level in t.others:
        for name in COLUMNS:
            wanted += t.difference(level, t.present, name).told(t.unit(name))
    return [*wanted, 95]


def unit_of_payers(t: Tables) -> float:
    means = {(p, level): paid(t, level, p).mean() for p in PAYERS for level in t.levels}
    gaps = [abs(own - means[payer, t.present]) for (payer, _), own in means.items()]
    return euros(max(gaps), max(map(abs, means.values())))


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
    }[payer] / t.years


def share_of_customs(t: Tables) -> float:
    customs, police = (
        t.column(t.present, f"{service}_cost_eur").mean() for service in ("customs", "police")
    )
    return customs / (customs + police)


def staff(t: Tables) -> float:
    posts = t.config["posts"].values()
    customs = sum(flow["officers"] for post in posts for flow in post["flows"].values())
    police = sum(post["police_officers"] for post in posts)
    desks = t.config["customs"]["analysts"] + t.config["police"]["investigators"]
    return customs + police + desks + t.config["police"].get("analysts", 0)


def vacant(t: Tables, level: str) -> float:
    """Posts that the money of cooperation would pay."""
    return t.column(level, COOPERATION).mean() / t.years / t.config["economy"]["officer_cost_eur"]


def costs(t: Tables) -> list[object]:
    wanted: list[object] = []
    money = unit_of_payers(t)
    for payer in PAYERS:
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
    return [*wanted, 95, 100 * share_of_customs(t), 2024]


def when(t: Tables) -> list[object]:
    pairs = [(level, t.present) for level in t.others]
    wanted: list[object] = []
    for below, level in t.steps:
        wanted += t.turn(level, t.present)
        wanted += t.turn(level, below) if below != t.present else []
        pairs.append((level, below))
    _, held, _ = t.weights["harm"]
    wanted += [100, 95, *(100 * end for end in held)]
    close = [turn[0] for pair in pairs if (turn := t.turn(*pair)) and t.better_above(*pair)]
    if close:
        wanted.append(max(close, key=lambda one: one.value))  # type: ignore[attr-defined]
    flips = sorted(t.flips, key=lambda key: (t.weights[key][0] != HARM, -t.span(key)))
    wanted += [t.weights[key][1] for key in flips]
    wanted += t.weights[t.moves][1]
    harms = [own["harm_eur"] for own in t.config["commodities"].values() if own["harm_eur"]]
    return [*wanted, *harms[:4]]


def expected(t: Tables) -> dict[str, list[object]]:
    """By head of a part: the numbers in the order in which they stand."""
    return {
        "Customs and police": which_level(t),
        "What to do first": what_first(t),
        "What each level is": [number for level in t.levels for number in t.months_told(level)],
        "What each level would change": goals(t),
        "Net benefit a year": net_benefit(t),
        **({} if t.best == t.present else {"From the market": chain(t)}),
        "What gets worse": [
            number
            for _, level in t.steps
            for _, told in sorted(t.worse(level), key=lambda one: one[0])
            for number in told
        ],
        "What it costs": costs(t),
        "When it is not worth it": when(t),
        "How sure": [t.n, 90, 66, 33, 66],
        "What this cannot tell": [],
        "Words": [95, 95, 100],
    }


def check(page: str, t: Tables) -> int:
    """Hold every number of a page against the tables; return how many there are."""
    text = page.replace(f"borderSim {t.manifest['program_version']}", "borderSim")
    parts = Lines(text).parts
    wanted, count = expected(t), 0
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
    assert f"Start with {comparison.manifest['levels'][2]['title']}, aim for" in page


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
