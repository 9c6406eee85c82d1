"""Posts and the traffic through them: lawful flows, checks, illicit goods, opportunists."""

from __future__ import annotations

from dataclasses import dataclass

from borderSim.parameters.declare import choice, quantity
from borderSim.parameters.ranges import KINDS, NOT_NEGATIVE, POSITIVE, PROBABILITY


@dataclass(frozen=True, kw_only=True)
class Flow:
    """One mode of traffic through a post, with the staff and machines that check it."""

    units_per_year: float = quantity(
        unit="units/year",
        doc="inbound lawful units",
        allowed=NOT_NEGATIVE,
        prior=(0.5, 2.0),
        source="parameters of the scenario; the prior is a factor",
    )
    officers: float = quantity(
        unit="officers",
        doc="customs officers posted to this flow",
        allowed=NOT_NEGATIVE,
        prior=(0.5, 2.0),
        source="split of the enforcement staff; the prior is a factor",
    )
    machines: float = quantity(
        0.0, unit="machines", doc="scanners, X-ray lines or dog teams", allowed=NOT_NEGATIVE
    )
    police_machines: float = quantity(
        0.0,
        unit="machines",
        doc="machines of the same kind that the police own here; customs may call their idle time as far as the terms pool",
        allowed=NOT_NEGATIVE,
        prior=(0, 3),
    )
    slots_per_machine_day: float = quantity(
        0.0,
        unit="checks/day",
        doc="checks that one machine can make in a day",
        allowed=NOT_NEGATIVE,
        prior=(7, 160),
        source="Le Havre 6-8 a day; makers up to 20-200 an hour",
        mark="published",
    )
    machine_capital_eur: float = quantity(
        0.0,
        unit="EUR",
        doc="price of one machine",
        allowed=NOT_NEGATIVE,
        prior=(2e6, 11e6),
        source="Nigeria 6 M USD, Belgium 11 M EUR a mobile scanner",
        mark="published",
    )
    value_per_unit_eur: float = quantity(
        0.0,
        unit="EUR",
        doc="value of the goods in a lawful unit (delay cost)",
        allowed=NOT_NEGATIVE,
        source="Port Economics: 54 k USD a TEU; EUR 50 k a TEU, 25 k a truck",
        mark="published",
    )
    delay_cost_eur_per_day: float = quantity(
        0.0,
        unit="EUR/day",
        doc="cost of a day's delay that is not a share of goods' value (persons)",
        allowed=NOT_NEGATIVE,
    )
    check_as: str | None = choice(
        None,
        doc="name of the mode whose checks are used here, where they differ from the flow's own",
    )
    lane_shares: tuple[float, ...] = quantity(
        (0.48, 0.24, 0.16, 0.12),
        unit="1",
        doc="shares of the lanes (origins) in the traffic; Zipf",
        allowed=PROBABILITY,
    )
    risk_lane_log_odds: float = quantity(
        0.0,
        unit="log-odds",
        doc="how much more organised traffic takes the first lane than trade does",
        allowed=(-10, 10),
    )


@dataclass(frozen=True, kw_only=True)
class Post:
    """A place where the border is crossed."""

    kind: str = choice(allowed=KINDS, doc="kind of post", mark="setting")
    flows: dict[str, Flow]
    police_officers: float = quantity(
        0.0, unit="officers", doc="police officers stationed at the post", allowed=NOT_NEGATIVE
    )
    partnership: str | None = choice(
        None, doc="name of a level that this post stands at, apart from the rest"
    )
    x: float = quantity(
        0.5,
        unit="1",
        doc="place on the schematic map, left to right",
        allowed=PROBABILITY,
        mark="setting",
        source="drawing only",
    )
    y: float = quantity(
        0.5,
        unit="1",
        doc="place on the schematic map, bottom to top",
        allowed=PROBABILITY,
        mark="setting",
        source="drawing only",
    )


@dataclass(frozen=True, kw_only=True)
class Mode:
    """How a kind of unit travels and is checked: screening, opening, direct strip."""

    unit: str = choice(doc="what one unit is called")
    check: str = choice(doc="name of the first check")
    fixed_duty_share: float = quantity(
        unit="1",
        doc="share of officers' hours bound by other duties",
        allowed=PROBABILITY,
        source="fitted once so that coexistence uses 0.85 of the hours",
        mark="derived",
    )
    check_hours: float = quantity(
        unit="officer-hours",
        doc="staff time of a check",
        allowed=POSITIVE,
        prior=(0.5, 3.0),
        source="CBP 8 min, Durban 4-6 min; x crew; prior is a factor",
        mark="published",
    )
    p_detect: float = quantity(
        unit="probability",
        doc="chance that a check alarms on an illicit load",
        allowed=PROBABILITY,
        prior=(0.35, 0.85),
        source="dogs 0.58-0.88; TSA misses 0.24-0.30",
        mark="published",
    )
    false_alarm: float = quantity(
        unit="probability",
        doc="chance that a check alarms on a clean unit",
        allowed=PROBABILITY,
        prior=(0.05, 0.30),
        source="Rotterdam: 16 % of scans opened; dogs 0.05-0.36",
        mark="published",
    )
    open_hours: float = quantity(
        unit="officer-hours",
        doc="staff time of an opening after an alarm; 0: the check is the search",
        allowed=NOT_NEGATIVE,
        prior=(0.5, 2.0),
        source="CBP up to 2 h x crew; prior is a factor",
        mark="published",
    )
    p_open: float = quantity(
        unit="probability",
        doc="chance that an opening finds what is there",
        allowed=PROBABILITY,
        prior=(0.85, 0.99),
    )
    strip_share: float = quantity(
        unit="1",
        doc="share of the asked checks that are a full strip at once",
        allowed=PROBABILITY,
        prior=(0.0, 0.3),
        source="Antwerp, Rotterdam funnels",
        mark="derived",
    )
    strip_hours: float = quantity(
        unit="officer-hours",
        doc="staff time of a full strip",
        allowed=NOT_NEGATIVE,
        prior=(0.5, 3.0),
        source="up to a day x crew; prior is a factor",
        mark="published",
    )
    check_delay_days: float = quantity(
        unit="days",
        doc="delay of a lawful unit that is checked",
        allowed=NOT_NEGATIVE,
        prior=(0.2, 4.0),
        source="Flexport; prior is a factor",
        mark="published",
    )
    open_delay_days: float = quantity(
        unit="days",
        doc="delay of a lawful unit that is opened after an alarm",
        allowed=NOT_NEGATIVE,
        prior=(0.25, 3.0),
        source="Flexport; prior is a factor",
        mark="published",
    )
    strip_delay_days: float = quantity(
        unit="days",
        doc="delay of a lawful unit that is stripped",
        allowed=NOT_NEGATIVE,
        prior=(0.3, 4.0),
        source="Flexport; prior is a factor",
        mark="published",
    )
    legal_hold_days: int = quantity(
        unit="days",
        doc="whole days that a unit may wait for its check",
        allowed=(0, 60),
        prior=(1, 10),
    )
    dwell_hours: float = quantity(
        1.0,
        unit="hours",
        doc="time that a unit is before the officers anyway: what an answer must be there in",
        allowed=NOT_NEGATIVE,
        prior=(0.1, 240),
        source="World Bank: boxes 3-4 days in large ports; trucks 15 min (target) to 6 h; others assumed",
    )
    lead_time_days: float = quantity(
        unit="days", doc="median time from plan to arrival", allowed=POSITIVE, prior=(0.5, 2.0)
    )
    opportunists_per_10k: float = quantity(
        unit="1/10,000 units",
        doc="single illicit consignments that are no network's",
        allowed=NOT_NEGATIVE,
        prior=(0.2, 5.0),
        source="handbook H84; size assumed; prior is a factor",
    )
    petty_per_10k: float = quantity(
        0.0, unit="1/10,000 units", doc="further petty offences, counted only", allowed=NOT_NEGATIVE
    )


@dataclass(frozen=True, kw_only=True)
class Traffic:
    """Lawful traffic and what customs may read from it."""

    lawful_scale: float = quantity(
        1.0,
        unit="1",
        doc="factor on all lawful traffic",
        allowed=NOT_NEGATIVE,
        prior=(0.5, 2.0),
        source="choice of the study",
        mark="setting",
    )
    size_visibility: float = quantity(
        0.25,
        unit="1",
        doc="exponent g by which a check sees larger loads better: it misses (1 - p_detect)^(size^g), size in usual loads; "
        "0: all sizes alike",
        allowed=(0.0, 2.0),
        prior=(0.0, 0.5),
    )
    class_log_odds_sd: float = quantity(
        0.75,
        unit="log-odds",
        doc="spread over classes (lane x goods x history of the trader) of how illicit they are",
        allowed=NOT_NEGATIVE,
        prior=(0.4, 1.2),
    )
    class_drift_sd: float = quantity(
        0.5,
        unit="log-odds",
        doc="part of that spread that moves with time, whatever the services do; 0: classes stay as they are",
        allowed=NOT_NEGATIVE,
        prior=(0.0, 0.75),
    )
    class_drift_years: float = quantity(
        2.0,
        unit="years",
        doc="time after which what moves has lost all but 1/e of where it was",
        allowed=POSITIVE,
        prior=(0.5, 10),
    )
    goods_shares: tuple[float, ...] = quantity(
        (0.7, 0.3), unit="1", doc="shares of the goods groups", allowed=PROBABILITY
    )
    history_shares: tuple[float, ...] = quantity(
        (0.10, 0.15, 0.30, 0.45),
        unit="1",
        allowed=PROBABILITY,
        doc="shares of traders unknown, new, known, long known good",
    )
    history_log_odds: tuple[float, ...] = quantity(
        (0.4, 0.2, 0.0, -0.3),
        unit="log-odds",
        allowed=(-10, 10),
        doc="how illicit traffic leans to each stratum, before the spread",
    )
    document_signal: float = quantity(
        0.7,
        unit="sd",
        doc="shift d of the document score of an illicit unit without bought cover",
        allowed=(0, 5),
        prior=(0.3, 1.2),
    )
    lead_match_share: float = quantity(
        2e-4,
        unit="1",
        doc="share of lawful traffic that matches a lead on an entity",
        allowed=PROBABILITY,
        prior=(2e-5, 2e-3),
    )


@dataclass(frozen=True, kw_only=True)
class Cargo:
    """How lawful traffic is computed."""

    sampling: str = choice(
        "lazy",
        allowed=("lazy", "full"),
        doc="lazy: exact in distribution, only what is inspected is drawn; full: every unit is drawn (oracle of the tests)",
    )


@dataclass(frozen=True, kw_only=True)
class Load:
    """How much of a commodity one load of a mode carries: lognormal with a cap."""

    median: float = quantity(unit="unit of the commodity", doc="median load", allowed=POSITIVE)
    sigma: float = quantity(
        1.0, unit="1", doc="sigma of log load", allowed=(0, 3), prior=(-0.3, 0.3)
    )
    cap: float = quantity(1e12, unit="unit of the commodity", doc="largest load", allowed=POSITIVE)


@dataclass(frozen=True, kw_only=True)
class Commodity:
    """An illicit commodity."""

    unit: str = choice(doc="unit of quantity")
    drug: bool = choice(False, doc="counts as a drug", mark="setting")
    wholesale_eur: float = quantity(
        unit="EUR/unit", doc="fixed wholesale price", allowed=POSITIVE, prior=(0.6, 1.4)
    )
    harm_eur: float = quantity(
        unit="EUR/unit",
        doc="harm of a unit that reaches the market, at lambda = 1",
        allowed=NOT_NEGATIVE,
        prior=(0.2, 5.0),
    )
    loads: dict[str, Load]


@dataclass(frozen=True, kw_only=True)
class Opportunists:
    """Offenders who belong to no network (handbook H84)."""

    scale: float = quantity(
        1.0,
        unit="1",
        doc="factor on all opportunists",
        allowed=NOT_NEGATIVE,
        prior=(0.2, 5.0),
        source="choice of the study",
        mark="setting",
    )
