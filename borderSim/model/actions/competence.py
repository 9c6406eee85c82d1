"""Who may seize which goods, and whether those who may come in time."""

from __future__ import annotations

from typing import Literal

import numpy as np

from borderSim.model.state.state import State
from borderSim.model.state.terms import Terms
from borderSim.parameters.mechanisms import CASES
from borderSim.parameters.scenario import Scenario

Service = Literal["customs", "police"]


def may_seize(scenario: Scenario, terms: Terms, service: Service, commodity: str) -> bool:
    """Whether a service may seize goods, by its own competence or by a delegation in force (power ``seize_all``)."""
    return commodity not in getattr(scenario.competence, service) or "seize_all" in terms.powers


def seizing(scenario: Scenario, terms: Terms, commodity: str) -> Service | None:
    """Return the service that seizes a find of customs: customs if it may, else the police.

    None is a blind spot.
    """
    if may_seize(scenario, terms, "customs", commodity):
        return "customs"
    return "police" if may_seize(scenario, terms, "police", commodity) else None


def chance_in_time(
    w: State, group: int, unit: int, good: int, slot: int, hold_days: float
) -> float:
    """Return the chance that the police come to a find before it must be released.

    They come after an exponential time: its mean is the reaction time of pooled officers or the
    time that a message takes, by the terms in force or by an officer of a channel who has time for
    it. A joint team on the case is there.
    """
    if w.police.cases.joint[slot]:
        return 1.0
    traits = w.cooperation.terms(group, unit, w.day, good, "find").at(CASES)
    wait = traits.share_latency_days.customs_to_police
    if traits.pool_fraction > 0:
        wait = min(wait, traits.pool_reaction_days)
    arrangements, by_officer = w.cooperation.arrangements, None
    for i in w.cooperation.limited_channels(group, good, "find"):
        channel = arrangements.instruments[i].gives.channel
        latency = (
            channel.share_latency_days.customs_to_police
            if channel and channel.share_latency_days
            else wait
        )
        if latency < wait:
            wait, by_officer = latency, i
    if by_officer is not None:
        arrangements.credit[by_officer] -= 1.0
    hold = max(hold_days, w.policy.scenario.competence.hold_days)
    return 1.0 - float(np.exp(-hold / wait)) if wait > 0 else 1.0
