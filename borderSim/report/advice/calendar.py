"""One calendar for the measure that comes first and for the levels: month 0 is the day of the decision.

Nothing is reckoned but sums of months that the levels, the road map and the measured years hold.
"""

from __future__ import annotations

from dataclasses import dataclass

from borderSim.report.advice.by_name import ByName, Measure
from borderSim.report.advice.first_step import FROM_BELOW, FirstStep
from borderSim.report.advice.waits import waits
from borderSim.report.comparison.source import View
from borderSim.report.writing.numbers import fixed

MONTHS = 12
"""Of a year."""


@dataclass(frozen=True)
class InPlace:
    """From which month on a level is in place, if its set-up begins in month 0.

    Attributes:
        title: of the level. month: as shown. begins: month in which its set-up begins, as shown.
        gate: what of law, mandate and will its measures ask for before that, in words; empty for
            nothing. opens: month in which that is there, as shown; empty likewise.
        waited: months that its set-up begins later for it, as shown; empty for none.
    """

    title: str
    month: str
    begins: str = "0"
    gate: str = ""
    opens: str = ""
    waited: str = ""


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
    """

    measure: Measure | None
    belongs: bool
    second: str
    levels: list[InPlace]
    counts_from: str
    years: tuple[str, str]


def calendar(view: View, first: FirstStep, named: ByName | None) -> Calendar:
    """Return what happens when."""
    measure = named.steps[0] if named and named.steps else None
    open_yet = named is not None and named.today is not None and not named.today.settled
    second = named.today.second if named and named.today and open_yet else ""
    known = view.manifest.get("transition") in FROM_BELOW
    known = known and all(stage.months for stage in first.stages)
    levels = _in_place(view, first) if known else []
    window = view.window
    reached = float(levels[-1].month) if levels else 0.0
    return Calendar(
        measure,
        measure is not None and measure.of in {stage.level.title for stage in first.stages},
        second,
        levels,
        fixed(reached + MONTHS * (window.first_year - 1), 0) if levels else "",
        (fixed(window.first_year, 0), f"{window.years:g}"),
    )


def _in_place(view: View, first: FirstStep) -> list[InPlace]:
    """Return the levels one after the other; each begins when the one below is in place and what its measures ask for is there."""
    found: list[InPlace] = []
    done = 0.0
    for stage in first.stages:
        need = waits(view, stage.level)
        begins = max(done, need.opens)
        later, done = begins - done, begins + float(stage.months)
        found.append(
            InPlace(
                stage.level.title,
                fixed(done, 0),
                fixed(begins, 0),
                need.gate,
                fixed(need.opens, 0) if need.gate else "",
                fixed(later, 0) if later > 0 else "",
            )
        )
    return found
