"""How long the work of a sweep takes on this machine: measured on a little of it, in seconds of one processor.

At one point everything is timed that a unit of work does: a model is made, the burn-in is run to
its end (or for :data:`LONGEST` seconds), and some days are run after a branch into the present
level, the last one and the one with most instruments. At further points spread over the design only
the first days are timed, beside those of the first point. What is not measured is how a country
changes over the years of the horizon, and how chance differs: :data:`LATER`.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from borderSim.parameters.scenario import Scenario
from borderSim.studies.execution.engines import local
from borderSim.studies.plans.plan import Place, Plan

WARM_UP_DAYS = 10
PROBE_DAYS = 40
MOST_PROBES = 8
"""Points at which it is measured; more scenarios and arms than this are sampled evenly."""
LONGEST = 6.0
"""Seconds that the burn-in of the first point may take.

A longer one is measured as far as it came.
"""
LATER = (0.85, 1.3)
"""By how much days of later years, and of other seeds, may be cheaper or dearer than those measured (assumption)."""


@dataclass(frozen=True)
class Work:
    """Seconds of one processor: all units of a plan, cheapest to dearest, and how many units there are."""

    low: float
    middle: float
    high: float
    units: int

    def __add__(self, other: Work) -> Work:
        return Work(
            self.low + other.low,
            self.middle + other.middle,
            self.high + other.high,
            self.units + other.units,
        )


@dataclass(frozen=True)
class _Rates:
    """What a point takes: fixed seconds of a model, a branch and its result; seconds a day of burn-in and levels."""

    made: float
    branch: float
    result: float
    early: float
    burn_in: float
    levels: tuple[float, ...]


def work_of(plan: Plan) -> Work:
    """Return the seconds that the units of work of a plan take."""
    spots = _spots(plan)
    first = _rates(plan.place(*spots[0]), plan.experiment.seed)
    early = [first.early, *(_early(plan.place(*spot), plan.experiment.seed) for spot in spots[1:])]
    by_point = [one / first.early for one in early]  # how dear each point is beside the first
    mean = float(np.mean(by_point))
    points = ((mean + min(by_point)) / 2, mean, (mean + max(by_point)) / 2)
    levels = (min(first.levels), float(np.mean(first.levels)), max(first.levels))
    units, burn_in = len(plan.design.plan), plan.burn_in_days
    fixed = units * first.made + plan.runs * (first.branch + first.result)
    low, middle, high = (
        point * (fixed + burn_in * first.burn_in + (plan.days - burn_in) * level)
        for point, level in zip(points, levels, strict=True)
    )
    return Work(low * LATER[0], middle, high * LATER[1], units)


def work_of_futures(
    present: Scenario, levels: Mapping[str, Scenario], units: int, seed: int
) -> Work:
    """Return the seconds that so many futures and replicates take, by a little of the comparison's own scenario.

    Futures differ from it and from each other, as the points of a sweep do.

    Args:
        present: scenario of the burn-in.
        levels: scenario of each level.
        units: futures times replicates.
        seed: first seed.
    """
    rates = _rates(Place(present, levels), seed)
    each = (
        rates.made
        + present.burn_in_days * rates.burn_in
        + len(levels) * (rates.branch + rates.result)
    )
    days = len(levels) * present.horizon_days
    low, middle, high = (
        units * (each + days * pace)
        for pace in (min(rates.levels), float(np.mean(rates.levels)), max(rates.levels))
    )
    return Work(low * LATER[0], middle, high * LATER[1], units)


def start_of_a_process() -> float:
    """Return the seconds of one processor that a process takes until it can begin: Python and the program are loaded."""
    pool = local.new_pool()
    try:
        with local.without_main():
            return float(pool.submit(_loaded).result())
    finally:
        pool.shutdown(wait=True)


def _loaded() -> float:
    """Load in a new process what its first run needs.

    Return the seconds of processor it has taken since its start.
    """
    import borderSim.simulation
    import borderSim.studies.execution.worker  # noqa: F401

    return time.process_time()


# --------------------------------------------------------------------------- what is timed
def _spots(plan: Plan) -> list[tuple[str, str, int]]:
    """Return where it is measured: (scenario, arm, point), spread over the design."""
    last = len(plan.points) - 1
    bases = list(plan.bases)
    if len(bases) == 1:
        return [(*bases[0], point) for point in dict.fromkeys([0, last // 2, last])]
    chosen = [bases[round(i)] for i in np.linspace(0, len(bases) - 1, min(MOST_PROBES, len(bases)))]
    return [
        (*base, round(point))
        for base, point in zip(chosen, np.linspace(0, last, len(chosen)), strict=True)
    ]


def _rates(place: Place, seed: int) -> _Rates:
    from borderSim.simulation import BorderModel

    made, model = _timed(lambda: BorderModel(place.start, seed))
    warming, _ = _timed(lambda: _days(model, min(WARM_UP_DAYS, place.start.burn_in_days)))
    early, _ = _timed(lambda: _days(model, PROBE_DAYS))
    spent, days = early, PROBE_DAYS
    while model.day < place.start.burn_in_days and warming + spent < LONGEST:
        more = min(PROBE_DAYS, place.start.burn_in_days - model.day)
        spent += _timed(lambda n=more: _days(model, n))[0]
        days += more
    branches, results, levels = [], [], []
    for scenario in _telling(place):
        branch, copy = _timed(lambda s=scenario: model.branch(s))
        level, _ = _timed(lambda c=copy: _days(c, PROBE_DAYS))
        result, _ = _timed(copy.result)
        branches.append(branch)
        results.append(result)
        levels.append(level / PROBE_DAYS)
    return _Rates(
        made,
        float(np.mean(branches)),
        float(np.mean(results)),
        early / PROBE_DAYS,
        spent / days,
        tuple(levels),
    )


def _early(place: Place, seed: int) -> float:
    """Return the seconds a day of the first days at a point."""
    from borderSim.simulation import BorderModel

    model = BorderModel(place.start, seed)
    _days(model, WARM_UP_DAYS)
    return _timed(lambda: _days(model, PROBE_DAYS))[0] / PROBE_DAYS


def _telling(place: Place) -> Sequence[Scenario]:
    """Return the first and the last level, and the one with most instruments."""
    scenarios = list(place.levels.values())
    most = max(scenarios, key=lambda s: len(s.partnership.instruments))
    found = [scenarios[0], scenarios[-1], *([most] if most.partnership.instruments else [])]
    return list({id(scenario): scenario for scenario in found}.values())


def _days(model: Any, days: int) -> None:
    for _ in range(days):
        model.step()


def _timed[T](act: Callable[[], T]) -> tuple[float, T]:
    start = time.process_time()
    found = act()
    return time.process_time() - start, found


# --------------------------------------------------------------------------- in all
def wall(seconds: float, units: int, processes: int) -> float:
    """Return how long processes of a processor each take over units of work that cannot be cut.

    Args:
        seconds: of all units, on one processor.
        units: how many there are.
        processes: how many work at a time.
    """
    return seconds / max(1, units) * math.ceil(units / max(1, min(processes, units)))
