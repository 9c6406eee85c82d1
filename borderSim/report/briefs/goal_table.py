"""A column of the table of a brief: what each level would change in one outcome, against today."""

from __future__ import annotations

from dataclasses import dataclass

from borderSim.measures.outcomes import OUTCOMES
from borderSim.measures.quantities import yearly
from borderSim.report.advice.sentences import Finding, as_in_column, finding, smallest_difference
from borderSim.report.comparison.columns import column_scale, difference_places, value_places
from borderSim.report.comparison.source import View
from borderSim.report.writing.numbers import decimals, fixed
from borderSim.report.writing.texts import outcome_title


@dataclass(frozen=True)
class Goal:
    """A column of the table: an outcome with the finding of every level but the present one.

    Attributes:
        title: of the outcome. up: more is better.
        present: value under the present level, as shown; with its unit where that is not the one of
            the differences.
        unit: of the differences. found: by level, in the order of the view. least: from which
            difference on it matters, as shown; empty for none.
    """

    title: str
    unit: str
    up: bool
    present: str
    found: list[Finding]
    least: str


def goal(view: View, name: str) -> Goal:
    """Return a column; values and differences in one unit, for a reader who compares them."""
    scale = column_scale(view, name)
    present = view.fact(view.reference, name, "value") * scale.factor
    places = min(
        value_places(view, name, scale.factor, [view.reference]),
        difference_places(view, name, scale.factor),
    )
    unit = yearly(scale.unit, scale.per_year)
    least = smallest_difference(view, name) * scale.factor
    return Goal(
        outcome_title(name),
        yearly(scale.difference_unit, scale.per_year),
        OUTCOMES[name].direction == "up",
        f"{fixed(present, places)} {unit}" if OUTCOMES[name].percent else fixed(present, places),
        [as_in_column(view, finding(view, level, name), scale) for level in view.others],
        fixed(least, decimals(least)) if least > 0 else "",
    )
