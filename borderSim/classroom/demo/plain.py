"""Plain JSON values: events without empty columns, numbers without noise, estimates with their intervals."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from borderSim.measures.chronicle import Record
from borderSim.measures.stories import Line, Story
from borderSim.studies.analysis.estimates import Estimate

DIGITS = 5
"""Significant digits of what is shown; technical: a page shows three at most."""


def number(value: float) -> float | int | None:
    """Return a number to :data:`DIGITS` significant digits, None for what is not one."""
    if isinstance(value, bool | int):
        return value
    if not math.isfinite(value):
        return None
    return float(f"{value:.{DIGITS}g}")


def event(record: Record) -> dict[str, Any]:
    """Return an event with the columns that it has; causes that it has not are left out."""
    return {
        key: number(value) if isinstance(value, float) else value
        for key, value in record.items()
        if value is not None and not (key in ("cause", "second_cause") and value == -1)
    }


def events(records: Iterable[Record]) -> list[dict[str, Any]]:
    """Return events in their order."""
    return [event(record) for record in records]


def line(one: Line) -> dict[str, Any]:
    """Return a line of a story: day, who acts, which sentence, what fills it."""
    facts = event(one.facts)
    facts.pop("day", None)
    return {"day": one.day, "who": one.who, "says": one.says, "facts": facts}


def load(one: Story) -> dict[str, Any]:
    """Return what a shipment was and what became of it."""
    post, _, mode = one.route.partition("/")
    return {
        "load": one.load,
        "organisation": one.organisation,
        "post": post,
        "mode": mode,
        "commodity": one.commodity,
        "quantity": number(one.quantity),
        "value_eur": number(one.value_eur),
        "planned": one.planned,
        "arrived": one.arrived,
        "settled": one.settled,
        "fate": one.fate,
        "verdicts": list(one.verdicts),
    }


def estimate(found: Estimate, factor: float = 1.0) -> dict[str, Any]:
    """Return a value with its 95 % interval; ``low`` and ``high`` are None where there is none, ``why`` says why."""
    shown = found.scaled(factor)
    return {
        "value": number(shown.value),
        "low": number(shown.low),
        "high": number(shown.high),
        "n": shown.n,
        "why": shown.why,
    }
