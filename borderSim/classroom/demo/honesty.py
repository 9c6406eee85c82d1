"""Scene 5, honesty: how rare the story is, in both directions, and what else changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from borderSim.classroom.demo.container import contrast
from borderSim.classroom.demo.criteria import CRITERIA
from borderSim.classroom.demo.plain import estimate
from borderSim.classroom.demo.stage import Stage
from borderSim.measures.twins import CAUGHT, LOST, end_of
from borderSim.studies.analysis import estimates

SHARES = ("caught", "lost", "met caught", "met lost")


def honesty(stage: Stage) -> dict[str, Any]:
    """Return the scene's data.

    ``counts``: shipments over all seeds (planned under each level, matched, another way, without a
    twin, and of those matched: same end, of these ``both`` seized and ``neither``, ``caught``,
    ``lost``, ``other``); ``because_two_facts_met``
    by direction; ``by``: what the others ended differently by; ``shares``: of those matched, with
    intervals over seeds; ``by_level``: the same counts for every level against the first;
    ``what_else``: all criteria (:data:`borderSim.classroom.demo.criteria.CRITERIA`) of every level; ``other_way``: the best story in which the higher level
    lost what the lower one had caught, None if there is none.
    """
    pair = (stage.low, stage.high)
    lost = stage.search.contrasts(pair, LOST)
    return {
        "seeds": [seed.seed for seed in stage.search.seeds],
        "levels": list(pair),
        **rates(stage, pair),
        "by_level": [
            {"levels": list(other), **rates(stage, other)} for other in stage.search.pairs
        ],
        "what_else": [stage.measured.row(name) for name in CRITERIA],
        "other_way": contrast(stage, lost[0]) if lost else None,
    }


def rates(stage: Stage, pair: tuple[str, str]) -> dict[str, Any]:
    """Return the base rates of a pair of levels."""
    found = stage.search.rates(pair)
    different = found[CAUGHT] + found[LOST] + found["other"]
    return {
        "counts": {
            name: found[name]
            for name in (
                *("planned_first", "planned_second", "matched", "another_way"),
                *("only_first", "only_second", CAUGHT, LOST, "other"),
            )
        }
        | {"same": found["matched"] - different}
        | {"both": _alike(found, "seized"), "neither": _alike(found, "market")},
        "because_two_facts_met": {way: found[f"met {way}"] for way in (CAUGHT, LOST)},
        "by": [
            {"direction": way, "where_it_passed": passed, "where_it_was_seized": seized, "n": n}
            for (way, passed, seized), n in sorted(
                (
                    (tuple(key.split()), n)
                    for key, n in found.items()
                    if key.split()[0] in (CAUGHT, LOST) and " " in key
                ),
                key=lambda row: (-row[1], row[0]),
            )
        ],
        "shares": {name: _share(stage, pair, name) for name in SHARES},
    }


def _alike(found: Mapping[str, int], end: str) -> int:
    """How many matched shipments ended so under both levels; ``found`` counts pairs of fates."""
    pairs = (key.split()[1:] for key in found if key.startswith("ended "))
    return sum(
        found[f"ended {first} {second}"]
        for first, second in pairs
        if end_of(first) == end_of(second) == end
    )


def _share(stage: Stage, pair: tuple[str, str], name: str) -> dict[str, Any]:
    """A share of the matched shipments with its interval over seeds."""
    counts = [seed.rates[pair] for seed in stage.search.seeds]
    tops = np.array([[float(own[name]) for own in counts]])
    bottoms = np.array([[float(own["matched"]) for own in counts]])
    return estimate(estimates.contrast(tops, bottoms, [1.0]).one())
