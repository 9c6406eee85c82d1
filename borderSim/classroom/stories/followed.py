"""What followed a find, counted from the log: arrests, further loads found, value on the market."""

from __future__ import annotations

from dataclasses import dataclass

from borderSim.measures.chronicle import Chronicle, Record

WINDOW = 180
"""Days after a find within which is counted what followed (assumption: half a year)."""
UPPER = 3
"""Tier from which a member leads: broker, organiser."""
COUNTS = ("arrested", "leaders", "finds", "market_eur")
"""What is counted, by the names of :class:`Followed`."""


@dataclass(frozen=True)
class Followed:
    """What followed a find.

    Attributes:
        arrested: members arrested.
        leaders: those of them who lead.
        finds: further loads of organisations seized, at the border, inland or under control.
        market_eur: value of the loads that reached the market, that of the find among them if it was lost.
    """

    arrested: int
    leaders: int
    finds: int
    market_eur: float


def followed(
    c: Chronicle, decision: Record, days: int | None = None, *, everywhere: bool = True
) -> Followed:
    """Count what followed the decision on a find.

    Args:
        c: the log of the run.
        decision: its event of kind ``decision``; what stands after it in the log is counted.
        days: after the day of the decision, the last one included; None: to the end of the run.
        everywhere: in the whole country; False: in the organisation of the load alone.
    """
    until = float("inf") if days is None else decision["day"] + days
    later = [
        e
        for e in c.events
        if e["id"] > decision["id"]
        and e["day"] <= until
        and (everywhere or e["organisation"] == decision["organisation"])
    ]
    arrests = [e for e in later if e["kind"] == "arrest"]
    return Followed(
        arrested=len(arrests),
        leaders=sum(e["tier"] >= UPPER for e in arrests),
        finds=sum(e["kind"] == "seizure" and e["load"] != decision["load"] for e in later),
        market_eur=sum(e["value_eur"] for e in later if e["kind"] == "delivered"),
    )
