"""What was drawn in the futures, in plain words: meaning, value, range and source mark of each input."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from borderSim.report.writing.numbers import plain
from borderSim.report.writing.texts import word
from borderSim.studies.design.factors import field_of
from borderSim.studies.design.level_draws import COST

NO_SOURCE = ("no source found", "")
"""What a declaration says where nothing supports a value."""


@dataclass(frozen=True)
class Input:
    """One input.

    Attributes:
        key: of the scenario.
        meaning: what it is, from its declaration.
        mark: how well it is grounded; source: by what.
        unit: of its value, empty for a pure number.
        way: how a drawn number is to be read (:mod:`borderSim.studies.design.factors`).
        low, high: ends of what was drawn; log: whether it was drawn on a log scale.
    """

    key: str
    meaning: str
    mark: str
    source: str
    unit: str
    way: str
    low: float
    high: float
    log: bool = False

    def at(self, share: float) -> float:
        """Return the number at a share, 0 to 1, of what was drawn."""
        if self.log:
            return self.low * (self.high / self.low) ** share
        return self.low + share * (self.high - self.low)

    @property
    def sourced(self) -> bool:
        """Whether something published, or the handbook, stands behind it."""
        return self.mark in ("published", "handbook", "derived")

    def value(self, number: float) -> str:
        """Return a drawn number as it is shown."""
        if self.way == "move":
            return word("futures.place", share=f"{50 * (number + 1):.0f}")
        if self.way == "multiply":
            return f"× {_two(number)}"
        if self.way == "add":
            return ("+" if number >= 0 else "−") + _two(abs(number))
        return f"{_two(number)} {self.unit}".strip()

    @property
    def range(self) -> str:
        """The ends of what was drawn."""
        return word("futures.range", low=self.value(self.low), high=self.value(self.high))


def inputs(manifest: Mapping[str, Any], scenario: str, columns: Sequence[str]) -> list[Input]:
    """Return what was drawn, in the order of the columns.

    Args:
        manifest: of the comparison.
        scenario: name of the scenario.
        columns: keys that were drawn.
    """
    told = (manifest.get("choices") or {}).get("futures") or {}
    factors = {own["key"]: own for own in (told.get("factors") or {}).get(scenario) or ()}
    return [_input(column, factors.get(column, {})) for column in columns]


def _input(key: str, factor: Mapping[str, Any]) -> Input:
    low, high = (float(factor.get(end, math.nan)) for end in ("low", "high"))
    if key == COST:
        return Input(
            key, word("futures.level_cost"), "assumption", "", "", "multiply", low, high, log=True
        )
    found = field_of(key)
    if found is None:
        return Input(key, key, "assumption", "", "", str(factor.get("way", "set")), low, high)
    declared = found[0]
    unit = "" if declared.unit in ("1", "-") else declared.unit
    source = "" if declared.source in NO_SOURCE else declared.source
    way = str(factor.get("way", "set"))
    log = bool(factor.get("log", False))
    return Input(key, declared.doc, declared.mark, source, unit, way, low, high, log)


def _two(number: float) -> str:
    return plain(float(f"{number:.2g}"))
