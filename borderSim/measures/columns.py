"""What stands in the columns of the tables: unit, what a number is counted over, meaning, type.

Outcomes, events and what is counted day by day have dictionaries of their own
(:mod:`borderSim.measures.outcomes`, :mod:`borderSim.measures.events`,
:mod:`borderSim.model.state.counters`); the other columns are declared here. Units in files, in the
attributes of frames and in ``datapackage.json`` are all read from here, so that they are spelt
alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from borderSim.measures.events import COLUMNS
from borderSim.measures.outcomes import OF_THE_WHOLE_HORIZON, OUTCOMES, RATIO, SHARE, Outcome
from borderSim.model.state.counters import SHOCK, Stock, entry_of

Type = Literal["integer", "number", "string", "boolean"]
Per = Literal["", "year", "window", "horizon", "month", "day"]
"""Over what a number is counted. ``year``: of a year, or a total divided by the years that are measured; ``window``:
of the years that are measured or at their end, not divided; ``horizon``: of the whole horizon; ``month``: of 30 days;
empty: it is no count."""

MONTHS = "months of 30 days"
BREAK_EVEN = "break_even_month_lambda_"
"""Rows of ``summary.csv`` that say when a level pays."""


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Attributes:
        unit: unit of a value, empty for names and numbers of things.
        meaning: what stands in it.
        type: its type, in the words of the Data Package standard.
        per: see :data:`Per`.
    """

    unit: str
    meaning: str
    type: Type
    per: Per = ""


def _text(meaning: str) -> Column:
    return Column("", meaning, "string")


def _count(meaning: str, unit: str = "") -> Column:
    return Column(unit, meaning, "integer")


def _number(unit: str, meaning: str) -> Column:
    return Column(unit, meaning, "number")


def _truth(meaning: str) -> Column:
    return Column("", meaning, "boolean")


BY_ROW = "as the row's column 'unit' says"
"""Unit of a column whose rows are of different outcomes."""

NAMED: dict[str, Column] = {
    "run": _count("number of the run"),
    "scenario": _text("name of the scenario"),
    "level": _text("name of the partnership level in force"),
    "claim": _text("claim of the handbook that the run tries"),
    "arm": _text("structural alternative of a sweep"),
    "point": _count("number of the point of a sweep"),
    "seed": _count("seed of the replicate"),
    "replicate": _count("number of the replicate, 0 is the first"),
    "day": _count("day of the horizon, 0 is the first", "days"),
    "year": _count("year of the horizon, 1 is the first", "years"),
    "days": _count("days of that year that were simulated", "days"),
    "month": _count("30 days of the horizon, 0 are the first", MONTHS),
    "information_sharing": _number(SHARE, "place on the dial of information sharing"),
    "resource_pooling": _number(SHARE, "place on the dial of resource pooling"),
    # ---- networks and links: places of members, and ties between two places
    "organisation": _count("number of the organisation"),
    "profile": _text("profile of goods and mode"),
    "entered": _number(
        "days", "day on which the organisation entered, 0 is the first of the horizon"
    ),
    "ended": _number("days", "day on which it ended, empty where it did not"),
    "end_reason": _text("why it ended"),
    "member": _count("place of the member in the organisation"),
    "other": _count("place of the other member"),
    "organisation_name": _text(
        "name of the organisation in the file of networks, empty for one that the model made"
    ),
    "member_name": _text(
        "name in that file of whoever held the member's place at first; places are filled anew"
    ),
    "other_name": _text("the same of the other member's place"),
    "role": _text("role of the member"),
    "tier": _count("1 courier to 4 organiser"),
    "status_start": _text("status of the member at the start of the horizon"),
    "status_end": _text("status of the member at its end"),
    "known_start": _truth("whether the police knew the member at the start"),
    "known_end": _truth("whether they knew the member at the end"),
    "start": _truth("whether the tie stood at the start"),
    "end": _truth("whether the tie stood at the end"),
    # ---- paired statistics
    "outcome": _text("name of the outcome"),
    "title": _text("what the outcome is called"),
    "unit": _text("unit of the row's numbers; totals are a year"),
    "per": _text(
        "year: a total divided by the years that are measured; window: of these years or at their end, not divided; "
        "horizon: of the whole horizon, not divided"
    ),
    "n": _count("replicates with a value", "replicates"),
    "value": _number(BY_ROW, "mean of the level (of a ratio: the ratio of sums)"),
    "value_low": _number(BY_ROW, "lower end of its 95 % interval"),
    "value_high": _number(BY_ROW, "upper end of its 95 % interval"),
    "difference": _number(BY_ROW, "paired difference to the present level"),
    "low": _number(BY_ROW, "lower end of the 95 % interval of the difference"),
    "high": _number(BY_ROW, "upper end of the 95 % interval of the difference"),
    "mcse": _number(BY_ROW, "standard error of the difference over replicates"),
    "relative": _number(SHARE, "difference over the size of the present level's value"),
    "label": _text("what the file of a design calls the point"),
    "variance_reduction": _number(
        RATIO, "variance of an unpaired difference over that of the paired one"
    ),
    "clear": _truth(
        "whether the difference is told from zero: its interval excludes zero, or all replicates show the same one"
    ),
    "variance_won": _number(
        RATIO,
        "of an outcome that stands beside a realised one: variance of the realised one's paired difference over that of its own",
    ),
    "drift": _number(
        BY_ROW,
        "paired difference in the last whole year that is measured less that in the first",
    ),
    "drift_low": _number(BY_ROW, "lower end of its 95 % interval"),
    "drift_high": _number(BY_ROW, "upper end of its 95 % interval"),
    "margin": _number(BY_ROW, "most that a settled difference moves: the smallest that matters"),
    "settled": _text(
        "settled: the interval of the drift lies within the margin; still moving: wholly beyond it; cannot tell; empty for fewer than two whole years, or an outcome not told by the year"
    ),
    "lambda": _number(RATIO, "weight of harm"),
    "within": _count("replicates that break even by themselves within the horizon", "replicates"),
}
"""Columns that are no outcome and no column of the event log."""

FAILURES: dict[str, Column] = {
    "part": _text("unit of work that failed"),
    "seed": NAMED["seed"],
    "runs": _count("runs that it would have made", "runs"),
    "error": _text("kind of the error and what it says"),
    "traceback": _text("where in the program it arose"),
}
PRECISION: dict[str, Column] = {
    "half_width": _number(BY_ROW, "half the width of the 95 % interval of the difference"),
    "asked": _number(BY_ROW, "half-width that was asked for"),
    "known": _truth("whether the half-width is at most what was asked"),
    "correlation": _number(
        RATIO, "correlation with the present level over the same replicates, -1 to 1"
    ),
}
SENSITIVITY: dict[str, Column] = {
    "kind": _text("value: of the level itself; difference: to the level in the column 'against'"),
    "against": _text("level that the difference is taken to, empty for a value"),
    "unit": _text(
        "unit of value, low, high and floor; effects (mu, mu_star, sigma) are those of the outcome, per whole range of a factor"
    ),
    "index": _text("index: mu, mu_star, sigma (Morris), S1, ST, S2 (Sobol), pawn"),
    "factor": _text("what was varied"),
    "second": _text("second factor of a pair (S2), else empty"),
    "value": _number(BY_ROW, "the index"),
    "low": _number(BY_ROW, "lower end of its 95 % interval"),
    "high": _number(BY_ROW, "upper end of its 95 % interval"),
    "floor": _number(
        BY_ROW, "value below which it cannot be told from that of a factor without effect"
    ),
    "told": _truth("whether it lies above the floor; empty where there is none"),
}
WORK: dict[str, Column] = {
    "service": _text("customs, a row a post and day; police, a row a unit and week"),
    "place": _text("name of the post, or number of the police unit"),
    "hours_available": _number(
        "hours",
        "at hand: of the post on the day, with what others lent; of the unit's investigators in the week, for cases",
    ),
    "hours_used": _number("hours", "of these used (more where they are owed the next day)"),
    "queue": _count(
        "what waits at the end of it: consignments that customs wants checked, within their legal hold; organisations "
        "with something on file and no open case"
    ),
}
OF_KIND: dict[str, dict[str, Column]] = {
    "work": WORK,
    "failures": FAILURES,
    "precision": PRECISION,
    "sensitivity": SENSITIVITY,
}
"""Columns that some tables have of their own, before those of :data:`NAMED`."""

PARTS = {
    "_value_low": "value_low",
    "_value_high": "value_high",
    "_difference": "difference",
    "_low": "low",
    "_high": "high",
}
"""Endings of the columns of :meth:`borderSim.results.comparison.Comparison.table`."""
_FORMS: dict[str, Type] = {
    "whole": "integer",
    "day": "integer",
    "number": "number",
    "text": "string",
    "truth": "boolean",
}


def unit_of(
    outcome: str, *, a_year: bool = False, dictionary: Mapping[str, Outcome] = OUTCOMES
) -> str:
    """Return the unit of an outcome.

    ``a_year`` for statistics in which totals are divided by the horizon.
    """
    if outcome.startswith(BREAK_EVEN):
        return MONTHS
    known = dictionary[outcome]
    return f"{known.unit} a year" if a_year and known.kind == "total" else known.unit


def per_of(outcome: str, dictionary: Mapping[str, Outcome] = OUTCOMES) -> Per:
    """Return what an outcome is counted over in statistics of levels."""
    if outcome in dictionary and dictionary[outcome].kind == "total":
        return "year"
    return "horizon" if _whole(outcome) else "window"


def _whole(outcome: str) -> bool:
    """Whether an outcome is told of all years, whatever is measured."""
    return outcome in OF_THE_WHOLE_HORIZON or outcome.startswith(BREAK_EVEN)


def described(
    name: str,
    kind: str = "series",
    *,
    a_year: bool = False,
    dictionary: Mapping[str, Outcome] = OUTCOMES,
) -> Column | None:
    """Return what stands in a column; None for one that is not known (a factor of a design).

    Args:
        name: of the column.
        kind: of the table: ``events``, ``daily``, ``monthly``, ``runs``, ``failures``, ...
        a_year: whether totals are a year.
        dictionary: the outcomes that there are.
    """
    if kind == "events" and name in COLUMNS:
        event = COLUMNS[name]
        return Column(event.unit, event.definition, _FORMS[event.form])
    if name in OF_KIND.get(kind, {}):
        return OF_KIND[kind][name]
    if name in Stock and (kind in ("daily", "monthly") or name not in OUTCOMES):
        return _of_stock(Stock(name), kind)
    if name in dictionary:
        return _of_outcome(dictionary[name], kind, a_year)
    if name in NAMED:
        return NAMED[name]
    if entry := entry_of(name):
        return Column(entry.unit, entry.meaning, "number", "" if SHOCK.holds(name) else _span(kind))
    for ending, part in PARTS.items():
        base = name.removesuffix(ending)
        if base in dictionary:
            per: Per = (
                per_of(base, dictionary) if a_year else "horizon" if _whole(base) else "window"
            )
            return Column(
                unit_of(base, a_year=a_year, dictionary=dictionary),
                NAMED[part].meaning,
                "number",
                per,
            )
    return None


def _of_stock(stock: Stock, kind: str) -> Column:
    moment = "month" if kind == "monthly" else "day"
    return Column(stock.unit, f"{stock.meaning}, at the end of the {moment}", "number")


def _of_outcome(outcome: Outcome, kind: str, a_year: bool) -> Column:
    own = {outcome.name: outcome}
    unit = unit_of(outcome.name, a_year=a_year, dictionary=own)
    if a_year:
        return Column(unit, outcome.definition, "number", per_of(outcome.name, own))
    if kind in ("daily", "monthly") and outcome.kind != "total":
        return Column(
            unit, f"{outcome.definition} (here: at the end of the {_span(kind)})", "number"
        )
    span = _span(kind)
    own_span: Per = "horizon" if span == "window" and _whole(outcome.name) else span
    return Column(unit, outcome.definition, "number", own_span)


def _span(kind: str) -> Per:
    """Return the time over which a table counts its totals."""
    spans: dict[str, Per] = {"daily": "day", "monthly": "month", "yearly": "year"}
    return spans.get(kind, "window")


def outcome_units(
    names: Sequence[str], dictionary: Mapping[str, Outcome] = OUTCOMES
) -> tuple[list[str], list[str]]:
    """Return the columns ``unit`` and ``per`` that stand beside a column of outcomes whose totals are a year."""
    units = [unit_of(name, a_year=True, dictionary=dictionary) for name in names]
    return units, [str(per_of(name, dictionary)) for name in names]
