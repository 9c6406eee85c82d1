"""The unit of work: one replicate, one burn-in branched into several scenarios.

A worker needs nothing but the task. A task may be made only when its turn comes, so that a study of
a hundred thousand does not hold as many scenarios.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, cast

from borderSim.extend.own import NOTHING, Own
from borderSim.measures.result import Result
from borderSim.parameters.scenario import Scenario

Simulate = Callable[[Scenario, Sequence[Scenario], int], Iterable[Result]]
"""(burn-in scenario, scenarios of the horizon, seed) → a result per scenario.

Found by its module.
"""

Label = str | int | float | bool


@dataclass(frozen=True)
class Branch:
    """One run of a replicate: its scenario, and the columns that name it in every table."""

    labels: Mapping[str, Label]
    scenario: Scenario


@dataclass(frozen=True)
class Task:
    """What a worker is asked to do.

    Attributes:
        stem: name of the task, unique in its result; the order of stems is that of equal rows in
            the tables.
        parts: folder of the part files.
        seed: root seed of the replicate.
        present: the scenario of the burn-in.
        branches: the runs that go on from there.
        keep: kinds of tables to store beside the outcomes, of
            :data:`borderSim.studies.design.kept_tables.KINDS`.
        simulate: the function that makes the runs.
    """

    stem: str
    parts: Path
    seed: int
    present: Scenario
    branches: tuple[Branch, ...]
    keep: tuple[str, ...]
    simulate: Simulate

    @property
    def days(self) -> int:
        """Days to simulate, the measure of work."""
        return self.present.burn_in_days + sum(b.scenario.horizon_days for b in self.branches)

    def load(self) -> Task:
        """Return itself: it is made already."""
        return self


class Work(Protocol):
    """A task, made or to be made."""

    @property
    def stem(self) -> str:
        """Name of the task."""
        ...

    @property
    def parts(self) -> Path:
        """Folder of the part files."""
        ...

    @property
    def seed(self) -> int:
        """Root seed of the replicate."""
        ...

    @property
    def days(self) -> int:
        """Days to simulate (as far as known before it is made): sizes chunks and tells the time left."""
        ...

    def load(self) -> Task:
        """Make the task."""
        ...


@dataclass(frozen=True, slots=True)
class LaterTask:
    """A task that is made when its turn comes.

    Attributes:
        stem: as :class:`Task`.
        parts: as :class:`Task`.
        seed: as :class:`Task`.
        days: days to simulate.
        make: makes the task, which must have the same stem.
    """

    stem: str
    parts: Path
    seed: int
    days: int
    make: Callable[[], Task]

    def load(self) -> Task:
        """Make the task."""
        return self.make()


@dataclass(frozen=True)
class Failure:
    """A task that could not be done.

    Attributes:
        stem: name of the task.
        seed: its seed.
        reason: the error in one line.
        details: the traceback, empty where there is none.
    """

    stem: str
    seed: int
    reason: str
    details: str = ""


def branch_levels(
    present: Scenario, scenarios: Sequence[Scenario], seed: int, own: Own = NOTHING
) -> Iterable[Result]:
    """Make one burn-in under ``present`` and go on from it under each scenario in turn."""
    from borderSim.simulation import BorderModel

    model = BorderModel(present, seed, own)
    model.run_burn_in()
    for scenario in scenarios:
        branch = model.branch(scenario)
        branch.run_horizon()
        yield branch.result()


def run_alone(
    present: Scenario, scenarios: Sequence[Scenario], seed: int, own: Own = NOTHING
) -> Iterable[Result]:
    """Make each run by itself, as ``borderSim.run`` does; ``present`` is not used."""
    from borderSim.simulation import run

    for scenario in scenarios:
        yield run(scenario, seed, own)


def with_own(simulate: Simulate, own: Own) -> Simulate:
    """Return a function that makes the runs with the measures and interventions that were handed in."""
    return functools.partial(cast(Any, simulate), own=own) if own else simulate
