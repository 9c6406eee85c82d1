"""``bordersim compare``: the main job."""

from __future__ import annotations

from typing import Any

from borderSim.commands.arguments import ENGINE_KEYS, Arguments, Command
from borderSim.commands.telling import DONE, RUNS_FAILED, open_page, tell, tell_notes
from borderSim.errors import InputError

SETTINGS = ("years", "transition", "budget.rule")
"""Keys of the scenario that have a place of their own here."""


def compare(arguments: Arguments) -> int:
    """Compare levels, print the tables, name the report."""
    from borderSim.scenario.compose import default_choices, load_levels, refuse_level_keys

    for text in arguments.overrides:
        refuse_level_keys(text)
    several = arguments.listed("scenarios")
    if several is not None and "scenario" in arguments.own:
        raise InputError("scenario= and scenarios= exclude each other: name all in scenarios='[a,b]'")
    names = [several] if isinstance(several, str) else several
    if names == []:
        raise InputError("scenarios=[] names no scenario; write a list such as scenarios='[a,b]'")
    scenario = arguments.text("scenario", default_choices()["scenario"]) or ""
    levels = arguments.listed("levels")
    levels = "all" if levels is None else levels
    present = arguments.text("present")
    replications, seed = arguments.count("replications", 1), arguments.count("seed", 0)
    workers, years = arguments.count("workers", 1), arguments.number("years")
    precision, most = arguments.number("precision"), arguments.count("max_replications", 2)
    if precision is not None and replications is not None:
        raise InputError("replications= and precision= exclude each other: precision= finds the number by itself, max_replications= caps it")
    plane, overwrite = arguments.switch("plane", True), arguments.switch("overwrite", False)
    opens = arguments.switch("open", False)
    settings = [*arguments.overrides, *(f"{key}={arguments.own[key]}" for key in SETTINGS if key in arguments.own)]
    loaded = [load_levels(name, levels, settings, present) for name in names or [scenario]]
    first = [next(iter(by_level.values())) for by_level in loaded]
    results_dir = arguments.results_dir()

    from borderSim.report.terminal import ComparisonProgress, break_even_tables, comparison_tables, console, rank_tables
    from borderSim.scenario.questionnaire.levels import remarks
    from borderSim.scenario.transition import RAMP
    from borderSim.studies.compare import compare as carry_out
    from borderSim.studies.study import RunsFailedError

    out = console()
    options: dict[str, Any] = {} if replications is None else {"replications": replications}
    options |= {} if seed is None else {"seed": seed}
    options |= arguments.engine()
    try:
        with ComparisonProgress(out, first[0].present.name, {s.name: s.years for s in first}) as progress:
            comparison = carry_out(
                scenario, scenarios=names, levels=levels, present=present, years=years, workers=workers,
                overrides=arguments.overrides, name=arguments.text("name"), results_dir=results_dir, plane=plane,
                overwrite=overwrite, transition=arguments.text("transition"), budget_rule=arguments.text("budget.rule"),
                precision=precision, max_replications=most, progress=progress, command=["bordersim", *arguments.typed], **options,
            )  # fmt: skip
    except RunsFailedError as error:
        tell(str(error))
        return RUNS_FAILED
    manifest = comparison.manifest
    out.print(comparison_tables(comparison.paired(), manifest["present"], manifest["years_by_scenario"]))
    if manifest.get("transition") == RAMP:
        out.print(break_even_tables(comparison.break_even(), manifest["years_by_scenario"]))
    if len(manifest["scenarios"]) > 1:
        out.print(rank_tables(comparison.ranks()))
    if precision is not None:
        import pandas as pd

        from borderSim.report.terminal_studies import precision_table

        out.print(precision_table(pd.read_csv(comparison.folder / "precision.csv")))
    tell_notes([*comparison.notes, *remarks(s for by_level in loaded for s in by_level.values())], comparison.failed)
    page = comparison.folder / "report.html"
    print(f"report: {page}")
    if opens:
        open_page(page)
    return RUNS_FAILED if comparison.failed else DONE


COMMAND = Command(
    name="compare",
    does="levels × replications on the same chances: table, files, report.html, class.html",
    act=compare,
    overrides=True,
    keys={
        "scenario": "a name or a YAML file (default: national)",
        "scenarios": "several: '[NAME,FILE.yaml]'",
        "levels": "all, or '[NAME,FILE.yaml]'",
        "present": "level of the burn-in and reference",
        "replications": "replicates, with seeds seed, seed+1, ... (default: 20)",
        "precision": "add replicates until every headline difference is known to this share, such as 0.05",
        "max_replications": "replicates after which precision= ends in any case (default: 1000)",
        "years": "horizon (default: the scenario's own)",
        "seed": "first seed (default: 1)",
        "workers": "processes (default: one per processor)",
        "name": "name of the result (default: made from what is set)",
        "results_dir": "folder of the results (default: results)",
        "plane": "false skips the plane of two dials",
        "overwrite": "true replaces another configuration under the same name",
        **ENGINE_KEYS,
        "open": "true opens the report in a browser",
        "transition": "steady, or ramp: levels come over months, ten years, break-even month",
        "budget.rule": "on_top or fixed",
    },
)
