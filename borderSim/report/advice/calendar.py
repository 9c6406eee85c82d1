"""One calendar for the measure that comes first and for the levels: month 0 is the day of the decision.

Nothing is reckoned but sums of months that the levels, the road map and the measured years hold.
"""

from __future__ import annotations

from dataclasses import dataclass

from borderSim.report.advice.by_name import ByName, Measure
from borderSim.report.advice.first_step import FROM_BELOW, FirstStep
from borderSim.report.comparison.source import View
from borderSim.report.writing.numbers import fixed

MONTHS = 12
"""Of a year."""


@dataclass(frozen=True)
class InPlace:
    """From which month on a level is in place, if its set-up begins in month 0.

    Attributes:
        title: of the level. month: as shown.
    """

    title: str
    month: str


@dataclass(frozen=True)
class Calendar:
    """What happens when.

    Attributes:
        measure: that comes first by its gain; None where no road map tells one.
        belongs: whether the measure belongs to one of the levels up to the one to aim for.
        second: title of the other one to choose between; empty where the first is settled.
        levels: those on the way and the one to aim for, in order; empty where a comparison builds
            them up over its own years, or months are not known.
        counts_from: month from which on the gain of the level to aim for is counted, as shown;
            empty where it is not known. years: first and last year after it is in force that are
            counted, as shown.
        later: months by which all levels come later if they wait for what the measure needs first,
            as shown; empty for none.
    """

    measure: Measure | None
    belongs: bool
    second: str
    levels: list[InPlace]
    counts_from: str
    years: tuple[str, str]
    later: str


def calendar(view: View, first: FirstStep, named: ByName | None) -> Calendar:
    """Return what happens when."""
    measure = named.steps[0] if named and named.steps else None
    open_yet = named is not None and named.today is not None and not named.today.settled
    second = named.today.second if named and named.today and open_yet else ""
    levels = [
        InPlace(stage.level.title, stage.total or stage.months)
        for stage in first.stages
        if stage.months
    ]
    known = len(levels) == len(first.stages) and view.manifest.get("transition") in FROM_BELOW
    window = view.window
    reached = float(levels[-1].month) if known and levels else 0.0
    return Calendar(
        measure,
        measure is not None and measure.of in {stage.level.title for stage in first.stages},
        second,
        levels if known else [],
        fixed(reached + MONTHS * (window.first_year - 1), 0) if known and levels else "",
        (fixed(window.first_year, 0), f"{window.years:g}"),
        measure.opens if measure and measure.gate else "",
    )
