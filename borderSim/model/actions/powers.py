"""What the police can do in a case, and with what: their own means, the partner's as far as terms or a joint team bring them.

A capability is a service's own, the partner's, or nobody's. What is the partner's works only as far as
resources are pooled, after the time to borrow it, or in a joint team where customs may act.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from borderSim.model.state.random_streams import Floats
from borderSim.model.state.terms import Terms
from borderSim.parameters.scenario import OF_CUSTOMS, Capability, CaseSource, Scenario, Traits

if TYPE_CHECKING:
    from borderSim.model.state.state import World

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
        days: (6,) investigator-days to reveal a member by tier (place 0 is nobody's), financiers last; infinite without a source.
        evidence: sum of the weights of the two best kinds of evidence.
    """

    days: Floats
    evidence: float


OWN, LACKING = Reach(1.0, 0.0), Reach(0.0, float("inf"))


def police_own(scenario: Scenario, name: str) -> bool:
    """Whether the police have a means of their own."""
    capability = scenario.capabilities.get(name)
    return capability is not None and capability.police == "own"


def reach(w: World, name: str, slot: int) -> Reach:
    """Return how far the police can use a means against an organisation."""
    capability = w.scenario.capabilities.get(name)
    if capability is None:
        return LACKING
    if capability.police == "own":
        return OWN
    if capability.customs != "own":
        return LACKING
    if w.cases.joint[slot] and customs_acts(w, slot):
        return OWN
    return borrowed(capability, _terms(w, slot).traits)


def borrowed(capability: Capability, traits: Traits) -> Reach:
    """Return how far the police can borrow a means of customs: as far as resources are pooled."""
    if capability.police != "partner" or capability.customs != "own" or traits.pool_fraction <= 0:
        return LACKING
    return Reach(traits.pool_fraction, capability.borrow_days + traits.pool_reaction_days)


def usable(w: World, name: str, slot: int) -> float:
    """Return how far a means is in use in an open case today: not before it was borrowed."""
    found = reach(w, name, slot)
    return found.extent if found.wait <= 0 or w.day - int(w.cases.opened[slot]) >= found.wait else 0.0


def customs_acts(w: World, slot: int) -> bool:
    """Whether customs officers in a joint team may use powers of their own: by law, or by an agreement that lends them."""
    return w.scenario.legal_model.customs_investigates or "joint_powers" in _terms(w, slot).powers


def find_evidence(w: World, slot: int) -> float:
    """Return the evidence of a find with custody kept: less without forensics."""
    i = w.scenario.investigation
    lacking = 1.0 - reach(w, "forensics", slot).extent
    return i.evidence_find * (1.0 - lacking * (1.0 - i.evidence_without_lab))


def prosecution(w: World, slot: int) -> tuple[float, float]:
    """Return the chance of a charge and the days to a judgement, worse where the police can't work with the prosecution."""
    j = w.scenario.justice
    lacking = 1.0 - reach(w, "prosecution", slot).extent
    charged = j.p_charged * (1.0 - lacking * (1.0 - j.charged_without_prosecution))
    return charged, j.court_days * (1.0 + lacking * (j.court_days_without_prosecution - 1.0))


def of_customs_officers(w: World, slot: int, available: tuple[tuple[str, float], ...]) -> tuple[tuple[str, float], ...]:
    """Return which of the sources of a joint case its customs officers work: all, or trade records if they have no powers."""
    return available if customs_acts(w, slot) else tuple((name, extent) for name, extent in available if name == "trade_records")


def sources(w: World, slot: int) -> tuple[tuple[str, float], ...]:
    """Return the sources that an open case can use today, each with how far.

    Trade records come with any joint team. Interviews at the post come with one whose customs officers may act,
    for a time after a find.
    """
    found = [(name, usable(w, name, slot)) for name in w.scenario.case_sources if name not in OF_CUSTOMS]
    if w.cases.joint[slot]:
        fresh = w.day - int(w.cases.last_find[slot]) <= w.scenario.investigation.interview_days
        found += [("trade_records", 1.0), ("interviews", float(fresh and customs_acts(w, slot)))]
    return tuple((name, extent) for name, extent in found if extent > 0 and name in w.scenario.case_sources)


def toolkits(w: World, cases: np.ndarray) -> tuple[Floats, Floats]:
    """What police and customs officers in each case work with.

    Returns:
        Investigator-days to reveal a member, by service, case and rung of :data:`RUNGS` (2, K, 6), and the weights of
        the two best kinds of evidence (2, K).
    """
    kits = w.kits

    def kit(available: tuple[tuple[str, float], ...]) -> Toolkit:
        if available not in kits:
            kits[available] = toolkit(w.scenario, available)
        return kits[available]

    police = [sources(w, int(slot)) for slot in cases]
    customs = [of_customs_officers(w, int(slot), there) if w.cases.joint[slot] else () for slot, there in zip(cases, police, strict=True)]
    both = [[kit(there) for there in services] for services in (police, customs)]
    return np.array([[k.days for k in row] for row in both]), np.array([[k.evidence for k in row] for row in both])


def toolkit(scenario: Scenario, available: tuple[tuple[str, float], ...]) -> Toolkit:
    """Return what a case works with: by tier the best source there is, for evidence the best two.

    Args:
        scenario: in force.
        available: sources with how far each can be used; a half one takes twice the time and brings half the evidence.
    """
    i = scenario.investigation
    base = (i.reveal_days_courier, i.reveal_days_logistics, i.reveal_days_broker, i.reveal_days_organiser, i.reveal_days_organiser)
    named = [(name, scenario.case_sources[name], extent) for name, extent in available]
    days = [1.0]
    for rung, alone in zip(RUNGS, base, strict=True):
        days.append(alone * min((getattr(source, rung) / extent for _, source, extent in named), default=float("inf")))
    weights = sorted((_weight(scenario, name, source) * extent for name, source, extent in named), reverse=True)
    return Toolkit(np.array(days), sum(weights[:2]))


def _weight(scenario: Scenario, name: str, source: CaseSource) -> float:
    """Weight of a piece of evidence from a source."""
    return float(getattr(scenario.investigation, f"evidence_{name}")) if source.evidence is None else source.evidence


def _terms(w: World, slot: int) -> Terms:
    """Return what holds in the country for the police unit and the goods of an organisation."""
    return w.relations.terms(0, w.unit_of(slot), w.day, w.good_of(slot))
