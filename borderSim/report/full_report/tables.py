"""The tables of the report: scoreboard and all outcomes."""

from __future__ import annotations

import math
from dataclasses import dataclass

from borderSim.language.catalogue import gettext
from borderSim.measures.dictionary import dictionary_of
from borderSim.measures.outcomes import HEADLINE, OUTCOMES, Outcome
from borderSim.report.advice.sentences import (
    Finding,
    Verdict,
    as_in_column,
    finding,
    verdict,
    written,
)
from borderSim.report.comparison.columns import (
    column_scale,
    difference,
    difference_places,
    value_places,
)
from borderSim.report.comparison.source import Level, View
from borderSim.report.writing.numbers import Scale, fixed
from borderSim.report.writing.texts import outcome_title, percent, word
from borderSim.studies.analysis.settled import MOVING


@dataclass(frozen=True)
class Cell:
    """A level's value of an outcome and its difference, as shown."""

    finding: Finding
    value: str
    relative: str
    moving: str = ""


@dataclass(frozen=True)
class Column:
    """Head of a column of the scoreboard."""

    outcome: str
    title: str
    unit: str
    definition: str
    direction: str


def _unit(scale: Scale) -> str:
    return word("axis.per_year", unit=scale.unit).strip() if scale.per_year else scale.unit


def _value(view: View, level: Level, outcome: str, scale: Scale, places: int) -> str:
    return fixed(view.fact(level, outcome, "value") * scale.factor, places)


def scoreboard(view: View) -> tuple[list[Column], list[tuple[Level, list[Cell]]]]:
    """Return heads and rows of the table of levels by headline outcomes."""
    scales = {name: column_scale(view, name) for name in HEADLINE}
    places = {
        name: value_places(view, name, scale.factor, view.levels) for name, scale in scales.items()
    }
    columns = [
        Column(
            name,
            outcome_title(name),
            _unit(scales[name]),
            OUTCOMES[name].definition,
            OUTCOMES[name].direction,
        )
        for name in HEADLINE
    ]
    rows = []
    for level in view.levels:
        cells = []
        for name in HEADLINE:
            share = view.fact(level, name, "relative")
            relative = (
                ""
                if level.reference or not math.isfinite(share)
                else percent(fixed(share * 100, 1 if abs(share) < 0.1 else 0, signed=True))
            )
            cells.append(
                Cell(
                    as_in_column(view, finding(view, level, name), scales[name]),
                    _value(view, level, name, scales[name], places[name]),
                    relative,
                    moving(view, level, name),
                )
            )
        rows.append((level, cells))
    return columns, rows


@dataclass(frozen=True)
class Entry:
    """A level's cell in the table of all outcomes.

    ``exact``: all replicates show the difference, as far as it is written out.
    """

    value: str
    difference: str
    low: str
    high: str
    verdict: Verdict
    exact: bool
    moving: str = ""


@dataclass(frozen=True)
class Row:
    """An outcome in the table of all outcomes."""

    outcome: Outcome
    title: str
    unit: str
    entries: list[Entry]


def all_outcomes(view: View) -> dict[str, list[Row]]:
    """Return every outcome by group, with value and paired difference of each level in one scale."""
    return view.once("all outcomes", lambda: _all_outcomes(view))


def _all_outcomes(view: View) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = {}
    for name, outcome in dictionary_of(view.manifest).items():
        scale = column_scale(view, name)
        places = (
            value_places(view, name, scale.factor, view.levels),
            difference_places(view, name, scale.factor),
        )
        entries = [_entry(view, level, outcome, scale, places) for level in view.levels]
        if any(entry.value != "–" for entry in entries):
            groups.setdefault(word(f"group.{outcome.group}"), []).append(
                Row(outcome, outcome_title(name), _unit(scale), entries)
            )
    return groups


def _entry(
    view: View, level: Level, outcome: Outcome, scale: Scale, places: tuple[int, int]
) -> Entry:
    """Return a cell; ``places``: decimals of the values and of the differences of its row."""
    name = outcome.name
    interval = difference(view, level, name)
    value, low, high = written(interval.scaled(scale.factor), places[1])
    exact = interval.same or (interval.known and low == high == value)
    return Entry(
        _value(view, level, name, scale, places[0]),
        value,
        low,
        high,
        verdict(level, interval, outcome),
        exact,
        moving(view, level, name),
    )


def moving(view: View, level: Level, outcome: str) -> str:
    """Return ``still moving`` where a level's difference surely moves within what is measured, else nothing."""
    return gettext(MOVING) if (level.name, outcome) in view.moving else ""
