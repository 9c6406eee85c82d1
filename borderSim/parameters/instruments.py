"""Instruments of cooperation: what each needs, costs, takes and gives; none of them is a bonus.

What an instrument gives is a floor under a trait or a rule, a capacity, a power or a place. Where
the level has as much already, it changes nothing but its cost.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from borderSim.parameters.declare import choice, quantity
from borderSim.parameters.partnership import Directed
from borderSim.parameters.ranges import KINDS, NOT_NEGATIVE, POSITIVE, PROBABILITY

CARRIES = ("entity", "tip", "find")
"""Kinds of items that cross between the services."""
DURING = ("always", "surge", "emergency")
POWERS = (
    "let_run",
    "seize_all",
    "shared_credit",
    "joint_cases",
    "recruit_couriers",
    "one_stop",
    "joint_powers",
)
"""What an instrument can allow or oblige; each is read by one rule of the cycle."""


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Where an instrument holds; everything null: in the whole country, for all goods."""

    posts: tuple[str, ...] | None = choice(None, doc="names of the posts; null: by kind")
    kinds: tuple[str, ...] | None = choice(None, allowed=KINDS, doc="kinds of posts; null: all")
    per_unit: bool = choice(
        False,
        doc="each unit covers one post, those with most customs officers first; else all posts in scope are covered",
    )
    offences: tuple[str, ...] | None = choice(None, doc="commodities; null: all")

    @property
    def national(self) -> bool:
        """Whether it holds at every post."""
        return self.posts is None and self.kinds is None and not self.per_unit


@dataclass(frozen=True, kw_only=True)
class Channel:
    """A way for items to cross, beside those of the level: the better one is taken."""

    share_prob: Directed | None = quantity(
        None,
        unit="probability",
        doc="chance that a relevant item is passed on this way; null: as the level has it",
        allowed=PROBABILITY,
        prior=(0.0, 1.0),
    )
    share_interval_days: Directed | None = quantity(
        None,
        unit="days",
        doc="longest interval between exchanges of routine items; null: as the level has it",
        allowed=(0.0, 3650.0),
        prior=(0.0, 60.0),
    )
    share_latency_days: Directed | None = quantity(
        None,
        unit="days",
        doc="median latency this way; null: as the level has it",
        allowed=(0.0, 3650.0),
        prior=(0.04, 90.0),
    )
    share_fidelity: Directed | None = quantity(
        None,
        unit="probability",
        doc="chance that each detail survives this way; null: as the level has it",
        allowed=PROBABILITY,
        prior=(0.4, 1.0),
    )
    readers_share: float = quantity(
        0.0,
        unit="1",
        doc="readers of an item that crosses this way, as a share of all officers",
        allowed=PROBABILITY,
        prior=(0.0, 0.6),
    )
    items_per_day: float | None = quantity(
        None,
        unit="1/day",
        doc="items that a unit of the instrument can carry; null: any number",
        allowed=NOT_NEGATIVE,
        prior=(0.5, 20.0),
    )
    carries: tuple[str, ...] = choice(
        CARRIES, allowed=CARRIES, doc="kinds of items that may cross this way"
    )
    keeps_origin: bool = choice(
        False,
        doc="the origin of an item always survives this way (guards against circular reports)",
    )


@dataclass(frozen=True, kw_only=True)
class Gives:
    """What a live instrument puts in force: floors under traits and rules, capacities, powers, places."""

    channel: Channel | None = choice(None, doc="a way for items to cross; null: none")
    pool_fraction: float | None = quantity(
        None,
        unit="1",
        doc="floor under the part of idle staff and kit that the partner may call",
        allowed=PROBABILITY,
        prior=(0.0, 0.7),
    )
    pool_reaction_days: float | None = quantity(
        None,
        unit="days",
        doc="ceiling on the time until a pooled resource arrives",
        allowed=(0.0, 365.0),
        prior=(0.1, 7.0),
    )
    lookup_prob: float | None = quantity(
        None,
        unit="probability",
        doc="floor under the chance that a target is looked up before action",
        allowed=PROBABILITY,
        prior=(0.0, 1.0),
    )
    shared_objective_weight: float | None = quantity(
        None,
        unit="1",
        doc="floor under the weight of shared objectives",
        allowed=PROBABILITY,
        prior=(0.0, 1.0),
    )
    trust_set_point: float | None = quantity(
        None,
        unit="1",
        doc="floor under the set-point that trust moves to",
        allowed=(0.01, 1.0),
        prior=(0.1, 0.9),
    )
    persistence: float | None = quantity(
        None,
        unit="1/year",
        doc="floor under the chance that the arrangement survives a year of rotation",
        allowed=PROBABILITY,
        prior=(0.3, 1.0),
    )
    relevance: float | None = quantity(
        None,
        unit="1",
        doc="floor under how well a sender judges what the other needs",
        allowed=PROBABILITY,
        prior=(0.4, 1.0),
    )
    interview_yield: float | None = quantity(
        None,
        unit="probability",
        doc="floor under the chance that an interview after a find names another member",
        allowed=PROBABILITY,
        prior=(0.2, 0.8),
    )
    handover_delay_days: float | None = quantity(
        None,
        unit="days",
        doc="ceiling on the time from a find to the case file by law",
        allowed=NOT_NEGATIVE,
        prior=(0, 60),
    )
    handover_evidence_kept: float | None = quantity(
        None,
        unit="1",
        doc="floor under the share of evidence that survives the hand-over",
        allowed=PROBABILITY,
        prior=(0.3, 1.0),
    )
    leak_exposes_informant: float | None = quantity(
        None,
        unit="probability",
        doc="ceiling on the chance that a leak exposes the informant",
        allowed=PROBABILITY,
    )
    let_run_lost: float | None = quantity(
        None,
        unit="probability",
        doc="ceiling on the chance that a load under control is lost",
        allowed=PROBABILITY,
        prior=(0.05, 0.5),
    )
    desk_hours_per_week: float = quantity(
        0.0,
        unit="hours/week",
        doc="hours of police analysts that a unit brings to the desk where customs vets leads",
        allowed=NOT_NEGATIVE,
        prior=(0.0, 200.0),
    )
    inspection_hours_per_week: float = quantity(
        0.0,
        unit="hours/week",
        doc="hours of police officers that a unit brings to the checks of its posts",
        allowed=NOT_NEGATIVE,
        prior=(0.0, 600.0),
    )
    case_teams: float = quantity(
        0.0,
        unit="cases",
        doc="open cases that a unit works as a joint team",
        allowed=NOT_NEGATIVE,
        prior=(0.0, 6.0),
    )
    team_days_per_week: float = quantity(
        0.0,
        unit="officer-days/week",
        doc="days of customs officers in each joint team",
        allowed=NOT_NEGATIVE,
        prior=(0.0, 30.0),
    )
    team_standing: bool = choice(
        False,
        doc="a joint team takes one case after the other; false: it ends with its case, and the next takes its set-up again",
    )
    asset_share: float = quantity(
        0.0,
        unit="1",
        doc="part of confiscated assets that pays officers of both services in the year after",
        allowed=PROBABILITY,
        prior=(0.0, 0.5),
    )
    powers: tuple[str, ...] = choice((), allowed=POWERS, doc="what it allows or obliges")
    access: tuple[str, ...] = choice((), doc="information systems that customs may query directly")


@dataclass(frozen=True, kw_only=True)
class Instrument:
    """One instrument of cooperation."""

    name: str = choice(doc="label of the instrument")
    title: str = choice("", doc="label for people")
    handbook: str = choice(
        "",
        doc="item and section of the handbook",
        mark="handbook",
        source="WCO/INTERPOL handbook (2018)",
    )
    about: str = choice("", doc="what it is, one sentence")
    n: float = quantity(
        1.0,
        unit="units",
        doc="how many units of it there are",
        allowed=NOT_NEGATIVE,
        mark="setting",
        source="choice of the study",
    )
    unit: str = choice("arrangement", doc="what a unit is")
    scope: Scope = field(default_factory=Scope)
    during: str = choice(
        "always", allowed=DURING, doc="when it acts: always, in surges, or in an emergency"
    )
    active_days: float = quantity(
        14.0, unit="days", doc="length of a surge", allowed=NOT_NEGATIVE, prior=(3, 60)
    )
    every_days: float = quantity(
        182.0,
        unit="days",
        doc="time from the start of a surge to the next",
        allowed=(1.0, 36500.0),
        prior=(60, 730),
    )
    requires: tuple[str, ...] = choice((), doc="instruments that must be live")
    exercised_by: tuple[str, ...] = choice(
        (), doc="instruments of which one must have been live: until then it is paper"
    )
    needs_formality: float = quantity(
        0.0,
        unit="1/year",
        doc="persistence of the arrangement, by level or instruments, below which it can't start",
        allowed=PROBABILITY,
    )
    needs_will: float = quantity(
        0.0,
        unit="1",
        doc="political will below which it can't start",
        allowed=PROBABILITY,
        prior=(0.0, 1.0),
    )
    needs_mandate: float = quantity(
        0.0,
        unit="1",
        doc="clarity of mandates below which it can't start",
        allowed=PROBABILITY,
        prior=(0.0, 1.0),
    )
    written: bool = choice(
        True,
        doc="it is written down: it outlives a fall of political will; false: it ends with the will",
    )
    starts_day: float | None = quantity(
        None,
        unit="days",
        doc="day of the horizon on which it is live; null: the first (ramp, schedule: after its set-up time)",
        allowed=NOT_NEGATIVE,
        mark="setting",
        source="choice of the study",
    )
    setup_days: float = quantity(
        0.0,
        unit="days",
        doc="time from the decision until it is live",
        allowed=NOT_NEGATIVE,
        prior=(30, 1460),
    )
    setup_cost_eur: float = quantity(
        0.0, unit="EUR", doc="set-up cost of a unit", allowed=NOT_NEGATIVE, prior=(0.0, 3e7)
    )
    running_cost_eur: float = quantity(
        0.0,
        unit="EUR/year",
        doc="running cost of a unit, without pay",
        allowed=NOT_NEGATIVE,
        prior=(0.0, 9e6),
    )
    scaled_to_officers: bool = choice(
        False, doc="costs and hours are stated for 1,350 officers and scaled to the scenario's"
    )
    customs_hours_per_week: float = quantity(
        0.0,
        unit="hours/week",
        doc="working time of customs that a unit takes",
        allowed=NOT_NEGATIVE,
        prior=(0.0, 200.0),
    )
    police_hours_per_week: float = quantity(
        0.0,
        unit="hours/week",
        doc="working time of the police that a unit takes",
        allowed=NOT_NEGATIVE,
        prior=(0.0, 200.0),
    )
    persistence: float = quantity(
        1.0,
        unit="1/year",
        doc="chance that it survives a year of staff rotation",
        allowed=PROBABILITY,
        prior=(0.3, 1.0),
    )
    renewal_days: float = quantity(
        90.0,
        unit="days",
        doc="time until it is made anew after a lapse",
        allowed=NOT_NEGATIVE,
        prior=(30, 365),
    )
    written_role: bool = choice(
        True, doc="its officers' role is agreed in writing; false: `relevance` is not given"
    )
    double_access: bool = choice(
        True, doc="its officers read both services' systems; false: `share_fidelity` is not given"
    )
    gives: Gives = field(default_factory=Gives)


@dataclass(frozen=True, kw_only=True)
class Governance:
    """The will and the mandate on which arrangements rest, and how the services deal with credit (docs/cooperation.md)."""

    political_will: float = quantity(
        0.7,
        unit="1",
        doc="political will at the top for cooperation, 0 to 1",
        allowed=PROBABILITY,
        prior=(0.1, 1.0),
    )
    mandate_clarity: float = quantity(
        0.7,
        unit="1",
        doc="how clear mandates are and how far they are respected, 0 to 1",
        allowed=PROBABILITY,
        prior=(0.1, 1.0),
    )
    ministries: int = quantity(
        1,
        unit="ministries",
        doc="ministries that both services answer to; each further one lengthens every set-up",
        allowed=(1, 4),
        source="WCO/INTERPOL handbook II.b (direction only)",
        mark="handbook",
    )
    ministry_lag: float = quantity(
        0.5,
        unit="1",
        doc="part by which a further ministry lengthens the set-up of an arrangement",
        allowed=NOT_NEGATIVE,
        prior=(0.0, 2.0),
    )
    will_volatility: float = quantity(
        0.0,
        unit="1/sqrt(year)",
        doc="spread of the chance moves of political will in a year; 0: it moves by events alone",
        allowed=NOT_NEGATIVE,
        prior=(0.0, 0.3),
    )
    will_return_days: float = quantity(
        730.0,
        unit="days",
        doc="time in which political will returns to its usual place",
        allowed=POSITIVE,
        prior=(180, 1825),
    )
    will_gain_success: float = quantity(
        0.0,
        unit="1",
        doc="gain of political will by a big joint success: a takedown in which both had a part",
        allowed=PROBABILITY,
        prior=(0.0, 0.05),
    )
    will_loss_scandal: float = quantity(
        0.0,
        unit="1",
        doc="loss of political will when a leak or a burned case becomes public",
        allowed=PROBABILITY,
        prior=(0.0, 0.3),
    )
    scandal_chance: float = quantity(
        0.05,
        unit="probability",
        doc="chance that a leak or a burned case becomes public",
        allowed=PROBABILITY,
        prior=(0.0, 0.3),
    )
    walk_back: float = quantity(
        1.0,
        unit="1",
        doc="pace at which a level whose will or mandate fails is undone, as a part of its pace forward; 0: it stands still",
        allowed=NOT_NEGATIVE,
        prior=(0.0, 2.0),
    )
    quarrel_chance: float = quantity(
        0.10,
        unit="probability",
        doc="chance of a quarrel over the credit for a joint success where the finder takes it all, at no shared objectives",
        allowed=PROBABILITY,
        prior=(0.0, 0.5),
        source="WCO/INTERPOL handbook A.19 (that credit matters; no number)",
    )
    quarrel_loss: float = quantity(
        0.05,
        unit="1",
        doc="loss of trust by a quarrel over credit",
        allowed=PROBABILITY,
        prior=(0.01, 0.20),
    )
    unshared_hit_loss: float = quantity(
        0.02,
        unit="1",
        doc="loss of trust when a success shows that the other service had known and had not said",
        allowed=PROBABILITY,
        prior=(0.0, 0.10),
    )
    hoarding: float = quantity(
        0.15,
        unit="1",
        doc="part of what would be passed on that a service with a case of its own keeps to itself, at no shared objectives",
        allowed=(0.0, 0.95),
        prior=(0.0, 0.6),
    )
    written_from: float = quantity(
        0.7,
        unit="1/year",
        doc="persistence of an arrangement from which it counts as written: what crosses under it is documented",
        allowed=PROBABILITY,
        prior=(0.55, 0.85),
    )
    informal_evidence_kept: float = quantity(
        0.8,
        unit="1",
        doc="share of the evidence of a find that stands up where it crossed without a written arrangement",
        allowed=PROBABILITY,
        prior=(0.4, 1.0),
        source="WCO/INTERPOL handbook IV.a (direction only)",
    )
