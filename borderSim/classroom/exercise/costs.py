"""What each decision of a table costs in the model: money of cooperation, money of both services, hours for the partner.

The decisions are put into the run that was played one after the other, in the order in which they were
taken. The cost of one is what its step adds, so that the costs of all add up to that of the whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from borderSim.classroom.exercise.played_on import outcomes_after
from borderSim.classroom.exercise.session import Session
from borderSim.classroom.exercise.settings import QUIET, Taken, scenario_of
from borderSim.parameters.scenario import Scenario
from borderSim.simulation import BorderModel

COSTS = ("cooperation_cost_eur", "enforcement_cost_eur", "coordination_hours")
"""Outcomes that are costs of the services, in EUR, EUR and hours."""


@dataclass(frozen=True)
class Cost:
    """What a decision added over the days played.

    Attributes:
        taken: the decision, with day and role.
        cooperation_eur: set-up and running cost of cooperation, in EUR.
        services_eur: cost of both services (staff, kit), in EUR.
        hours: working hours for the partner.
    """

    taken: Taken
    cooperation_eur: float
    services_eur: float
    hours: float


def decision_costs(session: Session) -> list[Cost]:
    """Return the cost of each decision that was taken before the last day played, in their order."""
    taken = sorted((t for t in session.taken if t.day < session.played), key=lambda t: t.day)
    if not taken:
        return []
    steps = [_scenario(session, taken[:n]) for n in range(len(taken) + 1)]
    model = BorderModel(steps[0], session.seed)
    model.run_burn_in()
    found = [_costs(model.branch(one), session.played) for one in steps]
    return [
        Cost(one, *(after - before for after, before in zip(found[n + 1], found[n], strict=True)))
        for n, one in enumerate(taken)
    ]


def _scenario(session: Session, taken: Sequence[Taken]) -> Scenario:
    return scenario_of(session.exercise, taken, session.fired, more=QUIET)


def _costs(model: BorderModel, days: int) -> list[float]:
    outcomes = outcomes_after(model, days)
    return [float(outcomes.get(name) or 0.0) for name in COSTS]
