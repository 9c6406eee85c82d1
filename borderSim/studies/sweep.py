"""``bordersim sweep``: a table of designs over the runner of comparisons.

The unit of work is a (scenario, arm, point, replicate): one burn-in, branched into every level. An
experiment may be a list of small ones, its claims; their units of work are done in turn.
Latin hypercubes come from ``scipy.stats.qmc``, which is there already.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from borderSim.errors import InputError, StoppedError
from borderSim.extend.own import read_own
from borderSim.given import above_zero
from borderSim.measures.dictionary import dictionary_of, shipped_only
from borderSim.measures.dictionary import with_own as dictionary_with
from borderSim.results.spreadsheets import renew
from borderSim.results.sweep import Sweep
from borderSim.scenario.load import refuse_level_keys
from borderSim.scenario.overrides import choice, given_twice
from borderSim.scenario.own_config import takes_config_dir
from borderSim.scenario.own_files import noting
from borderSim.scenario.told import gathering
from borderSim.studies.analysis.findings.registry import write_findings
from borderSim.studies.analysis.tables import summary_columns
from borderSim.studies.design import samplers
from borderSim.studies.design.design_file import check_base
from borderSim.studies.design.experiment import Experiment
from borderSim.studies.design.experiment_files import load_experiment
from borderSim.studies.design.factors import SWITCH, Factor, set_beside
from borderSim.studies.design.kept_tables import read_keep, with_events
from borderSim.studies.design.own_country import left_out, on_scenarios
from borderSim.studies.design.steps import Step
from borderSim.studies.execution import files, handed_over, lock, manifest, merge, pages
from borderSim.studies.execution.ahead import Ahead
from borderSim.studies.execution.job import Progress, Study
from borderSim.studies.execution.manifest import Design
from borderSim.studies.execution.part_files import Ledger
from borderSim.studies.execution.provenance import default_name
from borderSim.studies.execution.reproduction import Inputs, inputs_of
from borderSim.studies.execution.result_folder import prepare, stored
from borderSim.studies.execution.scheduler import How, worker_count
from borderSim.studies.execution.task import Work, branch_levels
from borderSim.studies.plans.hypothesis_plan import Suite, plan_of
from borderSim.studies.plans.plan import Plan

SIZED = {"sobol": "base", "morris": "trajectories"}
"""What the size of a design is called that has no free number of points."""


@takes_config_dir
def sweep(
    experiment: str | Callable[[], Experiment],
    *,
    scenario: str | None = None,
    scenarios: Sequence[str] | None = None,
    present: str | None = None,
    without: Sequence[str] | None = None,
    points: int | None = None,
    base: int | None = None,
    trajectories: int | None = None,
    replications: int | None = None,
    years: float | None = None,
    measure_from_year: int | None = None,
    seed: int | None = None,
    workers: int | None = None,
    overrides: Sequence[str] = (),
    keep: Sequence[str] | None = None,
    measures: object = None,
    interventions: object = None,
    config_dir: str | Path | None = None,
    name: str | None = None,
    results_dir: str | Path = "results",
    overwrite: bool = False,
    engine: str = "local",
    scheduler: str | None = None,
    on_error: str = "continue",
    provenance: str = "short",
    progress: Progress | None = None,
    command: Sequence[str] | None = None,
) -> Sweep:
    """Carry out a designed experiment; what is stored already is not computed again.

    Args:
        experiment: what is varied: the name of a shipped experiment, or the path of a YAML file;
            from Python also a mapping of keys to lists of values (every combination is a point;
            ``level`` lists the levels and, with ``points=``, the design is a Latin hypercube), a
            ``DataFrame`` (a row is a point, a column a key, ``level`` the level of the point) or a
            ``borderSim.Experiment``.
        scenario: name or YAML file of the scenario that the study is made on (None: the
            experiment's own); ``scenarios`` takes several instead.
        scenarios: names or files of several scenarios, where the study's analysis tells them apart.
        present: level of the burn-in and reference (None: the experiment's own).
        without: keys of factors that are not drawn, because they do not fit the scenario, say.
        points: points of the design (Latin hypercube only; None: the file's own).
        base: size of a Sobol design (None: the file's own).
        trajectories: size of a Morris design (None: the file's own).
        replications: replicates a point (None: the file's own).
        years: horizon (None: the file's own).
        measure_from_year: first year of the horizon that is measured, 1 is the first (None: the
            file's own).
        seed: first seed (None: the file's own).
        workers: processes (None: one per processor).
        overrides: further settings that hold at all points, ``key=value``.
        keep: kinds of tables that are kept of every run, of
            :data:`borderSim.studies.design.kept_tables.KINDS` (None: the file's own).
        measures: what is counted beside the shipped outcomes (:mod:`borderSim.extend.measure`), by
            object or name.
        interventions: what is changed on days of the horizon
            (:mod:`borderSim.extend.intervention`), by object or name.
        config_dir: a folder of one's own whose names stand wherever shipped names do
            (see :mod:`borderSim.scenario.own_config`).
        name: name of the result (None: made from what is set).
        results_dir: where results lie.
        overwrite: replace a result of the same name that holds something else.
        engine: who carries out the runs: ``local``, ``dask`` or ``mpi``.
        scheduler: address or file of a Dask scheduler that runs already.
        on_error: ``continue`` with the others when a run fails, or ``stop``.
        provenance: ``short``: what is stored names no person or machine (paths are cut short);
            ``full`` keeps host, folder and paths as they are.
        progress: is told how far it has come.
        command: the command as typed, for the record.

    Raises:
        InputError: wrong input, in one sentence; nothing is written then.
        StoppedError: every run failed, or it had to stop; what is finished is kept.
    """
    processes, how = worker_count(workers), How(engine, scheduler, on_error, provenance)
    own = read_own(measures, interventions)
    changes: dict[str, Any] = {
        "points": points,
        "base": base,
        "trajectories": trajectories,
        "replications": replications,
        "years": years,
        "measure_from_year": measure_from_year,
        "seed": seed,
        "keep": keep,
    }
    where = {"scenario": scenario, "scenarios": scenarios, "present": present, "without": without}
    with noting() as noted, gathering() as told:
        shipped = load_experiment(experiment)
        asked = adjusted(shipped, **changes, **where, overrides=overrides)
        shipped = adjusted(shipped)
        plan = plan_of(asked, branch_levels, own)
    plain = (
        dataclasses.replace(asked, replications=1) == dataclasses.replace(shipped, replications=1)
        and asked.handed is None
        and not own
    )
    label = (
        files.check_name(name)
        if name is not None
        else default_name("sweep", _named(asked, shipped, plan), plan.design.digest, plain)
    )
    folder = files.result_path(results_dir, label)
    if (there := stored(folder, plan.design).replications) > asked.replications:
        asked = dataclasses.replace(asked, replications=there)
        plan = plan_of(asked, branch_levels, own)
    if not _known(folder, plan.design):
        with noting() as more, gathering() as told_more:  # (a file may be a factor)
            plan.check_first()
        noted += [file for file in more if file not in noted]
        told += [note for note in told_more if note not in told]
    inputs = inputs_of(noted)
    if asked.handed is None:
        typed = asked.given
    else:
        inputs, typed = handed_over.experiment(inputs, asked.handed, asked.name)
    line = (
        _line(
            inputs,
            typed,
            _chosen(inputs, asked, **where),
            changes | {"replications": asked.replications},
            overrides,
        )
        + own.line
    )
    design = dataclasses.replace(
        plan.design, facts={**plan.design.facts, "command": line, **inputs.facts}
    )
    with lock.at_work(folder):
        found = prepare(folder, design, overwrite=overwrite)
        if not found.complete:
            tasks = plan.tasks(found.parts)
            inputs.keep(found.working)
            study = Study(design, found, processes, command, progress, rows_so_far=False, how=how)
            study.begin()
            study.carry_out(tasks, shown=tasks, ahead=Ahead(plan.check_rest()))
            study.finish(functools.partial(_write_tables, plan, tasks, found.ledger))
            renew(found.folder)
    return Sweep(found.folder, [*told, *found.notes, *plan.notes, *inputs.notes, *own.handed_in])


def _line(
    inputs: Inputs,
    experiment: str,
    chosen: Sequence[str],
    changes: dict[str, Any],
    settings: Sequence[str],
) -> list[str]:
    """Return the line that makes the sweep again."""
    set_here = [f"{key}={_as_typed(value)}" for key, value in changes.items() if value is not None]
    return [
        "bordersim",
        "sweep",
        *inputs.config_dir,
        choice("experiment", inputs.path(experiment)),
        *chosen,
        *set_here,
        *map(inputs.text, settings),
    ]


def _as_typed(value: object) -> str:
    return f"[{','.join(map(str, value))}]" if isinstance(value, list | tuple) else str(value)


def _chosen(
    inputs: Inputs,
    asked: Experiment,
    scenario: object,
    scenarios: object,
    present: str | None,
    without: Sequence[str] | None,
) -> list[str]:
    """Return the scenarios, the present level and the factors left out that were typed, as the line names them."""
    found = [] if present is None else [choice("present", inputs.path(present))]
    if without is not None:
        found.append(f"without=[{','.join([without] if isinstance(without, str) else without)}]")
    if scenarios is not None:
        found.insert(0, f"scenarios={inputs.listed(asked.scenarios)}")
    if scenario is not None:
        found.insert(0, choice("scenario", inputs.path(asked.scenarios[0])))
    return found


def _named(asked: Experiment, shipped: Experiment, plan: Plan | Suite) -> list[str]:
    """Return what the name of a sweep is made of: its experiment, and the scenarios where they are not the experiment's own."""
    return [asked.name, *(plan.names if asked.scenarios != shipped.scenarios else [])]


def analyse(folder: Path) -> Path:
    """Work out the findings of a finished sweep anew; return the file for people.

    Raises:
        InputError: it is not finished, or its experiment names no analysis.
    """
    found = manifest.read(folder)
    manifest.check_finished(folder, found)
    choices = found["choices"]
    if not choices["analysis"]:
        raise InputError(
            f"{folder}: experiment '{choices['experiment']}' names no analysis; its table is summary.csv"
        )
    given: list[dict[str, Any]] = choices["design"]["factors"] if "design" in choices else []
    factors = tuple(
        Factor(**{**own, **({"values": tuple(own["values"])} if "values" in own else {})})
        for own in given
    )
    experiment = Experiment(
        choices["experiment"],
        found["question"],
        scenarios=tuple(choices["scenarios"]),
        present=choices["present"],
        years=choices["years"],
        measure_from_year=choices.get("measure_from_year"),
        factors=factors,
        read=found["read"],
        arms={arm: tuple(texts) for arm, texts in choices.get("arms", {}).items()},
        steps=tuple(Step.of(step) for step in choices.get("steps", ())),
        claims=tuple(choices.get("claims", ())),
        analysis=choices["analysis"],
    )
    with lock.at_work(folder):
        files.ensure_writable(folder)
        try:
            manifest.record(
                folder,
                write_findings(
                    experiment,
                    folder,
                    shipped_only(files.read_frame(folder / "runs.parquet"), dictionary_of(found)),
                ),
            )
        except OSError as error:
            raise StoppedError(f"{folder}: {pages.trouble(error)}") from error
    return folder / "findings.md"


def adjusted(
    experiment: Experiment,
    *,
    points: int | None = None,
    replications: int | None = None,
    years: float | None = None,
    measure_from_year: int | None = None,
    seed: int | None = None,
    overrides: Sequence[str] = (),
    base: int | None = None,
    trajectories: int | None = None,
    keep: Sequence[str] | None = None,
    scenario: str | None = None,
    scenarios: Sequence[str] | None = None,
    present: str | None = None,
    without: str | Sequence[str] | None = None,
) -> Experiment:
    """Return an experiment with what was typed in the place of what its file says."""
    experiment = left_out(on_scenarios(experiment, scenario, scenarios, present), without)
    changes: dict[str, Any] = {}
    given = (
        ("points", points, 1),
        ("base", base, 2),
        ("trajectories", trajectories, 2),
        ("replications", replications, 1),
        ("seed", seed, 0),
        ("measure_from_year", measure_from_year, 1),
    )
    for key, value, least in given:
        if value is not None:
            if isinstance(value, bool) or not isinstance(value, int) or value < least:
                raise InputError(f"{key}={value!r}: must be a whole number of at least {least}")
            changes[key] = value
    if points is not None and experiment.kind in SIZED:
        raise InputError(
            f"points={points}: experiment '{experiment.name}' is of kind {experiment.kind}: set {SIZED[experiment.kind]}="
        )
    if points is not None and experiment.kind != "lhs":
        raise InputError(
            f"points={points}: experiment '{experiment.name}' has a fixed number of points"
        )
    for key, value, kind in (("base", base, "sobol"), ("trajectories", trajectories, "morris")):
        if value is not None and experiment.kind != kind:
            raise InputError(
                f"{key}={value}: experiment '{experiment.name}' is of kind {experiment.kind}, not {kind}"
            )
    if base is not None:
        check_base(base, "base=")
    if points is not None and points > samplers.MOST_POINTS:
        raise InputError(f"points={points}: at most {samplers.MOST_POINTS} are made")
    if years is not None:
        changes["years"] = above_zero("years", years)
    for text in overrides:
        refuse_level_keys(text)
        key = text.partition("=")[0].lstrip("+~")
        if set_beside([text], experiment.factors):
            raise InputError(
                f"{key}= is a factor of experiment '{experiment.name}': it can't be set for all points"
            )
        for arm, texts in experiment.arms.items():
            if any(key == own.partition("=")[0].lstrip("+~") for own in texts):
                raise InputError(
                    f"{key}= is what the arm '{arm}' of experiment '{experiment.name}' sets: it can't be set for all points"
                )
        switched = {
            factor.key.partition(".")[0]
            for factor in experiment.factors
            if SWITCH.fullmatch(factor.key)
        }
        if key in switched:
            raise InputError(
                f"{key}= can't be set: experiment '{experiment.name}' switches {key} on and off by its factors"
            )
        if key == "years":
            raise InputError(f"{text}: the horizon has a key of its own: years=")
        if key == "measure_from_year":
            raise InputError(f"{text}: what is measured has a key of its own: measure_from_year=")
    if twice := given_twice(overrides):
        raise InputError(f"{twice}= is given twice")
    if overrides:  # what is typed stands in the place of what the file says
        typed = {text.partition("=")[0].lstrip("+~") for text in overrides}
        changes["settings"] = (
            *(
                text
                for text in experiment.settings
                if text.partition("=")[0].lstrip("+~") not in typed
            ),
            *overrides,
        )
    if keep is not None and experiment.claims:
        raise InputError(
            f"keep={','.join(keep)}: experiment '{experiment.name}' is a list of claims, which keep the outcomes of their runs alone"
        )
    if keep is not None:
        changes["keep"] = read_keep(keep)
    return _with_log(dataclasses.replace(experiment, **changes))


def _with_log(experiment: Experiment) -> Experiment:
    """Return an experiment whose log of events is written if it is kept, and kept if it is written."""
    settings = tuple(with_events(experiment.settings, experiment.keep))
    written = any(
        text.replace(" ", "").lower() in ("events=true", "events=on", "events=yes")
        for text in settings
    )
    keep = (
        (*experiment.keep, "events")
        if written and "events" not in experiment.keep and not experiment.claims
        else experiment.keep
    )
    return dataclasses.replace(experiment, settings=settings, keep=keep)


def _known(folder: Path, design: Design) -> bool:
    """Whether a folder holds this very design already: its points were checked then."""
    with suppress(InputError):  # (what is wrong with it is told when it is claimed)
        return manifest.read(folder).get("config_hash") == design.digest
    return False


def _write_tables(
    plan: Plan | Suite, tasks: Sequence[Work], ledger: Ledger | None, folder: Path
) -> list[str]:
    """Merge the parts, write the summary and the findings; return the names of the files."""
    e = plan.experiment
    merge.merge(tasks, folder / "runs.parquet", "runs", plan.order, ledger)
    kept = [
        kind
        for kind in e.keep
        if merge.merge(tasks, folder / f"{kind}.parquet", kind, plan.order, ledger)
    ]
    path = folder / "runs.parquet"
    shown = plan.summary(files.read_frame(path, summary_columns(files.columns_of(path))))
    if "yearly" in kept and isinstance(plan, Plan):
        shown = plan.settled(shown, files.read_frame(folder / "yearly.parquet"))
    files.write_text(folder / "summary.csv", shown.to_csv(index=False, lineterminator="\n"))
    del shown  # (a hundred thousand runs are held once at a time)
    found = (
        write_findings(
            e, folder, shipped_only(files.read_frame(path), dictionary_with(plan.own.outcomes))
        )
        if e.analysis
        else []
    )
    return ["runs.parquet", *(f"{kind}.parquet" for kind in kept), "summary.csv", *found]
