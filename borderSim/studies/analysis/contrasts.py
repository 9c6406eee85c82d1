"""Contrasts of the quantities by which runs are compared (:mod:`borderSim.measures.quantities`), with intervals.

A contrast is a weighted sum over cells (levels, or levels in arms) of the same seeds: +1 and -1
for a difference, more terms for what a pair gives beyond its two parts. How it is estimated stands
in :mod:`borderSim.studies.analysis.estimates`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from borderSim.language.catalogue import N_, gettext
from borderSim.language.forms import localised
from borderSim.measures.least import least_of
from borderSim.measures.quantities import Yardstick, yardstick
from borderSim.parameters.window import Window
from borderSim.studies.analysis import estimates
from borderSim.studies.analysis.estimates import LEAST, Estimate, stored
from borderSim.studies.analysis.tables import Frame

SIGNIFICANT = 50
"""A number is written to this part of itself where its interval is narrower."""
SAME = N_("(the same in all)")
"""What stands in place of an interval where all replicates say the same."""

__all__ = [
    "LEAST",
    "Cell",
    "Cells",
    "Estimate",
    "Years",
    "cells_of",
    "contrast",
    "difference",
    "matters",
    "shown",
    "stored",
]

Cell = tuple[str, ...]
Cells = Mapping[Cell, Frame]
"""Runs by cell, indexed by seed."""
Years = float | Mapping[Cell, Window]
"""Years that are measured, of all cells; or what each of them measures, where that may differ."""


# --------------------------------------------------------------------------- contrasts
def cells_of(runs: Frame, keys: Iterable[str] = ("level",)) -> dict[Cell, Frame]:
    """Return the runs by cell, indexed by seed."""
    keys = list(keys)
    return {
        tuple(map(str, name)): part.set_index("seed")
        for name, part in runs.groupby(keys, sort=False)
    }


def contrast(
    cells: Cells, stick: Yardstick, weights: Mapping[Cell, float], measured_years: Years
) -> Estimate:
    """Return a weighted sum over cells, over the seeds that all of them have.

    Args:
        cells: runs by cell.
        stick: what is measured.
        weights: cell to weight; cells of weight 0 play no part.
        measured_years: years that are measured; totals are told a year. Cells that measure
            different years are not compared: there is no estimate.
    """
    asked = {cell: weight for cell, weight in weights.items() if weight}
    if not asked or any(cell not in cells for cell in asked):
        return Estimate()
    years = _years_of(list(asked), measured_years)
    if years is None:
        return Estimate()
    seeds = _shared_seeds([cells[cell] for cell in asked])
    tops, bottoms = [], []
    span = years if stick.per_year else 1.0
    for cell in asked:
        frame, rows = cells[cell], cells[cell].index.get_indexer(seeds)
        tops.append(sum(weight * frame[name].to_numpy(float)[rows] for name, weight in stick.top))
        bottoms.append(
            frame[stick.bottom].to_numpy(float)[rows] if stick.bottom else np.full(len(seeds), span)
        )
    return estimates.contrast(np.array(tops), np.array(bottoms), list(asked.values())).one()


def _years_of(asked: Sequence[Cell], measured_years: Years) -> float | None:
    """Return how many years cells measure, None where they do not measure the same ones."""
    if not isinstance(measured_years, Mapping):
        return measured_years
    windows = {measured_years[cell] for cell in asked}
    return windows.pop().measured if len(windows) == 1 else None


def difference(
    cells: Cells, stick: Yardstick, tried: Cell, against: Cell, measured_years: Years
) -> Estimate:
    """Return a paired difference of two cells."""
    if tried == against:
        return Estimate(0.0, n=len(cells[tried]) if tried in cells else 0, error=0.0)
    return contrast(cells, stick, {tried: 1.0, against: -1.0}, measured_years)


def matters(cells: Cells, stick: Yardstick, reference: Cell, measured_years: Years) -> float:
    """Return the smallest difference that matters beside a reference, in the yardstick's own unit.

    By the one rule of :mod:`borderSim.measures.least`.
    """

    def value(name: str) -> float:
        own = stick if name == stick.name else yardstick(name)
        return contrast(cells, own, {reference: 1.0}, measured_years).value

    above, _, below = (part.strip() for part in stick.name.partition("/"))
    if not below:
        return least_of(stick.name).at(value)
    years = _years_of([reference], measured_years) or math.nan
    top, bottom = (
        number * (years if yardstick(name).per_year else 1.0)  # (as they are divided: not a year)
        for name, number in ((above, least_of(above).at(value)), (below, abs(value(below))))
    )
    return stick.top[0][1] * top / bottom if bottom else math.nan


def _shared_seeds(frames: list[Frame]) -> list[int]:
    shared = set(frames[0].index)
    for frame in frames[1:]:
        shared &= set(frame.index)
    return sorted(shared)


# --------------------------------------------------------------------------- for people
def shown(numbers: Mapping[str, Any], *, factor: float = 1.0, interval: bool = True) -> str:
    """Return a stored estimate as text, signed, with as many decimals as its interval deserves.

    No interval where there is none.
    """
    found = stored(numbers).scaled(factor)
    if not math.isfinite(found.value):
        return "–"
    width = max(found.half if found.known else 0.0, abs(found.value) / SIGNIFICANT)
    digits = min(6, max(0, 1 - math.floor(math.log10(width)))) if width > 0 else 0
    text = _signed(found.value, digits)
    if not interval or not (found.known or found.same):
        return text
    return (
        f"{text} [{_signed(found.low, digits)}; {_signed(found.high, digits)}]"
        if found.known
        else f"{text} {gettext(SAME)}"
    )


def _signed(value: float, digits: int) -> str:
    text = f"{value:+.{digits}f}"
    return localised(text[1:] if float(text) == 0 else text.replace("-", "−"))
