"""The years that a stored result measures, by scenario."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from borderSim.parameters.window import Window


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
    """Return how many years are measured in each scenario; totals are divided by them."""
    return {name: window.measured for name, window in windows_of(manifest).items()}


def named_windows(manifest: Mapping[str, Any]) -> dict[str, Window]:
    """Return the window of each configuration of a study, by the label that its manifest has."""
    return {
        str(label): Window.stored(config) for label, config in manifest.get("config", {}).items()
    }
