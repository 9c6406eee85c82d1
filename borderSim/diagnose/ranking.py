"""What each remedy does to a country, from runs: differences to the country as it is, paired, and their order.

Differences are those of :mod:`borderSim.studies.analysis.contrasts`; the chance of being better is
that of whole replicates drawn anew (:mod:`borderSim.studies.analysis.chances`). Nothing is
simulated or read here.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from borderSim.measures.outcomes import OUTCOMES
from borderSim.measures.quantities import yardstick
from borderSim.studies.analysis.break_even import break_even_table
from borderSim.studies.analysis.chances import by_replicate, chances, of_cells
from borderSim.studies.analysis.contrasts import Estimate, cells_of, difference, matters
from borderSim.studies.analysis.tables import Frame

TOLD = (
    "net_benefit_eur",
    "interdiction_rate",
    "orgs_dismantled",
    "enforcement_and_cooperation_cost_eur",
    "cooperation_cost_eur",
    "setup_paid_from_change_eur",
    "coordination_hours",
    "trade_delay_cost_eur",
)
"""Outcomes of which the difference is told, totals a year."""


@dataclass(frozen=True)
class Effect:
    """A difference to the country as it is.

    Attributes:
        estimate: with its interval, none below five replicates.
        least: the smallest difference that matters.
        better: chance that it is for the better (1 or 0 where all replicates say the same), NaN below
            five replicates.
        direction: 1 more is better, -1 less is better, 0 neither.
    """

    estimate: Estimate
    least: float
    better: float
    direction: int

    @property
    def gain(self) -> float:
        """The difference, of which more is better."""
        return self.estimate.value * (self.direction or 1)

    @property
    def large(self) -> bool:
        """Whether the difference, as it is estimated, is large enough to matter."""
        return abs(self.estimate.value) >= self.least


@dataclass(frozen=True)
class Ranked:
    """One remedy, or several together.

    Attributes:
        names: the remedies.
        level: the level of the runs.
        effects: by outcome.
        replicates: how many.
        best: chance that it is the best of those tried beside each other, for the goal, doing nothing
            among them; NaN below five replicates.
        loss: expected loss of choosing it: by how much the best of them is better on average, a year;
            NaN below five replicates.
        pays: first month in force from which the summed net benefit stays above zero; infinite where
            it does not within the years simulated, NaN where nobody looked.
    """

    names: tuple[str, ...]
    level: str
    effects: Mapping[str, Effect]
    replicates: int
    best: float = math.nan
    loss: float = math.nan
    pays: float = math.nan

    @property
    def acts(self) -> bool:
        """Whether anything that is told moved in any replicate."""
        return any(
            e.estimate.value != 0 or (e.estimate.error or 0) > 0 for e in self.effects.values()
        )


def rank(
    runs: Frame,
    labels: Mapping[str, tuple[str, ...]],
    base: str,
    measured_years: float,
    goal: str,
    monthly: Frame = None,
) -> list[Ranked]:
    """Return remedies by what they do for a goal, best first; equal ones in the order given.

    Args:
        runs: a row per run.
        labels: by level of the runs, the remedies in force in it.
        base: the level of the country as it is.
        measured_years: years that are measured; totals are told a year.
        goal: an outcome of :data:`TOLD`.
        monthly: a row per run and month, for the month from which each pays; None: it is not told.
    """
    pays, there = _pays(monthly, base), set(runs["level"])
    tried = {level: names for level, names in labels.items() if level in there}
    sure = _chances(runs, [base, *tried], measured_years, goal)
    rows = [
        Ranked(
            names,
            level,
            effects := effects_of(runs, level, base, measured_years),
            effects[goal].estimate.n,
            *sure[level],
            pays.get(level, math.nan),
        )
        for level, names in tried.items()  # (the runs of others have all failed)
    ]
    return sorted(rows, key=lambda row: _worth(row, goal), reverse=True)


def _chances(
    runs: Frame, levels: Sequence[str], measured_years: float, goal: str
) -> dict[str, tuple[float, float]]:
    """Return by level the chance of being the best, and the expected loss (of a total, a year)."""
    top, bottom = by_replicate(runs.assign(point=0), goal, levels)
    span = measured_years if yardstick(goal).per_year else 1.0
    found = chances(goal, top, bottom)
    return {
        level: (float(best), float(loss) / span)
        for level, best, loss in zip(levels, found.best, found.loss, strict=True)
    }


def _pays(monthly: Frame, base: str) -> dict[str, float]:
    """Return by level the month from which it pays at the model's own weight of harm."""
    if monthly is None or not len(monthly):
        return {}
    table = break_even_table(monthly, base, (1.0,))
    return dict(zip(table["level"], table["month"].astype(float), strict=True))


def effects_of(runs: Frame, level: str, against: str, measured_years: float) -> dict[str, Effect]:
    """Return the differences of one level to another, over the seeds that both have."""
    cells = cells_of(runs[runs["level"].isin([against, level])])
    return {name: _effect(name, cells, level, against, measured_years) for name in TOLD}


def best_in_turn(rows: Sequence[Ranked], count: int, goals: Sequence[str]) -> list[str]:
    """Return the remedies that are best by goals in turn, so many of them.

    So one that is best by organisations dismantled is not lost to those that are best by net benefit.
    """
    orders = [sorted(rows, key=lambda row: _worth(row, goal), reverse=True) for goal in goals]
    found: list[str] = []
    for place in range(len(rows)):
        for order in orders:
            name = order[place].names[0]
            if name not in found and len(found) < count:
                found.append(name)
    return found


def _worth(row: Ranked, goal: str) -> float:
    gain = row.effects[goal].gain
    return gain if math.isfinite(gain) else -math.inf


def _effect(
    name: str, cells: Mapping[Any, Frame], level: str, base: str, measured_years: float
) -> Effect:
    stick = yardstick(name)
    estimate = difference(cells, stick, (level,), (base,), measured_years)
    better = math.nan
    if OUTCOMES[name].direction != "none":
        top, bottom = of_cells(cells, name, [(base,), (level,)])
        better = float(chances(name, top, bottom).higher[0])
    return Effect(estimate, matters(cells, stick, (base,), measured_years), better, stick.better)
