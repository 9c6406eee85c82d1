"""The dictionary of outcomes: one entry per name, with unit, direction and definition.

Everything that a table, a figure or a document says about an outcome is read from here.
Outcomes count organised traffic over the horizon only, unless the definition says otherwise.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

Direction = Literal["up", "down", "none"]
"""``up``: more is better; ``down``: less is better; ``none``: to be read beside others."""

Kind = Literal["total", "state", "mean", "ratio"]
"""``total``: sum over the horizon (tables show it per year); ``state``: at the end or a
distribution over the run, shown as it is; ``mean``: a time or unit mean; ``ratio``: numerator
over denominator, over replicates the ratio of sums."""


IN_ALL = "organisations in all"
"""Unit of what is counted once at the end of the horizon, of those alive at its start: never a year."""
SHARE, RATIO = "1 (share)", "1 (ratio)"
"""Units of pure numbers: a share is a part of a whole, a ratio may be above 1."""


@dataclass(frozen=True)
class Outcome:
    """One measured quantity.

    Attributes:
        name: stable name, the column of ``runs.parquet``.
        group: seizures, traffic, dismantlement, cost, trade, cooperation, systems or funnel.
        unit, direction, definition: what it is and how to read it.
        kind: see :data:`Kind`.
        numerator, denominator: names of the totals of which a ratio is made.
        low, high: between these the value of every run lies; another is no measurement but a fault of the model.
        smallest_difference: the smallest difference that matters, for headline outcomes:
            absolute in the outcome's own unit, or relative to the present level (``relative``).
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

    @property
    def pure(self) -> bool:
        """Whether it is a pure number, without a unit."""
        return self.unit in (SHARE, RATIO)

    @property
    def headline(self) -> bool:
        """Whether the outcome stands in the first table."""
        return self.smallest_difference is not None


def _o(name: str, group: str, unit: str, direction: Direction, kind: Kind, definition: str, **more: object) -> Outcome:
    bounds = {"low": -math.inf} if name in BELOW_ZERO else {"high": HIGHEST[name]} if name in HIGHEST else {}
    return Outcome(name, group, unit, direction, kind, definition, **bounds, **more)  # type: ignore[arg-type]


BELOW_ZERO = ("net_benefit_eur", "net_benefit_discounted_eur")
"""What may be below zero: a balance; everything else counts or adds up what happened."""

_PARTS = (
    "interdiction_rate", "interdiction_rate_count", "interdiction_rate_drugs", "hit_rate_targeted", "hit_rate_random", "displacement",
    "recovery_censored_share", "false_alarm_rate", "trust_mean", "police_known_entity_share", "documented_share", "political_will",
    "transition_share",
    *(f"network_{name}_{moment}" for name in ("component_share", "density", "centralisation", "clustering", "efficiency")
      for moment in ("start", "end")),
)  # fmt: skip
HIGHEST = dict.fromkeys(_PARTS, 1.0) | {"mean_tier_arrested": 4.0}
"""Parts of a whole. ``hits_late_share`` and ``upper_case_share`` are none: what they count may have begun before the horizon."""


COMMODITIES = (
    "cocaine",
    "heroin",
    "resin",
    "herb",
    "cigarettes",
    "counterfeits",
    "wildlife",
    "cash",
    "firearms",
    "vehicles",
)
MODES = ("box", "passenger", "air_cargo", "truck", "car", "parcel")

TIER_ROLES = (
    "couriers and storekeepers",
    "logistics and facilitators",
    "brokers",
    "organisers and financiers",
)
NETWORK_SHAPE = (
    ("size", "members", "active members"),
    ("component_share", SHARE, "share of the active members in the largest connected part"),
    ("degree", "ties", "mean number of ties among active members"),
    ("density", SHARE, "ties over possible ties"),
    ("centralisation", SHARE, "degree centralisation after Freeman (1: a star)"),
    ("clustering", SHARE, "closed over all triples of members"),
    ("efficiency", SHARE, "mean inverse distance of two members (unconnected: 0)"),
)

_SYSTEMS: tuple[tuple[str, str, Direction, Kind, str], ...] = (
    ("queries", "queries", "none", "total", "queries to information systems beyond those of today: on arrivals (expected number), finds, arrests"),
    ("hits", "hits", "none", "total", "of these, with a match, true or false; = validated + late + false + those still open"),
    ("hits_validated", "hits", "none", "total", "true hits that came, or were confirmed, in time to act"),
    ("hits_late", "hits", "down", "total", "true hits that came, or were confirmed, after release"),
    ("hits_false", "hits", "down", "total", "matches by mistake"),
    ("hits_open", "hits", "none", "state", "hits whose answer or confirmation was not back at the end of the horizon"),
    ("hits_on_organisations", "hits", "none", "total", "hits on loads and members of organisations; the others are on traffic that is no organisation's"),
    ("finds_by_hit", "finds", "none", "total", "organised loads found by a check that a hit raised; part of finds_targeted"),
    ("persons_found", "persons", "none", "total", "wanted persons hit in time in traffic that is no organisation's (never among the seizures)"),
    ("documents_found", "documents", "none", "total", "stolen or lost travel documents confirmed in time in traffic that is no organisation's"),
    ("vehicles_found", "vehicles", "none", "total", "stolen vehicles confirmed in time in traffic that is no organisation's"),
    ("objects_found", "objects", "none", "total", "stolen objects confirmed in time in traffic that is no organisation's"),
    ("members_linked", "persons", "none", "total", "members made known to the police by answers on finds and arrests"),
    ("alerts", "alerts", "none", "total", "detailed answers opened: each alerts the source's bureau, the own one and the command centre"),
    ("query_hours", "hours", "down", "total", "officer hours of queries and hits, and of inspecting confirmed holders who carry nothing"),
    ("hit_delay_hours", "hours", "down", "total", "delay of lawful traffic that was held on a hit"),
    ("systems_cost_eur", "EUR", "down", "total", "running cost of the systems that a service was given access to; part of cooperation_running_eur"),
)
"""Outcomes of information systems: name, unit, direction, kind, definition."""

_LIST: list[Outcome] = [
    # ---- seizures
    _o(
        "seizures",
        "seizures",
        "seizures",
        "none",
        "total",
        "unique loads of organisations seized at the border, inland or after being let run, whoever books them",
    ),
    _o(
        "seizures_booked_customs",
        "seizures",
        "seizures",
        "none",
        "total",
        "seizures in the books of customs; overlaps with the police's",
    ),
    _o(
        "seizures_booked_police",
        "seizures",
        "seizures",
        "none",
        "total",
        "seizures in the books of the police; overlaps with customs'",
    ),
    _o(
        "seizures_inland",
        "seizures",
        "seizures",
        "none",
        "total",
        "seizures after release, by a case with surveillance",
    ),
    _o(
        "seizures_let_run",
        "seizures",
        "seizures",
        "none",
        "total",
        "loads found, let run under control and then seized",
    ),
    _o(
        "seizures_opportunist",
        "seizures",
        "seizures",
        "none",
        "total",
        "finds on offenders who belong to no organisation (never in the headline outcomes)",
    ),
    _o("seizures_petty", "seizures", "finds", "none", "total", "petty finds in parcels, counted only"),
    _o("seized_value_eur", "seizures", "EUR", "none", "total", "wholesale value seized, at fixed prices"),
    *[
        _o(f"seized_{c}", "seizures", u, "none", "total", f"quantity of {c} seized")
        for c, u in zip(
            COMMODITIES, ("kg", "kg", "kg", "kg", "sticks", "items", "kg", "EUR", "firearms", "vehicles"), strict=True
        )
    ],
    _o(
        "shipped_value_eur",
        "seizures",
        "EUR",
        "none",
        "total",
        "wholesale value of the loads shipped (whose fate is settled)",
    ),
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
    _o("loads_settled", "seizures", "loads", "none", "total", "loads shipped whose fate is settled"),
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
    _o("drug_seized_value_eur", "seizures", "EUR", "none", "total", "wholesale value of drugs seized"),
    _o("drug_shipped_value_eur", "seizures", "EUR", "none", "total", "wholesale value of drugs shipped (settled)"),
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
    _o("inspections_targeted", "seizures", "inspections", "none", "total", "checks chosen by score, all traffic"),
    _o("finds_targeted", "seizures", "finds", "none", "total", "organised loads found by checks chosen by score"),
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
    _o("inspections_random", "seizures", "inspections", "none", "total", "checks drawn at random, all traffic"),
    _o("finds_random", "seizures", "finds", "none", "total", "organised loads found by checks drawn at random"),
    *[_o(f"finds_{m}", "seizures", "finds", "none", "total", f"organised loads found by checks, mode {m}") for m in MODES],
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
    *[_o(f"targeting_lift_{m}", "seizures", RATIO, "up", "mean", f"targeting lift, mode {m}") for m in MODES],
    # ---- traffic
    _o(
        "planned",
        "traffic",
        "loads",
        "none",
        "total",
        "loads planned by organisations = deterred + dropped + attempts, but for those under way at both ends",
    ),
    _o(
        "attempts_deterred",
        "traffic",
        "loads",
        "none",
        "total",
        "plans given up because no plan paid, or the organisation lay quiet",
    ),
    _o("attempts_dropped", "traffic", "loads", "none", "total", "plans given up because of a warning (leak)"),
    _o("attempts", "traffic", "loads", "none", "total", "loads that arrived at the border"),
    _o("delivered", "traffic", "loads", "down", "total", "loads that reached the market"),
    _o(
        "delivered_value_eur",
        "traffic",
        "EUR",
        "down",
        "total",
        "wholesale value that reached the market",
        smallest_difference=0.05,
        relative=True,
    ),
    _o(
        "displacement",
        "traffic",
        SHARE,
        "none",
        "state",
        "half the sum over post and mode of |share of shipments in the last year - share in the burn-in|",
    ),
    _o("active_routes", "traffic", "routes", "none", "state", "post-mode pairs with a shipment in the last 90 days"),
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
    _o("orgs_dismantled_structural_30", "dismantlement", IN_ALL, "up", "state", "orgs_dismantled_structural under 30 %: a total over the horizon, not a year"),
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
    _o("orgs_entered", "dismantlement", "organisations", "none", "total", "organisations that entered"),
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
        "loads a year",
        "down",
        "state",
        "loads a year that all living organisations can field at the end, entries included",
    ),
    _o(
        "capacity_survivors",
        "dismantlement",
        "loads a year",
        "down",
        "state",
        "the same net of entries: what the organisations alive at the start can still field at the end",
    ),
    _o("members_arrested", "dismantlement", "persons", "none", "total", "members arrested"),
    *[
        _o(
            f"members_arrested_tier_{tier}",
            "dismantlement",
            "persons",
            "none",
            "total",
            f"of these, of tier {tier}: {roles}",
        )
        for tier, roles in enumerate(TIER_ROLES, start=1)
    ],
    _o("leaders_arrested", "dismantlement", "persons", "up", "total", "organisers, financiers and brokers arrested"),
    _o(
        "arrested_tier_sum",
        "dismantlement",
        "tiers",
        "none",
        "total",
        "sum of the tiers (1 courier to 4 organiser) of those arrested",
    ),
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
        "median time (Kaplan-Meier) from a takedown to the first load from which 80 % of the own rate is kept up for 90 days (or as long as eight loads take), censored at the end; where half never recover, the longest time followed",
    ),
    _o(
        "blows",
        "dismantlement",
        "takedowns",
        "none",
        "total",
        "takedowns of organisations alive at the start that could be followed for such a window",
    ),
    _o("blows_unrecovered", "dismantlement", "takedowns", "up", "total", "of these, without recovery by the end"),
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
    _o("customs_cost_eur", "cost", "EUR", "down", "total", "pay of customs officers, annuity and running of machines"),
    _o("police_cost_eur", "cost", "EUR", "down", "total", "pay of the police counted in the scenario"),
    _o("enforcement_cost_eur", "cost", "EUR", "down", "total", "customs + police"),
    _o("justice_cost_eur", "cost", "EUR", "none", "total", "courts and prison, shown apart"),
    _o(
        "cooperation_setup_eur",
        "cost",
        "EUR",
        "down",
        "total",
        "set-up of cooperation (annuity, or as it falls due in a ramp)",
    ),
    _o("cooperation_running_eur", "cost", "EUR", "down", "total", "running cost of cooperation"),
    _o("cooperation_cost_eur", "cost", "EUR", "down", "total", "set-up + running"),
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
    _o(
        "trade_delay_cost_eur",
        "cost",
        "EUR",
        "down",
        "total",
        "cost of delay of all lawful traffic",
        smallest_difference=0.05,
        relative=True,
    ),
    _o("assets_confiscated_eur", "cost", "EUR", "none", "total", "assets confiscated, a transfer"),
    _o("money_assets_shared", "cost", "EUR", "none", "total", "of these, paid to officers of both services (also in their cost)"),
    _o(
        "harm_eur",
        "cost",
        "EUR",
        "down",
        "total",
        "harm of what reached the market, borne at home, at lambda = 1 (assumption)",
    ),
    _o(
        "harm_world_eur",
        "cost",
        "EUR",
        "down",
        "total",
        "harm of what reached the market, everywhere, at lambda = 1 (assumption)",
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
    _o("net_benefit_discounted_eur", "cost", "EUR", "up", "total", "the same, discounted"),
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
        numerator="enforcement_and_cooperation_cost_eur",
        denominator="orgs_dismantled",
    ),
    _o(
        "duplicate_hours",
        "cost",
        "hours",
        "down",
        "total",
        "hours lost because both services worked one target unknowingly",
    ),
    _o(
        "coordination_hours",
        "cost",
        "hours",
        "down",
        "total",
        "hours for items passed, vetting, liaison and meetings (in the payroll)",
    ),
    # ---- lawful trade
    _o("lawful_inspected", "trade", "units", "down", "total", "lawful units checked"),
    _o("lawful_machine_checked", "trade", "units", "none", "total", "lawful units checked by machine or dog"),
    _o("lawful_alarmed", "trade", "units", "none", "total", "of these, alarmed"),
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
    _o(
        "lawful_delay_hours",
        "trade",
        "hours",
        "down",
        "total",
        "delay of inspected lawful units by the check itself (the wait before it costs, but is not counted here)",
    ),
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
        "95th percentile of the delay of inspected lawful units",
    ),
    _o(
        "double_stops", "trade", "units", "down", "total",
        "lawful units that the police stopped again after a check of customs (expected number)",
    ),
    # ---- cooperation
    _o("items_shared", "cooperation", "items", "none", "total", "items of intelligence that crossed, both directions"),
    _o(
        "share_latency_days",
        "cooperation",
        "days",
        "down",
        "state",
        "median time from creation to arrival of what crossed",
    ),
    _o("trust_mean", "cooperation", SHARE, "up", "state", "mean trust over pairs of units and days"),
    _o(
        "police_known_entity_share",
        "cooperation",
        SHARE,
        "up",
        "state",
        "share of entities of live organisations that the police hold, mean over days",
    ),
    _o("leaks", "cooperation", "leaks", "down", "total", "items that leaked to an organisation"),
    _o(
        "collisions",
        "cooperation",
        "collisions",
        "down",
        "total",
        "both services acted on one organisation without having looked it up",
    ),
    _o(
        "cases_burned", "cooperation", "cases", "down", "total", "cases burned by the other service's seizure or arrest"
    ),
    _o("finds_referred", "cooperation", "loads", "none", "total", "finds of goods that customs may not seize: the police were called"),
    _o("finds_released", "cooperation", "loads", "down", "total", "of these, released because the police came too late"),
    _o("blind_spot_finds", "cooperation", "loads", "down", "total", "finds of goods that neither service may seize: they went on"),
    _o("joint_cases", "cooperation", "cases", "none", "total", "cases that a joint team took up"),
    _o("couriers_recruited", "cooperation", "persons", "none", "total", "couriers arrested at a find and won as informants"),
    _o("items_documented", "cooperation", "items", "none", "total", "items that crossed under a written arrangement"),
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
    _o(
        "items_held_back",
        "cooperation",
        "items",
        "down",
        "total",
        "items that would have crossed, kept back by a service with a case of its own",
    ),
    _o(
        "reports_double_counted",
        "cooperation",
        "reports",
        "down",
        "total",
        "reports that came back to customs without their origin and were taken as independent of its own",
    ),
    _o("joint_successes", "cooperation", "successes", "up", "total", "finds, loads under control and takedowns in which both services had a part"),
    _o("joint_successes_credited_customs", "cooperation", "successes", "none", "total", "of these, in the credit of customs (both: shared credit)"),
    _o("joint_successes_credited_police", "cooperation", "successes", "none", "total", "of these, in the credit of the police"),
    _o("quarrels", "cooperation", "quarrels", "down", "total", "quarrels over the credit for a joint success"),
    _o(
        "unshared_hits",
        "cooperation",
        "successes",
        "down",
        "total",
        "successes that showed that the other service had known and had not said, as the services can see afterwards",
    ),
    _o("scandals", "cooperation", "scandals", "down", "total", "leaks and burned cases that became public and cost political will"),
    _o("political_will", "cooperation", SHARE, "none", "state", "political will, mean over days"),
    _o(
        "transition_share",
        "cooperation",
        SHARE,
        "none",
        "state",
        "part of the way to its level at which the country stands at the end (1: reached; less: on the way, or undone for want of will)",
    ),
    # ---- information systems (only what comes on top of what the police ask today)
    *[_o(name, "systems", unit, direction, kind, definition) for name, unit, direction, kind, definition in _SYSTEMS],
    _o("hits_late_share", "systems", SHARE, "down", "ratio", "true hits that came too late, of all hits", numerator="hits_late", denominator="hits"),
    # ---- funnel and work
    _o("loads_inspected", "funnel", "loads", "none", "total", "organised loads that were checked"),
    _o("loads_found", "funnel", "loads", "none", "total", "organised loads found at a check"),
    _o("finds_in_cases", "funnel", "loads", "none", "total", "finds that reached a police case or file"),
    _o("cases_opened", "funnel", "cases", "none", "total", "cases opened on these organisations"),
    _o("takedowns", "funnel", "cases", "none", "total", "cases closed with arrests"),
    _o("takedowns_upper", "funnel", "cases", "up", "total", "of these, with a broker, organiser or financier among the arrested"),
    _o(
        "upper_case_share", "funnel", SHARE, "up", "ratio", "cases that reached the upper tiers, of those opened",
        numerator="takedowns_upper", denominator="cases_opened",
    ),
    _o("members_charged", "funnel", "persons", "none", "total", "members charged"),
    _o("members_convicted", "funnel", "persons", "none", "total", "members convicted"),
    _o("utilisation_hours", "funnel", SHARE, "none", "mean", "officer hours of inspection used over available"),
    _o("utilisation_machines", "funnel", SHARE, "none", "mean", "machine slots used over available"),
    _o(
        "utilisation_information", "funnel", SHARE, "none", "mean",
        "information: hours of the vetting desk used over available, lent analysts included",
    ),
    _o(
        "utilisation_people", "funnel", SHARE, "none", "mean",
        "people: hours of officers at checks and of case teams used over available",
    ),
    _o(
        "utilisation_time", "funnel", SHARE, "none", "mean",
        "time: days that units wait for their check over the days for which the law lets those asked for be held",
    ),
    _o("utilisation_bays", "funnel", SHARE, "none", "mean", "fixed assets: full strips made over those that the bays allow"),
    _o(
        "releases_unchecked",
        "funnel",
        "units",
        "none",
        "total",
        "units other than organised loads, asked for a check but released at the end of their legal hold (expected number)",
    ),
    _o("pooled_hours", "funnel", "hours", "none", "total", "hours lent between the services"),
]

OUTCOMES: dict[str, Outcome] = {o.name: o for o in _LIST}
"""All outcomes by name, in the order of the tables."""

HEADLINE: tuple[str, ...] = tuple(o.name for o in _LIST if o.headline)
"""Names of the headline outcomes."""
