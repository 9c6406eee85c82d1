"""Information systems that the services may ask: who may query, what is on record, how late the answer is."""

from __future__ import annotations

from dataclasses import dataclass

from borderSim.parameters.declare import choice, quantity
from borderSim.parameters.ranges import HANDBOOK, MODES, NOT_NEGATIVE, POSITIVE, PROBABILITY

ACCESS = ("none", "ncb", "direct")
"""Ways to query, from none to the best: through the national central bureau with its delay, or in person."""
LOOKUPS = ("person", "document", "vehicle", "object")
"""What somebody or something that crosses is looked up by, one at a time."""
PASSENGER_DATA = ("traffic", "passenger_data")
"""Kinds that hold data which carriers have of their passengers."""
FEEDS = ("traffic", "passenger_data", "feed", "channel", "register")
"""Kinds that hang on an own connection: the central bureau cannot ask them for others."""
SUBJECTS = (*LOOKUPS, "case", "identification", "validation", *FEEDS)
OCCASIONS = ("arrival", "find", "arrest")
TRANSFERS = ("none", "pull", "push")

INTERPOL = f"{HANDBOOK} VIII"
AIR = f"{HANDBOOK} III.b, VI.c"


@dataclass(frozen=True, kw_only=True)
class InformationSystem:
    """One system; its name is a label that no code reads, ``asked_about`` says what it does.

    As shipped nobody has access to any of them: what the police find today with what they may ask
    today is what ``police.known_entity_share``, ``known_member_share`` and the yields of
    ``investigation`` stand for. Access set here, or granted to customs, comes on top.
    """

    title: str = choice("", doc="label for people")
    asked_about: str = choice(
        allowed=SUBJECTS,
        doc="what it is asked about: person, document, vehicle, object (looked up one by one), traffic (risk patterns), "
        "case (traces and persons of a find or an arrest); or what it lends to others: passenger_data (names ahead of "
        "arrival), identification (of what was found), validation (of hits, day and night), feed (items), channel (for "
        "items), register (both services' entries)",
        source=f"{HANDBOOK} VI-VIII",
        mark="handbook",
    )
    asked_at: tuple[str, ...] = choice(
        (), allowed=OCCASIONS, doc="when it is asked: on arrival, after a find, after an arrest"
    )
    modes: tuple[str, ...] = choice(
        (), allowed=MODES, doc="modes in whose traffic it is asked on arrival"
    )
    commodities: tuple[str, ...] = choice((), doc="goods that it knows about; empty: all")
    customs_access: str = choice(
        "none", allowed=ACCESS, doc="how customs may query", source=f"{INTERPOL}.h"
    )
    police_access: str = choice(
        "none",
        allowed=ACCESS,
        doc="how the police may query, beyond what their known shares stand for",
        source=f"{INTERPOL}.h",
    )
    coverage: float = quantity(
        0.0,
        unit="probability",
        doc="chance that what an organisation uses is on record (identification: that it is identified rightly; feed: "
        "that an item names something real; register: that an entry of a service was made in it)",
        allowed=PROBABILITY,
        prior=(0.01, 0.5),
    )
    true_matches_per_10k: float = quantity(
        0.0,
        unit="1/10,000 units",
        doc="lawful traffic (in the sense of this model) that is on record: wanted persons, stolen vehicles",
        allowed=(0.0, 1e4),
        prior=(0.02, 50.0),
        source="assumptions of the scenario, x 0.1-10; vehicles: INTERPOL 118,000 hits in 256 M searches (2017) = 4.6",
    )
    false_matches_per_10k: float = quantity(
        0.0,
        unit="1/10,000 queries",
        doc="queries of lawful traffic that match a record by mistake",
        allowed=(0.0, 1e4),
        prior=(0.01, 100.0),
    )
    asked_share: float = quantity(
        0.0,
        unit="1",
        doc="share of the units of these modes that officers look up one by one",
        allowed=PROBABILITY,
        prior=(0.001, 1.0),
    )
    throughput_per_day: float = quantity(
        1e6,
        unit="queries/day",
        doc="queries that are answered in a day; of traffic a smaller share is asked then, on cases answers wait",
        allowed=POSITIVE,
        prior=(10, 1e6),
        source=f"{INTERPOL}.c (more than 1,000 comparisons of fingerprints a day); others assumed",
    )
    latency_hours: float = quantity(
        0.01,
        unit="hours",
        doc="median time to the answer, asked directly",
        allowed=NOT_NEGATIVE,
        prior=(0.001, 500),
    )
    validation_hours: float | None = quantity(
        None,
        unit="hours",
        doc="median time in which the national central bureau has the hit confirmed; the holder waits, and goes to "
        "secondary inspection if it is. null: a hit is a lead like others",
        allowed=NOT_NEGATIVE,
        prior=(0.25, 24),
        source=f"{INTERPOL}.d: recommended within one hour, day or night",
        mark="handbook",
    )
    legal_hold_hours: float = quantity(
        3.0,
        unit="hours",
        doc="how long the law lets somebody or something be held for the confirmation of a hit",
        allowed=NOT_NEGATIVE,
        prior=(0.5, 24),
        source=f"{INTERPOL}.d: within the time of national law",
    )
    query_minutes: float = quantity(
        0.05,
        unit="minutes",
        doc="officer time of a query (a swipe, or more)",
        allowed=NOT_NEGATIVE,
        prior=(0.02, 30),
    )
    hit_minutes: float = quantity(
        15.0,
        unit="minutes",
        doc="officer time of a hit, true or false",
        allowed=NOT_NEGATIVE,
        prior=(2, 120),
    )
    late_answer: str = choice(
        "file",
        allowed=("file", "nothing"),
        doc="what a hit does that comes after release: it goes to the file of the police, or nowhere",
        source=f"{INTERPOL}.d",
    )
    members: float = quantity(
        0.0,
        unit="members",
        doc="members of the organisation made known by a hit on a find or an arrest, mean",
        allowed=NOT_NEGATIVE,
        prior=(0.2, 3),
    )
    evidence: float = quantity(
        0.0,
        unit="evidence",
        doc="evidence against each of them",
        allowed=NOT_NEGATIVE,
        prior=(0.05, 0.6),
    )
    reveals: str = choice(
        "link",
        allowed=("link", "supplier"),
        doc="whom: contacts of the one concerned, or whoever holds the contact to the supplier (a trace to the origin)",
        source=f"{INTERPOL}.g",
    )
    transfer: str = choice(
        "none",
        allowed=TRANSFERS,
        doc="passenger data from carriers: none, fetched (pull) or sent (push)",
        source=AIR,
    )
    pull_share: float = quantity(
        0.5,
        unit="1",
        doc="share of passengers whose data are fetched",
        allowed=PROBABILITY,
        prior=(0.2, 0.9),
        source=AIR,
    )
    push_share: float = quantity(
        0.95,
        unit="1",
        doc="share of passengers whose data are sent",
        allowed=PROBABILITY,
        prior=(0.7, 1.0),
        source=AIR,
    )
    ahead_hours: float = quantity(
        4.0,
        unit="hours",
        doc="time before arrival at which passenger data are there",
        allowed=NOT_NEGATIVE,
        prior=(0.5, 72),
    )
    joint_unit: bool = choice(
        False,
        doc="police sit beside customs over passenger data: what they hold on persons is matched with it",
        source=AIR,
        mark="handbook",
    )
    retention_days: float = quantity(
        0.0,
        unit="days",
        doc="how long the law lets passenger data be kept (0: not at all); after a find earlier trips are looked up in it",
        allowed=NOT_NEGATIVE,
        prior=(1, 1825),
        source="EU Directive 2016/681: five years (general knowledge)",
    )
    link_per_trip: float = quantity(
        0.0,
        unit="probability",
        doc="chance that the record of an earlier trip of the organisation shares something with that of the find "
        "(payer, telephone, agency)",
        allowed=PROBABILITY,
        prior=(0.005, 0.3),
    )
    items_per_year: float = quantity(
        0.0,
        unit="1/year",
        doc="items that a feed brings on each organisation",
        allowed=NOT_NEGATIVE,
        prior=(0.1, 5),
    )
    readers_share: float = quantity(
        0.0,
        unit="1",
        doc="readers of an entry of a register as a share of all officers",
        allowed=PROBABILITY,
        prior=(0.05, 0.9),
    )
    running_cost_eur: float = quantity(
        0.0,
        unit="EUR/year",
        doc="running cost once a service has access, at 1,350 officers (scaled to the scenario's officers)",
        allowed=NOT_NEGATIVE,
        prior=(1e4, 1e6),
        source="general knowledge of database costs, x 0.3-3",
    )


@dataclass(frozen=True, kw_only=True)
class Hits:
    """How queries through the national central bureau, and hits, are dealt with."""

    bureau_hours: float = quantity(
        24.0,
        unit="hours",
        doc="median time that a query through the national central bureau takes beyond the system's own",
        allowed=NOT_NEGATIVE,
        prior=(4, 168),
        source="EU Directive 2023/977 (8 h, 3 d, 7 d)",
    )
    bureau_minutes: float = quantity(
        5.0, unit="minutes", doc="officer time of such a query", allowed=NOT_NEGATIVE, prior=(2, 30)
    )
    bureau_queries_per_day: float = quantity(
        20.0,
        unit="queries/day",
        doc="queries to one system that the bureau makes for customs in a day",
        allowed=POSITIVE,
        prior=(5, 200),
    )
    bureau_open_share: float = quantity(
        0.6,
        unit="1",
        doc="part of the day in which the bureau has hits confirmed; in the rest they wait for its opening",
        allowed=(0.01, 1.0),
        prior=(0.3, 1.0),
        source=f"{INTERPOL}.d recommends day and night",
    )
    secondary_places: int = quantity(
        2,
        unit="places",
        doc="places a post in which holders wait for confirmation",
        allowed=(0, 1000),
        prior=(1, 10),
    )
    firearms_identified: float = quantity(
        0.6,
        unit="probability",
        doc="chance that what was found is identified rightly without a reference table",
        allowed=PROBABILITY,
        prior=(0.3, 0.9),
    )
