"""Scene 4, the chain: a find opens the next, because of it, event by event; and how often that happens."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from borderSim.classroom.demo.cards import score
from borderSim.classroom.demo.plain import events, load
from borderSim.classroom.demo.police import police
from borderSim.classroom.demo.stage import Stage
from borderSim.classroom.stories.openings import TOLD_BY, Opening
from borderSim.errors import InputError
from borderSim.measures.chains import Link
from borderSim.measures.chronicle import Chronicle, Record
from borderSim.measures.openings import CASE, RULES, opening


def chain(stage: Stage) -> dict[str, Any]:
    """Return the scene's data.

    The rule: two finds of which the second rests on the first (:data:`borderSim.measures.openings.RULES`),
    by way of a case of the police; planned alike under the first level, where the chain does not happen. Of
    those under the second level, the best by contrast. Where the seeds hold none by way of a case, the next
    best: by the police's word, then by customs' own notes (``by`` says which, ``wanted`` what was looked for).

    ``finds``: both loads, each with its fate under the first level and what made it end so; ``link``: every event
    from one to the other, each caused by the one before it; ``way``: the same in the steps that a class follows;
    ``score``: customs' reckoning of the second load; ``wall``: why the name was not before customs under the
    first level (None: the police had none); ``police``: what the police did
    (:func:`borderSim.classroom.demo.police.police`); ``rates``: how many finds opened the next by the rules,
    by level and by whom; ``warned``: of all networks of this level, how many were warned how often.
    """
    best = _best(stage)
    seed, level = best.seed, best.level
    c = stage.log(seed, level)
    link = opening(c, best.first, best.second)
    loads = [best.first, best.second]
    _, second = stage.told(seed, level, best.second)
    of_the_bet = seed == stage.story.seed and stage.story.pair.second.load in loads
    return {
        "rule": list(RULES),
        "wanted": CASE,
        "by": best.by,
        "seed": seed,
        "level": level,
        "of_the_bet": of_the_bet,
        "finds": [_find(stage, seed, level, number) for number in loads],
        "link": {"from": link.before, "to": link.after, "events": events(link.path)},
        "way": way(c, link),
        "score": score(second),
        "wall": _wall(stage, seed, level, best.second),
        "police": police(stage, seed, level, loads, _opened(link)),
        "rates": [_rates(stage, name) for name in stage.search.levels],
        "warned": _warned(stage, level),
    }


def _best(stage: Stage) -> Opening:
    found = stage.search.openings(stage.high)
    if not found:
        raise InputError(
            f"seeds={len(stage.search.seeds)}: at {stage.high} no find opened the next that {stage.low} did not have; "
            "search more seeds"
        )
    return found[0]


def _find(stage: Stage, seed: int, level: str, number: int) -> dict[str, Any]:
    key, story = stage.told(seed, level, number)
    twin = stage.twins(seed, stage.low)[key]
    there = {"level": stage.low, "fate": twin.fate, "verdicts": list(twin.verdicts)}
    return load(story) | {"twin": there}


def _wall(stage: Stage, seed: int, level: str, number: int) -> dict[str, Any] | None:
    """Why the name under which a load came was not before customs under the first level."""
    key, _ = stage.told(seed, level, number)
    twin = stage.twins(seed, stage.low)[key]
    return {"reason": twin.barrier, "day": twin.barrier_day} if twin.barrier else None


def _opened(link: Link) -> Record | None:
    """The opening of a case that lies on the way from one find to the other."""
    return next((e for e in link.path if e["what"] == "opened"), None)


def way(c: Chronicle, link: Link) -> list[dict[str, Any]]:
    """Return the steps from one find to the other: ``step``, its ``day``, the ``event`` that holds it, and more.

    Steps: ``found`` (seized), ``filed`` (the police put it into the file of its network; ``how`` they came to
    know of it: by law or told), ``opened`` (a case), ``member`` (the case made members known; their ``tiers``),
    ``noted`` (customs' own notes), ``named`` (customs read a name; ``sent`` on which day), ``found``.
    """
    out: list[dict[str, Any]] = []
    for e in link.path:
        step = _step(c, link, e)
        if step:
            out.append({**step, "day": e["day"], "event": e["id"]})
    return out


def _step(c: Chronicle, link: Link, e: Record) -> Mapping[str, Any] | None:
    if e["kind"] in ("seizure", "inspect"):
        return {"step": "found", "load": e["load"]}
    if e["kind"] == "news" and e["service"] == "customs":
        return {"step": "noted"}
    if e["kind"] == "received" and e["to"] == "customs":
        return {"step": "named", "sent": c.cause(e)["day"]}
    if e["kind"] != "case step":
        return None
    if e["what"] == "find filed":
        by_law = any(one["kind"] == "handover" for one in link.path)
        return {"step": "filed", "how": "by_law" if by_law else "told"}
    if e["what"] == "opened":
        return {"step": "opened"}
    known = [m["tier"] for m in c.of(e["organisation"], "member known") if m["cause"] == e["id"]]
    return {"step": "member", "tiers": known} if e["what"] == "members revealed" else None


def _rates(stage: Stage, level: str) -> dict[str, Any]:
    """How many finds of a level opened the next by the rules, by whom the next became known."""
    tally = stage.search.tally(level)
    by = {name: tally[f"opened {name}"] for name in TOLD_BY}
    return {"level": level, "finds": tally["opened finds"], "by": by}


def _warned(stage: Stage, level: str) -> list[dict[str, int]]:
    """How many networks of a level, over all seeds, were warned how often of a case on them."""
    tally = stage.search.tally(level)
    often = sorted(int(key.split()[1]) for key in tally if key.startswith("warned "))
    return [{"times": n, "networks": tally[f"warned {n}"]} for n in often]
