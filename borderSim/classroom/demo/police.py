"""Scene 4, after the finds: what the police did with what customs had found, event by event."""

from __future__ import annotations

from typing import Any

from borderSim.classroom.demo.organisation import known
from borderSim.classroom.demo.plain import event, events
from borderSim.classroom.demo.stage import Stage
from borderSim.measures.chronicle import Chronicle, Record

SENT = ("handover", "share")
FILED = ("find filed", "linked to a wrong file", "not linked")
"""Case steps that say where a find went."""
ENDED = ("given up", "closed")
FOLLOWS = ("takedown", "arrest", "burned", "conviction", "organisation ends")


def police(
    stage: Stage, seed: int, level: str, loads: list[int], opened: Record | None = None
) -> dict[str, Any]:
    """Return what the police did with finds of one organisation under one level.

    Args:
        stage: what every scene draws on.
        seed: of the run.
        level: of the run.
        loads: numbers of the finds.
        opened: the opening of their case, where the finds led to it (None: the case that was open already).

    ``finds``: for each load how it was ``sent`` (by law or told), when it was ``read`` and where it was
    ``filed`` (each an event, None where it did not happen); ``case``: the event that opened their case, None
    if there was none; ``steps``: from the first find to the last day, members
    that the case made known, arrests, burned cases, and how cases ended; ``known``: how many members
    the police knew, by day; ``members``: places of the organisation.
    """
    c = stage.log(seed, level)
    seizures = [next(e for e in c.loads[load] if e["kind"] == "seizure") for load in loads]
    own, first = seizures[0]["organisation"], seizures[0]["day"]
    networks = stage.results(seed)[level].networks
    opened = opened or _open_case(c, own, first)
    return {
        "finds": [{"load": one["load"], **_way(c, one)} for one in seizures],
        "case": event(opened) if opened else None,
        "steps": events(e for e in _steps(c, own) if e["day"] >= first),
        "known": known(c, own),
        "members": int((networks["organisation"] == own).sum()),
    }


def _way(c: Chronicle, seizure: Record) -> dict[str, Any]:
    """How a find came to the police, and into which file."""
    found = sorted(c.after([seizure], {*SENT, "received"}), key=lambda e: e["id"])
    finds = [e for e in found if e["kind"] == "handover" or e["what"] == "find"]
    steps = {
        "sent": [e for e in finds if e["kind"] in SENT],
        "read": [e for e in finds if e["kind"] == "received" and e["to"] == "police"],
        "filed": [e for e in found if e["kind"] == "case step" and e["what"] in FILED],
    }
    return {name: event(all_[-1]) if all_ else None for name, all_ in steps.items()}


def _open_case(c: Chronicle, own: int, day: int) -> Record | None:
    """The opening of the case that is open on a day."""
    last = None
    for e in c.of(own, "case step", "takedown", "organisation ends"):
        if e["day"] <= day:
            if e["what"] == "opened":
                last = e
            elif e["kind"] != "case step" or e["what"] in ENDED:
                last = None
    return last


def _steps(c: Chronicle, own: int) -> list[Record]:
    """Steps of the police against one organisation that a class can follow."""
    return [
        e
        for e in c.of(own, "case step", *FOLLOWS)
        if e["kind"] != "case step"
        or e["what"] in ("opened", *ENDED)
        or (e["what"] == "members revealed" and e["number"])
    ]
