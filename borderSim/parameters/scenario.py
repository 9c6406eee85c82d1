"""What is simulated: the typed scenario, every field with unit, range, prior, source and mark.

The defaults are those of the ``national`` scenario; a scenario file of ``configs/scenario``
says only what differs. Addresses of the sources stand in ``docs/sources.md``. A scenario is
frozen: a policy that changes something on a day is a second scenario (see ``schedule``).
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from functools import cached_property

from borderSim.parameters.declare import LEFT_OUT_IF_EMPTY, choice, quantity
from borderSim.parameters.instruments import Channel, Gives, Governance, Instrument, Scope
from borderSim.parameters.orders import Order
from borderSim.parameters.own_data import Observed, OwnRange, Statement
from borderSim.parameters.partnership import (
    Anchor,
    Budget,
    CostParts,
    Dials,
    Directed,
    Layers,
    LegalModel,
    Levers,
    Partnership,
    Traits,
)
from borderSim.parameters.powers import (
    CAPABILITIES,
    OF_CUSTOMS,
    SOURCES,
    Capability,
    CaseSource,
    Competence,
)
from borderSim.parameters.ranges import (
    HANDBOOK,
    KINDS,
    MODES,
    NOT_NEGATIVE,
    POSITIVE,
    PROBABILITY,
    ROLES,
    SHAPES,
)
from borderSim.parameters.services import (
    Customs,
    Economy,
    Intelligence,
    Investigation,
    Justice,
    Police,
)
from borderSim.parameters.shocks import SettingChange, Shock, Text
from borderSim.parameters.systems import Hits, InformationSystem
from borderSim.parameters.traffic import (
    Cargo,
    Commodity,
    Flow,
    Load,
    Mode,
    Opportunists,
    Post,
    Traffic,
)
from borderSim.parameters.traffickers import (
    Network,
    Organisations,
    Profile,
    Traffickers,
)
from borderSim.parameters.window import YEAR_DAYS, Window

__all__ = [
    "CAPABILITIES",
    "HANDBOOK",
    "KINDS",
    "LEFT_OUT_IF_EMPTY",
    "MODES",
    "NOT_NEGATIVE",
    "OF_CUSTOMS",
    "POSITIVE",
    "PROBABILITY",
    "ROLES",
    "SHAPES",
    "SOURCES",
    "Anchor",
    "Budget",
    "Capability",
    "Cargo",
    "CaseSource",
    "Change",
    "Channel",
    "Commodity",
    "Competence",
    "CostParts",
    "Customs",
    "Dials",
    "Directed",
    "Economy",
    "Flow",
    "Gives",
    "Governance",
    "Hits",
    "InformationSystem",
    "Instrument",
    "Intelligence",
    "Investigation",
    "Justice",
    "Layers",
    "LegalModel",
    "Levers",
    "Load",
    "Mode",
    "Network",
    "Opportunists",
    "Order",
    "Organisations",
    "Partnership",
    "Police",
    "Post",
    "Profile",
    "Scenario",
    "Scope",
    "SettingChange",
    "Shock",
    "Text",
    "Traffic",
    "Traffickers",
    "Traits",
    "Window",
]


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
        6.0,
        unit="years",
        doc="horizon",
        allowed=(1 / 365, 100),
        source="choice of the study",
        mark="setting",
    )
    measure_from_year: int | None = quantity(
        None,
        unit="-",
        doc="year of the horizon (1 is the first) from which on outcomes are measured: the settled window; "
        "null: 4 where years is 4 or more, else 1 (and 1 with transition=ramp, which is about the way there)",
        allowed=(1, 100),
        source="choice of the study",
        mark="setting",
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
        allowed=("steady", "switch", "ramp"),
        doc="steady: the traits are in force from the first day of the horizon, trust starts from the level's own "
        "set-point, set-up is an annuity; switch: the same, but trust starts where the present level left it; ramp: they "
        "move over the months that the level takes, set-up is paid as it falls due, the horizon is ten years unless "
        "years is given",
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
    competence: Competence = field(default_factory=Competence)
    capabilities: dict[str, Capability] = field(default_factory=dict)
    """By name, of :data:`CAPABILITIES`; one set to null is had by nobody."""
    case_sources: dict[str, CaseSource] = field(default_factory=dict)
    """By name, of :data:`SOURCES`; one set to null is not used."""
    present: Partnership
    partnership: Partnership
    levers: Levers = field(default_factory=Levers)
    layers: Layers = field(default_factory=Layers)
    budget: Budget = field(default_factory=Budget)
    governance: Governance = field(default_factory=Governance)
    instruments: dict[str, Instrument] = field(default_factory=dict)
    """Every instrument that a level of the study names, by name.

    Those in force stand in its partnership.
    """
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
    systems: dict[str, InformationSystem] = field(default_factory=dict)
    hits: Hits = field(default_factory=Hits)
    levels: dict[str, Partnership] = field(default_factory=dict)
    """The partnerships that ``posts.<name>.partnership`` refers to, by name (filled on loading)."""
    dials: Dials | None = None
    """Levels between which the dials move, where changes take their time (filled on loading)."""
    networks: tuple[Network, ...] = ()
    """Those of ``organisations.networks_file``, for the first organisations in turn (filled on loading)."""
    schedule: tuple[Change, ...] = ()
    shocks: dict[str, Shock] = field(default_factory=dict)
    """What may befall both services, by name: those that ``shocks=`` names (filled on loading)."""
    orders: tuple[Order, ...] = field(default=(), metadata={LEFT_OUT_IF_EMPTY: True})
    """What is done with the find of single loads."""
    observed: dict[str, Observed] = field(default_factory=dict, metadata={LEFT_OUT_IF_EMPTY: True})
    """The country's own yearly statistics, by name (:data:`borderSim.parameters.own_data.OBSERVABLE`)."""
    account: tuple[Statement, ...] = field(default=(), metadata={LEFT_OUT_IF_EMPTY: True})
    """What was given, converted, scaled and assumed when the country was described."""
    priors: tuple[OwnRange, ...] = field(default=(), metadata={LEFT_OUT_IF_EMPTY: True})
    """Ranges of the country's own, in the place of shipped priors."""

    @cached_property
    def customs_officers(self) -> float:
        """Officers of customs at posts and analysts, before ``capacity_scale``."""
        posted = sum(f.officers for p in self.posts.values() for f in p.flows.values())
        return posted + self.customs.analysts

    @cached_property
    def police_officers(self) -> float:
        """Investigators, analysts and officers of the police at posts, before ``capacity_scale``."""
        stationed = sum(p.police_officers for p in self.posts.values())
        return self.police.investigators + self.police.analysts + stationed

    @cached_property
    def machines_eur(self) -> float:
        """What the machines of customs cost to buy, before ``capacity_scale``, EUR."""
        flows = [f for p in self.posts.values() for f in p.flows.values()]
        return sum(f.machines * f.machine_capital_eur for f in flows)

    @cached_property
    def police_machines_eur(self) -> float:
        """The same of the police."""
        flows = [f for p in self.posts.values() for f in p.flows.values()]
        return sum(f.police_machines * f.machine_capital_eur for f in flows)

    @cached_property
    def officers(self) -> float:
        """All officers of both services that the scenario counts, before ``capacity_scale``."""
        return self.customs_officers + self.police_officers

    @property
    def horizon_days(self) -> int:
        """Length of the horizon in whole days."""
        return max(1, round(self.years * YEAR_DAYS))

    @property
    def window(self) -> Window:
        """The part of the horizon in which outcomes are measured."""
        return Window.of(self.years, self.measure_from_year, ramp=self.transition == "ramp")

    def with_(self, **changes: object) -> Scenario:
        """Return a copy with some top-level fields replaced."""
        return dataclasses.replace(self, **changes)
