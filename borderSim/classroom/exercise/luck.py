"""Luck apart from skill: the run that was played among many runs of the same decisions, and against none."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from borderSim.classroom.exercise.session import Session
from borderSim.classroom.exercise.settings import scenario_of
from borderSim.parameters.scenario import Scenario
from borderSim.simulation import BorderModel
from borderSim.studies.analysis import estimates
from borderSim.studies.analysis.estimates import Estimate

OUTCOMES = (
    "seizures",
    "delivered",
    "seized_value_eur",
    "members_arrested",
    "leaders_arrested",
    "members_convicted",
    "collisions",
    "cases_burned",
    "leaks",
    "trade_delay_cost_eur",
    "cooperation_cost_eur",
    "coordination_hours",
)
"""What is told of a run: several goals and what they cost, no score made of them."""
FEWEST = 5
"""Fewest other seeds of which a distribution is told (assumption)."""

Values = list[float | None]


@dataclass(frozen=True)
class Outcome:
    """One outcome of the run that was played, and where it stands.

    Attributes:
        name: name of the outcome.
        played: its value.
        others: its values in runs of the same decisions with other seeds.
        without: its values in the same runs without any decision.
        played_without: its value in the run that was played, without any decision.
    """

    name: str
    played: float
    others: tuple[float, ...]
    without: tuple[float, ...]
    played_without: float

    @property
    def percentile(self) -> float:
        """Share of the other runs below the one played, in per cent; ties count half."""
        return percentile(self.played, self.others)

    @property
    def median(self) -> float:
        """Median of the other runs."""
        return float(np.median(self.others))

    @property
    def middle(self) -> tuple[float, float]:
        """Ends of the middle nine tenths of the other runs."""
        low, high = np.quantile(self.others, (0.05, 0.95))
        return float(low), float(high)

    @property
    def skill(self) -> Estimate:
        """What the decisions changed over all seeds: the mean difference with its 95 % interval."""
        return estimates.difference(self.others, self.without)

    @property
    def here(self) -> float:
        """What the decisions changed in the run that was played."""
        return self.played - self.played_without


def percentile(value: float, others: Sequence[float]) -> float:
    """Return the share of values below another, in per cent; those equal to it count half."""
    array = np.asarray(others, dtype=float)
    return float(100.0 * ((array < value).sum() + 0.5 * (array == value).sum()) / len(array))


def other_seeds(seed: int, runs: int) -> list[int]:
    """Return so many seeds, none of them that of the run that was played."""
    return [n for n in range(1, runs + 2) if n != seed][:runs]


def measured(
    session: Session, runs: int, told: Callable[[int], None] = lambda done: None
) -> list[Outcome]:
    """Return every outcome of a session with its distribution.

    Each seed is run twice from the same first day of the horizon: with the decisions and without.
    Injects strike in both.

    Args:
        session: what the table did.
        runs: number of other seeds, at least :data:`FEWEST`.
        told: is told after each seed how many are done.
    """
    events = ["events=false"]
    ours = scenario_of(session.exercise, session.taken, session.fired, more=events)
    none = scenario_of(session.exercise, (), session.fired, more=events)
    pairs: list[tuple[Values, Values]] = []
    for done, seed in enumerate([session.seed, *other_seeds(session.seed, runs)]):
        pairs.append(both(ours, none, seed, session.played))
        told(done + 1)
    return [
        _outcome(name, [ours[n] for ours, _ in pairs], [none[n] for _, none in pairs])
        for n, name in enumerate(OUTCOMES)
    ]


def both(ours: Scenario, none: Scenario, seed: int, days: int) -> tuple[Values, Values]:
    """Return the outcomes of a seed under two scenarios, whose burn-in is the same."""
    model = BorderModel(dataclasses.replace(none, events=False), seed)
    model.run_burn_in()
    with_ours = model.branch(ours)
    return _played(with_ours, days), _played(model, days)


def _played(model: BorderModel, days: int) -> Values:
    for _ in range(days):
        model.step()
    found = model.result().outcomes
    return [found.get(name) for name in OUTCOMES]


def _outcome(name: str, ours: Values, none: Values) -> Outcome:
    values, without = [float(x or 0.0) for x in ours], [float(x or 0.0) for x in none]
    return Outcome(name, values[0], tuple(values[1:]), tuple(without[1:]), without[0])
