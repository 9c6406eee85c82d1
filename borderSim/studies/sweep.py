"""``bordersim sweep``: a table of designs over the runner of comparisons.

The unit of work is a (scenario, arm, point, replicate): one burn-in, branched into every level.
"""

from __future__ import annotations

import dataclasses
import functools
import math
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from borderSim.errors import InputError
from borderSim.scenario.compose import load_levels, refuse_level_keys, scenario_as_dict
from borderSim.scenario.schema import Scenario
from borderSim.studies import designs, identity, level_draws, manifest, merge, store
from borderSim.studies.claim import claim
from borderSim.studies.experiment import Experiment, load_experiment
from borderSim.studies.factors import TRAITS, Value, overrides
from borderSim.studies.findings import write_findings
from borderSim.studies.manifest import Design
from borderSim.studies.replicate import Branch, Label, Simulate, Task, branch_levels
from borderSim.studies.runner import worker_count
from borderSim.studies.study import Progress, Study
from borderSim.studies.sweep_tables import summary

MOST_SEED = 2**63 - 1
PROBE_DAYS = 40
ORDER = ("scenario", "arm", "point", "level", "seed")


@dataclass(frozen=True)
class Sweep:
    """A finished sweep as it lies in its folder."""

    folder: Path
    notes: list[str] = field(default_factory=list)

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """The manifest."""
        return manifest.read(self.folder)

    @cached_property
    def runs(self) -> pd.DataFrame:
        """A row per run: scenario, arm, point, level, seed, factors, every outcome."""
        return store.read_frame(self.folder / "runs.parquet")

    @cached_property
    def findings(self) -> dict[str, Any]:
        """What the experiment's analysis found; empty where it has none."""
        path = self.folder / "findings.json"
        return store.read_json(path) if path.exists() else {}

    @property
    def text(self) -> str:
        """The findings for people."""
        path = self.folder / "findings.md"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    @property
    def failed(self) -> list[dict[str, Any]]:
        """Runs that failed."""
        return list(self.manifest.get("failed", []))


def sweep(
    experiment: str,
    *,
    points: int | None = None,
    replications: int | None = None,
    years: float | None = None,
    seed: int | None = None,
    workers: int | None = None,
    settings: Sequence[str] = (),
    name: str | None = None,
    results_dir: str | Path = "results",
    overwrite: bool = False,
    progress: Progress | None = None,
    command: Sequence[str] | None = None,
) -> Sweep:
    """Carry out a designed experiment; what is stored already is not computed again.

    Args:
        experiment: name of a shipped experiment, or the path of a YAML file.
        points: points of the design (Latin hypercube only; None: the file's own).
        replications: replicates a point (None: the file's own).
        years: horizon (None: the file's own).
        seed: first seed (None: the file's own).
        workers: processes (None: one per processor).
        settings: further settings that hold at all points, ``key=value``.
        name: name of the result (None: made from what is set).
        results_dir: where results lie.
        overwrite: replace a result of the same name that holds something else.
        progress: is told how far it has come.
        command: the command as typed, for the record.

    Raises:
        InputError: wrong input, in one sentence; nothing is written then.
        RunsFailedError: every run failed.
    """
    processes = worker_count(workers)
    shipped = load_experiment(experiment)
    asked = adjusted(shipped, points=points, replications=replications, years=years, seed=seed, settings=settings)
    plan = Plan(asked, branch_levels)
    plain = dataclasses.replace(asked, replications=1) == dataclasses.replace(shipped, replications=1)
    label = store.check_name(name) if name is not None else identity.default_name("sweep", [asked.name], plan.design.digest, plain)
    folder = store.result_path(results_dir, label)
    if not _known(folder, plan.design):
        plan.check()
    found = claim(folder, plan.design, overwrite=overwrite)
    if not found.complete:
        tasks = plan.tasks(found.parts)
        study = Study(plan.design, found, processes, command, progress, rows_so_far=False)
        study.begin()
        study.carry_out(tasks, shown=tasks)
        study.finish(functools.partial(_write_tables, plan, tasks))
    return Sweep(found.folder, found.notes)


def adjusted(
    experiment: Experiment, *, points: int | None, replications: int | None, years: float | None, seed: int | None,
    settings: Sequence[str],
) -> Experiment:
    """Return an experiment with what was typed in the place of what its file says."""
    changes: dict[str, Any] = {}
    for key, value, least in (("points", points, 1), ("replications", replications, 1), ("seed", seed, 0)):
        if value is not None:
            if isinstance(value, bool) or not isinstance(value, int) or value < least:
                raise InputError(f"{key}={value!r}: must be a whole number of at least {least}")
            changes[key] = value
    if points is not None and experiment.kind != "lhs":
        raise InputError(f"points={points}: experiment '{experiment.name}' has a fixed number of points")
    if points is not None and points > designs.MOST_POINTS:
        raise InputError(f"points={points}: at most {designs.MOST_POINTS} are made")
    if years is not None:
        if isinstance(years, bool) or not isinstance(years, (int, float)) or not math.isfinite(years) or years <= 0:
            raise InputError(f"years={years!r}: must be a number above 0")
        changes["years"] = years
    for text in settings:
        refuse_level_keys(text)
        key = text.partition("=")[0]
        if key in {factor.key for factor in experiment.factors}:
            raise InputError(f"{key}= is a factor of experiment '{experiment.name}': it can't be set for all points")
    if settings:
        changes["settings"] = (*experiment.settings, *settings)
    return dataclasses.replace(experiment, **changes)


class Plan:
    """An experiment before it is computed: its points, scenarios and units of work."""

    def __init__(self, experiment: Experiment, simulate: Simulate = branch_levels) -> None:
        self.experiment = experiment
        self.simulate = simulate
        e = experiment
        self.bases = {(name, arm): self._load(name, arm, ()) for name in e.scenarios for arm in e.arms}
        self.levels = self._one_list_of_levels()
        self.columns = level_draws.columns(self.levels, e.name) if e.draws_levels else []
        self.points, self.draws = self._points()
        self.loaded: dict[tuple[str, str, int], dict[str, Scenario]] = {}

    @property
    def runs(self) -> int:
        """Number of runs."""
        return sum(self.design.plan.values())

    @property
    def days(self) -> int:
        """Days to simulate."""
        per_point = [
            own[self.present(own)].burn_in_days + sum(s.horizon_days for s in own.values()) for own in self.bases.values()
        ]
        return sum(per_point) * len(self.points) * self.experiment.replications

    @staticmethod
    def present(levels: Mapping[str, Scenario]) -> str:
        """Return the name of the present level."""
        return next(iter(levels.values())).present.name

    def seed(self, point: int, replicate: int) -> int:
        """Return the seed of a replicate of a point; more replicates leave those of before as they were."""
        if self.experiment.chances == "common":
            return self.experiment.seed + replicate
        return self.experiment.seed + replicate * len(self.points) + point

    def scenarios(self, name: str, arm: str, point: int) -> dict[str, Scenario]:
        """Return the scenario of each level at a point.

        Raises:
            InputError: the point's settings make no scenario.
        """
        key = (name, arm, point)
        if key not in self.loaded:
            self.loaded[key] = self._at(name, arm, point)
        return self.loaded[key]

    def check(self) -> None:
        """Load every point, so that what is wrong shows before anything is written."""
        for name, arm, point in self._places():
            self.scenarios(name, arm, point)
        if self.experiment.seed + self.experiment.replications * len(self.points) > MOST_SEED:
            raise InputError(f"seed={self.experiment.seed}: too large")

    def tasks(self, parts: Path) -> list[Task]:
        """Return the units of work, all points of a replicate before the next replicate."""
        return [
            self._task(name, arm, point, replicate, parts)
            for replicate in range(self.experiment.replications)
            for name, arm, point in self._places()
        ]

    @cached_property
    def design(self) -> Design:
        """What the manifest records and the hash covers."""
        e = self.experiment
        first = next(iter(self.bases.values()))
        present = self.present(first)
        choices = {
            "command": "sweep", "experiment": e.name, "scenarios": list(e.scenarios), "levels": self.levels, "present": present,
            "years": e.years, "seed": e.seed, "chances": e.chances, "keep": list(e.keep), "settings": list(e.settings),
            "arms": {arm: list(texts) for arm, texts in e.arms.items()}, "analysis": e.analysis,
            "design": {
                "kind": e.kind, "points": len(self.points), "draws_levels": e.draws_levels,
                "factors": [factor.as_dict() for factor in e.factors], "rows": [dict(row) for row in e.rows],
            },
        }
        config, differing = {}, {}
        for (name, arm), own in self.bases.items():
            label = name if len(e.arms) == 1 else f"{name}, {arm}"
            config[label] = scenario_as_dict(own[present])
            differing[label] = {
                level: {k: v for k, v in scenario_as_dict(s).items() if config[label].get(k) != v} for level, s in own.items()
            }
        facts = {
            "command": ["bordersim", "sweep", f"experiment={e.name}", f"replications={e.replications}"],
            "question": e.question, "read": e.read, "replications": e.replications,
        }
        plan = {
            _stem(*place, r): len(self.levels)
            for r in range(e.replications) for place in self._numbered()
        }
        return Design(choices, config, differing, facts, plan)

    # ------------------------------------------------------------------ the parts
    def _load(self, name: str, arm: str, texts: Sequence[str]) -> dict[str, Scenario]:
        e = self.experiment
        years = [] if e.years is None else [f"years={e.years}"]
        place = f"experiment '{e.name}'" + (f", arm '{arm}'" if len(e.arms) > 1 else "")
        try:
            return load_levels(name, e.levels, [*e.settings, *years, *e.arms[arm], *texts], e.present)
        except InputError as error:
            raise InputError(f"{place}: {error}") from None

    def _one_list_of_levels(self) -> list[str]:
        lists = [(self.present(own), list(own)) for own in self.bases.values()]
        if any(other != lists[0] for other in lists[1:]):
            raise InputError(f"experiment '{self.experiment.name}': its scenarios have different present levels; set present")
        if any(factor.key.startswith(TRAITS) for factor in self.experiment.factors) and len(lists[0][1]) > 1:
            raise InputError(f"experiment '{self.experiment.name}': a trait as factor needs present to be the single level")
        return lists[0][1]

    def _points(self) -> tuple[list[dict[str, Value]], list[dict[tuple[str, str], float]]]:
        e = self.experiment
        if e.kind == "list":
            return [dict(row) for row in e.rows], [{}] * len(e.rows)
        if e.kind == "grid":
            points = designs.grid(e.factors, e.name)
            return points, [{}] * len(points)
        drawn = designs.shares(e.points, len(e.factors) + len(self.columns))
        n = len(e.factors)
        return designs.lhs(e.factors, drawn[:, :n]), [dict(zip(self.columns, map(float, row[n:]), strict=True)) for row in drawn]

    def _at(self, name: str, arm: str, point: int) -> dict[str, Scenario]:
        e, values = self.experiment, self.points[point]
        base = self.bases[name, arm]
        found = self._load(name, arm, overrides(values, e.factors, base[self.present(base)]))
        traits = {key.removeprefix(TRAITS): value for key, value in values.items() if key.startswith(TRAITS)}
        if traits:
            found = level_draws.with_traits(found, traits)
        if self.columns:
            draws: dict[str, dict[str, float]] = {level: {} for level in found}
            for (level, trait), share in self.draws[point].items():
                draws[level][trait] = share
            found = level_draws.with_draws(found, draws)
        return found

    def _places(self) -> Iterator[tuple[str, str, int]]:
        for point in range(len(self.points)):
            for name, arm in self.bases:
                yield name, arm, point

    def _numbered(self) -> Iterator[tuple[int, int, int]]:
        names, arms = list(self.experiment.scenarios), list(self.experiment.arms)
        for name, arm, point in self._places():
            yield names.index(name), arms.index(arm), point

    def _task(self, name: str, arm: str, point: int, replicate: int, parts: Path) -> Task:
        e = self.experiment
        scenarios, seed = self.scenarios(name, arm, point), self.seed(point, replicate)
        factors: dict[str, Label] = dict(self.points[point])
        factors |= {f"{level}.{trait}": level_draws.shown(scenarios[level].partnership, trait) for level, trait in self.columns}
        numbers = list(e.scenarios).index(name), list(e.arms).index(arm)
        return Task(
            stem=_stem(*numbers, point, replicate),
            parts=parts,
            seed=seed,
            present=scenarios[self.present(scenarios)],
            branches=tuple(
                Branch({"scenario": s.name, "arm": arm, "point": point, "level": level, "seed": seed, "replicate": replicate, **factors}, s)
                for level, s in scenarios.items()
            ),
            keep=e.keep,
            simulate=self.simulate,
        )


def seconds_needed(plan: Plan, workers: int) -> float:
    """Return the time that a plan takes, from a short run of each of its scenarios here, if nothing else wants the processors."""
    from borderSim.model import BorderModel

    total = 0.0
    share = plan.days / len(plan.bases)
    for levels in plan.bases.values():
        model = BorderModel(levels[plan.present(levels)], plan.experiment.seed)
        start = time.process_time()
        for _ in range(PROBE_DAYS):
            model.step()
        total += (time.process_time() - start) / PROBE_DAYS * share
    return total / workers


def _known(folder: Path, design: Design) -> bool:
    """Whether a folder holds this very design already: its points were checked then."""
    return (folder / manifest.FILE).exists() and manifest.read(folder).get("config_hash") == design.digest


def _stem(scenario: int, arm: int, point: int, replicate: int) -> str:
    return f"s{scenario:02d}-a{arm:02d}-p{point:06d}-r{replicate:04d}"


def _write_tables(plan: Plan, tasks: Sequence[Task], folder: Path) -> list[str]:
    """Merge the parts, write the summary and the findings; return the names of the files."""
    e = plan.experiment
    names = list(dict.fromkeys(next(iter(own.values())).name for own in plan.bases.values()))
    order = [("scenario", names), ("arm", list(e.arms)), ("point", []), ("level", plan.levels), ("seed", [])]
    merge.merge(tasks, folder / "runs.parquet", "runs", order)
    kept = [kind for kind in e.keep if merge.merge(tasks, folder / f"{kind}.parquet", kind, order)]
    runs = store.read_frame(folder / "runs.parquet")
    present = plan.present(next(iter(plan.bases.values())))
    store.write_text(folder / "summary.csv", summary(runs, present).to_csv(index=False, lineterminator="\n"))
    return ["runs.parquet", *(f"{kind}.parquet" for kind in kept), "summary.csv", *write_findings(e, folder, runs)]
