"""By what a level may be better or worse than another: outcomes, and outcomes for their cost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from borderSim.measures.outcomes import OUTCOMES
from borderSim.studies.sweep_tables import Column, Frame

MATTERS_ELSE = 0.05
"""Smallest difference that matters where the dictionary names none: relative (assumption)."""
COST = "enforcement_and_cooperation_cost_eur"


@dataclass(frozen=True)
class Criterion:
    """One way to call a level better.

    Attributes:
        name: stable name.
        label: for people.
        value: a number per run, more is better.
        matters: from the runs of the lower level: the smallest difference that matters, per run.
        for_cost: whether it weighs an outcome against its cost.
    """

    name: str
    label: str
    value: Callable[[Frame], Column]
    matters: Callable[[Frame], Column]
    for_cost: bool


def _burden(runs: Frame) -> Column:
    return runs[COST] + runs["trade_delay_cost_eur"]


def _outcome(name: str, label: str, *, better: float = 1.0) -> Criterion:
    least, relative = OUTCOMES[name].smallest_difference or MATTERS_ELSE, OUTCOMES[name].relative

    def matters(runs: Frame) -> Column:
        return least * runs[name].abs() if relative else pd.Series(least, index=runs.index)

    return Criterion(name, label, lambda runs: better * runs[name], matters, for_cost=False)


def _net(weight: float) -> Criterion:
    least = OUTCOMES["net_benefit_eur"].smallest_difference or MATTERS_ELSE
    return Criterion(
        f"net_benefit_{weight:g}", f"net benefit, λ = {weight:g}",
        lambda runs: -_burden(runs) - weight * runs["harm_eur"], lambda runs: least * _burden(runs), for_cost=True,
    )  # fmt: skip


def _for_cost(name: str, label: str, per: float) -> Criterion:
    least = OUTCOMES[name].smallest_difference

    def matters(runs: Frame) -> Column:
        return per * (MATTERS_ELSE * runs[name] if least is None else least) / runs[COST]

    return Criterion(f"{name}_for_cost", label, lambda runs: per * runs[name] / runs[COST], matters, for_cost=True)


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
