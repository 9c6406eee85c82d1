"""The quantities by which runs are compared: outcomes, sums and ratios of outcomes, net benefits; contrasts with intervals.

A contrast is a weighted sum over cells (levels, or levels in arms) of the same seeds: +1 and -1
for a difference, more terms for what a pair gives beyond its two parts. How it is estimated stands in
:mod:`borderSim.studies.analysis.estimates`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from borderSim.errors import InputError, nearest
from borderSim.measures.outcomes import OUTCOMES, Outcome
from borderSim.studies.analysis import estimates
from borderSim.studies.analysis.estimates import BURDEN, LEAST, Estimate, stored
from borderSim.studies.analysis.findings.criteria import COST, MATTERS_ELSE
from borderSim.studies.analysis.tables import Frame

NET = "net_benefit_"
"""``net_benefit_3``: net benefit with harm weighed three times."""
SIGNIFICANT = 50
"""A number is written to this part of itself where its interval is narrower."""
LABELS = {"orgs_dismantled": "organisations dismantled over the horizon", "net_benefit_eur": "net benefit, λ = 1"}
SAME = "(the same in all)"
"""What stands in place of an interval where all replicates say the same."""

__all__ = ["LEAST", "Cell", "Cells", "Estimate", "Yardstick", "cells_of", "contrast", "difference", "matters", "shown",
           "stored", "yardstick", "yearly"]

Cell = tuple[str, ...]
Cells = Mapping[Cell, Frame]
"""Runs by cell, indexed by seed."""


@dataclass(frozen=True)
class Yardstick:
    """What is measured of a run.

    Attributes:
        name: an outcome, ``net_benefit_LAMBDA``, ``a + b``, ``a / b``.
        label: for people.
        unit: of a difference as it is shown; ``factor``: shown number over stored one.
        better: 1 more is better, -1 less is better, 0 neither.
        top: (name, weight) of the outcomes of the sum; ``bottom``: the outcome it is divided by, empty for none.
        per_year: whether it is a total, told a year.
        least: smallest difference that matters; ``relative``: as a part of the value at the reference.
    """

    name: str
    label: str
    unit: str
    factor: float
    better: int
    top: tuple[tuple[str, float], ...]
    bottom: str = ""
    per_year: bool = False
    least: float = MATTERS_ELSE
    relative: bool = True


def yearly(unit: str, per_year: bool) -> str:
    """Return a unit as it is told: of totals a year."""
    return f"{unit} a year".strip() if per_year else unit


def yardstick(text: str, label: str = "", per: float = 1.0) -> Yardstick:
    """Return the yardstick that a text names.

    Args:
        text: an outcome, ``net_benefit_LAMBDA``, a sum ``a + b`` or a ratio ``a / b`` of totals.
        label: for people (empty: made from the text).
        per: a ratio is told per so many units of its denominator.

    Raises:
        InputError: no such outcome.
    """
    if text.startswith(NET) and text not in OUTCOMES:
        return _net(text, label)
    above, _, below = (part.strip() for part in text.partition("/"))
    names = [name.strip() for name in above.split("+")]
    outcomes = [_outcome(name, text) for name in [*names, *([below] if below else [])]]
    if len(outcomes) == 1 and not below:
        return _of_outcome(outcomes[0], label)
    for outcome in outcomes:
        if outcome.kind not in ("total", "state"):
            raise InputError(f"{text!r}: only totals and states can be added or divided, not {outcome.name}")
    better = {outcome.direction for outcome in outcomes[: len(names)]}
    sign = {"up": 1, "down": -1}.get(better.pop(), 0) if len(better) == 1 else 0
    top = tuple((name, per) for name in names)
    if below:
        return Yardstick(text, label or _spelt(text), "", 1.0, sign, top, bottom=below)
    factor, unit = _shown(outcomes[0])
    return Yardstick(text, label or _spelt(text), unit, factor, sign, top, per_year=outcomes[0].kind == "total")


def _of_outcome(outcome: Outcome, label: str) -> Yardstick:
    factor, unit = _shown(outcome)
    better = {"up": 1, "down": -1}.get(outcome.direction, 0)
    ratio = outcome.kind == "ratio"
    least, relative = (MATTERS_ELSE, True) if outcome.smallest_difference is None else (outcome.smallest_difference, outcome.relative)
    top = ((outcome.numerator if ratio else outcome.name, 1.0),)
    return Yardstick(outcome.name, label or _spelt(outcome.name), unit, factor, better, top,
                     outcome.denominator if ratio else "", outcome.kind == "total", least, relative)  # fmt: skip


def _net(text: str, label: str) -> Yardstick:
    try:
        weight = float(text.removeprefix(NET))
    except ValueError:
        raise InputError(f"there is no outcome {text!r}{nearest(text, OUTCOMES)}") from None
    own = OUTCOMES["net_benefit_eur"]
    top = ((COST, -1.0), ("trade_delay_cost_eur", -1.0), ("harm_eur", -weight))
    return Yardstick(text, label or f"net benefit, λ = {weight:g}", "M EUR", 1e-6, 1, top, per_year=True,
                     least=own.smallest_difference or MATTERS_ELSE)  # fmt: skip


def _outcome(name: str, text: str) -> Outcome:
    if name not in OUTCOMES:
        raise InputError(f"{text!r}: there is no outcome {name!r}{nearest(name, OUTCOMES)}")
    return OUTCOMES[name]


def _shown(outcome: Outcome) -> tuple[float, str]:
    if outcome.unit == "EUR":
        return 1e-6, "M EUR"
    if outcome.pure:
        return (100.0, "points") if outcome.kind == "ratio" else (1.0, "")
    return 1.0, outcome.unit


def _spelt(name: str) -> str:
    return LABELS.get(name) or name.replace("_eur", "").replace("_", " ")


# --------------------------------------------------------------------------- contrasts
def cells_of(runs: Frame, keys: Iterable[str] = ("level",)) -> dict[Cell, Frame]:
    """Return the runs by cell, indexed by seed."""
    keys = list(keys)
    return {tuple(map(str, name)): part.set_index("seed") for name, part in runs.groupby(keys, sort=False)}


def contrast(cells: Cells, stick: Yardstick, weights: Mapping[Cell, float], years: float) -> Estimate:
    """Return a weighted sum over cells, over the seeds that all of them have.

    Args:
        cells: runs by cell.
        stick: what is measured.
        weights: cell to weight; cells of weight 0 play no part.
        years: horizon; totals are told a year.
    """
    asked = {cell: weight for cell, weight in weights.items() if weight}
    if not asked or any(cell not in cells for cell in asked):
        return Estimate()
    seeds = _shared_seeds([cells[cell] for cell in asked])
    tops, bottoms = [], []
    span = years if stick.per_year else 1.0
    for cell in asked:
        frame = cells[cell].loc[seeds]
        tops.append(sum(weight * frame[name].to_numpy(float) for name, weight in stick.top))
        bottoms.append(frame[stick.bottom].to_numpy(float) if stick.bottom else np.full(len(seeds), span))
    return estimates.contrast(np.array(tops), np.array(bottoms), list(asked.values())).one()


def difference(cells: Cells, stick: Yardstick, tried: Cell, against: Cell, years: float) -> Estimate:
    """Return a paired difference of two cells."""
    if tried == against:
        return Estimate(0.0, n=len(cells[tried]) if tried in cells else 0, error=0.0)
    return contrast(cells, stick, {tried: 1.0, against: -1.0}, years)


def matters(cells: Cells, stick: Yardstick, reference: Cell, years: float) -> float:
    """Return the smallest difference that matters beside a reference, in the yardstick's own unit."""
    if not stick.relative:
        return stick.least
    beside = [yardstick(name) for name in BURDEN] if stick.name.startswith(NET) else [stick]
    return stick.least * sum(abs(contrast(cells, one, {reference: 1.0}, years).value) for one in beside)


def _shared_seeds(frames: list[Frame]) -> list[int]:
    shared = set(frames[0].index)
    for frame in frames[1:]:
        shared &= set(frame.index)
    return sorted(shared)


# --------------------------------------------------------------------------- for people
def shown(numbers: Mapping[str, Any], *, factor: float = 1.0, interval: bool = True) -> str:
    """Return a stored estimate as text, signed, with as many decimals as its interval deserves; no interval where there is none."""
    found = stored(numbers).scaled(factor)
    if not math.isfinite(found.value):
        return "–"
    width = max(found.half if found.known else 0.0, abs(found.value) / SIGNIFICANT)
    digits = min(6, max(0, 1 - math.floor(math.log10(width)))) if width > 0 else 0
    text = _signed(found.value, digits)
    if not interval or not (found.known or found.same):
        return text
    return f"{text} [{_signed(found.low, digits)}; {_signed(found.high, digits)}]" if found.known else f"{text} {SAME}"


def _signed(value: float, digits: int) -> str:
    text = f"{value:+.{digits}f}"
    return text[1:] if float(text) == 0 else text.replace("-", "−")
