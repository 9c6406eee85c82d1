"""The comparison of partnership levels: every level and replicate with the same random draws."""

from __future__ import annotations

import dataclasses
import functools
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from borderSim.errors import InputError, nearest
from borderSim.extend.own import NOTHING, Own, read_own
from borderSim.language.current import SOURCE, named
from borderSim.language.phrases import nphrase, phrase
from borderSim.measures.dictionary import with_own as outcomes_with_own
from borderSim.measures.frame_units import with_row_units
from borderSim.parameters.scenario import Scenario
from borderSim.presentation import Presented, show
from borderSim.results import road_map
from borderSim.results.comparison import Comparison
from borderSim.results.spreadsheets import renew
from borderSim.scenario.from_python import circumstances
from borderSim.scenario.load import load_levels, scenario_as_dict
from borderSim.scenario.names import dials_of, shipped
from borderSim.scenario.overrides import choice
from borderSim.scenario.own_config import takes_config_dir, used_files
from borderSim.scenario.own_files import noting
from borderSim.scenario.told import gathering
from borderSim.studies.analysis.break_even import break_even_table, summary_rows
from borderSim.studies.analysis.paired import paired_table
from borderSim.studies.analysis.precision import Reached, rule_of, settle
from borderSim.studies.analysis.settled import with_settled
from borderSim.studies.design.kept_tables import KINDS, read_keep, with_events
from borderSim.studies.execution import datapackage, files, handed_over, lock, merge, pages, plugins
from borderSim.studies.execution.job import Progress, Study, Towards
from borderSim.studies.execution.manifest import Design
from borderSim.studies.execution.provenance import as_shipped, default_name
from borderSim.studies.execution.reproduction import Inputs, inputs_of
from borderSim.studies.execution.result_folder import (
    NOTHING_STORED,
    ResultFolder,
    Stored,
    prepare,
    stored,
)
from borderSim.studies.execution.scheduler import How, worker_count
from borderSim.studies.execution.task import (
    Branch,
    Failure,
    Simulate,
    Task,
    branch_levels,
    with_own,
)
from borderSim.studies.forecast import time_range
from borderSim.studies.pace import wall, work_of_futures
from borderSim.studies.plans import dial_plane as plane
from borderSim.studies.plans.dial_plane import Point
from borderSim.studies.plans.futures import Asked, Futures, load_futures
from borderSim.studies.plans.futures import check as check_futures

DEFAULT_SEED = 1
DEFAULT_SCENARIO = "national"
MOST_SEED = 2**63 - 1
ENTRY = ("on", "off")
PRECISION = ("precision.csv", "precision.html")
OF_ALL = ("monthly", "yearly")
"""Tables that are kept of every run anyway."""
OF_FIRST = ("daily", "networks", "links")
"""Tables that are kept of the first replicate only."""


@takes_config_dir
def compare(
    scenario: str | Scenario = DEFAULT_SCENARIO,
    *,
    scenarios: Sequence[str | Scenario] | None = None,
    levels: Sequence[str | Mapping[str, Any]] | str = "all",
    present: str | None = None,
    replications: int | None = None,
    years: float | None = None,
    measure_from_year: int | None = None,
    seed: int = DEFAULT_SEED,
    workers: int | None = None,
    overrides: Sequence[str] = (),
    config_dir: str | Path | None = None,
    name: str | None = None,
    results_dir: str | Path = "results",
    plane: bool = False,
    full: bool = False,
    futures: int | None = None,
    future_replications: int | None = None,
    keep: Sequence[str] | None = None,
    measures: object = None,
    interventions: object = None,
    overwrite: bool = False,
    transition: str | None = None,
    budget_rule: str | None = None,
    entry: str | None = None,
    engine: str = "local",
    scheduler: str | None = None,
    on_error: str = "continue",
    provenance: str = "short",
    precision: float | None = None,
    max_replications: int | None = None,
    progress: Progress | None = None,
    tell: Callable[[str], None] | None = None,
    command: Sequence[str] | None = None,
    lang: str = SOURCE,
) -> Comparison:
    """Compare partnership levels; what is stored already is not computed again.

    Args:
        scenario: name or YAML file, or a scenario that is loaded (its present level and all its
            values are taken; levels come from ``levels``); ``scenarios`` takes several instead.
        scenarios: several of them.
        levels: names or files of levels, or ``all``; the present level is always among them.
        present: level of the burn-in, and the one that differences are taken to.
        replications: so many replicates, with the seeds ``seed``, ``seed`` + 1, ... (None: as many as
            ``precision`` asks for).
        years: horizon (None: each scenario's own).
        measure_from_year: first year of the horizon that is measured, 1 is the first (None: each
            scenario's own).
        seed: first seed.
        workers: processes (None: one per processor).
        overrides: further settings, ``key=value``.
        config_dir: a folder of one's own whose names stand wherever shipped names do
            (see :mod:`borderSim.scenario.own_config`).
        name: name of the result (None: made from what is set).
        results_dir: where results lie.
        plane: also compute the plane of two dials (25 points of one burn-in, up to 20 replicates).
        full: also run futures: every assumption drawn from its prior, each level in every draw
            (:mod:`borderSim.studies.plans.futures`).
        futures: so many (None: 100); asking for a number asks for ``full``.
        future_replications: replicates in each future (None: 2).
        keep: kinds of tables that are kept of every run, of
            :data:`borderSim.studies.design.kept_tables.KINDS`. A comparison always keeps the months
            of every run, and days, members and ties of the first replicate.
        measures: what is counted beside the shipped outcomes (:mod:`borderSim.extend.measure`), by
            object or name.
        interventions: what is changed on days of the horizon under every level
            (:mod:`borderSim.extend.intervention`), by object or name.
        overwrite: replace a result of the same name that holds something else.
        transition: ``steady``, ``switch`` or ``ramp`` (None: the scenario's own).
        budget_rule: ``on_top`` or ``fixed`` (None: the scenario's own).
        entry: ``on``, or ``off``: from the first day of the horizon no new organisations come and
            none grows, under every level, so that what enforcement takes out is seen without what
            the market puts back (None: the scenario's own).
        engine: who carries out the runs: ``local``, ``dask`` or ``mpi``.
        scheduler: address or file of a Dask scheduler that runs already.
        on_error: ``continue`` with the others when a run fails, or ``stop``.
        provenance: ``short``: what is stored names no person or machine (paths are cut short);
            ``full`` keeps host, folder and paths as they are.
        precision: add replicates until every headline difference is known to this share of the
            present level's value (see :mod:`borderSim.studies.analysis.precision`); ``replications``
            is left out then (None: 0.05).
        max_replications: replicates after which that ends in any case (None: 100, or 1000 where
            ``precision`` is given).
        progress: is told how far it has come.
        tell: is told in a sentence, before anything is run, how long futures take.
        command: the command as typed, for the record.
        lang: language in which report and brief are written too, beside English.

    Raises:
        InputError: wrong input, in one sentence; nothing is written then.
        StoppedError: every run failed, or it had to stop; what is finished is kept.
    """
    if replications is not None:
        _check_count("replications", replications, 1)
    rule = rule_of(precision, max_replications, replications)
    settings = with_events(
        _settings(
            overrides,
            years=years,
            measure_from_year=measure_from_year,
            transition=transition,
            budget_rule=budget_rule,
            entry=_on_off(entry),
        ),
        kept := read_keep(keep),
    )
    if scenarios is not None and scenario != DEFAULT_SCENARIO:
        raise InputError("scenario= and scenarios= exclude each other: name all in scenarios=")
    names = _scenario_names(scenario, scenarios)
    most = replications or (rule.most if rule else 1)
    wanted = _futures_asked(full, futures, future_replications)
    _check_count("seed", seed, 0, MOST_SEED - max(most, wanted.seeds if wanted else 0))
    own = read_own(measures, interventions)
    processes, how = worker_count(workers), How(engine, scheduler, on_error, provenance)

    @functools.cache
    def drawn() -> Futures | None:
        if wanted is None:
            return None
        makes = with_own(branch_levels, own)
        return load_futures(wanted, names, levels, settings, present, seed, makes)

    def load(replications: int, there: Stored = NOTHING_STORED) -> Plan:
        futures = drawn()
        with noting() as noted, gathering() as told:
            loaded = load_plan(
                names,
                levels,
                settings,
                present,
                seed=seed,
                replications=max(replications, there.replications),
                with_plane=plane,
                keep=kept,
                own=own,
                futures=futures and futures.at_least(there.in_futures),
            )
        return dataclasses.replace(
            loaded.made_again_by(inputs_of(noted), names, levels, present, settings),
            told=(*told, *loaded.told, *own.handed_in),
        )

    plan = load(most)
    if tell is not None and plan.futures:
        tell(_how_long(plan, processes))
    label = _default_name(plan) if name is None else files.check_name(name)
    folder = files.result_path(results_dir, label)
    reached: Reached | None = None
    failed: list[Failure] = []
    with lock.at_work(folder):
        there = stored(folder, plan.design)
        if rule is not None:
            study = functools.partial(
                Study,
                workers=processes,
                command=command,
                progress=progress and Towards(progress, plan.runs),
                how=how,
                failures=failed,  # (which every step adds to)
            )
            reached = settle(
                rule,
                lambda count: _replicates(load(count), folder, overwrite, study),
                plan.present,
                plan.measured,
            )
        count = reached.replications if reached else most
        if reached or there != NOTHING_STORED:
            plan = load(count, there)
        found = prepare(folder, plan.design, overwrite=overwrite)
        if not found.complete:
            study = functools.partial(Study, progress=progress, how=how, failures=failed)
            _compute(plan, study(plan.design, found, processes, command))
        notes = [
            *plan.told,
            *found.notes,
            *plan.inputs.notes,
            *([reached.sentence] if reached else []),
        ]
        config = next(iter(plan.design.config.values()))
        copy = next(iter(plan.design.facts["given"]["scenarios"].values()))
        newly, told = road_map.keep(names[0], copy, config, found.folder)
        comparison = Comparison.load(found.folder, [*notes, *told])
        # (pages in another language and the English ones link to one another: all are written)
        anew = newly or not found.complete or lang != SOURCE
        trouble = write_pages(comparison, anew=anew, lang=lang) or []
        if reached is not None and len(reached.table):
            trouble += pages.write(
                comparison.folder,
                {
                    name: functools.partial(write_precision, comparison, reached)
                    for name in PRECISION[:1]
                },
                more=(*PRECISION[1:], datapackage.FILE),
            )
    if trouble:
        return dataclasses.replace(comparison, notes=(*comparison.notes, *trouble))
    return comparison


def compare_loaded(
    levels: Mapping[str, Scenario],
    *,
    replications: int,
    seed: int = DEFAULT_SEED,
    workers: int | None = None,
    name: str,
    results_dir: str | Path = "results",
    overwrite: bool = False,
    follows: bool = False,
    inputs: Inputs | None = None,
    line: Sequence[str] = (),
    how: How | None = None,
    progress: Progress | None = None,
    command: Sequence[str] | None = None,
) -> Comparison:
    """Compare scenarios that are loaded already, whatever they differ in; no page is written.

    Args:
        levels: by label, the present one under the name of its level; all go on from its burn-in.
        replications: so many replicates, with the seeds ``seed``, ``seed`` + 1, ...
        seed: first seed.
        workers: processes (None: one per processor).
        name: name of the result.
        results_dir: where results lie.
        overwrite: replace a result of the same name that holds something else.
        follows: replace another configuration too, but nothing finished of another version of the
            program (see :func:`borderSim.studies.execution.result_folder.prepare`).
        inputs: files of the user's own that were read.
        line: the command that makes it again.
        how: engine, and what becomes of failures.
        progress: is told how far it has come.
        command: the command as typed, for the record.

    Raises:
        InputError: wrong input, in one sentence; nothing is written then.
        StoppedError: every run failed, or it had to stop; what is finished is kept.
    """
    _check_count("replications", replications, 1)
    _check_count("seed", seed, 0, MOST_SEED - replications)
    first = next(iter(levels.values()))
    by_scenario = {first.name: levels}
    inputs = inputs or Inputs({}, {})

    def load(replications: int) -> Plan:
        seeds = range(seed, seed + replications)
        design = _design(by_scenario, first, seeds, with_plane=False)
        facts = {**design.facts, "command": list(line), **inputs.facts}
        design = dataclasses.replace(design, facts=facts)
        return Plan(by_scenario, {}, seeds, first.present.name, design, inputs=inputs)

    plan = load(replications)
    folder = files.result_path(results_dir, files.check_name(name))
    with lock.at_work(folder):
        if (there := stored(folder, plan.design).replications) > replications:
            plan = load(there)
        design = plan.design
        found = prepare(folder, design, overwrite=overwrite, follows=follows)
        if not found.complete:
            processes = worker_count(workers)
            _compute(plan, Study(design, found, processes, command, progress, how=how or How()))
        return Comparison.load(found.folder, [*found.notes, *inputs.notes])


def write_precision(comparison: Comparison, reached: Reached) -> None:
    """Write how the differences settled beside the report."""
    show(Presented.PRECISION_PAGE, reached, comparison.folder, comparison.manifest)
    datapackage.write(comparison.folder)


def write_pages(comparison: Comparison, *, anew: bool, lang: str = SOURCE) -> list[str]:
    """Write the report, the page for a class, and the brief where there are levels to compare.

    Only those that are missing or damaged unless ``anew``. The report is there in English in any
    case.

    Args:
        comparison: the result.
        anew: all of them.
        lang: a language in which the report is written too; the English one then links to it.

    Returns:
        what is to be told of pages that could not be written.
    """
    makers = {"report.html": comparison.report, "class.html": comparison.class_page}
    compared = len(comparison.manifest["levels"]) > 1
    if compared:
        makers["brief.html"] = comparison.brief
    if lang != SOURCE:  # first, so that the English pages find it
        own = {named("report.html", lang): functools.partial(comparison.report, lang=lang)}
        if compared:
            own[named("brief.html", lang)] = functools.partial(comparison.brief, lang=lang)
        makers = {**own, **makers}
    trouble = pages.write(
        comparison.folder,
        makers if anew else pages.unfit(comparison.folder, comparison.manifest, makers),
    )
    if anew:
        renew(comparison.folder)
    return trouble


# --------------------------------------------------------------------------- what is asked
def _settings(overrides: Sequence[str], **others: object) -> list[str]:
    """Return all settings of the scenario as ``key=value``; what is None is not set."""
    if isinstance(overrides, str):
        raise InputError(f"overrides={overrides!r}: must be a list of 'key=value'")
    years = others["years"]
    if years is not None and (
        isinstance(years, bool)
        or not isinstance(years, (int, float))
        or not math.isfinite(years)
        or years <= 0
    ):
        raise InputError(f"years={years!r}: must be a number above 0")
    first = others["measure_from_year"]
    if first is not None and (isinstance(first, bool) or not isinstance(first, int) or first < 1):
        raise InputError(f"measure_from_year={first!r}: must be a whole number of at least 1")
    keys = {
        "years": "years",
        "measure_from_year": "measure_from_year",
        "transition": "transition",
        "budget_rule": "budget.rule",
        "entry": "traffickers.entry",
    }
    return [
        *overrides,
        *(f"{key}={others[name]}" for name, key in keys.items() if others[name] is not None),
    ]


def _on_off(entry: object) -> str | None:
    """Return the switch of entry as the scenario spells it."""
    if entry is None or entry in ENTRY:
        return None if entry is None else str(entry)
    raise InputError(
        f"entry={entry!r}: must be on or off{nearest(str(entry), ENTRY)}; off: no new organisations and no growth"
    )


def _futures_asked(full: bool, futures: int | None, replications: int | None) -> Asked | None:
    """Return what is asked of the futures, None for nothing.

    Raises:
        InputError: numbers that make no sense.
    """
    given = {"count": futures, "replications": replications}
    if not full and futures is None:
        if replications is not None:
            raise InputError("future_replications= belongs to full=true")
        return None
    asked = Asked(**{key: value for key, value in given.items() if value is not None})
    check_futures(asked)
    return asked


def _futures_line(asked: Asked) -> list[str]:
    return [
        "full=true",
        f"futures={asked.count}",
        f"future_replications={asked.replications}",
    ]


def _check_count(key: str, value: object, low: int, high: int | None = None) -> None:
    if (
        isinstance(value, bool)
        or not isinstance(value, int)
        or value < low
        or (high is not None and value > high)
    ):
        raise InputError(
            f"{key}={value!r}: must be a whole number of at least {low}"
            + (f" and at most {high}" if high else "")
        )


def _scenario_names(
    scenario: str | Scenario, scenarios: Sequence[str | Scenario] | None
) -> list[str | Scenario]:
    if scenarios is None:
        return [scenario]
    names: list[str | Scenario] = [scenarios] if isinstance(scenarios, str) else list(scenarios)
    if not names:
        raise InputError("scenarios=[]: name at least one scenario")
    return names


def _default_name(plan: Plan) -> str:
    """Return the name of a comparison that was given none: with the hash unless all is as shipped."""
    choices = plan.design.choices
    untouched = (
        choices["levels"] == shipped("partnership")
        and choices["seed"] == DEFAULT_SEED
        and choices["plane"] is None
        and not plan.own
        and all(as_shipped(own[plan.present]) for own in plan.levels.values())
    )
    return default_name("compare", list(plan.levels), plan.design.digest, untouched)


# --------------------------------------------------------------------------- what is planned
@dataclass(frozen=True)
class Plan:
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
    ) -> Plan:
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
            stem=_stem(index, seed),
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
) -> Plan:
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
    return Plan(
        by_level,
        by_point,
        seeds,
        first.present.name,
        _design(by_level, first, seeds, with_plane, more, own, futures),
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


def _stem(scenario: int, seed: int) -> str:
    return f"levels-{scenario:02d}-seed{seed:010d}"


def _design(
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
    runs = {_stem(i, seed): len(levels) for seed in seeds for i in range(len(by_level))}
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


def _how_long(plan: Plan, processes: int) -> str:
    """Return how long the futures take, measured on a little of the first scenario."""
    drawn = plan.futures
    assert drawn is not None
    runs, units = sum(drawn.runs.values()), len(drawn.runs)
    levels = next(iter(plan.levels.values()))
    work = work_of_futures(levels[plan.present], levels, units, plan.seeds[0])
    span = time_range(*(wall(seconds, units, processes) for seconds in (work.low, work.high)))
    return phrase(
        "full=true: {futures} futures x {replicates} x {levels} levels are {runs:,} runs beside those of the comparison itself: about {span} more in {processes} if all of them were new, longer beside other work; what is finished is kept if it is stopped",
        futures=drawn.asked.count,
        replicates=nphrase("{n} replicate", "{n} replicates", drawn.asked.replications),
        levels=len(levels),
        runs=runs,
        span=span,
        processes=nphrase("{n} process", "{n} processes", min(processes, units)),
    )


# --------------------------------------------------------------------------- what is done
def _replicates(
    plan: Plan, folder: Path, overwrite: bool, study: Callable[[Design, ResultFolder], Study]
) -> pd.DataFrame:
    """Make the replicates of a plan that are not there yet, without the plane; return the rows of all.

    A complete result is read and stays as it is, whatever version of the program made it.
    """
    found = prepare(folder, plan.design, overwrite=overwrite)
    if found.complete:
        runs: pd.DataFrame = files.read_frame(found.folder / "runs.parquet")
        return runs[runs["seed"].isin(plan.seeds)]
    tasks = plan.level_tasks(found.parts)
    under_way = study(plan.design, found)
    plan.inputs.keep(found.working)
    if under_way.left_of(tasks):
        under_way.begin()
        under_way.carry_out(tasks, shown=tasks)
    return merge.runs_of(tasks, under_way.ledger)


def _compute(plan: Plan, study: Study) -> None:
    """Compute what is missing and write the tables, plane and futures last."""
    target = study.target
    level_tasks, plane_tasks = plan.level_tasks(target.parts), plan.plane_tasks(target.parts)
    plan.inputs.keep(target.working)
    study.begin()
    futures = plan.futures.tasks(target.parts) if plan.futures else []
    study.carry_out([*level_tasks, *plane_tasks, *futures], shown=level_tasks)
    study.finish(functools.partial(_write_tables, plan, target))


def _write_tables(plan: Plan, target: ResultFolder, folder: Path) -> list[str]:
    """Merge the parts; return the names of the files."""
    tasks = plan.level_tasks(target.parts)
    order = [("scenario", list(plan.levels)), ("level", plan.level_names), ("seed", [])]
    first = [task for task in tasks if task.seed == plan.seeds[0]]
    put = functools.partial(merge.merge, ledger=target.ledger)
    written = [
        put(tasks, folder / "runs.parquet", "runs", order),
        put(tasks, folder / "monthly.parquet", "monthly", [*order, ("month", [])]),
        put(tasks, folder / "yearly.parquet", "yearly", order),
        *(
            put(tasks if kind in plan.keep else first, folder / f"{kind}.parquet", kind, order)
            for kind in OF_FIRST
        ),
        put(tasks, folder / "events.parquet", "events", order)
        if "events" in tasks[0].keep
        else None,
        put(
            plan.plane_tasks(target.parts),
            folder / "plane.parquet",
            "runs",
            [("scenario", list(plan.levels)), *((dial, []) for dial in plane.DIALS), ("seed", [])],
        ),
        put(
            plan.futures.tasks(target.parts),
            folder / "futures.parquet",
            "runs",
            [
                ("scenario", list(plan.levels)),
                ("future", []),
                ("level", plan.level_names),
                ("seed", []),
            ],
        )
        if plan.futures
        else None,
        _write_summary(folder, plan),
    ]
    return [path.name for path in written if path is not None]


def _write_summary(folder: Path, plan: Plan) -> Path:
    runs: pd.DataFrame = files.read_frame(folder / "runs.parquet")
    dictionary = outcomes_with_own(plan.own.outcomes)
    table = paired_table(runs, plan.present, plan.measured, dictionary=dictionary)
    yearly: pd.DataFrame = files.read_frame(folder / "yearly.parquet")
    windows = {name: levels[plan.present].window for name, levels in plan.levels.items()}
    table = with_settled(table, yearly, plan.present, windows, dictionary)
    months = break_even_table(files.read_frame(folder / "monthly.parquet"), plan.present)
    if len(months):
        table = pd.concat([table, summary_rows(months)], ignore_index=True)
    return files.write_text(
        folder / "summary.csv",
        with_row_units(table, dictionary).to_csv(index=False, lineterminator="\n"),
    )
