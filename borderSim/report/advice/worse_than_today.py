"""What is clearly worse at a level than today: a gain over the level below says nothing of that."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from borderSim.measures.outcomes import HEADLINE, OUTCOMES
from borderSim.measures.quantities import yearly
from borderSim.report.advice.decision import JUSTICE, LOST, NET
from borderSim.report.advice.sentences import Finding, as_in_column, finding
from borderSim.report.comparison.columns import column_scale
from borderSim.report.comparison.source import Level, View
from borderSim.report.writing.texts import outcome_title

LEAKS = "leaks"
MONEY = (NET, JUSTICE, "enforcement_and_cooperation_cost_eur")
"""Told by itself: net benefit, and public money payer by payer."""


@dataclass(frozen=True)
class Worse:
    """What is clearly worse.

    Attributes:
        found: titles with their findings. looked: at how many outcomes.
    """

    found: list[tuple[str, Finding]]
    looked: int


def worse_than_today(view: View, level: Level | None) -> Worse:
    """Return what is clearly worse at a level than today, net benefit and public money apart; nothing for no level."""
    if level is None:
        return Worse([], 0)
    names = [
        name for name in dict.fromkeys((LEAKS, *HEADLINE, *LOST)) if _judged(view, level, name)
    ]
    told = [(outcome_title(name), _shown(view, level, name)) for name in names]
    return Worse([(title, one) for title, one in told if one.verdict == "worse"], len(names))


def _judged(view: View, level: Level, name: str) -> bool:
    known = np.isfinite(view.fact(level, name, "difference"))
    return bool(known) and name not in MONEY and OUTCOMES[name].direction != "none"


def _shown(view: View, level: Level, name: str) -> Finding:
    return as_in_column(view, finding(view, level, name), column_scale(view, name))


def unit_of(found: Finding) -> str:
    """Return the unit of a finding, with ``a year`` where it is a total."""
    return yearly(found.unit, OUTCOMES[found.outcome].kind == "total")
