"""The report: one self-contained HTML page that makes no request."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from borderSim.language.current import SOURCE, using
from borderSim.measures.dictionary import dictionary_of
from borderSim.measures.frame_units import with_row_units
from borderSim.report.advice.by_name import ByName, by_name, diagnose_command
from borderSim.report.advice.decision import Decision, decision
from borderSim.report.advice.first_step import FirstStep, first_step
from borderSim.report.advice.sentences import answers
from borderSim.report.advice.who_pays import WhoPays, who_pays
from borderSim.report.comparison.as_simulated import AsSimulated, as_simulated
from borderSim.report.comparison.assumptions import assumptions, level_instruments, level_traits
from borderSim.report.comparison.coverage import coverage_warning
from borderSim.report.comparison.entry_off import entry_told
from borderSim.report.comparison.source import Comparison, View
from borderSim.report.figures import PICTURES
from borderSim.report.figures.shown import Shown, drawing
from borderSim.report.full_report.expected import ExpectedRow, expected_rows, perspectives
from borderSim.report.full_report.mechanisms_run import Carried, carried
from borderSim.report.full_report.tables import all_outcomes, scoreboard
from borderSim.report.full_report.years import Years, beside, breaks_even, years
from borderSim.report.layout.other_languages import Other, others_beside
from borderSim.report.uncertainty.futures import futures
from borderSim.report.uncertainty.told_futures import Told
from borderSim.report.uncertainty.weighing import Weighing, weighing
from borderSim.report.writing.data_tables import csv_link
from borderSim.report.writing.explained import explained
from borderSim.report.writing.left_out import by_area
from borderSim.report.writing.texts import environment
from borderSim.scenario.overrides import choice
from borderSim.studies.analysis.estimates import LEAST, PROVISIONAL_BELOW
from borderSim.studies.execution import files

OWN_KEYS = (
    "scenario",
    "scenarios",
    "levels",
    "replications",
    "seed",
    "workers",
    "name",
    "plane",
    "full",
    "futures",
    "future_replications",
    "overwrite",
    "results_dir",
    "open",
    "present",
    "precision",
    "max_replications",
    "engine",
    "scheduler",
    "on_error",
    "provenance",
    "xlsx",
    "locale",
    "lang",
    "keep",
)
"""Keys of ``compare`` that the command for a single row does not repeat."""


WORDS = (
    "net benefit",
    "interdiction rate",
    "dismantling of an organisation",
    "replicate",
    "95 % interval",
    "clear difference",
    "smallest difference that matters",
    "turning point",
)
WORDS_OF_FUTURES = ("regret", "dominated")
"""Terms of the glossary under what is said for a decision."""


@dataclass(frozen=True)
class Chapter:
    """All that the page says about one scenario."""

    view: View
    figures: dict[str, Shown]
    columns: list[Any]
    score: list[Any]
    answers: list[Any]
    groups: dict[str, list[Any]]
    csv: str
    weighing: Weighing | None
    carried: Carried
    carried_shown: Shown | None
    assumptions: dict[str, list[Any]]
    traits: dict[str, dict[str, Any]]
    instruments: list[Any]
    least: int
    coverage: str
    years: Years | None
    beside: list[Any]
    breaks_even: list[Any]
    expected: list[ExpectedRow]
    perspectives: list[Any]
    decision: Decision | None
    futures: Told | None
    first: FirstStep | None
    by_name: ByName | None
    diagnose: str
    who_pays: WhoPays | None
    as_simulated: AsSimulated | None
    words: list[tuple[str, str]]


def _shown(view: View, name: str, place: int) -> Shown | None:
    picture = PICTURES[name](view)
    if picture is None:
        return None
    return Shown.of(f"figure-{place}-{name}", picture, view.stored)


def _chapter(comparison: Comparison, scenario: str, place: int) -> Chapter:
    view = View(comparison, scenario)
    wanted = [name for name in PICTURES if name != "scenarios"]
    figures = {name: shown for name in wanted if (shown := _shown(view, name, place))}
    columns, score = scoreboard(view)
    found = carried(view, _settings(view.manifest))
    turns_on = decision(view)
    first = first_step(view, turns_on) if turns_on else None
    return Chapter(
        view,
        figures,
        columns,
        score,
        answers(view),
        all_outcomes(view),
        view.stored.once("csv", lambda: _all_differences(view)),
        weighing(view),
        found,
        found.picture and Shown.of(f"figure-{place}-mechanisms", found.picture, view.stored),
        assumptions(view.manifest, scenario),
        level_traits(view.manifest, scenario),
        level_instruments(view.manifest, scenario),
        LEAST,
        coverage_warning(view.paired.reset_index(), view.measured),
        years(view),
        beside(view),
        breaks_even(view),
        expected_rows(view),
        perspectives(view),
        turns_on,
        futures(view),
        first,
        by_name(view, first.aim if first else None),
        diagnose_command(view),
        who_pays(view),
        as_simulated(view),
        explained(*WORDS, *(WORDS_OF_FUTURES if len(view.futures) else ())),
    )


def _all_differences(view: View) -> str:
    """Return the paired table as a link."""
    return csv_link(with_row_units(view.paired.reset_index(), dictionary_of(view.manifest)))


def _settings(manifest: dict[str, Any]) -> list[str]:
    """Return what was set in a comparison, ``key=value``, but for the keys of the command itself."""
    given = [str(part) for part in manifest.get("command") or []]
    return [
        part
        for part in given
        if "=" in part and part.split("=", 1)[0].lstrip("+") not in (*OWN_KEYS, "years")
    ]


def row_command(manifest: dict[str, Any], scenario: str) -> str:
    """Return the command that makes one row again, for the first level that is not the present one."""
    names = [str(level["name"]) for level in manifest["levels"]]
    level = next((name for name in names if name != manifest["present"]), names[0])
    given = [str(part) for part in manifest.get("command") or []]
    place = given.index("--config-dir") if "--config-dir" in given else len(given)
    spelt = manifest.get("given") or {"scenarios": {}, "levels": {}, "present": manifest["present"]}
    kept = [
        part for part in given if "=" in part and part.split("=", 1)[0].lstrip("+") not in OWN_KEYS
    ]
    there = {
        *level.split("+")[1:],
        *(
            word
            for part in kept
            if part.startswith("instruments=")
            for word in re.findall(r"\w+", part)
        ),
    }
    kept = [
        part for part in kept if not part.startswith("instruments.") or part.split(".")[1] in there
    ]
    seed = (manifest.get("seeds") or [1])[0]
    years = (manifest.get("years_by_scenario") or {}).get(scenario, manifest["years"])
    always = {
        "years": str(int(years) if years == int(years) else years),
        "present": spelt["present"],
        "transition": manifest["transition"],
        "budget.rule": manifest["budget_rule"],
    }
    named = {part.split("=", 1)[0].lstrip("+") for part in kept}
    kept = [
        choice(key, value)
        for key, value in always.items()
        if key not in named and value is not None
    ] + kept
    first = [
        choice("scenario", spelt["scenarios"].get(scenario, scenario)),
        choice("partnership", spelt["levels"].get(level, level)),
    ]
    return shlex.join(
        ["bordersim", "run", *given[place : place + 2], *first, f"seed={seed}", *kept]
    )


def render(comparison: Comparison, languages: Sequence[Other] = ()) -> str:
    """Return the report of a comparison as HTML, in the language in force.

    Args:
        comparison: runs, series, manifest and paired table.
        languages: pages in other languages to link to, see :func:`others_beside`.
    """
    first = View(comparison)
    chapters = [
        _chapter(comparison, scenario, place) for place, scenario in enumerate(first.scenarios)
    ]
    across = _shown(first, "scenarios", len(chapters))
    shown = [figure for chapter in chapters for figure in chapter.figures.values()] + (
        [across] if across else []
    )
    shown += [chapter.carried_shown for chapter in chapters if chapter.carried_shown]
    manifest = comparison.manifest
    command = manifest.get("command") or []
    return (
        environment()
        .get_template("report.html")
        .render(
            manifest=manifest,
            languages=languages,
            version=manifest.get("program_version", ""),
            chapters=chapters,
            across=across,
            first=first,
            least=min(c.view.replicates for c in chapters),
            enough=PROVISIONAL_BELOW,
            provisional=any(c.view.provisional for c in chapters),
            **drawing(shown),
            command=command
            if isinstance(command, str)
            else shlex.join(str(part) for part in command),
            row_command=row_command(manifest, first.scenarios[0]),
            left_out=by_area(),
            entry_told=entry_told(manifest),
        )
    )


def write_report(comparison: Comparison, path: str | os.PathLike[str], lang: str = SOURCE) -> Path:
    """Write the report of a comparison, whole or not at all.

    Args:
        comparison: runs, series, manifest and paired table.
        path: the file to write; its folder is made if missing.
        lang: language of the page, such as ``fr``.

    Returns:
        The path of the page.

    Raises:
        InputError: there is no such language.
    """
    with using(lang):
        return files.write_page(path, render(comparison, others_beside(Path(path))))
