"""Shocks and injects: what befalls both services, when, and what a class is to make of it.

The kinds of effects are a closed list: the fields of :class:`Effects`. ``settings``, ``volume``,
``post_closed``, ``data_ruling`` and ``blind_spot`` change the scenario in force and are taken back;
``scanner_outage`` and ``load_lost`` are in force as long; all others are events, which change the
state once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from borderSim.language.catalogue import N_, gettext, ngettext
from borderSim.language.forms import localised
from borderSim.parameters.declare import choice, quantity
from borderSim.parameters.partnership import LegalModel, Partnership
from borderSim.parameters.ranges import HANDBOOK, NOT_NEGATIVE, PROBABILITY

AUDIENCE = (
    "everybody",
    "customs_director",
    "police_director",
    "front_line",
    "risk_analyst",
    "liaison_officer",
    "investigator",
    "prosecutor",
    "minister",
    "trade_operator",
    "red_cell",
)
"""Who may be handed a shock in a class."""

SUMMED = (
    "attempts",
    "attempts_deterred",
    "attempts_dropped",
    "delivered",
    "seizures",
    "seizures_inland",
    "seizures_let_run",
    "seizures_opportunist",
    "seized_value_eur",
    "delivered_value_eur",
    "lawful_inspected",
    "trade_delay_cost_eur",
    "assets_confiscated_eur",
    "members_arrested",
    "leaders_arrested",
    "members_convicted",
    "items_shared",
    "leaks",
    "collisions",
    "cases_burned",
    "cases_opened",
    "takedowns",
    "duplicate_hours",
    "coordination_hours",
    "orgs_entered",
)
"""Flows that a condition may ask for: their sum over its days."""
AVERAGED = (
    "trust_mean",
    "cases_open",
    "police_known_entity_share",
    "police_known_member_share",
    "orgs_alive",
    "capacity_active",
)
"""States that a condition may ask for: their mean over its days."""
IN_WORDS = {
    "attempts": N_("loads sent"),
    "attempts_deterred": N_("plans deterred"),
    "attempts_dropped": N_("plans dropped after a warning"),
    "delivered": N_("loads that reached the market"),
    "seizures": N_("seizures"),
    "seizures_inland": N_("seizures inland"),
    "seizures_let_run": N_("seizures let run"),
    "seizures_opportunist": N_("seizures from occasional smugglers"),
    "seized_value_eur": N_("value seized, EUR"),
    "delivered_value_eur": N_("value that reached the market, EUR"),
    "lawful_inspected": N_("lawful loads checked"),
    "trade_delay_cost_eur": N_("delay cost of lawful trade, EUR"),
    "assets_confiscated_eur": N_("assets confiscated, EUR"),
    "members_arrested": N_("members arrested"),
    "leaders_arrested": N_("leaders arrested"),
    "members_convicted": N_("members convicted"),
    "items_shared": N_("items passed to the other service"),
    "leaks": N_("leaks"),
    "collisions": N_("collisions of the two services"),
    "cases_burned": N_("cases lost after a leak"),
    "cases_opened": N_("cases opened"),
    "takedowns": N_("takedowns"),
    "duplicate_hours": N_("hours of duplicate work"),
    "coordination_hours": N_("hours of coordination"),
    "orgs_entered": N_("organisations that entered"),
    "trust_mean": N_("trust between the services (0 to 1)"),
    "cases_open": N_("open cases"),
    "police_known_entity_share": N_("share of organisations that the police know"),
    "police_known_member_share": N_("share of members that the police know"),
    "orgs_alive": N_("organisations alive"),
    "capacity_active": N_("active trafficking capacity"),
}
"""What each of both is, for people."""

BUSIEST, EVERYWHERE, EVERY_MODE = "busiest", "everywhere", "every"


@dataclass(frozen=True, kw_only=True)
class Text:
    """The same words in both languages; one text alone stands for both."""

    en: str = choice("", doc="English")
    fr: str = choice("", doc="French")

    def by_language(self) -> dict[str, str]:
        """Return the text by language, for a page that holds both."""
        return {"en": self.en, "fr": self.fr}


@dataclass(frozen=True, kw_only=True)
class Condition:
    """When a shock strikes by itself: a measure passes a limit.

    It is judged every morning on the days before.
    """

    measure: str = choice(
        doc="what is looked at: a flow (its sum over the days) or a state (its mean)",
        allowed=SUMMED + AVERAGED,
    )
    over_days: int = quantity(
        30,
        unit="days",
        doc="days that are looked back over",
        allowed=(1, 365),
        source="choice of the study",
        mark="setting",
    )
    above: float | None = quantity(
        None,
        unit="of the measure",
        doc="strikes above this",
        source="choice of the study",
        mark="setting",
    )
    below: float | None = quantity(
        None,
        unit="of the measure",
        doc="strikes below this",
        source="choice of the study",
        mark="setting",
    )
    at_least: float | None = quantity(
        None,
        unit="of the measure",
        doc="strikes from this up",
        source="choice of the study",
        mark="setting",
    )
    at_most: float | None = quantity(
        None,
        unit="of the measure",
        doc="strikes from this down",
        source="choice of the study",
        mark="setting",
    )
    not_before: int = quantity(
        0,
        unit="day",
        doc="first day of the horizon on which it may strike",
        allowed=(0, 36500),
        source="choice of the study",
        mark="setting",
    )
    wait_days: int = quantity(
        90,
        unit="days",
        doc="least time between two strikes",
        allowed=(1, 36500),
        source="choice of the study",
        mark="setting",
    )
    times: int = quantity(
        1,
        unit="1",
        doc="how often it strikes at most",
        allowed=(1, 1000),
        source="choice of the study",
        mark="setting",
    )

    LIMITS: ClassVar[tuple[str, ...]] = ("above", "below", "at_least", "at_most")

    @property
    def limit(self) -> tuple[str, float]:
        """The one limit that is given."""
        return next(
            (name, value) for name in self.LIMITS if (value := getattr(self, name)) is not None
        )


@dataclass(frozen=True)
class SettingChange:
    """A field of the scenario that is otherwise for a time (checked on loading).

    Attributes:
        path: the dotted key in parts.
        does: ``value`` puts a value in its place, ``factor`` multiplies, ``at_least`` and
            ``at_most`` bound.
        value: the value, typed, or the number; for a file its name.
        content: what the file holds that ``value`` names (a level, a legal model).
    """

    path: tuple[str, ...]
    does: Literal["value", "factor", "at_least", "at_most"]
    value: object
    content: Partnership | LegalModel | None = None


@dataclass(frozen=True, kw_only=True)
class Volume:
    """Lawful traffic and opportunists grow or shrink; staff and machines stay."""

    NEEDS: ClassVar[str] = N_("traffic of that mode")
    mode: str = choice(EVERY_MODE, doc="mode of transport, or every")
    factor: float = quantity(
        unit="1", doc="factor on the traffic", allowed=(0.01, 100), prior=(0.5, 3)
    )


@dataclass(frozen=True, kw_only=True)
class PostClosed:
    """A post closes: nothing is sent there, and what was on its way waits outside until it opens."""

    NEEDS: ClassVar[str] = ""
    post: str = choice(BUSIEST, doc="name of the post; busiest: that of the most valuable goods")
    planned_share: float = quantity(
        0.5,
        unit="1",
        doc="part of the time that the shock lasts where an emergency plan of both services is in force",
        allowed=PROBABILITY,
        prior=(0.2, 1.0),
        source=f"{HANDBOOK} IV.b (direction only)",
    )


@dataclass(frozen=True, kw_only=True)
class ScannerOutage:
    """Machines of a post fail beyond the usual.

    A partner's machine may be called, as far as kit is pooled.
    """

    NEEDS: ClassVar[str] = N_("machines at that post")
    post: str = choice(
        BUSIEST,
        doc="name of the post; busiest: that of the most valuable goods among those with machines",
    )
    share: float = quantity(
        1.0,
        unit="1",
        doc="share of the post's machines that fail",
        allowed=PROBABILITY,
        prior=(0.3, 1.0),
    )
    replacement: float = quantity(
        0.5,
        unit="1",
        doc="what the police own of such machines, as a share of those that fail; lent by the pooled fraction after the reaction time",
        allowed=PROBABILITY,
        prior=(0, 1),
    )


@dataclass(frozen=True, kw_only=True)
class LoadLost:
    """The next loads that run under control are lost."""

    NEEDS: ClassVar[str] = N_("loads let run under control")
    loads: int = quantity(1, unit="loads", doc="how many of them", allowed=(1, 100), prior=(1, 3))


@dataclass(frozen=True, kw_only=True)
class DocumentHit:
    """Somebody comes with a document on record: whoever brings a load that day, else a traveller who carries nothing."""

    NEEDS: ClassVar[str] = N_("customs access to that database")
    system: str = choice(
        "stolen_travel_documents",
        doc="system that is asked on arrival, and whose hits are confirmed",
    )
    mode: str = choice("passenger", doc="mode of transport, or every")
    hour: float = quantity(
        unit="hours",
        doc="hour of the central bureau's day at which he arrives, 0 when it opens",
        allowed=(0.0, 24.0),
        source="choice of the study",
        mark="setting",
    )


@dataclass(frozen=True, kw_only=True)
class DataRuling:
    """A court limits what may be done with passenger data: how long they are kept, who may read them."""

    NEEDS: ClassVar[str] = N_("access to passenger data")
    system: str = choice("passenger_name_records", doc="system of passenger data")
    retention_days: float = quantity(
        unit="days",
        doc="for how long they may be kept at most",
        allowed=NOT_NEGATIVE,
        prior=(0, 1825),
        source="EU Directive 2016/681: six months unmasked (general knowledge)",
    )
    joint_unit_only: bool = choice(True, doc="only a joint unit of both services may read them")


@dataclass(frozen=True, kw_only=True)
class BlindSpot:
    """A suitcase shows that neither service may seize some goods.

    Until the gap is closed they go on wherever they are found.
    """

    NEEDS: ClassVar[str] = N_("a gap that no joint unit closes")
    commodity: str = choice(doc="the goods")
    mode: str = choice(
        "passenger",
        doc="mode of transport of the suitcase, or every: it is found where most of it passes",
    )


@dataclass(frozen=True, kw_only=True)
class TrustChange:
    """Trust between units moves at once, and returns to its set-point in its own time."""

    NEEDS: ClassVar[str] = ""
    post: str = choice(EVERYWHERE, doc="name of the post, or everywhere")
    change: float = quantity(unit="1", doc="change of trust", allowed=(-1, 1), prior=(-0.3, 0.3))


@dataclass(frozen=True, kw_only=True)
class CreditTaken:
    """One service gets all the credit: trust is lost as far as objectives are not shared."""

    NEEDS: ClassVar[str] = ""
    loss: float = quantity(
        unit="1",
        doc="trust lost where no objective is shared",
        allowed=PROBABILITY,
        prior=(0.02, 0.3),
    )


@dataclass(frozen=True, kw_only=True)
class StaffRotation:
    """People move: trust falls to what the level's persistence keeps, and arrangements lapse by the same chance."""

    NEEDS: ClassVar[str] = N_("an arrangement to lose")
    share: float = quantity(
        unit="1",
        doc="share of the police units whose counterparts change, rounded up",
        allowed=PROBABILITY,
        prior=(0.1, 1.0),
    )


@dataclass(frozen=True, kw_only=True)
class Leak:
    """Whoever the items that crossed last are about learns of them."""

    NEEDS: ClassVar[str] = N_("items that crossed")
    items: int = quantity(
        unit="items", doc="how many of the last items leak", allowed=(1, 20), prior=(1, 10)
    )
    within_days: int = quantity(
        90,
        unit="days",
        doc="older items are of no use to anybody",
        allowed=(1, 3650),
        prior=(30, 180),
    )


@dataclass(frozen=True, kw_only=True)
class EvidenceLost:
    """A court throws out part of the evidence of the cases that have most of it."""

    NEEDS: ClassVar[str] = N_("open cases")
    cases: int = quantity(unit="cases", doc="how many open cases", allowed=(1, 1000), prior=(1, 10))
    share: float = quantity(
        unit="1", doc="share of their evidence that is lost", allowed=PROBABILITY, prior=(0.2, 1.0)
    )


@dataclass(frozen=True, kw_only=True)
class DoubleWatch:
    """Customs and police come upon one another on the target of an open case, unless it was looked up or told."""

    NEEDS: ClassVar[str] = N_("open cases")
    cases: int = quantity(
        1, unit="cases", doc="how many open cases", allowed=(1, 100), prior=(1, 3)
    )


@dataclass(frozen=True, kw_only=True)
class Statement:
    """A courier talks at the desk of customs: kept by the skill of the interview, useful if the police get it."""

    NEEDS: ClassVar[str] = N_("organisations with couriers")
    couriers: int = quantity(
        1, unit="couriers", doc="how many of them talk", allowed=(1, 100), prior=(1, 3)
    )


@dataclass(frozen=True, kw_only=True)
class InformantOffer:
    """A courier offers to cooperate: won if somebody who may handle informants is there in time."""

    NEEDS: ClassVar[str] = N_("organisations without an informant")
    window_hours: float = quantity(
        unit="hours",
        doc="for how long the offer holds (chance in time: exp(-reaction / window))",
        allowed=(0.1, 1000),
        prior=(1, 24),
    )


@dataclass(frozen=True, kw_only=True)
class Tip:
    """A source of the police speaks of a load that is on its way."""

    NEEDS: ClassVar[str] = N_("a load on its way in that mode")
    mode: str = choice(EVERY_MODE, doc="mode of transport, or every")
    within_days: int = quantity(
        unit="days", doc="the load arrives within these days", allowed=(0, 365), prior=(3, 14)
    )


@dataclass(frozen=True, kw_only=True)
class Anomaly:
    """Customs' analysts come upon entities of organisations in the trade data, and offer them to the police."""

    NEEDS: ClassVar[str] = N_("organisations")
    entities: int = quantity(
        1,
        unit="entities",
        doc="how many, each of another organisation",
        allowed=(1, 100),
        prior=(1, 5),
    )


@dataclass(frozen=True, kw_only=True)
class Rumour:
    """Word goes round among traffickers that all routes of their mode are hot but the quietest."""

    NEEDS: ClassVar[str] = N_("two routes of one mode, adaptation")
    losses: float = quantity(
        unit="loads",
        doc="losses that every organisation hears of on each route, in its fading memory",
        allowed=NOT_NEGATIVE,
        prior=(1, 10),
    )


@dataclass(frozen=True, kw_only=True)
class Confiscation:
    """Assets are taken from the richest organisations, as far as they hold them."""

    NEEDS: ClassVar[str] = N_("organisations with money")
    amount_eur: float = quantity(
        unit="EUR", doc="what is taken at most", allowed=NOT_NEGATIVE, prior=(5e5, 1e7)
    )


@dataclass(frozen=True, kw_only=True)
class Will:
    """Political will for cooperation moves."""

    NEEDS: ClassVar[str] = ""
    change: float = quantity(
        unit="1", doc="change of political will", allowed=(-1, 1), prior=(-0.5, 0.5)
    )


@dataclass(frozen=True, kw_only=True)
class Instrument:
    """An instrument of cooperation comes or goes."""

    NEEDS: ClassVar[str] = N_("that instrument")
    name: str = choice(doc="name of the instrument")


@dataclass(frozen=True, kw_only=True)
class Effects:
    """What a shock does: each kind at most once; nothing given is nothing done."""

    settings: tuple[SettingChange, ...] = ()
    volume: Volume | None = None
    post_closed: PostClosed | None = None
    scanner_outage: ScannerOutage | None = None
    load_lost: LoadLost | None = None
    document_hit: DocumentHit | None = None
    data_ruling: DataRuling | None = None
    blind_spot: BlindSpot | None = None
    trust_change: TrustChange | None = None
    credit_taken: CreditTaken | None = None
    staff_rotation: StaffRotation | None = None
    leak: Leak | None = None
    evidence_lost: EvidenceLost | None = None
    double_watch: DoubleWatch | None = None
    statement: Statement | None = None
    informant_offer: InformantOffer | None = None
    tip: Tip | None = None
    anomaly: Anomaly | None = None
    rumour: Rumour | None = None
    confiscation: Confiscation | None = None
    will: Will | None = None
    offer_instrument: Instrument | None = None
    withdraw_instrument: Instrument | None = None


LASTING = (
    "settings",
    "volume",
    "post_closed",
    "scanner_outage",
    "load_lost",
    "data_ruling",
    "blind_spot",
)
"""Effects that are in force as long as the shock lasts; all others are events."""


@dataclass(frozen=True, kw_only=True)
class Shock:
    """Something that befalls both services, for studies and for a class.

    It strikes on ``day``, else by ``condition``, else by hand only (``BorderModel.fire``).
    """

    title: Text = choice(Text(), doc="title")
    text: Text = choice(Text(), doc="what those are told whom it befalls")
    to: tuple[str, ...] = choice((), doc="to whom it is handed in a class", allowed=AUDIENCE)
    day: int | None = quantity(
        None,
        unit="day",
        doc="day of the horizon on which it strikes, from 0; goes before the condition",
        allowed=(0, 36500),
        source="choice of the study",
        mark="setting",
    )
    condition: Condition | None = None
    lasts_days: int | None = quantity(
        None,
        unit="days",
        doc="for how long what lasts is in force (settings, a closure, a ruling, the wait for a load ...); null: to the end",
        allowed=(1, 36500),
        source="choice of the study",
        mark="setting",
    )
    effects: Effects = choice(doc="what it does")
    in_the_model: Text = choice(
        Text(), doc="what it does in the model, and what it leaves to the class"
    )
    expected: Text = choice(Text(), doc="what a good answer would be")
    question: Text = choice(Text(), doc="question for the discussion")
    section: str = choice("", doc="section of the handbook")

    @property
    def when(self) -> str:
        """When it strikes, in words."""
        if self.day is not None:
            return gettext("day {day}").format(day=self.day)
        if self.condition is None:
            return gettext("by hand")
        name, value = self.condition.limit
        days = self.condition.over_days
        told = ngettext(
            "{measure} over a day {limit} {value}", "{measure} over {n} days {limit} {value}", days
        )
        return told.format(
            measure=gettext(IN_WORDS[self.condition.measure]),
            n=days,
            limit=gettext(name.replace("_", " ")),
            value=localised(f"{value:g}"),
        )

    @property
    def needs(self) -> str:
        """What there must be for it to do anything, in words."""
        effects = [getattr(self.effects, name) for name in kinds() if name != "settings"]
        return ", ".join(
            dict.fromkeys(
                gettext(effect.NEEDS) for effect in effects if effect is not None and effect.NEEDS
            )
        )


def kinds() -> tuple[str, ...]:
    """Return the names of all kinds of effects."""
    return tuple(Effects.__dataclass_fields__)
