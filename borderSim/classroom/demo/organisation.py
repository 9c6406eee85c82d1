"""Scene 7, a network: one organisation before and after, what the police know of it, seize now or let run."""

from __future__ import annotations

from collections import Counter
from typing import Any

from borderSim.classroom.demo.plain import events, load
from borderSim.classroom.demo.stage import Stage
from borderSim.classroom.stories.decisions import WINDOW, followed, weighed
from borderSim.classroom.stories.moments import Moment
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
    it arrived) and the ``events``; ``let_run``: one find that was let run and seized at its end under
    one level, and seized at once under another, with what followed each; ``let_run_lost``: the same
    with one that was lost; ``decisions``: what followed all such decisions, by level.
    """
    seed = stage.story.seed
    own = most_struck(stage, seed)
    return {
        "seed": seed,
        "organisation": own,
        "of_the_bet": own == stage.story.pair.first.organisation,
        "rule": RULE,
        "levels": [organisation(stage, seed, level, own) for level in (stage.low, stage.high)],
        "let_run": _let_run(stage, "let_run_seized"),
        "let_run_lost": _let_run(stage, "let_run_lost"),
        "decisions": {
            "days": WINDOW,
            "levels": [_decisions(stage, level) for level in stage.search.levels],
        },
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


def _let_run(stage: Stage, kind: str) -> dict[str, Any] | None:
    """The best find that was let run under one level and seized at the border under another."""
    both = [
        (one, other)
        for one in stage.search.moments(kind)
        for other, fate in one.elsewhere.items()
        if fate == "seized_border"
    ]
    if not both:
        return None
    best, other = both[0]
    return {
        "seed": best.seed,
        "days": WINDOW,
        "ways": [_way(stage, best, level) for level in (best.level, other)],
    }


def _way(stage: Stage, best: Moment, level: str) -> dict[str, Any]:
    key, _ = stage.told(best.seed, best.level, best.load)
    story = stage.twins(best.seed, level)[key]
    c = stage.log(best.seed, level)
    decision = next(e for e in c.loads[story.load] if e["kind"] == "decision")
    later = [
        e
        for e in c.of(
            story.organisation, "arrest", "takedown", "case step", "seizure", "organisation ends"
        )
        if decision["day"] <= e["day"] <= decision["day"] + WINDOW
    ]
    return {
        "level": level,
        "how": decision["how"],
        "weighed": weighed(decision),
        "shipment": load(story),
        "followed": followed(c, decision),
        "events": events([decision, *later]),
    }


def _decisions(stage: Stage, level: str) -> dict[str, Any]:
    counts = stage.search.decisions(level)
    ways = {}
    for how in ("seize", "let run"):
        n = counts[f"{how} decisions"]
        ways[how] = {"n": n} | {
            name: counts[f"{how} {name}"]
            for name in ("members", "arrested", "upper", "takedowns", "finds", "lost")
        }
    return {"level": level, **ways}
