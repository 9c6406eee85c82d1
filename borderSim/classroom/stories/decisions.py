"""What followed a find for which a case was open: seized now, or let run. Counted as measured, no cause claimed."""

from __future__ import annotations

from collections import Counter

from borderSim.measures.chronicle import Chronicle, Record

WINDOW = 180
"""Days after the decision in which arrests and members revealed are counted (assumption: half a year)."""
UPPER = 3
"""Tier from which a member leads: broker, organiser."""


def decisions(c: Chronicle, days: int) -> Counter[str]:
    """Count what followed the decisions on finds that were weighed, in the half year after each.

    Only decisions early enough for the whole half year to lie within the horizon are counted.
    Keys begin with ``seize`` or ``let run``: ``... decisions``, ``... members`` (revealed),
    ``... arrested``, ``... upper`` (tier 3 and 4 arrested), ``... takedowns``, ``... finds`` (further
    loads of the organisation seized), ``... lost`` (this load reached the market after all).

    Args:
        c: the log of a run.
        days: its horizon.
    """
    counts: Counter[str] = Counter()
    for e in c.events:
        if e["kind"] == "decision" and weighed(e) and 0 <= e["day"] <= days - WINDOW:
            for name, value in followed(c, e).items():
                counts[f"{e['how']} {name}"] += value
            counts[f"{e['how']} decisions"] += 1
    return counts


def weighed(decision: Record) -> bool:
    """Whether both ways were open: a known case, and a law that allows to let run."""
    return decision["why"] in ("weighed", "ordered")


def followed(c: Chronicle, decision: Record) -> dict[str, int]:
    """Return what came of the organisation in the half year after a decision on one of its loads."""
    own, load = decision["organisation"], decision["load"]
    later = [
        e
        for e in c.of(own, "arrest", "case step", "takedown", "seizure")
        if e["id"] > decision["id"] and e["day"] <= decision["day"] + WINDOW
    ]
    ends = [e for e in c.loads[load] if e["kind"] in ("delivered", "seizure")]
    arrests = [e for e in later if e["kind"] == "arrest"]
    return {
        "members": sum(e["number"] or 0 for e in later if e["what"] == "members revealed"),
        "arrested": len(arrests),
        "upper": sum(e["tier"] >= UPPER for e in arrests),
        "takedowns": sum(e["kind"] == "takedown" for e in later),
        "finds": sum(e["kind"] == "seizure" and e["load"] != load for e in later),
        "lost": sum(e["kind"] == "delivered" for e in ends),
    }
