"""The unit of work: one replicate, one burn-in branched into several scenarios, its own part files.

A worker needs nothing but the task, and what it writes is whole or absent.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from borderSim.measures.outcomes import OUTCOMES
from borderSim.measures.result import Result
from borderSim.scenario.schema import Scenario
from borderSim.studies import store
from borderSim.studies.manifest import failure_path, part_path

Simulate = Callable[[Scenario, Sequence[Scenario], int], Iterable[Result]]
"""(burn-in scenario, scenarios of the horizon, seed) → a result per scenario; found by its module."""

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
        stem: name of the part files, unique in its result.
        parts: folder of the part files.
        seed: root seed of the replicate.
        present: the scenario of the burn-in.
        branches: the runs that go on from there.
        keep: kinds of tables to store beside the outcomes: ``monthly``, ``daily``, ``networks``, ``links``, ``events``.
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
    def done(self) -> bool:
        """Whether the part that is written last is there."""
        return part_path(self.parts, self.stem).exists()

    @property
    def days(self) -> int:
        """Days to simulate, the measure of work of the time left."""
        return self.present.burn_in_days + sum(b.scenario.horizon_days for b in self.branches)


@dataclass(frozen=True)
class Failure:
    """A unit of work that could not be done."""

    stem: str
    seed: int
    reason: str


def branch_levels(present: Scenario, scenarios: Sequence[Scenario], seed: int) -> Iterable[Result]:
    """Make one burn-in under ``present`` and go on from it under each scenario in turn."""
    from borderSim.model import BorderModel

    model = BorderModel(present, seed)
    model.run_burn_in()
    for scenario in scenarios:
        branch = model.branch(scenario)
        branch.run_horizon()
        yield branch.result()


def run_alone(present: Scenario, scenarios: Sequence[Scenario], seed: int) -> Iterable[Result]:
    """Make each run by itself, as ``borderSim.run`` does; ``present`` is not used."""
    from borderSim.model import run

    for scenario in scenarios:
        yield run(scenario, seed)


def carry_out(task: Task) -> Failure | None:
    """Do a task and write its parts; a failure is written and handed back, never raised."""
    try:
        _write_parts(task)
    except Exception as error:
        return note_failure(task, f"{type(error).__name__}: {error}", traceback.format_exc())
    failure_path(task.parts, task.stem).unlink(missing_ok=True)
    return None


def note_failure(task: Task, reason: str, details: str = "") -> Failure:
    """Leave a file that tells why a task failed, and return the failure."""
    content = {"seed": task.seed, "reason": reason, "details": details}
    store.write_json(failure_path(task.parts, task.stem), content)
    return Failure(task.stem, task.seed, reason)


def _write_parts(task: Task) -> None:
    """Write the series first and the outcomes last: their presence says that the task is done."""
    rows: list[dict[str, Label]] = []
    series: dict[str, list[pd.DataFrame]] = {kind: [] for kind in task.keep}
    results = task.simulate(task.present, [branch.scenario for branch in task.branches], task.seed)
    for branch, result in zip(task.branches, results, strict=True):
        rows.append({**branch.labels, **_numbers(result)})
        for kind, frames in series.items():
            frames.append(_labelled(branch.labels, getattr(result, kind)))
    for kind, frames in series.items():
        _write(part_path(task.parts, task.stem, kind), frames)
    _write(part_path(task.parts, task.stem), [pd.DataFrame.from_records(rows)])


def _write(path: Path, frames: list[pd.DataFrame]) -> None:
    """Write frames one below the other."""
    store.write_table(path, store.stack(store.to_table(frame) for frame in frames))


def _numbers(result: Result) -> dict[str, Label]:
    """Return all outcomes; what is undefined is NaN, and null in the file."""
    found = {name: result.outcomes.get(name) for name in OUTCOMES}
    return {name: float("nan") if value is None else float(value) for name, value in found.items()}


def _labelled(labels: Mapping[str, Label], frame: pd.DataFrame) -> pd.DataFrame:
    """Put the naming columns before a frame's own."""
    names = {name: value for name, value in labels.items() if name != "replicate"}
    left = pd.DataFrame(dict.fromkeys(names), index=frame.index).assign(**names)
    return pd.concat([left, frame.drop(columns=[c for c in names if c in frame.columns])], axis=1)
