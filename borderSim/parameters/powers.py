"""Who may do what, and with which means: competence by goods, capabilities, sources of a case."""

from __future__ import annotations

from dataclasses import dataclass

from borderSim.parameters.declare import choice, quantity
from borderSim.parameters.ranges import HANDBOOK, NOT_NEGATIVE, POSITIVE, PROBABILITY

CAPABILITIES = (
    "surveillance",
    "interception",
    "undercover",
    "informants",
    "forensics",
    "prosecution",
    "finance",
)
"""Means that a service has, borrows or lacks (handbook A.8-A.12); each is read by one rule."""
SOURCES = ("surveillance", "interception", "finance", "undercover", "trade_records", "interviews")
"""Where a case learns of members and finds evidence; the last two are work of customs."""
OF_CUSTOMS = ("trade_records", "interviews")
"""Sources that customs brings into a joint case.

The others hang on the capability of their name.
"""
HOLDINGS = ("own", "partner", "none")
FACTOR = "no source found; the prior is a factor"


@dataclass(frozen=True, kw_only=True)
class Competence:
    """Goods that a service may not seize; what neither may seize is a blind spot."""

    customs: tuple[str, ...] = choice(
        (),
        doc="commodities that customs may not seize: a find is referred to the police; empty: it may seize all",
        source=f"{HANDBOOK} A.5",
        mark="handbook",
    )
    police: tuple[str, ...] = choice(
        (),
        doc="commodities that the police may not seize; empty: they may seize all",
        source=f"{HANDBOOK} A.5",
        mark="handbook",
    )
    hold_days: float = quantity(
        0.5,
        unit="days",
        doc="time for which goods may be held until the police come, where the legal hold of the mode is shorter",
        allowed=NOT_NEGATIVE,
        prior=(0.1, 3.0),
    )
    evidence_kept: float = quantity(
        0.25,
        unit="1",
        doc="share of a find's evidence that is left for the file when the goods had to be released",
        allowed=PROBABILITY,
        prior=(0.0, 0.5),
    )
    referral_hours: float = quantity(
        8.0,
        unit="hours",
        doc="hours of investigators who come to seize what customs may not",
        allowed=NOT_NEGATIVE,
        prior=(2.0, 40.0),
    )


@dataclass(frozen=True, kw_only=True)
class Capability:
    """Who has a means: own, borrowed from the partner as far as the terms pool or a joint team stands, or not at all."""

    customs: str = choice(
        allowed=HOLDINGS,
        doc="how customs has this means",
        source="usual division of powers",
        mark="assumption",
    )
    police: str = choice(
        allowed=HOLDINGS,
        doc="how the police have this means",
        source="usual division of powers",
        mark="assumption",
    )
    borrow_days: float = quantity(
        unit="days",
        doc="time that it takes to borrow it, beside the reaction time of pooled resources",
        allowed=NOT_NEGATIVE,
        prior=(0.0, 90.0),
    )


@dataclass(frozen=True, kw_only=True)
class CaseSource:
    """A source of cases: how soon it reveals a member, and what a piece of evidence from it weighs.

    Days are multiples of ``investigation.reveal_days_<tier>``, which is what the usual sources of
    the police (surveillance, interception, finance) take at best.
    """

    courier: float = quantity(
        unit="1",
        doc="work to reveal a courier or storekeeper, as a multiple of reveal_days_courier",
        allowed=POSITIVE,
        prior=(0.5, 2.0),
        source=FACTOR,
    )
    logistics: float = quantity(
        unit="1",
        doc="work to reveal one of logistics, as a multiple of reveal_days_logistics",
        allowed=POSITIVE,
        prior=(0.5, 2.0),
        source=FACTOR,
    )
    broker: float = quantity(
        unit="1",
        doc="work to reveal a broker, as a multiple of reveal_days_broker",
        allowed=POSITIVE,
        prior=(0.5, 2.0),
        source=FACTOR,
    )
    organiser: float = quantity(
        unit="1",
        doc="work to reveal an organiser, as a multiple of reveal_days_organiser",
        allowed=POSITIVE,
        prior=(0.5, 2.0),
        source=FACTOR,
    )
    financier: float = quantity(
        unit="1",
        doc="work to reveal a financier, as a multiple of reveal_days_organiser",
        allowed=POSITIVE,
        prior=(0.5, 2.0),
        source=FACTOR,
    )
    evidence: float | None = quantity(
        unit="evidence",
        doc="weight of a piece of evidence; null: investigation.evidence_surveillance, evidence_finance",
        allowed=NOT_NEGATIVE,
        prior=(0.05, 0.6),
    )
