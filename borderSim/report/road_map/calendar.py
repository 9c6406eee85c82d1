"""One calendar for measures and levels: months from the day of the decision, which is month 0."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from borderSim.diagnose.remedies import months_to_open, opening, remedies
from borderSim.diagnose.road_map import REVIEW_MONTHS
from borderSim.language.catalogue import gettext as _
from borderSim.language.current import current
from borderSim.report.writing.numbers import fixed
from borderSim.report.writing.texts import apart, lower_first


@dataclass(frozen=True)
class Times:
    """A line of the calendar, months from the first decision as shown.

    Attributes:
        title: of the measure or level. level: whether it is a level.
        decided: when. before: months of what it needs first; empty for nothing. needs: what that is.
        setup: months of setting up. in_force, review: when; review is empty for a level.
    """

    title: str
    level: bool
    decided: str
    before: str
    needs: str
    setup: str
    in_force: str
    review: str


def of_measures(rows: Sequence[Mapping[Any, Any]], road: Mapping[str, Any]) -> list[Times]:
    """Return the lines of the first measures alone, and of the further steps of the road map.

    Args:
        rows: stored rows of the measures alone, each decided in month 0.
        road: what ``road_map.json`` holds.
    """
    alone = [
        _times(
            remedies()[str(row["remedies"])].title[current()],
            0.0,
            float(row["months"]),
            [one for one in str(row["gates"]).split(",") if one],
        )
        for row in rows
    ]
    reached = set(road["steps"][0]["gates"])
    for step in road["steps"][1:]:
        gates = [one for one in step["gates"] if one not in reached]
        reached |= set(gates)
        title = _("then: {measure}").format(measure=step["title"][current()])
        alone.append(_times(title, step["decided_month"], step["in_force_month"], gates))
    return alone


def of_levels(stages: Iterable[tuple[str, float, float]]) -> list[Times]:
    """Return the lines of the levels on the way.

    Args:
        stages: title of each, with the month in which its setting up begins and ends.
    """
    return [
        Times(title, True, fixed(begins, 0), "", "", _span(begins, ends), fixed(ends, 0), "")
        for title, begins, ends in stages
    ]


def _times(title: str, decided: float, in_force: float, gates: Sequence[str]) -> Times:
    begins = decided + months_to_open(gates)
    return Times(
        title,
        False,
        fixed(decided, 0),
        _span(decided, begins) if begins > decided else "",
        lower_first(apart(opening(key).title[current()] for key in gates)),
        _span(begins, in_force) if in_force > begins else "",
        fixed(in_force, 0),
        fixed(in_force + REVIEW_MONTHS, 0),
    )


def _span(begins: float, ends: float) -> str:
    """Return from when to when, in months."""
    return f"{fixed(begins, 0)}–{fixed(ends, 0)}"
