"""What stands beside the days of a run: branch, result and store; pages; the first call; memory."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from borderSim.scenario.load import load_scenario
from borderSim.simulation import BorderModel
from borderSim.studies.compare import compare
from borderSim.studies.execution.task import Branch, Task
from borderSim.studies.execution.worker import Report, Writer

LEVELS = 4
"""Levels of the replicate whose runs are branched, summed up and stored."""
PAGES_REPLICATES = 20
"""Replicates of the comparison whose pages are made: as many as that of the README once had."""


def seconds_beside_days(tries: int = 7) -> dict[str, float]:
    """Return the CPU seconds that a run of `national` costs beside its days, best of the tries.

    A replicate of four levels is branched, summed up and written, as a worker of ``compare`` does
    it; what it costs is told for one of its runs.
    """
    scenario = load_scenario("national", [])
    model = BorderModel(scenario, 1)
    model.run_burn_in()
    run = model.branch(scenario)
    run.run_horizon()
    with tempfile.TemporaryDirectory() as folder:
        task = Task(
            stem="r0",
            parts=Path(folder),
            seed=1,
            present=scenario,
            branches=tuple(
                Branch({"level": f"level {number}", "seed": 1}, scenario)
                for number in range(LEVELS)
            ),
            keep=("monthly", "yearly", "networks", "links"),
            simulate=lambda present, scenarios, seed: (),
        )
        result = run.result()

        def store() -> None:
            writer = Writer(Path(folder), Report())
            writer.hold(task, [(branch.labels, result) for branch in task.branches])
            writer.write()

        return {
            "branch": _best(lambda: model.branch(scenario), tries),
            "result": _best(run.result, tries),
            "store": _best(store, tries) / LEVELS,
        }


def _best(act: Callable[[], object], tries: int) -> float:
    spent = []
    for _ in range(tries):
        start = time.process_time()
        act()
        spent.append(time.process_time() - start)
    return min(spent)


def seconds_for_pages(tries: int = 3) -> dict[str, float]:
    """Return the CPU seconds that the report and the class page of a comparison of all levels take, best of the tries."""
    with tempfile.TemporaryDirectory() as folder:
        found = compare(
            "training", replications=PAGES_REPLICATES, plane=False, results_dir=folder, workers=2
        )
        return {
            "report": _best(found.report, tries),
            "class page": _best(found.class_page, tries),
        }


def seconds_first_call() -> float:
    """Return the wall seconds that compiling adds to the first call after an install."""
    code = "from borderSim.model.kernels.compile_once import compile_once; compile_once()"
    with tempfile.TemporaryDirectory() as folder:
        spent = []
        for _ in range(2):  # nothing is kept, and everything
            start = time.perf_counter()
            _python(code, NUMBA_CACHE_DIR=folder)
            spent.append(time.perf_counter() - start)
    return spent[0] - spent[1]


def worker_bytes(years: int) -> float:
    """Return the most memory that a worker of ``compare`` needs, of a horizon of so many years."""
    code = (
        "import resource, tempfile, borderSim as bs\n"
        "if __name__ == '__main__':\n"
        "    with tempfile.TemporaryDirectory() as folder:\n"
        "        bs.compare('national', levels=['cooperation'], replications=2, workers=2,\n"
        f"                   years={years}, measure_from_year=1, plane=False, results_dir=folder)\n"
        "    print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)\n"
    )
    unit = 1 if sys.platform == "darwin" else 1024
    return float(_python(code).splitlines()[-1]) * unit


def _python(code: str, **environment: str) -> str:
    """Return what a new process of Python prints."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout
