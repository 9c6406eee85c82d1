"""What is simulated: the typed scenario, every field with unit, range, prior, source and mark.

The defaults are those of the ``national`` scenario; a scenario file of ``configs/scenario``
says only what differs. Addresses of the sources stand in ``docs/sources.md``. A scenario is
frozen: a policy that changes something on a day is a second scenario (see ``schedule``).
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field

from borderSim.scenario.quantity import INF, choice, quantity

PROBABILITY = (0.0, 1.0)
POSITIVE = (1e-9, INF)
NOT_NEGATIVE = (0.0, INF)

MODES = ("box", "passenger", "air_cargo", "truck", "car", "parcel")
KINDS = ("seaport", "airport", "land", "postal")
ROLES = ("organiser", "financier", "broker", "logistics", "facilitator", "storage", "courier")
SHAPES = ("efficient", "secure", "mixed")

HANDBOOK = "WCO/INTERPOL Customs-Police Cooperation Handbook (2018)"


# --------------------------------------------------------------------------- partnership
@dataclass(frozen=True, kw_only=True)
class Directed:
    """A trait of sharing that may differ by direction."""

    customs_to_police: float
    police_to_customs: float


@dataclass(frozen=True, kw_only=True)
class CostParts:
    """A cost of cooperation, split by the group of traits that it pays for (EUR)."""

    sharing: float
    pooling: float
    governance: float

    @property
    def total(self) -> float:
        """Sum of the three parts, EUR."""
        return self.sharing + self.pooling + self.governance


@dataclass(frozen=True, kw_only=True)
class Traits:
    """What a partnership level is: a bundle of numbers, and nothing else."""

    share_prob: Directed = quantity(
        unit="probability",
        doc="chance that a relevant item is passed on, at the level's trust set-point",
        allowed=PROBABILITY,
        prior=(0.0, 1.0),
        source="GAO-10-41: 45-75 % with a partnership, near 0 without",
    )
    share_interval_days: Directed | None = quantity(
        unit="days",
        doc="interval between routine exchanges; 0 is continuous, null is events only",
        allowed=(0.0, 3650.0),
        prior=(0.0, 60.0),
        source=f"{HANDBOOK} IV.a",
    )
    share_latency_days: Directed = quantity(
        unit="days",
        doc="median time from sending an item to its use by the receiver",
        allowed=(0.0, 3650.0),
        prior=(0.04, 90.0),
        source="EU Directive 2023/977 (8 h, 3 d, 7 d); handbook VIII.d (1 h)",
    )
    share_fidelity: Directed = quantity(
        unit="probability",
        doc="chance that each detail of an item survives the crossing",
        allowed=PROBABILITY,
        prior=(0.4, 1.0),
        source="Plecas et al. 2011 (duplicates 1.5 against 4 %)",
    )
    readers_share: float = quantity(
        unit="1",
        doc="readers of an item as a share of all officers",
        allowed=PROBABILITY,
        prior=(0.0, 0.6),
    )
    pool_fraction: float = quantity(
        unit="1",
        doc="part of a service's idle staff and kit that the partner may call",
        allowed=PROBABILITY,
        prior=(0.0, 0.7),
        source=f"{HANDBOOK} IV.a",
    )
    pool_reaction_days: float = quantity(
        unit="days",
        doc="time until a pooled resource arrives",
        allowed=(0.0, 365.0),
        prior=(0.1, 7.0),
    )
    lookup_prob: float = quantity(
        unit="probability",
        doc="chance that a target is looked up in the shared register before action",
        allowed=PROBABILITY,
        prior=(0.0, 1.0),
        source="deconfliction exists at scale: HIDTA, 304-306,000 a year",
    )
    shared_objective_weight: float = quantity(
        unit="1",
        doc="weight of shared objectives in each service's own choices",
        allowed=PROBABILITY,
        prior=(0.0, 1.0),
        source=f"{HANDBOOK} IV.a",
    )
    trust_set_point: float = quantity(
        unit="1",
        doc="stationary mean of the trust between two units, rotation included",
        allowed=(0.01, 1.0),
        prior=(0.1, 0.9),
    )
    persistence: float | None = quantity(
        unit="1/year",
        doc="chance that the arrangement survives a year of staff rotation; null: nothing to lose",
        allowed=PROBABILITY,
        prior=(0.3, 1.0),
        source=f"{HANDBOOK} IV.a (informal arrangements are short-lived)",
    )
    meeting_share: float = quantity(
        unit="1",
        doc="governance meetings as a share of working time of both services",
        allowed=(0.0, 0.5),
        prior=(0.0, 0.1),
    )
    setup_cost_eur: CostParts = quantity(
        unit="EUR",
        doc="set-up cost at 1,350 officers (scaled to the scenario's officers)",
        allowed=NOT_NEGATIVE,
        prior=(0.0, 3e7),
        source="general knowledge of database and liaison costs, x 0.3-3",
    )
    running_cost_eur: CostParts = quantity(
        unit="EUR/year",
        doc="running cost at 1,350 officers (scaled to the scenario's officers)",
        allowed=NOT_NEGATIVE,
        prior=(0.0, 9e6),
        source="general knowledge of database and liaison costs, x 0.3-3",
    )
    months_to_reach: float | None = quantity(
        unit="months",
        doc="time to reach the level from the one below it; null for the lowest",
        allowed=(0.0, 240.0),
        prior=(3.0, 48.0),
        source="roll-out of AIRCOP and CCP units, general knowledge",
    )


@dataclass(frozen=True, kw_only=True)
class Partnership:
    """A named bundle of traits; the name is a label and is never read by the model."""

    name: str = choice(doc="label of the level")
    title: str = choice("", doc="label for people")
    traits: Traits


@dataclass(frozen=True, kw_only=True)
class Levers:
    """The three dials; null leaves the level's own traits in force."""

    information_sharing: float | None = quantity(
        None,
        unit="1",
        doc="dial of the sharing traits, 0 (coexistence) to 1 (collaboration)",
        allowed=PROBABILITY,
        prior=(0, 1),
        source="choice of the study",
        mark="setting",
    )
    resource_pooling: float | None = quantity(
        None,
        unit="1",
        doc="dial of the pooling traits",
        allowed=PROBABILITY,
        prior=(0, 1),
        source="choice of the study",
        mark="setting",
    )
    governance: float | None = quantity(
        None,
        unit="1",
        doc="dial of the governance traits",
        allowed=PROBABILITY,
        prior=(0, 1),
        source="choice of the study",
        mark="setting",
    )


@dataclass(frozen=True, kw_only=True)
class Budget:
    """How the money of cooperation is found."""

    rule: str = choice(
        "on_top",
        allowed=("on_top", "fixed"),
        doc="on_top: booked beside the payroll; fixed: leaves posts vacant in both services",
    )


@dataclass(frozen=True, kw_only=True)
class LegalModel:
    """Who may do what with a find (handbook II.b)."""

    name: str = choice(doc="label of the legal model")
    handover_threshold_eur: float = quantity(
        unit="EUR",
        doc="value of a find from which the law hands the case to the police",
        allowed=NOT_NEGATIVE,
        prior=(0, 1e5),
        source=f"{HANDBOOK} II.b: seriousness threshold",
    )
    handover_delay_days: float = quantity(
        unit="days",
        doc="time from the find to the case file of the police",
        allowed=NOT_NEGATIVE,
        prior=(0, 60),
        source=f"{HANDBOOK} II.b (direction only)",
    )
    handover_evidence_kept: float = quantity(
        unit="1",
        doc="share of the evidence that survives the hand-over",
        allowed=PROBABILITY,
        prior=(0.3, 1.0),
        source=f"{HANDBOOK} III.c (direction only)",
    )
    customs_investigates: bool = choice(
        doc="customs pursues finds itself, beside the police (a source of double work)",
        source=f"{HANDBOOK} II.b",
        mark="handbook",
    )
    customs_may_let_run: bool = choice(
        doc="customs may propose a controlled delivery", source=f"{HANDBOOK} V.b, A.4", mark="handbook"
    )


# --------------------------------------------------------------------------- posts and traffic
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
    machines: float = quantity(0.0, unit="machines", doc="scanners, X-ray lines or dog teams", allowed=NOT_NEGATIVE)
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
        None, doc="name of the mode whose checks are used here, where they differ from the flow's own"
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
    partnership: str | None = choice(None, doc="name of a level that this post stands at, apart from the rest")
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
        unit="probability", doc="chance that an opening finds what is there", allowed=PROBABILITY, prior=(0.85, 0.99)
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
        unit="days", doc="whole days that a unit may wait for its check", allowed=(0, 60), prior=(1, 10)
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
    sigma: float = quantity(1.0, unit="1", doc="sigma of log load", allowed=(0, 3), prior=(-0.3, 0.3))
    cap: float = quantity(INF, unit="unit of the commodity", doc="largest load", allowed=POSITIVE)


@dataclass(frozen=True, kw_only=True)
class Commodity:
    """An illicit commodity."""

    unit: str = choice(doc="unit of quantity")
    drug: bool = choice(False, doc="counts as a drug", mark="setting")
    wholesale_eur: float = quantity(unit="EUR/unit", doc="fixed wholesale price", allowed=POSITIVE, prior=(0.6, 1.4))
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


# --------------------------------------------------------------------------- organisations
@dataclass(frozen=True, kw_only=True)
class Profile:
    """A kind of organisation: what it ships, how, how often."""

    share: float = quantity(unit="1", doc="share of all organisations", allowed=PROBABILITY)
    commodity: str = choice(doc="main commodity")
    mode: str = choice(allowed=MODES, doc="main mode")
    shipments_per_year: float = quantity(
        20.0,
        unit="1/year",
        doc="mean number of planned loads",
        allowed=(0, 365),
        prior=(5, 80),
        source="gives 2.0, 1.0, 1.5 per 10,000 boxes, passengers, trucks",
        mark="derived",
    )
    shape: str | None = choice(None, allowed=SHAPES, doc="shape of its networks (null: organisations.shape)")


@dataclass(frozen=True, kw_only=True)
class Network:
    """The network of one organisation, as read from a file.

    Attributes:
        name: of the organisation in the file (empty where it gives none).
        members: names, those who lead first; roles: of each.
        ties: pairs of places in ``members``, the lower first, sorted.
    """

    name: str
    members: tuple[str, ...]
    roles: tuple[str, ...]
    ties: tuple[tuple[int, int], ...]


@dataclass(frozen=True, kw_only=True)
class Organisations:
    """The trafficking organisations at day 0, and who may enter later."""

    count: int = quantity(
        45,
        unit="organisations",
        doc="organisations at day 0",
        allowed=(0, 2000),
        prior=(15, 90),
        source="Europol 2017, 2024, scaled",
    )
    max: int = quantity(
        120,
        unit="organisations",
        doc="slots: organisations at day 0 and all that enter later",
        allowed=(1, 5000),
        source="technical",
        mark="setting",
    )
    size_median: float = quantity(
        25.0,
        unit="members",
        doc="median size",
        allowed=(3, 500),
        prior=(15, 40),
        source="Europol: 8-38",
        mark="published",
    )
    size_sigma: float = quantity(0.5, unit="1", doc="sigma of log size", allowed=(0, 2), prior=(0.2, 0.8))
    size_min: int = quantity(
        8, unit="members", doc="smallest size", allowed=(3, 500), source="Europol: 8-38", mark="published"
    )
    size_max: int = quantity(
        110, unit="members", doc="largest size", allowed=(3, 500), source="Caviar: 110", mark="published"
    )
    mean_degree: float = quantity(
        3.5,
        unit="links",
        doc="mean degree of the network of members, median over organisations",
        allowed=(1, 20),
        prior=(2.3, 5.0),
        source="Caviar 3.7, Siren 4.7, Natarajan 2.9, Montagna 5.1",
        mark="published",
    )
    mean_degree_spread: float = quantity(
        0.34,
        unit="1",
        doc="standard deviation of the logarithm of the mean degree over organisations",
        allowed=(0, 1),
        prior=(0.15, 0.45),
        source="fitted to published networks (docs/networks.md)",
        mark="derived",
    )
    shape: str = choice(
        "mixed",
        allowed=SHAPES,
        doc="shape of networks: one hub whom most know, cells without one, or each organisation its own",
        source="published networks are of both shapes (docs/networks.md)",
        mark="derived",
    )
    networks_file: str | None = choice(
        None, doc="edge list (CSV) with the networks of the first organisations (docs/networks.md); null: all are drawn"
    )
    insider_share: float = quantity(
        0.10, unit="1", doc="share of organisations with an insider in a service", allowed=PROBABILITY, prior=(0.0, 0.5)
    )
    profiles: dict[str, Profile] = field(default_factory=dict)
    fixed_loads: bool = choice(False, doc="every load has its median size (for a class)")


@dataclass(frozen=True, kw_only=True)
class Traffickers:
    """How organisations decide."""

    strategy: str = choice(
        "reactive", doc="name of the strategy: random, reactive, learning, anticipating, or that of a plug-in"
    )
    adaptation: bool = choice(True, doc="beliefs, rerouting, pauses and recruitment on or off")
    rewiring: bool = choice(
        True, doc="those arrested are replaced, members step up and tie anew (off: their places stay empty)"
    )
    cautious_share: float = quantity(
        0.5,
        unit="1",
        doc="share of organisations that grow cautious after a blow; the others grow bolder",
        allowed=PROBABILITY,
        prior=(0, 1),
    )
    blow_response: float = quantity(
        0.3,
        unit="1",
        doc="part by which pace falls (cautious) or rises (bold), and the quiet period lengthens or shortens, after a blow",
        allowed=PROBABILITY,
        prior=(0, 0.6),
    )
    blow_half_life_days: float = quantity(
        180.0, unit="days", doc="half-life of the response to a blow", allowed=POSITIVE, prior=(60, 365)
    )
    retie_share: float = quantity(
        0.5,
        unit="probability",
        doc="chance that a contact of somebody taken ties to the most senior of the others, and that a recruit keeps "
        "a tie of his predecessor (half of it in cautious organisations)",
        allowed=PROBABILITY,
        prior=(0.1, 0.9),
    )
    reorder_per_loss: float = quantity(
        0.3,
        unit="probability",
        doc="chance that a cautious organisation moves a tie away from its best connected member after a loss",
        allowed=PROBABILITY,
        prior=(0, 1),
    )
    rejoin_days: float = quantity(
        30.0, unit="days", doc="mean time until somebody cut off finds a contact again", allowed=POSITIVE, prior=(7, 120)
    )
    promotion_days: float = quantity(
        90.0,
        unit="days",
        doc="mean time until a member steps up to the place of a missing organiser or broker",
        allowed=POSITIVE,
        prior=(30, 365),
    )
    search_again_days: float = quantity(
        180.0, unit="days", doc="mean time until a failed search begins anew", allowed=POSITIVE, prior=(60, 720)
    )
    contact_shared: float = quantity(
        0.1,
        unit="probability",
        doc="chance that a second leader shares a contact to the supplier, the buyer or the handler of money",
        allowed=PROBABILITY,
        prior=(0, 0.7),
    )
    contact_days: float = quantity(
        300.0,
        unit="days",
        doc="mean time until an organisation has won back the contacts outside that it lost",
        allowed=POSITIVE,
        prior=(90, 720),
        source="replacement of brokers 3-12 months: assumption after Duijn et al. 2014, Morselli 2009",
    )
    flee_share: float = quantity(
        0.3, unit="probability", doc="chance that a junior flees after a takedown", allowed=PROBABILITY, prior=(0, 0.7)
    )
    flee_days: float = quantity(
        120.0, unit="days", doc="mean time until somebody who fled is back", allowed=POSITIVE, prior=(30, 365)
    )
    price_response: float = quantity(
        1.0,
        unit="1",
        doc="exponent of the price in 2 / (1 + supplied over usual); 0: fixed prices",
        allowed=NOT_NEGATIVE,
        prior=(0, 2),
    )
    goods_review_days: float = quantity(
        365.0, unit="days", doc="mean time between reviews of the goods an organisation deals in", allowed=POSITIVE
    )
    goods_switch_gain: float = quantity(
        0.25,
        unit="1",
        doc="how much dearer than usual, against the own goods, others of the same mode must be to change to them",
        allowed=NOT_NEGATIVE,
        prior=(0.1, 0.5),
    )
    insider_life_days: float = quantity(
        730.0,
        unit="days",
        doc="mean time until an insider is moved, leaves or is found out",
        allowed=POSITIVE,
        prior=(180, 1500),
    )
    insider_cost_loads: float = quantity(
        0.5,
        unit="loads",
        doc="what winning an insider costs, in shipping costs of a median load",
        allowed=NOT_NEGATIVE,
        prior=(0.1, 2),
    )
    belief_losses: float = quantity(
        0.3, unit="loads", doc="prior losses a of the belief on a route", allowed=POSITIVE, prior=(0.1, 1.0)
    )
    belief_arrivals: float = quantity(
        2.7, unit="loads", doc="prior arrivals b of the belief on a route", allowed=POSITIVE, prior=(1.0, 9.0)
    )
    memory_per_day: float = quantity(
        0.994,
        unit="1/day",
        doc="share of past experience kept each day",
        allowed=PROBABILITY,
        prior=(0.98, 0.999),
        source="NarcoLogic learning 0.36 a month is faster; compromise",
    )
    reroute_loss: float = quantity(
        0.25,
        unit="1",
        doc="believed chance of loss above which a route is left if another pays",
        allowed=PROBABILITY,
        prior=(0.05, 0.5),
        source="NarcoLogic: reroute above a tolerated loss",
    )
    purchase_share: float = quantity(
        0.15, unit="1", doc="purchase cost as a share of wholesale value", allowed=PROBABILITY, prior=(0.05, 0.3)
    )
    transport_share: float = quantity(
        0.20,
        unit="1",
        doc="transport and handling as a share of wholesale value",
        allowed=PROBABILITY,
        prior=(0.1, 0.4),
    )
    fixed_cost_share: float = quantity(
        0.02, unit="1", doc="fixed cost of a shipment as a share of a median load's value", allowed=PROBABILITY
    )
    cover_cost_share: float = quantity(
        0.04,
        unit="1",
        doc="cost of better cover (aged firm, clean papers) as a share of the load's value",
        allowed=PROBABILITY,
        prior=(0.01, 0.1),
    )
    cover_effect: float = quantity(
        0.6,
        unit="1",
        doc="what is left of the document signal under better cover",
        allowed=PROBABILITY,
        prior=(0.3, 0.9),
    )
    believed_size_visibility: float = quantity(
        0.25,
        unit="1",
        doc="what organisations believe of traffic.size_visibility when they choose the size of a load",
        allowed=(0.0, 2.0),
        prior=(0.0, 0.5),
    )
    history_cost_share: float = quantity(
        0.02,
        unit="1",
        doc="cost of a trader one stratum better known than the unknown (an aged shell firm), as a share of the load's value",
        allowed=PROBABILITY,
        prior=(0.005, 0.05),
    )
    one_off_cost_share: float = quantity(
        0.02,
        unit="1",
        doc="cost of a front, courier or driver never used before, as a share of the load's value",
        allowed=PROBABILITY,
        prior=(0.005, 0.05),
    )
    anticipated_finds: float = quantity(
        2.0,
        unit="finds",
        doc="weight of customs' first belief, in finds, as an anticipating organisation reckons",
        allowed=POSITIVE,
        prior=(0.5, 8),
    )
    penalty_loads: float = quantity(
        1.0,
        unit="loads",
        doc="penalty of a loss in purchase values of the load",
        allowed=NOT_NEGATIVE,
        prior=(0.3, 3.0),
    )
    switching_share: float = quantity(
        0.05, unit="1", doc="cost of switching to another route as a share of the load's value", allowed=PROBABILITY
    )
    mode_switch_share: float = quantity(
        0.25,
        unit="1",
        doc="barrier to a mode that is not the organisation's own, as a share of the load's value",
        allowed=PROBABILITY,
        prior=(0.1, 0.5),
    )
    choice_noise: float = quantity(
        0.06,
        unit="1",
        doc="scale of the soft maximum as a share of the load's value",
        allowed=POSITIVE,
        prior=(0.02, 0.2),
    )
    entity_share: float = quantity(
        0.3,
        unit="1",
        doc="share kappa of an organisation's loads that use the same front company, driver or courier",
        allowed=(0.05, 1),
        prior=(0.1, 0.6),
    )
    entity_life_days: float = quantity(
        180.0, unit="days", doc="mean life of such an entity before it is replaced", allowed=POSITIVE, prior=(60, 720)
    )
    entity_dropped_after_loss: float = quantity(
        0.5,
        unit="probability",
        doc="chance that an entity is given up after a seizure of its load",
        allowed=PROBABILITY,
        prior=(0.1, 0.9),
    )
    wage_share: float = quantity(
        0.5, unit="1", doc="wages and members' shares as a part of the margin of a delivered load", allowed=PROBABILITY
    )
    cash_loads_start: float = quantity(
        6.0, unit="loads", doc="starting cash in shipping costs of median loads", allowed=NOT_NEGATIVE
    )
    stake_loads: float = quantity(
        2.0,
        unit="loads",
        doc="largest part of a load that the organisation pays itself, in median loads; investors carry the rest",
        allowed=POSITIVE,
    )
    liability_loads: float = quantity(
        5.0,
        unit="loads",
        doc="consignment up to which the organisation fears a loss as its own: it answers to its investors",
        allowed=POSITIVE,
        prior=(2, 10),
    )
    cash_loads_max: float = quantity(
        25.0, unit="loads", doc="cash above this is taken out by the owners", allowed=POSITIVE
    )
    broke_days: float = quantity(
        180.0, unit="days", doc="days without the cash for one load after which an organisation ends", allowed=POSITIVE
    )
    quiet_days: float = quantity(
        60.0,
        unit="days",
        doc="quiet period after a leak, burned case or unexplained loss",
        allowed=NOT_NEGATIVE,
        prior=(20, 120),
    )
    suspicion_per_loss: float = quantity(
        0.15,
        unit="probability",
        doc="chance that a loss without visible cause raises the suspicion of an informant",
        allowed=PROBABILITY,
    )
    replacement_days_courier: float = quantity(
        14.0, unit="days", doc="time to replace a courier or storekeeper", allowed=POSITIVE, prior=(5, 45)
    )
    replacement_days_logistics: float = quantity(
        60.0, unit="days", doc="time to replace logistics and facilitators", allowed=POSITIVE, prior=(20, 120)
    )
    replacement_days_broker: float = quantity(
        150.0, unit="days", doc="time to replace a broker", allowed=POSITIVE, prior=(60, 365)
    )
    replacement_days_organiser: float = quantity(
        240.0, unit="days", doc="time to replace an organiser or financier", allowed=POSITIVE, prior=(90, 540)
    )
    replacement_success: tuple[float, float, float, float] = quantity(
        (0.9, 0.8, 0.6, 0.4), unit="probability", allowed=PROBABILITY, doc="chance that a search succeeds: tiers 1 to 4"
    )
    rogue_exit_days: float = quantity(
        180.0,
        unit="days",
        doc="days without organiser and broker, or without a contact to ship with, after which an organisation falls apart",
        allowed=POSITIVE,
        prior=(90, 365),
    )
    entry_per_year: float = quantity(
        0.5,
        unit="1/year",
        doc="rate at which each missing organisation's market is entered by a new one",
        allowed=NOT_NEGATIVE,
        prior=(0.1, 2.0),
    )
    tenure_years: float = quantity(
        6.0,
        unit="years",
        doc="mean time before a member leaves of his own accord and is replaced",
        allowed=POSITIVE,
        prior=(2, 15),
    )


# --------------------------------------------------------------------------- services
@dataclass(frozen=True, kw_only=True)
class Customs:
    """Customs enforcement beyond the posts."""

    analysts: float = quantity(
        100.0, unit="officers", doc="intelligence and targeting officers", allowed=NOT_NEGATIVE, prior=(25, 200)
    )
    analyst_hours_share: float = quantity(
        0.25,
        unit="1",
        doc="share of analysts' hours free for vetting and passing leads",
        allowed=PROBABILITY,
        prior=(0.1, 0.6),
    )
    hours_per_officer_year: float = quantity(
        1600.0, unit="hours/year", doc="working hours of an officer", allowed=POSITIVE, source="usual net working year"
    )
    random_share: float = quantity(
        0.10,
        unit="1",
        doc="share of the asked checks that is drawn at random",
        allowed=PROBABILITY,
        prior=(0.02, 0.3),
        source="CBRA example: 8 % targeted + 2 % random",
    )
    target_utilisation: float = quantity(
        0.85,
        unit="1",
        doc="part of hours or machines that the list of a post is made to fill at coexistence",
        allowed=(0.01, 1.0),
        prior=(0.7, 0.95),
        source="declared fit: see docs/model.md",
        mark="derived",
    )
    inspect_all: bool = choice(False, doc="ask for a check on everything")
    targeting: str = choice("belief", doc="name of the targeting rule: belief, rule, random, or that of a plug-in")
    allocation: str = choice(
        "fixed",
        doc="name of the rule that sends mobile officers to routes: fixed, proportional, greedy, bandit, stackelberg, "
        "or that of a plug-in",
    )
    mobile_share: float = quantity(
        0.0,
        unit="1",
        doc="share of the officer hours of all routes that the allocation rule moves; 0 with fixed",
        allowed=PROBABILITY,
        prior=(0, 0.4),
    )
    allocation_days: int = quantity(
        7, unit="days", doc="period of sending mobile officers anew", allowed=(1, 365), prior=(7, 28)
    )
    allocation_memory_days: float = quantity(
        180.0,
        unit="days",
        doc="after so many days a find counts for 1/e in the allocation",
        allowed=POSITIVE,
        prior=(60, 730),
    )
    believed_document_signal: float = quantity(
        0.7,
        unit="sd",
        doc="b: what customs believes the document score of illicit units to be shifted by",
        allowed=(0.01, 5),
        prior=(0.3, 1.2),
    )
    belief_error_sd: float = quantity(
        0.8, unit="log-odds", doc="error of the class beliefs at day 0", allowed=NOT_NEGATIVE, prior=(0.3, 1.5)
    )
    belief_prior_finds: float = quantity(
        8.0, unit="finds", doc="weight of the day-0 belief of a class, in finds", allowed=POSITIVE, prior=(2, 30)
    )
    belief_update_days: int = quantity(
        28, unit="days", doc="period of updating class beliefs", allowed=(1, 365), source="technical", mark="setting"
    )
    own_leads_per_year: float = quantity(
        12.0,
        unit="1/year",
        doc="entities of organisations that customs' own trade-data analysis brings up, a year and 100 analysts",
        allowed=NOT_NEGATIVE,
        prior=(0, 60),
    )
    own_lead_reliability: float = quantity(
        0.4, unit="probability", doc="reliability of such a lead", allowed=PROBABILITY, prior=(0.1, 0.8)
    )
    machine_availability: float = quantity(
        0.85,
        unit="1",
        doc="share of days on which a machine works",
        allowed=PROBABILITY,
        prior=(0.5, 0.97),
        source="70-95 %, whole fleets have failed",
    )
    machine_life_years: float = quantity(10.0, unit="years", doc="annuity of machines", allowed=POSITIVE)
    machine_running_share: float = quantity(
        0.08, unit="1/year", doc="running cost of machines as a share of capital", allowed=PROBABILITY, source="5-12 %"
    )


@dataclass(frozen=True, kw_only=True)
class Police:
    """Police work on border-related organised crime, and what it knows."""

    investigators: float = quantity(
        300.0, unit="investigators", doc="border-related investigators", allowed=NOT_NEGATIVE, prior=(150, 900)
    )
    units: int = quantity(6, unit="units", doc="police units", allowed=(1, 100))
    team_time_share: float = quantity(
        0.40, unit="1", doc="share of team time for border organisations", allowed=PROBABILITY, prior=(0.2, 0.8)
    )
    team_size: float = quantity(
        5.0, unit="investigators", doc="investigators to a case", allowed=POSITIVE, prior=(3, 12)
    )
    post_fixed_duty_share: float = quantity(
        0.885, unit="1", doc="fixed duties of police stationed at posts", allowed=PROBABILITY
    )
    post_workload: float = quantity(
        0.80,
        unit="1",
        doc="part of their remaining hours used by their own work",
        allowed=PROBABILITY,
        prior=(0.6, 0.95),
    )
    known_entity_share: float = quantity(
        0.10,
        unit="1",
        doc="entities of live organisations that routine police work keeps known",
        allowed=(0, 0.95),
        prior=(0.02, 0.40),
    )
    known_member_share: float = quantity(
        0.12,
        unit="1",
        doc="members of live organisations that routine police work keeps known",
        allowed=(0, 0.95),
        prior=(0.02, 0.40),
    )
    false_link_share: float = quantity(
        0.30, unit="1", doc="share of what police hold that points to the innocent", allowed=(0, 0.95), prior=(0.1, 0.6)
    )
    entity_reliability: float = quantity(
        0.6, unit="probability", doc="reliability of a police lead on an entity", allowed=PROBABILITY, prior=(0.3, 0.9)
    )
    informants_per_organisation: float = quantity(
        0.15, unit="informants", doc="informants per organisation", allowed=(0, 1), prior=(0, 0.6)
    )
    informant_items_per_year: float = quantity(
        4.0, unit="1/year", doc="tips of an informant", allowed=NOT_NEGATIVE, prior=(1, 12)
    )
    informant_reliability: float = quantity(
        0.6, unit="probability", doc="chance that a tip names a real load", allowed=PROBABILITY, prior=(0.3, 0.9)
    )
    informant_lead_days: float = quantity(
        5.0, unit="days", doc="median time of a tip before the load", allowed=POSITIVE, prior=(1, 30)
    )
    informant_lead_sigma: float = quantity(0.8, unit="1", doc="sigma of log lead time", allowed=(0, 3))
    recruit_days: float = quantity(
        365.0, unit="days", doc="time to win another informant in place of a lost one", allowed=POSITIVE
    )


@dataclass(frozen=True, kw_only=True)
class Intelligence:
    """Items: how they age, what they cost, what happens when they leak."""

    item_minutes: float = quantity(15.0, unit="minutes", doc="time to pass an item on, each side", allowed=NOT_NEGATIVE)
    vetting_minutes: float = quantity(
        30.0, unit="minutes", doc="time to vet a lead received", allowed=NOT_NEGATIVE, prior=(10, 120)
    )
    latency_sigma: float = quantity(0.8, unit="1", doc="sigma of log latency", allowed=(0, 3))
    entity_half_life_days: float = quantity(
        180.0, unit="days", doc="half-life of an item on an entity", allowed=POSITIVE, prior=(60, 720)
    )
    renewal_days: float = quantity(
        90.0,
        unit="days",
        doc="time after which new evidence on a known entity makes a new item",
        allowed=POSITIVE,
        prior=(30, 365),
    )
    member_half_life_days: float = quantity(
        720.0, unit="days", doc="half-life of knowledge of a person", allowed=POSITIVE
    )
    tip_window_days: float = quantity(
        5.0, unit="days", doc="width of the arrival window that a tip names", allowed=POSITIVE
    )
    relevance: float = quantity(
        0.8, unit="1", doc="relevance of an item as its sender sees it", allowed=PROBABILITY, prior=(0.4, 1.0)
    )
    leak_exposes_informant: float = quantity(
        0.2, unit="probability", doc="chance that a leak exposes the informant", allowed=PROBABILITY
    )
    trust_gain: float = quantity(
        0.02, unit="1", doc="gain of trust by a joint success", allowed=PROBABILITY, prior=(0.005, 0.05)
    )
    trust_loss: float = quantity(
        0.10, unit="1", doc="loss of trust by a leak or burned case", allowed=PROBABILITY, prior=(0.03, 0.25)
    )
    trust_relaxation_days: float = quantity(
        720.0, unit="days", doc="time in which trust returns to its set-point", allowed=POSITIVE
    )
    tip_concentration: float = quantity(
        0.3,
        unit="1",
        doc="share of the illicit loads of a post and window that the load of a tip makes up, as customs believes",
        allowed=PROBABILITY,
        prior=(0.1, 0.8),
    )
    lapse_days: float = quantity(
        90.0,
        unit="days",
        doc="time until an arrangement that lapsed with staff rotation is made anew",
        allowed=NOT_NEGATIVE,
        prior=(30, 365),
    )
    rotation_reset: float = quantity(
        0.3, unit="1", doc="share of the acquired trust lost when a post rotates", allowed=PROBABILITY
    )


@dataclass(frozen=True, kw_only=True)
class Investigation:
    """Cases, evidence and what joint work may use."""

    reveal_days_courier: float = quantity(
        5.0, unit="investigator-days", doc="work to reveal a courier", allowed=POSITIVE, prior=(2.5, 10)
    )
    reveal_days_logistics: float = quantity(
        15.0, unit="investigator-days", doc="work to reveal a member of logistics", allowed=POSITIVE, prior=(7.5, 30)
    )
    reveal_days_broker: float = quantity(
        40.0, unit="investigator-days", doc="work to reveal a broker", allowed=POSITIVE, prior=(20, 80)
    )
    reveal_days_organiser: float = quantity(
        80.0, unit="investigator-days", doc="work to reveal an organiser", allowed=POSITIVE, prior=(40, 160)
    )
    reveal_effort_share: float = quantity(
        0.5, unit="1", doc="part of a case's work spent on finding further members", allowed=PROBABILITY
    )
    evidence_days: float = quantity(
        48.0,
        unit="investigator-days",
        doc="work for one piece of surveillance or financial evidence on a suspect",
        allowed=POSITIVE,
        prior=(20, 100),
        source="declared fit at coexistence, national: see docs/model.md",
        mark="derived",
    )
    evidence_find: float = quantity(
        0.6, unit="evidence", doc="evidence of a find with custody kept", allowed=NOT_NEGATIVE, prior=(0.3, 1.0)
    )
    evidence_statement: float = quantity(
        0.3, unit="evidence", doc="evidence of a statement", allowed=NOT_NEGATIVE, prior=(0.1, 0.6)
    )
    evidence_surveillance: float = quantity(
        0.2, unit="evidence", doc="evidence of a piece of surveillance", allowed=NOT_NEGATIVE, prior=(0.1, 0.4)
    )
    evidence_finance: float = quantity(
        0.3, unit="evidence", doc="evidence of a piece of financial inquiry", allowed=NOT_NEGATIVE, prior=(0.1, 0.6)
    )
    entity_from_case: float = quantity(
        0.25,
        unit="probability",
        doc="chance that a member of logistics revealed by a case gives away an entity",
        allowed=PROBABILITY,
        prior=(0.1, 0.6),
    )
    interview_yield: float = quantity(
        0.5,
        unit="probability",
        doc="chance that an interview after a find names another member",
        allowed=PROBABILITY,
        prior=(0.2, 0.8),
    )
    takedown_weight: float = quantity(
        32.0,
        unit="1",
        doc="weight of chargeable suspects by tier (1, 2, 4, 8) at which a case is ripe",
        allowed=POSITIVE,
        prior=(8, 40),
        source="declared fit at coexistence, national: see docs/model.md",
        mark="derived",
    )
    term_days: float = quantity(730.0, unit="days", doc="longest life of a case", allowed=POSITIVE, prior=(365, 1095))
    inland_seizure: float = quantity(
        0.3,
        unit="probability",
        doc="chance to intercept after release a load of an entity under surveillance",
        allowed=PROBABILITY,
        prior=(0.1, 0.6),
    )
    controlled_delivery: float | None = quantity(
        None,
        unit="probability",
        doc="chance that a find is ordered to run under control where law and powers allow and somebody takes over "
        "in time; null: both services decide by what they expect of it",
        allowed=PROBABILITY,
        prior=(0, 1),
        source="choice of the study",
        mark="setting",
    )
    let_run_lost: float = quantity(
        0.2,
        unit="probability",
        doc="chance that a load under control is lost",
        allowed=PROBABILITY,
        prior=(0.05, 0.5),
        source="success 0.5-0.8",
    )
    let_run_members: float = quantity(
        2.0, unit="members", doc="members revealed by a load under control", allowed=NOT_NEGATIVE, prior=(1, 5)
    )
    let_run_bar: float = quantity(
        0.25,
        unit="1",
        doc="advantage that a service asks before it gives a certain seizure away",
        allowed=(0, 5),
        prior=(0.05, 0.5),
    )
    burn_chance: float = quantity(
        0.25,
        unit="probability",
        doc="chance that an uncoordinated seizure burns the other service's open case",
        allowed=PROBABILITY,
        prior=(0.05, 0.7),
    )
    collision_hours: float = quantity(
        40.0, unit="hours", doc="hours lost by both services in a collision", allowed=NOT_NEGATIVE, prior=(8, 160)
    )
    register_days: float = quantity(
        1.0,
        unit="days",
        doc="time to have a partner at hand once the target was found in the register",
        allowed=NOT_NEGATIVE,
    )
    customs_case_hours: float = quantity(
        60.0,
        unit="hours",
        doc="hours of customs' own inquiry after a find, where the law gives it one",
        allowed=NOT_NEGATIVE,
    )


@dataclass(frozen=True, kw_only=True)
class Justice:
    """Charges, courts, prison and confiscation."""

    p_charged: float = quantity(
        0.85,
        unit="probability",
        doc="chance that an arrested suspect is charged",
        allowed=PROBABILITY,
        prior=(0.6, 0.95),
        source="Caviar 22 of 25; US 84 %",
        mark="published",
    )
    p_convicted: float = quantity(
        0.80,
        unit="probability",
        doc="chance of conviction at full evidence",
        allowed=PROBABILITY,
        prior=(0.6, 0.95),
        source="Caviar 14 of 22; US > 90 %",
        mark="published",
    )
    court_days: float = quantity(
        545.0,
        unit="days",
        doc="time from charge to judgement",
        allowed=POSITIVE,
        prior=(180, 1095),
        source="Justice Canada: 34 months in all",
        mark="published",
    )
    sentence_years: float = quantity(4.0, unit="years", doc="prison sentence", allowed=POSITIVE, prior=(1, 10))
    charge_cost_eur: float = quantity(
        2000.0, unit="EUR", doc="cost of courts a charged person", allowed=NOT_NEGATIVE, prior=(500, 10000)
    )
    prison_cost_eur: float = quantity(
        8000.0, unit="EUR/year", doc="cost of a person-year in prison", allowed=NOT_NEGATIVE, prior=(3000, 40000)
    )
    financial_hours_per_case: float = quantity(
        400.0,
        unit="hours",
        doc="hours of financial investigators on a case that ends in arrests",
        allowed=NOT_NEGATIVE,
        prior=(50, 800),
    )
    confiscated_per_hour_eur: float = quantity(
        1500.0,
        unit="EUR/hour",
        doc="assets found by an hour of financial inquiry, up to what the organisation holds",
        allowed=NOT_NEGATIVE,
        prior=(300, 5000),
        source="declared fit: confiscated share of proceeds about 1 % (Europol)",
        mark="derived",
    )
    confiscable_share: float = quantity(
        0.5,
        unit="1",
        doc="part of an organisation's cash that an inquiry can reach",
        allowed=PROBABILITY,
        prior=(0.1, 0.9),
        source="declared fit: confiscated share of proceeds about 1 % (Europol)",
        mark="derived",
    )


@dataclass(frozen=True, kw_only=True)
class Economy:
    """Prices of the comparison."""

    officer_cost_eur: float = quantity(
        18000.0,
        unit="EUR/year",
        doc="loaded cost of an officer",
        allowed=NOT_NEGATIVE,
        prior=(8000, 65000),
        source="8-35 k middle, 50-90 k high income",
    )
    delay_cost_per_day: float = quantity(
        0.012,
        unit="1/day",
        doc="cost of a day's delay as a share of goods' value",
        allowed=PROBABILITY,
        prior=(0.006, 0.021),
        source="Hummels and Schaur 2013: 0.6-2.1 % a day",
        mark="published",
    )
    discount_rate: float = quantity(
        0.035,
        unit="1/year",
        doc="discount rate",
        allowed=(0, 0.5),
        prior=(0, 0.07),
        source="usual public appraisal rate",
    )
    annuity_years: float = quantity(
        10.0,
        unit="years",
        doc="life of a set-up for its annuity",
        allowed=POSITIVE,
        mark="setting",
        source="design of the study",
    )
    harm_home_share: float = quantity(
        0.30, unit="1", doc="share of harm borne at home", allowed=PROBABILITY, prior=(0.1, 0.9)
    )
    reference_officers: float = quantity(
        1350.0,
        unit="officers",
        doc="officers for whom the costs of a level are stated",
        allowed=POSITIVE,
        source="scaling of the trait costs",
        mark="setting",
    )


# --------------------------------------------------------------------------- the whole
@dataclass(frozen=True, kw_only=True)
class Change:
    """What a schedule changes on a day of the horizon: the scenario in force from then on."""

    day: int
    overrides: dict[str, object]
    scenario: Scenario


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """Everything that one run depends on, besides its seed."""

    name: str = choice(doc="name of the scenario")
    title: str = choice("", doc="title for people")
    description: str = choice("", doc="what the scenario stands for")
    years: float = quantity(
        5.0, unit="years", doc="horizon", allowed=(1 / 365, 100), source="choice of the study", mark="setting"
    )
    burn_in_days: int = quantity(
        730,
        unit="days",
        doc="burn-in under the present level before the horizon",
        allowed=(0, 36500),
        source="see docs/model.md",
        mark="setting",
    )
    transition: str = choice(
        "steady",
        allowed=("steady",),
        doc="steady: the traits are in force from the first day of the horizon, set-up is an annuity",
    )
    enforcement: bool = choice(True, doc="false: nobody inspects or investigates")
    capacity_scale: float = quantity(
        1.0,
        unit="1",
        doc="factor on all officers and machines",
        allowed=NOT_NEGATIVE,
        prior=(0.5, 2.0),
        source="choice of the study",
        mark="setting",
    )
    events: bool = choice(False, doc="keep the event log")
    legal_model: LegalModel
    present: Partnership
    partnership: Partnership
    levers: Levers = field(default_factory=Levers)
    budget: Budget = field(default_factory=Budget)
    posts: dict[str, Post]
    modes: dict[str, Mode]
    commodities: dict[str, Commodity]
    traffic: Traffic = field(default_factory=Traffic)
    cargo: Cargo = field(default_factory=Cargo)
    opportunists: Opportunists = field(default_factory=Opportunists)
    organisations: Organisations = field(default_factory=Organisations)
    traffickers: Traffickers = field(default_factory=Traffickers)
    customs: Customs = field(default_factory=Customs)
    police: Police = field(default_factory=Police)
    intelligence: Intelligence = field(default_factory=Intelligence)
    investigation: Investigation = field(default_factory=Investigation)
    justice: Justice = field(default_factory=Justice)
    economy: Economy = field(default_factory=Economy)
    levels: dict[str, Partnership] = field(default_factory=dict)
    """The partnerships that ``posts.<name>.partnership`` refers to, by name (filled on loading)."""
    networks: tuple[Network, ...] = ()
    """Those of ``organisations.networks_file``, for the first organisations in turn (filled on loading)."""
    schedule: tuple[Change, ...] = ()

    @property
    def officers(self) -> float:
        """All officers of both services that the scenario counts, before ``capacity_scale``."""
        posted = sum(f.officers for p in self.posts.values() for f in p.flows.values())
        stationed = sum(p.police_officers for p in self.posts.values())
        return posted + stationed + self.customs.analysts + self.police.investigators

    @property
    def horizon_days(self) -> int:
        """Length of the horizon in whole days."""
        return max(1, round(self.years * 365))

    def with_(self, **changes: object) -> Scenario:
        """Return a copy with some top-level fields replaced."""
        return dataclasses.replace(self, **changes)  # type: ignore[arg-type]
