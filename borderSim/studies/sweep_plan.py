"""An experiment before it is computed: its points, the scenario of each, and the units of work."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from borderSim.errors import InputError
from borderSim.scenario.compose import load_levels, scenario_as_dict
from borderSim.scenario.own_config import used_files
from borderSim.scenario.schema import Scenario
from borderSim.studies import designs, level_draws
from borderSim.studies.experiment import Experiment
from borderSim.studies.factors import TRAITS, Value, overrides
from borderSim.studies.manifest import Design
from borderSim.studies.replicate import Branch, Label, Simulate, Task, branch_levels
from borderSim.studies.sweep_tables import Frame, summary

MOST_SEED = 2**63 - 1
PROBE_DAYS = 40


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
        if e.steps:
            choices["steps"] = [step.as_dict() for step in e.steps]
        config, differing = {}, {}
        for (name, arm), own in self.bases.items():
            label = name if len(e.arms) == 1 else f"{name}, {arm}"
            config[label] = scenario_as_dict(own[present])
            differing[label] = {
                level: {k: v for k, v in scenario_as_dict(s).items() if config[label].get(k) != v} for level, s in own.items()
            }
        facts = {
            "command": ["bordersim", "sweep", f"experiment={e.name}", f"replications={e.replications}"],
            "question": e.question, "read": e.read, "replications": e.replications, **used_files(),
        }
        plan = {
            _stem(*place, r): len(self.levels)
            for r in range(e.replications) for place in self._numbered()
        }
        return Design(choices, config, differing, facts, plan)

    @property
    def order(self) -> list[tuple[str, Sequence[object]]]:
        """Columns by which the table of runs is sorted, with their values in their order."""
        names = list(dict.fromkeys(next(iter(own.values())).name for own in self.bases.values()))
        return [("scenario", names), ("arm", list(self.experiment.arms)), ("point", []), ("level", self.levels), ("seed", [])]

    def summary(self, runs: Frame) -> Frame:
        """Return values and paired differences by point."""
        return summary(runs, self.present(next(iter(self.bases.values()))))

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


def _stem(scenario: int, arm: int, point: int, replicate: int) -> str:
    return f"s{scenario:02d}-a{arm:02d}-p{point:06d}-r{replicate:04d}"
