"""What a sweep takes before it is begun: runs, time and size on disk, from short runs made here.

Time: a range. A little of the work is done here and timed (:mod:`borderSim.studies.pace`); to it
come what one process does before the first run (the scenarios of the first points are made and
checked; those of the others are while the runs are made, by the process that waits for them), the
start of the processes, and the tables at the end. The analysis at the end is not in it.

Size: part files and merged tables are written into a temporary folder with as many columns as the
sweep has, and weighed; a part holds as many units of work as are done in the time after which a
worker writes. Series are estimated from bytes a run and day.
"""

from __future__ import annotations

import functools
import math
import operator
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from borderSim.language.catalogue import N_
from borderSim.language.phrases import phrase
from borderSim.measures.outcomes import OUTCOMES
from borderSim.studies.execution import files, worker
from borderSim.studies.execution.scheduler import MOST_TASKS
from borderSim.studies.pace import Work, start_of_a_process, wall, work_of
from borderSim.studies.plans.hypothesis_plan import Suite
from borderSim.studies.plans.plan import MOST_HELD, Plan

AFTER, AFTER_A_RUN = 0.5, 0.001
"""Seconds that the tables take at the end, and for each run (assumption, after small sweeps)."""
LEAST, MOST = 0.7, 1.5
"""How much starting and writing may be quicker or slower than measured: disks and the system's memory of files (assumption)."""
MOST_CHECKED = 200
"""Points of a plan that are made and checked here."""
MERGED_ROWS = 500
SERIES_BYTES_A_DAY = {"monthly": 120.0, "yearly": 5.0, "daily": 370.0, "events": 840.0}
"""Bytes a run and day of horizon, part file and merged table together: half a year of ``national`` at two levels."""


@dataclass(frozen=True)
class Need:
    """What a sweep takes.

    Attributes:
        runs: number of runs. days: simulated days.
        before: seconds that pass before the first run.
        asking: seconds of the process that asks, which makes the scenarios of every unit of work
            while others run.
        start: seconds that a process takes to start. after: seconds that the tables take at the
            end.
        seconds: time of the runs on one processor of this machine.
        work: the same, with the least and the most that it may be.
        bytes: size of its folder in the end.
        dropped: points that constraints drop. checked: points of which the scenarios were made
            here.
    """

    runs: int
    days: int
    before: float
    asking: float
    seconds: float
    bytes: float
    dropped: int
    checked: int
    start: float
    after: float
    work: Work

    def span(self, processes: int) -> tuple[float, float]:
        """Return the least and the most seconds that pass with so many processes of a processor each.

        This process and the others start, the runs are made, the tables are written.
        """
        low, high = self.runs_span(processes)
        return LEAST * self.around + low, MOST * self.around + high

    @property
    def around(self) -> float:
        """Seconds that pass before and after the runs: two starts in turn, checks, tables."""
        return self.before + 2 * self.start + self.after

    def runs_span(self, processes: int) -> tuple[float, float]:
        """Return the least and the most seconds of the runs.

        The process that asks makes their scenarios meanwhile.
        """
        low, high = (
            max(wall(seconds, self.work.units, processes) + self.asking / processes, self.asking)
            for seconds in (self.work.low, self.work.high)
        )
        return low, high


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
    works = [work_of(own) for own in plans]
    seconds = [work.middle for work in works]
    runs = sum(own.runs for own in plans)
    return Need(
        runs=runs,
        days=sum(own.days for own in plans),
        before=before,
        asking=asking,
        seconds=sum(seconds),
        bytes=sum(map(_bytes, plans, seconds)),
        dropped=sum(own.dropped for own in plans),
        checked=checked,
        start=start_of_a_process(),
        after=AFTER + AFTER_A_RUN * runs,
        work=functools.reduce(operator.add, works),
    )


# --------------------------------------------------------------------------- time
def _made(plan: Plan) -> int:
    """Return how many points are made for the units of work: those of a small design are held for all replicates."""
    return len(plan.points) * (
        plan.experiment.replications if len(plan.points) * len(plan.bases) > MOST_HELD else 1
    )


# --------------------------------------------------------------------------- size
def _bytes(plan: Plan, seconds: float) -> float:
    """Return the bytes of part files, table of runs and series."""
    columns = [*plan.points[0], *(f"{level}.{trait}" for level, trait in plan.columns)]
    units = len(plan.design.plan)
    parts = _part_files(units, worker.SECONDS * units / max(seconds, 1e-9))
    a_part = math.ceil(plan.runs / parts)
    merged = _weighed(MERGED_ROWS, columns) / MERGED_ROWS * plan.runs
    series = sum(SERIES_BYTES_A_DAY[kind] for kind in plan.experiment.keep) * (
        plan.days - plan.burn_in_days
    )
    return float(_weighed(a_part, columns) * parts + merged + series)


def _part_files(units: int, together: float) -> int:
    """Return how many parts units of work come to: so many together, fewer towards the end (see the runner)."""
    parts = 0
    while units > 0:
        units -= max(1, min(MOST_TASKS, int(together), units // 4))
        parts += 1
    return parts


def _weighed(rows: int, columns: Sequence[str]) -> int:
    """Return the bytes of a table of runs with so many rows."""
    rng = np.random.default_rng(0)
    names = ["seed", "replicate", "point", *columns, *OUTCOMES]
    frame = pd.DataFrame(rng.random((rows, len(names))), columns=names)
    for name in ("scenario", "arm", "level"):
        frame.insert(0, name, "coexistence")
    with tempfile.TemporaryDirectory() as folder:
        return (
            files.write_table(Path(folder) / "part.parquet", files.to_table(frame)).stat().st_size
        )


def size_in_words(size: float) -> str:
    """Return a number of bytes for people."""
    for unit, below in (("kB", 1e6), ("MB", 1e9)):
        if size < below:
            return f"{max(1.0, size / below * 1e3):.0f} {unit}"
    return f"{size / 1e9:.1f} GB"


def time_range(low: float, high: float) -> str:
    """Return a range of times for people, both ends in one unit: 20 to 40 s, 2 to 4 minutes, 1.5 to 3 hours."""
    for unit, range_, seconds, below in (
        (N_("{n} s"), N_("{least} to {n} s"), 1.0, 90.0),
        (N_("{n} minutes"), N_("{least} to {n} minutes"), 60.0, 5400.0),
        (N_("{n} hours"), N_("{least} to {n} hours"), 3600.0, math.inf),
    ):
        if high < below:
            least, most = (
                _round_figure(value / seconds, up) for value, up in ((low, False), (high, True))
            )
            return phrase(range_, least=least, n=most) if least != most else phrase(unit, n=most)
    return ""


def _round_figure(value: float, up: bool) -> float:
    """Return a number with a digit behind the point below 10, rounded outwards."""
    step = 1.0 if value >= 10 else 0.5
    rounded = (math.ceil if up else math.floor)(value / step) * step
    figure = max(rounded, step)
    return int(figure) if figure == int(figure) else figure


def reasons(need: Need, processes: int) -> str:
    """Return in a few words what a range of times is made of."""
    used = max(1, min(processes, need.work.units))
    runs = time_range(*need.runs_span(processes))
    lot = f"in {used} processes" if used > 1 else "one after the other"
    return (
        f"start, checks and tables about {time_range(LEAST * need.around, MOST * need.around)}; {need.work.units} units of work {lot} {runs}, "
        "because points, levels and years differ; without the analysis at the end, and slower beside other work"
    )
