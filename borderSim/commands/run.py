"""``bordersim run``: one run, or with ``-m`` the product of all values given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from borderSim.commands.arguments import PROVENANCE_KEY, Arguments, Command
from borderSim.commands.multirun import MULTIRUN
from borderSim.commands.telling import DONE, RUNS_FAILED, tell, tell_notes

if TYPE_CHECKING:
    from borderSim.scenario.schema import Scenario


def run(arguments: Arguments) -> int:
    """Make the runs, store them, print their outcomes."""
    rows = rows_of(arguments)
    workers, overwrite = arguments.count("workers", 1), arguments.switch("overwrite", False)
    results_dir = arguments.results_dir()

    from borderSim.report.terminal import RunProgress, console, in_years, outcome_table, runs_table
    from borderSim.scenario.questionnaire.levels import remarks
    from borderSim.studies import manifest
    from borderSim.studies.single import run_and_store
    from borderSim.studies.study import RunsFailedError

    out = console()
    notes: list[str] = []
    try:
        with RunProgress(out) as progress:
            folder, runs = run_and_store(
                rows, name=arguments.text("name"), command_key="run", results_dir=results_dir, overwrite=overwrite,
                workers=workers, command=["bordersim", *arguments.typed], progress=progress,
                provenance=arguments.text("provenance", "short") or "", told=notes,
            )  # fmt: skip
    except RunsFailedError as error:
        tell(str(error))
        return RUNS_FAILED
    if len(rows) == 1:
        _, scenario, seed = rows[0]
        title = f"{scenario.name}, {scenario.partnership.label}, seed {seed}, {in_years(scenario.years)}"
        out.print(outcome_table(runs.iloc[0].to_dict(), scenario.years, title))
    else:
        out.print(runs_table(runs, [rows[int(i)][1].years for i in runs["run"]]))
    failed = manifest.read(folder).get("failed", [])
    tell_notes([*notes, *remarks(scenario for _, scenario, _ in rows)], failed)
    print(f"results: {folder}")
    return RUNS_FAILED if failed else DONE


def rows_of(arguments: Arguments) -> list[tuple[dict[str, object], Scenario, int]]:
    """Return design factors, scenario and seed of each run.

    Raises:
        InputError: anything wrong, in one sentence.
    """
    from borderSim.scenario.compose import default_choices, load_scenario
    from borderSim.scenario.overrides import expand, group_choice, swept_keys, value_of

    swept: list[str] = []
    plain = {"scenario": f"scenario={arguments.text('scenario', default_choices()['scenario'])}",
             "seed": f"seed={arguments.own.get('seed', '1')}"}  # fmt: skip
    if MULTIRUN in arguments.flags:
        texts = [f"{key}={arguments.own[key]}" for key in ("scenario", "seed") if key in arguments.own]
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
        rows.append(({factor.lstrip("+"): value_of(row[factor]) for factor in swept}, scenarios[key], seed))
    return rows


COMMAND = Command(
    name="run",
    does="one run: its outcomes; with -m several (seed=1,2,3 or range(1,4): their product)",
    act=run,
    overrides=True,
    keys={
        "scenario": "a name or a YAML file (default: national)",
        "seed": "seed (default: 1)",
        "workers": "processes (default: one per processor)",
        "name": "name of the result (default: made from what is set)",
        "results_dir": "folder of the results (default: results)",
        "overwrite": "true replaces another configuration under the same name",
        **PROVENANCE_KEY,
    },
    flags={MULTIRUN: "expand several values into rows of one result"},
    more=["partnership=NAME or FILE.yaml sets the level, levers.<dial>= and partnership.traits.<trait>= parts of it;",
          "shocks='[NAME,FILE.yaml]' lets shocks strike, shocks.NAME.day= says when; events=true keeps the log of events."],
)
