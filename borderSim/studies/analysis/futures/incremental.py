"""Incremental analysis: which levels are dominated, and what the next one up costs for what it adds.

After the usual rules of health economics. Levels stand in the order of their cost. One that costs
more and gives no more than another is dominated; one that a mix of two others beats (its ratio is
higher than that of the next level up) is dominated by extension. What is left is the frontier, and
only there a ratio is told: extra cost per extra unit of effect against the level before. No interval
of a ratio is told anywhere: where the effect may be nothing it has no meaning, and a ratio is left
out where the extra effect is not clear.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from borderSim.studies.analysis.estimates import ROUNDING, difference
from borderSim.studies.analysis.futures.cells import Floats

Status = Literal["frontier", "dominated", "extended"]


@dataclass(frozen=True)
class Increment:
    """One level in the table.

    Attributes:
        level: place of the level, as it was given.
        cost, effect: its means.
        status: on the ``frontier``, ``dominated``, or dominated by extension (``extended``).
        by: place of the level that it is held against: the one before it on the frontier, or one
            that dominates it (for ``extended`` the next on the frontier above); None for the first.
        extra_cost, extra_effect, ratio: against the one before on the frontier; NaN off it.
        clear: whether the extra effect is told from nothing (None where that was not asked).
    """

    level: int
    cost: float
    effect: float
    status: Status
    by: int | None = None
    extra_cost: float = float("nan")
    extra_effect: float = float("nan")
    ratio: float = float("nan")
    clear: bool | None = None


def incremental(cost: Sequence[float], effect: Sequence[float]) -> list[Increment]:
    """Return a row per level: the frontier by cost, then the others by cost.

    Args:
        cost: (L,) of each level.
        effect: (L,) more is better.
    """
    order = sorted(range(len(cost)), key=lambda i: (cost[i], -effect[i], i))
    kept: list[int] = []
    dominated: dict[int, int] = {}
    for i in order:
        if kept and effect[i] <= effect[kept[-1]]:
            dominated[i] = kept[-1]
        else:
            kept.append(i)
    extended = _by_extension(kept, cost, effect)
    frontier = [i for i in kept if i not in extended]
    rows = [
        Increment(i, cost[i], effect[i], "frontier", *_against(before, i, cost, effect))
        for before, i in zip([None, *frontier], frontier, strict=False)
    ]
    off = {**dict.fromkeys(dominated, "dominated"), **dict.fromkeys(extended, "extended")}
    by = dominated | extended
    return rows + [
        Increment(i, cost[i], effect[i], off[i], by[i])  # type: ignore[arg-type]
        for i in order
        if i in off
    ]


def incremental_over(cost: Floats, effect: Floats) -> list[Increment]:
    """Return the table of the means over futures, with whether each extra effect is clear.

    Args:
        cost: (F, L).
        effect: (F, L).
    """
    rows = incremental(list(cost.mean(axis=0)), list(effect.mean(axis=0)))
    found = []
    for row in rows:
        clear = None
        if row.status == "frontier" and row.by is not None:
            clear = difference(effect[:, row.level], effect[:, row.by]).clear
        found.append(
            Increment(
                row.level,
                row.cost,
                row.effect,
                row.status,
                row.by,
                row.extra_cost,
                row.extra_effect,
                row.ratio if clear is not False else float("nan"),
                clear,
            )
        )
    return found


def _by_extension(
    kept: Sequence[int], cost: Sequence[float], effect: Sequence[float]
) -> dict[int, int]:
    """Return levels that a mix of a cheaper and a dearer one beats, each with the dearer one."""
    left, out = list(kept), dict[int, int]()
    while True:
        ratios = [
            (cost[b] - cost[a]) / (effect[b] - effect[a]) for a, b in itertools.pairwise(left)
        ]
        worse = next(
            (i for i in range(1, len(ratios)) if ratios[i] < (1 - ROUNDING) * ratios[i - 1]), None
        )
        if worse is None:
            # (the one that ousted it may have been ousted itself)
            return {i: next(j for j in left if effect[j] > effect[i]) for i in out}
        out[left[worse]] = left[worse + 1]
        del left[worse]


def _against(
    before: int | None, i: int, cost: Sequence[float], effect: Sequence[float]
) -> tuple[int | None, float, float, float]:
    if before is None:
        return None, np.nan, np.nan, np.nan
    extra, more = cost[i] - cost[before], effect[i] - effect[before]
    return before, extra, more, extra / more
