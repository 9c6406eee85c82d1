"""What tables of outcomes share on the terminal: short heads, totals a year."""

from __future__ import annotations

import math
from typing import Any

from borderSim.language.catalogue import N_, gettext
from borderSim.measures.outcomes import Outcome
from borderSim.measures.quantities import yearly
from borderSim.report.writing.numbers import Scale

SHORT = {
    "interdiction_rate": N_("interdicted"),
    "delivered_value_eur": N_("delivered"),
    "orgs_dismantled": N_("dismantled"),
    "enforcement_and_cooperation_cost_eur": N_("cost"),
    "trade_delay_cost_eur": N_("trade delay"),
    "net_benefit_eur": N_("net benefit"),
}
"""Heads of narrow columns, to be translated where they are shown."""


def head(name: str, scale: Scale) -> str:
    """Return the head of a column of an outcome: its short name, its unit below."""
    unit = yearly(scale.unit, True) if scale.per_year else scale.unit.removeprefix("organisations ")
    return f"{gettext(SHORT.get(name, name))}\n{unit}"


def per_year(outcome: Outcome, value: Any, years: float) -> float:
    """Return a value as tables show it, a total per year; NaN for None."""
    number = math.nan if value is None else float(value)
    return number / years if outcome.kind == "total" else number
