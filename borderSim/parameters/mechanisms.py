"""The mechanisms by which a level acts: every trait belongs to one, and may be read by others at points of use of their own.

A mechanism can be put at another level than the rest (:mod:`borderSim.scenario.mechanisms`), so that
an experiment tells how much of a difference it carries. A new trait must join one; a test says so.
"""

from __future__ import annotations

from dataclasses import dataclass

LEADS, LOOKUP, POOLING, CASES = "leads", "lookup", "pooling", "cases"
TRUST, LEAKS, OVERHEAD = "trust", "leaks", "overhead"

SHARING = ("share_prob", "share_interval_days", "share_latency_days", "share_fidelity")
"""How an item crosses; which mechanism it serves depends on what crosses, and what for."""
POOLED = ("pool_fraction", "pool_reaction_days")
"""How much of the partner's means may be called, and how soon."""


@dataclass(frozen=True)
class Mechanism:
    """One way by which a level acts.

    Attributes:
        name: stable name, as in experiments and tables.
        title: for people.
        does: what it moves, in a sentence.
        traits: those that belong to it, at all points of use but those of other mechanisms.
        apart: traits of other mechanisms that it reads at points of use of its own
            (``Terms.at`` in the model).
        points: what these points of use are; empty where it has none.
    """

    name: str
    title: str
    does: str
    traits: tuple[str, ...]
    apart: tuple[str, ...] = ()
    points: str = ""


MECHANISMS: dict[str, Mechanism] = {
    own.name: own
    for own in (
        Mechanism(
            LEADS,
            "leads for targeting",
            "What the police pass to customs, how soon and how whole: entities and tips that targeting uses, and the hours that passing and vetting them take.",
            SHARING,
        ),
        Mechanism(
            LOOKUP,
            "look-up and awareness",
            "Whether customs look a find up before acting, and whether they have been told of the case that it belongs to.",
            ("lookup_prob",),
            SHARING,
            "whether news from the police also tells customs that a case is open",
        ),
        Mechanism(
            POOLING,
            "pooled hours and machines",
            "Idle hours, machines, bays and analysts that the partner may call.",
            POOLED,
        ),
        Mechanism(
            CASES,
            "joint investigation and letting run",
            "What customs pass to the police, means lent to a case, somebody in time at a find, and shared objectives in the choice to let a load run.",
            ("shared_objective_weight",),
            (*SHARING, *POOLED),
            "items from customs to the police; means borrowed for a case; who takes over a find or a courier",
        ),
        Mechanism(
            TRUST,
            "trust and grading",
            "Where trust settles; quarrels over credit and items kept back, which shared objectives lower.",
            ("trust_set_point",),
            ("shared_objective_weight",),
            "quarrels over credit, and items that a service keeps to itself",
        ),
        Mechanism(LEAKS, "leaks", "How many read an item, and may pass it on.", ("readers_share",)),
        Mechanism(
            OVERHEAD,
            "overhead",
            "Meetings, set-up and running cost, the time to reach the level, and how well it outlives those who made it.",
            (
                "persistence",
                "meeting_share",
                "setup_cost_eur",
                "running_cost_eur",
                "months_to_reach",
            ),
        ),
    )
}
"""In the order in which tables show them."""
