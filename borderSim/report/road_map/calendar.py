"""One calendar for measures and levels: months from today, which is month 0.

Where the choice between the first two waits for the open answers, it falls into the month in which their
weeks end. What the first needs before it is begun today all the same; set-up waits for the choice.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from borderSim.diagnose.remedies import months_to_open, opening, remedies
from borderSim.diagnose.road_map import REVIEW_MONTHS
from borderSim.language.catalogue import gettext as _
from borderSim.language.current import current
from borderSim.report.writing.numbers import fixed
from borderSim.report.writing.texts import apart, lower_first

WEEKS_A_YEAR, MONTHS_A_YEAR = 52.0, 12.0


@dataclass(frozen=True)
class Times:
    """A line of the calendar, months from today as shown.

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


def month_of(weeks: float) -> int:
    """Return the month in which so many weeks from today end."""
    return math.ceil(weeks * MONTHS_A_YEAR / WEEKS_A_YEAR)


def of_measures(
    rows: Sequence[Mapping[Any, Any]], road: Mapping[str, Any], chosen: float = 0.0
) -> list[Times]:
    """Return the lines of the first measures alone, and of the further steps of the road map.

    Args:
        rows: stored rows of the measures alone.
        road: what ``road_map.json`` holds.
        chosen: month in which one of these measures is chosen; 0 where the first is decided today.
    """
    begun = set(_gates(rows[0])) if rows else set[str]()
    ends = [_in_force(row, begun, chosen) for row in rows]
    titles = [remedies()[str(row["remedies"])].title[current()] for row in rows]
    if chosen and len(rows) > 1:
        titles = [_("either: {measure}"), *[_("or: {measure}")] * (len(rows) - 1)]
        titles = [
            text.format(measure=remedies()[str(row["remedies"])].title[current()])
            for text, row in zip(titles, rows, strict=True)
        ]
    alone = [
        _times(title, chosen, end, _gates(row), 0.0 if set(_gates(row)) <= begun else chosen)
        for title, row, end in zip(titles, rows, ends, strict=True)
    ]
    late = ends[0] - float(rows[0]["months"]) if rows else 0.0
    reached = set(road["steps"][0]["gates"])
    for step in road["steps"][1:]:
        gates = [one for one in step["gates"] if one not in reached]
        reached |= set(gates)
        title = _("then: {measure}").format(measure=step["title"][current()])
        decided = step["decided_month"] + late
        alone.append(_times(title, decided, step["in_force_month"] + late, gates, decided))
    return alone


def of_level(stages: Sequence[tuple[str, float, float]]) -> list[Times]:
    """Return the line of the level to aim for, which is built on those before it; none without stages.

    Args:
        stages: title of each level up to it, with the month in which its setting up begins and ends.
    """
    if not stages:
        return []
    begins, (title, _begins, ends) = stages[0][1], stages[-1]
    return [Times(title, True, fixed(begins, 0), "", "", _span(begins, ends), fixed(ends, 0), "")]


def _gates(row: Mapping[Any, Any]) -> list[str]:
    return [one for one in str(row["gates"]).split(",") if one]


def _in_force(row: Mapping[Any, Any], begun: set[str], chosen: float) -> float:
    """Return the month from which a measure alone is in force: set-up waits for what it needs and for the choice."""
    gates = _gates(row)
    opens = months_to_open(gates)
    ready = opens if set(gates) <= begun else chosen + opens
    return max(ready, chosen) + float(row["months"]) - opens


def _times(
    title: str, decided: float, in_force: float, gates: Sequence[str], since: float
) -> Times:
    """Return a line; ``since``: month in which what is needed first is begun."""
    opened = since + months_to_open(gates)
    begins = max(decided, opened)
    return Times(
        title,
        False,
        fixed(decided, 0),
        _span(since, opened) if opened > since else "",
        lower_first(apart(opening(key).title[current()] for key in gates)),
        _span(begins, in_force) if in_force > begins else "",
        fixed(in_force, 0),
        fixed(in_force + REVIEW_MONTHS, 0),
    )


def _span(begins: float, ends: float) -> str:
    """Return from when to when, in months."""
    return f"{fixed(begins, 0)}–{fixed(ends, 0)}"
