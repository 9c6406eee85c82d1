"""How often the 95 % intervals hold the truth: measured on made-up outcomes like the model's.

A population of replicates of two levels is drawn once per kind of outcome; the levels share their
chances as they do in the model. Its own means and ratios of sums are the truth. Many studies of n
replicates are then drawn from it, and the share is counted of those whose interval
(:mod:`borderSim.studies.analysis.estimates`) holds the truth, of the studies that have an interval.

``python -m borderSim.studies.analysis.coverage`` measures anew and writes ``coverage.json`` beside
this file, from which ``docs/intervals.md`` and the warnings of tables and reports are made.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from borderSim.measures.outcomes import Outcome
from borderSim.studies.analysis.break_even import break_even_month, month_interval
from borderSim.studies.analysis.estimates import LEAST, Estimates, Floats, contrast
from borderSim.studies.analysis.precision import SHARE, USUAL_MOST, Rule
from borderSim.studies.execution import files

COUNTS = (5, 6, 10, 20, 50, 100)
"""Numbers of replicates at which it is measured."""
POPULATION = 30_000
"""Replicates of a population (technical)."""
STUDIES = 4_000
"""Studies of each number of replicates (technical): standard error 0.35 points."""
ASKED_AT = 60
"""Replicates whose half-width is asked for where it is measured what stopping by a rule does."""
MONTHS = 60
SEED = 20180601
LOW = 0.93
"""Below this measured coverage a warning is shown."""
FEW_EVENTS = 1.0
"""With fewer events a replicate a count is rare (assumption)."""
FILE = Path(__file__).with_suffix(".json")

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Levels = tuple[Floats, Floats]
"""Numerators and denominators of the two levels, shape (2, replicates) each."""


@dataclass(frozen=True)
class Kind:
    """A kind of outcome.

    Attributes:
        label: for people.
        make: from a random stream and a number to the replicates of a population.
    """

    label: str
    make: Callable[[np.random.Generator, int], Levels]


def _world(rng: np.random.Generator, size: int, shape: float) -> Floats:
    """Return how much goes on in each replicate, around 1: what both levels share."""
    return rng.gamma(shape, 1 / shape, size)


def _ones(top: Floats) -> Levels:
    return top, np.ones_like(top)


def _totals(rng: np.random.Generator, size: int) -> Levels:
    world = _world(rng, size, 8.0)
    return _ones(np.stack([rng.poisson(40 * world), rng.poisson(44 * world)]).astype(float))


def _states(rng: np.random.Generator, size: int) -> Levels:
    world = rng.beta(4, 12, size)
    return _ones(np.stack([rng.binomial(20, world), rng.binomial(20, 1.2 * world)]).astype(float))


def _yes_or_no(rng: np.random.Generator, size: int) -> Levels:
    chance = rng.uniform(size=size)
    return _ones(
        np.stack(
            [
                chance < 0.4,
                np.where(rng.uniform(size=size) < 0.5, chance, rng.uniform(size=size)) < 0.6,
            ]
        ).astype(float)
    )


def _rare(rng: np.random.Generator, size: int) -> Levels:
    world = _world(rng, size, 2.0)
    return _ones(np.stack([rng.poisson(0.2 * world), rng.poisson(0.6 * world)]).astype(float))


def _loads(rng: np.random.Generator, size: int) -> tuple[Ints, Floats, Bools, Bools]:
    """Return by load: replicate, value (heavy-tailed), whether each level seizes it.

    Some chances are shared.
    """
    loads = 1 + rng.negative_binomial(8, 8 / (8 + 150), size)
    replicate = np.repeat(np.arange(size), loads)
    value = rng.lognormal(0, 1.5, len(replicate))
    chance = rng.uniform(size=len(replicate))
    other = np.where(
        rng.uniform(size=len(replicate)) < 0.6, chance, rng.uniform(size=len(replicate))
    )
    return replicate, value, chance < 0.10, other < 0.13


def _sums(replicate: Ints, *columns: Floats) -> Floats:
    size = int(replicate.max()) + 1
    return np.stack([np.bincount(replicate, column, size) for column in columns])


def _count_ratio(rng: np.random.Generator, size: int) -> Levels:
    replicate, value, first, second = _loads(rng, size)
    every = np.ones_like(value)
    return _sums(replicate, first * every, second * every), _sums(replicate, every, every)


def _heavy_totals(rng: np.random.Generator, size: int) -> Levels:
    replicate, value, first, second = _loads(rng, size)
    return _ones(_sums(replicate, value * ~first, value * ~second))


def _heavy_ratio(rng: np.random.Generator, size: int) -> Levels:
    replicate, value, first, second = _loads(rng, size)
    return _sums(replicate, value * first, value * second), _sums(replicate, value, value)


KINDS: dict[str, Kind] = {
    "total": Kind("totals of many events (seizures, arrests), more spread than Poisson", _totals),
    "state": Kind("states: small whole numbers (organisations dismantled)", _states),
    "yes_no": Kind("states of 0 or 1", _yes_or_no),
    "ratio": Kind("ratios of counts (hit rates, interdiction by loads)", _count_ratio),
    "heavy_total": Kind(
        "totals of value, heavy-tailed (delivered value, harm, net benefit)", _heavy_totals
    ),
    "heavy_ratio": Kind("ratios of value, heavy-tailed (interdiction rate)", _heavy_ratio),
    "rare": Kind("counts of rare events (less than one a replicate, as of leaks)", _rare),
}
MONTH = "month"
"""The break-even month, which has an interval of another making."""
MONTH_LABEL = "break-even month"


# --------------------------------------------------------------------------- measuring
@cache
def population(kind: str) -> Levels:
    """Return the population of a kind, always the same."""
    place = list(KINDS).index(kind)
    return KINDS[kind].make(np.random.default_rng([SEED, place]), POPULATION)


def measure(kind: str, n: int, studies: int = STUDIES) -> dict[str, float]:
    """Return the coverage of values and differences with n replicates, and the share of studies that have an interval."""
    top, bottom = population(kind)
    drawn = np.random.default_rng([SEED, n]).integers(0, top.shape[1], (studies, n))
    true = top.sum(axis=1) / bottom.sum(axis=1)
    tops, bottoms = top[:, drawn], bottom[:, drawn]
    value = contrast(tops[1:], bottoms[1:])
    paired = contrast(tops[::-1], bottoms[::-1], (1.0, -1.0))
    return {
        "value": _covered(value, true[1]),
        "difference": _covered(paired, true[1] - true[0]),
        "told": float(np.isfinite(paired.low).mean()),
    }


def measure_stopped(kind: str, studies: int = STUDIES) -> dict[str, float]:
    """Return the coverage of differences where the usual rule of ``precision=`` says when it is enough.

    The half-width asked for is the mean one of :data:`ASKED_AT` replicates, so that chance decides
    whether a study stops early; that it stops on one outcome alone is the worst case. Studies that
    the rule does not stop have the number of replicates at which it ends in any case.

    Returns:
        ``difference``: the coverage; ``early``: share of studies that stopped before the end.
    """
    rule = Rule(SHARE, USUAL_MOST)
    top, bottom = population(kind)
    counts = list(rule.counts())
    drawn = np.random.default_rng([SEED, ASKED_AT, 1]).integers(
        0, top.shape[1], (studies, rule.most)
    )
    tops, bottoms = top[:, drawn][::-1], bottom[:, drawn][::-1]
    looks = [contrast(tops[..., :n], bottoms[..., :n], (1.0, -1.0)) for n in counts]
    low, high = (np.stack([getattr(look, end) for look in looks]) for end in ("low", "high"))
    usual = contrast(tops[..., :ASKED_AT], bottoms[..., :ASKED_AT], (1.0, -1.0))
    known = high - low <= float(np.nanmean(usual.high - usual.low))
    stops = np.zeros(known.shape, dtype=bool)
    back = rule.ahead // rule.step
    stops[back:] = known[back:] & known[:-back]  # (one look back: no look lies between)
    stops[-1] = True
    at = stops.argmax(axis=0), np.arange(studies)
    true = top.sum(axis=1) / bottom.sum(axis=1)
    inside = (low[at] <= true[1] - true[0]) & (true[1] - true[0] <= high[at])
    told = np.isfinite(low[at])
    return {
        "difference": float(inside[told].mean()),
        "early": float((at[0] < len(counts) - 1).mean()),
    }


def _covered(found: Estimates, true: float) -> float:
    told = np.isfinite(found.low)
    return (
        float(((found.low <= true) & (true <= found.high))[told].mean()) if told.any() else math.nan
    )


@cache
def _paths() -> Floats:
    """Return cumulated net benefits of a population, shape (replicates, months): a price first, gains that grow and differ."""
    rng = np.random.default_rng([SEED, len(KINDS)])
    gain = rng.lognormal(0, 0.5, (4000, 1)) * np.clip(np.arange(MONTHS) / 12, 0, 1)
    return (gain + rng.normal(0, 1.0, (4000, MONTHS)) - 12.0 * (np.arange(MONTHS) == 0)).cumsum(
        axis=1
    )


def measure_month(n: int, studies: int = 1000) -> float:
    """Return the coverage of the interval of the break-even month with n replicates."""
    paths, rng = _paths(), np.random.default_rng([SEED, n])
    true = float(break_even_month(paths.mean(axis=0)))
    ends = [month_interval(paths[rng.integers(0, len(paths), n)]) for _ in range(studies)]
    return float(np.mean([low <= true <= high for low, high in ends]))


def whole_table() -> list[dict[str, Any]]:
    """Measure everything; a row per kind and number of replicates."""
    rows: list[dict[str, Any]] = [
        {"kind": kind, "n": n, **measure(kind, n)} for kind in KINDS for n in COUNTS
    ]
    for row in rows:
        if row["n"] == USUAL_MOST:
            stopped = measure_stopped(row["kind"])
            row |= {"stopped": stopped["difference"], "early": stopped["early"]}
    rows += [{"kind": MONTH, "n": n, "value": measure_month(n)} for n in COUNTS]
    return [
        {key: round(cell, 3) if isinstance(cell, float) else cell for key, cell in row.items()}
        for row in rows
    ]


# --------------------------------------------------------------------------- what was measured
@cache
def stored() -> tuple[Mapping[str, Any], ...]:
    """Return the rows of ``coverage.json``."""
    return tuple(json.loads(FILE.read_text(encoding="utf-8"))) if FILE.exists() else ()


def kind_of(outcome: Outcome, events: float = math.inf) -> str:
    """Return the kind of an outcome.

    Args:
        outcome: of what.
        events: its mean a replicate, over the horizon; counts of few are rare.
    """
    values = outcome.unit == "EUR" or outcome.name.startswith("seized_")
    if outcome.kind == "ratio":
        return "heavy_ratio" if outcome.numerator.endswith("value_eur") else "ratio"
    if values:
        return "heavy_total"
    if abs(events) < FEW_EVENTS and not outcome.pure:
        return "rare"
    return "total" if outcome.kind == "total" else "state"


def measured(kind: str, n: int, what: str) -> float:
    """Return the measured coverage at the largest measured number up to n, NaN below five replicates."""
    known = [
        row
        for row in stored()
        if row["kind"] == kind and row["n"] <= n and row.get(what) is not None
    ]
    return float(max(known, key=lambda row: row["n"])[what]) if n >= LEAST and known else math.nan


def too_low(facts: Iterable[tuple[Outcome, int, float]], part: str) -> dict[str, float]:
    """Return the outcomes whose intervals hold the truth less often than they should, with the lowest measured coverage.

    Args:
        facts: outcome, replicates, and mean a replicate over the horizon.
        part: ``value`` or ``difference``: of which interval.
    """
    found: dict[str, float] = {}
    for outcome, n, events in facts:
        share = measured(kind_of(outcome, events), n, part)
        if share < LOW:
            found[outcome.name] = min(share, found.get(outcome.name, 1.0))
    return found


if __name__ == "__main__":
    rows = whole_table()
    files.write_text(FILE, "[\n" + ",\n".join(" " + json.dumps(row) for row in rows) + "\n]\n")
    for row in rows:
        print(row)
