"""What the police can work with in a case: means of their own, those lent by customs, and what a set of sources comes to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from borderSim.model.state.random_streams import Floats
from borderSim.parameters.scenario import Capability, CaseSource, Scenario, Traits

RUNGS = ("courier", "logistics", "broker", "organiser", "financier")
"""Whom a source reveals: by tier 1 to 4, financiers apart from the organisers of their tier."""


@dataclass(frozen=True)
class Reach:
    """How far a means can be used (0 to 1), and the days until it is there."""

    extent: float
    wait: float


@dataclass(frozen=True)
class Toolkit:
    """What a case works with.

    Attributes:
        days: (6,) investigator-days to reveal a member by tier (place 0 is nobody's), financiers
            last; infinite without a source.
        evidence: sum of the weights of the two best kinds of evidence.
    """

    days: Floats
    evidence: float


OWN, LACKING = Reach(1.0, 0.0), Reach(0.0, float("inf"))


def police_own(scenario: Scenario, name: str) -> bool:
    """Whether the police have a means of their own."""
    capability = scenario.capabilities.get(name)
    return capability is not None and capability.police == "own"


def borrowed(capability: Capability, traits: Traits) -> Reach:
    """Return how far the police can borrow a means of customs: as far as resources are pooled."""
    if capability.police != "partner" or capability.customs != "own" or traits.pool_fraction <= 0:
        return LACKING
    return Reach(traits.pool_fraction, capability.borrow_days + traits.pool_reaction_days)


def toolkit(scenario: Scenario, available: tuple[tuple[str, float], ...]) -> Toolkit:
    """Return what a case works with: by tier the best source there is, for evidence the best two.

    Args:
        scenario: in force.
        available: sources with how far each can be used; a half one takes twice the time and brings
            half the evidence.
    """
    i = scenario.investigation
    base = (
        i.reveal_days_courier,
        i.reveal_days_logistics,
        i.reveal_days_broker,
        i.reveal_days_organiser,
        i.reveal_days_organiser,
    )
    named = [(name, scenario.case_sources[name], extent) for name, extent in available]
    days = [1.0]
    for rung, alone in zip(RUNGS, base, strict=True):
        days.append(
            alone
            * min(
                (getattr(source, rung) / extent for _, source, extent in named),
                default=float("inf"),
            )
        )
    weights = sorted(
        (_weight(scenario, name, source) * extent for name, source, extent in named), reverse=True
    )
    return Toolkit(np.array(days), sum(weights[:2]))


def _weight(scenario: Scenario, name: str, source: CaseSource) -> float:
    """Weight of a piece of evidence from a source."""
    return (
        float(getattr(scenario.investigation, f"evidence_{name}"))
        if source.evidence is None
        else source.evidence
    )
