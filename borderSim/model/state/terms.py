"""What holds between two services at one place for one kind of goods: the level's traits under the floors of instruments."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from borderSim.parameters.scenario import Channel, Directed, Gives, Instrument, Scenario, Traits

WAYS = ("customs_to_police", "police_to_customs")
HIGHER = (
    "pool_fraction",
    "lookup_prob",
    "shared_objective_weight",
    "trust_set_point",
    "persistence",
)
"""Traits under which an instrument lays a floor."""
BOUNDS = (
    "pool_reaction_days",
    "relevance",
    "interview_yield",
    "handover_delay_days",
    "handover_evidence_kept",
    "leak_exposes_informant",
    "let_run_lost",
)
"""Rules that it bounds from below or above."""


@dataclass(frozen=True)
class Terms:
    """Traits and rules in force.

    Attributes:
        traits: the level's, under the floors of live instruments.
        relevance: how well a sender judges what the other needs.
        interview_yield, handover_delay_days, handover_evidence_kept: as the scenario's fields of
            that name, under floors and ceilings.
        leak_exposes_informant, let_run_lost: so too.
        may_let_run: customs may propose a controlled delivery, and a service has the surveillance
            that follows it.
        can_follow: a service has surveillance of its own.
        keeps_origin: the origin of items survives.
        powers: what live instruments allow or oblige.
        apart: traits that a mechanism reads at points of use of its own, where they are others
            than ``traits``: empty but in levels that are taken apart by mechanism.
    """

    traits: Traits
    relevance: float
    interview_yield: float
    handover_delay_days: float
    handover_evidence_kept: float
    leak_exposes_informant: float
    let_run_lost: float
    may_let_run: bool
    can_follow: bool = True
    keeps_origin: bool = False
    powers: frozenset[str] = frozenset()
    apart: Mapping[str, Traits] = field(default_factory=dict)

    def at(self, mechanism: str) -> Traits:
        """Return the traits that hold at a mechanism's own points of use (:mod:`borderSim.parameters.mechanisms`)."""
        return self.apart.get(mechanism, self.traits)

    @classmethod
    def of(
        cls, scenario: Scenario, traits: Traits, apart: Mapping[str, Traits] | None = None
    ) -> Terms:
        """Return what holds without instruments."""
        law, investigation = scenario.legal_model, scenario.investigation
        return cls(
            traits=traits,
            relevance=scenario.intelligence.relevance,
            interview_yield=investigation.interview_yield,
            handover_delay_days=law.handover_delay_days,
            handover_evidence_kept=law.handover_evidence_kept,
            leak_exposes_informant=scenario.intelligence.leak_exposes_informant,
            let_run_lost=investigation.let_run_lost,
            may_let_run=law.customs_may_let_run and somebody_owns(scenario, "surveillance"),
            can_follow=somebody_owns(scenario, "surveillance"),
            apart=apart or {},
        )

    def under(self, instruments: Iterable[Instrument], kind: str = "") -> Terms:
        """Return these terms with what live instruments give.

        A channel of limited capacity is not among it.

        Args:
            instruments: live, and in scope here.
            kind: kind of item that is to cross; empty where none is.
        """
        terms = self
        for instrument in instruments:
            if changes_terms(instrument):
                terms = terms._with(instrument, kind)
        return terms

    def _with(self, instrument: Instrument, kind: str) -> Terms:
        gives, channel = instrument.gives, instrument.gives.channel
        rules: dict[str, object] = {
            "relevance": _high(
                self.relevance, gives.relevance if instrument.written_role else None
            ),
            "interview_yield": _high(self.interview_yield, gives.interview_yield),
            "handover_delay_days": _low(self.handover_delay_days, gives.handover_delay_days),
            "handover_evidence_kept": _high(
                self.handover_evidence_kept, gives.handover_evidence_kept
            ),
            "leak_exposes_informant": _low(
                self.leak_exposes_informant, gives.leak_exposes_informant
            ),
            "let_run_lost": _low(self.let_run_lost, gives.let_run_lost),
            "may_let_run": self.may_let_run or ("let_run" in gives.powers and self.can_follow),
            "keeps_origin": self.keeps_origin
            or bool(channel and channel.keeps_origin and kind in channel.carries),
            "powers": self.powers.union(gives.powers),
        }
        rules["traits"] = _with_floors(self.traits, instrument, kind)
        if self.apart:
            rules["apart"] = {
                name: _with_floors(traits, instrument, kind) for name, traits in self.apart.items()
            }
        moved = {name: value for name, value in rules.items() if value != getattr(self, name)}
        return dataclasses.replace(self, **moved) if moved else self


def _with_floors(traits: Traits, instrument: Instrument, kind: str) -> Traits:
    """Return traits under the floors of an instrument; the same object where it moves none."""
    gives, channel = instrument.gives, instrument.gives.channel
    changed = {name: _higher(getattr(traits, name), getattr(gives, name)) for name in HIGHER}
    changed["pool_reaction_days"] = _reaction(traits, gives)
    if channel is not None and channel.items_per_day is None and kind in channel.carries:
        changed |= better_channel(traits, channel, fidelity=instrument.double_access)
    changed = {name: value for name, value in changed.items() if value != getattr(traits, name)}
    return dataclasses.replace(traits, **changed) if changed else traits


def somebody_owns(scenario: Scenario, name: str) -> bool:
    """Whether a service has a means of its own."""
    capability = scenario.capabilities.get(name)
    return capability is not None and "own" in (capability.customs, capability.police)


def better_channel(traits: Traits, channel: Channel, *, fidelity: bool) -> dict[str, object]:
    """Return the traits of sharing, each the better one of the level and a channel.

    Readers add up to the larger circle.
    """
    return {
        "share_prob": _directed(traits.share_prob, channel.share_prob, max),
        "share_interval_days": _interval(traits.share_interval_days, channel.share_interval_days),
        "share_latency_days": _directed(traits.share_latency_days, channel.share_latency_days, min),
        "share_fidelity": _directed(
            traits.share_fidelity, channel.share_fidelity if fidelity else None, max
        ),
        "readers_share": max(traits.readers_share, channel.readers_share),
    }


@functools.lru_cache(maxsize=256)
def changes_terms(instrument: Instrument) -> bool:
    """Whether an instrument gives anything that differs from post to post, so that its posts need a picture of their own."""
    g = instrument.gives
    return bool(g.powers) or any(
        getattr(g, name) is not None for name in (*HIGHER, *BOUNDS, "channel")
    )


def _reaction(traits: Traits, gives: Gives) -> float:
    """Return the reaction time; where the level pools nothing its own means nothing."""
    if gives.pool_reaction_days is None:
        return traits.pool_reaction_days
    if traits.pool_fraction <= 0:
        return gives.pool_reaction_days
    return min(traits.pool_reaction_days, gives.pool_reaction_days)


def _higher(own: float | None, floor: float | None) -> float | None:
    if floor is None:
        return own
    return floor if own is None else max(own, floor)


def _high(own: float, floor: float | None) -> float:
    return own if floor is None else max(own, floor)


def _low(own: float, ceiling: float | None) -> float:
    return own if ceiling is None else min(own, ceiling)


def _directed(own: Directed, other: Directed | None, better: object) -> Directed:
    if other is None:
        return own
    return Directed(**{way: better(getattr(own, way), getattr(other, way)) for way in WAYS})  # type: ignore[operator]


def _interval(own: Directed | None, other: Directed | None) -> Directed | None:
    """Return the shorter interval; events only is the longest of all."""
    if own is None or other is None:
        return other if own is None else own
    return _directed(own, other, min)
