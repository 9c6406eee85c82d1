"""``bordersim calibrate``: from targets and a scenario to a folder with trials, posterior, page and priors."""

from __future__ import annotations

import hashlib
import json
import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from borderSim.country.fit.inputs import Input, at, inputs_for, settings
from borderSim.country.fit.posterior import Posterior, distances, posterior, spread_of
from borderSim.country.fit.search import Search, library
from borderSim.country.fit.targets import Target, read_targets, targets_of
from borderSim.country.fit.trials import Job, Runner
from borderSim.errors import InputError
from borderSim.language.phrases import phrase
from borderSim.parameters.scenario import Scenario
from borderSim.scenario.load import load_scenario, scenario_as_dict
from borderSim.studies.execution import files, lock, replacing
from borderSim.studies.execution.provenance import behaviour_digest
from borderSim.studies.execution.scheduler import worker_count

TRIALS, REPLICATIONS = 48, 2
LEAST_TRIALS, MOST_TRIALS = 12, 2000
MOST_REPLICATIONS = 100
MOST_SEED = 2**32 - 2 - MOST_TRIALS
"""Every batch of proposals has a seed of its own above the first, and Optuna takes no larger ones."""
SETTINGS_FILE, STORE, PARTS = "calibration.json", "study.db", "parts"
SCHEMA = 1
PROBE_DAYS, WARM_DAYS = 40, 10
SPAN = (0.8, 1.6)
"""How much longer or shorter it may take than the first days of one run say (assumption)."""


class Progress(Protocol):
    """Who shows how far it has come."""

    def __call__(self, done: int, total: int, seconds_left: float | None) -> None:
        """Show ``done`` of ``total`` runs, and the seconds left (None: not known yet)."""
        ...


@dataclass(frozen=True)
class FitPlan:
    """A fit before it is carried out.

    Attributes:
        given: name or path of the scenario; ``scenario``: it, at its present level.
        targets: what is to be met.
        inputs: what is fitted.
        trials: settings that are tried; ``replications``: runs of each.
        seed: first seed.
        source: name of the file of targets, empty where the scenario's own are used.
    """

    given: str
    scenario: Scenario
    targets: tuple[Target, ...]
    inputs: tuple[Input, ...]
    trials: int
    replications: int
    seed: int
    source: str

    @property
    def runs(self) -> int:
        """Runs in all."""
        return self.trials * self.replications

    @property
    def days(self) -> int:
        """Simulated days of one run."""
        return self.scenario.burn_in_days + self.scenario.horizon_days

    @property
    def choices(self) -> dict[str, Any]:
        """What a stored fit must agree on to be gone on with."""
        config = json.dumps(scenario_as_dict(self.scenario), sort_keys=True)
        return {
            "schema": SCHEMA,
            "behaviour": behaviour_digest(),
            "scenario": hashlib.sha256(config.encode()).hexdigest(),
            "targets": [[t.name, t.years, t.observed, t.error_share] for t in self.targets],
            "inputs": [own.key for own in self.inputs],
            "trials": self.trials,
            "replications": self.replications,
            "seed": self.seed,
        }

    def seconds(self, workers: int) -> tuple[float, float]:
        """Return the least and most seconds that it may take, from the first days of a run made here."""
        from borderSim.simulation import BorderModel

        model = BorderModel(self.scenario, self.seed)
        for _ in range(WARM_DAYS):
            model.step()
        start = time.process_time()
        for _ in range(PROBE_DAYS):
            model.step()
        a_run = (time.process_time() - start) / PROBE_DAYS * self.days
        rounds = math.ceil(self.runs / workers)
        return SPAN[0] * rounds * a_run, SPAN[1] * rounds * a_run


@dataclass(frozen=True)
class Fit:
    """A finished fit.

    Attributes:
        plan: what was asked.
        units: shares of the prior ranges that were tried, shape (trials, inputs).
        values: statistics of each run, shape (trials, replicates, targets).
        distance: of each trial, shape (trials,).
        posterior: what the statistics say of the inputs.
        folder: where it lies.
    """

    plan: FitPlan
    units: np.ndarray
    values: np.ndarray
    distance: np.ndarray
    posterior: Posterior
    folder: Path


def plan_of(
    given: str,
    targets: str | None = None,
    *,
    inputs: Sequence[str] | str | None = None,
    present: str | None = None,
    trials: int = TRIALS,
    replications: int = REPLICATIONS,
    seed: int = 1,
    overrides: Sequence[str] = (),
) -> FitPlan:
    """Return what is to be done.

    Args:
        given: name or path of a scenario.
        targets: path of a file of targets (None: the statistics that the scenario keeps).
        inputs: keys that are fitted (None: those that the targets can tell).
        present: the level of today (None: the scenario's own).
        trials: settings that are tried.
        replications: runs of each.
        seed: first seed.
        overrides: further settings, ``key=value``.

    Raises:
        InputError: anything wrong, in one sentence.
    """
    library()
    asked = [*overrides, *([] if present is None else [f"present={present}"])]
    first = load_scenario(given, asked)
    goals = targets_of(first.observed, given) if targets is None else read_targets(targets)
    chosen = inputs_for([own.name for own in goals], inputs)
    years = max(own.years for own in goals)
    scenario = load_scenario(
        given, [*asked, f"years={years}", "measure_from_year=1", "events=false"]
    )
    scenario = load_scenario(scenario.with_(partnership=scenario.present))
    _check_count("trials", trials, LEAST_TRIALS, MOST_TRIALS)
    _check_count("replications", replications, 1, MOST_REPLICATIONS)
    _check_count("seed", seed, 0, MOST_SEED)
    for own in chosen:
        if not settings(at([own], [0.9]), [own], scenario):
            raise InputError(
                phrase(
                    "scenario={given}: {key} moves nothing in it: it has no such entry above 0",
                    given=given,
                    key=own.key,
                )
            )
    return FitPlan(
        given,
        scenario,
        tuple(goals),
        tuple(chosen),
        trials,
        replications,
        seed,
        "" if targets is None else Path(targets).name,
    )


def _check_count(key: str, value: int, least: int, most: int) -> None:
    if not least <= value <= most:
        raise InputError(
            phrase(
                "{key}={value}: must be a whole number of at least {least} and at most {most}",
                key=key,
                value=value,
                least=least,
                most=most,
            )
        )


def calibrate(
    plan: FitPlan,
    *,
    name: str | None = None,
    results_dir: str | Path = "results",
    workers: int | None = None,
    overwrite: bool = False,
    progress: Progress | None = None,
    write: Callable[[Fit], object] | None = None,
) -> Fit:
    """Carry out a fit; runs that are kept already are not made again.

    One that replaces another is built in a hidden folder beside it and takes its place once all
    is written; until then, and whatever fails, the old one stays as it was.

    Args:
        plan: what is to be done.
        name: name of the result (None: made from the scenario and what is asked).
        results_dir: where results lie.
        workers: processes (None: one per processor).
        overwrite: replace a result of the same name that holds something else.
        progress: is told how far it has come.
        write: writes tables and pages of the fit into its folder.

    Raises:
        InputError: another result of this name is there.
        StoppedError: it had to stop; what is finished is kept.
    """
    folder = files.result_path(
        results_dir, files.check_name(_label(plan) if name is None else name)
    )
    with lock.at_work(folder):
        working = _prepare(folder, plan, overwrite)
        runner = Runner(working / PARTS, worker_count(workers))
        try:
            fit = _searched(plan, working, runner, progress)
        except BaseException:
            runner.stop()
            raise
        runner.close()
        if write is not None:
            write(fit)
        if working != folder:
            replacing.take_place(folder, working)
    return replace(fit, folder=folder)


def _label(plan: FitPlan) -> str:
    """Return the name of a fit where none is asked for: the scenario, and eight digits of what is asked."""
    return f"calibrate-{plan.scenario.name}-{_digest(plan)}"


def _digest(plan: FitPlan) -> str:
    """Return eight digits of what is asked."""
    return hashlib.sha256(json.dumps(plan.choices).encode()).hexdigest()[:8]


def _prepare(folder: Path, plan: FitPlan, overwrite: bool) -> Path:
    """Return the folder to work in: the fit's own, or one beside where it holds another that is replaced.

    Raises:
        InputError: it holds something else.
    """
    replacing.mend(folder)
    files.clear_orphans(folder)
    working = folder
    if folder.exists() and not _hardly_begun(folder):
        said = _said(folder / SETTINGS_FILE)
        _ensure_same(folder, plan, said, overwrite)
        if not _is_same(folder, plan, said):
            working = replacing.beside(folder, _digest(plan))
            files.clear_orphans(working)
    files.ensure_writable(working)
    wanted = {"choices": plan.choices, "scenario": plan.given, "targets": plan.source}
    if _said(working / SETTINGS_FILE) != wanted:
        files.write_json(working / SETTINGS_FILE, wanted)
    (working / PARTS).mkdir(exist_ok=True)
    return working


def _said(about: Path) -> dict[str, Any] | None:
    """Return what a fit's file of settings says, None where it is not whole."""
    try:
        found = files.read_json(about)
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and "choices" in found else None


def _hardly_begun(folder: Path) -> bool:
    """Whether a folder holds nothing: a program was killed before it had written the settings."""
    parts = folder / PARTS
    return all(path == parts for path in folder.iterdir()) and not (
        parts.is_dir() and any(parts.iterdir())
    )


def _is_same(folder: Path, plan: FitPlan, said: Mapping[str, Any] | None) -> bool:
    """Whether a folder holds this fit.

    Where its settings are damaged, its own name tells it: it is made from all that is asked.
    """
    if said is None:
        return (folder / SETTINGS_FILE).is_file() and folder.name == _label(plan)
    return said["choices"] == plan.choices


def _ensure_same(
    folder: Path, plan: FitPlan, said: Mapping[str, Any] | None, overwrite: bool
) -> None:
    """See that a folder holds this fit, or another that may be replaced.

    Raises:
        InputError: it holds something else.
    """
    if not _is_same(folder, plan, said) and not overwrite:
        raise InputError(
            phrase(
                "{folder}: holds another result: choose another name=, or replace it with overwrite=true",
                folder=folder,
            )
        )
    if said is None and not (folder / SETTINGS_FILE).is_file():
        raise InputError(
            phrase(
                "{folder}: holds something that is no calibration and is left as it is: choose another name=",
                folder=folder,
            )
        )


def _searched(plan: FitPlan, folder: Path, runner: Runner, progress: Progress | None) -> Fit:
    search = Search(plan.inputs, plan.trials, plan.seed, folder / STORE)
    values: list[np.ndarray] = []
    tell = _teller(plan, runner, progress)
    spread: list[np.ndarray] = []

    def made(first: int, units: Sequence[Sequence[float]]) -> np.ndarray:
        jobs = [job for place, unit in enumerate(units) for job in _jobs(plan, first + place, unit)]
        rows = [[found[own.name] for own in plan.targets] for found in runner.results(jobs, tell)]
        return np.array(rows).reshape(len(units), plan.replications, len(plan.targets))

    def of_design(first: int, units: Sequence[Sequence[float]]) -> Sequence[float]:
        found = made(first, units)
        values.append(found)
        spread.append(spread_of(found, plan.targets))
        return distances(found.mean(axis=1), plan.targets, spread[0]).tolist()

    def of_batch(first: int, units: Sequence[Sequence[float]]) -> Sequence[float]:
        found = made(first, units)
        values.append(found)
        return distances(found.mean(axis=1), plan.targets, spread[0]).tolist()

    units = search.carry_out(of_design, of_batch)
    runs = np.concatenate(values)
    distance = distances(runs.mean(axis=1), plan.targets, spread[0])
    return Fit(plan, units, runs, distance, posterior(units, runs, plan.targets, plan.seed), folder)


def _jobs(plan: FitPlan, trial: int, unit: Sequence[float]) -> list[Job]:
    """Return the runs of a trial: seeds of its own, so that chance is not shared between settings."""
    texts = tuple(settings(at(plan.inputs, unit), plan.inputs, plan.scenario))
    first = plan.seed + trial * plan.replications
    return [
        Job(plan.scenario, texts, first + place, plan.targets) for place in range(plan.replications)
    ]


def _teller(plan: FitPlan, runner: Runner, progress: Progress | None) -> Callable[[], None]:
    """Return what is called after each run: it tells how far the fit has come."""
    done, start = 0, time.monotonic()

    def tell() -> None:
        nonlocal done
        done += 1
        if progress is None:
            return
        made = runner.made + 1
        spent = time.monotonic() - start
        progress(done, plan.runs, spent / made * (plan.runs - done) if runner.made else None)

    return tell
