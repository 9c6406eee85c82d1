"""Scenes 2 and 3, the bet and the two half-pictures: one shipment, what is seen of it, who stops it."""

from __future__ import annotations

from typing import Any

from borderSim.classroom.demo.cards import card_of_customs, half, score
from borderSim.classroom.demo.plain import load, number
from borderSim.classroom.demo.stage import Stage
from borderSim.measures.stories import Story
from borderSim.measures.twins import TESTS, Contrast, end_of, main

OPTIONS = ("customs", "police", "both", "nobody")
STOPPERS = {
    "joined": "both",
    "let_run_seized": "both",
    "inland": "police",
    "own_lead": "customs",
    "profile": "customs",
    "random": "customs",
    "hit": "customs",
}
"""Who stopped a shipment, by its main verdict."""


def stopper(story: Story) -> str:
    """Return who stopped a shipment: one of :data:`OPTIONS`."""
    return STOPPERS.get(main(story), "customs") if end_of(story.fate) == "seized" else "nobody"


def bet(stage: Stage) -> dict[str, Any]:
    """Return the scene's data.

    ``shipment`` (what it is in truth: to be shown only at the end), ``seen`` (what customs sees of it)
    and ``score``, ``traffic`` (lawful consignments of that post and mode a year and a day),
    ``options``, and ``answer`` by level, from the runs.
    """
    found = stage.story
    first, second = found.pair.first, found.pair.second
    post, _, mode = first.route.partition("/")
    units = stage.search.present.posts[post].flows[mode].units_per_year
    return {
        "seed": found.seed,
        "shipment": load(first),
        "seen": card_of_customs(stage.log(found.seed, stage.low), first),
        "score": score(first),
        "traffic": {"units_per_year": number(units), "units_per_day": number(units / 365.0)},
        "options": list(OPTIONS),
        "answer": {stage.low: stopper(first), stage.high: stopper(second)},
    }


def halves(stage: Stage) -> dict[str, Any]:
    """Return the scene's data: the shipment of the bet under both levels (see :mod:`borderSim.classroom.demo.cards`)."""
    return contrast(stage, stage.story)


def contrast(stage: Stage, found: Contrast) -> dict[str, Any]:
    """Return a contrast: both levels, why it was chosen, and what its rank rests on."""
    stories = (found.pair.first, found.pair.second)
    return {
        "seed": found.seed,
        "direction": found.pair.direction,
        "met": found.pair.met,
        "points": list(found.points),
        "points_of": len(TESTS),
        "levels": [
            half(stage.log(found.seed, level), level, story)
            for level, story in zip(found.levels, stories, strict=True)
        ],
    }
