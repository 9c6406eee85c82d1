"""Every number that the report tells of futures, reckoned again from the table of their runs.

The futures are planted without chance in them: what is told is then exact, and every number must
follow by plain arithmetic. A second set, with chance, holds what does not hang on how chance is taken
off. Nothing of the report or of the analysis of futures is called for it but the page itself.
"""

from __future__ import annotations

import base64
import io
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from borderSim.measures.outcomes import OUTCOMES
from borderSim.report.full_report.page import render
from tests.report.blocks import Blocks, Piece, Table
from tests.report.full_report.test_sentences_recomputed import NUMBER, Four, Near, agrees
from tests.report.planted_futures import planted
from tests.report.recomputed import COOPERATION, COST, DELAY, HARM, NET, Tables, Two, euros
from tests.report.recomputed_outcomes import apart

LABELS = ("scenario", "future", "level", "seed", "replicate")
WEIGHTS = np.arange(26) / 5
VALUES = 10.0 ** np.linspace(4, 8, 25)
EXACT = {"harm": "unit_harm", "lambda": "weight", "home": "home", "delay": "delay", "level": "cost"}


class Futures(Tables):
    """The runs of futures and of the comparison beside them."""

    def __init__(self, found: Any) -> None:
        super().__init__(found.runs, found.manifest)
        self.table = found.futures
        self.titles = [own["title"] for own in self.manifest["levels"]]

    @property
    def years(self) -> float:
        """Years that are measured: all."""
        return float(self.manifest["years"])

    @cached_property
    def count(self) -> int:
        """How many futures."""
        return self.table["future"].nunique()

    @cached_property
    def replicates(self) -> int:
        """Replicates in each."""
        return self.table["replicate"].nunique()

    @cached_property
    def keys(self) -> list[str]:
        """What was drawn."""
        return [c for c in self.table.columns if c not in LABELS and c not in OUTCOMES]

    @cached_property
    def drawn(self) -> pd.DataFrame:
        """What was drawn, a row per future."""
        return self.table.groupby("future")[self.keys].first()

    def means(self, name: str) -> np.ndarray:
        """Return an outcome by future and level, mean over replicates; money a year."""
        wide = self.table.pivot_table(index="future", columns="level", values=name, aggfunc="mean")
        return wide[self.levels].to_numpy() / (self.years if name.endswith("_eur") else 1.0)

    @cached_property
    def net(self) -> np.ndarray:
        """Net benefit by future and level."""
        return self.means(NET)

    @cached_property
    def rest(self) -> np.ndarray:
        """What net benefit counts beside harm."""
        return self.means(COST) + self.means(DELAY)

    @cached_property
    def order(self) -> list[int]:
        """Places of the levels, that of the highest mean net benefit first."""
        return [int(i) for i in np.argsort(-self.net.mean(axis=0))]

    @cached_property
    def short(self) -> np.ndarray:
        """By how much each level falls short of the best of its future."""
        return self.net.max(axis=1, keepdims=True) - self.net

    @property
    def unit(self) -> float:
        """The factor of amounts: by the largest regret."""
        return euros(0.0, self.short.max())

    @cached_property
    def lead(self) -> np.ndarray:
        """What the chosen level has more than the runner-up, by future."""
        chosen, runner = self.order[:2]
        return self.net[:, chosen] - self.net[:, runner]

    @cached_property
    def lines(self) -> dict[str, tuple[float, float, float]]:
        """By input told from chance: rank correlation, and the straight line on its rank at both ends."""
        found, chances = {}, []
        for key in self.keys:
            own = self.drawn[key].to_numpy()
            ranks = (stats.rankdata(own) - 0.5) / self.count
            slope, start = np.polyfit(ranks, self.lead, 1)
            test = stats.spearmanr(own, self.lead)
            found[key] = float(test.statistic), float(start), float(start + slope)
            chances.append(float(test.pvalue))
        named = sorted(zip(chances, self.keys, strict=True))
        last = max(
            (i for i, (p, _) in enumerate(named, start=1) if p <= 0.1 * i / len(named)), default=0
        )
        return {key: found[key] for _, key in named[:last]}

    def factor(self, key: str) -> dict[str, Any]:
        """Return how an input was drawn."""
        drawn = self.manifest["choices"]["futures"]["factors"][self.scenario]
        return next(own for own in drawn if own["key"] == key)

    def at(self, key: str, share: float) -> float:
        """Return the value of an input at a share of its range."""
        own = self.factor(key)
        if own["log"]:
            return math.exp(np.interp(share, (0, 1), np.log((own["low"], own["high"]))))
        return float(np.interp(share, (0, 1), (own["low"], own["high"])))

    def flip(self, key: str, end: float) -> tuple[float, str] | None:
        """Return the first factor between 1 and an end at which another level is best, by halving."""
        net, part = (
            np.array([self.column(level, name).mean() for level in self.levels])
            for name in (NET, self.weights[key][0])
        )

        def best(factor: float) -> int:
            return int(np.argmax(net - (factor - 1) * part))

        tried = np.linspace(1.0, end, 4001)
        first = next((i for i, one in enumerate(tried) if best(one) != best(1.0)), None)
        if first is None:
            return None
        kept, lost = tried[first - 1], tried[first]
        for _ in range(30):  # (finer, and rounding decides who is best a step further on)
            middle = (kept + lost) / 2
            kept, lost = (middle, lost) if best(middle) == best(1.0) else (kept, middle)
        return float(lost), self.titles[best(lost + (lost - kept))]


def best_share(net: np.ndarray) -> np.ndarray:
    """Return how often each level is best."""
    best = net == net.max(axis=1, keepdims=True)
    return (best / best.sum(axis=1, keepdims=True)).mean(axis=0)


def evpi(net: np.ndarray) -> float:
    """Return what it would be worth to know the future before choosing."""
    return float(net.max(axis=1).mean() - net.mean(axis=0).max())


# ------------------------------------------------------------------- tables and figures
def over(t: Futures) -> Iterator[tuple[Any, ...]]:
    """Give what is told over the value of harm and of an organisation dismantled."""
    harm, ended = t.means(HARM), t.means("orgs_dismantled") / t.years
    kinds = (
        ("harm, multiple of the default", WEIGHTS, lambda w: -(w * harm + t.rest)),
        ("organisation dismantled, EUR", VALUES, lambda v: v * ended - t.rest),
    )
    for name, values, benefit in kinds:
        for value in values:
            net = benefit(value)
            share, loss = best_share(net), (net.max(axis=1, keepdims=True) - net).mean(axis=0)
            for place, level in enumerate(t.levels):
                on = place == int(net.mean(axis=0).argmax())
                yield name, value, level, share[place], loss[place], on


def regrets(t: Futures) -> Iterator[tuple[Any, ...]]:
    """Give the regret of each level."""
    now = t.net[:, [t.levels.index(t.present)]]
    marks = np.percentile(t.short, 90, axis=0)
    for place, level in enumerate(t.levels):
        own = t.short[:, place]
        no_worse = float((t.net[:, [place]] >= now).mean())
        yield level, best_share(t.net)[place], own.mean(), marks[place], own.max(), no_worse


def tornado(t: Futures) -> dict[str, tuple[float, float]]:
    """Return by input the lead of the chosen level at both ends of its range."""
    chosen, runner = (t.levels[i] for i in t.order[:2])
    found = {}
    for key, (part, ends, own) in t.weights.items():
        lead, moved = (t.difference(chosen, runner, name).value for name in (NET, part))
        found[ADDRESSES[key]] = tuple(lead - (end / own - 1) * moved for end in ends)
    for key, (_, low, high) in t.lines.items():
        if key not in found:
            found[key] = (low, high)
    return found


ADDRESSES = {
    "harm": "commodities.*.harm_eur",
    "lambda": "λ",
    "home": "economy.harm_home_share",
    "delay": "economy.delay_cost_per_day",
    "level": "partnership.traits.setup_cost_eur, running_cost_eur",
}


def fitted(columns: np.ndarray, response: np.ndarray) -> np.ndarray:
    """Return a ridge regression on ranks and their squares, its penalty by generalised cross-validation."""
    n = len(response)
    ranks = 2 * (stats.rankdata(columns, axis=0) - 1) / (n - 1) - 1
    design = np.column_stack([ranks, ranks**2])
    design = (design - design.mean(axis=0)) / design.std(axis=0)
    centred = response - response.mean(axis=0)
    out = np.zeros_like(response)
    for level in range(response.shape[1]):
        scores = []
        for penalty in 10.0 ** np.linspace(-2, 4, 25):
            square = design.T @ design + penalty * np.eye(design.shape[1])
            hat = design @ np.linalg.solve(square, design.T)
            own = hat @ centred[:, level]
            free = n - 1 - np.trace(hat)
            scores.append((((centred[:, level] - own) ** 2).sum() / free**2, own))
        out[:, level] = min(scores, key=lambda one: one[0])[1] + response[:, level].mean()
    return out


def parts(t: Futures) -> dict[str, float]:
    """Return what knowing each part of the scenario would be worth, with what chance shows."""
    gaps = t.net - t.net[:, [0]]
    groups: dict[str, list[str]] = {}
    for key in t.keys:
        groups.setdefault(key.partition(".")[0], []).append(key)
    return {name: evpi(fitted(t.drawn[keys].to_numpy(), gaps)) for name, keys in groups.items()}


def incremental(t: Futures, effects: np.ndarray) -> list[tuple[Any, ...]]:
    """Return level, status, cost, effect, the one it is held against, ratio: the frontier first, by cost.

    A level is on the frontier if no other, and no mix of two others, costs as little for as much.
    """
    cost, effect = t.rest.mean(axis=0), effects.mean(axis=0)
    order = [int(i) for i in np.argsort(cost, kind="stable")]
    dominated = {
        i
        for i in order
        if any(j != i and cost[j] <= cost[i] and effect[j] >= effect[i] for j in order)
    }
    mixed = {i for i in order if i not in dominated and beaten(i, cost, effect)}
    frontier = [i for i in order if i not in dominated | mixed]
    rows: list[tuple[Any, ...]] = []
    for before, i in zip([None, *frontier], frontier, strict=False):
        more = None
        if before is not None:
            clear = apart(effects[:, i], effects[:, before]).clear
            more = cost[i] - cost[before], effect[i] - effect[before], before, clear
        rows.append((i, "frontier", cost[i], effect[i], more))
    off = [i for i in order if i in dominated | mixed]
    return rows + [
        (i, "dominated" if i in dominated else "extended", cost[i], effect[i], None) for i in off
    ]


def beaten(i: int, cost: np.ndarray, effect: np.ndarray) -> bool:
    """Whether a mix of a cheaper and a dearer level gives as much for less."""
    for a in range(len(cost)):
        for b in range(len(cost)):
            if effect[a] < effect[i] < effect[b]:
                share = (effect[i] - effect[a]) / (effect[b] - effect[a])
                if cost[a] + share * (cost[b] - cost[a]) < cost[i] * (1 - 1e-12):
                    return True
    return False


# ------------------------------------------------------------------------------ the page
def files(html: str) -> dict[str, pd.DataFrame]:
    """Return the CSV of each figure of futures."""
    found = re.findall(
        r'download="figure-0-(\w+)\.csv" href="data:text/csv;charset=utf-8;base64,([^"]+)"', html
    )
    names = ("acceptability", "expected_loss", "regret", "tornado", "information")
    return {
        name: pd.read_csv(io.BytesIO(base64.b64decode(text))).drop(columns="unit", errors="ignore")
        for name, text in found
        if name in names
    }


def check_figures(html: str, t: Futures) -> int:
    """Hold the numbers of all five figures."""
    told = files(html)
    assert len(told) == 5
    count = 0
    for name in ("acceptability", "expected_loss"):
        count += check_rows(told[name], list(over(t)))
    count += check_rows(told["regret"], list(regrets(t)))
    wanted = tornado(t)
    assert set(told["tornado"]["input"]) == set(wanted)
    for row in told["tornado"].itertuples():
        assert (row.at_low, row.at_high) == pytest.approx(wanted[row.input], rel=1e-7), row
    count += 2 * len(wanted)
    spans = (told["tornado"]["at_high"] - told["tornado"]["at_low"]).abs()
    assert spans.is_monotonic_decreasing
    own = told["information"].set_index("part_of_the_scenario")
    all_of_it = own.loc["all"]
    assert all_of_it["value"] == pytest.approx(evpi(t.net), rel=1e-6)
    for name, raw in parts(t).items():
        row = own.loc[name]
        assert row["before_chance_was_taken_off"] == pytest.approx(raw, rel=1e-6, abs=1.0), name
        least = max(0.0, raw - row["what_chance_shows"])
        assert row["value"] == pytest.approx(least, rel=1e-6, abs=1e-6), name
        count += 2
    return count + 1


def check_rows(table: pd.DataFrame, wanted: list[tuple[Any, ...]]) -> int:
    """Hold the rows of a file one by one."""
    assert len(table) == len(wanted)
    for row, own in zip(table.itertuples(index=False), wanted, strict=True):
        for cell, number in zip(row, own, strict=True):
            if isinstance(number, str | bool):
                assert cell == number, (row, own)
            else:
                assert cell == pytest.approx(number, rel=1e-7, abs=1e-4), (row, own)
    return len(wanted) * len(wanted[0])


def check_regret(table: Table, t: Futures) -> int:
    """Hold the table of regrets."""
    for row, (_, share, mean, high, most, no_worse) in zip(table.texts, regrets(t), strict=True):
        wanted = [100 * share, mean * t.unit, high * t.unit, most * t.unit]
        wanted += [] if row[0] == t.titles[t.levels.index(t.present)] else [100 * no_worse]
        shown = [one for cell in row[1:] for one in NUMBER.findall(cell)]
        assert len(shown) == len(wanted) and all(map(agrees, shown, wanted)), (row, wanted)
    return 5 * len(table.rows)


def check_increments(table: Table, t: Futures) -> int:
    """Hold a table of cost and effect, level by level."""
    harm = "harm" in table.heads[0].text
    now = t.levels.index(t.present)
    effects = t.means("orgs_dismantled") / t.years
    if harm:
        own = t.means(HARM)
        effects = own[:, [now]] - own
    money = euros(0.0, t.rest.mean(axis=0).max())
    unit = euros(0.0, np.abs(effects.mean(axis=0)).max()) if harm else 1.0
    rows = incremental(t, effects)
    for row, (i, status, cost, effect, more) in zip(table.rows, rows, strict=True):
        assert row[0].text == t.titles[i], (row, i)
        wanted = [cost * money, effect * unit]
        if more:
            extra, gain, before, clear = more
            wanted += [extra * money, gain * unit]
            ratio = extra / gain * (1.0 if harm else 1e-6)
            wanted += [Two(ratio)] if clear else []
            assert f"against {t.titles[before]}" in row[5].small[0], row
        said = {"dominated": "dominated", "extended": "dominated by extension"}
        if status != "frontier":
            assert row[5].text == said[status], (row, status)
        shown = [one for cell in row[1:] for one in NUMBER.findall(cell.text)]
        assert len(shown) == len(wanted) and all(map(agrees, shown, wanted)), (row, wanted)
    return sum(len(NUMBER.findall(" ".join(c.text for c in row))) for row in table.rows)


# -------------------------------------------------------------------------- the sentences
def first_screen(t: Futures, told: str) -> list[object]:
    """Return what the first screen says of the futures."""
    chosen = t.order[0]
    most = t.short.max(axis=0) * t.unit
    least = int(most.argmin())
    wanted: list[object] = [t.count, 100 * best_share(t.net)[chosen], most[chosen]]
    return [*wanted, *([most[least]] if least != chosen else [])]


def lead(t: Futures, _: str) -> list[object]:
    """Return count and chances."""
    share, (chosen, runner) = 100 * best_share(t.net), t.order[:2]
    points = 196 * 0.5 / math.sqrt(t.count)
    return [t.count, t.replicates, share[chosen], share[runner], points]


def switches(t: Futures, told: str) -> list[object]:
    """Return from which value on each level is the one to choose."""
    name = "harm, multiple of the default" if "of harm" in told else "organisation dismantled, EUR"
    rows = [row for row in over(t) if row[0] == name and row[5]]
    firsts = [b for a, b in zip([None, *rows], rows, strict=False) if a is None or a[2] != b[2]]
    for row in firsts:
        assert f"{t.titles[t.levels.index(row[2])]} from " in told
    return [Four(float(f"{row[1]:.2g}")) for row in firsts]


NAMES = {
    "Harm of a unit": "harm",
    "Weight of harm": "lambda",
    "Share of harm": "home",
    "Cost of the levels": "level",
    "Cost of a day": "delay",
}


def flips(t: Futures, told: str) -> list[object]:
    """Return value, range and where the choice flips; or what the line of an input says."""
    key = next((key for start, key in NAMES.items() if told.startswith(start)), None)
    if key is None or "our range" not in told:
        return by_line(t, told)
    _, ends, own = t.weights[key]
    wanted: list[object] = [Four(own), *map(Four, ends)]
    found = [
        (word, t.flip(key, end / own)) for word, end in zip(("below", "above"), ends, strict=True)
    ]
    for word, flip in found:
        if flip:
            assert f"to {flip[1]} {word} " in told, (told, flip)
            wanted.append(Two(flip[0] * own))
    assert any(flip for _, flip in found) or told.endswith("none in range."), told
    return wanted


def by_line(t: Futures, told: str) -> list[object]:
    """Return range and turning value of an input that is told from chance."""
    shown = [float(one) for one in NUMBER.findall(told)]
    named = {
        key: line
        for key, line in t.lines.items()
        if [Two(t.factor(key)[end]).value for end in ("low", "high")]
        == pytest.approx(shown[:2], rel=0.05)
    }
    assert named, told
    for key, (correlation, low, high) in named.items():
        lower = "the higher, the larger" if correlation > 0 else "the higher, the smaller"
        flip = [Two(t.at(key, low / (low - high)))] if low * high < 0 else []
        wanted = [Two(t.factor(key)["low"]) if t.factor(key)["low"] else 0.0]
        wanted += [Two(t.factor(key)["high"]), *flip]
        fitting = len(shown) == len(wanted)
        if lower in told and fitting and all(map(agrees, NUMBER.findall(told), wanted)):
            return wanted
    raise AssertionError((told, named))


def loses(t: Futures, told: str) -> list[object]:
    """Return how often a level loses to the one below it, and what its box holds."""
    above = next(i for i, title in enumerate(t.titles) if told.startswith(title))
    cases = t.net[:, above] < t.net[:, above - 1]
    wanted: list[object] = [100 * cases.mean()]
    if "Mostly where" not in told:
        return wanted
    inside, limits = box(t, told)
    held = (inside & cases).sum()
    return [*wanted, *limits, 100 * held / cases.sum(), 100 * held / inside.sum()]


def box(t: Futures, told: str) -> tuple[np.ndarray, list[object]]:
    """Return which futures lie in the box that a sentence tells, and its limits.

    A limit is told with two digits; it is a number between two neighbouring futures.
    """
    inside, limits = np.ones(t.count, bool), list[object]()
    place = told.partition("Mostly where ")[2].partition(":")[0]
    for meaning, said in MEANINGS.items():
        found = re.search(meaning + r" is (above|below) ([\d.]+)", place)
        if found:
            own, limit = t.drawn[said].to_numpy(), float(found[2])
            near = own[np.argmin(np.abs(own - limit))]
            edge = near if agrees(found[2], Two(near)) else limit
            inside &= own >= edge if found[1] == "above" else own <= edge
            limits.append(limit)
    assert limits, told
    return inside, limits


MEANINGS = {
    "entities of live organisations that routine police work keeps known": "police.known_entity_share",
    "share of organisations with an insider in a service": "organisations.insider_share",
}


def information(t: Futures, told: str) -> list[object]:
    """Return what it is worth to know more; standard errors are of draws."""
    value = evpi(t.net) * t.unit
    again = np.random.default_rng(9).integers(0, t.count, (500, t.count))
    error = float(np.std([evpi(t.net[rows]) for rows in again], ddof=1)) * t.unit
    wanted: list[object] = [value, Near(error, 0.2 * error), value]
    raw = parts(t)
    named = re.findall(r"(?<= )([\d.]+) \(± ([\d.]+)\)", told)
    shown = told.partition("told from chance:")[2]
    assert len(named) == shown.count("±")
    order = sorted(raw, key=lambda name: -raw[name])
    for name, _ in zip(order, named, strict=False):
        wanted += [Near(raw[name] * t.unit, 0.35 * error), Near(error, error)]
    return [*wanted, t.count]


Rule = tuple[str, Callable[[Futures, str], list[object]]]
RULES: tuple[Rule, ...] = (
    ("If the assumptions are wrong: in", first_screen),
    ("If the assumptions are wrong: ", lambda t, _: [t.count]),
    ("In ", lead),
    ("Left: harm per unit", lambda t, _: [100]),
    ("Over the value", switches),
    ("For each future", lambda t, _: [90]),
    ("Told from chance among", lambda t, _: [len(t.keys)]),
    ("Found by the patient", lambda t, _: [t.count]),
    ("Knowing the truth", information),
    ("The rule: A", lambda t, _: [95, 80]),
    ("Download", lambda t, _: [60, len(list(over(t)))]),
)


def rule_of(piece: Piece, t: Futures) -> Callable[[Futures, str], list[object]]:
    """Return the rule of a piece of text."""
    if piece.tag == "li" and "net benefit than" in piece.text:
        return loses
    if piece.tag == "li" and not piece.text.startswith("Over"):
        return flips
    found = next((own for start, own in RULES if piece.text.startswith(start)), None)
    assert found, f"no rule for {piece}"
    return found


def check_piece(piece: Piece, t: Futures) -> int:
    """Hold a piece of text."""
    shown = NUMBER.findall(piece.text)
    if not shown:
        return 0
    wanted = rule_of(piece, t)(t, piece.text)
    assert len(shown) == len(wanted), (piece, wanted)
    for told, number in zip(shown, wanted, strict=True):
        assert agrees(told, number), (piece, told, number, wanted)
    return len(shown)


def pieces(html: str) -> list[Piece]:
    """Return all that is said of futures, the first screen's sentence among it."""
    page = Blocks(html)
    first = [one for one in page.pieces if one.text.startswith("If the assumptions are wrong: in")]
    return [*first, *(one for one in page.pieces if one.section == "futures")]


def check(html: str, t: Futures) -> int:
    """Hold all that a page says of its futures; return how many numbers."""
    page = Blocks(html)
    count = sum(check_piece(piece, t) for piece in pieces(html))
    tables = [one for one in page.tables if one.section == "futures" and one.kind != "data"]
    (regret_table, *steps) = tables
    assert regret_table.kind == "data regret" and len(steps) == 2
    count += check_regret(regret_table, t)
    count += sum(check_increments(one, t) for one in steps)
    return count + check_figures(html, t)


@pytest.fixture(scope="module")
def quiet():
    """Futures without chance in them."""
    found = planted(futures=80, noise=0.0)
    return render(found), Futures(found)


def test_every_number_of_the_futures_follows_from_their_runs(quiet):
    assert check(*quiet) > 1000


@pytest.fixture(scope="module")
def noisy():
    """Futures with chance in them, and a box that is told."""
    found = planted(futures=100)
    return render(found), Futures(found)


def test_what_does_not_hang_on_chance_follows_where_there_is_chance(noisy):
    page, t = noisy
    told = Blocks(page)
    for table in told.tables:
        if table.section == "futures" and table.kind == "data steps":
            assert check_increments(table, t) > 10
    count = sum(
        check_piece(piece, t)
        for piece in pieces(page)
        if NUMBER.search(piece.text) and rule_of(piece, t) is flips
    )
    assert count > 20
    stored = files(page)
    for row in stored["tornado"].itertuples():
        assert (row.at_low, row.at_high) == pytest.approx(tornado(t)[row.input], rel=1e-7)
    all_of_it = stored["information"].set_index("part_of_the_scenario").loc["all"]
    assert all_of_it["before_chance_was_taken_off"] == pytest.approx(evpi(t.net), rel=1e-9)
    assert 0 <= all_of_it["value"] <= all_of_it["before_chance_was_taken_off"]


def test_a_box_holds_what_is_said_of_it(noisy):
    """Coverage and density, counted again: cases are told from means that chance moves by a little."""
    page, t = noisy
    told = [piece.text for piece in pieces(page) if "Mostly where" in piece.text]
    assert told
    for text in told:
        shown, wanted = NUMBER.findall(text), loses(t, text)
        assert len(shown) == len(wanted)
        for number, own in zip(shown[-2:], wanted[-2:], strict=True):
            assert abs(float(number) - float(own)) <= 5, (text, wanted)


def test_one_wrong_digit_in_any_sentence_is_found(quiet):
    """The proof of the proof: the first digit of each number of a sentence, changed, is noticed."""
    page, t = quiet
    count = 0
    for piece in pieces(page):
        for found in NUMBER.finditer(piece.text):
            at = next(i for i in range(*found.span()) if piece.text[i].isdigit())
            wrong = piece.text[:at] + str((int(piece.text[at]) + 5) % 10) + piece.text[at + 1 :]
            with pytest.raises(AssertionError):
                check_piece(replace(piece, text=wrong), t)
            count += 1
    assert count > 50


def test_another_future_moves_every_table_and_figure(quiet):
    """The proof of the proof: tables and figures fall when one future of one level is another."""
    page, t = quiet
    found = planted(futures=80, noise=0.0)
    own = found.futures  # type: ignore[attr-defined]
    rows = (own["level"] == t.levels[3]) & (own["future"] == 7)
    own.loc[rows, [HARM, COST, COOPERATION, "orgs_dismantled"]] *= 1.2
    own.loc[rows, NET] = -own.loc[rows, [HARM, COST, DELAY]].sum(axis=1)
    other, told = Futures(found), Blocks(page)
    tables = [one for one in told.tables if one.section == "futures" and one.kind != "data"]
    stored = files(page)
    for held in (
        lambda: check_regret(tables[0], other),
        lambda: check_increments(tables[1], other),
        lambda: check_increments(tables[2], other),
        lambda: check_rows(stored["acceptability"], list(over(other))),
        lambda: check_rows(stored["regret"], list(regrets(other))),
        lambda: check_figures(page, other),
    ):
        with pytest.raises(AssertionError):
            held()
