"""What the police can do in a case, and with what: their own means, the partner's as far as terms or a joint team bring them.

A capability is a service's own, the partner's, or nobody's. What is the partner's works only as far
as resources are pooled, after the time to borrow it, or in a joint team where customs may act.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from borderSim.model.state.capabilities import (
    LACKING,
    OWN,
    Reach,
    Toolkit,
    borrowed,
    toolkit,
)
from borderSim.model.state.random_streams import Floats
from borderSim.model.state.state import State
from borderSim.model.state.terms import Terms
from borderSim.parameters.mechanisms import CASES
from borderSim.parameters.scenario import OF_CUSTOMS


def reach(w: State, name: str, slot: int) -> Reach:
    """Return how far the police can use a means against an organisation."""
    found = _in_any_case(w, name)
    if found is not None:
        return found
    if w.police.cases.joint[slot] and customs_acts(w, slot):
        return OWN
    return borrowed(w.policy.scenario.capabilities[name], _terms(w, slot).at(CASES))


def _in_any_case(w: State, name: str) -> Reach | None:
    """Return how far the police can use a means that is their own, or nobody's; None if it is the partner's, which hangs on the case."""
    capability = w.policy.scenario.capabilities.get(name)
    if capability is None:
        return LACKING
    if capability.police == "own":
        return OWN
    return None if capability.customs == "own" else LACKING


def usable(w: State, name: str, slot: int) -> float:
    """Return how far a means is in use in an open case today: not before it was borrowed."""
    found = reach(w, name, slot)
    return (
        found.extent
        if found.wait <= 0 or w.day - int(w.police.cases.opened[slot]) >= found.wait
        else 0.0
    )


def customs_acts(w: State, slot: int) -> bool:
    """Whether customs officers in a joint team may use powers of their own: by law, or by an agreement that lends them."""
    return (
        w.policy.scenario.legal_model.customs_investigates
        or "joint_powers" in _terms(w, slot).powers
    )


def find_evidence(w: State, slot: int) -> float:
    """Return the evidence of a find with custody kept: less without forensics."""
    i = w.policy.scenario.investigation
    lacking = 1.0 - reach(w, "forensics", slot).extent
    return i.evidence_find * (1.0 - lacking * (1.0 - i.evidence_without_lab))


def prosecution(w: State, slot: int) -> tuple[float, float]:
    """Return the chance of a charge and the days to a judgement, worse where the police can't work with the prosecution."""
    j = w.policy.scenario.justice
    lacking = 1.0 - reach(w, "prosecution", slot).extent
    charged = j.p_charged * (1.0 - lacking * (1.0 - j.charged_without_prosecution))
    return charged, j.court_days * (1.0 + lacking * (j.court_days_without_prosecution - 1.0))


def of_customs_officers(
    w: State, slot: int, available: tuple[tuple[str, float], ...]
) -> tuple[tuple[str, float], ...]:
    """Return which of the sources of a joint case its customs officers work: all, or trade records if they have no powers."""
    return (
        available
        if customs_acts(w, slot)
        else tuple((name, extent) for name, extent in available if name == "trade_records")
    )


def sources(
    w: State, slot: int, means: Sequence[tuple[str, Reach | None]] | None = None
) -> tuple[tuple[str, float], ...]:
    """Return the sources that an open case can use today, each with how far.

    Trade records come with any joint team. Interviews at the post come with one whose customs
    officers may act, for a time after a find.

    Args:
        w: the state.
        slot: organisation.
        means: :func:`_means`, where it is known already.
    """
    found = [
        (name, usable(w, name, slot) if always is None else always.extent)
        for name, always in (_means(w) if means is None else means)
    ]
    if w.police.cases.joint[slot]:
        fresh = (
            w.day - int(w.police.cases.last_find[slot])
            <= w.policy.scenario.investigation.interview_days
        )
        found += [("trade_records", 1.0), ("interviews", float(fresh and customs_acts(w, slot)))]
    known = w.policy.scenario.case_sources
    return tuple([one for one in found if one[1] > 0 and one[0] in known])


def _means(w: State) -> list[tuple[str, Reach | None]]:
    """Return the sources that the police can have, each with how far it can be used in any case (:func:`_in_any_case`)."""
    return [
        (name, _in_any_case(w, name))
        for name in w.policy.scenario.case_sources
        if name not in OF_CUSTOMS
    ]


def toolkits(w: State, cases: np.ndarray) -> tuple[Floats, Floats]:
    """What police and customs officers in each case work with.

    Returns:
        Investigator-days to reveal a member, by service, case and rung of :data:`RUNGS` (2, K, 6),
        and the weights of the two best kinds of evidence (2, K).
    """
    means = _means(w)
    police = [sources(w, slot, means) for slot in cases.tolist()]
    customs = [
        of_customs_officers(w, slot, there) if w.police.cases.joint[slot] else ()
        for slot, there in zip(cases.tolist(), police, strict=True)
    ]
    there = [*police, *customs]
    kits = {available: _kit(w, available) for available in dict.fromkeys(there)}
    place = {available: k for k, available in enumerate(kits)}
    at = np.array([place[available] for available in there], dtype=np.intp).reshape(2, -1)
    days = np.array([kit.days for kit in kits.values()])
    evidence = np.array([kit.evidence for kit in kits.values()], dtype=np.float64)
    return days[at], evidence[at]


def _kit(w: State, available: tuple[tuple[str, float], ...]) -> Toolkit:
    """Return what a case works with that has these sources (remembered as long as the scenario is in force)."""
    kits = w.policy.kits
    if available not in kits:
        kits[available] = toolkit(w.policy.scenario, available)
    return kits[available]


def _terms(w: State, slot: int) -> Terms:
    """Return what holds in the country for the police unit and the goods of an organisation."""
    return w.cooperation.terms(0, w.unit_of(slot), w.day, w.good_of(slot))
