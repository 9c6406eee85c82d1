"""Facts and verdicts for the sentences of the report.

The sentences themselves stand in the templates.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal

from borderSim.measures.least import smallest_difference as least_that_matters
from borderSim.measures.outcomes import HEADLINE, OUTCOMES, Outcome
from borderSim.report.comparison.columns import difference, difference_places, difference_scale
from borderSim.report.comparison.differences import Interval
from borderSim.report.comparison.source import Level, View
from borderSim.report.writing.numbers import Scale, decimals, end_of, fixed
from borderSim.report.writing.texts import outcome_title
from borderSim.studies.analysis.estimates import LEAST

Verdict = Literal["reference", "better", "worse", "changed", "unclear", "same", "put_in", "missing"]
"""``changed``: clear, but the outcome has no better or worse.

``same``: no replicate differs at all. ``put_in``: money that every replicate tells alike: a price
that was set, which is no finding and neither better nor worse.
"""
NO_CHANCE = 1e-6
"""Standard error over difference, under which money is a price that was set: what is left is rounding."""

Weight = Literal["matters", "small", "open"]
"""Whole interval beyond the smallest difference that matters, whole interval within it, or neither."""


@dataclass(frozen=True)
class Finding:
    """One paired difference, judged and written.

    Attributes:
        outcome, level, title: names, and the level's title.
        interval: difference and bounds in stored units (totals a year).
        difference, low, high, unit: the same as shown.
        verdict: see :data:`Verdict`.
        weight: see :data:`Weight`; None below 100 replicates and where nothing is clear to weigh.
    """

    outcome: str
    level: str
    title: str
    interval: Interval
    difference: str
    low: str
    high: str
    unit: str
    verdict: Verdict
    weight: Weight | None

    @property
    def exact(self) -> bool:
        """Whether all replicates show the same difference, as far as it is written out."""
        return self.interval.same or (
            self.interval.known and self.low == self.high == self.difference
        )

    @property
    def higher(self) -> bool:
        """Whether the level's value is above the present level's."""
        return self.interval.value > 0


def verdict(level: Level, interval: Interval, outcome: str | Outcome) -> Verdict:
    """Judge a paired difference by its interval alone.

    An outcome that is shipped is given by its name.
    """
    if level.reference:
        return "reference"
    if interval.value == interval.error == 0:
        return "same"
    if not math.isfinite(interval.value):
        return "missing"
    own = OUTCOMES[outcome] if isinstance(outcome, str) else outcome
    if own.unit == "EUR" and is_put_in(interval):
        return "put_in"
    if not interval.clear:
        return "unclear"
    direction = own.direction
    if direction == "none":
        return "changed"
    return "better" if (interval.value > 0) == (direction == "up") else "worse"


def is_put_in(interval: Interval) -> bool:
    """Return whether all of enough replicates tell the same difference, which is not zero."""
    return interval.n >= LEAST and interval.error <= NO_CHANCE * abs(interval.value) > 0


def smallest_difference(view: View, outcome: str) -> float:
    """Return the smallest difference that matters, in the outcome's own unit (totals a year).

    0 where none is declared: the report names one of headline outcomes alone.
    """
    if not OUTCOMES[outcome].headline:
        return 0.0
    return least_that_matters(
        OUTCOMES[outcome], lambda name: view.fact(view.reference, name, "value")
    )


def weigh(view: View, interval: Interval, outcome: str) -> Weight | None:
    """Say whether a difference is large enough to matter; None where the report is provisional."""
    threshold = smallest_difference(view, outcome)
    low, high = interval.ends
    if view.provisional or not math.isfinite(low) or not threshold > 0:
        return None
    if low >= threshold or high <= -threshold:
        return "matters"
    return "small" if max(abs(low), abs(high)) < threshold else "open"


def written(shown: Interval, places: int) -> tuple[str, str, str]:
    """Return a difference and the ends of its interval as they are written, in the unit that is shown."""
    low, high = (end_of(number, places, signed=True) for number in (shown.low, shown.high))
    value = end_of if shown.same else fixed  # (a price, however small, is not shown as nothing)
    return value(shown.value, places, signed=True), low, high


def finding(view: View, level: Level, outcome: str) -> Finding:
    """Return the judged difference of a level in a headline outcome."""
    interval = difference(view, level, outcome)
    scale = difference_scale(view, outcome)
    places = difference_places(view, outcome, scale.factor)
    value, low, high = written(interval.scaled(scale.factor), places)
    return Finding(
        outcome,
        level.name,
        level.title,
        interval,
        value,
        low,
        high,
        scale.difference_unit,
        verdict(level, interval, outcome),
        None if level.reference else weigh(view, interval, outcome),
    )


@dataclass(frozen=True)
class Answer:
    """The findings of one outcome, sorted by verdict."""

    outcome: str
    title: str
    per_year: bool
    better: list[Finding]
    worse: list[Finding]
    unclear: list[Finding]
    same: list[Finding]
    put_in: list[Finding]
    missing: list[Finding]
    threshold: str
    replicates: int | None
    """With which every difference would be known to within the smallest that matters, by the spread seen."""

    @property
    def clear(self) -> list[Finding]:
        """All findings whose interval excludes zero."""
        return self.better + self.worse


def as_in_column(view: View, found: Finding, scale: Scale) -> Finding:
    """Return a finding written in another unit, with the decimals of its column there."""
    places = difference_places(view, found.outcome, scale.factor)
    value, low, high = written(found.interval.scaled(scale.factor), places)
    return replace(found, difference=value, low=low, high=high, unit=scale.difference_unit)


def answers(view: View) -> list[Answer]:
    """Return what is clear and what is not, for each headline outcome."""
    result = []
    for name in HEADLINE:
        found = [finding(view, level, name) for level in view.others]
        by = {
            key: [f for f in found if f.verdict == key]
            for key in ("better", "worse", "unclear", "same", "put_in", "missing")
        }
        scale = difference_scale(view, name)
        threshold = smallest_difference(view, name) * scale.factor
        shown = (
            f"{fixed(threshold, decimals(threshold))} {scale.difference_unit}"
            if math.isfinite(threshold)
            else ""
        )
        asked = [f.interval.replicates_for(smallest_difference(view, name)) for f in found]
        result.append(
            Answer(
                name,
                outcome_title(name),
                scale.per_year,
                **by,
                threshold=shown,
                replicates=max((n for n in asked if n is not None), default=None),
            )
        )
    return result
