"""A study of many small tasks of the fake world, for the tests of the store, the loop and the engines."""

from __future__ import annotations

import functools
import os
import signal
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from borderSim.measures.outcomes import OUTCOMES
from borderSim.measures.result import Result
from borderSim.parameters.scenario import Scenario
from borderSim.studies.execution import merge, worker
from borderSim.studies.execution.job import Study
from borderSim.studies.execution.manifest import Design
from borderSim.studies.execution.result_folder import ResultFolder, prepare
from borderSim.studies.execution.scheduler import How
from borderSim.studies.execution.task import Branch, LaterTask, Simulate, Task
from tests.studies import fake

LEVELS = ("alpha", "beta")
NOTHING = pd.DataFrame()
ORDER = [("point", []), ("level", list(LEVELS)), ("seed", [])]
PLACE = "SMALL_PLACE"
"""Environment variable: folder in which simulations leave marks."""


def stem(i: int) -> str:
    return f"s00-a{i % 2:02d}-p{i // 4:06d}-r{i % 4:04d}"


def make(parts: Path, simulate: Simulate, i: int) -> Task:
    labels: dict[str, Any] = {"arm": "ab"[i % 2], "point": i // 4, "seed": i}
    branches = tuple(
        Branch({**labels, "level": level, "share": i / 7}, fake.scenario(level, years=0.01))
        for level in LEVELS
    )
    return Task(stem(i), parts, i, fake.scenario(years=0.01), branches, ("monthly",), simulate)


def design(tasks: int, **choices: Any) -> Design:
    given = {"command": "sweep", "scenarios": ["toy"], "arms": {"plain": [], "blind": []}} | choices
    return Design(given, {}, {}, {}, {stem(i): len(LEVELS) for i in range(tasks)})


def study(
    folder: Path, tasks: int = 24, simulate: Simulate | None = None, workers: int = 1, **how: Any
) -> ResultFolder:
    """Carry out a study as a sweep does; return what was claimed."""
    simulate = simulate or quick
    found = prepare(folder, design(tasks), overwrite=False)
    if found.complete:
        return found
    works = [
        LaterTask(stem(i), found.parts, i, 14, functools.partial(make, found.parts, simulate, i))
        for i in range(tasks)
    ]
    own = Study(
        design(tasks),
        found,
        workers,
        ["bordersim", "sweep", "experiment=small", "name=a b"],
        rows_so_far=False,
        how=How(**how),
    )
    own.begin()
    own.carry_out(works, works)
    own.finish(
        lambda working: [
            path.name
            for kind in ("runs", "monthly")
            if (path := merge.merge(works, working / f"{kind}.parquet", kind, ORDER, found.ledger))
        ]
    )
    return found


def tables(folder: Path) -> dict[str, bytes]:
    return {name: (folder / f"{name}.parquet").read_bytes() for name in ("runs", "monthly")}


# ------------------------------------------------------------------------------ how its world behaves
def mark(name: str) -> int:
    """Count how often something happened in any process."""
    path = Path(os.environ[PLACE]) / name
    with path.open("a") as file:
        file.write("x")
    return path.stat().st_size


def quick(present: Scenario, scenarios: Sequence[Scenario], seed: int) -> Iterator[Result]:
    """Return numbers at once."""
    for place, _ in enumerate(scenarios):
        outcomes = {
            name: None if (seed + i) % 50 == 0 else seed + place / (i + 3)
            for i, name in enumerate(OUTCOMES)
        }
        yield Result(
            outcomes, NOTHING, pd.DataFrame({"month": [0, 1], "attempts": [1.0, seed / 3]}), NOTHING
        )


def often(present: Scenario, scenarios: Sequence[Scenario], seed: int) -> Iterator[Result]:
    """Take 20 ms a task; rows are written every 0.1 s."""
    worker.SECONDS = 0.1
    time.sleep(0.02)
    yield from quick(present, scenarios, seed)


def told(present: Scenario, scenarios: Sequence[Scenario], seed: int) -> Iterator[Result]:
    """Take 20 ms a task and tell when it is finished."""
    time.sleep(0.02)
    yield from quick(present, scenarios, seed)
    mark("finished")


def kills_once(present: Scenario, scenarios: Sequence[Scenario], seed: int) -> Iterator[Result]:
    """Kill the process the first time that seed 9 or 10 is met."""
    if seed in (9, 10) and mark(f"killed{seed}") == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    yield from often(present, scenarios, seed)


def kills_always(present: Scenario, scenarios: Sequence[Scenario], seed: int) -> Iterator[Result]:
    """Kill the process whenever seed 9 is met."""
    if seed == 9:
        mark("poison")
        os.kill(os.getpid(), signal.SIGKILL)
    yield from often(present, scenarios, seed)


def fails_at_nine(present: Scenario, scenarios: Sequence[Scenario], seed: int) -> Iterator[Result]:
    """Fail at seed 9, with a sentence that a terminal would obey."""
    mark("begun")
    if seed == 9:
        raise ArithmeticError("the world \x1b[31mended")
    yield from quick(present, scenarios, seed)


def grows_columns(present: Scenario, scenarios: Sequence[Scenario], seed: int) -> Iterator[Result]:
    """Have columns of its own in the series of each third task, and a count where others have a number."""
    for result in quick(present, scenarios, seed):
        months = result.monthly.assign(
            **{f"extra{seed}": 1.0} if seed % 3 == 2 else {}, mixed=seed if seed % 2 else seed / 2
        )
        yield Result(result.outcomes, result.daily, months, pd.DataFrame())


def fails_early(present: Scenario, scenarios: Sequence[Scenario], seed: int) -> Iterator[Result]:
    """Fail at once."""
    raise ArithmeticError("it ended before it began")
