"""The comparison of partnership levels: every level and replicate with the same random draws."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from borderSim.errors import BrokenRunError, InputError, nearest
from borderSim.extend.own import read_own
from borderSim.given import MOST_SEED, is_above_zero
from borderSim.language.catalogue import N_
from borderSim.language.current import SOURCE, named
from borderSim.language.phrases import nphrase, phrase
from borderSim.measures.dictionary import with_own as outcomes_with_own
from borderSim.measures.frame_units import with_row_units
from borderSim.parameters.scenario import Scenario
from borderSim.presentation import Presented, show
from borderSim.results import road_map
from borderSim.results.comparison import Comparison
from borderSim.results.spreadsheets import renew
from borderSim.scenario.names import shipped
from borderSim.scenario.own_config import takes_config_dir
from borderSim.scenario.own_files import noting
from borderSim.scenario.told import gathering
from borderSim.studies.analysis.break_even import break_even_table, summary_rows
from borderSim.studies.analysis.paired import paired_table
from borderSim.studies.analysis.precision import Reached, rule_of, settle
from borderSim.studies.analysis.settled import with_settled
from borderSim.studies.design.kept_tables import read_keep, with_events
from borderSim.studies.execution import datapackage, files, lock, merge, pages
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
    Failure,
    branch_levels,
    with_own,
)
from borderSim.studies.forecast import time_range
from borderSim.studies.pace import wall, work_of_futures
from borderSim.studies.plans import dial_plane as plane
from borderSim.studies.plans.comparison_plan import OF_FIRST, ComparisonPlan, design_of, load_plan
from borderSim.studies.plans.futures import Asked, Futures, load_futures
from borderSim.studies.plans.futures import check as check_futures

DEFAULT_SEED = 1
DEFAULT_SCENARIO = "national"
ENTRY = ("on", "off")
NO_TIME = N_("full=true: the time could not be told: {why}")
PRECISION = ("precision.csv", "precision.html")
Plan = ComparisonPlan
"""The name that it had here."""


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
        raise InputError(
            phrase("scenario= and scenarios= exclude each other: name all in scenarios=")
        )
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

    def load(replications: int, there: Stored = NOTHING_STORED) -> ComparisonPlan:
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

    def load(replications: int) -> ComparisonPlan:
        seeds = range(seed, seed + replications)
        design = design_of(by_scenario, first, seeds, with_plane=False)
        facts = {**design.facts, "command": list(line), **inputs.facts}
        design = dataclasses.replace(design, facts=facts)
        return ComparisonPlan(by_scenario, {}, seeds, first.present.name, design, inputs=inputs)

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
        raise InputError(
            phrase("overrides={overrides!r}: must be a list of 'key=value'", overrides=overrides)
        )
    years = others["years"]
    if years is not None and not is_above_zero(years):
        raise InputError(phrase("years={years!r}: must be a number above 0", years=years))
    first = others["measure_from_year"]
    if first is not None and (isinstance(first, bool) or not isinstance(first, int) or first < 1):
        raise InputError(
            phrase("measure_from_year={first!r}: must be a whole number of at least 1", first=first)
        )
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
        phrase(
            "entry={entry!r}: must be on or off{near}; off: no new organisations and no growth",
            entry=entry,
            near=nearest(str(entry), ENTRY),
        )
    )


def _futures_asked(full: bool, futures: int | None, replications: int | None) -> Asked | None:
    """Return what is asked of the futures, None for nothing.

    Raises:
        InputError: numbers that make no sense.
    """
    given = {"count": futures, "replications": replications}
    if not full and futures is None:
        if replications is not None:
            raise InputError(phrase("future_replications= belongs to full=true"))
        return None
    asked = Asked(**{key: value for key, value in given.items() if value is not None})
    check_futures(asked)
    return asked


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
        raise InputError(phrase("scenarios=[]: name at least one scenario"))
    return names


def _default_name(plan: ComparisonPlan) -> str:
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


def _how_long(plan: ComparisonPlan, processes: int) -> str:
    """Return how long the futures take, measured on a little of the first scenario.

    Where that little breaks, the time alone is not told: what breaks in the study itself, it tells.
    """
    drawn = plan.futures
    assert drawn is not None
    runs, units = sum(drawn.runs.values()), len(drawn.runs)
    levels = next(iter(plan.levels.values()))
    try:
        work = work_of_futures(levels[plan.present], levels, units, plan.seeds[0])
    except (BrokenRunError, InputError) as error:
        return phrase(NO_TIME, why=error.args[0])
    except Exception as error:
        why = f"{type(error).__name__}: {error}"
        return phrase(NO_TIME, why=why)
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
    plan: ComparisonPlan,
    folder: Path,
    overwrite: bool,
    study: Callable[[Design, ResultFolder], Study],
) -> pd.DataFrame:
    """Make the replicates of a plan that are not there yet, without the plane; return the rows of all.

    A complete result is read and stays as it is, whatever version of the program made it.
    """
    found = prepare(folder, plan.design, overwrite=overwrite)
    if found.complete:
        runs: pd.DataFrame = files.read_frame(found.folder / "runs.parquet")
        return runs.loc[runs["seed"].isin(plan.seeds)]
    tasks = plan.level_tasks(found.parts)
    under_way = study(plan.design, found)
    plan.inputs.keep(found.working)
    if under_way.left_of(tasks):
        under_way.begin()
        under_way.carry_out(tasks, shown=tasks)
    return merge.runs_of(tasks, under_way.ledger)


def _compute(plan: ComparisonPlan, study: Study) -> None:
    """Compute what is missing and write the tables, plane and futures last."""
    target = study.target
    level_tasks, plane_tasks = plan.level_tasks(target.parts), plan.plane_tasks(target.parts)
    plan.inputs.keep(target.working)
    study.begin()
    futures = plan.futures.tasks(target.parts) if plan.futures else []
    study.carry_out([*level_tasks, *plane_tasks, *futures], shown=level_tasks)
    study.finish(functools.partial(_write_tables, plan, target))


def _write_tables(plan: ComparisonPlan, target: ResultFolder, folder: Path) -> list[str]:
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


def _write_summary(folder: Path, plan: ComparisonPlan) -> Path:
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
