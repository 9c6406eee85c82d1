"""The quantities by which a level is called better or worse than another: outcomes, and outcomes per cost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from borderSim.measures.least import BALANCE, BURDEN, least_of
from borderSim.measures.outcomes import OF_THE_WHOLE_HORIZON, OUTCOMES
from borderSim.measures.quantities import COST, COST_FROM_CHANGE
from borderSim.studies.analysis.tables import Column, Frame

Sums = Callable[[Frame], tuple[Column, Column]]
"""From runs to numerators and denominators of a ratio of sums over replicates."""


@dataclass(frozen=True)
class Criterion:
    """One way to call a level better.

    Attributes:
        name: stable name.
        label: for people.
        value: what is measured, more is better; a mean has denominators of 1.
        matters: from the runs of the lower level: the smallest difference that matters.
        for_cost: whether it weighs an outcome against its cost.
    """

    name: str
    label: str
    value: Sums
    matters: Sums
    for_cost: bool


def _ones(runs: Frame) -> Column:
    return pd.Series(1.0, index=runs.index)


def _sum(runs: Frame, names: Sequence[str]) -> Column:
    return sum((runs[name] for name in names), 0.0 * _ones(runs))


def _least(name: str, runs: Frame) -> Column:
    """Return the smallest difference that matters beside each run, of what is no ratio."""
    least = least_of(name)
    return least.size * (_sum(runs, least.beside) if least.beside else _ones(runs))


def _outcome(name: str, label: str, *, better: float = 1.0) -> Criterion:
    outcome = OUTCOMES[name]

    def sums(runs: Frame, factor: float = better) -> tuple[Column, Column]:
        if outcome.kind == "ratio":
            return factor * runs[outcome.numerator], runs[outcome.denominator]
        return factor * runs[name], _ones(runs)

    def matters(runs: Frame) -> tuple[Column, Column]:
        least = least_of(name)
        if outcome.kind == "ratio" and least.beside:
            return sums(runs, least.size)
        return _least(name, runs), _ones(runs)

    return Criterion(name, label, sums, matters, for_cost=False)


def _net(weight: float) -> Criterion:
    name = f"{BALANCE}{weight:g}"
    return Criterion(
        name,
        f"net benefit, λ = {weight:g}",
        lambda runs: (-_sum(runs, BURDEN) - weight * runs["harm_eur"], _ones(runs)),
        lambda runs: (_least(name, runs), _ones(runs)),
        for_cost=True,
    )


def _for_cost(name: str, label: str, per: float) -> Criterion:
    def paid(runs: Frame) -> Column:
        # both of one time: what follows the organisations of the first day is of the whole horizon
        whole = name in OF_THE_WHOLE_HORIZON and COST_FROM_CHANGE in runs
        return runs[COST_FROM_CHANGE if whole else COST]

    def matters(runs: Frame) -> tuple[Column, Column]:
        return per * _least(name, runs), paid(runs)

    return Criterion(
        f"{name}_for_cost",
        label,
        lambda runs: (per * runs[name], paid(runs)),
        matters,
        for_cost=True,
    )


CRITERIA = (
    _outcome("interdiction_rate", "interdiction rate"),
    _outcome("delivered_value_eur", "delivered value", better=-1.0),
    _outcome("orgs_dismantled", "organisations dismantled over the horizon"),
    _net(0.0),
    _net(1.0),
    _net(3.0),
    _for_cost("seizures", "seizures for their cost", 1e6),
    _for_cost("orgs_dismantled", "dismantled for their cost", 1e8),
)
