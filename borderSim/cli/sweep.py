"""``bordersim sweep``: a designed experiment."""

from __future__ import annotations

from typing import Any

from borderSim.cli.arguments import ENGINE_KEYS, OWN_KEYS, SPREADSHEET_KEYS, Arguments, Command
from borderSim.cli.output import DONE, RUNS_FAILED, tell, tell_notes
from borderSim.errors import InputError

CHECKED = 200
"""Points of a grid or drawn design that a dry run builds and checks, spread over it.

The run itself checks all, most of them while the first runs are made.
"""


def sweep(arguments: Arguments) -> int:
    """Carry out an experiment, print what it found; with ``--dry-run`` only say what it takes."""
    experiment, changes = read(arguments)
    workers = arguments.count("workers", 1)
    overwrite, results_dir = arguments.switch("overwrite", False), arguments.results_dir()
    own = arguments.handed_in()
    how, sheets = arguments.engine(), arguments.spreadsheets()
    if "--dry-run" in arguments.flags:
        from borderSim.studies.execution.files import check_name
        from borderSim.studies.execution.scheduler import How

        How(**how)
        if (name := arguments.text("name")) is not None:
            check_name(name)
        return _dry_run(experiment, changes, workers)

    from borderSim.report.terminal.console import console, width_is_known
    from borderSim.report.terminal.progress import RunProgress
    from borderSim.report.terminal.sweep import sweep_tables
    from borderSim.scenario.overrides import remarks as typed_remarks
    from borderSim.studies.execution.job import RunsFailedError
    from borderSim.studies.sweep import sweep as carry_out

    try:
        with RunProgress(console()) as progress:
            done = carry_out(
                experiment,
                **changes,
                **({"measures": own} if own else {}),
                workers=workers,
                name=arguments.text("name"),
                results_dir=results_dir,
                overwrite=overwrite,
                progress=progress,
                command=["bordersim", *arguments.typed],
                **how,
            )
    except RunsFailedError as error:
        tell(str(error))
        return RUNS_FAILED
    if done.text and width_is_known():
        from borderSim.report.terminal.markdown import shown

        console().print(*shown(done.text))
    elif done.text:
        print(done.text)
    elif (tables := sweep_tables(done)) is not None:
        console().print(tables)
    if done.dropped:
        tell_notes([f"constraints dropped {done.dropped} points of the design"], [])
    tell_notes(
        [*typed_remarks(arguments.typed), *done.notes],
        done.failed,
        done.manifest.get("failed_parts", 0) - len(done.failed),
    )
    for path in sheets.write(done.folder):
        print(f"table: {path}")
    if not done.text:
        print(f"values and differences of each point: {done.folder / 'summary.csv'}")
    print(f"results: {done.folder}")
    return RUNS_FAILED if done.failed else DONE


def read(arguments: Arguments) -> tuple[str, dict[str, Any]]:
    """Return the experiment that is asked for, and what is typed in the place of what its file says.

    Raises:
        InputError: none is named, or a number that is none.
    """
    from borderSim.studies.design.experiment_files import shipped_experiments

    experiment = arguments.text("experiment")
    if not experiment:
        raise InputError(
            f"'bordersim sweep' needs experiment=NAME or experiment=FILE.yaml; there are: {', '.join(shipped_experiments())}"
        )
    least = {"points": 1, "base": 2, "trajectories": 2, "replications": 1, "seed": 0}
    counts = {key: arguments.count(key, smallest) for key, smallest in least.items()}
    several = arguments.listed("scenarios")
    where = {
        "scenario": arguments.text("scenario"),
        "scenarios": [several] if isinstance(several, str) else several,
        "present": arguments.text("present"),
        "without": arguments.listed("without"),
    }
    return experiment, {
        **counts,
        **where,
        "years": arguments.number("years"),
        "measure_from_year": arguments.count("measure_from_year", 1),
        "overrides": arguments.overrides,
        "keep": arguments.listed("keep"),
    }


def _dry_run(experiment: str, changes: dict[str, Any], workers: int | None) -> int:
    from borderSim.scenario.told import gathering
    from borderSim.studies.analysis.findings.registry import forewarning
    from borderSim.studies.design.experiment_files import load_experiment
    from borderSim.studies.execution.scheduler import worker_count
    from borderSim.studies.forecast import needs, reasons, size_in_words, time_range
    from borderSim.studies.plans.hypothesis_plan import Suite, plan_of
    from borderSim.studies.plans.plan import Plan
    from borderSim.studies.sweep import adjusted

    processes = worker_count(workers)
    with gathering() as told:
        asked = adjusted(load_experiment(experiment), **changes)
        plan = plan_of(asked)
    need = needs(plan, CHECKED)
    tell_notes(told, [])
    print(f"{asked.name}: {asked.question.strip()}")
    print(f"scenario{'s' if len(plan.names) > 1 else ''}: {', '.join(plan.names)}")
    if isinstance(plan, Suite):
        untried = [
            f"{claim.id} (needs {claim.needs})" for claim in plan.claims if not claim.possible
        ]
        print(
            f"claims: {len(plan.plans)}; not tried: {', '.join(untried) or 'none'}; replications: {asked.replications}"
        )
    else:
        print(
            f"factors: {len(asked.factors) + len(plan.columns)}; points: {len(plan.points)}; arms: {len(asked.arms)}; "
            f"scenarios: {len(asked.scenarios)}; levels: {len(plan.levels)}; replications: {asked.replications}"
        )
    if need.dropped and isinstance(plan, Plan):
        print(f"dropped by constraints: {need.dropped} of {need.dropped + len(plan.points)} points")
    print(f"runs: {need.runs}; simulated years: {need.days / 365:.0f}")
    print(
        f"time: about {time_range(*need.span(processes))} with {'a process' if processes == 1 else f'{processes} processes'} of a processor each"
    )
    print(f"      ({reasons(need, processes)})")
    print(f"size: about {size_in_words(need.bytes)}")
    if isinstance(plan, Plan) and (
        missing := forewarning(asked.analysis, len(plan.points), asked.replications)
    ):
        print(f"note: {missing}")
    for note in plan.notes:
        print(f"note: {note}")
    if isinstance(plan, Plan) and need.checked < len(plan.points):
        print(
            f"checked: {need.checked} of the points; the others are while the first runs are made"
        )
    if asked.expected_run_time:
        print(f"the file says: {asked.expected_run_time.strip()}")
    return DONE


COMMAND = Command(
    name="sweep",
    does="a designed experiment: points × levels × replications, and what it found",
    act=sweep,
    overrides=True,
    keys={
        "experiment": "a name or a YAML file",
        "scenario": "the country that it is made on: a name or a YAML file (default: the file's)",
        "scenarios": "several, where its analysis tells them apart: '[NAME,FILE.yaml]'",
        "present": "level of the burn-in and reference (default: the file's)",
        "without": "factors that are not drawn: '[KEY,KEY]'",
        "points": "points of the design, kind lhs (default: the file's)",
        "base": "size of a design of kind sobol, a power of two (default: the file's)",
        "trajectories": "size of a design of kind morris (default: the file's)",
        "replications": "replicates a point (default: the file's)",
        "years": "horizon (default: the file's)",
        "measure_from_year": "first year that is measured (default: the file's)",
        "seed": "first seed (default: the file's)",
        "workers": "processes (default: one per processor)",
        "keep": "'[monthly,yearly,daily,networks,links,events]': tables kept of every run (default: the file's)",
        **OWN_KEYS,
        "name": "name of the result (default: sweep and the experiment, and what is set)",
        "results_dir": "folder of the results (default: results)",
        "overwrite": "true replaces another configuration under the same name",
        **ENGINE_KEYS,
        **SPREADSHEET_KEYS,
    },
    flags={"--dry-run": "says the number of runs, the time and the size, computes nothing"},
)
