"""What a run of a sweep costs beside its model: units of work whose runs take no time, through the same loop and store."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd

from borderSim.measures.outcomes import OUTCOMES
from borderSim.measures.result import Result
from borderSim.parameters.scenario import Scenario
from borderSim.scenario.load import load_scenario
from borderSim.studies.execution.merge import merge
from borderSim.studies.execution.part_files import Ledger
from borderSim.studies.execution.scheduler import How, execute
from borderSim.studies.execution.task import Branch, Task

RUNS = 2000


def no_time(present: Scenario, scenarios: Sequence[Scenario], seed: int) -> Iterable[Result]:
    """Hand back outcomes without a model."""
    nothing = pd.DataFrame()
    for _ in scenarios:
        yield Result(dict.fromkeys(OUTCOMES, float(seed)), nothing, nothing, nothing)


def seconds_per_run(folder: Path, runs: int = RUNS) -> float:
    """Return the wall seconds that a run costs beside its model: handing out, writing, reading and merging.

    Args:
        folder: an empty folder for the parts and the table.
        runs: how many are made, one a unit of work, in this process.
    """
    scenario, parts = load_scenario("training", []), folder / "parts"
    parts.mkdir()
    tasks = [
        Task(
            f"r{seed:06d}",
            parts,
            seed,
            scenario,
            (Branch({"level": "one", "seed": seed}, scenario),),
            (),
            no_time,
        )
        for seed in range(runs)
    ]
    start = time.perf_counter()
    execute(tasks, ledger=Ledger(parts), workers=1, how=How(), on_done=lambda days: None)
    merge(tasks, folder / "runs.parquet", "runs", [("level", ["one"]), ("seed", [])])
    return (time.perf_counter() - start) / runs
