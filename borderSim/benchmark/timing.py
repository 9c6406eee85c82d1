"""Timing on one core: CPU seconds of simulated days, imports excluded, best of several tries."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from borderSim.parameters.scenario import Scenario
from borderSim.scenario.load import load_scenario
from borderSim.simulation import BorderModel

WARM_UP_DAYS = 60
LOOP = 3_000_000
LONG, TRIES = 10, 3
"""Loops that are timed side by side, and how often; the best counts."""


@dataclass(frozen=True)
class Timing:
    """CPU seconds for a simulated year of a scenario.

    Attributes:
        label: what was timed. units: units of traffic a year. days: days timed.
        seconds_per_year: best of the tries.
    """

    label: str
    units: float
    days: int
    seconds_per_year: float


@dataclass(frozen=True)
class Run:
    """What is to be timed: a label, settings on ``national``, days that are timed, and days before them that are not."""

    label: str
    settings: tuple[str, ...] = ()
    days: int = 365
    warm_up: int = WARM_UP_DAYS


def time_runs(
    runs: list[Run], tries: int = 5, told: Callable[[str], None] = lambda _: None
) -> dict[str, Timing]:
    """Time runs in turn, several times over, so that what disturbs the machine disturbs all alike; the best counts."""
    scenarios = {run.label: load_scenario("national", list(run.settings)) for run in runs}
    best: dict[str, float] = {}
    for again in range(tries):
        for run in runs:
            told(f"{run.label} ({again + 1} of {tries})")
            seconds = seconds_for(scenarios[run.label], run.days, run.warm_up, seed=1 + again)
            best[run.label] = min(best.get(run.label, seconds), seconds)
    return {
        run.label: Timing(
            run.label,
            units_a_year(scenarios[run.label]),
            run.days,
            best[run.label] * 365.0 / run.days,
        )
        for run in runs
    }


def seconds_for(scenario: Scenario, days: int, warm_up: int = WARM_UP_DAYS, seed: int = 1) -> float:
    """Return the CPU seconds of so many days on this core, after a warm-up that is not counted."""
    model = BorderModel(scenario, seed)
    for _ in range(warm_up):
        model.step()
    start = time.process_time()
    for _ in range(days):
        model.step()
    return time.process_time() - start


def units_a_year(scenario: Scenario) -> float:
    """Return the units of lawful traffic a year."""
    flows = (flow for post in scenario.posts.values() for flow in post.flows.values())
    return sum(flow.units_per_year for flow in flows) * scenario.traffic.lawful_scale


def plain_loop(times: int = 1) -> float:
    """CPU seconds of three million additions in plain Python (or so many times as many): a yardstick of the machine."""
    start = time.process_time()
    total = 0
    for i in range(LOOP * times):
        total += i
    return time.process_time() - start


def two_at_once() -> float:
    """Return how much sooner two plain loops are done side by side than one after the other.

    What processors share (clock, caches, a host's other guests) keeps this below two on many
    machines; no program does better there with two workers.
    """
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        list(pool.map(plain_loop, [1, 1, 1, 1]))  # (both processes are there)
        apart, together = [], []
        for _ in range(TRIES):
            start = time.perf_counter()
            for _ in range(2):
                pool.submit(plain_loop, LONG).result()
            middle = time.perf_counter()
            list(pool.map(plain_loop, [LONG, LONG]))
            apart.append(middle - start)
            together.append(time.perf_counter() - middle)
    return min(apart) / min(together)
