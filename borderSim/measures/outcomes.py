"""The dictionary of outcomes: one entry per name, with unit, direction and definition.

What the model counts day by day is declared in :mod:`borderSim.model.state.counters`; an outcome
that is the sum of a counter takes unit and definition from there, and adds what is better
(:func:`_c`). Everything that a table, a figure or a document says about an outcome is read from
here. Outcomes count organised traffic over the years of the horizon that are measured only
(``measure_from_year``), unless the definition says otherwise.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from borderSim.model.state.counters import (
    ARRESTED_OF_TIER,
    EXPOSED_BY,
    FINDS_IN,
    FINDS_TARGETED_IN,
    GOODS_UNITS,
    HITS_AS,
    INSPECTIONS_TARGETED_IN,
    JOINT_SUCCESSES_CREDITED,
    SEIZED_OF,
    SHARE,
    Counter,
    Stock,
)
from borderSim.model.state.declared import Family
from borderSim.parameters.ranges import MODES

__all__ = [
    "COMMODITIES",
    "HEADLINE",
    "MODES",
    "NETWORK_SHAPE",
    "OUTCOMES",
    "RATIO",
    "SHARE",
    "Outcome",
]

Direction = Literal["up", "down", "none"]
"""``up``: more is better; ``down``: less is better; ``none``: to be read beside others."""

Kind = Literal["total", "state", "mean", "ratio"]
"""``total``: sum over the years that are measured (tables show it per year); ``state``: at the end or a
distribution over the run, shown as it is; ``mean``: a time or unit mean; ``ratio``: numerator
over denominator, over replicates the ratio of sums."""


IN_ALL = "organisations in all"
"""Unit of what is counted once at the end of the horizon, of those alive at its start: never a year."""
RATIO = "1 (ratio)"
"""Unit of a pure number that may be above 1; a part of a whole has :data:`SHARE`."""


@dataclass(frozen=True)
class Outcome:
    """One measured quantity.

    Attributes:
        name: stable name, the column of ``runs.parquet``.
        group: seizures, traffic, dismantlement, cost, trade, cooperation, systems or funnel.
        unit, direction, definition: what it is and how to read it.
        kind: see :data:`Kind`.
        numerator, denominator: names of the totals of which a ratio is made.
        low, high: between these the value of every run lies; another is no measurement but a fault
            of the model.
        smallest_difference: the smallest difference that matters, for headline outcomes:
            absolute in the outcome's own unit, or relative to the present level (``relative``).
        beside: the realised outcome beside which it stands, told with less luck; empty for none.
    """

    name: str
    group: str
    unit: str
    direction: Direction
    kind: Kind
    definition: str
    numerator: str = ""
    denominator: str = ""
    low: float = 0.0
    high: float = math.inf
    smallest_difference: float | None = None
    relative: bool = False
    beside: str = ""

    @property
    def pure(self) -> bool:
        """Whether it is a pure number, without a unit."""
        return self.unit in (SHARE, RATIO)

    @property
    def percent(self) -> bool:
        """Whether people are shown it as per cent: a rate, or a part of a whole over the time measured."""
        return self.unit == SHARE and self.kind in ("ratio", "mean")

    @property
    def headline(self) -> bool:
        """Whether the outcome stands in the first table."""
        return self.smallest_difference is not None


def _o(
    name: str,
    group: str,
    unit: str,
    direction: Direction,
    kind: Kind,
    definition: str,
    **more: object,
) -> Outcome:
    bounds = (
        {"low": -math.inf}
        if name in BELOW_ZERO
        else {"high": HIGHEST[name]}
        if name in HIGHEST
        else {}
    )
    return Outcome(name, group, unit, direction, kind, definition, **bounds, **more)  # type: ignore[arg-type]


def _c(counter: Counter, group: str, direction: Direction, **more: object) -> Outcome:
    """Return the outcome that is the sum of a counter over the horizon."""
    return _o(counter.value, group, counter.unit, direction, "total", counter.meaning, **more)


def _of_family(
    family: Family, group: str, direction: Direction, **others: Direction
) -> list[Outcome]:
    """Return the outcomes that are the sums of a family's counters.

    ``others``: direction of single ones.
    """
    return [
        _o(
            family.of(value),
            group,
            entry.unit,
            others.get(str(value), direction),
            "total",
            entry.meaning,
        )
        for value, entry in family.entries.items()
    ]


BELOW_ZERO = (
    "net_benefit_eur",
    "net_benefit_discounted_eur",
    "net_benefit_from_change_eur",
    "net_benefit_treasury_eur",
    "net_benefit_society_eur",
    "net_benefit_world_eur",
    "size_luck_harm_eur",
    "size_luck_value_eur",
    "harm_at_expected_size_eur",
    "delivered_value_at_expected_size_eur",
)
"""What may be below zero: a balance, or luck; everything else counts or adds up what happened."""

_PARTS = (
    "interdiction_rate",
    "interdiction_rate_count",
    "interdiction_rate_drugs",
    "interdiction_rate_standardised",
    "interdiction_rate_standardised_border",
    "interdiction_rate_standardised_inland",
    "hit_rate_targeted",
    *(f"hit_rate_targeted_{mode}" for mode in MODES),
    "hit_rate_random",
    "displacement",
    "recovery_censored_share",
    "false_alarm_rate",
    "trust_mean",
    "police_known_entity_share",
    "documented_share",
    "political_will",
    "transition_share",
    *(
        f"network_{name}_{moment}"
        for name in ("component_share", "density", "centralisation", "clustering", "efficiency")
        for moment in ("start", "end")
    ),
)
HIGHEST = dict.fromkeys(_PARTS, 1.0) | {"mean_tier_arrested": 4.0}
"""Parts of a whole.

``hits_late_share``, ``upper_case_share`` and the shares of finds linked are none: what they count
may have begun before the horizon.
"""


COMMODITIES = tuple(GOODS_UNITS)
"""Goods that have an outcome of their own."""

NETWORK_SHAPE = (
    ("size", "members", "active members"),
    ("component_share", SHARE, "share of the active members in the largest connected part"),
    ("degree", "ties", "mean number of ties among active members"),
    ("density", SHARE, "ties over possible ties"),
    ("centralisation", SHARE, "degree centralisation after Freeman (1: a star)"),
    ("clustering", SHARE, "closed over all triples of members"),
    ("efficiency", SHARE, "mean inverse distance of two members (unconnected: 0)"),
)

_LIST: list[Outcome] = [
    # ---- seizures
    _c(Counter.SEIZURES, "seizures", "none"),
    _c(Counter.SEIZURES_BOOKED_CUSTOMS, "seizures", "none"),
    _c(Counter.SEIZURES_BOOKED_POLICE, "seizures", "none"),
    _c(Counter.SEIZURES_INLAND, "seizures", "none"),
    _c(Counter.SEIZURES_LET_RUN, "seizures", "none"),
    _c(Counter.SEIZURES_OPPORTUNIST, "seizures", "none"),
    _c(Counter.SEIZURES_PETTY, "seizures", "none"),
    _c(Counter.SEIZED_VALUE_EUR, "seizures", "none"),
    *_of_family(SEIZED_OF, "seizures", "none"),
    _c(Counter.SHIPPED_VALUE_EUR, "seizures", "none"),
    _o(
        "interdiction_rate",
        "seizures",
        SHARE,
        "up",
        "ratio",
        "value seized anywhere before the market over value shipped",
        numerator="seized_value_eur",
        denominator="shipped_value_eur",
        smallest_difference=0.02,
    ),
    _c(Counter.LOADS_SETTLED, "seizures", "none"),
    _o(
        "interdiction_rate_count",
        "seizures",
        SHARE,
        "up",
        "ratio",
        "loads seized over loads shipped",
        numerator="seizures",
        denominator="loads_settled",
    ),
    _c(Counter.DRUG_SEIZED_VALUE_EUR, "seizures", "none"),
    _c(Counter.DRUG_SHIPPED_VALUE_EUR, "seizures", "none"),
    _o(
        "interdiction_rate_drugs",
        "seizures",
        SHARE,
        "up",
        "ratio",
        "value of drugs seized over value of drugs shipped",
        numerator="drug_seized_value_eur",
        denominator="drug_shipped_value_eur",
    ),
    _o(
        "interdiction_rate_standardised",
        "seizures",
        SHARE,
        "up",
        "mean",
        "loads seized over loads settled within goods and mode, weighted by the value that the organisations of day 0 would plan; goods and modes without a settled load are left out, and so is what moves between modes",
        beside="interdiction_rate",
    ),
    _o(
        "interdiction_rate_standardised_border",
        "seizures",
        SHARE,
        "none",
        "mean",
        "the part of interdiction_rate_standardised that was found at the border, let-run loads included",
    ),
    _o(
        "interdiction_rate_standardised_inland",
        "seizures",
        SHARE,
        "none",
        "mean",
        "the part of interdiction_rate_standardised that was seized after release",
    ),
    _c(Counter.INSPECTIONS_TARGETED, "seizures", "none"),
    _c(Counter.FINDS_TARGETED, "seizures", "none"),
    _o(
        "hit_rate_targeted",
        "seizures",
        SHARE,
        "up",
        "ratio",
        "finds over inspections, chosen by score",
        numerator="finds_targeted",
        denominator="inspections_targeted",
    ),
    *_of_family(INSPECTIONS_TARGETED_IN, "seizures", "none"),
    *_of_family(FINDS_TARGETED_IN, "seizures", "none"),
    *(
        _o(
            f"hit_rate_targeted_{m}",
            "seizures",
            SHARE,
            "up",
            "ratio",
            f"finds over inspections, chosen by score, mode {m}: a box is not lost among parcels",
            numerator=f"finds_targeted_{m}",
            denominator=f"inspections_targeted_{m}",
        )
        for m in MODES
    ),
    _c(Counter.INSPECTIONS_RANDOM, "seizures", "none"),
    _c(Counter.FINDS_RANDOM, "seizures", "none"),
    *_of_family(FINDS_IN, "seizures", "none"),
    _o(
        "hit_rate_random",
        "seizures",
        SHARE,
        "none",
        "ratio",
        "finds over inspections, drawn at random",
        numerator="finds_random",
        denominator="inspections_random",
    ),
    _o(
        "targeting_lift",
        "seizures",
        RATIO,
        "up",
        "mean",
        "share truly illicit (organised) among targeted inspections over the share among arrivals of the same posts and modes; mean over modes weighted by illicit arrivals",
    ),
    *[
        _o(f"targeting_lift_{m}", "seizures", RATIO, "up", "mean", f"targeting lift, mode {m}")
        for m in MODES
    ],
    # ---- traffic
    _c(Counter.PLANNED, "traffic", "none"),
    _c(Counter.ATTEMPTS_DETERRED, "traffic", "none"),
    _c(Counter.ATTEMPTS_DROPPED, "traffic", "none"),
    _c(Counter.PLANS_OTHER_WAY, "traffic", "none"),
    _c(Counter.PLANS_HELD, "traffic", "none"),
    _c(Counter.HELD_SENT, "traffic", "none"),
    _c(Counter.HELD_LOST, "traffic", "none"),
    _c(Counter.PLANS_UNMET, "traffic", "none"),
    _c(Counter.ATTEMPTS, "traffic", "none"),
    _c(Counter.DELIVERED, "traffic", "down"),
    _c(Counter.DELIVERED_VALUE_EUR, "traffic", "down", smallest_difference=0.05, relative=True),
    _c(Counter.SIZE_LUCK_VALUE_EUR, "traffic", "none"),
    _o(
        "delivered_value_at_expected_size_eur",
        "traffic",
        "EUR",
        "down",
        "total",
        "delivered_value_eur less a constant part (economy.size_luck_weight) of size_luck_value_eur: the same mean, less luck in the sizes of loads",
        beside="delivered_value_eur",
    ),
    _o(
        "displacement",
        "traffic",
        SHARE,
        "none",
        "state",
        "half the sum over post and mode of |share of shipments in the last year - share in the burn-in|",
    ),
    _o(
        "active_routes",
        "traffic",
        "routes",
        "none",
        "state",
        "post-mode pairs with a shipment in the last 90 days",
    ),
    # ---- dismantlement
    _o(
        "orgs_at_start",
        "dismantlement",
        "organisations",
        "none",
        "state",
        "organisations alive at the start of the horizon",
    ),
    _o(
        "orgs_dismantled",
        "dismantlement",
        IN_ALL,
        "up",
        "state",
        "total over the horizon, not a year: of the organisations alive at its start, those functionally dismantled at its end: ended by arrests or bankrupt; or silent for max(180 d, 8 / own rate), not by choice, and unable to field a load",
        smallest_difference=1.0,
    ),
    _o(
        "orgs_dismantled_structural",
        "dismantlement",
        IN_ALL,
        "up",
        "state",
        "total over the horizon, not a year: of the organisations alive at its start, those with a largest component of active members under 50 % of that at the start",
    ),
    _o(
        "orgs_dismantled_structural_30",
        "dismantlement",
        IN_ALL,
        "up",
        "state",
        "orgs_dismantled_structural under 30 %: a total over the horizon, not a year",
    ),
    _o(
        "orgs_dismantled_judicial",
        "dismantlement",
        IN_ALL,
        "up",
        "state",
        "total over the horizon, not a year: of the organisations alive at its start, those functionally dismantled, and an organiser or broker convicted within the horizon",
    ),
    _o(
        "orgs_disrupted",
        "dismantlement",
        IN_ALL,
        "up",
        "state",
        "of those at the start, under half of the own rate over the 90 days after a takedown (own rate: of the year before the first takedown, or before the horizon); small ones also by chance",
    ),
    _o(
        "orgs_recovered",
        "dismantlement",
        IN_ALL,
        "down",
        "state",
        "of those at the start, struck by a takedown, not dismantled, and back at 80 % of the own rate after the last one",
    ),
    _o(
        "orgs_wounded",
        "dismantlement",
        IN_ALL,
        "none",
        "state",
        "of those at the start, struck, not dismantled, and not back at 80 % of the own rate (or too soon to say)",
    ),
    _o(
        "orgs_ended_arrests",
        "dismantlement",
        IN_ALL,
        "none",
        "state",
        "of those at the start, ended by arrests",
    ),
    _o(
        "orgs_ended_bankrupt",
        "dismantlement",
        IN_ALL,
        "none",
        "state",
        "of those at the start, ended without money",
    ),
    _c(Counter.ORGS_ENTERED, "dismantlement", "none"),
    _o(
        "orgs_ended",
        "dismantlement",
        "organisations",
        "none",
        "total",
        "organisations that arrests or want of money ended, entrants included; silence is no end, since it takes 180 days to be seen",
    ),
    _o(
        "organisation_years_100",
        "dismantlement",
        "100 organisation-years",
        "none",
        "total",
        "time lived by all organisations, entrants included, in hundreds of years",
    ),
    _o(
        "ends_per_100_org_years",
        "dismantlement",
        "ends per 100 organisation-years",
        "up",
        "ratio",
        "organisations that arrests or want of money ended over the time that all lived, entrants included",
        numerator="orgs_ended",
        denominator="organisation_years_100",
    ),
    _o(
        "capacity_start",
        "dismantlement",
        "loads a year",
        "none",
        "state",
        "loads a year that all living organisations could field at the start of the horizon",
    ),
    _o(
        "capacity_active",
        "dismantlement",
        Stock.CAPACITY_ACTIVE.unit,
        "down",
        "state",
        "loads a year that all living organisations can field at the end, entries included",
    ),
    _o(
        "capacity_survivors",
        "dismantlement",
        Stock.CAPACITY_SURVIVORS.unit,
        "down",
        "state",
        "the same net of entries: what the organisations alive at the start can still field at the end",
    ),
    _c(Counter.MEMBERS_ARRESTED, "dismantlement", "none"),
    *_of_family(ARRESTED_OF_TIER, "dismantlement", "none"),
    _c(Counter.RECEIVERS_ARRESTED, "dismantlement", "none"),
    _c(Counter.LEADERS_ARRESTED, "dismantlement", "up"),
    _c(Counter.ARRESTED_TIER_SUM, "dismantlement", "none"),
    _o(
        "mean_tier_arrested",
        "dismantlement",
        "tier",
        "up",
        "ratio",
        "mean tier of those arrested",
        numerator="arrested_tier_sum",
        denominator="members_arrested",
    ),
    _o(
        "recovery_days",
        "dismantlement",
        "days",
        "up",
        "state",
        "median time (Kaplan-Meier) from a takedown in the years that are measured to the first load from which 80 % of the own rate is kept up for 90 days (or as long as eight loads take), censored at the end; where half never recover, the longest time followed",
    ),
    _o(
        "blows",
        "dismantlement",
        "takedowns",
        "none",
        "total",
        "takedowns, in the years that are measured, of organisations alive on their first day, that could be followed for such a window",
    ),
    _o(
        "blows_unrecovered",
        "dismantlement",
        "takedowns",
        "up",
        "total",
        "of these, without recovery by the end",
    ),
    _o(
        "recovery_censored_share",
        "dismantlement",
        SHARE,
        "up",
        "ratio",
        "share of takedowns without recovery by the end (the censored ones of recovery_days)",
        numerator="blows_unrecovered",
        denominator="blows",
    ),
    *[
        _o(
            f"network_{name}_{moment}",
            "dismantlement",
            unit,
            "none",
            "state",
            f"{definition}, mean over the organisations alive at both ends of the horizon, at its {moment}",
        )
        for name, unit, definition in NETWORK_SHAPE
        for moment in ("start", "end")
    ],
    # ---- cost
    _c(Counter.CUSTOMS_COST_EUR, "cost", "down"),
    _c(Counter.POLICE_COST_EUR, "cost", "down"),
    _c(Counter.ENFORCEMENT_COST_EUR, "cost", "down"),
    _c(Counter.JUSTICE_COST_EUR, "cost", "none"),
    _c(Counter.COOPERATION_SETUP_EUR, "cost", "down"),
    _o(
        "setup_paid_from_change_eur",
        "cost",
        "EUR",
        "down",
        "state",
        "set-up of cooperation paid over the whole horizon, not a year; what was built before is not paid again",
    ),
    _c(Counter.COOPERATION_RUNNING_EUR, "cost", "down"),
    _c(Counter.COOPERATION_COST_EUR, "cost", "down"),
    _o(
        "enforcement_and_cooperation_cost_eur",
        "cost",
        "EUR",
        "down",
        "total",
        "enforcement + cooperation",
        smallest_difference=0.02,
        relative=True,
    ),
    _c(Counter.TRADE_DELAY_COST_EUR, "cost", "down", smallest_difference=0.05, relative=True),
    _c(Counter.ASSETS_CONFISCATED_EUR, "cost", "none"),
    _c(Counter.MONEY_ASSETS_SHARED, "cost", "none"),
    _c(Counter.HARM_EUR, "cost", "down"),
    _c(Counter.HARM_WORLD_EUR, "cost", "down"),
    _c(Counter.SIZE_LUCK_HARM_EUR, "cost", "none"),
    _o(
        "harm_at_expected_size_eur",
        "cost",
        "EUR",
        "down",
        "total",
        "harm_eur less a constant part (economy.size_luck_weight) of size_luck_harm_eur: the same mean, less luck in the sizes of loads",
        beside="harm_eur",
    ),
    _o(
        "net_benefit_eur",
        "cost",
        "EUR",
        "up",
        "total",
        "-(harm + enforcement + cooperation + delay) at lambda = 1, national; a level's net benefit is its paired difference to the present level",
        smallest_difference=0.05,
        relative=True,
    ),
    _o(
        "net_benefit_treasury_eur",
        "cost",
        "EUR",
        "up",
        "total",
        "what the state takes in less what it pays: assets confiscated - (enforcement + cooperation + courts and prison); harm and delay fall on others",
    ),
    _o(
        "net_benefit_society_eur",
        "cost",
        "EUR",
        "up",
        "total",
        "-(harm at home + enforcement + cooperation + courts and prison + delay) at lambda = 1; assets confiscated are a transfer within the country and count for nothing",
    ),
    _o(
        "net_benefit_world_eur",
        "cost",
        "EUR",
        "up",
        "total",
        "-(harm everywhere + enforcement + cooperation + courts and prison + delay) at lambda = 1; assets confiscated are a transfer and count for nothing",
    ),
    _o(
        "net_benefit_discounted_eur",
        "cost",
        "EUR",
        "up",
        "state",
        "-(harm + enforcement + cooperation + delay) over the whole horizon, not a year, discounted to the day on which the level comes into force; set-up as it is booked",
    ),
    _o(
        "net_benefit_from_change_eur",
        "cost",
        "EUR",
        "up",
        "state",
        "the same with set-up on the day on which it is paid, so that an investment counts in full, and what it is still worth at the end not at all",
    ),
    _o(
        "cost_from_change_eur",
        "cost",
        "EUR",
        "down",
        "state",
        "enforcement + cooperation over the whole horizon, not a year, from the day on which the level comes into force",
    ),
    _o(
        "cost_per_seizure_eur",
        "cost",
        "EUR",
        "down",
        "ratio",
        "enforcement + cooperation cost over seizures",
        numerator="enforcement_and_cooperation_cost_eur",
        denominator="seizures",
    ),
    _o(
        "cost_per_org_dismantled_eur",
        "cost",
        "EUR",
        "down",
        "ratio",
        "enforcement + cooperation cost over organisations dismantled, both of the whole horizon",
        numerator="cost_from_change_eur",
        denominator="orgs_dismantled",
    ),
    _c(Counter.DUPLICATE_HOURS, "cost", "down"),
    _c(Counter.COORDINATION_HOURS, "cost", "down"),
    # ---- lawful trade
    _c(Counter.LAWFUL_INSPECTED, "trade", "down"),
    _c(Counter.LAWFUL_MACHINE_CHECKED, "trade", "none"),
    _c(Counter.LAWFUL_ALARMED, "trade", "none"),
    _o(
        "false_alarm_rate",
        "trade",
        SHARE,
        "down",
        "ratio",
        "lawful alarmed over lawful machine-checked",
        numerator="lawful_alarmed",
        denominator="lawful_machine_checked",
    ),
    _c(Counter.LAWFUL_DELAY_HOURS, "trade", "down"),
    _o(
        "lawful_delay_hours_mean",
        "trade",
        "hours",
        "down",
        "ratio",
        "mean delay of inspected lawful units",
        numerator="lawful_delay_hours",
        denominator="lawful_inspected",
    ),
    _o(
        "lawful_delay_hours_p95",
        "trade",
        "hours",
        "down",
        "state",
        "95th percentile of the delay of inspected lawful units, whole days waited for the check included (their mean, lawful_delay_hours_mean, is of the check alone)",
    ),
    _c(Counter.DOUBLE_STOPS, "trade", "down"),
    # ---- cooperation
    _c(Counter.ITEMS_SHARED, "cooperation", "none"),
    _o(
        "share_latency_days",
        "cooperation",
        "days",
        "down",
        "state",
        "median time from creation to arrival of what crossed",
    ),
    _o(
        "trust_mean",
        "cooperation",
        Stock.TRUST_MEAN.unit,
        "up",
        "state",
        "mean trust over pairs of units and days",
    ),
    _o(
        "police_known_entity_share",
        "cooperation",
        Stock.POLICE_KNOWN_ENTITY_SHARE.unit,
        "up",
        "state",
        "share of entities of live organisations that the police hold, mean over days",
    ),
    _c(Counter.LEAKS, "cooperation", "down"),
    _c(Counter.LEAKS_OWN, "cooperation", "down"),
    _c(Counter.ENTITIES_CONFIRMED, "cooperation", "none"),
    _c(Counter.ENTITIES_REFUTED, "cooperation", "none"),
    _c(Counter.COLLISIONS, "cooperation", "down"),
    _c(Counter.CASES_EXPOSED, "cooperation", "down"),
    _c(Counter.CASES_BURNED, "cooperation", "down"),
    *_of_family(EXPOSED_BY, "cooperation", "down"),
    _c(Counter.COVERS, "cooperation", "none"),
    _c(Counter.LOOKUPS, "cooperation", "none"),
    _c(Counter.LOOKUPS_TRUE, "cooperation", "none"),
    _c(Counter.LOOKUPS_FALSE, "cooperation", "down"),
    _c(Counter.FINDS_REFERRED, "cooperation", "none"),
    _c(Counter.FINDS_RELEASED, "cooperation", "down"),
    _c(Counter.BLIND_SPOT_FINDS, "cooperation", "down"),
    _c(Counter.JOINT_CASES, "cooperation", "none"),
    _c(Counter.COURIERS_RECRUITED, "cooperation", "none"),
    _c(Counter.ITEMS_DOCUMENTED, "cooperation", "none"),
    _o(
        "documented_share",
        "cooperation",
        SHARE,
        "up",
        "ratio",
        "items that crossed under a written arrangement over all that crossed",
        numerator="items_documented",
        denominator="items_shared",
    ),
    _c(Counter.ITEMS_HELD_BACK, "cooperation", "down"),
    _c(Counter.REPORTS_DOUBLE_COUNTED, "cooperation", "down"),
    _c(Counter.JOINT_SUCCESSES, "cooperation", "up"),
    *_of_family(JOINT_SUCCESSES_CREDITED, "cooperation", "none"),
    _c(Counter.QUARRELS, "cooperation", "down"),
    _c(Counter.UNSHARED_HITS, "cooperation", "down"),
    _c(Counter.SCANDALS, "cooperation", "down"),
    _o(
        "political_will",
        "cooperation",
        Stock.POLITICAL_WILL.unit,
        "none",
        "state",
        "political will, mean over days",
    ),
    _o(
        "transition_share",
        "cooperation",
        Stock.TRANSITION_SHARE.unit,
        "none",
        "state",
        "part of the way to its level at which the country stands at the end (1: reached; less: on the way, or undone for want of will)",
    ),
    # ---- information systems (only what comes on top of what the police ask today)
    _c(Counter.QUERIES, "systems", "none"),
    _c(Counter.HITS, "systems", "none"),
    *_of_family(HITS_AS, "systems", "none", late="down", false="down"),
    _o(
        "hits_open",
        "systems",
        "hits",
        "none",
        "state",
        "hits whose answer or confirmation was not back at the end of the horizon",
    ),
    _c(Counter.HITS_ON_ORGANISATIONS, "systems", "none"),
    _c(Counter.FINDS_BY_HIT, "systems", "none"),
    _c(Counter.PERSONS_FOUND, "systems", "none"),
    _c(Counter.DOCUMENTS_FOUND, "systems", "none"),
    _c(Counter.VEHICLES_FOUND, "systems", "none"),
    _c(Counter.OBJECTS_FOUND, "systems", "none"),
    _c(Counter.MEMBERS_LINKED, "systems", "none"),
    _c(Counter.ALERTS, "systems", "none"),
    _c(Counter.QUERY_HOURS, "systems", "down"),
    _c(Counter.HIT_DELAY_HOURS, "systems", "down"),
    _c(Counter.SYSTEMS_COST_EUR, "systems", "down"),
    _o(
        "hits_late_share",
        "systems",
        SHARE,
        "down",
        "ratio",
        "true hits that came too late, of all hits",
        numerator="hits_late",
        denominator="hits",
    ),
    # ---- funnel and work
    _c(Counter.LOADS_INSPECTED, "funnel", "none"),
    _c(Counter.LOADS_FOUND, "funnel", "none"),
    _c(Counter.FINDS_IN_CASES, "funnel", "none"),
    _c(Counter.FINDS_RECEIVED, "funnel", "none"),
    _c(Counter.FINDS_LINKED, "funnel", "none"),
    _c(Counter.FINDS_LINKED_WRONG, "funnel", "down"),
    _c(Counter.FINDS_UNLINKED, "funnel", "down"),
    _o(
        "finds_linked_share",
        "funnel",
        SHARE,
        "up",
        "ratio",
        "finds linked to the right file, of those that reached the police",
        numerator="finds_linked",
        denominator="finds_received",
    ),
    _o(
        "finds_linked_wrong_share",
        "funnel",
        SHARE,
        "down",
        "ratio",
        "finds linked to a wrong file, of those that reached the police",
        numerator="finds_linked_wrong",
        denominator="finds_received",
    ),
    _c(Counter.ENTITIES_RECEIVED, "funnel", "none"),
    _c(Counter.ENTITIES_LINKED, "funnel", "none"),
    _c(Counter.ENTITIES_LINKED_WRONG, "funnel", "down"),
    _c(Counter.ENTITIES_UNLINKED, "funnel", "down"),
    _c(Counter.LINK_DAYS_WASTED, "funnel", "down"),
    _c(Counter.CASES_OPENED, "funnel", "none"),
    _c(Counter.TAKEDOWNS, "funnel", "none"),
    _c(Counter.TAKEDOWNS_UPPER, "funnel", "up"),
    _c(Counter.CASES_GIVEN_UP, "funnel", "none"),
    _o(
        "upper_case_share",
        "funnel",
        SHARE,
        "up",
        "ratio",
        "cases that reached the upper tiers, of those opened",
        numerator="takedowns_upper",
        denominator="cases_opened",
    ),
    _c(Counter.MEMBERS_CHARGED, "funnel", "none"),
    _c(Counter.CHARGES_REFUSED, "funnel", "none"),
    _c(Counter.MEMBERS_CONVICTED, "funnel", "none"),
    _o(
        "utilisation_hours",
        "funnel",
        SHARE,
        "none",
        "mean",
        "officer hours of inspection used over available",
    ),
    _o(
        "utilisation_machines", "funnel", SHARE, "none", "mean", "machine slots used over available"
    ),
    _o(
        "utilisation_information",
        "funnel",
        SHARE,
        "none",
        "mean",
        "information: hours of the vetting desk used over available, lent analysts included",
    ),
    _o(
        "utilisation_people",
        "funnel",
        SHARE,
        "none",
        "mean",
        "people: hours of officers at checks and of case teams used over available",
    ),
    _o(
        "utilisation_time",
        "funnel",
        SHARE,
        "none",
        "mean",
        "time: days that units wait for their check over the days for which the law lets those asked for be held",
    ),
    _o(
        "utilisation_bays",
        "funnel",
        SHARE,
        "none",
        "mean",
        "fixed assets: full strips made over those that the bays allow",
    ),
    _c(Counter.RELEASES_UNCHECKED, "funnel", "none"),
    _c(Counter.POOLED_HOURS, "funnel", "none"),
    _c(Counter.POLICE_BACKLOG_HOURS, "funnel", "down"),
]

OUTCOMES: dict[str, Outcome] = {o.name: o for o in _LIST}
"""All outcomes by name, in the order of the tables."""

OF_THE_WHOLE_HORIZON: tuple[str, ...] = tuple(
    o.name
    for o in _LIST
    if o.unit == IN_ALL
    or o.name.startswith("network_")
    or o.name
    in (
        "orgs_at_start",
        "capacity_start",
        "capacity_survivors",
        "net_benefit_discounted_eur",
        "net_benefit_from_change_eur",
        "cost_from_change_eur",
        "cost_per_org_dismantled_eur",
        "setup_paid_from_change_eur",
    )
)
"""What is told of all years whatever window is measured: the organisations of the first day, and
money from the day of the change on."""

_NOT_OF_A_YEAR = (
    "blows",
    "blows_unrecovered",
    "recovery_censored_share",
    "recovery_days",
    "hits_open",
)
YEARLY: tuple[str, ...] = tuple(
    o.name for o in _LIST if o.name not in (*OF_THE_WHOLE_HORIZON, *_NOT_OF_A_YEAR)
)
"""What can be told of a single year: neither what follows organisations from the first day on, nor
what needs months after a takedown."""

HEADLINE: tuple[str, ...] = tuple(o.name for o in _LIST if o.headline)
"""Names of the headline outcomes."""
