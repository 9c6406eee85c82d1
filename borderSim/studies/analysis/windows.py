"""The years that the runs of a stored result measure: the one look-up by which totals are told a year.

What a run measures follows from its resolved scenario: ``years``, ``measure_from_year`` and
``transition`` (a ramp is measured over its whole way). In a comparison that is one for each
scenario. In a sweep it may be another for each arm, for each claim of a list of them, and for each
value of the factor ``transition``; so nothing may look it up by the name of a scenario alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from borderSim.errors import InputError
from borderSim.parameters.window import Window
from borderSim.scenario.transition import RAMP, STEADY

BY_TRANSITION = "windows_by_transition"
"""Key of a sweep's manifest, where its design varies ``transition``: by configuration and value, what sets the window."""
TRANSITION, CLAIM = "transition", "claim"
KEYS = ("years", "measure_from_year", TRANSITION)
"""What of a resolved scenario sets its window."""
PLACE = (CLAIM, "scenario", "arm", TRANSITION)
"""Columns of a sweep's runs by which their window is found."""


def windows_of(manifest: Mapping[str, Any]) -> dict[str, Window]:
    """Return the window of each scenario of a comparison by its manifest.

    Results from before there was such a window are measured over their whole horizon.
    """
    years = manifest.get("years_by_scenario") or {}
    config = manifest.get("config") or {}
    found = {}
    for name in manifest["scenarios"]:
        own = {**config.get(name, {}), "years": years.get(name, manifest["years"])}
        found[str(name)] = Window.stored(own)
    return found


def measured_years(manifest: Mapping[str, Any]) -> dict[str, float]:
    """Return how many years are measured in each scenario of a comparison; totals are divided by them."""
    return {name: window.measured for name, window in windows_of(manifest).items()}


def label_of(scenario: str, arm: str = "", claim: str = "") -> str:
    """Return under which label a sweep's manifest keeps a configuration.

    Args:
        scenario: name of the scenario.
        arm: name of the arm, empty where there is one alone.
        claim: id of the claim, empty where the experiment is no list of them.
    """
    own = f"{scenario}, {arm}" if arm else scenario
    return f"{claim}: {own}" if claim else own


@dataclass(frozen=True)
class SweepWindows:
    """What each run of a sweep measures.

    Attributes:
        named: by label of the configuration (:func:`label_of`).
        moved: by label and value of ``transition``, where the design varies it.
        ramped: by label, whether ``transition`` is a ramp in the configuration itself.
    """

    named: Mapping[str, Window]
    moved: Mapping[str, Mapping[str, Window]] = field(default_factory=dict)
    ramped: Mapping[str, bool] = field(default_factory=dict)

    @classmethod
    def of(cls, manifest: Mapping[str, Any]) -> SweepWindows:
        """Return those that a sweep's manifest tells."""
        config = manifest["config"]
        moved = {
            str(label): {value: Window.stored(own) for value, own in by_value.items()}
            for label, by_value in manifest.get(BY_TRANSITION, {}).items()
        }
        ramped = {str(label): own.get(TRANSITION) == RAMP for label, own in config.items()}
        return cls({str(label): Window.stored(own) for label, own in config.items()}, moved, ramped)

    def at(self, scenario: str, arm: str = "", claim: str = "", transition: str = "") -> Window:
        """Return what is measured at a place of the design.

        Args:
            scenario: name of the scenario.
            arm: name of the arm.
            claim: id of the claim, empty where there is none.
            transition: value of the factor, empty where it is none.

        Raises:
            InputError: the manifest has no such place.
        """
        asked = (label_of(scenario, arm, claim), label_of(scenario, "", claim))
        label = next((label for label in asked if label in self.named), None)
        if label is None:
            raise InputError(
                f"manifest.json: config has neither '{asked[0]}' nor '{asked[1]}', so that the "
                f"years measured there are not known; it has: {', '.join(self.named)}"
            )
        if transition not in (RAMP, STEADY):
            return self.named[label]
        if transition in self.moved.get(label, {}):
            return self.moved[label][transition]
        if self.ramped.get(label, False) == (transition == RAMP):
            return self.named[label]
        raise InputError(
            f"manifest.json: transition is a factor of this sweep, and the program that made it "
            f"did not keep which years '{label}' measures with transition={transition}; "
            "make the sweep anew with overwrite=true"
        )

    def of_runs(self, runs: pd.DataFrame) -> list[Window]:
        """Return the window of each run of a table."""
        keys = [key for key in PLACE if key in runs]
        # (in a list of claims a factor of another claim has no value)
        places = runs[keys].astype(object).where(runs[keys].notna(), "").astype(str)
        rows = list(places.itertuples(index=False, name=None))
        found = {row: self.at(**dict(zip(keys, row, strict=True))) for row in dict.fromkeys(rows)}
        return [found[row] for row in rows]

    def years(self, runs: pd.DataFrame) -> pd.Series:
        """Return how many years each run of a table measures; its totals are divided by them."""
        measured = [window.measured for window in self.of_runs(runs)]
        return pd.Series(measured, index=runs.index, dtype=float)

    def of_cells(self, runs: pd.DataFrame, keys: Sequence[str]) -> dict[tuple[str, ...], Window]:
        """Return the window of each cell of a table of runs, such as a level in an arm."""
        first = runs.drop_duplicates(list(keys))
        cells = first[list(keys)].astype(str).itertuples(index=False, name=None)
        return dict(zip(cells, self.of_runs(first), strict=True))

    @property
    def texts(self) -> list[str]:
        """What is measured, in words, each once."""
        named = {label: [window] for label, window in self.named.items()}
        all_of = named | {label: list(own.values()) for label, own in self.moved.items()}
        return told(window for own in all_of.values() for window in own)


def told(windows: Iterable[Window]) -> list[str]:
    """Return windows in words, each once."""
    return list(dict.fromkeys(window.text for window in windows))
