"""Scene 1, the country: posts, lawful flows by mode, and how many consignments one grain stands for."""

from __future__ import annotations

from typing import Any

from borderSim.classroom.demo.measured import Measured
from borderSim.classroom.demo.plain import number
from borderSim.classroom.recording import header
from borderSim.parameters.scenario import Scenario

GRAINS_A_DAY = 100
"""Grains of one mode that all posts together show in a day of the model at most (assumption: as many
as an eye can follow as a stream)."""
STEPS = (1, 2, 5)
"""A grain stands for 1, 2, 5, 10, 20, 50, ... consignments."""
DAYS = 365.0


def grain(units_a_day: float) -> int:
    """Return the fewest consignments that a grain may stand for: 1, 2, 5, 10, ..."""
    size, place = 1, 0
    while units_a_day / size > GRAINS_A_DAY:
        place += 1
        size = STEPS[place % len(STEPS)] * 10 ** (place // len(STEPS))
    return size


def country(scenario: Scenario, measured: Measured) -> dict[str, Any]:
    """Return the scene's data.

    ``posts`` with ``flows``; ``grains``: by mode, consignments of all posts a year and consignments
    that one grain stands for; ``illicit``: loads of organisations that arrive a year, by level.
    """
    head = header(scenario, 0, scenario.partnership.name)
    flows = {
        name: [
            {
                "mode": mode,
                "units_per_year": number(flow.units_per_year),
                "officers": number(flow.officers),
            }
            for mode, flow in post.flows.items()
        ]
        for name, post in scenario.posts.items()
    }
    by_mode: dict[str, float] = {}
    for own in flows.values():
        for flow in own:
            by_mode[flow["mode"]] = by_mode.get(flow["mode"], 0.0) + flow["units_per_year"]
    return {
        "scenario": scenario.name,
        "title": head["title"],
        "posts": [
            {name: post[name] for name in ("name", "label", "kind", "x", "y", "volume")}
            | {"flows": flows[post["name"]]}
            for post in head["posts"]
        ],
        "grains": [
            {"mode": mode, "units_per_year": total, "units_per_grain": grain(total / DAYS)}
            for mode, total in by_mode.items()
        ],
        "illicit": measured.row("attempts"),
    }
