"""``bordersim compare``: the main job."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from borderSim.cli.arguments import (
    ENGINE_KEYS,
    LANG_KEY,
    OWN_KEYS,
    SPREADSHEET_KEYS,
    Arguments,
    Command,
)
from borderSim.cli.multirun import MULTIRUN, expanded
from borderSim.cli.output import DONE, RUNS_FAILED, open_page, put, sentence_of, tell, tell_notes
from borderSim.cli.printed import PRINT_KEYS, tell_brief
from borderSim.errors import InputError
from borderSim.language.phrases import phrase

if TYPE_CHECKING:
    from borderSim.parameters.scenario import Scenario

FULL = "--full"
SETTINGS = {
    "years": "years",
    "measure_from_year": "measure_from_year",
    "transition": "transition",
    "budget.rule": "budget.rule",
    "entry": "traffickers.entry",
}
"""Keys that have a place of their own here, and what they set of the scenario."""


@dataclass(frozen=True)
class Asked:
    """What a command line asks of a comparison, read and checked.

    Attributes:
        options: what :func:`borderSim.studies.compare.compare` takes.
        names: the scenarios.
        settings: of the scenario, all as ``key=value``.
        loaded: scenario by level, of each scenario.
    """

    options: dict[str, Any]
    names: list[str]
    settings: list[str]
    loaded: list[dict[str, Scenario]]


def compare(arguments: Arguments) -> int:
    """Compare levels, print the tables, name the report.

    With ``-m`` one comparison after the other.
    """
    if "--multirun" not in arguments.flags:
        return _carry_out(arguments, read(arguments))
    rows = [(title, own, read(own)) for title, own in expanded(arguments)]
    codes = []
    for title, own, asked in rows:
        print(f"== {title}", flush=True)
        codes.append(_carry_out(own, asked))
    return max(codes)


def read(arguments: Arguments) -> Asked:
    """Read what is asked, and load its scenarios.

    Raises:
        InputError: anything wrong, in one sentence.
    """
    from borderSim.scenario.load import load_levels, refuse_level_keys
    from borderSim.scenario.names import default_choices
    from borderSim.scenario.overrides import group_choice
    from borderSim.studies.design.kept_tables import read_keep, with_events

    for text in arguments.overrides:
        refuse_level_keys(text)
    several = arguments.listed("scenarios")
    if several is not None and "scenario" in arguments.own:
        raise InputError(
            phrase("scenario= and scenarios= exclude each other: name all in scenarios='[a,b]'")
        )
    names = [several] if isinstance(several, str) else several
    if names == []:
        raise InputError(
            phrase("scenarios=[] names no scenario; write a list such as scenarios='[a,b]'")
        )
    # which refuses several values in a sentence
    group_choice(f"scenario={arguments.own.get('scenario', '')}", ["scenario"])
    scenario = arguments.text("scenario", default_choices()["scenario"]) or ""
    levels = arguments.listed("levels")
    options: dict[str, Any] = {
        "scenario": scenario,
        "scenarios": names,
        "levels": "all" if levels is None else levels,
        "present": arguments.text("present"),
        "years": arguments.number("years"),
        "measure_from_year": arguments.count("measure_from_year", 1),
        "workers": arguments.count("workers", 1),
        "overrides": arguments.overrides,
        "name": arguments.text("name"),
        "results_dir": arguments.results_dir(),
        "plane": arguments.switch("plane", False),
        "full": arguments.switch("full", FULL in arguments.flags),
        "keep": arguments.listed("keep"),
        **({"measures": own} if (own := arguments.handed_in()) else {}),
        "overwrite": arguments.switch("overwrite", False),
        "transition": arguments.text("transition"),
        "budget_rule": arguments.text("budget.rule"),
        "entry": arguments.text("entry"),
        "command": ["bordersim", *arguments.without_lang()],
        **arguments.engine(),
    }
    given = {
        "replications": arguments.count("replications", 1),
        "seed": arguments.count("seed", 0),
        "futures": arguments.count("futures", 2),
        "future_replications": arguments.count("future_replications", 1),
        "precision": arguments.number("precision"),
        "max_replications": arguments.count("max_replications", 5),
    }
    options |= {key: value for key, value in given.items() if value is not None}
    settings = [
        *arguments.overrides,
        *(f"{key}={arguments.own[own]}" for own, key in SETTINGS.items() if own in arguments.own),
    ]
    settings = with_events(settings, read_keep(options["keep"]))
    loaded = [
        load_levels(name, options["levels"], settings, options["present"])
        for name in names or [scenario]
    ]
    return Asked(options, names or [scenario], settings, loaded)


def _carry_out(arguments: Arguments, asked: Asked) -> int:
    opens, sheets = arguments.switch("open", False), arguments.spreadsheets()
    lang = arguments.lang()
    prints = arguments.switch("pdf", False)
    first = [next(iter(by_level.values())) for by_level in asked.loaded]

    from borderSim.language.catalogue import gettext
    from borderSim.language.current import named, using
    from borderSim.measures.dictionary import dictionary_of
    from borderSim.report.comparison.entry_off import entry_told
    from borderSim.report.terminal.comparison import (
        break_even_tables,
        comparison_tables,
        rank_tables,
    )
    from borderSim.report.terminal.console import console
    from borderSim.report.terminal.progress import ComparisonProgress
    from borderSim.scenario.overrides import remarks as typed_remarks
    from borderSim.scenario.questionnaire.as_level import remarks
    from borderSim.studies.compare import compare as carry_out
    from borderSim.studies.execution.job import RunsFailedError

    out = console()
    with using(lang):
        shown = ComparisonProgress(
            out, first[0].present.name, {s.name: s.window.measured for s in first}
        )
    try:
        with shown as progress:
            comparison = carry_out(**asked.options, progress=progress, tell=tell, lang=lang)
    except RunsFailedError as error:
        tell(sentence_of(error))
        return RUNS_FAILED
    manifest = comparison.manifest
    with using(lang):
        out.print(
            comparison_tables(
                comparison.paired(),
                manifest["present"],
                comparison.windows,
                dictionary_of(manifest),
                entry_told(manifest),
                comparison.precise,
            )
        )
        if len(manifest["levels"]) > 1:
            out.print(break_even_tables(comparison.break_even(), manifest["years_by_scenario"]))
        if len(manifest["scenarios"]) > 1:
            out.print(rank_tables(comparison.ranks()))
        if "precision" in asked.options:
            import pandas as pd

            from borderSim.report.terminal.studies import precision_table

            # (where the disk is full a note says so)
            if (table := comparison.folder / "precision.csv").is_file():
                out.print(precision_table(pd.read_csv(table)))
    tell_notes(
        [
            *typed_remarks(arguments.typed),
            *comparison.notes,
            *remarks(s for by_level in asked.loaded for s in by_level.values()),
        ],
        comparison.failed,
    )
    page = comparison.folder / named("report.html", lang)
    for path in sheets.write(comparison.folder):
        put(phrase("table: {path}", path=path))
    if (
        any(page.name in note for note in comparison.notes) and not page.is_file()
    ):  # (the note says why)
        return RUNS_FAILED
    with using(lang):
        print(gettext("report: {path}").format(path=page))
        tell_brief(comparison.folder, prints=prints)
    if opens:
        open_page(page)
    return RUNS_FAILED if comparison.failed else DONE


COMMAND = Command(
    name="compare",
    does="levels × replications on the same chances: table, files, report.html, brief.html, class.html",
    act=compare,
    overrides=True,
    keys={
        "scenario": "a name or a YAML file (default: national)",
        "scenarios": "several: '[NAME,FILE.yaml]'",
        "levels": "all, or '[NAME,FILE.yaml]'",
        "present": "level of the burn-in and reference",
        "replications": "so many replicates, with seeds seed, seed+1, ... (default: by precision=0.05 max_replications=100)",
        "precision": "add replicates until every headline difference is known to this share, such as 0.05",
        "max_replications": "replicates after which that ends in any case (default: 100; 1000 where precision= is given)",
        "years": "horizon (default: the scenario's own)",
        "measure_from_year": "first year that is measured (default: 4 of 6; 1 where years is under 4)",
        "seed": "first seed (default: 1)",
        "workers": "processes (default: one per processor)",
        "name": "name of the result (default: made from what is set)",
        "results_dir": "folder of the results (default: results)",
        "plane": "true adds the plane of two dials, 25 points: up to 20 replicates (default: false)",
        "full": "true also draws what is assumed anew in 100 futures, and runs every level in each (default: false)",
        "futures": "so many futures (default: 100)",
        "future_replications": "replicates in each future (default: 2)",
        "keep": "'[monthly,yearly,daily,networks,links,events]': tables kept of every run",
        **OWN_KEYS,
        "overwrite": "true replaces another configuration under the same name",
        **ENGINE_KEYS,
        **SPREADSHEET_KEYS,
        **LANG_KEY,
        "open": "true opens the report in a browser",
        **PRINT_KEYS,
        "transition": "steady, switch (trust starts at the old level's), or ramp: levels come over months, ten years, break-even month",
        "budget.rule": "on_top or fixed",
        "entry": "off: no new organisations and no growth, under every level: what enforcement takes out alone",
    },
    flags={
        MULTIRUN: "several values of a key: one comparison after the other",
        FULL: "the same as full=true",
    },
)
