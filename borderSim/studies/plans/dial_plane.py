"""The plane of two dials: information sharing against resource pooling, asked for with ``plane=true``.

Governance stays at the present level; all 25 points of a replicate branch from one burn-in, and
are in force from the first day (its years would show little of a ramp). What is measured is the
same part of the horizon as of the levels.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from borderSim.parameters.scenario import Scenario
from borderSim.parameters.window import Window
from borderSim.scenario.load import load_scenario
from borderSim.scenario.overrides import choice
from borderSim.scenario.transition import RAMP, STEADY
from borderSim.studies.execution.task import Branch, Simulate, Task

DIALS = ("information_sharing", "resource_pooling")
PLACES = (0.0, 0.25, 0.5, 0.75, 1.0)
MOST_REPLICATES = 20
"""As many as the study of the surface takes: a replicate of the plane has five times as many runs as one of the levels (assumption)."""
MOST_YEARS = 6.0

Point = tuple[float, float]


def settings() -> dict[str, object]:
    """Return what the plane computes, for the configuration of a result."""
    return {
        "dials": list(DIALS),
        "places": list(PLACES),
        "most_replicates": MOST_REPLICATES,
        "most_years": MOST_YEARS,
    }


def load_points(
    name: str | Scenario,
    levels: Sequence[str | Mapping[str, Any]] | str,
    overrides: Sequence[str],
    present: str | None,
) -> dict[Point, Scenario]:
    """Load the scenario of each point of the plane.

    Args:
        name: name or file of the scenario, or the scenario itself.
        levels: those of the comparison, whose instruments the settings may concern.
        overrides: settings that hold for all points.
        present: name or file of the present level (None: the scenario's own).
    """
    level = [] if present is None else [choice("present", present), choice("partnership", present)]
    points = {}
    asked = load_scenario(name, overrides, levels).transition
    at_once = STEADY if asked == RAMP else asked
    for point in ((x, y) for x in PLACES for y in PLACES):
        dials = [f"levers.{dial}={place}" for dial, place in zip(DIALS, point, strict=True)]
        scenario = load_scenario(
            name, [*overrides, *level, *dials, f"transition={at_once}"], levels
        )
        points[point] = scenario.with_(
            years=min(scenario.years, MOST_YEARS),
            measure_from_year=_within(scenario.measure_from_year, MOST_YEARS),
        )
    return points


def _within(first_year: int | None, years: float) -> int | None:
    """Return the first year that is measured; the rule's own where the plane ends before it."""
    return first_year if first_year is None or first_year <= years else None


def window(config: Mapping[str, Any], most_years: float) -> Window:
    """Return what is measured of the plane.

    Args:
        config: of the scenario, as a manifest holds it.
        most_years: its longest horizon, as the manifest holds it.
    """
    years = min(float(config["years"]), most_years)
    if "measure_from_year" not in config:
        return Window(years)  # (results from before there was a window)
    return Window.of(years, _within(config["measure_from_year"], most_years))


def plane_tasks(
    points: Mapping[str, Mapping[Point, Scenario]],
    present: Mapping[str, Scenario],
    seeds: Sequence[int],
    parts: Path,
    simulate: Simulate,
) -> list[Task]:
    """Return the units of work of the plane: one per replicate and scenario, each with all points."""
    return [
        Task(
            stem=stem(index, seed),
            parts=parts,
            seed=seed,
            present=present[name],
            branches=tuple(
                Branch({"scenario": name, DIALS[0]: x, DIALS[1]: y, "seed": seed}, scenario)
                for (x, y), scenario in points[name].items()
            ),
            keep=(),
            simulate=simulate,
        )
        for seed in seeds[:MOST_REPLICATES]
        for index, name in enumerate(points)
    ]


def stem(scenario: int, seed: int) -> str:
    """Return the name of the part files of one unit of work."""
    return f"plane-{scenario:02d}-seed{seed:010d}"
