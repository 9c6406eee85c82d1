"""What each step up costs more and brings more: the incremental tables of the futures as they are shown."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from borderSim.report.comparison.source import Level
from borderSim.report.writing.numbers import decimals, euro_scale, fixed, plain
from borderSim.report.writing.texts import word
from borderSim.studies.analysis.futures.cells import DISMANTLED, HARM, Cells
from borderSim.studies.analysis.futures.incremental import Increment, incremental_over


@dataclass(frozen=True)
class StepRow:
    """A row of an incremental table as it is shown: texts, empty where there is nothing to tell."""

    level: Level
    by: Level | None
    status: str
    clear: bool | None
    cost: str
    effect: str
    extra_cost: str
    extra_effect: str
    ratio: str


def by_organisations(found: Cells, years: float) -> list[Increment]:
    """Return the steps by organisations dismantled a year."""
    return incremental_over(np.nanmean(found.rest(), axis=1), found.mean(DISMANTLED) / years)


def by_harm(found: Cells, reference: int) -> list[Increment]:
    """Return the steps by harm avoided against the reference."""
    harm = found.mean(HARM)
    return incremental_over(np.nanmean(found.rest(), axis=1), harm[:, [reference]] - harm)


def step_rows(
    levels: Sequence[Level], rows: list[Increment], scale: float, ratio: tuple[float, str]
) -> list[StepRow]:
    """Return the rows of a table as they are shown.

    Args:
        levels: of the comparison, in the order of their places.
        rows: what each step adds.
        scale: of the effect, from what is stored to what is shown.
        ratio: scale of the cost of a unit of effect, and the words it is told in.
    """
    money = euro_scale(max(row.cost for row in rows))[0]
    dear, good = (
        decimals(0.0, max((abs(v) for v in of), default=0.0))
        for of in (
            [row.extra_cost * money for row in rows if math.isfinite(row.extra_cost)],
            [row.extra_effect * scale for row in rows if math.isfinite(row.extra_effect)]
            or [row.effect * scale for row in rows],
        )
    )
    return [
        StepRow(
            levels[row.level],
            None if row.by is None else levels[row.by],
            row.status,
            row.clear,
            fixed(row.cost * money, dear),
            fixed(row.effect * scale, good),
            fixed(row.extra_cost * money, dear, signed=True),
            fixed(row.extra_effect * scale, good, signed=True),
            word(ratio[1], value=plain(float(f"{row.ratio * ratio[0]:.2g}")))
            if math.isfinite(row.ratio)
            else "",
        )
        for row in rows
    ]
