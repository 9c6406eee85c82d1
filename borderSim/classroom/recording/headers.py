"""What does not change while a run is played: scenario, level, posts, days."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from borderSim.language.catalogue import gettext
from borderSim.language.current import using
from borderSim.parameters.scenario import Scenario
from borderSim.scenario.load import scenario_as_dict

FORMAT = 1
"""Rises when an older player can't read what is written."""
LANGUAGES = ("en", "fr")
MODES_UNIT = {
    "box": "containers",
    "passenger": "passengers",
    "truck": "trucks",
    "parcel": "parcels",
}


def header(scenario: Scenario, seed: int, level: str) -> dict[str, Any]:
    """Return the header of a run.

    Args:
        scenario: what was run.
        seed: its seed.
        level: name of the level in force from the first day of the horizon.
    """
    declared = scenario_as_dict(scenario)
    return header_of(
        declared,
        seed=seed,
        level=level,
        level_title=scenario.partnership.title or level,
        days=scenario.horizon_days,
    )


def header_of(
    declared: Mapping[str, Any],
    *,
    seed: int,
    level: str,
    level_title: str,
    days: int,
    colour: str = "",
    posts: list[str] | None = None,
) -> dict[str, Any]:
    """Return the header of a run from a scenario as plain values, as a stored result keeps it.

    Args:
        declared: the resolved scenario.
        seed: seed of the run.
        level: name of the level.
        level_title: its English title.
        days: days of the horizon that were simulated.
        colour: of the level in pages, ``#rrggbb``; empty for the player's own.
        posts: names of the posts in the order of the series; None: as declared.
    """
    entries = declared.get("posts") or {}
    names = posts if posts is not None else list(entries)
    return {
        "format": FORMAT,
        "scenario": str(declared.get("name", "")),
        "title": both(str(declared.get("title") or declared.get("name") or "")),
        "seed": int(seed),
        "days": int(days),
        "level": {"name": level, "title": both(level_title), "colour": colour},
        "posts": [
            _post(name, entries.get(name) or {}, i, len(names)) for i, name in enumerate(names)
        ],
    }


def both(english: str) -> dict[str, str]:
    """Return a text in each language."""
    found = {}
    for language in LANGUAGES:
        with using(language):
            found[language] = gettext(english) if english else ""
    return found


def _post(name: str, entry: Mapping[str, Any], place: int, count: int) -> dict[str, Any]:
    """Return a post: where nothing is said of its place, on a circle."""
    turn = 2 * math.pi * place / max(1, count)
    flows = {
        str(mode): float(flow.get("units_per_year") or 0)
        for mode, flow in (entry.get("flows") or {}).items()
        if isinstance(flow, Mapping)
    }
    label = name.replace("_", " ")
    return {
        "name": name,
        "label": {"en": label, "fr": both(label)["fr"]},
        "kind": str(entry.get("kind", "land")),
        "x": float(entry.get("x", 0.5 + 0.4 * math.cos(turn))),
        "y": float(entry.get("y", 0.5 + 0.4 * math.sin(turn))),
        "flows": flows,
        "volume": sum(flows.values()),
    }
