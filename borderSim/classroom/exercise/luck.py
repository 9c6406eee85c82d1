"""Luck apart from skill: the run that was played among many of the same decisions, against none, and its twin."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from borderSim.classroom.exercise.played_on import outcomes_after
from borderSim.classroom.exercise.session import Session
from borderSim.classroom.exercise.settings import QUIET, scenario_of
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
ON_THE_WALL = (
    "seizures",
    "delivered",
    "members_arrested",
    "leaders_arrested",
    "collisions",
    "cases_burned",
    "trade_delay_cost_eur",
    "cooperation_cost_eur",
)
"""Of these, those that the wall compares beside the question once the twin was shown: as many as it can hold."""
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
        twin: its values in the same runs under the level of the twin, decisions and all.
        played_twin: its value in the twin of the run that was played.
    """

    name: str
    played: float
    others: tuple[float, ...]
    without: tuple[float, ...]
    played_without: float
    twin: tuple[float, ...] = ()
    played_twin: float = 0.0

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
    def level(self) -> Estimate:
        """What the level of the twin changes over all seeds: the mean difference with its 95 % interval."""
        return estimates.difference(self.twin, self.others)

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

    Each seed is run three times from the same first day of the horizon: with the decisions, without,
    and with them under the level of the twin. Injects strike in all.

    Args:
        session: what the table did.
        runs: number of other seeds, at least :data:`FEWEST`.
        told: is told after each seed how many are done.
    """
    ours = scenario_of(session.exercise, session.taken, session.fired, more=QUIET)
    none = scenario_of(session.exercise, (), session.fired, more=QUIET)
    twin = scenario_of(
        session.exercise, session.taken, session.fired, level=session.exercise.twin, more=QUIET
    )
    found: list[list[Values]] = []
    for done, seed in enumerate([session.seed, *other_seeds(session.seed, runs)]):
        found.append(of_seed((ours, none, twin), seed, session.played))
        told(done + 1)
    return [
        _outcome(name, *([values[which][n] for values in found] for which in range(3)))
        for n, name in enumerate(OUTCOMES)
    ]


def of_seed(scenarios: Sequence[Scenario], seed: int, days: int) -> list[Values]:
    """Return the outcomes of a seed under some scenarios, whose burn-in is the same."""
    model = BorderModel(scenarios[0], seed)
    model.run_burn_in()
    return [_played(model.branch(one), days) for one in scenarios]


def _played(model: BorderModel, days: int) -> Values:
    found = outcomes_after(model, days)
    return [found.get(name) for name in OUTCOMES]


def _outcome(name: str, ours: Values, none: Values, twin: Values) -> Outcome:
    (played, *others), (without, *none_others), (level, *twin_others) = (
        [float(x or 0.0) for x in values] for values in (ours, none, twin)
    )
    return Outcome(
        name=name,
        played=played,
        others=tuple(others),
        without=tuple(none_others),
        played_without=without,
        twin=tuple(twin_others),
        played_twin=level,
    )
