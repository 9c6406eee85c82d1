"""Scene 7, a network: one organisation before and after, what the police know of it, seize now or let run."""

from __future__ import annotations

from collections import Counter
from typing import Any

from borderSim.classroom.demo.order import order
from borderSim.classroom.demo.plain import events
from borderSim.classroom.demo.stage import Stage
from borderSim.measures.chronicle import Chronicle

COLUMNS = ("member", "role", "tier", "status_start", "status_end", "known_start", "known_end")
ABOVE_COURIERS = 2
"""Tier from which an arrested member counts for :data:`RULE`."""
RULE = (
    "the organisation with most arrests of tier 2 and above under both levels of the story together"
)
TIES = ("member", "other", "start", "end")
STEPS = ("takedown", "arrest", "burned", "organisation ends", "case step", "organisation enters")
STEPS_OF_CASE = (
    "opened",
    "given up",
    "closed",
    "members revealed",
    "joint team",
    "courier recruited",
)


def network(stage: Stage) -> dict[str, Any]:
    """Return the scene's data.

    ``organisation``: that of the story's seed which :data:`RULE` names; ``levels``: for both levels its
    ``members``, ``links``, the ``known`` members by day (from what the police held whenever a load of
    it arrived) and the ``events``; ``order``: what came of seizing at once and of letting run
    (:func:`borderSim.classroom.demo.order.order`).
    """
    seed = stage.story.seed
    own = most_struck(stage, seed)
    return {
        "seed": seed,
        "organisation": own,
        "of_the_bet": own == stage.story.pair.first.organisation,
        "rule": RULE,
        "levels": [organisation(stage, seed, level, own) for level in (stage.low, stage.high)],
        "order": order(stage),
    }


def most_struck(stage: Stage, seed: int) -> int:
    """Return the organisation that :data:`RULE` names; the story's own if nobody was arrested."""
    arrests: Counter[int] = Counter()
    for level in (stage.low, stage.high):
        for e in stage.log(seed, level).events:
            arrests[e["organisation"]] += (
                e["kind"] == "arrest" and e["day"] >= 0 and e["tier"] >= ABOVE_COURIERS
            )
    most = max(arrests.values(), default=0)
    if not most:
        return stage.story.pair.first.organisation
    return min(number for number, found in arrests.items() if found == most)


def organisation(stage: Stage, seed: int, level: str, own: int) -> dict[str, Any]:
    """Return one organisation under one level."""
    result, c = stage.results(seed)[level], stage.log(seed, level)
    members = result.networks[result.networks["organisation"] == own]
    links = result.links[result.links["organisation"] == own]
    steps = [e for e in c.of(own, *STEPS) if e["what"] is None or e["what"] in STEPS_OF_CASE]
    return {
        "level": level,
        "members": [
            {name: _plain(value) for name, value in zip(COLUMNS, row, strict=True)}
            for row in zip(*(members[name].tolist() for name in COLUMNS), strict=True)
        ],
        "links": [
            [int(a), int(b), bool(start), bool(end)]
            for a, b, start, end in zip(*(links[name].tolist() for name in TIES), strict=True)
        ],
        "known": known(c, own),
        "events": events(e for e in steps if e["day"] >= 0),
    }


def _plain(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else value


def known(c: Chronicle, own: int) -> list[dict[str, Any]]:
    """Return how many members the police knew, whenever that number had changed.

    The log holds what they knew on the days on which a load of the organisation arrived (kind
    ``picture``), so a change shows on the next such day.
    """
    out: list[dict[str, Any]] = []
    for e in c.of(own, "picture"):
        now = {"members": e["police_members"], "leaders": e["police_leaders"]}
        if e["day"] >= 0 and (not out or now != {key: out[-1][key] for key in now}):
            out.append({"day": e["day"], **now})
    return out
