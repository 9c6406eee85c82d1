"""What a partnership level is, the dials between levels, the budget rule and the law."""

from __future__ import annotations

from dataclasses import dataclass, field

from borderSim.parameters.declare import choice, quantity
from borderSim.parameters.ranges import HANDBOOK, NOT_NEGATIVE, PROBABILITY

MOST_NAMED = 3
"""More instruments than this are counted in a label, not named; technical."""


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
        doc="governance meetings as a share of working time of those who meet (line officers: economy.meeting_line_share)",
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
class Layers:
    """The levels at which single layers stand (names or files); null: the partnership's own."""

    strategic: str | None = choice(
        None, doc="level of the strategic layer: objectives, trust, persistence, meetings"
    )
    operational: str | None = choice(
        None, doc="level of the operational layer: what is passed on, to how many, what is pooled"
    )
    tactical: str | None = choice(
        None, doc="level of the tactical layer: how soon, and what is looked up before action"
    )


@dataclass(frozen=True, kw_only=True)
class Partnership:
    """A named bundle of traits; the name is a label and is never read by the model."""

    name: str = choice(doc="label of the level")
    title: str = choice("", doc="label for people")
    traits: Traits
    instruments: tuple[str, ...] = choice(
        (), doc="names of the instruments in force beside the traits"
    )
    sources: tuple[str, ...] = choice(
        (),
        doc="where the traits come from, for people (a questionnaire fills it); never read by the model",
    )
    layers: Layers = field(default_factory=Layers)
    """Where its traits come from; they are put together on loading."""
    needs_will: float = quantity(
        0.0,
        unit="1",
        doc="political will below which the level is not reached, and is undone",
        allowed=PROBABILITY,
        prior=(0.0, 0.8),
    )
    needs_mandate: float = quantity(
        0.0,
        unit="1",
        doc="clarity of mandates below which the level is not reached, and is undone",
        allowed=PROBABILITY,
        prior=(0.0, 0.8),
    )

    @property
    def label(self) -> str:
        """The name with the instruments in force, also those that were added to every level.

        Their number if they are many.
        """
        own = self.name.split("+")
        others = [name for name in self.instruments if name not in own[1:]]
        return (
            "+".join([*own, *others])
            if len(others) <= MOST_NAMED
            else f"{self.name}+{len(others)} instruments"
        )


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


@dataclass(frozen=True)
class Anchor:
    """A level on the dials.

    Attributes:
        place: where it stands, 0 to 1, on all three dials.
        name: label of the level.
        traits: its traits.
    """

    place: float
    name: str
    traits: Traits


@dataclass(frozen=True, kw_only=True)
class Dials:
    """The shipped levels on the dials, lowest first, and which traits each dial moves."""

    levels: tuple[Anchor, ...]
    groups: dict[str, tuple[str, ...]]


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
        doc="customs may propose a controlled delivery",
        source=f"{HANDBOOK} V.b, A.4",
        mark="handbook",
    )
