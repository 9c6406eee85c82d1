"""All that ``bordersim bench`` measures in one run: a year, how its cost grows, the peers, what a sweep costs beside the model.

Ratios are the claim, not seconds: every ratio is of two numbers of this very run. What a target
says stands beside it, met or not.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from borderSim.benchmark import before, beside, peers
from borderSim.benchmark.timing import (
    Run,
    Timing,
    plain_loop,
    seconds_for,
    time_runs,
    two_at_once,
    units_a_year,
)
from borderSim.scenario.load import load_scenario
from borderSim.simulation import BorderModel

SYSTEMS_WITHOUT_POLICE = ("advance_passenger_information", "passenger_name_records", "rilo_feed")
"""Systems that the police have no access to of their own."""
FULL_HUNDRED_DAYS = 2
"""Days of the run that draws every unit of a hundredfold traffic; one takes seconds."""
REPLICATES = 36
"""Units of work for which one worker and two are compared: enough that the start of the processes, a second or two, is small beside them."""

CLASSROOM = (
    ("play_form", "play: from typing to the form, wall seconds", 6.0, "at most", "s"),
    ("play_training_day", "play: a day of training, wall seconds", 0.2, "at most", "s"),
    ("play_training_half_year", "play: half a year of training, wall seconds", 1.0, "at most", "s"),
    ("play_national_half_year", "play: half a year of national, wall seconds", 2.0, "at most", "s"),
    ("play_megabytes", "play: memory with two sessions, megabytes", 600.0, "at most", "MB"),
    ("frames_class_1024", "class page at 1024 × 768, ten days a second: frames", 30.0, "at least", "a second"),
    ("frames_class_1920", "the same at 1920 × 1080", 30.0, "at least", "a second"),
    ("frames_demo_1024", "demonstration at 1024 × 768: frames", 30.0, "at least", "a second"),
    ("frames_demo_1920", "the same at 1920 × 1080", 30.0, "at least", "a second"),
    ("stories", "stories: 40 seeds of training (8 measured), wall seconds", 120.0, "at most", "s"),
)  # fmt: skip
"""Targets of the pages of a class: name, title, target, side, unit; what was not measured has no row."""

Told = Callable[[str], None]


def everything_on() -> tuple[str, ...]:
    """Return settings with every instrument, every information system and every shock of the country."""
    from borderSim.scenario.catalogue import shipped_shocks

    systems = load_scenario("national", []).systems
    access = [f"systems.{name}.customs_access=direct" for name in systems]
    access += [
        f"systems.{name}.police_access=direct"
        for name in systems
        if name not in SYSTEMS_WITHOUT_POLICE
    ]
    transfer = [f"systems.{name}.transfer=push" for name in SYSTEMS_WITHOUT_POLICE[:2]]
    return ("present=coexistence+all", *access, *transfer, f"shocks=[{','.join(shipped_shocks())}]")


def runs() -> list[Run]:
    """Return the runs that are timed side by side."""
    return [
        Run("national"),
        Run("every instrument", ("present=coexistence+all",)),
        Run("every instrument, system and shock", everything_on()),
        Run("lawful traffic x 100", ("traffic.lawful_scale=100",)),
        Run(
            "organisations x 10",
            ("organisations.count=450", "organisations.max=900"),
            days=120,
            warm_up=20,
        ),
        Run("every unit drawn", ("cargo.sampling=full",), days=40, warm_up=20),
    ]


def measure(
    told: Told = lambda _: None,
    other: str | None = None,
    classroom: Callable[[Told], dict[str, float]] | None = None,
) -> dict[str, Any]:
    """Measure everything and return it as plain data.

    Args:
        told: is told what is under way.
        other: the Python of an environment with another version, which is run in turn with this
            one (None: left out).
        classroom: measures the pages of a class, which this room does not know (None: left out).
    """
    if other is not None:
        told("the version before and this one")
    versions = None if other is None else before.in_turn(other)
    loop = plain_loop()
    timings = time_runs(runs(), told=told)
    year = timings["national"].seconds_per_year
    told("every unit drawn, traffic x 100")
    hundredfold = load_scenario("national", ["cargo.sampling=full", "traffic.lawful_scale=100"])
    full_hundred = (
        seconds_for(hundredfold, FULL_HUNDRED_DAYS, warm_up=1) * 365.0 / FULL_HUNDRED_DAYS
    )
    told("horizon x 10")
    horizon = _horizon() | _memory()
    found = peers.paces(told)
    told("one worker and two")
    workers = _workers()
    told("what a run costs beside the model")
    overhead = _overhead()
    found_beside = beside.seconds_beside_days()
    told("pages of a comparison")
    pages = beside.seconds_for_pages()
    told("imports, and the first call after an install")
    content: dict[str, Any] = {
        "yardstick_seconds": loop,
        "timings": [_timing(t, year) for t in timings.values()],
        "full_hundred_seconds_per_year": full_hundred,
        "horizon": horizon,
        "peers": {name: [_pace(p) for p in own] for name, own in found.items()},
        "units_a_year": units_a_year(load_scenario("national", [])),
        "workers": workers,
        "overhead_seconds": overhead,
        "beside_days_seconds": found_beside,
        "pages_seconds": pages,
        "first_call_seconds": beside.seconds_first_call(),
        "imports": {what: _import_seconds(code) for what, code in IMPORTS.items()},
        "versions": {
            **{p: version(p) for p in ("mesa", "numpy", "scipy")},
            "python": sys.version.split()[0],
            **peers.versions(),
        },
    }
    if versions is not None:
        content["before"] = versions
    if classroom is not None:
        content["classroom"] = classroom(told)
    return {**content, "targets": targets(content)}


def targets(content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return every target with what was measured: ``value``, ``target``, ``side`` (at most, at least) and ``met``."""
    by = {row["label"]: row for row in content["timings"]}
    year = by["national"]["seconds_per_year"]
    rows = [
        *(
            _row(
                f"before_{level}",
                f"a year at {level}: the version before ({content['before']['before_version']}) / this one",
                own["before"] / own["now"],
                4.0,
                "at least",
            )
            for level, own in content.get("before", {}).get("levels", {}).items()
        ),
        _row("year", "a year of national, CPU seconds", year, 0.15, "at most", "s"),
        _row(
            "instruments",
            "every instrument on top / none",
            by["every instrument"]["ratio"],
            1.5,
            "at most",
        ),
        _row(
            "everything",
            "every instrument, system and shock / none",
            by["every instrument, system and shock"]["ratio"],
            1.5,
            "at most",
        ),
        _row(
            "full", "every unit drawn / national", by["every unit drawn"]["ratio"], 10.0, "at least"
        ),
        _row(
            "full_hundred",
            "the same, lawful traffic x 100",
            content["full_hundred_seconds_per_year"]
            / by["lawful traffic x 100"]["seconds_per_year"],
            100.0,
            "at least",
        ),
        _row(
            "traffic",
            "lawful traffic x 100 / national",
            by["lawful traffic x 100"]["ratio"],
            1.1,
            "at most",
        ),
        _row(
            "organisations",
            "organisations x 10 / national",
            by["organisations x 10"]["ratio"],
            5.0,
            "at most",
        ),
        _row("horizon", "ten years / one", content["horizon"]["ratio"], 10.5, "at most"),
        _row(
            "memory",
            "memory of a worker, megabytes",
            content["horizon"]["worker_bytes"] / 1e6,
            350.0,
            "at most",
            "MB",
        ),
        _row(
            "memory_horizon",
            "the same of ten years / of one",
            content["horizon"]["memory_ratio"],
            1.5,
            "at most",
        ),
        _row(
            "workers", "one worker / two, wall time", content["workers"]["ratio"], None, "at least"
        ),
        _row(
            "processors",
            "the same of a plain loop: what the processors give",
            content["workers"]["plain_ratio"],
            None,
            "at least",
        ),
        _row(
            "workers_of_processors",
            "the first of these over the second",
            content["workers"]["ratio"] / content["workers"]["plain_ratio"],
            0.95,
            "at least",
        ),
        _row(
            "beside_days",
            "a run beside its days (branch, result, store), CPU milliseconds",
            sum(content["beside_days_seconds"].values()) * 1e3,
            25.0,
            "at most",
            "ms",
        ),
        _row(
            "overhead",
            "a run beside its model (handing out, writing, merging), milliseconds",
            content["overhead_seconds"] * 1e3,
            2.0,
            "at most",
            "ms",
        ),
        _row(
            "first_call",
            "first call after an install: compiling, wall seconds",
            content["first_call_seconds"],
            12.0,
            "at most",
            "s",
        ),
        *(
            _row(f"page_{i}", f"the {what} of 20 replicates, CPU seconds", s, 1.5, "at most", "s")
            for i, (what, s) in enumerate(content["pages_seconds"].items())
        ),
        *(
            _row(f"import_{i}", f"{what}, wall seconds", s, 0.3, "at most", "s")
            for i, (what, s) in enumerate(content["imports"].items())
        ),
    ]
    rows += [
        _row(name, title, content["classroom"][name], target, side, unit)
        for name, title, target, side, unit in CLASSROOM
        if name in content.get("classroom", {})
    ]
    for name, own in content["peers"].items():
        asked = 1000.0 if name == "Mesa" else None
        rows.append(
            _row(
                f"peer_{name.lower()}",
                f"{name}, a year at full volume (extrapolated) / national",
                own[-1]["full_year"] / year,
                asked,
                "at least",
            )
        )
    return rows


def _row(
    name: str, title: str, value: float, target: float | None, side: str, unit: str = ""
) -> dict[str, Any]:
    met = None if target is None else value <= target if side == "at most" else value >= target
    return {
        "id": name,
        "title": title,
        "value": value,
        "target": target,
        "side": side,
        "unit": unit,
        "met": met,
    }


def _timing(t: Timing, year: float) -> dict[str, Any]:
    return {
        "label": t.label,
        "units": t.units,
        "days": t.days,
        "seconds_per_year": t.seconds_per_year,
        "ratio": t.seconds_per_year / year,
    }


def _pace(p: peers.Pace) -> dict[str, float]:
    return {
        "scale": p.scale,
        "days": p.days,
        "units_per_second": p.units_per_second,
        "full_year": p.full_year,
    }


# --------------------------------------------------------------------------- growth with the horizon
def _horizon() -> dict[str, float]:
    """Time one year and ten of the same model."""
    model = BorderModel(load_scenario("national", ["burn_in_days=0", "years=10"]), 1)
    spent = []
    for days in (60, 365, 9 * 365):
        start = time.process_time()
        for _ in range(days):
            model.step()
        spent.append(time.process_time() - start)
    one, ten = spent[1], spent[1] + spent[2]
    return {"one": one, "ten": ten, "ratio": ten / one}


def _memory() -> dict[str, float]:
    """Memory of a worker whose horizon is a year, and what ten years take of it."""
    one, ten = (beside.worker_bytes(years) for years in (1, 10))
    return {"worker_bytes": one, "memory_ratio": ten / one}


# --------------------------------------------------------------------------- what a sweep costs beside the model
def _workers() -> dict[str, float]:
    """Wall seconds of the same units of work with one worker and with two."""
    from borderSim.studies.compare import compare

    seconds = {}
    with tempfile.TemporaryDirectory() as folder:
        for workers in (1, 2):
            start = time.perf_counter()
            compare(
                "national",
                levels=["cooperation"],
                replications=REPLICATES,
                years=2.0,
                workers=workers,
                plane=False,
                overrides=["burn_in_days=365"],
                results_dir=folder,
                name=f"workers-{workers}",
            )
            seconds[workers] = time.perf_counter() - start
    return {
        "one": seconds[1],
        "two": seconds[2],
        "ratio": seconds[1] / seconds[2],
        "plain_ratio": two_at_once(),
    }


def _overhead() -> float:
    """Wall seconds that a run costs beside the model: a unit of work whose runs take no time."""
    from borderSim.benchmark.idle import seconds_per_run

    with tempfile.TemporaryDirectory() as folder:
        return seconds_per_run(Path(folder))


IMPORTS = {
    "import borderSim": ["-c", "import borderSim"],
    "bordersim --help": ["-m", "borderSim", "--help"],
}


def _import_seconds(arguments: list[str]) -> float:
    """Wall seconds of a fresh process, best of five."""
    best = float("inf")
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
        best = min(best, time.perf_counter() - start)
    return best
