"""Single runs, one or many rows of settings and seeds, in one result."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from borderSim.errors import InputError
from borderSim.extend.own import NOTHING, Own
from borderSim.parameters.scenario import Scenario
from borderSim.parameters.window import Window
from borderSim.scenario.load import scenario_as_dict
from borderSim.scenario.own_config import used_files
from borderSim.studies.execution import files, lock, merge, plugins, private
from borderSim.studies.execution.job import Progress, Study
from borderSim.studies.execution.list_columns import as_text
from borderSim.studies.execution.manifest import Design
from borderSim.studies.execution.part_files import Ledger
from borderSim.studies.execution.provenance import as_shipped, config_hash, default_name
from borderSim.studies.execution.reproduction import Inputs
from borderSim.studies.execution.result_folder import prepare
from borderSim.studies.execution.scheduler import How, worker_count
from borderSim.studies.execution.task import Branch, Label, Simulate, Task, run_alone, with_own

Row = tuple[Mapping[str, object], Scenario, int]
"""Design factors (what was set for this row), scenario, seed."""

OWN_COLUMNS = ("run", "scenario", "level", "seed")
DEFAULT_SEED = 1


def run_and_store(
    rows: Sequence[Row],
    *,
    name: str | None = None,
    command_key: str = "run",
    results_dir: str | Path = "results",
    overwrite: bool = False,
    workers: int | None = None,
    command: Sequence[str] | None = None,
    progress: Progress | None = None,
    provenance: str = "short",
    told: list[str] | None = None,
    simulate: Simulate = run_alone,
    again: tuple[Sequence[str], Inputs] | None = None,
    own: Own = NOTHING,
) -> tuple[Path, pd.DataFrame]:
    """Make runs that are not stored yet; a row equals that of a comparison for its level and seed.

    Args:
        rows: design factors, scenario and seed of each run.
        name: name of the result (None: ``command_key`` and scenarios, and the hash if anything is
            set).
        command_key: the command, first part of the default name.
        results_dir: where results lie.
        overwrite: replace a result of the same name that holds something else.
        workers: processes (None: one per processor).
        command: the command as typed, for the record.
        progress: is told how far it has come.
        provenance: ``short``: what is stored names no person or machine; ``full`` keeps host and
            paths.
        told: a list to which is added what the user should be told of stored runs.
        simulate: the function that makes a run.
        again: the line that makes the rows again, and the user's own files that it needs.
        own: measures and interventions that were handed in.

    Returns:
        the result's folder and its rows: ``run``, ``scenario``, ``level``, ``seed``, the further
        design factors, every outcome. Failed runs stand in the manifest under ``failed``.

    Raises:
        InputError: wrong input, in one sentence; nothing is written then.
        RunsFailedError: every run failed.
    """
    processes, how = worker_count(workers), How(provenance=provenance)
    labels = _labels(rows)
    design = _design(rows, labels, command_key, own)
    line, inputs = again or (design.facts["command"], Inputs({}, {}))
    design = dataclasses.replace(
        design, facts={**design.facts, "command": [*line, *own.line], **inputs.facts}
    )
    label = files.check_name(name) if name is not None else _default_name(rows, design, command_key)
    folder = files.result_path(results_dir, label)
    with lock.at_work(folder):
        found = prepare(folder, design, overwrite=overwrite)
        if told is not None:
            told += [*found.notes, *own.handed_in]
        if not found.complete:
            tasks = _tasks(rows, labels, found.parts, with_own(simulate, own))
            study = Study(design, found, processes, command, progress, how=how)
            inputs.keep(found.working)
            study.begin()
            study.carry_out(tasks, shown=tasks)
            study.finish(functools.partial(_write_tables, tasks, found.ledger))
        return found.folder, files.read_frame(found.folder / "runs.parquet")


def _labels(rows: Sequence[Row]) -> list[dict[str, Label]]:
    """Return the naming columns of each row; a factor has one type over all rows."""
    factors = dict.fromkeys(key for own, _, _ in rows for key in own if key not in OWN_COLUMNS)
    columns = {key: _one_type([own.get(key) for own, _, _ in rows]) for key in factors}
    return [
        {"run": index, "scenario": scenario.name, "level": scenario.partnership.label, "seed": seed}
        | {key: column[index] for key, column in columns.items()}
        for index, (_, scenario, seed) in enumerate(rows)
    ]


def _one_type(values: Sequence[object]) -> list[Label]:
    """Return values as booleans, integers, numbers or texts, whichever holds them all."""
    for kind in (bool, int):
        if all(type(value) is kind for value in values):
            return list(values)  # type: ignore[arg-type]
    if all(type(value) in (int, float) for value in values):
        return [float(value) for value in values]  # type: ignore[arg-type]
    return ["" if value is None else private.label(as_text(value)) for value in values]


def _design(
    rows: Sequence[Row], labels: Sequence[Mapping[str, Label]], command_key: str, own: Own = NOTHING
) -> Design:
    """Return what the manifest records and the hash covers; equal scenarios are recorded once."""
    config: dict[str, dict[str, object]] = {}
    places: dict[str, str] = {}
    keys: list[str] = []
    there: dict[tuple[str, int], int] = {}
    for place, (_, scenario, seed) in enumerate(rows):
        resolved = scenario_as_dict(scenario)
        digest = config_hash(resolved)
        if digest not in places:
            places[digest] = (
                scenario.name
                if scenario.name not in config
                else f"{scenario.name}-{len(config) + 1}"
            )
            config[places[digest]] = resolved
        keys.append(places[digest])
        if (first := there.setdefault((digest, seed), place)) != place:
            raise InputError(
                f"rows {first + 1} and {place + 1} are the same run: {scenario.name} with seed={seed} and equal settings is asked for twice"
            )
    choices = {
        "command": command_key,
        "rows": [{**label, "config": key} for label, key in zip(labels, keys, strict=True)],
    }
    choices |= own.choices
    facts = {
        "command": ["bordersim", command_key],
        "scenarios": list(dict.fromkeys(scenario.name for _, scenario, _ in rows)),
        "seeds": list(dict.fromkeys(seed for _, _, seed in rows)),
        "replications": len(rows),
        "measured": {key: Window.stored(own).text for key, own in config.items()},
        **used_files(),
    }
    plan = {_stem(index): 1 for index in range(len(rows))}
    return Design(
        choices,
        config,
        {},
        facts,
        plan,
        plugins.of_scenarios(scenario for _, scenario, _ in rows) | own.plugins,
    )


def _default_name(rows: Sequence[Row], design: Design, command_key: str) -> str:
    names = list(dict.fromkeys(scenario.name for _, scenario, _ in rows))
    plain = (
        not design.plugins
        and len(rows) == 1
        and rows[0][2] == DEFAULT_SEED
        and as_shipped(rows[0][1])
    )
    return default_name(command_key, names, design.digest, plain)


def _tasks(
    rows: Sequence[Row], labels: Sequence[Mapping[str, Label]], parts: Path, simulate: Simulate
) -> list[Task]:
    return [
        Task(
            stem=_stem(index),
            parts=parts,
            seed=seed,
            present=scenario,
            branches=(Branch(labels[index], scenario),),
            keep=(
                "yearly",
                "daily",
                "networks",
                "links",
                *(("events",) if scenario.events else ()),
            ),
            simulate=simulate,
        )
        for index, (_, scenario, seed) in enumerate(rows)
    ]


def _stem(index: int) -> str:
    return f"run-{index:06d}"


def _write_tables(tasks: Sequence[Task], ledger: Ledger | None, folder: Path) -> list[str]:
    """Merge the parts; return the names of the files."""
    kinds = {"runs": [("run", [])], "daily": [("run", []), ("day", [])]}
    kinds |= {"yearly": [("run", [])]}
    kinds |= {kind: [("run", [])] for kind in ("networks", "links", "events")}
    written = [
        merge.merge(tasks, folder / f"{kind}.parquet", kind, order, ledger)
        for kind, order in kinds.items()
    ]
    return [path.name for path in written if path is not None]
