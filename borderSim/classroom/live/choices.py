"""What the page offers: scenarios, levels, dials, instruments, shocks, decisions, each with its words in both languages."""

from __future__ import annotations

import functools
from typing import Any

from borderSim.language.catalogue import in_each_language
from borderSim.parameters.scenario import Scenario
from borderSim.scenario.catalogue import instrument_rows, shipped_shocks
from borderSim.scenario.levels import load_level
from borderSim.scenario.load import load_scenario
from borderSim.scenario.names import COSTS, dials_of, nameable

STAFF = "posts.{post}.flows.{flow}.officers"
RANDOM = "customs.random_share"


@functools.cache
def choices(sources: tuple[tuple[str, str], ...] = ()) -> dict[str, Any]:
    """Return all that can be chosen, as plain JSON values.

    Args:
        sources: names and paths of scenario files that are offered first.
    """
    scenarios = [*sources, *((name, name) for name in nameable("scenario"))]
    return {
        "scenarios": [_scenario(load_scenario(source), name) for name, source in scenarios],
        "levels": [_level(name) for name in nameable("partnership")],
        "dials": list(COSTS),
        "instruments": [
            {
                "name": row["name"],
                "title": in_each_language(row["title"]),
                "about": in_each_language(row["about"]),
            }
            for row in instrument_rows()
        ],
        "shocks": [
            {"name": name, "title": shock.title.by_language(), "text": shock.text.by_language()}
            for name, shock in shipped_shocks().items()
        ],
    }


def own_services(scenario: Scenario) -> list[dict[str, Any]]:
    """Return what the services of a country can decide by themselves: key, place, value at the start."""
    flows = [(p, f, flow) for p, post in scenario.posts.items() for f, flow in post.flows.items()]
    staff = [
        {
            "key": STAFF.format(post=p, flow=f),
            "post": in_each_language(p.replace("_", " ")),
            "flow": f,
            "value": flow.officers,
        }
        for p, f, flow in flows
    ]
    return [{"key": RANDOM, "value": scenario.customs.random_share}, *staff]


def _scenario(scenario: Scenario, name: str) -> dict[str, Any]:
    return {
        "name": name,
        "title": in_each_language(scenario.title),
        "about": in_each_language(scenario.description),
        "present": scenario.present.name,
        "days": scenario.horizon_days,
    }


def _level(name: str) -> dict[str, Any]:
    return {
        "name": name,
        "title": in_each_language(load_level("partnership", name).title),
        "dials": dials_of(name),
    }
