"""Scene 6, two services, one target: collisions and burned cases along the levels, and one of them told."""

from __future__ import annotations

from typing import Any

from borderSim.classroom.demo.plain import events, load
from borderSim.classroom.demo.stage import Stage

SHOWN = ("collisions", "cases_exposed", "cases_burned", "unshared_hits")


def warehouse(stage: Stage) -> dict[str, Any]:
    """Return the scene's data.

    ``rows``: the outcomes of :data:`SHOWN` by level, a year, with intervals over seeds; ``example``: one
    collision with what it rests on and what followed, and the shipment's fate under the other
    levels; None if there was none.
    """
    return {"rows": [stage.measured.row(name) for name in SHOWN], "example": _example(stage)}


def _example(stage: Stage) -> dict[str, Any] | None:
    found = [one for one in stage.search.moments("collision") if one.level == stage.low]
    burned = {(one.seed, one.level, one.load) for one in stage.search.moments("burned")}
    found.sort(key=lambda one: (one.seed, one.level, one.load) not in burned)
    if not found:
        return None
    best = found[0]
    c = stage.log(best.seed, best.level)
    own = c.loads[best.load]
    clash = next(e for e in own if e["kind"] == "collision")
    before = [e for e in (c.cause(clash), c.cause(clash, "second_cause")) if e]
    seizures = [e for e in own if e["kind"] == "seizure"]
    after = [
        e
        for e in c.after([clash, *seizures], {"collision", "seizure"})
        if e["kind"] in ("burned", "exposed", "arrest", "scandal")
    ]
    rest = [
        e
        for e in own
        if e["kind"] in ("arrive", "inspect", "collision", "decision", "seizure", "delivered")
    ]
    every = {e["id"]: e for e in (*before, *rest, *after)}
    _, story = stage.told(best.seed, best.level, best.load)
    return {
        "seed": best.seed,
        "level": best.level,
        "shipment": load(story),
        "events": events(every[number] for number in sorted(every)),
        "elsewhere": dict(best.elsewhere),
    }
