"""What holds between two services at one place for one kind of goods: the level's traits under the floors of instruments."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

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
RAISED = ("interview_yield", "handover_evidence_kept")
LOWERED = ("handover_delay_days", "leak_exposes_informant", "let_run_lost")
"""Of these, those with a floor and those with a ceiling, whoever the instrument gives a say."""


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
        live = list(instruments)
        rules = {**vars(self), "traits": _with_floors(self.traits, live, kind)}
        for instrument in live:
            _lay_rules(rules, instrument, kind)
        if self.apart:
            rules["apart"] = {
                name: _with_floors(traits, live, kind) for name, traits in self.apart.items()
            }
        moved = {name: value for name, value in rules.items() if value != getattr(self, name)}
        return dataclasses.replace(self, **moved) if moved else self


def _lay_rules(rules: dict[str, Any], instrument: Instrument, kind: str) -> None:
    """Let an instrument lay its floors and ceilings under and over the rules in force, by name."""
    gives, channel = instrument.gives, instrument.gives.channel
    for name in RAISED:
        rules[name] = _high(rules[name], getattr(gives, name))
    for name in LOWERED:
        rules[name] = _low(rules[name], getattr(gives, name))
    if instrument.written_role:
        rules["relevance"] = _high(rules["relevance"], gives.relevance)
    rules["may_let_run"] |= "let_run" in gives.powers and rules["can_follow"]
    rules["keeps_origin"] |= bool(channel and channel.keeps_origin and kind in channel.carries)
    rules["powers"] = rules["powers"].union(gives.powers)


def _with_floors(traits: Traits, instruments: Sequence[Instrument], kind: str) -> Traits:
    """Return traits under the floors of instruments, one after the other; the same object where none moves any."""
    found: dict[str, Any] = dict(vars(traits))
    for instrument in instruments:
        gives, channel = instrument.gives, instrument.gives.channel
        found["pool_reaction_days"] = _reaction(found, gives)  # by what was pooled before
        for name in HIGHER:
            found[name] = _higher(found[name], getattr(gives, name))
        if channel is not None and channel.items_per_day is None and kind in channel.carries:
            found |= better_channel(found, channel, fidelity=instrument.double_access)
    changed = {name: value for name, value in found.items() if value != getattr(traits, name)}
    return dataclasses.replace(traits, **changed) if changed else traits


def somebody_owns(scenario: Scenario, name: str) -> bool:
    """Whether a service has a means of its own."""
    capability = scenario.capabilities.get(name)
    return capability is not None and "own" in (capability.customs, capability.police)


def better_channel(
    own: Mapping[str, Any], channel: Channel, *, fidelity: bool
) -> dict[str, object]:
    """Return the traits of sharing, each the better one of the level's own, by name, and a channel's.

    Readers add up to the larger circle.
    """
    return {
        "share_prob": _directed(own["share_prob"], channel.share_prob, max),
        "share_interval_days": _interval(own["share_interval_days"], channel.share_interval_days),
        "share_latency_days": _directed(own["share_latency_days"], channel.share_latency_days, min),
        "share_fidelity": _directed(
            own["share_fidelity"], channel.share_fidelity if fidelity else None, max
        ),
        "readers_share": max(own["readers_share"], channel.readers_share),
    }


@functools.lru_cache(maxsize=256)
def changes_terms(instrument: Instrument) -> bool:
    """Whether an instrument gives anything that differs from post to post, so that its posts need a picture of their own."""
    g = instrument.gives
    return bool(g.powers) or any(
        getattr(g, name) is not None for name in (*HIGHER, *BOUNDS, "channel")
    )


def _reaction(own: Mapping[str, Any], gives: Gives) -> float:
    """Return the reaction time; where the level pools nothing its own means nothing."""
    if gives.pool_reaction_days is None:
        return own["pool_reaction_days"]
    if own["pool_fraction"] <= 0:
        return gives.pool_reaction_days
    return min(own["pool_reaction_days"], gives.pool_reaction_days)


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
