"""Outcomes told with less luck beside those as realised, and net benefit as different people count it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from borderSim.measures.outcomes import OUTCOMES, Outcome
from borderSim.report.comparison.source import View
from borderSim.report.full_report.tables import Row, all_outcomes
from borderSim.report.writing.numbers import fixed

PARTS = ("interdiction_rate_standardised_border", "interdiction_rate_standardised_inland")
"""Of what stands beside a realised outcome, told under it."""
PERSPECTIVES = (
    "net_benefit_eur",
    "net_benefit_treasury_eur",
    "net_benefit_society_eur",
    "net_benefit_world_eur",
)


@dataclass(frozen=True)
class ExpectedRow:
    """An outcome, and for each level how many times smaller the variance of its difference is (empty: not said)."""

    row: Row
    won: list[str]


def expected_rows(view: View) -> list[ExpectedRow]:
    """Return realised outcomes, each followed by the one that tells it with less luck.

    What is the same at every level (loads of one size leave no luck of size) is left out.
    """
    rows, found = _rows(view), list[ExpectedRow]()
    for outcome in OUTCOMES.values():
        if outcome.beside in rows and outcome.name in rows and _differs(view, outcome):
            nothing = [""] * len(view.levels)
            won = [view.fact(level, outcome.name, "variance_won") for level in view.levels]
            shown = [fixed(x, 2) if math.isfinite(x) else "" for x in won]
            found.append(ExpectedRow(rows[outcome.beside], nothing))
            found.append(ExpectedRow(rows[outcome.name], shown))
            found += [
                ExpectedRow(rows[part], nothing)
                for part in PARTS
                if part in rows and part.startswith(outcome.name)
            ]
    return found


def _differs(view: View, outcome: Outcome) -> bool:
    """Return whether an outcome is at any level another number than the one it stands beside."""
    names = (outcome.name, outcome.beside)
    return any(
        len({view.fact(level, name, "value") for name in names}) > 1 for level in view.levels
    )


def perspectives(view: View) -> list[Row]:
    """Return the net benefits by who counts."""
    rows = _rows(view)
    return [rows[name] for name in PERSPECTIVES if name in rows]


def _rows(view: View) -> dict[str, Row]:
    return {row.outcome.name: row for group in all_outcomes(view).values() for row in group}
