"""How fast a simulated year is: `national`, the same with 100 times the traffic, and every unit drawn.

All figures come from one run on one core, imports excluded, so that their ratios mean
something on any machine; the loop of plain Python beside them tells how fast the machine is.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from borderSim.model import BorderModel
from borderSim.scenario.compose import load_scenario
from borderSim.scenario.schema import Scenario

WARM_UP_DAYS = 60
LOOP = 3_000_000


@dataclass(frozen=True)
class Timing:
    """Seconds for a simulated year of a scenario.

    Attributes:
        label: what was timed. units: units of traffic a year. days: days timed.
        seconds_per_year: CPU seconds, best of the repeats.
    """

    label: str
    units: float
    days: int
    seconds_per_year: float


def time_year(label: str, scenario: Scenario, *, days: int = 365, repeats: int = 2) -> Timing:
    """Time simulated days on this core and return seconds a year (the best of ``repeats``)."""
    best = float("inf")
    for repeat in range(repeats):
        model = BorderModel(scenario, seed=1 + repeat)
        for _ in range(WARM_UP_DAYS):
            model.step()
        start = time.process_time()
        for _ in range(days):
            model.step()
        best = min(best, (time.process_time() - start) * 365.0 / days)
    units = (
        sum(f.units_per_year for p in scenario.posts.values() for f in p.flows.values()) * scenario.traffic.lawful_scale
    )
    return Timing(label, units, days, best)


def plain_loop() -> float:
    """CPU seconds of three million additions in plain Python: a yardstick of the machine."""
    start = time.process_time()
    total = 0
    for i in range(LOOP):
        total += i
    return time.process_time() - start


def measure() -> tuple[list[Timing], float]:
    """Run the benchmark: timings, and the yardstick of the machine in the same run."""
    timings = [
        time_year("national", load_scenario("national", [])),
        time_year("national, every instrument on top", load_scenario("national", ["present=coexistence+all"])),
        time_year("national, lawful traffic x 100", load_scenario("national", ["traffic.lawful_scale=100"])),
        time_year(
            "national, every unit drawn (cargo.sampling=full)",
            load_scenario("national", ["cargo.sampling=full"]),
            days=60,
            repeats=1,
        ),
    ]
    return timings, plain_loop()


def main() -> int:
    """Print the benchmark as a table; returns the exit code."""
    from rich.console import Console
    from rich.table import Table

    timings, loop = measure()
    table = Table(title="CPU seconds for a simulated year, one core, imports excluded")
    for column in ("run", "million units a year", "days timed", "s a year", "ratio to national"):
        table.add_column(column, justify="left" if column == "run" else "right")
    for t in timings:
        table.add_row(
            t.label,
            f"{t.units / 1e6:,.1f}",
            str(t.days),
            f"{t.seconds_per_year:.3f}",
            f"{t.seconds_per_year / timings[0].seconds_per_year:.2f}",
        )
    console = Console()
    console.print(table)
    console.print(
        f"Yardstick of this machine in the same run: {LOOP / 1e6:.0f} million additions in plain Python took {loop:.3f} s."
    )
    return 0
