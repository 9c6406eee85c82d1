"""A comparison before it is computed: its scenarios by level, the seeds of its replicates, its units of work."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from borderSim.errors import InputError
from borderSim.extend.own import NOTHING, Own
from borderSim.parameters.scenario import Scenario
from borderSim.scenario.from_python import circumstances
from borderSim.scenario.load import load_levels, scenario_as_dict
from borderSim.scenario.names import dials_of
from borderSim.scenario.overrides import choice
from borderSim.scenario.own_config import used_files
from borderSim.studies.design.kept_tables import KINDS
from borderSim.studies.execution import handed_over, plugins
from borderSim.studies.execution.manifest import Design
from borderSim.studies.execution.reproduction import Inputs
from borderSim.studies.execution.task import Branch, Simulate, Task, branch_levels, with_own
from borderSim.studies.plans import dial_plane as plane
from borderSim.studies.plans.dial_plane import Point
from borderSim.studies.plans.futures import Asked, Futures

OF_ALL = ("monthly", "yearly")
"""Tables that are kept of every run anyway."""
OF_FIRST = ("daily", "networks", "links")
"""Tables that are kept of the first replicate only."""


@dataclass(frozen=True)
class ComparisonPlan:
    """A comparison before it is computed.

    Attributes:
        levels: scenario by name of the scenario and of the level.
        points: scenario by name of the scenario and point of the plane; empty without the plane.
        seeds: seeds of the replicates.
        present: name of the present level.
        design: what the manifest and the hash take from it.
        simulate: the function that makes the runs of a replicate.
        inputs: files of the user's own that were read.
        told: what is to be told of them.
        keep: kinds of tables that are kept of every run, beside what always is.
        own: measures and interventions that were handed in.
        futures: the futures, None where none are asked for.
    """

    levels: Mapping[str, Mapping[str, Scenario]]
    points: Mapping[str, Mapping[Point, Scenario]]
    seeds: Sequence[int]
    present: str
    design: Design
    simulate: Simulate = branch_levels
    inputs: Inputs = field(default_factory=lambda: Inputs({}, {}))
    told: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    own: Own = NOTHING
    futures: Futures | None = None

    def made_again_by(
        self,
        inputs: Inputs,
        names: Sequence[str | Scenario],
        levels: Sequence[str | Mapping[str, Any]] | str,
        present: str | None,
        settings: Sequence[str],
    ) -> ComparisonPlan:
        """Return the plan with the line that makes it again, and the files that the line needs."""
        facts, choices = dict(self.design.facts), self.design.choices
        inputs, scenario_names, level_names = handed_over.named(inputs, names, levels)
        asked = (
            self.level_names
            if level_names == "all"
            else [level_names]
            if isinstance(level_names, str)
            else level_names
        )
        spelt = [
            *([self.present] if len(asked) < len(self.level_names) else []),
            *(inputs.path(str(level)) for level in asked),
        ]
        several = len(scenario_names) > 1
        scenarios = (
            f"scenarios={inputs.listed(scenario_names)}"
            if several
            else choice("scenario", inputs.path(scenario_names[0]))
        )
        facts["command"] = [
            "bordersim",
            "compare",
            *inputs.config_dir,
            scenarios,
            f"levels={inputs.listed(map(str, asked))}",
            *([] if present is None else [choice("present", inputs.path(present))]),
            f"seed={choices['seed']}",
            f"replications={len(self.seeds)}",
            *(["plane=true"] if choices["plane"] else []),
            *(_futures_line(self.futures.asked) if self.futures else []),
            *([f"keep=[{','.join(self.keep)}]"] if self.keep else []),
            *(
                inputs.text(text)
                for text in settings
                if present is None or not text.startswith("present=")
            ),
            *self.own.line,
        ]
        facts["given"] = {
            "scenarios": {
                name: inputs.path(given)
                for name, given in zip(self.levels, scenario_names, strict=True)
            },
            "levels": dict(zip(self.level_names, spelt, strict=True)),
            "present": None if present is None else inputs.path(present),
        }
        return dataclasses.replace(
            self, design=dataclasses.replace(self.design, facts=facts | inputs.facts), inputs=inputs
        )

    @property
    def runs(self) -> int:
        """How many runs its levels take."""
        return len(self.seeds) * len(self.levels) * len(self.level_names)

    @property
    def level_names(self) -> list[str]:
        """Names of the levels, in the order of the tables."""
        return list(next(iter(self.levels.values())))

    @property
    def years(self) -> dict[str, float]:
        """Horizon of each scenario."""
        return {name: levels[self.present].years for name, levels in self.levels.items()}

    @property
    def measured(self) -> dict[str, float]:
        """Years that are measured in each scenario."""
        return {name: levels[self.present].window.measured for name, levels in self.levels.items()}

    def level_tasks(self, parts: Path) -> list[Task]:
        """Return the units of work of the levels: one per replicate and scenario."""
        return [
            self._task(index, name, place, seed, parts)
            for place, seed in enumerate(self.seeds)
            for index, name in enumerate(self.levels)
        ]

    def plane_tasks(self, parts: Path) -> list[Task]:
        """Return the units of work of the plane."""
        present = {name: levels[self.present] for name, levels in self.levels.items()}
        return plane.plane_tasks(self.points, present, self.seeds, parts, self.simulate)

    def _task(self, index: int, name: str, place: int, seed: int, parts: Path) -> Task:
        levels = self.levels[name]
        first = place == 0
        kinds = {
            "monthly",
            "yearly",
            *self.keep,
            *(OF_FIRST if first else ()),
            *(("events",) if levels[self.present].events else ()),
        }
        return Task(
            stem=stem(index, seed),
            parts=parts,
            seed=seed,
            present=levels[self.present],
            branches=tuple(
                Branch(
                    {"scenario": name, "level": level, "seed": seed, "replicate": place}, scenario
                )
                for level, scenario in levels.items()
            ),
            keep=tuple(kind for kind in KINDS if kind in kinds),
            simulate=self.simulate,
        )


def load_plan(
    names: Sequence[str | Scenario],
    levels: Sequence[str | Mapping[str, Any]] | str,
    settings: Sequence[str],
    present: str | None,
    *,
    seed: int,
    replications: int,
    with_plane: bool,
    keep: Sequence[str] = (),
    own: Own = NOTHING,
    futures: Futures | None = None,
) -> ComparisonPlan:
    """Load the scenarios of a comparison, and say what is to be computed.

    Raises:
        InputError: wrong input, in one sentence.
    """
    by_level: dict[str, Mapping[str, Scenario]] = {}
    by_point: dict[str, Mapping[Point, Scenario]] = {}
    for given in names:
        loaded = load_levels(given, levels, settings, present)
        name = next(iter(loaded.values())).name
        if name in by_level:
            raise InputError(f"scenarios= names the scenario '{name}' twice")
        by_level[name] = loaded
        if with_plane:
            by_point[name] = plane.load_points(
                given if isinstance(given, str) else circumstances(given), levels, settings, present
            )
    first = next(iter(next(iter(by_level.values())).values()))
    for name, loaded in by_level.items():
        _check_same_levels(name, loaded, first.present.name, next(iter(by_level.values())))
    seeds = range(seed, seed + replications)
    more = tuple(kind for kind in keep if kind not in OF_ALL)  # (which is kept of every run anyway)
    return ComparisonPlan(
        by_level,
        by_point,
        seeds,
        first.present.name,
        design_of(by_level, first, seeds, with_plane, more, own, futures),
        with_own(branch_levels, own),
        keep=more,
        own=own,
        told=futures.notes if futures else (),
        futures=futures,
    )


def _check_same_levels(
    name: str, loaded: Mapping[str, Scenario], present: str, others: Mapping[str, Scenario]
) -> None:
    own = loaded[present].present.name if present in loaded else ""
    if own != present or list(loaded) != list(others):
        raise InputError(
            f"scenario '{name}' has another present level than the first scenario: set present="
        )


def stem(scenario: int, seed: int) -> str:
    """Return the name of the part files of one unit of work."""
    return f"levels-{scenario:02d}-seed{seed:010d}"


def design_of(
    by_level: Mapping[str, Mapping[str, Scenario]],
    first: Scenario,
    seeds: range,
    with_plane: bool,
    keep: Sequence[str] = (),
    own: Own = NOTHING,
    futures: Futures | None = None,
) -> Design:
    """Return what the manifest records and the hash covers."""
    present = first.present.name
    config = {name: scenario_as_dict(levels[present]) for name, levels in by_level.items()}
    differing = {
        name: {level: _differing(config[name], scenario_as_dict(s)) for level, s in levels.items()}
        for name, levels in by_level.items()
    }
    levels = next(iter(by_level.values()))
    years = {name: own[present].years for name, own in by_level.items()}
    windows = {name: own[present].window for name, own in by_level.items()}
    choices = {
        "command": "compare",
        "scenarios": list(by_level),
        "levels": list(levels),
        "present": present,
        "years": years,
        "measure_from_year": {name: window.first_year for name, window in windows.items()},
        "seed": seeds[0],
        "transition": first.transition,
        "budget_rule": first.budget.rule,
        "plane": plane.settings() if with_plane else None,
    }
    if keep:
        choices["keep"] = list(keep)
    if futures:
        choices["futures"] = futures.choices
    choices |= own.choices
    facts = {
        "command": [],
        "scenarios": list(by_level),
        "levels": _levels(levels),
        "present": present,
        "years": max(years.values()),
        "years_by_scenario": years,
        "measured": {name: window.text for name, window in windows.items()},
        "seeds": list(seeds),
        "transition": first.transition,
        "budget_rule": first.budget.rule,
        "replications": len(seeds),
        **({"futures": futures.facts} if futures else {}),
        **used_files(),
    }
    runs = {stem(i, seed): len(levels) for seed in seeds for i in range(len(by_level))}
    if with_plane:
        points = len(plane.PLACES) ** 2
        runs |= {
            plane.stem(i, seed): points
            for seed in seeds[: plane.MOST_REPLICATES]
            for i in range(len(by_level))
        }
    runs |= futures.runs if futures else {}
    used = plugins.of_scenarios(scenario for own in by_level.values() for scenario in own.values())
    return Design(choices, config, differing, facts, runs, used | own.plugins)


def _differing(base: Mapping[str, object], other: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in other.items() if base.get(key) != value}


def _levels(levels: Mapping[str, Scenario]) -> list[dict[str, object]]:
    """Return name, title and place on the dials of each level."""
    return [
        {"name": name, "title": scenario.partnership.title or name, "dials": dials_of(name)}
        for name, scenario in levels.items()
    ]


def _futures_line(asked: Asked) -> list[str]:
    return [
        "full=true",
        f"futures={asked.count}",
        f"future_replications={asked.replications}",
    ]
