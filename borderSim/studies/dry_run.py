"""What a sweep takes before it is begun: runs, time and size on disk, from short runs made here.

Time: at a few points spread over the design (the first, the middle and the last where there is a
single scenario and arm) some days are run under the present level, and some after a branch into the
level with most instruments and into the last of the list. The dearest of these counts for the whole
horizon of every level, so that the estimate errs to the long side. To this comes what one process
does before the first run: the scenarios of the first points are made and checked; those of the others
are while the runs are made, by the process that waits for them. The analysis at the end is not in it.

Size: part files and merged tables are written into a temporary folder with as many columns as the
sweep has, and weighed; a part holds as many units of work as are done in the time after which a
worker writes. Series are estimated from bytes a run and day.
"""

from __future__ import annotations

import math
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from borderSim.measures.outcomes import OUTCOMES
from borderSim.scenario.schema import Scenario
from borderSim.studies import chunk, store
from borderSim.studies.runner import MOST_TASKS
from borderSim.studies.suite import Suite
from borderSim.studies.sweep_plan import MOST_HELD, Place, Plan

WARM_UP_DAYS = 10
PROBE_DAYS = 40
MOST_PROBES = 8
"""Points at which it is measured; more scenarios and arms than this are sampled evenly."""
MOST_CHECKED = 200
"""Points of a plan that are made and checked here."""
MERGED_ROWS = 500
SERIES_BYTES_A_DAY = {"monthly": 120.0, "daily": 370.0, "events": 840.0}
"""Bytes a run and day of horizon, part file and merged table together: half a year of ``national`` at two levels."""


@dataclass(frozen=True)
class Need:
    """What a sweep takes.

    Attributes:
        runs: number of runs. days: simulated days.
        before: seconds that pass before the first run.
        asking: seconds of the process that asks, which makes the scenarios of every unit of work while others run.
        seconds: time of the runs on one processor of this machine.
        bytes: size of its folder in the end.
        dropped: points that constraints drop. checked: points of which the scenarios were made here.
    """

    runs: int
    days: int
    before: float
    asking: float
    seconds: float
    bytes: float
    dropped: int
    checked: int

    def wall(self, processes: int) -> float:
        """Return the seconds that pass with so many processes of a processor each."""
        return self.before + max((self.seconds + self.asking) / processes, self.asking)


def needs(plan: Plan | Suite, most: int = MOST_CHECKED) -> Need:
    """Return what a plan takes; of a list of claims the sum.

    Args:
        plan: what is to be run.
        most: make the scenarios of no more points than this.

    Raises:
        InputError: the settings of a point make no scenario.
    """
    plans = list(plan.plans.values()) if isinstance(plan, Suite) else [plan]
    start = time.process_time()
    checked = plan.check(most)
    a_point = (time.process_time() - start) / checked
    before = a_point * sum(len(own.first_points) for own in plans)
    asking = a_point * sum(_made(own) for own in plans)
    seconds = [_seconds(own) for own in plans]
    return Need(
        runs=sum(own.runs for own in plans), days=sum(own.days for own in plans), before=before, asking=asking, seconds=sum(seconds),
        bytes=sum(map(_bytes, plans, seconds)), dropped=sum(own.dropped for own in plans), checked=checked,
    )  # fmt: skip


# --------------------------------------------------------------------------- time
def _made(plan: Plan) -> int:
    """Return how many points are made for the units of work: those of a small design are held for all replicates."""
    return len(plan.points) * (plan.experiment.replications if len(plan.points) * len(plan.bases) > MOST_HELD else 1)


def _seconds(plan: Plan) -> float:
    """Return the seconds of one processor."""
    burn_in, horizon = np.mean([_rates(plan.place(*spot), plan.experiment.seed) for spot in _spots(plan)], axis=0)
    return float(plan.burn_in_days * burn_in + (plan.days - plan.burn_in_days) * horizon)


def _spots(plan: Plan) -> list[tuple[str, str, int]]:
    """Return where it is measured: (scenario, arm, point), spread over the design."""
    last = len(plan.points) - 1
    bases = list(plan.bases)
    if len(bases) == 1:
        return [(*bases[0], point) for point in dict.fromkeys([0, last // 2, last])]
    chosen = [bases[round(i)] for i in np.linspace(0, len(bases) - 1, min(MOST_PROBES, len(bases)))]
    return [(*base, round(point)) for base, point in zip(chosen, np.linspace(0, last, len(chosen)), strict=True)]


def _rates(place: Place, seed: int) -> tuple[float, float]:
    """Return CPU seconds a day of the burn-in, and of the dearest level after it."""
    from borderSim.model import BorderModel

    model = BorderModel(place.start, seed)
    _timed(model, WARM_UP_DAYS)
    branches = [model.branch(scenario) for scenario in _dearest(list(place.levels.values()))]
    burn_in = _timed(model, PROBE_DAYS)
    return burn_in, max([burn_in, *(_timed(branch, PROBE_DAYS) for branch in branches)])


def _dearest(scenarios: Sequence[Scenario]) -> list[Scenario]:
    """Return the levels that are likely to take longest: the last, and the one with most instruments."""
    most = max(scenarios, key=lambda s: len(s.partnership.instruments))
    return [scenarios[-1], *([most] if most.partnership.instruments and most is not scenarios[-1] else [])]


def _timed(model: object, days: int) -> float:
    start = time.process_time()
    for _ in range(days):
        model.step()  # type: ignore[attr-defined]
    return (time.process_time() - start) / days


# --------------------------------------------------------------------------- size
def _bytes(plan: Plan, seconds: float) -> float:
    """Return the bytes of part files, table of runs and series."""
    columns = [*plan.points[0], *(f"{level}.{trait}" for level, trait in plan.columns)]
    units = len(plan.design.plan)
    files = _part_files(units, chunk.SECONDS * units / max(seconds, 1e-9))
    a_part = math.ceil(plan.runs / files)
    merged = _weighed(MERGED_ROWS, columns) / MERGED_ROWS * plan.runs
    series = sum(SERIES_BYTES_A_DAY[kind] for kind in plan.experiment.keep) * (plan.days - plan.burn_in_days)
    return float(_weighed(a_part, columns) * files + merged + series)


def _part_files(units: int, together: float) -> int:
    """Return how many parts units of work come to: so many together, fewer towards the end (see the runner)."""
    files = 0
    while units > 0:
        units -= max(1, min(MOST_TASKS, int(together), units // 4))
        files += 1
    return files


def _weighed(rows: int, columns: Sequence[str]) -> int:
    """Return the bytes of a table of runs with so many rows."""
    rng = np.random.default_rng(0)
    names = ["seed", "replicate", "point", *columns, *OUTCOMES]
    frame = pd.DataFrame(rng.random((rows, len(names))), columns=names)
    for name in ("scenario", "arm", "level"):
        frame.insert(0, name, "coexistence")
    with tempfile.TemporaryDirectory() as folder:
        return store.write_table(Path(folder) / "part.parquet", store.to_table(frame)).stat().st_size


def size_in_words(size: float) -> str:
    """Return a number of bytes for people."""
    for unit, below in (("kB", 1e6), ("MB", 1e9)):
        if size < below:
            return f"{max(1.0, size / below * 1e3):.0f} {unit}"
    return f"{size / 1e9:.1f} GB"
