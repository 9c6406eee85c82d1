"""What of law, mandate and will the measures of a level ask for before its set-up can begin, and in which month that is there."""

from __future__ import annotations

from dataclasses import dataclass

from borderSim.diagnose.remedies import MANDATE, WILL, months_to_open, opening
from borderSim.language.current import current
from borderSim.report.comparison.assumptions import resolved_scenario
from borderSim.report.comparison.consists import instruments_of
from borderSim.report.comparison.source import Level, View
from borderSim.report.writing.texts import apart, lower_first
from borderSim.scenario.instruments import shipped_instruments


@dataclass(frozen=True)
class Waits:
    """What a level waits for.

    Attributes:
        gate: in words; empty where all that it asks for is there today.
        opens: month from the decision in which it is there; 0 likewise.
    """

    gate: str
    opens: float


def waits(view: View, level: Level) -> Waits:
    """Return what a level waits for: the most that any of its own measures asks for, beside what there is today."""
    own = resolved_scenario(view.manifest, view.scenario).get("governance") or {}
    known = shipped_instruments()
    measures = [known[name] for name in instruments_of(level.name)]
    asked = {
        WILL: max((one.needs_will for one in measures), default=0.0),
        MANDATE: max((one.needs_mandate for one in measures), default=0.0),
    }
    there = {key: own.get(key.rpartition(".")[2]) for key in asked}
    gates = [
        key
        for key, least in asked.items()
        if isinstance(now := there[key], int | float) and least > now
    ]
    names = apart(opening(key).title[current()] for key in gates)
    return Waits(lower_first(names), months_to_open(gates))
