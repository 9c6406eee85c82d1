"""What a run of a sweep costs beside its model: units of work whose runs take no time, through the same loop and store."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import pandas as pd

from borderSim.measures.outcomes import OUTCOMES
from borderSim.measures.result import Result
from borderSim.scenario.compose import load_scenario
from borderSim.scenario.schema import Scenario
from borderSim.studies import merge
from borderSim.studies.claim import claim
from borderSim.studies.manifest import Design
from borderSim.studies.replicate import Branch, Task
from borderSim.studies.study import Study

RUNS = 2000
NOTHING = pd.DataFrame()


def simulate(present: Scenario, scenarios: Sequence[Scenario], seed: int) -> Iterator[Result]:
    """Return all outcomes at once."""
    for place, _ in enumerate(scenarios):
        yield Result({name: float(seed + place) for name in OUTCOMES}, NOTHING, NOTHING, NOTHING)


def seconds_per_run(folder: Path, runs: int = RUNS) -> float:
    """Return wall seconds per run of a sweep of idle runs in one process: from the plan to the tables and the manifest.

    Args:
        folder: where the sweep may lie.
        runs: how many.
    """
    scenario = load_scenario("training")
    design = Design({"command": "bench"}, {}, {}, {}, {f"r{seed:06d}": 1 for seed in range(runs)})
    start = time.perf_counter()
    found = claim(folder / "idle", design, overwrite=True)
    tasks = [
        Task(f"r{seed:06d}", found.parts, seed, scenario, (Branch({"point": seed, "seed": seed}, scenario),), (), simulate)
        for seed in range(runs)
    ]
    study = Study(design, found, workers=1, rows_so_far=False)
    study.begin()
    study.carry_out(tasks, tasks)
    study.finish(partial(_write, tasks))
    return (time.perf_counter() - start) / runs


def _write(tasks: Sequence[Task], folder: Path) -> list[str]:
    path = merge.merge(tasks, folder / "runs.parquet", "runs", [("point", []), ("seed", [])])
    return [path.name] if path else []
