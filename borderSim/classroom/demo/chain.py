"""Scene 4, the chain: a find opens the next, event by event."""

from __future__ import annotations

from typing import Any

from borderSim.classroom.demo.plain import events, load
from borderSim.classroom.demo.police import police
from borderSim.classroom.demo.stage import Stage
from borderSim.classroom.stories.moments import CHAIN
from borderSim.measures.chains import Link, links_of
from borderSim.measures.chronicle import Chronicle

LEAST = 3
"""Finds from which a chain is told (assumption: two could be a pair, three are a chain)."""


def chain(stage: Stage) -> dict[str, Any]:
    """Return the scene's data.

    The chain is that of the bet's shipment under the second level; where it has fewer than
    :data:`LEAST` finds, the best chain of the second level that the search found (``of_the_bet`` is false then).
    ``finds``: the loads in the order in which they were found, each with its fate under the first
    level and what made it end so (None and nothing: no such shipment there); ``fixed_sizes``: whether
    all loads of a kind are of one size in this country; ``links``: from one find to the next, with every event
    between them, each caused by the one before it; ``police``: what the police did with these finds
    (:func:`borderSim.classroom.demo.police.police`).
    """
    seed, level, root, mine = stage.story.seed, stage.high, stage.story.pair.second.load, True
    found = tree(stage.log(seed, level), root)
    if len(found) + 1 < LEAST:
        best = next((m for m in stage.search.moments(CHAIN) if m.level == stage.high), None)
        if best is not None and best.size > len(found) + 1:
            seed, level, root, mine = best.seed, best.level, best.load, False
            found = tree(stage.log(seed, level), root)
    loads = [root, *(link.after for link in found)]
    return {
        "seed": seed,
        "level": level,
        "of_the_bet": mine,
        "fixed_sizes": stage.search.present.organisations.fixed_loads,
        "finds": _finds(stage, seed, level, loads),
        "links": [
            {"from": link.before, "to": link.after, "events": events(link.path)} for link in found
        ],
        "police": police(stage, seed, level, loads),
    }


def tree(c: Chronicle, root: int) -> list[Link]:
    """Return the links to all finds that rest on one find, in the order of the finds."""
    links, there, out = links_of(c), {root}, []
    for link in sorted(links.values(), key=lambda one: one.path[-1]["id"]):
        if link.before in there:
            there.add(link.after)
            out.append(link)
    return out


def _finds(stage: Stage, seed: int, level: str, loads: list[int]) -> list[dict[str, Any]]:
    other = stage.low if level != stage.low else stage.high
    there = stage.twins(seed, other)
    found = []
    for number in loads:
        key, story = stage.told(seed, level, number)
        twin = there.get(key)
        fate, verdicts = (twin.fate, list(twin.verdicts)) if twin else (None, [])
        found.append(load(story) | {"twin": {"level": other, "fate": fate, "verdicts": verdicts}})
    return found
