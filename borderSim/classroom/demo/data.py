"""The data of the demonstration: one dictionary with an entry per scene, found and measured, nothing typed."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from borderSim.classroom.demo.chain import chain
from borderSim.classroom.demo.container import bet, halves
from borderSim.classroom.demo.country import country
from borderSim.classroom.demo.gears import gears
from borderSim.classroom.demo.goals import goals
from borderSim.classroom.demo.honesty import honesty
from borderSim.classroom.demo.organisation import network
from borderSim.classroom.demo.stage import Stage
from borderSim.classroom.demo.warehouse import warehouse
from borderSim.classroom.stories.search import LEVELS, SCENARIO, SEEDS, Search, search
from borderSim.language.catalogue import in_each_language
from borderSim.report.layout.palette import looks
from borderSim.version import __version__

FORMAT = 1
ALL = "all"


def make_data(
    scenario: str = SCENARIO,
    *,
    seeds: int = SEEDS,
    first_seed: int = 1,
    low: str = LEVELS[0],
    high: str = LEVELS[1],
    workers: int | None = None,
    found: Search | None = None,
    told: Callable[[int], None] | None = None,
) -> dict[str, Any]:
    """Return what the nine scenes show, as plain JSON values.

    Keys: ``format``, ``about`` (version, scenario, seeds, levels with titles and colours, the two
    levels of the story) and the scenes ``country``, ``bet``, ``halves``, ``chain``, ``honesty``,
    ``warehouse``, ``network``, ``gears``, ``goals``; what each holds stands in the function of that
    name. Days count from the first day of the horizon. ``tests/classroom/demo_example.json`` is an
    example of few seeds.

    Args:
        scenario: name or file of the country.
        seeds: so many runs of each level.
        first_seed: the first of them.
        low: level at which the story's shipment passes.
        high: level at which it is seized.
        workers: processes (None: one per processor).
        found: a search of all levels that is there already.
        told: is told how many seeds are done, of the search, then of the orders tried both ways.

    Raises:
        InputError: anything wrong, or no seed has such a story.
    """
    done = found or search(
        scenario, ALL, seeds=seeds, first_seed=first_seed, workers=workers, told=told
    )
    return scenes(Stage(done, low, high, workers, told))


def scenes(stage: Stage) -> dict[str, Any]:
    """Return the data of a stage."""
    return {
        "format": FORMAT,
        "about": about(stage),
        "country": country(stage.search.present, stage.measured),
        "bet": bet(stage),
        "halves": halves(stage),
        "chain": chain(stage),
        "honesty": honesty(stage),
        "warehouse": warehouse(stage),
        "network": network(stage),
        "gears": gears(stage),
        "goals": goals(stage),
    }


def about(stage: Stage) -> dict[str, Any]:
    """Return what was run: version, scenario, seeds, days, levels, and between which two the story is told."""
    levels = stage.search.levels
    names = list(levels)
    colours = looks(len(names), names.index(stage.search.present.partnership.name))
    return {
        "version": __version__,
        "scenario": stage.search.present.name,
        "seeds": [seed.seed for seed in stage.search.seeds],
        "days": stage.search.present.horizon_days,
        "years_measured": stage.measured.years,
        "low": stage.low,
        "high": stage.high,
        "levels": [
            {
                "name": name,
                "title": in_each_language(scenario.partnership.title or name),
                "colour": look.colour,
            }
            for (name, scenario), look in zip(levels.items(), colours, strict=True)
        ],
    }


def as_text(data: dict[str, Any]) -> str:
    """Return the data as JSON, a line per entry; the same bytes for the same data."""
    lines = (
        f"{json.dumps(key)}:{json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(',', ':'))}"
        for key, value in data.items()
    )
    return "{\n" + ",\n".join(lines) + "\n}\n"
