"""``bordersim run``: one run, or with ``-m`` the product of all values given."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import PurePath
from typing import TYPE_CHECKING

from borderSim.cli.arguments import OWN_KEYS, PROVENANCE_KEY, Arguments, Command
from borderSim.cli.multirun import MULTIRUN
from borderSim.cli.output import DONE, RUNS_FAILED, put, sentence_of, tell, tell_notes
from borderSim.errors import InputError
from borderSim.language.phrases import phrase

if TYPE_CHECKING:
    from borderSim.parameters.scenario import Scenario
    from borderSim.studies.execution.reproduction import Inputs

NOT_TIMED = phrase(
    "profile=true: every run was stored already, so nothing was simulated and timed; another name= makes it again"
)


def run(arguments: Arguments) -> int:
    """Make the runs, store them, print their outcomes."""
    from borderSim.scenario.own_files import noting
    from borderSim.scenario.told import gathering

    with noting() as noted, gathering() as told:
        rows = rows_of(arguments)
    own = arguments.handed_in()
    workers, overwrite = arguments.count("workers", 1), arguments.switch("overwrite", False)
    profile = arguments.switch("profile", False)
    if profile and workers not in (None, 1):
        raise InputError(
            phrase(
                "workers={workers}: profile=true times the runs of one process; leave workers= out, or give 1",
                workers=workers,
            )
        )
    results_dir, lang = arguments.results_dir(), arguments.lang()

    from borderSim.day_times import day_times
    from borderSim.language.catalogue import gettext
    from borderSim.language.current import using
    from borderSim.measures.dictionary import with_own
    from borderSim.report.terminal.console import console
    from borderSim.report.terminal.progress import RunProgress
    from borderSim.report.terminal.runs import day_table, outcome_table, runs_table
    from borderSim.scenario.overrides import remarks as typed_remarks
    from borderSim.scenario.questionnaire.as_level import remarks
    from borderSim.studies.execution import manifest
    from borderSim.studies.execution.job import RunsFailedError
    from borderSim.studies.execution.reproduction import inputs_of
    from borderSim.studies.runs import run_and_store

    out, inputs = console(), inputs_of(noted)
    with using(lang):
        shown = RunProgress(out)
    notes: list[str] = []
    try:
        with shown as progress, day_times() if profile else nullcontext() as times:
            folder, runs = run_and_store(
                rows,
                name=arguments.text("name"),
                command_key="run",
                results_dir=results_dir,
                overwrite=overwrite,
                workers=1 if profile else workers,
                command=["bordersim", *arguments.without_lang()],
                progress=progress,
                again=(_again(arguments, inputs), inputs),
                provenance=arguments.text("provenance", "short") or "",
                told=notes,
                own=own,
            )
    except RunsFailedError as error:
        tell(sentence_of(error))
        return RUNS_FAILED
    with using(lang):
        if len(rows) == 1:
            _, scenario, seed = rows[0]
            title = gettext("{scenario}, {level}, seed {seed}, {window}").format(
                scenario=scenario.name,
                level=gettext(scenario.partnership.label),
                seed=seed,
                window=scenario.window.text,
            )
            values = runs.iloc[0].to_dict()
            out.print(
                outcome_table(values, scenario.window.measured, title, with_own(own.outcomes))
            )
        else:
            windows = [rows[int(i)][1].window for i in runs["run"]]
            out.print(runs_table(runs, windows, with_own(own.outcomes)))
    if times is not None and times.days:
        with using(lang):
            out.print(day_table(times.table(), times.days))
    elif times is not None:
        notes.append(NOT_TIMED)
    failed = manifest.read(folder).get("failed", [])
    tell_notes(
        [
            *typed_remarks(arguments.typed),
            *told,
            *notes,
            *inputs.notes,
            *remarks(scenario for _, scenario, _ in rows),
        ],
        failed,
    )
    put(phrase("results: {path}", path=folder))
    return RUNS_FAILED if failed else DONE


def rows_of(arguments: Arguments) -> list[tuple[dict[str, object], Scenario, int]]:
    """Return design factors, scenario and seed of each run.

    Raises:
        InputError: anything wrong, in one sentence.
    """
    from borderSim.scenario.load import load_scenario
    from borderSim.scenario.names import default_choices
    from borderSim.scenario.overrides import expand, group_choice, swept_keys, value_of

    swept: list[str] = []
    plain = {
        "scenario": f"scenario={arguments.own.get('scenario', default_choices()['scenario'])}",
        "seed": f"seed={arguments.own.get('seed', '1')}",
    }
    if MULTIRUN in arguments.flags:
        texts = [
            f"{key}={arguments.own[key]}" for key in ("scenario", "seed") if key in arguments.own
        ]
        texts = [text for text in arguments.typed if text in texts or text in arguments.overrides]
        swept = swept_keys(texts)
        expanded = [{**plain, **row} for row in expand(texts)]
    else:
        group_choice(plain["scenario"], ["scenario"])  # which refuses several values in a sentence
        expanded = [{**plain, **{text: text for text in arguments.overrides}}]
    scenarios: dict[tuple[str, ...], Scenario] = {}
    rows: list[tuple[dict[str, object], Scenario, int]] = []
    for row in expanded:
        name = Arguments(own={"scenario": row["scenario"].partition("=")[2]}).text("scenario") or ""
        seed = Arguments(own={"seed": row["seed"].partition("=")[2]}).count("seed", 0) or 0
        settings = [text for key, text in row.items() if key not in ("scenario", "seed")]
        if (key := (name, *settings)) not in scenarios:
            scenarios[key] = load_scenario(name, settings)
        rows.append(
            (
                {factor.lstrip("+"): _label(value_of(row[factor])) for factor in swept},
                scenarios[key],
                seed,
            )
        )
    return rows


def _label(value: object) -> object:
    """Return a value as the column of its key shows it: a file by its name, wherever it lies."""
    from borderSim.scenario.own_files import readable_name
    from borderSim.scenario.shipped import is_file_name

    if isinstance(value, list):
        return [_label(item) for item in value]
    return (
        readable_name(PurePath(value).name)
        if isinstance(value, str) and is_file_name(value)
        else value
    )


def _again(arguments: Arguments, inputs: Inputs) -> list[str]:
    """Return the line that makes the rows again: what was typed, but for where and how fast."""
    from borderSim.scenario.overrides import choice

    several = MULTIRUN in arguments.flags
    line = ["bordersim", "run", *(["-m"] if several else []), *inputs.config_dir]
    for text in arguments.without_lang():
        key, equals, _ = text.partition("=")
        if key == "scenario" and equals and not several:
            line.append(choice(key, inputs.path(arguments.text(key) or "")))
        elif (key in ("scenario", "seed") and equals) or text in arguments.overrides:
            line.append(inputs.text(text))
    return line


COMMAND = Command(
    name="run",
    does="one run: its outcomes; with -m several (seed=1,2,3 or range(1,4): their product)",
    act=run,
    overrides=True,
    keys={
        "scenario": "a name or a YAML file (default: national)",
        "seed": "seed (default: 1)",
        "workers": "processes (default: one per processor)",
        **OWN_KEYS,
        "name": "name of the result (default: made from what is set)",
        "results_dir": "folder of the results (default: results)",
        "overwrite": "true replaces another configuration under the same name",
        "profile": "true prints how long each line of the day takes (default: false)",
        **PROVENANCE_KEY,
        "lang": "en or fr: the language of the table (default: en)",
    },
    flags={MULTIRUN: "expand several values into rows of one result"},
    more=[
        "partnership=NAME or FILE.yaml sets the level, levers.<dial>= and partnership.traits.<trait>= parts of it;",
        "shocks='[NAME,FILE.yaml]' lets shocks strike, shocks.NAME.day= says when; events=true keeps the log of events.",
    ],
)
