"""Trafficking organisations: who they are and how they decide."""

from __future__ import annotations

from dataclasses import dataclass, field

from borderSim.parameters.declare import LEFT_OUT_IF_EMPTY, choice, quantity
from borderSim.parameters.ranges import MODES, NOT_NEGATIVE, POSITIVE, PROBABILITY, SHAPES
from borderSim.parameters.rule_choice import RuleName


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
    shape: str | None = choice(
        None, allowed=SHAPES, doc="shape of its networks (null: organisations.shape)"
    )


@dataclass(frozen=True, kw_only=True)
class Network:
    """The network of one organisation, as read from a file.

    Attributes:
        name: of the organisation in the file (empty where it gives none).
        members: names, those who lead first; roles: of each.
        ties: pairs of places in ``members``, the lower first, sorted.
        profile: name of its profile, empty where the file gives none: it has one by share then.
    """

    name: str
    members: tuple[str, ...]
    roles: tuple[str, ...]
    ties: tuple[tuple[int, int], ...]
    profile: str = field(default="", metadata={LEFT_OUT_IF_EMPTY: True})


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
    size_sigma: float = quantity(
        0.5, unit="1", doc="sigma of log size", allowed=(0, 2), prior=(0.2, 0.8)
    )
    size_min: int = quantity(
        8,
        unit="members",
        doc="smallest size",
        allowed=(3, 500),
        source="Europol: 8-38",
        mark="published",
    )
    size_max: int = quantity(
        110,
        unit="members",
        doc="largest size",
        allowed=(3, 500),
        source="Caviar: 110",
        mark="published",
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
        None,
        doc="file with the networks of the first organisations: edge list, matrix or GraphML (docs/networks.md); null: all are drawn",
        file=True,
    )
    role_organiser: float = quantity(
        0.04,
        unit="1",
        doc="organisers as a part of all members, relative to the other roles; at least one",
        allowed=(1e-3, 1.0),
        prior=(0.02, 0.08),
        source="after the role mix of published networks (Caviar: helpers 28 of 110); no source by role",
    )
    role_financier: float = quantity(
        0.04,
        unit="1",
        doc="financiers as a part of all members, relative to the other roles",
        allowed=PROBABILITY,
        prior=(0.0, 0.08),
        source="after the role mix of published networks (Caviar: helpers 28 of 110); no source by role",
    )
    role_broker: float = quantity(
        0.1,
        unit="1",
        doc="brokers as a part of all members, relative to the other roles; at least one",
        allowed=(1e-3, 1.0),
        prior=(0.05, 0.2),
        source="after the role mix of published networks (Caviar: helpers 28 of 110); no source by role",
    )
    role_logistics: float = quantity(
        0.25,
        unit="1",
        doc="members of logistics as a part of all members, relative to the other roles; at least one",
        allowed=(1e-3, 1.0),
        prior=(0.1, 0.4),
        source="after the role mix of published networks (Caviar: helpers 28 of 110); no source by role",
    )
    role_facilitator: float = quantity(
        0.12,
        unit="1",
        doc="facilitators as a part of all members, relative to the other roles",
        allowed=PROBABILITY,
        prior=(0.05, 0.25),
        source="after the role mix of published networks (Caviar: helpers 28 of 110); no source by role",
    )
    role_storage: float = quantity(
        0.15,
        unit="1",
        doc="storekeepers as a part of all members, relative to the other roles",
        allowed=PROBABILITY,
        prior=(0.05, 0.3),
        source="after the role mix of published networks (Caviar: helpers 28 of 110); no source by role",
    )
    role_courier: float = quantity(
        0.3,
        unit="1",
        doc="couriers as a part of all members, relative to the other roles; at least one",
        allowed=(1e-3, 1.0),
        prior=(0.15, 0.5),
        source="after the role mix of published networks (Caviar: helpers 28 of 110); no source by role",
    )
    insider_share: float = quantity(
        0.10,
        unit="1",
        doc="share of organisations with an insider in a service",
        allowed=PROBABILITY,
        prior=(0.0, 0.5),
    )
    profiles: dict[str, Profile] = field(default_factory=dict)
    fixed_loads: bool = choice(False, doc="every load has its median size (for a class)")


@dataclass(frozen=True, kw_only=True)
class Traffickers:
    """How organisations decide."""

    strategy: RuleName = choice(
        "reactive",
        doc="name of the strategy: random, reactive, learning, anticipating, or that of a plug-in",
        rule="traffickers.strategy",
    )
    adaptation: bool = choice(True, doc="beliefs, rerouting, pauses and recruitment on or off")
    output_by_ties: float = quantity(
        1.0,
        unit="1",
        doc="exponent by which output falls with the share of couriers whom brokers reach within three ties, against the "
        "founding; 0: ties play no part in output",
        allowed=(0.0, 3.0),
        prior=(0.0, 1.0),
    )
    rewiring: bool = choice(
        True,
        doc="those arrested are replaced, members step up and tie anew (off: their places stay empty)",
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
        180.0,
        unit="days",
        doc="half-life of the response to a blow",
        allowed=POSITIVE,
        prior=(60, 365),
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
        30.0,
        unit="days",
        doc="mean time until somebody cut off finds a contact again",
        allowed=POSITIVE,
        prior=(7, 120),
    )
    promotion_days: float = quantity(
        90.0,
        unit="days",
        doc="mean time until a member steps up to the place of a missing organiser or broker",
        allowed=POSITIVE,
        prior=(30, 365),
    )
    search_again_days: float = quantity(
        180.0,
        unit="days",
        doc="mean time until a failed search begins anew",
        allowed=POSITIVE,
        prior=(60, 720),
    )
    contact_known: float = quantity(
        0.5,
        unit="probability",
        doc="chance that a leader tied to somebody taken knows the contact (supplier, buyer, handler of money) that he held",
        allowed=PROBABILITY,
        prior=(0.2, 0.8),
    )
    contact_days: float = quantity(
        180.0,
        unit="days",
        doc="mean time in which one leader wins back a contact outside that was lost, at the usual price; "
        "all leaders search at once, the more eagerly the dearer the goods",
        allowed=POSITIVE,
        prior=(60, 360),
        source="replacement of brokers 3-12 months: assumption after Duijn et al. 2014, Morselli 2009",
    )
    flee_share: float = quantity(
        0.3,
        unit="probability",
        doc="chance that a junior flees after a takedown",
        allowed=PROBABILITY,
        prior=(0, 0.7),
    )
    flee_days: float = quantity(
        120.0,
        unit="days",
        doc="mean time until somebody who fled is back",
        allowed=POSITIVE,
        prior=(30, 365),
    )
    price_response: float = quantity(
        1.0,
        unit="1",
        doc="exponent of the price in 2 / (1 + supplied over usual); 0: fixed prices; 10: a thousandfold price with no supply",
        allowed=(0, 10),
        prior=(0, 2),
    )
    goods_review_days: float = quantity(
        365.0,
        unit="days",
        doc="mean time between reviews of the goods an organisation deals in",
        allowed=POSITIVE,
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
        0.3,
        unit="loads",
        doc="prior losses a of the belief on a route",
        allowed=POSITIVE,
        prior=(0.1, 1.0),
    )
    belief_arrivals: float = quantity(
        2.7,
        unit="loads",
        doc="prior arrivals b of the belief on a route",
        allowed=POSITIVE,
        prior=(1.0, 9.0),
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
        0.15,
        unit="1",
        doc="purchase cost as a share of wholesale value",
        allowed=PROBABILITY,
        prior=(0.05, 0.3),
    )
    transport_share: float = quantity(
        0.20,
        unit="1",
        doc="transport and handling as a share of wholesale value",
        allowed=PROBABILITY,
        prior=(0.1, 0.4),
    )
    fixed_cost_share: float = quantity(
        0.02,
        unit="1",
        doc="fixed cost of a shipment as a share of a median load's value",
        allowed=PROBABILITY,
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
        0.05,
        unit="1",
        doc="cost of switching to another route as a share of the load's value",
        allowed=PROBABILITY,
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
        180.0,
        unit="days",
        doc="mean life of such an entity before it is replaced",
        allowed=POSITIVE,
        prior=(60, 720),
    )
    wage_share: float = quantity(
        0.5,
        unit="1",
        doc="wages and members' shares as a part of the margin of a delivered load",
        allowed=PROBABILITY,
    )
    cash_loads_start: float = quantity(
        6.0,
        unit="loads",
        doc="starting cash in shipping costs of median loads",
        allowed=NOT_NEGATIVE,
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
        180.0,
        unit="days",
        doc="days without the cash for one load after which an organisation ends",
        allowed=POSITIVE,
    )
    quiet_days: float = quantity(
        60.0,
        unit="days",
        doc="quiet period after a leak, or a loss from which a source was inferred",
        allowed=NOT_NEGATIVE,
        prior=(20, 120),
    )
    quiet_other_way: float = quantity(
        0.3,
        unit="probability",
        doc="chance that a load planned in a quiet period goes at once, by another route and with a front used once",
        allowed=PROBABILITY,
        prior=(0.1, 0.6),
    )
    stock_loads: int = quantity(
        4,
        unit="loads",
        doc="loads of a quiet period that an organisation holds over at most; the rest is not sent at all",
        allowed=(0, 1000),
        prior=(1, 8),
    )
    stock_days: float = quantity(
        30.0,
        unit="days",
        doc="mean time after the quiet period until a load held over leaves",
        allowed=POSITIVE,
        prior=(14, 60),
    )
    stock_lost: float = quantity(
        0.1,
        unit="probability",
        doc="chance that a load held over is lost before it leaves (spoilt, stolen, sold off)",
        allowed=PROBABILITY,
        prior=(0, 0.4),
    )
    replacement_days_courier: float = quantity(
        14.0,
        unit="days",
        doc="time to replace a courier or storekeeper",
        allowed=POSITIVE,
        prior=(5, 45),
    )
    replacement_days_logistics: float = quantity(
        60.0,
        unit="days",
        doc="time to replace logistics and facilitators",
        allowed=POSITIVE,
        prior=(20, 120),
    )
    replacement_days_broker: float = quantity(
        150.0, unit="days", doc="time to replace a broker", allowed=POSITIVE, prior=(60, 365)
    )
    replacement_days_organiser: float = quantity(
        240.0,
        unit="days",
        doc="time to replace an organiser or financier",
        allowed=POSITIVE,
        prior=(90, 540),
    )
    replacement_success: tuple[float, float, float, float] = quantity(
        (0.9, 0.8, 0.6, 0.4),
        unit="probability",
        allowed=PROBABILITY,
        doc="chance that a search succeeds: tiers 1 to 4",
    )
    rogue_exit_days: float = quantity(
        180.0,
        unit="days",
        doc="days without organiser and broker, or without a contact to ship with, after which an organisation falls apart",
        allowed=POSITIVE,
        prior=(90, 365),
    )
    entry: bool = choice(
        True,
        doc="whether new organisations come and those there are grow where trade pays (off: neither, from the first day of the horizon)",
    )
    entry_per_year: float = quantity(
        0.01,
        unit="1/year",
        doc="new organisations a year for each of day 0 while profits are as usual: as many as end at coexistence",
        allowed=(0, 10),
        prior=(0.003, 0.1),
        source="ends at coexistence, `national`",
        mark="derived",
    )
    entry_by_profit: float = quantity(
        2.0,
        unit="1",
        doc="how strongly entry follows the believed profit of the goods: exp(this x (profit / usual - 1)); 0: not at all",
        allowed=(0, 10),
        prior=(0.5, 4),
    )
    growth_per_year: float = quantity(
        0.5,
        unit="1/year",
        doc="growth a year of the planned loads of those there are, times (believed profit of their goods / usual - 1); 0: none",
        allowed=(0, 10),
        prior=(0, 1.5),
    )
    tenure_years: float = quantity(
        6.0,
        unit="years",
        doc="mean time before a member leaves of his own accord and is replaced",
        allowed=POSITIVE,
        prior=(2, 15),
    )
